//! Secrets do not belong into definitions.

use serde_json::Value;
use sfn_catalog::Resource;

use super::{Context, Findings, declare_rule, parts, templates::Root};

declare_rule! {
    /// ## What it checks
    /// `Headers` of an HTTP task hold no constant under a name such as `Authorization` or `X-Api-Key`.
    /// ## Why it matters
    /// Whoever may read the definition or an execution's history reads the secret, too. An `Authorization` header is refused
    /// at run time, besides: the connection sets it.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Task",
    ///       "Resource": "arn:aws:states:::http:invoke",
    ///       "Parameters": {
    ///         "ApiEndpoint": "https://api.example.com/orders",
    ///         "Method": "GET",
    ///         "InvocationConfig": { "ConnectionArn": "${ConnectionArn}" },
    ///         "Headers": { "X-Api-Key": "k-123456" }
    ///       },
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Use instead
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Task",
    ///       "Resource": "arn:aws:states:::http:invoke",
    ///       "Parameters": {
    ///         "ApiEndpoint": "https://api.example.com/orders",
    ///         "Method": "GET",
    ///         "InvocationConfig": { "ConnectionArn": "${ConnectionArn}" }
    ///       },
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html>
    pub(crate) static SECRET_IN_DEFINITION = {
        code: "SFN080", name: "secret-in-definition", severity: Hint, aws_code: None,
        check: check,
    };
}

/// Headers that hold secrets, in lower case and without `-`.
const SECRETS: [&str; 6] = ["authorization", "apikey", "xapikey", "xauthtoken", "xaccesstoken", "cookie"];

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        let is_http = parts::task(node).is_some_and(|task| is_http(&task.resource));
        let given = |field| matches!(field, "Arguments" | "Parameters");
        for template in context.templates(node).iter().filter(|template| is_http && given(template.field)) {
            let Root::Value(Value::Object(arguments)) = template.root else { continue };
            let Some(Value::Object(headers)) = arguments.get("Headers") else { continue };
            for (name, value) in headers {
                if is_secret(name) && is_constant(value) {
                    found
                        .report(
                            template.location().field("Headers").field(name),
                            format!("the value of `{name}` can be read by all who see the definition"),
                        )
                        .help("let the EventBridge connection send it");
                }
            }
        }
    }
}

fn is_http(resource: &str) -> bool {
    matches!(Resource::parse(resource), Resource::Optimized { service: "http", operation: "invoke", .. })
}

fn is_secret(header: &str) -> bool {
    SECRETS.contains(&header.to_lowercase().replace('-', "").as_str())
}

/// Neither an expression nor a placeholder.
fn is_constant(value: &Value) -> bool {
    let text = match value {
        Value::Array(values) => return values.iter().any(is_constant),
        Value::String(text) => text,
        _ => return false,
    };
    !text.starts_with("{%") && !text.contains("${")
}
