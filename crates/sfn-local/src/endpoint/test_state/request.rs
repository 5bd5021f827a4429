//! The input of `TestState`.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{super::error::ApiError, fields::FieldValidationMode};
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
    map_item_reader_data: Option<String>,
}

impl Request {
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
                let text = |text: &Option<String>| text.as_deref().map(Into::into);
                let (error, cause) = (text(&output.error), text(&output.cause));
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

    pub(super) fn given_context(&self) -> Result<Option<Value>, ApiError> {
        self.context.as_deref().map(|context| json("context", context)).transpose()
    }

    pub(super) fn variables(&self) -> Result<Map<String, Value>, ApiError> {
        match self.variables.as_deref().map(|variables| json("variables", variables)).transpose()? {
            None => Ok(Map::new()),
            Some(Value::Object(variables)) => Ok(variables),
            Some(_) => Err(ApiError::validation("The variables must be a JSON object.")),
        }
    }

    /// What an `ItemReader` reads.
    pub(super) fn items(&self) -> Result<Option<Value>, ApiError> {
        let data = self.state_configuration.map_item_reader_data.as_deref();
        data.map(|data| json("stateConfiguration.mapItemReaderData", data)).transpose()
    }
}

fn json(member: &str, text: &str) -> Result<Value, ApiError> {
    serde_json::from_str(text)
        .map_err(|error| ApiError::validation(format!("'{member}' is not valid JSON: {error}")))
}
