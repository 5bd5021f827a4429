//! A Choice leads on whatever comes.

use super::{Context, Findings, declare_rule};
use crate::StateKind;

declare_rule! {
    /// ## What it checks
    /// A Choice has a `Default`.
    /// ## Why it matters
    /// Where no rule applies and there is none, the execution fails: `States.NoChoiceMatched`. That may be what is meant.
    /// ## Example
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": { "Type": "Choice", "Choices": [{ "Condition": "{% $states.input.paid %}", "Next": "B" }] },
    ///     "B": { "Type": "Succeed" }
    ///   }
    /// }
    /// ```
    /// ## Use instead
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": { "Type": "Choice", "Choices": [{ "Condition": "{% $states.input.paid %}", "Next": "B" }], "Default": "C" },
    ///     "B": { "Type": "Succeed" },
    ///     "C": { "Type": "Fail", "Error": "Unpaid" }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html>
    pub(crate) static CHOICE_NO_DEFAULT = {
        code: "SFN060", name: "choice-no-default", severity: Hint, aws_code: None,
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        if let StateKind::Choice(choice) = &node.state.kind
            && choice.default.is_none()
            && !context.is_reported(&node.location.field("Default"))
        {
            found
                .report(node.location.clone(), "where no rule applies, the execution fails")
                .help("add `Default`");
        }
    }
}
