//! Variables and functions that are not there where a state reads them.

use std::collections::BTreeSet;

use sfn_catalog::nearest;
use sfn_query::{jsonata::function_names, jsonpath::variables_in};

use super::{
    Context,
    assignments::{Assignments, Origin},
    path_fields,
};
use crate::{Location, QueryLanguage, StateKind, graph::StateNode};

/// A name that stands for nothing.
pub(super) struct Unbound {
    pub(super) location: Location,
    pub(super) query_language: QueryLanguage,
    pub(super) name: String,
    pub(super) fault: Fault,
}

pub(super) enum Fault {
    /// It is called, and neither a function nor assigned.
    UnknownFunction { near: Option<String> },
    /// No state assigns it.
    NeverAssigned { near: Option<String> },
    /// It is assigned there, from where no way leads to the state.
    AssignedElsewhere(Location),
    /// It is assigned there, outside the distributed Map that the state is in.
    OutsideDistributedMap(Location),
}

/// What states read that is not there; of each state and name the first place.
pub(super) fn of(context: &Context<'_>) -> Vec<Unbound> {
    let assignments = Assignments::of(context);
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for_each_read(context, &mut |node, name, is_call, location| {
        let origin = assignments.origin(node, name);
        if origin != Origin::Assigned
            && is_reachable(context, node)
            && seen.insert((node.id, name.to_owned()))
        {
            all.push(Unbound {
                location: location(),
                query_language: node.query_language,
                name: name.to_owned(),
                fault: fault(&assignments, name, is_call, origin),
            });
        }
    });
    all
}

fn fault(assignments: &Assignments<'_, '_>, name: &str, is_call: bool, origin: Origin) -> Fault {
    let Some(place) = assignments.place(name).cloned() else {
        return if is_call {
            let names: Vec<_> = function_names().collect();
            Fault::UnknownFunction { near: nearest(name, names).map(str::to_owned) }
        } else {
            let near = nearest(name, assignments.names()).map(str::to_owned);
            Fault::NeverAssigned { near }
        };
    };
    match origin {
        Origin::OutsideDistributedMap => Fault::OutsideDistributedMap(place),
        Origin::Assigned | Origin::Nowhere => Fault::AssignedElsewhere(place),
    }
}

/// Whether anything leads to the state; another rule speaks of those that nothing leads to.
fn is_reachable(context: &Context<'_>, node: &StateNode<'_>) -> bool {
    let graph = &context.graph;
    let mut parents = graph.scopes_around(node).filter_map(|scope| scope.parent);
    node.reachable && parents.all(|parent| graph[parent].reachable)
}

/// What is done with a name that a state reads: its text, whether it is called, and its place.
type Visit<'v, 'c, 'm> = &'v mut dyn FnMut(&'c StateNode<'m>, &str, bool, &dyn Fn() -> Location);

