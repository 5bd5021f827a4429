//! Keys of a payload template after `.$` is taken away.

use super::{Context, Findings, declare_rule};
use crate::QueryLanguage;

declare_rule! {
    /// ## What it checks
    /// No object of a payload template has both a key and the same key with `.$` at its end.
    /// ## Why it matters
    /// Both would become the same key.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": { "A": { "Type": "Pass", "Parameters": { "id": 1, "id.$": "$.orderId" }, "End": true } }
    /// }
    /// ```
    /// ## Use instead
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": { "A": { "Type": "Pass", "Parameters": { "id.$": "$.orderId" }, "End": true } }
    /// }
    /// ```
    /// ## Source
    /// <https://states-language.net/spec.html#payload-template>
    pub(crate) static TEMPLATE_DUPLICATE_KEY = {
        code: "SFN083", name: "template-duplicate-key", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states().filter(|node| node.query_language == QueryLanguage::JsonPath) {
        for template in context.templates(node) {
            template.for_each_map(&mut |trail, map| {
                for key in map.keys() {
                    let Some(plain) = key.strip_suffix(".$").filter(|plain| map.contains_key(*plain)) else { continue };
                    found
                        .report(trail.location().field(key), format!("`{plain}` and `{key}` become the same key"))
                        .help("keep one of the two");
                }
            });
        }
    }
}
