//! A constant in the arguments is what its member takes.

use super::{
    Context, Findings,
    arguments::Fault,
    declare_rule,
};

declare_rule! {
    /// ## What it checks
    /// A constant in `Arguments` or `Parameters` is one of the values of its member, if those are known; an object or an
    /// array stands where the member takes one, and a text in place of a number or a truth value reads as one.
    /// ## Why it matters
    /// The call fails when it is made. It is a warning because AWS may know more values than the catalogue of this version.
    /// ## Example
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Task",
    ///       "Resource": "arn:aws:states:::ecs:runTask.sync",
    ///       "Arguments": { "TaskDefinition": "${Task}", "LaunchType": "FARGAT" },
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
    ///       "Resource": "arn:aws:states:::ecs:runTask.sync",
    ///       "Arguments": { "TaskDefinition": "${Task}", "LaunchType": "FARGATE" },
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-parameters.html>
    pub(crate) static ARGUMENT_VALUE = {
        code: "SFN088", name: "argument-value", severity: Warning, aws_code: None,
        check: check,
    };
}

/// More values than this are not listed.
const MANY: usize = 8;

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for misfit in context.misfits() {
        match &misfit.fault {
            Fault::Kind { name, takes } => {
                found.report(misfit.location.clone(), format!("`{name}` takes {takes}"));
            }
            Fault::Value { name, value, near, known } => {
                let message = format!("`{name}` has no value `{value}`");
                let diagnostic = found.report(misfit.location.clone(), message);
                if let Some(near) = near {
                    diagnostic.help(format!("did you mean `{near}`?"));
                } else if known.len() <= MANY {
                    diagnostic.help(format!("it has `{}`", known.join("`, `")));
                }
            }
            Fault::Unknown { .. } | Fault::Missing { .. } => {}
        }
    }
}
