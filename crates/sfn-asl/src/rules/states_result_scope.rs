//! `$states.result` is read where there is a result.

use super::{Context, Findings, declare_rule, expressions::Place};
use crate::StateKind;

declare_rule! {
    /// ## What it checks
    /// `$states.result` is read only in `Output` and `Assign` of a Task, Parallel or Map state.
    /// ## Why it matters
    /// Nothing else has a result, so AWS refuses the definition.
    /// ## Example
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": { "A": { "Type": "Pass", "Output": "{% $states.result.total %}", "End": true } }
    /// }
    /// ```
    /// ## Use instead
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": { "A": { "Type": "Pass", "Output": "{% $states.input.total %}", "End": true } }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html>, "Reserved variable: $states".
    pub(crate) static STATES_RESULT_SCOPE = {
        code: "SFN024", name: "states-result-scope", severity: Error, aws_code: Some("UNSUPPORTED_JSONATA_EXPRESSION"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for (node, expression) in context.expressions() {
        let gives_result = matches!(
            node.state.kind,
            StateKind::Task(_) | StateKind::Parallel(_) | StateKind::Map(_)
        );
        let is_there = gives_result && expression.place == Place::Exit;
        if !is_there && expression.reads.states_members().any(|member| member == "result") {
            let message = "`$states.result` has no value here: only `Output` and `Assign` of a Task, Parallel or Map state have a result";
            found
                .report(expression.location.clone(), message)
                .help("read `$states.input`, or a variable that the state before assigned")
                .aws("Field '$states.result' does not exist.");
        }
    }
}
