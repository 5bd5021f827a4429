//! What stands under a key that ends with `.$`.

use serde_json::Value;

use super::{Context, Findings, calls::is_call, declare_rule, path};
use crate::QueryLanguage;

declare_rule! {
    /// ## What it checks
    /// In payload templates of JSONPath states, the value of a key that ends with `.$` is a path or the call of an
    /// intrinsic function.
    /// ## Why it matters
    /// `.$` says that the value is looked up; AWS refuses anything that cannot be.
    /// ## Example
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Pass", "Parameters": { "id.$": "orderId" }, "End": true } } }
    /// ```
    /// ## Use instead
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Pass", "Parameters": { "id.$": "$.orderId" }, "End": true } } }
    /// ```
    /// ## Source
    /// <https://states-language.net/spec.html#payload-template>; the text was recorded from the service.
    pub(crate) static DOTDOLLAR_VALUE = {
        code: "SFN033", name: "dotdollar-value", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states().filter(|node| node.query_language == QueryLanguage::JsonPath) {
        for template in context.templates(node) {
            template.for_each(&mut |trail, value| {
                let Some(key) = trail.key().filter(|key| key.ends_with(".$")) else { return };
                let text = match value {
                    // `intrinsic-syntax` speaks of calls.
                    Value::String(text) if is_call(text) => return,
                    Value::String(text) => match path::path_fault(text) {
                        None => return,
                        Some(fault) => format!(
                            "`{text}` is neither a path nor the call of an intrinsic function: {}",
                            fault.message
                        ),
                    },
                    other => format!("`{other}` is no text, but `{key}` is looked up"),
                };
                found
                    .report(trail.location(), text)
                    .help(format!("begin the path with `$`, or call the key `{}`", key.trim_end_matches(".$")))
                    .aws(format!(
                        "The value for the field '{key}' must be a valid JSONPath or a valid intrinsic function call"
                    ))
                    .aws_at(Some(&template.location()));
            });
        }
    }
}
