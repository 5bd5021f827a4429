//! The names in an expression that begin with `$`.

use jlens_core::{Expression, Node, NodeKind, ast::Stage};

use super::path::is_plain;

/// Which names there are, and what the expression does with them; each sorted, and once.
#[derive(Default)]
pub(super) struct Names<'e> {
    /// All of them.
    pub(super) mentioned: Vec<&'e str>,
    /// Those that some part of the expression binds: by `:=`, as a parameter, by `@` and by `#`.
    pub(super) bound: Vec<&'e str>,
    /// Those that are called, also on the right of `~>`.
    pub(super) called: Vec<&'e str>,
    /// The members of `$states`, where it stands at the beginning of `$states.member`.
    pub(super) states: Vec<&'e str>,
    /// How often it stands there.
    states_in_paths: usize,
    /// How often `$states` stands anywhere.
    states_anywhere: usize,
}

impl<'e> Names<'e> {
    pub(super) fn of(expression: &'e Expression) -> Self {
        let mut names = Self::default();
        expression.ast().root.walk(&mut |node| names.add(node));
        let Self { mentioned, bound, called, states, .. } = &mut names;
        for names in [mentioned, bound, called, states] {
            names.sort_unstable();
            names.dedup();
        }
        names
    }

    /// Whether the names alone tell what is read: none is bound, so that a variable is the one from outside, and
    /// `$states` is no value that goes elsewhere.
    pub(super) fn are_plain(&self) -> bool {
        self.bound.is_empty()
            && self.states_in_paths == self.states_anywhere
            && !self.mentioned.contains(&"eval")
    }

    fn add(&mut self, node: &'e Node) {
        self.mentioned.extend(variable(node));
        self.states_anywhere += usize::from(variable(node) == Some("states"));
        match &node.kind {
            NodeKind::Path { steps, .. } => {
                if let [first, second, ..] = steps.as_slice()
                    && let NodeKind::Name { name } = &second.kind
                    && variable(first) == Some("states")
                    && is_plain(first)
                {
                    self.states_in_paths += 1;
                    self.states.push(name);
                }
            }
            NodeKind::Bind { lhs, .. } => self.bound.extend(variable(lhs)),
            NodeKind::Lambda(function) => {
                self.bound.extend(function.params.iter().map(String::as_str));
            }
            NodeKind::Function { procedure: called, .. }
            | NodeKind::Partial { procedure: called, .. }
            | NodeKind::Apply { rhs: called, .. } => self.called.extend(variable(called)),
            _ => {}
        }
        let attrs = &node.attrs;
        self.bound.extend([&attrs.focus, &attrs.index].into_iter().flatten().map(String::as_str));
        for stage in &attrs.stages {
            if let Stage::Index { var, .. } = stage {
                self.bound.push(var);
            }
        }
    }
}

/// The name, where the node is a variable other than `$` and `$$`.
fn variable(node: &Node) -> Option<&str> {
    match &node.kind {
        NodeKind::Variable { name } if !name.is_empty() && name != "$" => Some(name),
        _ => None,
    }
}
