//! An integration gets the members that it needs.

use super::{
    Context, Findings,
    arguments::Fault,
    declare_rule,
};

declare_rule! {
    /// ## What it checks
    /// The members that the integration needs stand in `Arguments` or `Parameters`, at any depth.
    /// ## Why it matters
    /// AWS refuses the definition, or the call fails when it is made. It is a warning because AWS may have come to need less
    /// than the catalogue of this version says.
    /// ## Example
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Task",
    ///       "Resource": "arn:aws:states:::sqs:sendMessage",
    ///       "Arguments": { "MessageBody": "{% $states.input.text %}" },
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Use instead
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Task",
    ///       "Resource": "arn:aws:states:::sqs:sendMessage",
    ///       "Arguments": { "QueueUrl": "${QueueUrl}", "MessageBody": "{% $states.input.text %}" },
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-parameters.html>
    pub(crate) static MISSING_ARGUMENT = {
        code: "SFN087", name: "missing-argument", severity: Warning, aws_code: None,
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for misfit in context.misfits() {
        if let Fault::Missing { name } = &misfit.fault {
            found.report(misfit.location.clone(), format!("`{}` needs `{name}`", misfit.owner));
        }
    }
}
