//! Policy documents: what IAM checks of them when they are stored, and how it gives them back.

use std::fmt::Write as _;

use serde_json::Value;

use super::super::query::QueryError;

/// Characters of a trust policy, white space not counted (IAM quotas).
const MAX_TRUST: usize = 2_048;
/// Characters of all inline policies of a role together, white space not counted (IAM quotas).
const MAX_INLINE: usize = 10_240;

/// A trust policy, checked.
pub(super) fn trust(text: &str) -> Result<String, QueryError> {
    let policy = policy(text)?;
    if size(&policy) > MAX_TRUST {
        let message = format!("Cannot exceed quota for ACLSizePerRole: {MAX_TRUST}");
        return Err(QueryError::new(409, "LimitExceeded", message));
    }
    Ok(policy)
}

/// A policy, checked as far as its form goes.
pub(super) fn policy(text: &str) -> Result<String, QueryError> {
    let malformed = |message: String| Err(QueryError::new(400, "MalformedPolicyDocument", message));
    if let Some(c) = text.chars().find(|c| !matches!(c, '\t' | '\n' | '\r' | ' '..='\u{ff}')) {
        return Err(QueryError::validation(format!(
            "The policy contains `{c}`, which is not a Latin-1 character"
        )));
    }
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Object(policy)) => match policy.get("Statement") {
            Some(Value::Array(statements)) if statements.iter().all(Value::is_object) => {
                Ok(text.to_owned())
            }
            Some(Value::Object(_)) => Ok(text.to_owned()),
            _ => malformed("Syntax errors in policy.".to_owned()),
        },
        Ok(_) => malformed("Syntax errors in policy.".to_owned()),
        Err(error) => malformed(format!("This policy contains invalid Json: {error}")),
    }
}

/// Refuses inline policies that are too big together.
pub(super) fn check_inline_size<'a>(
    role: &str,
    policies: impl Iterator<Item = &'a String>,
) -> Result<(), QueryError> {
    if policies.map(|policy| size(policy)).sum::<usize>() <= MAX_INLINE {
        return Ok(());
    }
    let message = format!("Maximum policy size of {MAX_INLINE} bytes exceeded for role {role}");
    Err(QueryError::new(409, "LimitExceeded", message))
}

/// The characters that count: white space does not.
pub(super) fn size(policy: &str) -> usize {
    policy.chars().filter(|c| !c.is_whitespace()).count()
}

/// A document as answers carry it: URL-encoded by RFC 3986.
pub(super) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
