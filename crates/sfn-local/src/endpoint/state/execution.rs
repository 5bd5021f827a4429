//! Standard executions: what was asked for. How each stands, its handle knows.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, HashMap, VecDeque},
    mem,
    sync::Arc,
    time::Duration,
};

use serde::{Deserialize, Serialize};

use super::{Instant, Revision};
use crate::{ChildExecution, ExecutionHandle, MapRunHandle, Status};

/// The Standard executions, in the order of their start.
#[derive(Debug, Default)]
pub(in crate::endpoint) struct Executions {
    /// Nothing where one was removed.
    all: Vec<Option<Execution>>,
    /// The places in `all`.
    by_arn: HashMap<String, usize>,
    /// The same by the name of the state machine.
    by_machine: BTreeMap<String, Vec<usize>>,
    /// The places of those that tasks started, by the execution and the task.
    by_task: BTreeMap<(String, u64), usize>,
    changed: BTreeSet<u64>,
}

/// An execution of a Standard workflow, or a child of one.
#[derive(Clone, Debug)]
pub(in crate::endpoint) struct Execution {
    pub(in crate::endpoint) arn: String,
    pub(in crate::endpoint) name: String,
    /// The name of its state machine.
    pub(in crate::endpoint) machine: String,
    pub(in crate::endpoint) machine_arn: String,
    pub(in crate::endpoint) revision: Arc<Revision>,
    pub(in crate::endpoint) version: Option<u64>,
    pub(in crate::endpoint) alias: Option<String>,
    /// The text that was sent, which the API gives back letter by letter.
    pub(in crate::endpoint) input: String,
    pub(in crate::endpoint) trace_header: Option<String>,
    pub(in crate::endpoint) handle: ExecutionHandle,
    /// What it came from, unless it is the child of a distributed Map.
    pub(in crate::endpoint) origin: Option<Origin>,
    /// Where it is the child of a distributed Map.
    pub(in crate::endpoint) map_run: Option<MapRunPlace>,
    pub(in crate::endpoint) redrives: Redrives,
}

/// What an execution came from.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(in crate::endpoint) struct Origin {
    /// Of its randomness.
    pub(in crate::endpoint) seed: u64,
    /// The execution and the task that started it, where no client did.
    pub(in crate::endpoint) task: Option<(String, u64)>,
}

/// The last redrives that clients asked for: a repeated token is a repeated call.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(in crate::endpoint) struct Redrives(VecDeque<Redrive>);

#[derive(Clone, Debug, Deserialize, Serialize)]
struct Redrive {
    client_token: String,
    asked_at: Instant,
    date: Instant,
}

impl Redrives {
    /// How many tokens are known, and for how long (API reference, `RedriveExecution`).
    const MOST: usize = 10;
    const LONGEST: Duration = Duration::from_mins(15);

    /// The date of the redrive that was asked for with this token.
    pub(in crate::endpoint) fn date(&self, client_token: &str, now: Instant) -> Option<Instant> {
        let known = |redrive: &&Redrive| {
            redrive.client_token == client_token && redrive.asked_at.0.until(now.0) <= Self::LONGEST
        };
        self.0.iter().find(known).map(|redrive| redrive.date)
    }

    pub(in crate::endpoint) fn add(
        &mut self,
        client_token: String,
        asked_at: Instant,
        date: Instant,
    ) {
        self.0.push_front(Redrive { client_token, asked_at, date });
        self.0.truncate(Self::MOST);
    }
}

/// What an execution is in the Map Run that started it.
#[derive(Clone, Debug)]
pub(in crate::endpoint) struct MapRunPlace {
    pub(in crate::endpoint) arn: String,
    pub(in crate::endpoint) item_count: u64,
    /// How it stands there: it may wait for its redrive.
    pub(in crate::endpoint) status: &'static str,
}

impl Execution {
    /// The execution that a Map of this one started.
    pub(in crate::endpoint) fn child(&self, child: ChildExecution) -> Self {
        let status = child.status();
        let ChildExecution { handle, map_run, item_count, .. } = child;
        let context = handle.context();
        Self {
            arn: context.execution_arn.clone(),
            name: context.execution_name.clone(),
            machine: self.machine.clone(),
            machine_arn: context.state_machine_arn.clone(),
            revision: Arc::clone(&self.revision),
            version: None,
            alias: None,
            input: handle.input().text(),
            trace_header: None,
            redrives: Redrives::default(),
            origin: None,
            map_run: Some(MapRunPlace { arn: map_run.arn().to_owned(), item_count, status }),
            handle,
        }
    }

