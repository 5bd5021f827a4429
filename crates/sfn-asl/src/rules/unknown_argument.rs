//! An integration takes the members that it knows.

use super::{
    Context, Findings,
    arguments::Fault,
    declare_rule,
};

declare_rule! {
    /// ## What it checks
    /// Every member of `Arguments` or `Parameters`, at any depth, is one that the integration takes, under the name that
    /// Step Functions has for it: with a capital first, whatever the API itself writes.
    /// ## Why it matters
    /// AWS takes the definition, and the state fails when it runs: "The field "bucket" is not supported by Step Functions". It is
    /// a warning because AWS may know more members than the catalogue of this version.
    /// ## Example
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Task",
    ///       "Resource": "arn:aws:states:::aws-sdk:s3:getObject",
    ///       "Arguments": { "bucket": "reports", "Key": "{% $states.input.key %}", "Bucket": "reports" },
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
    ///       "Resource": "arn:aws:states:::aws-sdk:s3:getObject",
    ///       "Arguments": { "Key": "{% $states.input.key %}", "Bucket": "reports" },
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-parameters.html>
    pub(crate) static UNKNOWN_ARGUMENT = {
        code: "SFN086", name: "unknown-argument", severity: Warning, aws_code: None,
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for misfit in context.misfits() {
        let Fault::Unknown { name, near } = &misfit.fault else { continue };
        let message = format!("`{}` has no member `{name}`", misfit.owner);
        let diagnostic = found.report(misfit.location.clone(), message);
        if let Some(near) = near {
            diagnostic.help(format!("did you mean `{near}`?"));
        }
    }
}
