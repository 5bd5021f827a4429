//! A value that looks like a path is looked up only where its key says so.

use super::{Context, Findings, declare_rule, path::looks_looked_up};
use crate::QueryLanguage;

declare_rule! {
    /// ## What it checks
    /// In payload templates of JSONPath states, a text that reads as a path or as the call of an intrinsic function stands under
    /// a key that ends with `.$`. Keys that end with `Path` are left alone.
    /// ## Why it matters
    /// Without `.$` the text itself is handed on. AWS takes the definition, and warns.
    /// ## Example
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Pass", "Parameters": { "id": "$.orderId" }, "End": true } } }
    /// ```
    /// ## Use instead
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Pass", "Parameters": { "id.$": "$.orderId" }, "End": true } } }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html>
    pub(crate) static DOTDOLLAR_MISSING = {
        code: "SFN034", name: "dotdollar-missing", severity: Warning, aws_code: Some("NO_DOLLAR"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states().filter(|node| node.query_language == QueryLanguage::JsonPath) {
        for template in context.templates(node) {
            template.for_each_text(&mut |trail, text| {
                let Some(key) = trail.key().filter(|key| !key.ends_with(".$") && !key.ends_with("Path")) else {
                    return;
                };
                if looks_looked_up(text) {
                    found
                        .report(trail.location(), format!("`{text}` is a text here, not what it looks like"))
                        .help(format!("call the key `{key}.$`, so that the value is looked up"));
                }
            });
        }
    }
}
