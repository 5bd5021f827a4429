//! The parts of a state that several rules look at, each with its place.

use serde_json::Value;

use crate::{
    Catcher, ChoiceRule, ComparisonOperator, DataTest, Location, MapState, ParallelState, Retrier,
    StateKind, TaskState, graph::StateNode,
};

/// `Retry[n]`
pub(super) fn retriers<'m>(
    node: &StateNode<'m>,
) -> impl Iterator<Item = (Location, &'m Retrier)> + use<'m> {
    elements(node, "Retry", node.state.retry())
}

/// `Catch[n]`
pub(super) fn catchers<'m>(
    node: &StateNode<'m>,
) -> impl Iterator<Item = (Location, &'m Catcher)> + use<'m> {
    elements(node, "Catch", node.state.catch())
}

/// `Choices[n]`
pub(super) fn choice_rules<'m>(
    node: &StateNode<'m>,
) -> impl Iterator<Item = (Location, &'m ChoiceRule)> + use<'m> {
    let rules = match &node.state.kind {
        StateKind::Choice(choice) => choice.choices.as_slice(),
        _ => &[],
    };
    elements(node, "Choices", rules)
}

fn elements<'m, T>(
    node: &StateNode<'m>,
    field: &str,
    elements: &'m [T],
) -> impl Iterator<Item = (Location, &'m T)> + use<'m, T> {
    let place = if elements.is_empty() { Location::root() } else { node.location.field(field) };
    elements.iter().enumerate().map(move |(index, element)| (place.index(index), element))
}

/// The error names of all retriers and catchers: the place of `ErrorEquals`, the names, and whether it is the
/// last one of its array.
pub(super) fn error_equals<'m>(
    node: &StateNode<'m>,
) -> impl Iterator<Item = (Location, &'m [String], bool)> + use<'m> {
    let (retriers_count, catchers_count) = (node.state.retry().len(), node.state.catch().len());
    let of_retriers = retriers(node).enumerate().map(move |(index, (location, retrier))| {
        (
            location.field("ErrorEquals"),
            retrier.error_equals.as_slice(),
            index + 1 == retriers_count,
        )
    });
    let of_catchers = catchers(node).enumerate().map(move |(index, (location, catcher))| {
        (
            location.field("ErrorEquals"),
            catcher.error_equals.as_slice(),
            index + 1 == catchers_count,
        )
    });
    of_retriers.chain(of_catchers)
}

/// The fields of a Task state.
pub(super) const fn task<'m>(node: &StateNode<'m>) -> Option<&'m TaskState> {
    match &node.state.kind {
        StateKind::Task(task) => Some(task),
        _ => None,
    }
}

/// The fields of a Map state.
pub(super) fn map<'m>(node: &StateNode<'m>) -> Option<&'m MapState> {
    match &node.state.kind {
        StateKind::Map(map) => Some(map),
        _ => None,
    }
}

/// The fields of a Parallel state.
pub(super) const fn parallel<'m>(node: &StateNode<'m>) -> Option<&'m ParallelState> {
    match &node.state.kind {
        StateKind::Parallel(parallel) => Some(parallel),
        _ => None,
    }
}

/// A comparison of a JSONPath rule.
#[derive(Clone, Copy)]
pub(super) struct Comparison<'n> {
    pub(super) operator: ComparisonOperator,
    pub(super) operand: &'n Value,
}

/// Visits the comparisons of a test, nested ones too, each with the place of its rule.
pub(super) fn for_each_comparison<'n>(
    place: &Location,
    test: &'n DataTest,
    visit: &mut dyn FnMut(&Location, Comparison<'n>),
) {
    let (name, rules) = match test {
        DataTest::Compare { operator, operand, .. } => {
            return visit(place, Comparison { operator: *operator, operand });
        }
        DataTest::Not(rule) => return for_each_comparison(&place.field("Not"), &rule.test, visit),
        DataTest::And(rules) => ("And", rules),
        DataTest::Or(rules) => ("Or", rules),
    };
    for (index, rule) in rules.iter().enumerate() {
        for_each_comparison(&place.field(name).index(index), &rule.test, visit);
    }
}
