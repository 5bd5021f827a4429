//! `GetActivityTask`, which waits for a task.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{activities::Taken, error::ApiError, model, ops, service::Service, shape};

pub(super) const NAME: &str = "GetActivityTask";

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Input {
    activity_arn: String,
    worker_name: Option<String>,
}

/// Empty where no task came in time.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Task {
    #[serde(skip_serializing_if = "Option::is_none")]
    task_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    input: Option<String>,
}

pub(super) async fn call(service: &Service, input: Value) -> Result<Value, ApiError> {
    shape::check(model::GET_ACTIVITY_TASK, &input)?;
    let Input { activity_arn, worker_name } = ops::read(shape::without_nulls(input))?;
    service.answer(None, |call| call.state.activity(&activity_arn).map(drop))?;
    let taken = service.activities().take(&activity_arn, worker_name.as_deref()).await;
    let Some(Taken { token, input, control }) = taken else {
        return ops::answer(&Task::default());
    };
    service.heard(|mark| control.inbox.mark(mark)).await;
    ops::answer(&Task { task_token: Some(token.to_string()), input: Some(input) })
}
