//! Expressions are JSONata.

use sfn_query::jsonata::SyntaxError;

use super::{Context, Findings, declare_rule, expressions::FlawKind};

declare_rule! {
    /// ## What it checks
    /// What stands between `{%` and `%}` parses as JSONata. An expression that holds a `${Placeholder}` is not judged, since it is
    /// not known what will stand there.
    /// ## Why it matters
    /// AWS parses every expression of a definition, and refuses what does not.
    /// ## Example
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": { "A": { "Type": "Pass", "Output": "{% $states.input.prices[0 %}", "End": true } }
    /// }
    /// ```
    /// ## Use instead
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": { "A": { "Type": "Pass", "Output": "{% $states.input.prices[0] %}", "End": true } }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.jsonata.org/overview>; code and text of `ValidateStateMachineDefinition`.
    pub(crate) static JSONATA_SYNTAX = {
        code: "SFN020", name: "jsonata-syntax", severity: Error, aws_code: Some(SyntaxError::AWS_CODE),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for flaw in context.flaws() {
        if let FlawKind::Syntax(error) = &flaw.kind {
            flaw.report(found, &*error.message);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::{WorkflowType, read};

    #[test]
    fn every_field_that_takes_an_expression_is_parsed() {
        let definition = json!({
            "QueryLanguage": "JSONata", "StartAt": "A", "States": {
                "A": {
                    "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Comment": "{% 1 + %}", "Next": "B",
                    "Arguments": { "FunctionName": "f", "Payload": ["{% 1 + %}", "{% ${x} %}"] },
                    "TimeoutSeconds": "{% 1 + %}", "Assign": { "a": "{% %}" },
                    "Retry": [{ "ErrorEquals": ["{% 1 + %}"] }],
                    "Catch": [{ "ErrorEquals": ["E"], "Output": "{% a[1,2) %}", "Next": "B" }]
                },
                "B": { "Type": "Wait", "Timestamp": "{% 1 + %}", "Next": "C" },
                "C": { "Type": "Choice", "Choices": [{ "Condition": "{% {'a':} %}", "Next": "D" }], "Default": "D" },
                "D": { "Type": "Fail", "Cause": "{% 'a %}" }
            }
        });
        let found = read::value(&definition).check(WorkflowType::Standard);
        let told = found.iter().filter(|found| found.code == "SFN020").map(|found| {
            format!("{} {} {}", found.aws_code.unwrap_or_default(), found.location.as_ref().unwrap(), found.message)
        });
        assert_eq!(
            told.collect::<Vec<_>>(),
            [
                "INVALID_JSONATA_EXPRESSION /States/A/Arguments/Payload[0] Unexpected end of expression",
                "INVALID_JSONATA_EXPRESSION /States/A/Assign/a Unexpected end of expression",
                "INVALID_JSONATA_EXPRESSION /States/A/Catch[0]/Output Expected \"]\", got \",\"",
                "INVALID_JSONATA_EXPRESSION /States/A/TimeoutSeconds Unexpected end of expression",
                "INVALID_JSONATA_EXPRESSION /States/B/Timestamp Unexpected end of expression",
                "INVALID_JSONATA_EXPRESSION /States/C/Choices[0]/Condition The symbol \"}\" cannot be used as a unary operator",
                "INVALID_JSONATA_EXPRESSION /States/D/Cause String literal must be terminated by a matching quote",
            ]
        );
    }
}
