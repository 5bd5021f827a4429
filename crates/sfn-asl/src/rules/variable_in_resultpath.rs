//! A result goes into the state's input, not into a variable.

use super::{Context, Findings, declare_rule, path_fields};

declare_rule! {
    /// ## What it checks
    /// `ResultPath` does not begin with a variable.
    /// ## Why it matters
    /// Variables are set by `Assign`; AWS refuses them here.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": { "A": { "Type": "Pass", "Result": 1, "ResultPath": "$total", "End": true } }
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
    pub(crate) static VARIABLE_IN_RESULTPATH = {
        code: "SFN032", name: "variable-in-resultpath", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        for field in path_fields::result_paths(node).into_iter().filter(|field| begins_with_variable(field.path)) {
            let path = field.path.trim_start_matches('$');
            found
                .report(field.location(), format!("`{}` is a variable, which no result goes into", field.path))
                .help(format!("write `$.{path}` for a field of the input, or set the variable in `Assign`"));
        }
    }
}

fn begins_with_variable(path: &str) -> bool {
    path.strip_prefix('$').and_then(|rest| rest.chars().next()).is_some_and(unicode_ident::is_xid_start)
}
