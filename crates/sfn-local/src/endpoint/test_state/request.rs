//! The input of `TestState`.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{
    super::{arn, error::ApiError},
    fields::FieldValidationMode,
    tested::Tested,
};
use crate::StateError;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Request {
    pub(super) definition: String,
    pub(super) role_arn: Option<String>,
    pub(super) input: Option<String>,
    #[serde(default)]
    pub(super) inspection_level: InspectionLevel,
    #[serde(default)]
    reveal_secrets: bool,
    variables: Option<String>,
    pub(super) state_name: Option<String>,
    mock: Option<Mock>,
    context: Option<String>,
    #[serde(default)]
    pub(super) state_configuration: Configuration,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(super) enum InspectionLevel {
    #[default]
    Info,
    Debug,
    Trace,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Mock {
    result: Option<String>,
    error_output: Option<ErrorOutput>,
    #[serde(default)]
    field_validation_mode: FieldValidationMode,
}

#[derive(Debug, Deserialize)]
struct ErrorOutput {
    error: Option<String>,
    cause: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Configuration {
    #[serde(default)]
    pub(super) retrier_retry_count: u64,
    pub(super) map_iteration_failure_count: Option<u64>,
    pub(super) map_item_reader_data: Option<String>,
}

impl Request {
    /// Refuses a call that AWS would make in nobody's name, and what is no role.
    pub(super) fn check_role(&self, tested: &Tested) -> Result<(), ApiError> {
        match &self.role_arn {
            Some(arn) => arn::check_role(arn),
            None if self.mock.is_none() && tested.state_type() == "Task" => {
                Err(ApiError::validation("RoleArn must be specified when testing a Task state"))
            }
            None => Ok(()),
        }
    }

    /// What the mock stands for.
    pub(super) fn mocked(&self) -> Result<Option<Result<Value, StateError>>, ApiError> {
        let Some(mock) = &self.mock else { return Ok(None) };
        if self.reveal_secrets {
            let message = "TestState does not support RevealSecrets when a mock is specified.";
            return Err(ApiError::validation(message));
        }
        match (&mock.result, &mock.error_output) {
            (Some(result), None) => Ok(Some(Ok(json("mock.result", result)?))),
            (None, Some(output)) => {
                // The model leaves it open; `MockErrorOutput` in the API reference says that it must be there.
                let Some(error) = &output.error else {
                    let message = "A mocked errorOutput must have the field: [error].";
                    return Err(ApiError::validation(message));
                };
                let cause = output.cause.as_deref().map(Into::into);
                let error = Some(error.as_str().into());
                Ok(Some(Err(StateError { error, cause, ..StateError::default() })))
            }
            _ => Err(ApiError::validation(
                "A test mock should have only one of the following fields: [result, errorOutput].",
            )),
        }
    }

    /// How the mocked result is held against the API.
    pub(super) fn field_validation_mode(&self) -> FieldValidationMode {
        self.mock.as_ref().map(|mock| mock.field_validation_mode).unwrap_or_default()
    }

    /// The context object, which only a test with a mock may give (API reference, `TestState`).
    pub(super) fn given_context(&self) -> Result<Option<Value>, ApiError> {
        if self.context.is_some() && self.mock.is_none() {
            let message = "Context can only be specified when a mock is specified.";
            return Err(ApiError::validation(message));
        }
        self.context.as_deref().map(|context| json("context", context)).transpose()
    }

    pub(super) fn variables(&self) -> Result<Map<String, Value>, ApiError> {
        match self.variables.as_deref().map(|variables| json("variables", variables)).transpose()? {
            None => Ok(Map::new()),
            Some(Value::Object(variables)) => Ok(variables),
            Some(_) => Err(ApiError::validation("The variables must be a JSON object.")),
        }
    }
}

fn json(member: &str, text: &str) -> Result<Value, ApiError> {
    serde_json::from_str(text)
        .map_err(|error| ApiError::validation(format!("'{member}' is not valid JSON: {error}")))
}
