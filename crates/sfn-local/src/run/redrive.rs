//! Lets an execution that ended without success go on (`RedriveExecution`).

use std::{collections::BTreeMap, fmt, sync::Arc};

use super::{
    ExecutionHandle, Observer, World,
    driver::Driver,
    inbox::Input,
    journal::{Entry, Log},
    lock,
    map_run::MapRun,
};
use crate::{
    execution::Outcome,
    machine::{Machine, MapRunId, NotRedrivable},
    time::Timestamp,
};

/// What is left of an execution that ended without success.
pub(super) struct Interrupted {
    pub(super) machine: Machine,
    pub(super) world: World,
    pub(super) observer: Option<Arc<dyn Observer>>,
    pub(super) log: Option<Log>,
    /// The Map Runs that did not succeed.
    pub(super) map_runs: BTreeMap<MapRunId, MapRun>,
}

impl fmt::Debug for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Interrupted").finish_non_exhaustive()
    }
}

impl ExecutionHandle {
    /// Whether [`ExecutionHandle::redrive`] can let it go on. AWS sets a time limit, too, which is not asked here.
    ///
    /// # Errors
    /// The reason, if it cannot.
    pub fn check_redrive(&self) -> Result<(), NotRedrivable> {
        if self.context().is_child_of_map() {
            return Err(NotRedrivable::NotEligible);
        }
        let progress = lock(&self.shared.progress);
        let interrupted = progress.interrupted.as_ref().ok_or(NotRedrivable::NotEligible)?;
        interrupted.machine.check_redrive()
    }

    /// Lets it go on from the states that failed or were interrupted, on the clock and with the tasks that it had: the
    /// future that does the work. Its history goes on, too.
    ///
    /// # Errors
    /// Where it cannot go on.
    pub fn redrive(&self) -> Result<impl Future<Output = Outcome> + Send + use<>, NotRedrivable> {
        self.check_redrive()?;
        let driver = self.go_on(None, |interrupted, at| {
            if let Some(log) = &interrupted.log {
                let after = interrupted.machine.last_event();
                log.write(&Entry::Turn { at, after, inputs: vec![Input::Redrive] });
            }
        });
        Ok(driver?.run())
    }

    /// The same for a child of a Map Run, too. `at`: when, if another process did it; `begin` is called before.
    pub(super) fn go_on(
        &self,
        at: Option<Timestamp>,
        begin: impl FnOnce(&mut Interrupted, Timestamp),
    ) -> Result<Driver, NotRedrivable> {
        let mut progress = lock(&self.shared.progress);
        let mut interrupted = progress.interrupted.take().ok_or(NotRedrivable::NotEligible)?;
        if let Err(reason) = interrupted.machine.check_redrive() {
            progress.interrupted = Some(interrupted);
            return Err(reason);
        }
        let at = at.unwrap_or_else(|| interrupted.world.clock.now());
        begin(&mut interrupted, at);
        let Interrupted { mut machine, world, observer, log, map_runs } = interrupted;
        machine.redrive(at);
        progress.redriven(machine.context().redrive_count, at);
        drop(progress);
        // What was sent after the end was for nobody.
        lock(&self.shared.inbox.messages).clear();
        let shared = Arc::clone(&self.shared);
        Ok(Driver::new(machine, shared, world, observer, log, at).after(map_runs))
    }

    /// How often it was redriven.
    pub fn redrive_count(&self) -> u32 {
        lock(&self.shared.progress).redrive_count
    }

    /// When it was last redriven.
    pub fn redriven_at(&self) -> Option<Timestamp> {
        lock(&self.shared.progress).redriven_at
    }
}
