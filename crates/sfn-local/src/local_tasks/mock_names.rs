//! The names in a mock file that no workflow has, so that what stands under them answers nothing.

use std::collections::{BTreeMap, BTreeSet};

use sfn_asl::StateKind;

use super::{
    lambda,
    mock::{MockFile, member},
};
use crate::definition::Definition;

/// A name in a mock file that none of the workflows has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    /// Where, as a JSON pointer.
    pub pointer: String,
    /// What nothing is called so, such as `task`.
    pub kind: &'static str,
    /// The name.
    pub name: String,
    /// Those that there are.
    pub known: Vec<String>,
}

/// What workflows have that a mock file can name.
#[derive(Default)]
struct Known {
    /// The Task states of each workflow.
    states: BTreeMap<String, BTreeSet<String>>,
    /// `None` where some are known only when they are called.
    functions: Option<BTreeSet<String>>,
    resources: BTreeSet<String>,
}

impl Known {
    fn of<'a>(definitions: impl IntoIterator<Item = &'a Definition>) -> Self {
        let mut known = Self { functions: Some(BTreeSet::new()), ..Self::default() };
        for definition in definitions {
            let states = known.states.entry(definition.name.clone()).or_default();
            for node in definition.machine.walk() {
                let StateKind::Task(task) = &node.state.kind else { continue };
                states.insert(node.name.to_string());
                known.resources.insert(task.resource.clone());
                match lambda::function_in(node.state) {
                    Some(name) if !name.starts_with("{%") => {
                        let name = lambda::function_name(name).to_owned();
                        known.functions.as_mut().map(|functions| functions.insert(name));
                    }
                    None if !task.resource.contains(":lambda:") => {}
                    _ => known.functions = None,
                }
            }
        }
        known
    }

    /// As `states` has them: alone, and behind the name of their workflow.
    fn state_keys(&self) -> BTreeSet<String> {
        let of = |(workflow, states): (&String, &BTreeSet<String>)| {
            let keys =
                states.iter().flat_map(|state| [state.clone(), format!("{workflow}/{state}")]);
            keys.collect::<Vec<_>>()
        };
        self.states.iter().flat_map(of).collect()
    }
}

impl MockFile {
    /// The names in it that none of these workflows has, with the values of their placeholders filled in.
    pub fn unknown_names<'a>(
        &self,
        definitions: impl IntoIterator<Item = &'a Definition>,
    ) -> Vec<UnknownName> {
        let known = Known::of(definitions);
        let mut found = Vec::new();
        let mut check = |at: &str, kind, name: &String, names: &BTreeSet<String>| {
            let is_known = names.contains(name);
            if !is_known {
                let known = names.iter().cloned().collect();
                found.push(UnknownName {
                    pointer: member(at, name),
                    kind,
                    name: name.clone(),
                    known,
                });
            }
            is_known
        };
        let states = known.state_keys();
        for name in self.states() {
            check("/states", "task", name, &states);
        }
        for name in self.functions() {
            let functions = known.functions.as_ref();
            functions.map(|functions| check("/functions", "function", name, functions));
        }
        for name in self.resources() {
            check("/resources", "resource of a task", name, &known.resources);
        }
        let workflows = known.states.keys().cloned().collect();
        for (workflow, cases) in self.all_test_cases() {
            if !check("/StateMachines", "workflow", workflow, &workflows) {
                continue;
            }
            let at = member(&member("/StateMachines", workflow), "TestCases");
            for (case, state) in cases {
                let states = known.states.get(workflow);
                states.map(|states| check(&member(&at, case), "task", state, states));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use sfn_asl::WorkflowType;

    use super::*;

    fn order(function: &str) -> Definition {
        let text = json!({ "QueryLanguage": "JSONata", "StartAt": "Charge", "States": {
            "Charge": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Arguments": { "FunctionName": function }, "Next": "Done" },
            "Done": { "Type": "Succeed" }
        } });
        let machine = sfn_asl::read::json(&text.to_string()).machine.unwrap();
        Definition::new("order", WorkflowType::Standard, machine)
    }

    fn unknown(file: &serde_json::Value, function: &str) -> Vec<String> {
        let names = MockFile::from_value(file).unwrap().unknown_names([&order(function)]);
        names.into_iter().map(|unknown| unknown.pointer).collect()
    }

    #[test]
    fn names_that_no_workflow_has() {
        let answer = || json!({ "return": 1 });
        let file = json!({
            "states": { "Charge": answer(), "order/Charge": answer(), "Chrge": answer(), "Done": answer(), "o/Charge": answer() },
            "functions": { "charge": answer(), "bill": answer() },
            "resources": { "arn:aws:states:::lambda:invoke": answer(), "arn:aws:states:::s3:putObject": answer() }
        });
        let mut expected = vec![
            "/states/Chrge",
            "/states/Done",
            "/states/o~1Charge",
            "/functions/bill",
            "/resources/arn:aws:states:::s3:putObject",
        ];
        assert_eq!(unknown(&file, "charge"), expected);
        // It may be any function.
        expected.remove(3);
        assert_eq!(unknown(&file, "{% $states.input.function %}"), expected);
        let file = json!({
            "StateMachines": {
                "order": { "TestCases": { "A": { "Charge": "R" }, "B": { "Chrge": "R" } } },
                "odrer": { "TestCases": { "A": { "Charge": "R" } } }
            },
            "MockedResponses": { "R": { "0": { "Return": 1 } } }
        });
        let expected = ["/StateMachines/odrer", "/StateMachines/order/TestCases/B/Chrge"];
        assert_eq!(unknown(&file, "charge"), expected);
    }
}
