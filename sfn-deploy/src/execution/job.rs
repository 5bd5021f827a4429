//! One execution from start to report.

use serde_json::{Value, json};
use sfn_asl::WorkflowType;

use super::{Finished, Timeline, follow};
use crate::{
    Exit,
    aws::{Executions, Status},
    console::{Console, Tone},
    error::{Fault, Result},
    render::{Live, duration_text, timeline_json, timeline_table},
    session::Session,
    workflow::Workflow,
};

/// What to run.
pub(crate) struct Job<'a> {
    pub(crate) workflow: &'a Workflow,
    /// What the input is called: a sample's name, or a file.
    pub(crate) label: String,
    pub(crate) input: Value,
    /// The error that it is meant to end with.
    pub(crate) fails_with: Option<String>,
    /// The test case of a `MockConfigFile.json` that it takes part in.
    pub(crate) test_case: Option<String>,
}

impl Job<'_> {
    /// Starts the execution and follows it to its end.
    pub(crate) async fn run(
        &self,
        session: &Session,
        console: &mut Console<'_>,
    ) -> Result<Finished> {
        let mut arn = session.target.machine_arn(self.workflow.name());
        if let Some(test_case) = &self.test_case {
            arn = format!("{arn}#{test_case}");
        }
        let input = self.input.to_string();
        if self.workflow.definition.workflow_type == WorkflowType::Express {
            let record = session.aws.run_sync(&arn, &input).await?;
            self.say_heading(console);
            return Ok(Finished { arn: None, record, timeline: None });
        }
        let arn = session.aws.start(&arn, &input).await?;
        self.say_heading(console);
        if session.local.is_none() {
            console.say(&format!("  started {arn}"));
        }
        let mut live = Live::new(console, self.workflow);
        Ok(follow(&session.aws, arn, session.pace, &mut live).await?)
    }

    fn say_heading(&self, console: &mut Console<'_>) {
        let paint = console.paint();
        let name = paint.apply(Tone::Strong, self.workflow.name());
        console.say(&format!("{name} {}", paint.apply(Tone::Dim, &format!("({})", self.label))));
    }

    /// The result for machines.
    pub(crate) fn json(&self, finished: &Finished) -> Value {
        let record = &finished.record;
        let output = record
            .output
            .as_deref()
            .map(|output| serde_json::from_str(output).unwrap_or_else(|_| json!(output)));
        json!({
            "workflow": self.workflow.name(),
            "input": self.label,
            "executionArn": finished.arn,
            "status": record.status.as_str(),
            "output": output,
            "error": record.error,
            "cause": record.cause,
            "expectedError": self.fails_with,
            "durationMilliseconds": duration(finished).map(|took| u64::try_from(took.as_millis()).unwrap_or(u64::MAX)),
            "states": finished.timeline.as_ref().map(|timeline| timeline_json(timeline, self.workflow)),
        })
    }
}

fn duration(finished: &Finished) -> Option<std::time::Duration> {
    finished.record.stopped?.duration_since(finished.record.started?).ok()
}

/// Shows what came of an execution, and gives the failure if it did not end as it was meant to.
pub(crate) fn report(
    job: &Job<'_>,
    finished: &Finished,
    console: &mut Console<'_>,
) -> Option<ExecutionFailed> {
    let failure = ending(job, finished);
    let paint = console.paint();
    if let Some(timeline) = &finished.timeline {
        console.say_all(&timeline_table(timeline, job.workflow).lines(paint));
    }
    let tone = if failure.is_some() { Tone::Bad } else { Tone::Good };
    let status = paint.apply(tone, finished.record.status.as_str());
    let took =
        duration(finished).map(|took| format!(" in {}", duration_text(took))).unwrap_or_default();
    let meant = match &job.fails_with {
        Some(error) if failure.is_none() => format!(" with `{error}`, as expected"),
        _ => String::new(),
    };
    console.say(&format!("  {status}{took}{meant}"));
    failure
}

fn ending(job: &Job<'_>, finished: &Finished) -> Option<ExecutionFailed> {
    let record = &finished.record;
    let is_meant = match (&job.fails_with, record.status) {
        (None, status) => status == Status::Succeeded,
        (Some(_), Status::Succeeded) => false,
        (Some(error), _) => record.error.as_deref() == Some(error),
    };
    if is_meant {
        return None;
    }
    let culprit = finished.timeline.as_ref().and_then(Timeline::culprit);
    Some(ExecutionFailed {
        workflow: job.workflow.name().to_owned(),
        status: record.status,
        error: record.error.clone(),
        expected: job.fails_with.clone(),
        state: culprit.map(|visit| visit.state.clone()),
        source_line: culprit.and_then(|visit| job.workflow.source_of(&visit.state)),
        cause: record.cause.as_deref().map(cause_text),
    })
}

/// The message of a Lambda function's failure, which comes as JSON; other causes as they are.
fn cause_text(cause: &str) -> String {
    let message = serde_json::from_str::<Value>(cause)
        .ok()
        .and_then(|value| value.get("errorMessage").and_then(Value::as_str).map(str::to_owned));
    message.unwrap_or_else(|| cause.to_owned())
}

/// An execution that did not end as it was meant to.
#[derive(Debug)]
pub(crate) struct ExecutionFailed {
    workflow: String,
    status: Status,
    error: Option<String>,
    expected: Option<String>,
    state: Option<String>,
    source_line: Option<String>,
    cause: Option<String>,
}

impl std::fmt::Display for ExecutionFailed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { workflow, status, error, expected, state, source_line, .. } = self;
        let verb = match status {
            Status::Succeeded => "succeeded",
            Status::TimedOut => "timed out",
            Status::Aborted => "was aborted",
            Status::Failed | Status::Running => "failed",
        };
        write!(f, "`{workflow}` {verb}")?;
        if let Some(error) = error {
            write!(f, " with `{error}`")?;
        }
        if let Some(state) = state {
            write!(f, " in state `{state}`")?;
        }
        if let Some(line) = source_line {
            write!(f, " ({line})")?;
        }
        if let Some(expected) = expected {
            write!(f, ", but was expected to fail with `{expected}`")?;
        }
        Ok(())
    }
}

impl std::error::Error for ExecutionFailed {}

impl Fault for ExecutionFailed {
    fn exit(&self) -> Exit {
        Exit::Failed
    }

    fn items(&self) -> Vec<String> {
        self.cause
            .iter()
            .flat_map(|cause| cause.lines())
            .map(|line| format!("cause: {line}"))
            .take(20)
            .collect()
    }
}
