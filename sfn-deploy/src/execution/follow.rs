//! Follows an execution until it ends.

use std::time::Duration;

use super::Timeline;
use crate::aws::{AwsResult, ExecutionRecord, Executions, Status};

/// How often to look.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    first: Duration,
    longest: Duration,
}

impl Pace {
    /// The endpoint is in this process: looking costs nothing.
    pub(crate) const LOCAL: Self =
        Self { first: Duration::from_millis(2), longest: Duration::from_millis(100) };
    /// Two calls each time, whose buckets refill at 15 and 20 a second.
    pub(crate) const AWS: Self =
        Self { first: Duration::from_millis(300), longest: Duration::from_secs(2) };
}

/// Is told what is new.
pub(crate) trait Watch {
    /// There are new events, or time has passed.
    fn update(&mut self, timeline: &Timeline);
}

/// An execution that has ended.
#[derive(Clone, Debug)]
pub(crate) struct Finished {
    /// `None` for an Express workflow that was run synchronously.
    pub(crate) arn: Option<String>,
    pub(crate) record: ExecutionRecord,
    /// `None` where the service keeps no history.
    pub(crate) timeline: Option<Timeline>,
}

/// Looks at an execution until it has ended.
pub(crate) async fn follow<E: Executions>(
    aws: &E,
    arn: String,
    pace: Pace,
    watch: &mut dyn Watch,
) -> AwsResult<Finished> {
    let mut timeline = Timeline::default();
    let mut delay = pace.first;
    loop {
        // First the status, then the events: so the last look has all of them.
        let record = aws.execution(&arn).await?;
        let events = aws.events_after(&arn, timeline.last_id()).await?;
        for event in &events {
            timeline.push(event);
        }
        watch.update(&timeline);
        if record.status != Status::Running {
            return Ok(Finished { arn: Some(arn), record, timeline: Some(timeline) });
        }
        delay = if events.is_empty() { (delay * 3 / 2).min(pace.longest) } else { pace.first };
        tokio::time::sleep(delay).await;
    }
}
