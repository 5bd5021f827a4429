//! The names in an expression that begin with `$`.

use std::collections::BTreeSet;

use jlens_core::{Expression, Node, NodeKind, ast::Stage};

/// Which names there are, and what the expression does with them.
#[derive(Default)]
pub(super) struct Names {
    /// All of them.
    pub(super) mentioned: BTreeSet<String>,
    /// Those that some part of the expression binds: by `:=`, as a parameter, by `@` and by `#`.
    pub(super) bound: BTreeSet<String>,
    /// Those that are called, also on the right of `~>`.
    pub(super) called: BTreeSet<String>,
}

impl Names {
    pub(super) fn of(expression: &Expression) -> Self {
        let mut names = Self::default();
        expression.ast().root.walk(&mut |node| names.add(node));
        names
    }

    fn add(&mut self, node: &Node) {
        self.mentioned.extend(variable(node));
        match &node.kind {
            NodeKind::Bind { lhs, .. } => self.bound.extend(variable(lhs)),
            NodeKind::Lambda(function) => self.bound.extend(function.params.iter().cloned()),
            NodeKind::Function { procedure: called, .. }
            | NodeKind::Partial { procedure: called, .. }
            | NodeKind::Apply { rhs: called, .. } => self.called.extend(variable(called)),
            _ => {}
        }
        self.bound.extend([&node.attrs.focus, &node.attrs.index].into_iter().flatten().cloned());
        for stage in &node.attrs.stages {
            if let Stage::Index { var, .. } = stage {
                self.bound.insert(var.clone());
            }
        }
    }
}

/// The name, where the node is a variable other than `$` and `$$`.
fn variable(node: &Node) -> Option<String> {
    match &node.kind {
        NodeKind::Variable { name } if !name.is_empty() && name != "$" => Some(name.clone()),
        _ => None,
    }
}
