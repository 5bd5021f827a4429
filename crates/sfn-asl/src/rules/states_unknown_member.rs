//! `$states` has four members.

use super::{Context, Findings, declare_rule};

declare_rule! {
    /// ## What it checks
    /// What is read of `$states` is `input`, `result`, `errorOutput` or `context`.
    /// ## Why it matters
    /// Nothing else is ever there, so AWS refuses the definition.
    /// ## Example
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": { "A": { "Type": "Pass", "Output": "{% $states.inptu.total %}", "End": true } }
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
    pub(crate) static STATES_UNKNOWN_MEMBER = {
        code: "SFN026", name: "states-unknown-member", severity: Error,
        aws_code: Some("UNSUPPORTED_JSONATA_EXPRESSION"),
        check: check,
    };
}

const MEMBERS: [&str; 4] = ["input", "result", "errorOutput", "context"];

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for (_, expression) in context.expressions() {
        let members = expression.reads.states_members();
        for member in members.filter(|member| !MEMBERS.contains(member)) {
            let message = format!("`$states` has no member `{member}`");
            let near = sfn_catalog::nearest(member, MEMBERS);
            let help = near.map_or_else(
                || "it is `input`, `result`, `errorOutput` or `context`".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            found
                .report(expression.location.clone(), message)
                .help(help)
                .aws(format!("Field '$states.{member}' does not exist."));
        }
    }
}
