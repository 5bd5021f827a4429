//! A result goes into the state's input, not into the context object.

use super::{Context, Findings, declare_rule, path_fields};

declare_rule! {
    /// ## What it checks
    /// `ResultPath` does not begin with `$$`.
    /// ## Why it matters
    /// The context object cannot be written.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": { "A": { "Type": "Pass", "Result": 1, "ResultPath": "$$.total", "End": true } }
    /// }
    /// ```
    /// ## Use instead
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": { "A": { "Type": "Pass", "Result": 1, "ResultPath": "$.total", "End": true } }
    /// }
    /// ```
    /// ## Source
    /// <https://states-language.net/spec.html#using-paths>
    pub(crate) static RESULTPATH_CONTEXT = {
        code: "SFN038", name: "resultpath-context", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        for field in path_fields::result_paths(node).into_iter().filter(|field| field.path.starts_with("$$")) {
            found
                .report(field.location(), format!("`{}` leads into the context object", field.path))
                .help("begin with a single `$`");
        }
    }
}
