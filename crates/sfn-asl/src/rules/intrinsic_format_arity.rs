//! The template of `States.Format` has a place for each value.

use super::{Context, Findings, calls::CallFlawKind, declare_rule, intrinsic_syntax::is_of_template};

declare_rule! {
    /// ## What it checks
    /// A constant template of `States.Format` has as many `{}` as there are values for them, and no lone `{` or `}`.
    /// ## Why it matters
    /// AWS takes the definition, and the state fails when it runs: `States.Runtime`, which cannot be caught.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": { "A": { "Type": "Pass", "Parameters": { "text.$": "States.Format('{} of {}', $.done)" }, "End": true } }
    /// }
    /// ```
    /// ## Use instead
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": { "Type": "Pass", "Parameters": { "text.$": "States.Format('{} of \\{all\\}', $.done)" }, "End": true }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html>
    pub(crate) static INTRINSIC_FORMAT_ARITY = {
        code: "SFN041", name: "intrinsic-format-arity", severity: Error, aws_code: None,
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for flaw in context.call_flaws() {
        if let CallFlawKind::Fails(fault) = &flaw.kind
            && is_of_template(&fault.kind)
        {
            found
                .report(flaw.location.clone(), fault.to_string())
                .help("each `{}` takes one value; a brace of the text itself is written `\\{` or `\\}`");
        }
    }
}
