//! Does a policy allow a call? Enough of IAM's evaluation to test what this crate writes: an unknown condition operator or a
//! missing key never allows.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Effect, PolicyDocument, Statement, glob};

/// The condition keys of a request; IAM does not distinguish upper and lower case in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestContext(BTreeMap<String, Vec<String>>);

impl RequestContext {
    /// The same with this value for this key.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<String>) -> Self {
        self.0.entry(key.to_lowercase()).or_default().push(value.into());
        self
    }
}

/// Whether the policy allows this action on this resource.
pub fn allows(
    policy: &PolicyDocument,
    action: &str,
    resource: &str,
    context: &RequestContext,
) -> bool {
    allows_any(std::slice::from_ref(policy), action, resource, context)
}

/// Whether the policies of a role together allow this action on this resource.
pub fn allows_any(
    policies: &[PolicyDocument],
    action: &str,
    resource: &str,
    context: &RequestContext,
) -> bool {
    let applies = |effect| {
        policies.iter().flat_map(|policy| &policy.statements).any(|statement| {
            statement.effect == effect
                && matches_action(statement, action)
                && statement.resources.iter().any(|pattern| glob::matches(pattern, resource))
                && holds(statement, context)
        })
    };
    applies(Effect::Allow) && !applies(Effect::Deny)
}

/// Whether the trust policy lets this service assume the role.
pub fn can_assume(trust: &PolicyDocument, service: &str, context: &RequestContext) -> bool {
    trust.statements.iter().any(|statement| {
        statement.effect == Effect::Allow
            && matches_action(statement, "sts:AssumeRole")
            && statement.principal.get("Service").is_some_and(|services| services.contains(service))
            && holds(statement, context)
    })
}

fn matches_action(statement: &Statement, action: &str) -> bool {
    let action = action.to_lowercase();
    statement.actions.iter().any(|pattern| glob::matches(&pattern.to_lowercase(), &action))
}

/// Whether all keys of all operators hold.
fn holds(statement: &Statement, context: &RequestContext) -> bool {
    statement.condition.iter().all(|(operator, keys)| {
        keys.iter().all(|(key, patterns)| {
            let values = context.0.get(&key.to_lowercase()).map(Vec::as_slice).unwrap_or_default();
            values.iter().any(|value| compare(operator, patterns, value))
        })
    })
}

fn compare(operator: &str, patterns: &BTreeSet<String>, value: &str) -> bool {
    let test: fn(&str, &str) -> bool = match operator {
        "StringEquals" => |pattern, value| pattern == value,
        "StringLike" => glob::matches,
        "ArnLike" | "ArnEquals" => matches_arn,
        _ => return false,
    };
    patterns.iter().any(|pattern| test(pattern, value))
}

/// The six parts of an ARN are compared one by one.
fn matches_arn(pattern: &str, value: &str) -> bool {
    let (patterns, values) = (pattern.splitn(6, ':'), value.splitn(6, ':'));
    pattern.matches(':').count() >= 5
        && value.matches(':').count() >= 5
        && patterns.zip(values).all(|(pattern, value)| glob::matches(pattern, value))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_deny_wins_and_conditions_hold() {
        let policy = PolicyDocument::from_value(&json!({"Statement": [
            {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b/*"},
            {"Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*"},
            {"Effect": "Allow", "Action": "states:InvokeHTTPEndpoint", "Resource": "*",
             "Condition": {"StringEquals": {"states:HTTPMethod": ["GET", "PUT"]}, "StringLike": {"states:HTTPEndpoint": "https://x.com/*"}}},
            {"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*", "Condition": {"Bool": {"a": "true"}}}]}))
        .unwrap();
        let none = RequestContext::default();
        assert!(allows(&policy, "S3:getObject", "arn:aws:s3:::b/k", &none));
        assert!(!allows(&policy, "s3:DeleteObject", "arn:aws:s3:::b/k", &none));
        assert!(!allows(&policy, "kms:Decrypt", "k", &none));
        let get = RequestContext::default().with("states:httpmethod", "GET");
        assert!(!allows(&policy, "states:InvokeHTTPEndpoint", "m", &get));
        let call = |url| {
            allows(
                &policy,
                "states:InvokeHTTPEndpoint",
                "m",
                &get.clone().with("states:HTTPEndpoint", url),
            )
        };
        assert!(call("https://x.com/a"));
        assert!(!call("https://x.com.evil.net/a"));
    }
}
