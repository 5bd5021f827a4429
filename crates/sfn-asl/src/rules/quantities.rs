//! The numbers of a state, each with its place.

use std::rc::Rc;

use serde_json::Number;

use super::parts;
use crate::{Location, Quantity, StateKind, graph::StateNode};

/// A number of a state, or the text in its place.
pub(super) struct QuantityField<'n> {
    /// The place of the object that holds the field.
    pub(super) place: Rc<Location>,
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
pub(super) fn of<'m>(node: &StateNode<'m>) -> Vec<QuantityField<'m>> {
    let mut all = Vec::new();
    let mut add = |place: &Rc<Location>,
                   takes_expression,
                   fields: &[(&'static str, Option<&'m Quantity>)]| {
        for &(name, quantity) in fields {
            if let Some(quantity) = quantity {
                all.push(QuantityField { place: place.clone(), name, quantity, takes_expression });
            }
        }
    };
    let here = Rc::new(node.location.clone());
    match &node.state.kind {
        StateKind::Task(task) => add(
            &here,
            true,
            &[
                ("TimeoutSeconds", task.timeout_seconds.as_ref()),
                ("HeartbeatSeconds", task.heartbeat_seconds.as_ref()),
            ],
        ),
        StateKind::Wait(wait) => add(&here, true, &[("Seconds", wait.seconds.as_ref())]),
        StateKind::Map(map) => {
            add(
                &here,
                true,
                &[
                    ("MaxConcurrency", map.max_concurrency.as_ref()),
                    ("ToleratedFailureCount", map.tolerated_failure_count.as_ref()),
                    ("ToleratedFailurePercentage", map.tolerated_failure_percentage.as_ref()),
                ],
            );
            if let Some(batcher) = &map.item_batcher {
                add(
                    &Rc::new(node.location.field("ItemBatcher")),
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
                let place = Rc::new(node.location.field("ItemReader").field("ReaderConfig"));
                add(&place, true, &[("MaxItems", config.max_items.as_ref())]);
            }
        }
        _ => {}
    }
    for (place, retrier) in parts::retriers(node) {
        add(
            &Rc::new(place),
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

/// AWS's text about a number that is less or more than it may be.
pub(super) fn out_of_range(number: &Number, least: f64, most: f64) -> Option<String> {
    let value = number.as_f64()?;
    if value < least {
        Some(format!("Minimum value is {least}"))
    } else {
        (value > most).then(|| format!("Maximum value is {most}"))
    }
}
