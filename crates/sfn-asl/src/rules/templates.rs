//! The templates of a state: every value that may hold expressions, with its place.

use std::rc::Rc;

use serde_json::{Map, Value};

use super::parts;
use crate::{Location, StateKind, graph::StateNode};

/// A template and the field it stands in.
pub(super) struct Template<'n> {
    /// The place of the object that holds the field.
    pub(super) place: Rc<Location>,
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

impl<'t> Trail<'t> {
    pub(super) const fn root(template: &'t Template<'t>) -> Self {
        Self { parent: None, step: Step::Root(template) }
    }

    pub(super) const fn at_key(&'t self, key: &'t str) -> Self {
        Self { parent: Some(self), step: Step::Key(key) }
    }

    pub(super) const fn at_index(&'t self, index: usize) -> Self {
        Self { parent: Some(self), step: Step::Index(index) }
    }

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

impl<'n> Template<'n> {
    pub(super) fn location(&self) -> Location {
        self.place.field(self.field)
    }

    /// The object, where this is an `Assign`.
    pub(super) fn assign(&self) -> Option<&'n Map<String, Value>> {
        match self.root {
            Root::Map(map) if self.field == "Assign" => Some(map),
            _ => None,
        }
    }

    /// Visits every value, from the outside in.
    pub(super) fn for_each(&self, visit: &mut dyn FnMut(&Trail<'_>, &Value)) {
        let trail = Trail::root(self);
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
            visit(&Trail::root(self), map);
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
                walk(&trail.at_index(index), value, visit);
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
        walk(&trail.at_key(key), value, visit);
    }
}

/// All templates of a state, those of its catchers and rules included.
pub(super) fn of<'m>(node: &StateNode<'m>) -> Vec<Template<'m>> {
    let mut all = Vec::new();
    let mut add = |place: &Rc<Location>, fields: &[(&'static str, Option<Root<'m>>)]| {
        for &(field, root) in fields {
            if let Some(root) = root {
                all.push(Template { place: place.clone(), field, root });
            }
        }
    };
    let value = |value: &'m Option<Value>| value.as_ref().map(Root::Value);
    let map = |map: &'m Option<Map<String, Value>>| map.as_ref().map(Root::Map);
    let state = node.state;
    let here = Rc::new(node.location.clone());
    add(&here, &[("Assign", map(&state.assign)), ("Output", value(&state.output))]);
    match &state.kind {
        StateKind::Task(task) => add(
            &here,
            &[
                ("Credentials", map(&task.credentials)),
                ("Arguments", value(&task.arguments)),
                ("Parameters", value(&task.parameters)),
                ("ResultSelector", value(&task.result_selector)),
            ],
        ),
        StateKind::Parallel(parallel) => add(
            &here,
            &[
                ("Arguments", value(&parallel.arguments)),
                ("Parameters", value(&parallel.parameters)),
                ("ResultSelector", value(&parallel.result_selector)),
            ],
        ),
        StateKind::Pass(pass) => add(&here, &[("Parameters", value(&pass.parameters))]),
        StateKind::Map(state) => {
            add(
                &here,
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
                add(&Rc::new(here.field("ItemReader")), &fields);
            }
            if let Some(batcher) = &state.item_batcher {
                add(
                    &Rc::new(here.field("ItemBatcher")),
                    &[("BatchInput", map(&batcher.batch_input))],
                );
            }
            if let Some(writer) = &state.result_writer {
                let fields = [
                    ("Arguments", value(&writer.arguments)),
                    ("Parameters", value(&writer.parameters)),
                ];
                add(&Rc::new(here.field("ResultWriter")), &fields);
            }
        }
        _ => {}
    }
    for (place, catcher) in parts::catchers(node) {
        add(
            &Rc::new(place),
            &[("Assign", map(&catcher.assign)), ("Output", value(&catcher.output))],
        );
    }
    for (place, rule) in parts::choice_rules(node) {
        let fields = [
            ("Condition", value(&rule.condition)),
            ("Assign", map(&rule.assign)),
            ("Output", value(&rule.output)),
        ];
        add(&Rc::new(place), &fields);
    }
    all
}
