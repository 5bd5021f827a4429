//! A service that goes on where another process left it.

use std::sync::Arc;

use super::{
    super::{
        run::{Launch, Launcher},
        state::{Execution, Revision, State},
    },
    Contents, StateFileError,
    records::{ExecutionRecord, removed},
    writer::Writer,
};
use crate::{BadJournal, ExecutionContext, ExecutionHandle, Outcome};

/// Makes the state what it was; the executions that go on.
pub(in crate::endpoint) fn restore(
    contents: &Contents,
    writer: &Arc<Writer>,
    launcher: &Launcher,
    state: &mut State,
) -> Result<Vec<Launch>, StateFileError> {
    let revisions = contents.load(state)?;
    let mut under_way = Vec::new();
    for execution in contents.executions() {
        let (record, number, entries) = execution?;
        state.executions.skip_to(number);
        let revision = revisions.get(record.revision)?;
        let resumed = resume(&record, number, &revision, entries, writer, launcher);
        let (handle, work) = resumed
            .map_err(|source| StateFileError::Execution { arn: record.arn.clone(), source })?;
        state.executions.insert(record.into_execution(revision, handle.clone()));
        under_way.extend(work.map(|work| Launch { handle, work }));
    }
    // Nothing of it is new.
    state.executions.take_changed();
    let unused: Vec<u64> = revisions.unused().collect();
    writer.put(unused.iter().map(|number| removed(*number)));
    state.saved_revisions.retain(|number| !unused.contains(number));
    Ok(under_way)
}

type Resumed = (ExecutionHandle, Option<futures_util::future::BoxFuture<'static, Outcome>>);

fn resume(
    record: &ExecutionRecord,
    number: u64,
    revision: &Revision,
    entries: &[String],
    writer: &Arc<Writer>,
    launcher: &Launcher,
) -> Result<Resumed, BadJournal> {
    let context = ExecutionContext {
        execution_arn: record.arn.clone(),
        execution_name: record.name.clone(),
        role_arn: revision.role_arn.clone(),
        redrive_count: 0,
        state_machine_arn: record.machine_arn.clone(),
        state_machine_name: record.machine.clone(),
        test_case: record.test_case.clone(),
    };
    let input = serde_json::from_str(&record.input).map_err(BadJournal::Unreadable)?;
    let count = u64::try_from(entries.len()).unwrap_or(u64::MAX);
    launcher
        .run(revision.checked.program(), input, context, record.origin.seed, None)
        .journal(writer.journal(number, count))
        .resume(record.started_at, entries.iter().map(String::as_str))
}

impl ExecutionRecord {
    fn into_execution(self, revision: Arc<Revision>, handle: ExecutionHandle) -> Execution {
        Execution {
            arn: self.arn,
            name: self.name,
            machine: self.machine,
            machine_arn: self.machine_arn,
            revision,
            version: self.version,
            alias: self.alias,
            input: self.input,
            trace_header: self.trace_header,
            handle,
            origin: Some(self.origin),
            map_run: None,
            redrives: self.redrives,
        }
    }
}
