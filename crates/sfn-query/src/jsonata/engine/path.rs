//! A variable with names and indexes behind it: `$states.input.order.id`, `$items[$i].price`.
//!
//! Most expressions of a workflow are such paths or consist of them. They are walked in place,
//! without an evaluation; only where an array is on the way, over which JSONata would map, is the
//! engine asked.

use jlens_core::{Ast, Node, NodeKind, ast::Stage};
use serde_json::Value;

use crate::jsonata::{Bindings, Dialect, STATES_MEMBERS, Tree};

/// A variable and the steps behind it.
#[derive(Debug, PartialEq)]
pub(super) struct Path {
    variable: String,
    steps: Vec<Step>,
}

#[derive(Debug, PartialEq)]
enum Step {
    Name(String),
    Index(Index),
}

#[derive(Debug, PartialEq)]
enum Index {
    Constant(f64),
    Variable(String),
}

/// Where a path leads.
#[derive(Debug, PartialEq)]
pub(super) enum Target<'a> {
    Value(&'a Value),
    /// A part of the context object that is put together.
    Made(Value),
    Nowhere,
    /// Only the engine can tell.
    Unknown,
}

/// A path at the beginning of a node, and where it ends in the text.
pub(super) struct Found {
    pub(super) path: Path,
    pub(super) end: usize,
    /// Whether nothing of the node is left.
    pub(super) is_all: bool,
}

impl Path {
    /// The path that the whole expression is.
    pub(super) fn of(ast: &Ast, dialect: Dialect) -> Option<Self> {
        let found = Self::at(&ast.root, dialect)?;
        found.is_all.then_some(found.path)
    }

    /// The longest path at the beginning of a node.
    pub(super) fn at(node: &Node, dialect: Dialect) -> Option<Found> {
        if dialect != Dialect::StepFunctions {
            return None;
        }
        let nodes = match &node.kind {
            NodeKind::Path { steps, keep_singleton_array: false } if is_plain(node) => {
                steps.as_slice()
            }
            NodeKind::Variable { .. } => std::slice::from_ref(node),
            _ => return None,
        };
        let (first, rest) = nodes.split_first()?;
        let NodeKind::Variable { name: variable } = &first.kind else { return None };
        if variable.is_empty() || variable == "$" || !nodes.iter().all(binds_nothing) {
            return None;
        }
        let mut path = Self { variable: variable.clone(), steps: Vec::new() };
        let mut end = path.indexes(first, first.span.end)?;
        let mut taken = 1;
        for node in rest {
            let NodeKind::Name { name } = &node.kind else { break };
            let before = path.steps.len();
            path.steps.push(Step::Name(name.clone()));
            let Some(step_end) = path.indexes(node, node.span.end) else {
                path.steps.truncate(before);
                break;
            };
            end = step_end;
            taken += 1;
        }
        Some(Found { path, end, is_all: taken == nodes.len() })
    }

    /// Adds the indexes of a step; `None` where it has other predicates.
    fn indexes(&mut self, node: &Node, mut end: usize) -> Option<usize> {
        for stage in node.attrs.stages.iter().chain(&node.attrs.predicate) {
            let Stage::Filter { expr, span, .. } = stage else { return None };
            self.steps.push(Step::Index(Index::of(expr)?));
            end = end.max(span.end);
        }
        Some(end)
    }

    /// Whether there is an index in it.
    pub(super) fn has_index(&self) -> bool {
        self.steps.iter().any(|step| matches!(step, Step::Index(_)))
    }

    /// The variables that it reads.
    pub(super) fn variables(&self) -> impl Iterator<Item = &str> {
        let indexes = self.steps.iter().filter_map(|step| match step {
            Step::Index(Index::Variable(name)) => Some(name.as_str()),
            _ => None,
        });
        std::iter::once(self.variable.as_str()).chain(indexes)
    }

