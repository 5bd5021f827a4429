//! What expressions read of `$states`.

use super::{
    Context,
    expressions::{self, Visit},
};

/// Visits the expressions that read `$states` and whose text `may_matter`.
pub(super) fn for_each<'m>(
    context: &Context<'m>,
    may_matter: fn(&str) -> bool,
    visit: Visit<'_, 'm>,
) {
    expressions::for_each(context, &|text| text.contains("$states") && may_matter(text), visit);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::{WorkflowType, read, rules};

    /// The findings of the three rules in a definition whose first state this is.
    fn found(state: &serde_json::Value) -> Vec<String> {
        let definition = json!({
            "QueryLanguage": "JSONata",
            "StartAt": "A",
            "States": { "A": state, "Z": { "Type": "Succeed" } }
        });
        let machine = read::value(&definition).machine.unwrap();
        let found = rules::check(&machine, WorkflowType::Standard, None);
        let ours =
            found.iter().filter(|found| ["SFN024", "SFN025", "SFN026"].contains(&found.code));
        ours.filter_map(|found| Some(format!("{} {}", found.code, found.location.as_ref()?)))
            .collect()
    }

    #[test]
    fn results_and_errors_are_read_where_they_are() {
        let task = json!({
            "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "Z",
            "Arguments": { "FunctionName": "f", "Payload": "{% $states.result %}" },
            "TimeoutSeconds": "{% $states.errorOutput.n %}",
            "Output": { "a": ["{% $states.result %}", "{% 'no $states.errorOutput' %}"] },
            "Assign": { "e": "{% $states.errorOutput %}" },
            "Catch": [{
                "ErrorEquals": ["States.ALL"], "Next": "Z",
                "Output": "{% $states.errorOutput.Error %}", "Assign": { "r": "{% $states.result %}" }
            }]
        });
        assert_eq!(
            found(&task),
            [
                "SFN024 /States/A/Arguments/Payload",
                "SFN025 /States/A/Assign/e",
                "SFN024 /States/A/Catch[0]/Assign/r",
                "SFN025 /States/A/TimeoutSeconds"
            ]
        );
        let choice = json!({ "Type": "Choice", "Default": "Z", "Choices": [{
            "Condition": "{% $states.result = 1 %}", "Output": "{% $states.errorOutput %}", "Next": "Z"
        }] });
        assert_eq!(
            found(&choice),
            ["SFN024 /States/A/Choices[0]/Condition", "SFN025 /States/A/Choices[0]/Output"]
        );
        let fail = json!({ "Type": "Fail", "Cause": "{% $states.result %}" });
        assert_eq!(found(&fail), ["SFN024 /States/A/Cause"]);
        let pass = json!({ "Type": "Pass", "Next": "Z",
            "Output": "{% $states.inputs & $states.input.inputs & $states.context.x %}" });
        assert_eq!(found(&pass), ["SFN026 /States/A/Output"]);
    }
}
