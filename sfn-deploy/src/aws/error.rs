//! What can go wrong between us and AWS, or the endpoint in its place.

use std::error::Error as StdError;

use aws_sdk_sfn::{
    config::http::HttpResponse,
    error::{ProvideErrorMetadata, SdkError},
};

use crate::{Exit, error::Fault};

pub(crate) type AwsResult<T> = Result<T, AwsError>;

/// A call that did not succeed.
#[derive(Debug, thiserror::Error)]
#[error("{operation}{}: {refusal}", endpoint.as_deref().map(|url| format!(" at {url}")).unwrap_or_default())]
pub(crate) struct AwsError {
    /// As IAM names it: `states:CreateStateMachine`.
    pub(crate) operation: &'static str,
    /// The custom endpoint, where one is used.
    pub(crate) endpoint: Option<String>,
    pub(crate) refusal: Refusal,
}

/// Why a call did not succeed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum Refusal {
    /// The service said no.
    #[error("{code}: {message}")]
    Service { code: String, message: String },
    /// There was no answer.
    #[error("nothing answers: {cause}")]
    Unreachable { cause: String },
    #[error("no answer in time")]
    Timeout,
    /// The answer is not from the service, as we know it.
    #[error("the answer (HTTP {status}) is not one of AWS: {}", if .start.is_empty() { "it is empty" } else { .start })]
    Garbage { status: u16, start: String },
    /// The request could not be made.
    #[error("cannot make the request: {cause}")]
    Request { cause: String },
}

impl AwsError {
    /// Sorts what the SDK reports.
    pub(super) fn new<E>(
        operation: &'static str,
        endpoint: Option<&str>,
        error: &SdkError<E, HttpResponse>,
    ) -> Self
    where
        E: StdError + ProvideErrorMetadata + 'static,
    {
        let refusal = match error {
            SdkError::ServiceError(service) => match service.err().code() {
                Some(code) => Refusal::Service {
                    code: code.to_owned(),
                    message: service.err().message().unwrap_or("no message").to_owned(),
                },
                None => garbage(service.raw()),
            },
            SdkError::ResponseError(response) => garbage(response.raw()),
            SdkError::TimeoutError(_) => Refusal::Timeout,
            SdkError::DispatchFailure(failure) if failure.is_timeout() => Refusal::Timeout,
            SdkError::DispatchFailure(failure) if failure.is_io() => {
                Refusal::Unreachable { cause: root_cause(error) }
            }
            _ => Refusal::Request { cause: root_cause(error) },
        };
        Self { operation, endpoint: endpoint.map(str::to_owned), refusal }
    }

    /// An answer that lacks what it must have.
    pub(super) fn incomplete(operation: &'static str, endpoint: Option<&str>, what: &str) -> Self {
        let refusal = Refusal::Garbage { status: 200, start: format!("it has no {what}") };
        Self { operation, endpoint: endpoint.map(str::to_owned), refusal }
    }

    /// AWS's error code.
    pub(crate) fn code(&self) -> Option<&str> {
        match &self.refusal {
            Refusal::Service { code, .. } => Some(code),
            _ => None,
        }
    }

    /// Whether a role is too fresh for the service to assume it. The start of AWS's text has
    /// changed over time, its tail has not.
    pub(crate) fn is_role_not_ready(&self) -> bool {
        let Refusal::Service { code, message } = &self.refusal else { return false };
        code.ends_with("AccessDeniedException")
            && message.contains("authorized to assume the provided role")
    }
}

impl Fault for AwsError {
    fn exit(&self) -> Exit {
        Exit::Refused
    }

    fn aws_refusal(&self) -> Option<&Refusal> {
        Some(&self.refusal)
    }

    fn help(&self) -> Option<String> {
        match &self.refusal {
            Refusal::Service { code, .. } => code_help(code, self.operation),
            Refusal::Unreachable { .. } | Refusal::Timeout => Some(match &self.endpoint {
                Some(url) => format!("is an endpoint running at {url}? `serve` starts one"),
                None => "check the network and the name of the region".to_owned(),
            }),
            Refusal::Garbage { .. } => {
                self.endpoint.as_ref().map(|url| format!("is {url} the right endpoint?"))
            }
            Refusal::Request { .. } => None,
        }
    }
}

fn code_help(code: &str, operation: &str) -> Option<String> {
    match code {
        "AccessDenied" | "AccessDeniedException" => {
            Some(format!("the identity that deploys needs the permission `{operation}`"))
        }
        "ExpiredToken" | "ExpiredTokenException" | "RequestExpired" => {
            Some("the credentials have expired: log in again".to_owned())
        }
        "UnrecognizedClientException" | "InvalidClientTokenId" | "SignatureDoesNotMatch" | "InvalidSignatureException" => {
            Some("AWS does not accept the credentials: check the access key, or choose another --profile".to_owned())
        }
        "ThrottlingException" | "Throttling" | "TooManyRequestsException" => {
            Some("AWS limits these calls; try again in a minute".to_owned())
        }
        _ => None,
    }
}

fn garbage(response: &HttpResponse) -> Refusal {
    let body = response.body().bytes().unwrap_or_default();
    let text = String::from_utf8_lossy(body);
    let mut start: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = start.char_indices().nth(80) {
        start.truncate(end);
        start.push('…');
    }
    let start = if start.is_empty() { start } else { format!("`{start}`") };
    Refusal::Garbage { status: response.status().as_u16(), start }
}

/// The innermost cause, which is the one that says something.
fn root_cause(error: &(dyn StdError + 'static)) -> String {
    let mut cause = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}
