//! History events, from the SDK's 62 shapes to our one.

use std::time::SystemTime;

use aws_sdk_sfn::types::HistoryEvent;

use super::Event;

/// Finds `error` and `cause` in whichever details the event has.
macro_rules! failure {
    ($event:ident: $($details:ident)*) => {
        None$(.or_else(|| $event.$details().map(|details| (details.error(), details.cause()))))*
    };
}

pub(super) fn from_sdk(event: &HistoryEvent) -> Event {
    let entered =
        event.state_entered_event_details().map(aws_sdk_sfn::types::StateEnteredEventDetails::name);
    let exited =
        event.state_exited_event_details().map(aws_sdk_sfn::types::StateExitedEventDetails::name);
    let iteration = None
        .or_else(|| event.map_iteration_started_event_details())
        .or_else(|| event.map_iteration_succeeded_event_details())
        .or_else(|| event.map_iteration_failed_event_details())
        .or_else(|| event.map_iteration_aborted_event_details());
    let (error, cause) = failure!(event:
        lambda_function_failed_event_details lambda_function_timed_out_event_details
        lambda_function_schedule_failed_event_details lambda_function_start_failed_event_details
        task_failed_event_details task_timed_out_event_details task_submit_failed_event_details
        task_start_failed_event_details activity_failed_event_details activity_timed_out_event_details
        activity_schedule_failed_event_details evaluation_failed_event_details map_run_failed_event_details
        execution_failed_event_details execution_timed_out_event_details execution_aborted_event_details
    )
    .unwrap_or_default();
    Event {
        id: event.id(),
        previous: event.previous_event_id(),
        at: SystemTime::try_from(*event.timestamp()).unwrap_or(SystemTime::UNIX_EPOCH),
        kind: event.r#type().as_str().to_owned(),
        state: entered.or(exited).map(str::to_owned),
        iteration: iteration.map(aws_sdk_sfn::types::MapIterationEventDetails::index),
        error: error.map(str::to_owned),
        cause: cause.map(str::to_owned),
    }
}
