//! The AWS Query protocol: a form comes in, XML goes out. IAM and STS speak it; which of the two is meant, the
//! API version of the form says.

use std::collections::BTreeMap;

use super::{
    iam,
    state::{Instant, State},
    xml::Element,
};

const IAM_VERSION: &str = "2010-05-08";
const STS_VERSION: &str = "2011-06-15";

/// A request: its action and the other parameters.
#[derive(Debug, Default)]
pub(super) struct Form(BTreeMap<String, String>);

/// An answer: status and XML document.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) http_status: u16,
    pub(super) body: String,
}

/// An error of the Query protocol.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct QueryError {
    pub(super) http_status: u16,
    pub(super) code: &'static str,
    pub(super) message: String,
}

impl QueryError {
    pub(super) fn new(http_status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { http_status, code, message: message.into() }
    }

    pub(super) fn validation(message: impl Into<String>) -> Self {
        Self::new(400, "ValidationError", message)
    }
}

impl Form {
    pub(super) fn parse(body: &[u8]) -> Self {
        Self(form_urlencoded::parse(body).into_owned().collect())
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    pub(super) fn require(&self, name: &str) -> Result<&str, QueryError> {
        let missing = || {
            let mut path = name.to_owned();
            if let Some(first) = path.get_mut(..1) {
                first.make_ascii_lowercase();
            }
            QueryError::validation(format!(
                "1 validation error detected: Value at '{path}' failed to satisfy constraint: Member must not be null"
            ))
        };
        self.get(name).ok_or_else(missing)
    }

    /// The key and value pairs of `Tags.member.<n>`.
    pub(super) fn tags(&self) -> impl Iterator<Item = (String, String)> {
        (1_u32..).map_while(|n| {
            let key = self.get(&format!("Tags.member.{n}.Key"))?;
            let value = self.get(&format!("Tags.member.{n}.Value")).unwrap_or_default();
            Some((key.to_owned(), value.to_owned()))
        })
    }
}

/// Answers `form`.
pub(super) fn call(state: &mut State, now: Instant, form: &Form, request_id: &str) -> Answer {
    let action = form.get("Action").unwrap_or_default();
    let (namespace, result) = match form.get("Version") {
        Some(STS_VERSION) => {
            ("https://sts.amazonaws.com/doc/2011-06-15/", caller_identity(state, action))
        }
        Some(IAM_VERSION) | None => {
            ("https://iam.amazonaws.com/doc/2010-05-08/", iam::call(state, now, action, form))
        }
        Some(other) => ("https://iam.amazonaws.com/doc/2010-05-08/", Err(no_action(action, other))),
    };
    match result {
        Ok(result) => {
            let mut children = Vec::new();
            children.extend(result.map(|members| Element::of(format!("{action}Result"), members)));
            children.push(Element::of(
                "ResponseMetadata",
                vec![Element::text("RequestId", request_id)],
            ));
            let body = Element::of(format!("{action}Response"), children).document(namespace);
            Answer { http_status: 200, body }
        }
        Err(error) => {
            let fault = if error.http_status < 500 { "Sender" } else { "Receiver" };
            let children = vec![
                Element::text("Type", fault),
                Element::text("Code", error.code),
                Element::text("Message", error.message),
            ];
            let children =
                vec![Element::of("Error", children), Element::text("RequestId", request_id)];
            let body = Element::of("ErrorResponse", children).document(namespace);
            Answer { http_status: error.http_status, body }
        }
    }
}

/// What an action answers with; `None` for those whose answer has no result.
pub(super) type ActionResult = Result<Option<Vec<Element>>, QueryError>;

pub(super) fn no_action(action: &str, version: &str) -> QueryError {
    QueryError::new(
        400,
        "InvalidAction",
        format!("Could not find operation {action} for version {version}"),
    )
}

/// `GetCallerIdentity`: whoever asks is the account's root user; signatures are not looked at.
fn caller_identity(state: &State, action: &str) -> ActionResult {
    if action != "GetCallerIdentity" {
        return Err(no_action(action, STS_VERSION));
    }
    let (partition, account) = (&state.scope.partition, &state.scope.account);
    Ok(Some(vec![
        Element::text("Arn", format!("arn:{partition}:iam::{account}:root")),
        Element::text("UserId", account),
        Element::text("Account", account),
    ]))
}
