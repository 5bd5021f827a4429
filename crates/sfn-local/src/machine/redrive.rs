//! Redrive: an execution that did not succeed goes on from the states that failed or were interrupted.
//!
//! Each state behaves as the Developer Guide says ("Redrive behavior of individual states"): a Fail state is entered once
//! more, any other that was entered does its work once more, with the input and the variables that it had and all its
//! retries; of a Parallel or a Map only the branches, iterations and child executions that did not succeed run.

use std::sync::Arc;

use sfn_asl::{StateType, WorkflowType};

use super::{
    MAX_EVENTS, Machine,
    frame::{Children, Frame, FrameId, Frames, Interrupted, Resume, Waiting},
    timers::Timers,
};
use crate::{execution::Outcome, history::EventKind, time::Timestamp};

/// Why an execution that ended cannot go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotRedrivable {
    /// It runs or it succeeded, or it is not for clients to redrive: an Express execution, a child of a Map Run.
    NotEligible,
    /// Its history has no room.
    HistoryLimit,
}

impl Machine {
    /// Whether [`Machine::redrive`] can let it go on. A child of a Map Run goes on with its parent only.
    ///
    /// # Errors
    /// The reason, if it cannot.
    pub fn check_redrive(&self) -> Result<(), NotRedrivable> {
        match &self.outcome {
            None | Some(Outcome::Succeeded(_)) => Err(NotRedrivable::NotEligible),
            Some(_) if self.program.workflow_type != WorkflowType::Standard => {
                Err(NotRedrivable::NotEligible)
            }
            Some(_) if self.last_event >= MAX_EVENTS - 1 => Err(NotRedrivable::HistoryLimit),
            Some(_) => Ok(()),
        }
    }

    /// Goes on after an end without success (`RedriveExecution`). Nothing moves before [`Machine::run`].
    pub fn redrive(&mut self, now: Timestamp) {
        if self.check_redrive().is_err() {
            return;
        }
        self.now = now;
        self.redriven_at = Some(now);
        self.outcome = None;
        self.frames = Frames::default();
        self.timers = Timers::default();
        let context = Arc::make_mut(&mut self.context);
        context.redrive_count += 1;
        let kind = EventKind::ExecutionRedriven { redrive_count: context.redrive_count };
        let redriven = self.push(self.last_event, kind);
        match self.interrupted.take() {
            Some(frame) => {
                self.set_time_limit();
                self.revive(*frame, None, redriven);
            }
            None => self.enter_first(redriven),
        }
    }

    /// Takes out a frame, with all that runs in it.
    pub(super) fn interrupt(&mut self, id: FrameId) -> Option<Box<Frame>> {
        let mut frame = self.frames.take(id)?;
        if let Waiting::Children(children) = std::mem::take(&mut frame.waiting) {
            let Children { running, results, items } = *children;
            let children = running
                .into_iter()
                .filter_map(|(slot, child)| Some((slot, self.interrupt(child)?)))
                .collect();
            frame.interrupted = Some(Box::new(Interrupted { children, results, items }));
        }
        Some(frame)
    }

    /// Lets a frame go on, or those of its branches and iterations that did not succeed.
    fn revive(
        &mut self,
        mut frame: Frame,
        parent: Option<(FrameId, usize)>,
        previous: u32,
    ) -> FrameId {
        let state = frame.state;
        let state_type = self.program.state_type(state);
        frame.parent = parent;
        frame.previous = previous;
        frame.fresh = false;
        frame.attempts.clear();
        frame.retry_count = 0;
        frame.recovering = false;
        frame.waiting = Waiting::Timer;
        if frame.is_inside_state() && state_type != StateType::Fail {
            frame.resume = Resume::Redrive;
        } else {
            frame.resume = Resume::Enter;
        }
        let Some(interrupted) = frame.interrupted.take() else {
            let id = self.frames.add(frame);
            self.ready.push_back(id);
            return id;
        };
        frame.resume = Resume::Retry;
        let id = self.frames.add(frame);
        let Interrupted { mut children, results, items } = *interrupted;
        children.sort_by_key(|(slot, _)| *slot);
        let mut running = Vec::new();
        for (slot, child) in children {
            let previous = if state_type == StateType::Map {
                // Whether AWS tells this start is unverified; without it an iteration would end more often than it starts.
                let index = u32::try_from(slot).unwrap_or(u32::MAX);
                self.push(previous, EventKind::IterationStarted { state, index })
            } else {
                previous
            };
            running.push((slot, self.revive(*child, Some((id, slot)), previous)));
        }
        if let Some(mut frame) = self.frames.take(id) {
            frame.waiting = Waiting::Children(Box::new(Children { running, results, items }));
            self.frames.put(id, frame);
        }
        id
    }
}