    /// Goes where the path leads.
    pub(super) fn follow<'a>(&self, bindings: &'a dyn Bindings) -> Target<'a> {
        if self.variable != "states" {
            // What is no variable may be a function.
            let Some(value) = bindings.variable(&self.variable) else { return Target::Unknown };
            return follow(value, &self.steps, bindings);
        }
        let Some((Step::Name(member), steps)) = self.steps.split_first() else {
            return Target::Unknown;
        };
        if !STATES_MEMBERS.contains(&member.as_str()) {
            return Target::Nowhere;
        }
        bindings.states(member).map_or(Target::Nowhere, |tree| follow_tree(&tree, steps, bindings))
    }
}

impl Index {
    fn of(node: &Node) -> Option<Self> {
        if !is_plain(node) {
            return None;
        }
        match &node.kind {
            NodeKind::Number { value } => Some(Self::Constant(*value)),
            NodeKind::Negate { expr } => match (Self::of(expr)?, is_plain(expr)) {
                (Self::Constant(value), true) => Some(Self::Constant(-value)),
                _ => None,
            },
            NodeKind::Variable { name } if !name.is_empty() && name != "$" && name != "states" => {
                Some(Self::Variable(name.clone()))
            }
            _ => None,
        }
    }

    fn value(&self, bindings: &dyn Bindings) -> Option<f64> {
        match self {
            Self::Constant(value) => Some(*value),
            Self::Variable(name) => bindings.variable(name)?.as_f64(),
        }
    }
}

/// Whether a step binds nothing that later ones could read.
fn binds_nothing(node: &Node) -> bool {
    let attrs = &node.attrs;
    attrs.focus.is_none()
        && attrs.index.is_none()
        && attrs.ancestor.is_none()
        && attrs.seeking_parent.is_empty()
        && attrs.group.is_none()
        && !attrs.keep_array
        && !attrs.cons_array
        && !attrs.tuple
}

/// Whether nothing but the node's own kind matters.
pub(super) fn is_plain(node: &Node) -> bool {
    binds_nothing(node) && node.attrs.stages.is_empty() && node.attrs.predicate.is_empty()
}

fn follow_tree<'a>(tree: &Tree<'a>, steps: &[Step], bindings: &'a dyn Bindings) -> Target<'a> {
    match (tree, steps.split_first()) {
        (Tree::Value(value), _) => follow(value, steps, bindings),
        (tree, None) => Target::Made(tree.to_value()),
        (Tree::Object(members), Some((Step::Name(name), rest))) => {
            match members.iter().find(|(own, _)| own == name) {
                Some((_, member)) => follow_tree(member, rest, bindings),
                None => Target::Nowhere,
            }
        }
        _ => Target::Unknown,
    }
}

fn follow<'a>(mut value: &'a Value, steps: &[Step], bindings: &dyn Bindings) -> Target<'a> {
    for step in steps {
        let next = match (step, value) {
            (Step::Name(_), Value::Array(_)) => return Target::Unknown,
            (Step::Name(name), Value::Object(members)) => members.get(name),
            (Step::Name(_), _) => None,
            (Step::Index(index), value) => {
                let Some(index) = index.value(bindings) else { return Target::Unknown };
                match value {
                    Value::Array(items) => item(items, index),
                    Value::Null => return Target::Unknown,
                    // One value counts as a list of it.
                    single => item(std::slice::from_ref(single), index),
                }
            }
        };
        match next {
            Some(next) => value = next,
            None => return Target::Nowhere,
        }
    }
    Target::Value(value)
}

/// The item at an index, which is rounded down and counts from the end where it is negative.
fn item(items: &[Value], index: f64) -> Option<&Value> {
    #[expect(clippy::cast_precision_loss, reason = "no list is that long")]
    let length = items.len() as f64;
    let index = index.floor();
    let index = if index < 0.0 { index + length } else { index };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked")]
    (index >= 0.0 && index < length).then(|| items.get(index as usize)).flatten()
}
