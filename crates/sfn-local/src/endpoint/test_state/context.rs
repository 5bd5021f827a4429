//! The context object of a test.

use serde_json::{Map, Value, json};

use super::{super::error::ApiError, STATE_NAME, request::Request, tested::Tested};
use crate::{ExecutionContext, task_runner::token, time::Timestamp};

/// The type that a field must have.
#[derive(Clone, Copy)]
enum Is {
    Text,
    Number,
    Anything,
    Fields(&'static [(&'static str, Is)]),
}

/// The fields of a context object that a test gives. `Map` is none of them: AWS refuses it.
static FIELDS: &[(&str, Is)] = &[
    (
        "Execution",
        Is::Fields(&[
            ("Id", Is::Text),
            ("Input", Is::Anything),
            ("Name", Is::Text),
            ("RoleArn", Is::Text),
            ("StartTime", Is::Text),
            ("RedriveCount", Is::Number),
            ("RedriveTime", Is::Text),
        ]),
    ),
    (
        "State",
        Is::Fields(&[("EnteredTime", Is::Text), ("Name", Is::Text), ("RetryCount", Is::Number)]),
    ),
    ("StateMachine", Is::Fields(&[("Id", Is::Text), ("Name", Is::Text)])),
    ("Task", Is::Fields(&[("Token", Is::Text)])),
];

/// The context object that the test gives, if it can be one.
pub(super) fn checked(context: Value, tested: &Tested) -> Result<Value, ApiError> {
    check(&context, "", Is::Fields(FIELDS))?;
    if context.get("Task").is_some() && !tested.waits() {
        return Err(refused(
            "Context object contains 'Task' when state is not a Task state with a '.sync' or '.waitForTaskToken' \
             service integration pattern",
        ));
    }
    Ok(context)
}

fn check(value: &Value, path: &str, is: Is) -> Result<(), ApiError> {
    let wanted = match (is, value) {
        (Is::Anything, _) | (Is::Text, Value::String(_)) | (Is::Number, Value::Number(_)) => {
            return Ok(());
        }
        (Is::Fields(fields), Value::Object(members)) => {
            for (name, value) in members {
                let Some((_, is)) = fields.iter().find(|(field, _)| field == name) else {
                    return Err(refused(&format!("Field '{name}' is not allowed")));
                };
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                check(value, &path, *is)?;
            }
            return Ok(());
        }
        (Is::Text, _) => "a string",
        (Is::Number, _) => "a number",
        (Is::Fields(_), _) => "an object",
    };
    let what = if path.is_empty() { "Context object" } else { path };
    Err(refused(&format!("{what} must be {wanted}")))
}

fn refused(detail: &str) -> ApiError {
    ApiError::validation(format!("Invalid Context object provided: {detail}"))
}

/// The context object of an Express execution.
pub(super) fn made_up(
    request: &Request,
    tested: &Tested,
    execution: &ExecutionContext,
    input: &Value,
    now: Timestamp,
) -> Value {
    let now = now.to_string();
    let mut state = Map::new();
    state.insert("Name".to_owned(), STATE_NAME.into());
    state.insert("EnteredTime".to_owned(), now.as_str().into());
    if matches!(tested.state_type(), "Task" | "Parallel" | "Map") {
        let count = request.state_configuration.retrier_retry_count;
        state.insert("RetryCount".to_owned(), count.into());
    }
    let about = json!({
        "Id": execution.execution_arn,
        "Input": input,
        "StartTime": now,
        "Name": execution.execution_name,
        "RoleArn": request.role_arn,
    });
    let machine = json!({
        "Id": execution.state_machine_arn, "Name": execution.state_machine_name
    });
    let mut context = Map::new();
    context.insert("Execution".to_owned(), about);
    context.insert("StateMachine".to_owned(), machine);
    context.insert("State".to_owned(), state.into());
    if tested.waits() {
        let token = token::encode(&execution.execution_arn, [0, 0]);
        context.insert("Task".to_owned(), json!({ "Token": token }));
    }
    context.into()
}
