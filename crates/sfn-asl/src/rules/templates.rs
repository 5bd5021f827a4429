//! The templates of a state: every value that may hold expressions, with its place.

use serde_json::{Map, Value};

use super::parts;
use crate::{Location, StateKind, graph::StateNode};

/// A template and the field it stands in.
pub(super) struct Template<'n> {
    /// The place of the object that holds the field.
    pub(super) place: Location,
    pub(super) field: &'static str,
    pub(super) root: Root<'n>,
}

/// What stands in the field.
#[derive(Clone, Copy)]
pub(super) enum Root<'n> {
    Value(&'n Value),
    Map(&'n Map<String, Value>),
}

/// The way from a template to a value inside it. Locations are only put together for what is reported.
pub(super) struct Trail<'t> {
    parent: Option<&'t Trail<'t>>,
    step: Step<'t>,
}

enum Step<'t> {
    Root(&'t Template<'t>),
    Key(&'t str),
    Index(usize),
}

impl Trail<'_> {
    pub(super) fn location(&self) -> Location {
        let parent = || self.parent.map_or_else(Location::root, Trail::location);
        match self.step {
            Step::Root(template) => template.location(),
            Step::Key(key) => parent().field(key),
            Step::Index(index) => parent().index(index),
        }
    }

    /// The key that the value has in its object.
    pub(super) fn key(&self) -> Option<&str> {
        match self.step {
            Step::Key(key) => Some(key),
            Step::Root(_) | Step::Index(_) => None,
        }
    }
}

impl Template<'_> {
    pub(super) fn location(&self) -> Location {
        self.place.field(self.field)
    }

    /// Visits every value, from the outside in.
    pub(super) fn for_each(&self, visit: &mut dyn FnMut(&Trail<'_>, &Value)) {
        let trail = Trail { parent: None, step: Step::Root(self) };
        match self.root {
            Root::Value(value) => walk(&trail, value, visit),
            Root::Map(map) => walk_map(&trail, map, visit),
        }
    }

    /// Visits every string.
    pub(super) fn for_each_text(&self, visit: &mut dyn FnMut(&Trail<'_>, &str)) {
        self.for_each(&mut |trail, value| {
            if let Value::String(text) = value {
                visit(trail, text);
            }
        });
    }

    /// Visits every object.
    pub(super) fn for_each_map(&self, visit: &mut dyn FnMut(&Trail<'_>, &Map<String, Value>)) {
        if let Root::Map(map) = self.root {
            visit(&Trail { parent: None, step: Step::Root(self) }, map);
        }
        self.for_each(&mut |trail, value| {
            if let Value::Object(map) = value {
                visit(trail, map);
            }
        });
    }
}

fn walk(trail: &Trail<'_>, value: &Value, visit: &mut dyn FnMut(&Trail<'_>, &Value)) {
    visit(trail, value);
    match value {
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                walk(&Trail { parent: Some(trail), step: Step::Index(index) }, value, visit);
            }
        }
        Value::Object(map) => walk_map(trail, map, visit),
        _ => {}
    }
}

fn walk_map(
    trail: &Trail<'_>,
    map: &Map<String, Value>,
    visit: &mut dyn FnMut(&Trail<'_>, &Value),
) {
    for (key, value) in map {
        walk(&Trail { parent: Some(trail), step: Step::Key(key) }, value, visit);
    }
}

/// All templates of a state, those of its catchers and rules included.
pub(super) fn of<'n>(node: &'n StateNode<'_>) -> Vec<Template<'n>> {
    let mut all = Vec::new();
    let mut add = |place: &Location, fields: &[(&'static str, Option<Root<'n>>)]| {
        for &(field, root) in fields {
            if let Some(root) = root {
                all.push(Template { place: place.clone(), field, root });
            }
        }
    };
    let value = |value: &'n Option<Value>| value.as_ref().map(Root::Value);
    let map = |map: &'n Option<Map<String, Value>>| map.as_ref().map(Root::Map);
    let state = node.state;
    add(&node.location, &[("Assign", map(&state.assign)), ("Output", value(&state.output))]);
    match &state.kind {
        StateKind::Task(task) => add(
            &node.location,
            &[
                ("Credentials", map(&task.credentials)),
                ("Arguments", value(&task.arguments)),
                ("Parameters", value(&task.parameters)),
                ("ResultSelector", value(&task.result_selector)),
            ],
        ),
        StateKind::Parallel(parallel) => add(
            &node.location,
            &[
                ("Arguments", value(&parallel.arguments)),
                ("Parameters", value(&parallel.parameters)),
                ("ResultSelector", value(&parallel.result_selector)),
            ],
        ),
        StateKind::Pass(pass) => add(&node.location, &[("Parameters", value(&pass.parameters))]),
        StateKind::Map(state) => {
            add(
                &node.location,
                &[
                    ("Items", value(&state.items)),
                    ("Parameters", value(&state.parameters)),
                    ("ItemSelector", value(&state.item_selector)),
                    ("ResultSelector", value(&state.result_selector)),
                ],
            );
            if let Some(reader) = &state.item_reader {
                let fields = [
                    ("Arguments", value(&reader.arguments)),
                    ("Parameters", value(&reader.parameters)),
                ];
                add(&node.location.field("ItemReader"), &fields);
            }
            if let Some(batcher) = &state.item_batcher {
                add(
                    &node.location.field("ItemBatcher"),
                    &[("BatchInput", map(&batcher.batch_input))],
                );
            }
            if let Some(writer) = &state.result_writer {
                let fields = [
                    ("Arguments", value(&writer.arguments)),
                    ("Parameters", value(&writer.parameters)),
                ];
                add(&node.location.field("ResultWriter"), &fields);
            }
        }
        _ => {}
    }
    for (place, catcher) in parts::catchers(node) {
        add(&place, &[("Assign", map(&catcher.assign)), ("Output", value(&catcher.output))]);
    }
    for (place, rule) in parts::choice_rules(node) {
        let fields = [
            ("Condition", value(&rule.condition)),
            ("Assign", map(&rule.assign)),
            ("Output", value(&rule.output)),
        ];
        add(&place, &fields);
    }
    all
}

/// The `Assign` objects of a state, those of its catchers and rules included.
pub(super) fn assigns<'n>(
    node: &'n StateNode<'_>,
) -> impl Iterator<Item = (Location, &'n Map<String, Value>)> {
    of(node).into_iter().filter_map(|template| match template.root {
        Root::Map(map) if template.field == "Assign" => Some((template.location(), map)),
        _ => None,
    })
}
