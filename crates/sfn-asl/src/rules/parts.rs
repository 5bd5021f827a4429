//! The parts of a state that several rules look at, each with its place.

use serde_json::Value;

use crate::{
    Catcher, ChoiceRule, ComparisonOperator, DataTest, Location, MapState, ParallelState, Quantity,
    Retrier, StateKind, TaskState, graph::StateNode,
};

/// `Retry[n]`
pub(super) fn retriers<'n>(
    node: &'n StateNode<'_>,
) -> impl Iterator<Item = (Location, &'n Retrier)> {
    let place = |index| node.location.field("Retry").index(index);
    node.state.retry().iter().enumerate().map(move |(index, retrier)| (place(index), retrier))
}

/// `Catch[n]`
pub(super) fn catchers<'n>(
    node: &'n StateNode<'_>,
) -> impl Iterator<Item = (Location, &'n Catcher)> {
    let place = |index| node.location.field("Catch").index(index);
    node.state.catch().iter().enumerate().map(move |(index, catcher)| (place(index), catcher))
}

/// `Choices[n]`
pub(super) fn choice_rules<'n>(
    node: &'n StateNode<'_>,
) -> impl Iterator<Item = (Location, &'n ChoiceRule)> {
    let rules = match &node.state.kind {
        StateKind::Choice(choice) => choice.choices.as_slice(),
        _ => &[],
    };
    let place = |index| node.location.field("Choices").index(index);
    rules.iter().enumerate().map(move |(index, rule)| (place(index), rule))
}

/// The error names of all retriers and catchers: the place of `ErrorEquals`, the names, and whether it is the
/// last one of its array.
pub(super) fn error_equals<'n>(
    node: &'n StateNode<'_>,
) -> impl Iterator<Item = (Location, &'n [String], bool)> {
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

/// A number of a state, or the text in its place.
pub(super) struct QuantityField<'n> {
    /// The place of the object that holds the field.
    pub(super) place: Location,
    pub(super) name: &'static str,
    pub(super) quantity: &'n Quantity,
    /// Whether a JSONata expression may stand there.
    pub(super) takes_expression: bool,
}

impl QuantityField<'_> {
    pub(super) fn location(&self) -> Location {
        self.place.field(self.name)
    }
}

/// All numbers of a state.
pub(super) fn quantities<'n>(node: &'n StateNode<'_>) -> Vec<QuantityField<'n>> {
    let mut all = Vec::new();
    let mut add = |place: &Location,
                   takes_expression,
                   fields: &[(&'static str, Option<&'n Quantity>)]| {
        for &(name, quantity) in fields {
            if let Some(quantity) = quantity {
                all.push(QuantityField { place: place.clone(), name, quantity, takes_expression });
            }
        }
    };
    match &node.state.kind {
        StateKind::Task(task) => add(
            &node.location,
            true,
            &[
                ("TimeoutSeconds", task.timeout_seconds.as_ref()),
                ("HeartbeatSeconds", task.heartbeat_seconds.as_ref()),
            ],
        ),
        StateKind::Wait(wait) => add(&node.location, true, &[("Seconds", wait.seconds.as_ref())]),
        StateKind::Map(map) => {
            add(
                &node.location,
                true,
                &[
                    ("MaxConcurrency", map.max_concurrency.as_ref()),
                    ("ToleratedFailureCount", map.tolerated_failure_count.as_ref()),
                    ("ToleratedFailurePercentage", map.tolerated_failure_percentage.as_ref()),
                ],
            );
            if let Some(batcher) = &map.item_batcher {
                add(
                    &node.location.field("ItemBatcher"),
                    true,
                    &[
                        ("MaxItemsPerBatch", batcher.max_items_per_batch.as_ref()),
                        ("MaxInputBytesPerBatch", batcher.max_input_bytes_per_batch.as_ref()),
                    ],
                );
            }
            if let Some(config) =
                map.item_reader.as_ref().and_then(|reader| reader.reader_config.as_ref())
            {
                let place = node.location.field("ItemReader").field("ReaderConfig");
                add(&place, true, &[("MaxItems", config.max_items.as_ref())]);
            }
        }
        _ => {}
    }
    for (place, retrier) in retriers(node) {
        add(
            &place,
            false,
            &[
                ("IntervalSeconds", retrier.interval_seconds.as_ref()),
                ("MaxAttempts", retrier.max_attempts.as_ref()),
                ("BackoffRate", retrier.backoff_rate.as_ref()),
                ("MaxDelaySeconds", retrier.max_delay_seconds.as_ref()),
            ],
        );
    }
    all
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
