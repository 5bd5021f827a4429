//! What an expression reads of its context: Step Functions gives it none.

use jlens_core::{Node, NodeKind, ast::Stage};

use crate::jsonata::ContextRead;

/// Names and `$` at the top level, and `$$` anywhere, in the order of the tree.
pub(super) fn reads(root: &Node) -> Vec<ContextRead> {
    let mut found = Vec::new();
    walk(root, true, &mut found);
    found
}

/// `at_top`: whether the node is evaluated with the context of the whole expression. A function's body is, where
/// its definition is; what stands behind a point, in a predicate, a sort key or a group is not.
fn walk(node: &Node, at_top: bool, found: &mut Vec<ContextRead>) {
    let mut below = |node: &Node| walk(node, at_top, found);
    match &node.kind {
        NodeKind::Path { steps, .. } => {
            for (index, step) in steps.iter().enumerate() {
                walk(step, at_top && index == 0, found);
            }
        }
        NodeKind::Name { name } if at_top => found.push(read(node, name.clone())),
        NodeKind::Variable { name } if name.is_empty() && at_top => {
            found.push(read(node, "$".to_owned()));
        }
        NodeKind::Variable { name } if name == "$" => found.push(read(node, "$$".to_owned())),
        NodeKind::Binary { lhs, rhs, .. }
        | NodeKind::Fallback { lhs, rhs, .. }
        | NodeKind::Bind { lhs, rhs }
        | NodeKind::Apply { lhs, rhs } => {
            below(lhs);
            below(rhs);
        }
        NodeKind::Negate { expr } => below(expr),
        NodeKind::Array { items: nodes } | NodeKind::Block { exprs: nodes, .. } => {
            nodes.iter().for_each(below);
        }
        NodeKind::Object { pairs } => pairs.iter().for_each(|(key, value)| {
            below(key);
            below(value);
        }),
        NodeKind::Condition { condition, then, otherwise } => {
            below(condition);
            below(then);
            otherwise.as_deref().into_iter().for_each(below);
        }
        NodeKind::Function { procedure, args } | NodeKind::Partial { procedure, args } => {
            below(procedure);
            args.iter().for_each(below);
        }
        NodeKind::Lambda(function) => below(&function.body),
        NodeKind::Transform(_) | NodeKind::Sort { .. } => {
            node.for_each_child(|child| walk(child, false, found));
            return;
        }
        _ => {}
    }
    for stage in node.attrs.stages.iter().chain(&node.attrs.predicate) {
        if let Stage::Filter { expr, .. } = stage {
            walk(expr, false, found);
        }
    }
    for (key, value) in node.attrs.group.iter().flat_map(|group| &group.pairs) {
        walk(key, false, found);
        walk(value, false, found);
    }
}

fn read(node: &Node, name: String) -> ContextRead {
    // The node's own span goes on over its predicates.
    ContextRead { name, span: node.span.start..node.pos }
}
