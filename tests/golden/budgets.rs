//! The number of states, and of those that an execution pays for: at most what a careful person needs, who writes the
//! definition by hand.

use std::collections::BTreeMap;

use serde::Deserialize;
use sfn_local::{Definition, EventKind, Status};

use super::{definitions, samples};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Budget {
    sample: String,
    states: usize,
    transitions: usize,
    reason: String,
}

/// How many states the main path enters.
fn transitions(definition: &Definition, sample: &str) -> usize {
    let finished = samples::run(definition, sample);
    let handle = &finished.handle;
    assert_eq!(handle.status(), Status::Succeeded, "{}", definition.name);
    let events = handle.events(0, handle.event_count());
    events.iter().filter(|event| matches!(event.kind, EventKind::StateEntered { .. })).count()
}

#[test]
fn every_example_stays_within_its_budget() {
    let text = include_str!("budgets.toml");
    let mut budgets: BTreeMap<String, Budget> = toml::from_str(text).unwrap();
    for definition in definitions() {
        let name = &definition.name;
        let budget = budgets.remove(name).unwrap_or_else(|| panic!("{name} has no budget"));
        let states = definition.machine.walk().count();
        let transitions = transitions(&definition, &budget.sample);
        println!("{name}: {states} states, {transitions} transitions");
        assert!(states <= budget.states, "{name} has {states} states: {}", budget.reason);
        assert!(
            transitions <= budget.transitions,
            "{name} enters {transitions}: {}",
            budget.reason
        );
    }
    assert!(budgets.is_empty(), "budgets of no example: {:?}", budgets.keys());
}
