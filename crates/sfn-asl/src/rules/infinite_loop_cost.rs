//! A loop ends.

use super::{Context, Findings, declare_rule, missing_terminal};
use crate::{
    StateKind,
    graph::{StateId, StateNode},
};

declare_rule! {
    /// ## What it checks
    /// From each loop a transition leads out, and something in it waits, is called, or changes what the next round sees.
    /// ## Why it matters
    /// Each transition is billed, and an execution ends with a failure at 25,000 events.
    /// ## Example
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": { "Type": "Choice", "Choices": [{ "Condition": "{% $states.input.ready %}", "Next": "B" }], "Default": "A" },
    ///     "B": { "Type": "Succeed" }
    ///   }
    /// }
    /// ```
    /// ## Use instead
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": { "Type": "Choice", "Choices": [{ "Condition": "{% $states.input.ready %}", "Next": "B" }], "Default": "C" },
    ///     "B": { "Type": "Succeed" },
    ///     "C": { "Type": "Pass", "Output": "{% $merge([$states.input, { 'ready': true }]) %}", "Next": "A" }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html>
    pub(crate) static INFINITE_LOOP_COST = {
        code: "SFN077", name: "infinite-loop-cost", severity: Hint, aws_code: None,
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for members in loops(context) {
        let Some(&first) = members.first() else { continue };
        let nodes = || members.iter().map(|&id| &context.graph[id]);
        let targets = || nodes().flat_map(|node| node.edges.iter().map(|edge| edge.target));
        let scope = &context.graph[context.graph[first].scope];
        // A way that leads nowhere and a scope that never ends are mistakes of their own.
        if targets().any(|target| target.is_none()) || missing_terminal::is_missing(context, scope) {
            continue;
        }
        let leads_out = targets().flatten().any(|target| members.binary_search(&target).is_err());
        let message = if !leads_out && !nodes().any(StateNode::is_terminal) {
            "no transition leads out of the loop that begins here"
        } else if nodes().all(changes_nothing) {
            "nothing in the loop that begins here waits, is called or changes what the next round sees"
        } else {
            continue;
        };
        found
            .report(context.graph[first].location.clone(), message)
            .help("lead out of it, or count the rounds and wait between them");
    }
}

/// Whether the state hands on what it gets, at once.
fn changes_nothing(node: &StateNode<'_>) -> bool {
    let state = node.state;
    let is_plain = match &state.kind {
        StateKind::Pass(pass) => pass.parameters.is_none() && pass.result.is_none(),
        StateKind::Choice(choice) => {
            choice.choices.iter().all(|rule| rule.assign.is_none() && rule.output.is_none())
        }
        _ => false,
    };
    is_plain && state.assign.is_none() && state.output.is_none() && state.input_path.is_none() && state.output_path.is_none()
}

/// The sets of states that lead to each other, each in order (Kosaraju's algorithm).
fn loops(context: &Context<'_>) -> Vec<Vec<StateId>> {
    let mut left = vec![true; context.graph.states().len()];
    let mut found = Vec::new();
    for root in by_end(context).into_iter().rev() {
        let mut members = Vec::new();
        let mut open = vec![root];
        while let Some(id) = open.pop() {
            if left.get_mut(id.index()).is_some_and(std::mem::take) {
                members.push(id);
                open.extend(&context.graph[id].sources);
            }
        }
        let leads_to_itself = || context.graph[root].edges.iter().any(|edge| edge.target == Some(root));
        if members.len() > 1 || (members.len() == 1 && leads_to_itself()) {
            members.sort_unstable();
            found.push(members);
        }
    }
    found
}

/// All states, each behind those that it leads to and that do not lead back.
fn by_end(context: &Context<'_>) -> Vec<StateId> {
    let states = context.graph.states();
    let mut unseen = vec![true; states.len()];
    let mut ended = Vec::with_capacity(states.len());
    for root in states {
        let mut open = vec![(root.id, false)];
        while let Some((id, is_end)) = open.pop() {
            if is_end {
                ended.push(id);
            } else if unseen.get_mut(id.index()).is_some_and(std::mem::take) {
                open.push((id, true));
                open.extend(context.graph[id].edges.iter().filter_map(|edge| Some((edge.target?, false))));
            }
        }
    }
    ended
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::{WorkflowType, read};

    fn found(states: &Value) -> Vec<String> {
        let definition = json!({ "QueryLanguage": "JSONata", "StartAt": "A", "States": states });
        let found = read::value(&definition).check(WorkflowType::Standard);
        let ours = found.iter().filter(|found| found.code == "SFN077");
        ours.map(|found| found.location.as_ref().unwrap().to_string()).collect()
    }

    fn choice(to: &str, default: &str) -> Value {
        json!({ "Type": "Choice", "Choices": [{ "Condition": "{% $states.input.a %}", "Next": to }], "Default": default })
    }

    #[test]
    fn loops_that_do_not_end_are_told_once() {
        let call = |next: &str| json!({ "Type": "Task", "Resource": "${F}", "Next": next });
        let end = json!({ "Type": "Succeed" });
        // One way leads into a loop without an end.
        assert_eq!(
            found(&json!({ "A": choice("B", "Z"), "B": call("C"), "C": call("B"), "Z": end })),
            ["/States/B"]
        );
        // Nothing changes, through two loops that share a state.
        let pass = |next: &str| json!({ "Type": "Pass", "Next": next });
        assert_eq!(
            found(&json!({ "A": pass("B"), "B": choice("A", "C"), "C": choice("B", "Z"), "Z": end })),
            ["/States/A"]
        );
        for good in [
            json!({ "A": call("B"), "B": choice("Z", "A"), "Z": end }),
            json!({ "A": { "Type": "Wait", "Seconds": 1, "Next": "B" }, "B": choice("Z", "A"), "Z": end }),
            json!({ "A": { "Type": "Pass", "Assign": { "n": 1 }, "Next": "B" }, "B": choice("Z", "A"), "Z": end }),
            json!({ "A": {
                "Type": "Task", "Resource": "${F}", "Next": "A",
                "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "Z" }]
            }, "Z": end }),
            // A way that leads nowhere is told elsewhere.
            json!({ "A": choice("Nowhere", "A"), "Z": end }),
        ] {
            assert_eq!(found(&good), [""; 0], "{good}");
        }
    }
}
