//! Standard executions: what was asked for. How each stands, its handle knows.

use std::{collections::BTreeMap, sync::Arc};

use indexmap::IndexMap;

use super::{Instant, Revision};
use crate::{ExecutionHandle, Status};

/// The Standard executions, in the order of their start.
#[derive(Debug, Default)]
pub(in crate::endpoint) struct Executions {
    by_arn: IndexMap<String, Execution>,
    /// The places in `by_arn`, by the name of the state machine. Executions are never taken out.
    by_machine: BTreeMap<String, Vec<usize>>,
}

/// An execution of a Standard workflow.
#[derive(Debug)]
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
}

impl Execution {
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
        self.by_arn.get(arn)
    }

    pub(in crate::endpoint) fn insert(&mut self, execution: Execution) {
        let machine = execution.machine.clone();
        let (place, replaced) = self.by_arn.insert_full(execution.arn.clone(), execution);
        if replaced.is_none() {
            self.by_machine.entry(machine).or_default().push(place);
        }
    }

    /// The executions of `machine`, the newest first, each with its place in the order of starts.
    pub(in crate::endpoint) fn newest_first<'a>(
        &'a self,
        machine: &str,
    ) -> impl Iterator<Item = (usize, &'a Execution)> + use<'a> {
        let places = self.by_machine.get(machine).map_or(&[][..], Vec::as_slice);
        places.iter().rev().filter_map(|&place| Some((place, self.by_arn.get_index(place)?.1)))
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
