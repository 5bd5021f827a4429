//! Takes indexed paths out of an expression: `$sum + $items[$i].price` becomes `$sum + $__0`, and the
//! path is walked in place beforehand.
//!
//! The engine would make a sequence of the whole list to take one item out of it, and a loop
//! over a list does so in each round. A path raises no error and changes nothing, so it may be
//! walked also where the expression would not get to it.

use std::{collections::BTreeSet, fmt::Write as _};

use jlens_core::{Ast, Node, NodeKind};
use serde_json::Value;

use super::path::{Path, Target};
use crate::jsonata::{Bindings, Dialect, Tree};

/// An expression without its indexed paths, and those paths.
#[derive(Debug)]
pub(super) struct Hoisted {
    pub(super) text: String,
    paths: Vec<Path>,
}

impl Hoisted {
    /// `None` where there is nothing to take out.
    pub(super) fn of(ast: &Ast, dialect: Dialect) -> Option<Self> {
        let bound = bound_names(&ast.root);
        let mut found = Vec::new();
        find(&ast.root, dialect, &bound, &mut found);
        if found.is_empty() || ast.source.contains("$__") {
            return None;
        }
        found.sort_by_key(|(start, ..)| *start);
        let mut text = String::with_capacity(ast.source.len());
        let mut paths = Vec::new();
        let mut at = 0;
        for (start, end, path) in found {
            text.push_str(ast.source.get(at..start)?);
            write!(text, "$__{}", paths.len()).ok()?;
            paths.push(path);
            at = end;
        }
        text.push_str(ast.source.get(at..)?);
        Some(Self { text, paths })
    }

    /// The values of the paths; `None` where one of them needs the engine.
    pub(super) fn values<'a>(&self, bindings: &'a dyn Bindings) -> Option<Values<'a>> {
        let values = self.paths.iter().map(|path| match path.follow(bindings) {
            Target::Value(value) => Some(Some(value)),
            Target::Nowhere => Some(None),
            Target::Made(_) | Target::Unknown => None,
        });
        Some(Values { bindings, values: values.collect::<Option<_>>()? })
    }
}

/// The names that the expression binds itself, as variables or parameters.
fn bound_names(root: &Node) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    root.walk(&mut |node| match &node.kind {
        NodeKind::Bind { lhs, .. } => {
            if let NodeKind::Variable { name } = &lhs.kind {
                names.insert(name.clone());
            }
        }
        NodeKind::Lambda(lambda) => names.extend(lambda.params.iter().cloned()),
        _ => {
            names.extend(node.attrs.focus.iter().cloned());
            names.extend(node.attrs.index.iter().cloned());
        }
    });
    names
}

fn find(
    node: &Node,
    dialect: Dialect,
    bound: &BTreeSet<String>,
    found: &mut Vec<(usize, usize, Path)>,
) {
    if let Some(candidate) = Path::at(node, dialect)
        && candidate.path.has_index()
        && !candidate.path.variables().any(|name| bound.contains(name))
    {
        found.push((node.span.start, candidate.end, candidate.path));
        // What is left of the node may hold more, behind the end of the path.
        let end = candidate.end;
        node.for_each_child(|child| {
            if child.span.start >= end {
                find(child, dialect, bound, found);
            }
        });
        return;
    }
    node.for_each_child(|child| find(child, dialect, bound, found));
}

/// The variables of an expression from which paths were taken.
pub(super) struct Values<'a> {
    bindings: &'a dyn Bindings,
    values: Vec<Option<&'a Value>>,
}

impl Bindings for Values<'_> {
    fn variable(&self, name: &str) -> Option<&Value> {
        match name.strip_prefix("__").and_then(|number| number.parse::<usize>().ok()) {
            Some(number) => self.values.get(number).copied().flatten(),
            None => self.bindings.variable(name),
        }
    }

    fn states(&self, member: &str) -> Option<Tree<'_>> {
        self.bindings.states(member)
    }
}