    /// The API's word for how it stands.
    pub(in crate::endpoint) fn status(&self) -> &'static str {
        self.map_run.as_ref().map_or_else(|| self.handle.status().as_str(), |place| place.status)
    }

    pub(in crate::endpoint) fn is_running(&self) -> bool {
        self.handle.status() == Status::Running
    }

    pub(in crate::endpoint) fn start(&self) -> Instant {
        Instant(self.handle.started_at())
    }

    pub(in crate::endpoint) fn stop(&self) -> Option<Instant> {
        self.handle.stopped_at().map(Instant)
    }
}

impl Executions {
    pub(in crate::endpoint) fn get(&self, arn: &str) -> Option<&Execution> {
        self.at(*self.by_arn.get(arn)?)
    }

    fn at(&self, place: usize) -> Option<&Execution> {
        self.all.get(place)?.as_ref()
    }

    pub(in crate::endpoint) fn get_mut(&mut self, arn: &str) -> Option<&mut Execution> {
        let place = *self.by_arn.get(arn)?;
        self.changed.extend(u64::try_from(place));
        self.all.get_mut(place)?.as_mut()
    }

    /// The number of the next one: its place in the order of starts.
    pub(in crate::endpoint) fn next_number(&self) -> u64 {
        u64::try_from(self.all.len()).unwrap_or(u64::MAX)
    }

    pub(in crate::endpoint) fn by_number(&self, number: u64) -> Option<&Execution> {
        self.at(usize::try_from(number).ok()?)
    }

    /// The one that this task of this execution started.
    pub(in crate::endpoint) fn by_task(&self, task: &(String, u64)) -> Option<&Execution> {
        self.at(*self.by_task.get(task)?)
    }

    /// The numbers of those that were added or changed since the last call.
    pub(in crate::endpoint) fn take_changed(&mut self) -> BTreeSet<u64> {
        mem::take(&mut self.changed)
    }

    /// The execution of that ARN, also where it is the child of one.
    pub(in crate::endpoint) fn find(&self, arn: &str) -> Option<Cow<'_, Execution>> {
        if let Some(execution) = self.get(arn) {
            return Some(Cow::Borrowed(execution));
        }
        let child = |parent: &Execution| Some(parent.child(parent.handle.child_execution(arn)?));
        self.with_maps(arn).find_map(child).map(Cow::Owned)
    }

    /// The Map Run of that ARN.
    pub(in crate::endpoint) fn map_run(&self, arn: &str) -> Option<MapRunHandle> {
        self.with_maps(arn).find_map(|execution| execution.handle.map_run(arn))
    }

    /// The executions of the machine in the ARN of a Map Run or of a child, which has a label behind the machine's name.
    fn with_maps<'a>(&'a self, arn: &str) -> impl Iterator<Item = &'a Execution> + use<'a> {
        let labelled = arn.split(':').nth(6).and_then(|name| name.split_once('/'));
        let machine = labelled.map_or("", |(machine, _)| machine);
        self.newest_first(machine).map(|(_, execution)| execution)
    }

    pub(in crate::endpoint) fn insert(&mut self, execution: Execution) {
        let place = self.all.len();
        let task = execution.origin.as_ref().and_then(|origin| origin.task.clone());
        self.by_task.extend(task.map(|task| (task, place)));
        self.by_arn.insert(execution.arn.clone(), place);
        self.by_machine.entry(execution.machine.clone()).or_default().push(place);
        self.changed.extend(u64::try_from(place));
        self.all.push(Some(execution));
    }

    /// The next one has this number: those before it were removed.
    pub(in crate::endpoint) fn skip_to(&mut self, number: u64) {
        let place = usize::try_from(number).unwrap_or(usize::MAX);
        self.all.resize_with(place.max(self.all.len()), || None);
    }

    /// Removes the executions of `machine`.
    pub(in crate::endpoint) fn remove_of(&mut self, machine: &str) {
        for place in self.by_machine.remove(machine).unwrap_or_default() {
            let Some(removed) = self.all.get_mut(place).and_then(Option::take) else { continue };
            self.by_arn.remove(&removed.arn);
            let task = removed.origin.and_then(|origin| origin.task);
            task.map(|task| self.by_task.remove(&task));
            self.changed.extend(u64::try_from(place));
        }
    }

    /// The executions of `machine`, the newest first, each with its place in the order of starts.
    pub(in crate::endpoint) fn newest_first<'a>(
        &'a self,
        machine: &str,
    ) -> impl Iterator<Item = (usize, &'a Execution)> + use<'a> {
        let places = self.by_machine.get(machine).map_or(&[][..], Vec::as_slice);
        places.iter().rev().filter_map(|&place| Some((place, self.at(place)?)))
    }

    /// The executions of `machine` that still run.
    pub(in crate::endpoint) fn running<'a>(
        &'a self,
        machine: &str,
    ) -> impl Iterator<Item = &'a Execution> + use<'a> {
        self.newest_first(machine)
            .map(|(_, execution)| execution)
            .filter(|execution| execution.is_running())
    }
}
