//! Expressions call functions that there are.

use super::{Context, Findings, declare_rule, unbound::Fault};

declare_rule! {
    /// ## What it checks
    /// What an expression calls is a function of JSONata or of Step Functions, or bound in the expression itself.
    /// ## Why it matters
    /// AWS takes the definition, and the state fails when it runs: `States.QueryEvaluationError`.
    /// ## Example
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": { "A": { "Type": "Pass", "Output": "{% $upercase($states.input.name) %}", "End": true } }
    /// }
    /// ```
    /// ## Use instead
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Pass",
    ///       "Output": "{% ($twice := function($n) { 2 * $n }; $uppercase($states.input.name) & $twice(2)) %}",
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html>, "JSONata functions provided by Step
    /// Functions"; <https://docs.jsonata.org/overview>.
    pub(crate) static JSONATA_UNKNOWN_FUNCTION = {
        code: "SFN023", name: "jsonata-unknown-function", severity: Warning, aws_code: None,
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for unbound in context.unbound() {
        let Fault::UnknownFunction { near } = &unbound.fault else { continue };
        let message = format!("`${}` is no function of JSONata or Step Functions", unbound.name);
        let help = near.as_ref().map_or_else(
            || "define it in the expression: `($f := function($x) { … }; $f(…))`".to_owned(),
            |near| format!("did you mean `${near}`?"),
        );
        found.report(unbound.location.clone(), message).help(help);
    }
}
