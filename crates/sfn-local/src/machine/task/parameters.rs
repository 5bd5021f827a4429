//! What Step Functions itself does to the parameters of some services before it calls them.

use serde_json::Value;

use crate::{payload::Payload, program::Resource};

/// The parameters as they are sent, or why AWS does not send them.
pub(super) fn prepare(resource: &Resource, parameters: Payload) -> Result<Payload, String> {
    match resource.service() {
        Some(("ecs", "runTask.sync")) => Ok(started_by_step_functions(parameters)),
        Some(("apigateway", _)) => lists_of_texts(&parameters).map(|()| parameters),
        _ => Ok(parameters),
    }
}

/// A task whose end is awaited carries a mark.
fn started_by_step_functions(parameters: Payload) -> Payload {
    let mut value = parameters.into_value();
    if let Some(members) = value.as_object_mut() {
        members.entry("StartedBy").or_insert_with(|| "AWS Step Functions".into());
    }
    Payload::new(value)
}

/// Headers and query parameters of API Gateway may stand several times, so each is a list.
fn lists_of_texts(parameters: &Payload) -> Result<(), String> {
    for field in ["Headers", "QueryParameters"] {
        let members = parameters.get(field).and_then(Value::as_object);
        if members.is_some_and(|members| members.values().any(|value| !value.is_array())) {
            let parameters = parameters.text();
            return Err(format!(
                "The Parameters '{parameters}' could not be used to start the Task: \
                 [The value of the field '{field}' has an invalid format]"
            ));
        }
    }
    Ok(())
}
