//! Calls of intrinsic functions are ones that can succeed.

use sfn_query::intrinsic::CallFaultKind;

use super::{Context, Findings, calls::CallFlawKind, declare_rule};

declare_rule! {
    /// ## What it checks
    /// A call of an intrinsic function names a function that there is, is written as one, nests at most ten deep, has as many
    /// arguments as the function takes, and no constant that the function does not take. A call whose arguments are all constants
    /// has a value.
    /// ## Why it matters
    /// AWS refuses a call that it cannot read. It takes one with wrong arguments, and the state fails when it runs:
    /// `States.Runtime`, which cannot be caught.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": { "A": { "Type": "Pass", "Parameters": { "next.$": "States.MathAdd($.count, '1')" }, "End": true } }
    /// }
    /// ```
    /// ## Use instead
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": { "A": { "Type": "Pass", "Parameters": { "next.$": "States.MathAdd($.count, 1)" }, "End": true } }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html>; the text of what does not parse was
    /// recorded from the service.
    pub(crate) static INTRINSIC_SYNTAX = {
        code: "SFN040", name: "intrinsic-syntax", severity: Error, aws_code: None,
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for flaw in context.call_flaws() {
        let text = &flaw.text;
        match &flaw.kind {
            CallFlawKind::Fails(fault) if is_of_template(&fault.kind) => {}
            CallFlawKind::Fails(fault) => {
                found.report(flaw.location.clone(), fault.to_string());
            }
            CallFlawKind::Syntax { error, member } => {
                let message = format!("`{text}` is no call of an intrinsic function: {}", error.message);
                let diagnostic = found.report(flaw.location.clone(), message);
                diagnostic.aws_code = Some("SCHEMA_VALIDATION_FAILED");
                if let Some((key, template)) = member {
                    let aws = "must be a valid JSONPath or a valid intrinsic function call";
                    diagnostic.aws(format!("The value for the field '{key}' {aws}")).aws_at(Some(template));
                }
            }
        }
    }
}

/// Whether `intrinsic-format-arity` speaks of it.
pub(super) const fn is_of_template(kind: &CallFaultKind) -> bool {
    matches!(kind, CallFaultKind::Template(_) | CallFaultKind::Places { .. })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::{WorkflowType, read};

    #[test]
    fn calls_are_found_wherever_they_stand() {
        let definition = json!({ "StartAt": "A", "States": {
            "A": {
                "Type": "Pass", "Next": "B",
                "Assign": {
                    "a.$": "States.Array(States.UUID(1))", "b": "States is a text",
                    "n.$": "States.Format('{}\\n', $.a)", "q.$": "States.Format('\\\"{}\\\"', $.a)"
                },
                "Parameters": { "list": [{ "c.$": "States.Upper($.a)", "d.$": "States.Format('{}')" }], "e.$": "${Call}" },
                "Result": { "f.$": 1 }
            },
            "B": { "Type": "Fail", "ErrorPath": "States.Format($.a, 1", "CausePath": "States.Hash($.a, 'SHA')" }
        } });
        let found = read::value(&definition).check(WorkflowType::Standard);
        let told = found.iter().map(|found| {
            let aws = found.aws_code.unwrap_or("-");
            format!("{} {} {aws} {}", found.code, found.location.as_ref().unwrap(), found.message)
        });
        assert_eq!(
            told.collect::<Vec<_>>(),
            [
                "SFN040 /States/A/Assign/a.$ - `States.UUID` takes 0 arguments, but has 1",
                "SFN040 /States/A/Assign/q.$ SCHEMA_VALIDATION_FAILED `States.Format('\\\"{}\\\"', $.a)` is no call of an intrinsic function: only `'`, `{`, `}` and `\\` can follow a backslash",
                "SFN040 /States/A/Parameters/list[0]/c.$ SCHEMA_VALIDATION_FAILED `States.Upper($.a)` is no call of an intrinsic function: `States.Upper` is no intrinsic function",
                "SFN041 /States/A/Parameters/list[0]/d.$ - the template of `States.Format` has 1 `{}` for 0 values",
                "SFN040 /States/B/CausePath - argument 2 of `States.Hash` must be `MD5`, `SHA-1`, `SHA-256`, `SHA-384` or `SHA-512`",
                "SFN040 /States/B/ErrorPath SCHEMA_VALIDATION_FAILED `States.Format($.a, 1` is no call of an intrinsic function: expected `,` or `)`, but the text ends",
            ]
        );
    }
}
