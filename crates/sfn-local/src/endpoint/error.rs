//! Errors as a client of the service sees them: a code, a text, an HTTP status.

use serde_json::{Value, json};

/// A refused call: what AWS puts into `__type` and `message`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {message}")]
pub struct ApiError {
    /// The name of the error shape, such as `StateMachineDoesNotExist`.
    pub code: &'static str,
    /// The text.
    pub message: String,
    /// The `reason` of a `ValidationException`, where AWS documents one.
    pub reason: Option<&'static str>,
    /// The HTTP status; 400 unless the API model says otherwise.
    pub http_status: u16,
}

impl ApiError {
    /// An error of the client's making.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), reason: None, http_status: 400 }
    }

    pub(super) fn validation(message: impl Into<String>) -> Self {
        Self::new("ValidationException", message)
    }

    pub(super) fn because(self, reason: &'static str) -> Self {
        Self { reason: Some(reason), ..self }
    }

    pub(super) fn serialization(message: impl Into<String>) -> Self {
        Self::new("SerializationException", message)
    }

    /// `detail` comes in the quotes that AWS puts around it.
    pub(super) fn invalid_arn(detail: impl std::fmt::Display) -> Self {
        Self::new("InvalidArn", format!("Invalid Arn: '{detail}'"))
    }

    pub(super) fn invalid_role(arn: &str) -> Self {
        Self::new("InvalidArn", format!("Invalid Role Arn: '{arn}'"))
    }

    pub(super) fn invalid_name(name: &str) -> Self {
        Self::new("InvalidName", format!("Invalid Name: '{name}'"))
    }

    pub(super) fn invalid_token() -> Self {
        Self::new("InvalidToken", "Invalid Token: 'Invalid token'")
    }

    pub(super) fn no_state_machine(arn: &str) -> Self {
        Self::new("StateMachineDoesNotExist", format!("State Machine Does Not Exist: '{arn}'"))
    }

    pub(super) fn no_execution(arn: &str) -> Self {
        Self::new("ExecutionDoesNotExist", format!("Execution Does Not Exist: '{arn}'"))
    }

    pub(super) fn not_redrivable(reason: impl Into<String>) -> Self {
        Self::new("ExecutionNotRedrivable", reason)
    }

    pub(super) fn no_activity(arn: &str) -> Self {
        Self::new("ActivityDoesNotExist", format!("Activity Does Not Exist: '{arn}'"))
    }

    pub(super) fn deleting(arn: &str) -> Self {
        Self::new("StateMachineDeleting", format!("State Machine is being deleted: '{arn}'"))
    }

    pub(super) fn type_not_supported() -> Self {
        Self::new(
            "StateMachineTypeNotSupported",
            "This operation is not supported by this type of state machine",
        )
    }

    pub(super) fn resource_not_found() -> Self {
        Self::new("ResourceNotFound", "Request references a resource that does not exist.")
    }

    pub(super) fn conflict(message: impl Into<String>) -> Self {
        Self::new("ConflictException", message)
    }

    pub(super) fn quota_exceeded(most: usize, of: &str) -> Self {
        let message = format!("A state machine can have at most {most} {of}");
        Self::new("ServiceQuotaExceededException", message)
    }

    pub(super) fn unknown_operation(name: &str) -> Self {
        let message = format!("the operation `{name}` is not offered by this endpoint");
        Self::new("UnknownOperationException", message)
    }

    /// The body that goes over the wire.
    pub fn to_json(&self) -> Value {
        let mut body = json!({ "__type": self.code, "message": self.message });
        if let (Some(reason), Some(object)) = (self.reason, body.as_object_mut()) {
            object.insert("reason".to_owned(), reason.into());
        }
        body
    }
}
