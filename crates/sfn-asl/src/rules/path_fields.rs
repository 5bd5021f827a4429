//! The fields of a state that hold a path.

use std::borrow::Cow;

use super::parts;
use crate::{DataTest, Location, PathOrNull, StateKind, graph::StateNode};

/// A field that holds a path.
pub(super) struct PathField<'n> {
    /// The place of the object that holds the field.
    pub(super) place: Cow<'n, Location>,
    pub(super) name: &'static str,
    pub(super) path: &'n str,
}

impl PathField<'_> {
    pub(super) fn location(&self) -> Location {
        self.place.field(self.name)
    }
}

/// Fields that take any path.
pub(super) fn paths<'n>(node: &'n StateNode<'_>) -> Vec<PathField<'n>> {
    let mut all = Vec::new();
    for (name, path) in
        [("InputPath", &node.state.input_path), ("OutputPath", &node.state.output_path)]
    {
        push(&mut all, Cow::Borrowed(&node.location), name, text(path.as_ref()));
    }
    all
}

/// Fields that take the path of a single node.
pub(super) fn references<'n>(node: &'n StateNode<'_>) -> Vec<PathField<'n>> {
    let mut all = result_paths(node);
    let mut add = |place: &Cow<'n, Location>, name, path: &'n Option<String>| {
        push(&mut all, place.clone(), name, path.as_deref());
    };
    let here = &Cow::Borrowed(&node.location);
    match &node.state.kind {
        StateKind::Task(task) => {
            add(here, "TimeoutSecondsPath", &task.timeout_seconds_path);
            add(here, "HeartbeatSecondsPath", &task.heartbeat_seconds_path);
        }
        StateKind::Wait(wait) => {
            add(here, "SecondsPath", &wait.seconds_path);
            add(here, "TimestampPath", &wait.timestamp_path);
        }
        StateKind::Map(map) => {
            add(here, "ItemsPath", &map.items_path);
            add(here, "MaxConcurrencyPath", &map.max_concurrency_path);
            add(here, "ToleratedFailureCountPath", &map.tolerated_failure_count_path);
            add(here, "ToleratedFailurePercentagePath", &map.tolerated_failure_percentage_path);
            if let Some(batcher) = &map.item_batcher {
                let place = Cow::Owned(here.field("ItemBatcher"));
                add(&place, "MaxItemsPerBatchPath", &batcher.max_items_per_batch_path);
                add(&place, "MaxInputBytesPerBatchPath", &batcher.max_input_bytes_per_batch_path);
            }
            if let Some(config) =
                map.item_reader.as_ref().and_then(|reader| reader.reader_config.as_ref())
            {
                let place = Cow::Owned(here.field("ItemReader").field("ReaderConfig"));
                add(&place, "MaxItemsPath", &config.max_items_path);
            }
        }
        _ => {}
    }
    for (place, rule) in parts::choice_rules(node) {
        if let Some(test) = &rule.test {
            add_variables(&mut all, &place, test);
        }
    }
    all
}

/// `ResultPath` of the state and of its catchers.
pub(super) fn result_paths<'n>(node: &'n StateNode<'_>) -> Vec<PathField<'n>> {
    let mut all = Vec::new();
    let own = match &node.state.kind {
        StateKind::Task(state) => state.result_path.as_ref(),
        StateKind::Parallel(state) => state.result_path.as_ref(),
        StateKind::Map(state) => state.result_path.as_ref(),
        StateKind::Pass(state) => state.result_path.as_ref(),
        _ => None,
    };
    push(&mut all, Cow::Borrowed(&node.location), "ResultPath", text(own));
    for (place, catcher) in parts::catchers(node) {
        push(&mut all, Cow::Owned(place), "ResultPath", text(catcher.result_path.as_ref()));
    }
    all
}

fn add_variables<'n>(all: &mut Vec<PathField<'n>>, place: &Location, test: &'n DataTest) {
    let (name, rules) = match test {
        DataTest::Compare { variable, operator, operand } => {
            push(
                all,
                Cow::Owned(place.clone()),
                "Variable",
                Some(variable).filter(|path| !path.is_empty()).map(String::as_str),
            );
            let takes_path = operator.as_str().ends_with("Path");
            push(
                all,
                Cow::Owned(place.clone()),
                operator.as_str(),
                operand.as_str().filter(|_| takes_path),
            );
            return;
        }
        DataTest::Not(rule) => return add_variables(all, &place.field("Not"), &rule.test),
        DataTest::And(rules) => ("And", rules),
        DataTest::Or(rules) => ("Or", rules),
    };
    for (index, rule) in rules.iter().enumerate() {
        add_variables(all, &place.field(name).index(index), &rule.test);
    }
}

fn text(path: Option<&PathOrNull>) -> Option<&str> {
    match path? {
        PathOrNull::Path(path) => Some(path),
        PathOrNull::Null => None,
    }
}

fn push<'n>(
    all: &mut Vec<PathField<'n>>,
    place: Cow<'n, Location>,
    name: &'static str,
    path: Option<&'n str>,
) {
    if let Some(path) = path {
        all.push(PathField { place, name, path });
    }
}
