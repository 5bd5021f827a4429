//! The variables that states read: `variableReferences` of `DescribeStateMachine`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};
use sfn_asl::{QueryLanguage, StateMachine, write::state_to_value};
use sfn_query::{
    jsonata::{Expression, expression_in},
    jsonpath::variables_in,
};

/// Fields of a state that hold other states.
const SCOPES: &[&str] = &["Branches", "ItemProcessor", "Iterator"];
/// Fields that hold a payload template, in which only the members called `….$` are read.
const TEMPLATES: &[&str] =
    &["Assign", "BatchInput", "Credentials", "ItemSelector", "Parameters", "ResultSelector"];

/// The names that each state reads, sorted; states that read none are left out.
pub(super) fn read_by_states(machine: &StateMachine) -> BTreeMap<String, Vec<String>> {
    let of_state = machine.walk().filter_map(|node| {
        let Value::Object(mut state) = state_to_value(node.state) else { return None };
        state.retain(|field, _| !SCOPES.contains(&field.as_str()));
        let mut names = BTreeSet::new();
        match node.query_language {
            QueryLanguage::JsonPath => in_fields(&state, &mut names),
            QueryLanguage::Jsonata => in_expressions(&Value::Object(state), &mut names),
        }
        (!names.is_empty()).then(|| (node.name.as_str().to_owned(), names.into_iter().collect()))
    });
    of_state.collect()
}

fn in_fields(fields: &Map<String, Value>, names: &mut BTreeSet<String>) {
    for (field, value) in fields {
        match value {
            _ if TEMPLATES.contains(&field.as_str()) => in_template(value, names),
            // A literal, whatever it looks like.
            _ if field == "Result" => {}
            Value::String(path) if field.ends_with("Path") || field == "Variable" => {
                names.extend(variables_in(path));
            }
            Value::Object(fields) => in_fields(fields, names),
            Value::Array(items) => {
                items.iter().filter_map(Value::as_object).for_each(|item| in_fields(item, names));
            }
            _ => {}
        }
    }
}

fn in_template(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                match value {
                    Value::String(path) if name.ends_with(".$") => names.extend(variables_in(path)),
                    _ => in_template(value, names),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| in_template(item, names)),
        _ => {}
    }
}

fn in_expressions(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            let expression = expression_in(text).and_then(|text| Expression::compile(text).ok());
            names.extend(
                expression.iter().flat_map(|found| found.reads().variables()).map(str::to_owned),
            );
        }
        Value::Array(items) => items.iter().for_each(|item| in_expressions(item, names)),
        Value::Object(members) => members.values().for_each(|value| in_expressions(value, names)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jsonata_states_read_what_their_expressions_read() {
        let machine = sfn_asl::read::json(
            r#"{ "QueryLanguage": "JSONata", "StartAt": "A", "States": { "A": { "Type": "Pass", "End": true,
                "Output": { "sum": "{% $total + $states.input.x + $count($list) %}", "text": "$not" } } } }"#,
        );
        let read = read_by_states(&machine.machine.unwrap());
        assert_eq!(read.get("A").unwrap(), &["list", "total"]);
    }
}