/// Visits what states read from outside of their expressions.
fn for_each_read<'c, 'm>(context: &'c Context<'m>, visit: Visit<'_, 'c, 'm>) {
    for (node, expression) in context.expressions() {
        let reads = &expression.reads;
        // With `$eval`, of which another rule speaks, nothing is known.
        for name in reads.unbound().filter(|_| !reads.calls_eval()) {
            visit(node, name, reads.calls(name), &|| expression.location.clone());
        }
    }
    for node in context.states().filter(|node| node.query_language == QueryLanguage::JsonPath) {
        let mut text = |text: &str, location: &dyn Fn() -> Location| {
            if text.starts_with('$') || text.starts_with("States.") {
                for name in variables_in(text) {
                    visit(node, &name, false, location);
                }
            }
        };
        for template in context.templates(node) {
            template.for_each_text(&mut |trail, found| {
                if trail.key().is_some_and(|key| key.ends_with(".$")) {
                    text(found, &|| trail.location());
                }
            });
        }
        for field in path_fields::paths(node).into_iter().chain(path_fields::references(node)) {
            // There a variable is wrong anyway.
            if field.name != "ResultPath" {
                text(field.path, &|| field.location());
            }
        }
        if let StateKind::Fail(fail) = &node.state.kind {
            for (name, found) in [("ErrorPath", &fail.error_path), ("CausePath", &fail.cause_path)]
            {
                text(found.as_deref().unwrap_or_default(), &|| node.location.field(name));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::{WorkflowType, read, rules};

    /// What the three rules find.
    fn found(definition: &Value) -> Vec<String> {
        let machine = read::value(definition).machine.unwrap();
        let found = rules::check(&machine, WorkflowType::Standard, None);
        let ours =
            found.iter().filter(|found| ["SFN023", "SFN030", "SFN031"].contains(&found.code));
        ours.filter_map(|found| Some(format!("{} {}", found.code, found.location.as_ref()?)))
            .collect()
    }

    /// A JSONata machine that starts at `A`.
    fn jsonata(states: &Value) -> Value {
        json!({ "QueryLanguage": "JSONata", "StartAt": "A", "States": states })
    }

    /// What is found in a JSONata Pass state whose `Output` this is, after one that assigns `$x`.
    fn in_output(expression: &str) -> Vec<String> {
        let output = format!("{{% {expression} %}}");
        found(&jsonata(&json!({
            "A": { "Type": "Pass", "Assign": { "x": 1 }, "Next": "B" },
            "B": { "Type": "Pass", "Output": output, "End": true }
        })))
    }

    #[test]
    fn what_an_expression_binds_is_there() {
        for good in [
            "$x + 1",
            "($y := 2; $y + $x)",
            "$map($states.input, function($v, $i) { $v * $i })",
            "$states.input.items#$i.{ 'at': $i }",
            "$states.input ~> $sum ~> $string",
            "$hash($uuid(), 'MD5') & $partition([1], 1) & $range(1, 2, 1) & $random() & $parse('1')",
            "'costs $nope' & $now()",
            "($f := function($n) { $n ? $g($n) : 0 }; $g := function($n) { $f($n - 1) }; $f(1))",
            // Of this another rule speaks.
            "($y := 1; $eval('$y'))",
        ] {
            assert!(in_output(good).is_empty(), "{good}: {:?}", in_output(good));
        }
        for (bad, code) in [
            ("$foo(1)", "SFN023"),
            ("$states.input ~> $foo", "SFN023"),
            ("$map($states.input, function($v) { $foo($v) })", "SFN023"),
            ("$randomSeeded(1)", "SFN023"),
            ("$nope", "SFN030"),
            ("$nope.a & $nope.b", "SFN030"),
            ("$map($states.input, function($v) { $v * $rate })", "SFN030"),
        ] {
            assert_eq!(in_output(bad), [format!("{code} /States/B/Output")], "{bad}");
        }
    }

    #[test]
    fn a_variable_comes_along_each_edge_that_assigns_it() {
        let task = json!({
            "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "Done",
            "Arguments": { "FunctionName": "f" },
            "Assign": { "result": "{% $states.result %}" },
            "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "Failed", "Assign": { "failure": "{% $states.errorOutput %}" } }]
        });
        let reads_both =
            json!({ "Type": "Pass", "Output": ["{% $result %}", "{% $failure %}"], "End": true });
        let definition = jsonata(&json!({ "A": task, "Done": reads_both, "Failed": reads_both }));
        assert_eq!(
            found(&definition),
            ["SFN030 /States/Done/Output[1]", "SFN030 /States/Failed/Output[0]"]
        );

        let choice = json!({
            "Type": "Choice", "Assign": { "failure": 1 }, "Default": "Failed",
            "Choices": [{ "Condition": "{% $result %}", "Next": "Done", "Assign": { "result": 1 } }]
        });
        let definition = jsonata(&json!({ "A": choice, "Done": reads_both, "Failed": reads_both }));
        assert_eq!(
            found(&definition),
            [
                "SFN030 /States/A/Choices[0]/Condition",
                "SFN030 /States/Done/Output[1]",
                "SFN030 /States/Failed/Output[0]"
            ]
        );
    }

    #[test]
    fn one_way_that_assigns_it_is_enough() {
        let definition = jsonata(&json!({
            "A": { "Type": "Choice", "Default": "C", "Choices": [{ "Condition": "{% $states.input.a %}", "Next": "B" }] },
            "B": { "Type": "Pass", "Assign": { "x": 1 }, "Next": "C" },
            "C": { "Type": "Pass", "Output": "{% $exists($x) ? $x : 0 %}", "Assign": { "n": "{% $n + 1 %}" }, "Next": "C" }
        }));
        assert!(found(&definition).is_empty(), "{:?}", found(&definition));
    }

    #[test]
    fn inner_scopes_see_what_is_assigned_around_them() {
        let map = |config: Value, assign: Value| {
            jsonata(&json!({
                "A": { "Type": "Pass", "Assign": { "rate": 2 }, "Next": "B" },
                "B": {
                    "Type": "Map", "End": true, "MaxConcurrency": "{% $rate %}",
                    "ItemProcessor": {
                        "ProcessorConfig": config, "StartAt": "C",
                        "States": {
                            "C": { "Type": "Pass", "Assign": assign, "Next": "D" },
                            "D": { "Type": "Pass", "Output": "{% $rate & $other %}", "End": true }
                        }
                    }
                }
            }))
        };
        let distributed = json!({ "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" });
        let inside = "/States/B/ItemProcessor/States/D/Output";
        assert!(found(&map(json!({ "Mode": "INLINE" }), json!({ "other": 1 }))).is_empty());
        assert!(found(&map(distributed.clone(), json!({ "other": 1, "rate": 1 }))).is_empty());
        assert_eq!(found(&map(distributed, json!({ "other": 1 }))), [format!("SFN031 {inside}")]);
        assert_eq!(
            found(&map(json!({ "Mode": "INLINE" }), json!({}))),
            [format!("SFN030 {inside}")]
        );
    }

    #[test]
    fn branches_do_not_see_each_other_and_nothing_comes_out_of_them() {
        let branch = |name: &str, state: Value| json!({ "StartAt": name, "States": { name: state, "Z".to_owned() + name: { "Type": "Succeed" } } });
        let definition = jsonata(&json!({
            "A": { "Type": "Parallel", "Next": "D", "Branches": [
                branch("B", json!({ "Type": "Pass", "Assign": { "x": 1 }, "Next": "ZB" })),
                branch("C", json!({ "Type": "Pass", "Output": "{% $x %}", "Next": "ZC" }))
            ] },
            "D": { "Type": "Pass", "Output": "{% $x %}", "End": true }
        }));
        assert_eq!(
            found(&definition),
            ["SFN030 /States/A/Branches[1]/States/C/Output", "SFN030 /States/D/Output"]
        );
    }

    #[test]
    fn paths_and_intrinsic_functions_read_variables_too() {
        let states = |assign: Value| {
            json!({ "StartAt": "A", "States": {
                "A": { "Type": "Pass", "Assign": assign, "Next": "B" },
                "B": {
                    "Type": "Choice", "Default": "D",
                    "Choices": [{ "And": [
                        { "Variable": "$n", "NumericLessThanPath": "$limit" },
                        { "Variable": "$.schema.$ref", "IsPresent": true }
                    ], "Next": "C" }]
                },
                "C": {
                    "Type": "Pass", "InputPath": "$order.items", "Next": "E",
                    "Parameters": { "text.$": "States.Format('$no {}', $name)", "price": "$5", "id.$": "$$.Execution.Id" }
                },
                "D": { "Type": "Fail", "ErrorPath": "$error" },
                "E": { "Type": "Pass", "Result": "$literal", "End": true }
            } })
        };
        let all = json!({ "n.$": "$.n", "limit": 3, "order": {}, "name": "", "error": "" });
        assert!(found(&states(all.clone())).is_empty(), "{:?}", found(&states(all)));
        assert_eq!(
            found(&states(json!({}))),
            [
                "SFN030 /States/B/Choices[0]/And[0]/NumericLessThanPath",
                "SFN030 /States/B/Choices[0]/And[0]/Variable",
                "SFN030 /States/C/InputPath",
                "SFN030 /States/C/Parameters/text.$",
                "SFN030 /States/D/ErrorPath"
            ]
        );
    }

    #[test]
    fn a_path_may_have_lacked_a_point() {
        let definition = json!({ "StartAt": "A", "States": { "A": { "Type": "Pass", "InputPath": "$order", "End": true } } });
        let machine = read::value(&definition).machine.unwrap();
        let found = rules::check(&machine, WorkflowType::Standard, None);
        let help = "write `$.order` for a field of the input, or set `order` in the `Assign` of a state before this one";
        assert_eq!(found[0].help.as_deref(), Some(help));
    }

    #[test]
    fn messages_say_what_was_meant_and_where_it_is() {
        let definition = jsonata(&json!({
            "A": { "Type": "Pass", "Output": "{% $total + $tot1 %}", "Next": "B" },
            "B": { "Type": "Pass", "Assign": { "total": "{% $upperCase('a') %}" }, "Next": "C" },
            "C": { "Type": "Pass", "Output": "{% $totl %}", "End": true }
        }));
        let machine = read::value(&definition).machine.unwrap();
        let found = rules::check(&machine, WorkflowType::Standard, None);
        let said: Vec<_> = found
            .iter()
            .map(|found| (found.message.as_str(), found.help.as_deref().unwrap_or_default()))
            .collect();
        assert_eq!(
            said,
            [
                ("no state assigns the variable `$tot1`", "did you mean `$total`?"),
                (
                    "nothing before this state assigns the variable `$total`",
                    "a state sees what the states before it have assigned, in its own scope and around it"
                ),
                (
                    "`$upperCase` is no function of JSONata or Step Functions",
                    "did you mean `$uppercase`?"
                ),
                ("no state assigns the variable `$totl`", "did you mean `$total`?"),
            ]
        );
        let place = found[1].related[0].location.to_string();
        assert_eq!(place, "/States/B/Assign/total");
    }
}
