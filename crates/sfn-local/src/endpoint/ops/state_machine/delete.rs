//! `DeleteStateMachine`.

use serde::Deserialize;

use super::super::{
    super::{arn::Resource, error::ApiError},
    Call, Nothing,
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::endpoint) struct Delete {
    state_machine_arn: String,
}

/// `DeleteStateMachine`: aborts what runs; the machine goes when the last of its executions has ended, and they go with it.
pub(in crate::endpoint) fn delete(call: &mut Call<'_>, input: Delete) -> Result<Nothing, ApiError> {
    let arn = &input.state_machine_arn;
    let name = match Resource::parse(arn)? {
        Resource::StateMachine { name } => name,
        Resource::Version { .. } | Resource::Alias { .. } => {
            return Err(ApiError::validation(
                "a version or an alias is deleted by an operation of its own",
            ));
        }
        other => return Err(other.refused()),
    };
    if call.state.machine(arn, name).is_err() {
        return Ok(Nothing {});
    }
    let mut running = false;
    for execution in call.state.executions.running(name) {
        running = true;
        execution.handle.stop(None, None);
    }
    if running {
        call.state.machine_mut(arn, name).map(|machine| machine.deleting = true).ok();
    } else {
        call.state.remove_machine(name);
    }
    Ok(Nothing {})
}
