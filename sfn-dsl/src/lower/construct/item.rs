//! The item of a child execution: a part of its input, or values that are made of text there.
//!
//! What text is no item fails the child before it does anything else, as in a native run.

use super::{
    super::{
        graph::{Edge, Graph, Node, NodeKind, each_code, replace_everywhere, size},
        substitute::substitute,
    },
    Builder,
};
use crate::{
    code::{Code, VariableId},
    ir::Site,
    sfn::RowCode,
    surface::scope,
};

pub(super) struct Item {
    pub(super) variable: VariableId,
    /// Where the input has it.
    pub(super) read: Code,
    /// How a row of text is read.
    pub(super) row: Option<RowCode>,
    pub(super) is_batch: bool,
}

impl Item {
    fn value(&self) -> Code {
        match self.row {
            None => self.read.clone(),
            Some(row) if self.is_batch => {
                let each = scope::function(|read| (row.of)(&read));
                Code::Array(vec![Code::call("map", [self.read.clone(), each])])
            }
            Some(row) => (row.of)(&self.read),
        }
    }
}

impl Builder<'_> {
    /// The child, beginning with its item.
    pub(super) fn begin_with(&mut self, item: &Item, mut body: Graph, site: &Site) -> Graph {
        let value = item.value();
        let start = &body.start;
        let is_fallible = item.row.is_some_and(|row| row.is_fallible);
        let computes_first = start.assign.is_empty()
            && body.nodes.get(start.to).is_some_and(|first| computes(first, item.variable));
        if is_fallible && !computes_first {
            self.nodes = body.nodes;
            let set = self.set(item.variable, body.start, site);
            return self.finish(Edge { assign: vec![(item.variable, value)], to: set });
        }
        // The input stays as it is, so that a value can be made of it where it is read: twice, but not more often.
        let assign = vec![(item.variable, value.clone())];
        let mut growth = 0;
        each_code(&body, &mut |code| {
            growth += size(&substitute(code, &assign)).saturating_sub(size(code));
        });
        if item.row.is_none() || growth <= 2 * size(&value) {
            replace_everywhere(&mut body, &|code| substitute(code, &assign));
            return body;
        }
        self.nodes = body.nodes;
        let start = self.bind(item.variable, &value, body.start, site);
        self.finish(start)
    }
}

/// Whether the state cannot do anything before the variable's whole value is computed, and hands on that this failed.
fn computes(node: &Node, variable: VariableId) -> bool {
    let NodeKind::Action(action) = &node.kind else { return false };
    let retries = action.retry.iter().flat_map(|retrier| &retrier.error_equals);
    let mut handled = retries.chain(action.catches.iter().flat_map(|(errors, _)| errors));
    !handled.any(|error| error == "States.ALL" || error == "States.QueryEvaluationError")
        && is_computed(&action.arguments, variable)
}

fn is_computed(code: &Code, variable: VariableId) -> bool {
    match code {
        Code::Variable(id) => *id == variable,
        Code::Function(..) => false,
        // A member alone, which is looked up in the value as it is written.
        Code::Field(base, _) if **base == Code::Variable(variable) => false,
        Code::Conditional(condition, ..) => is_computed(condition, variable),
        Code::Binary(operator, left, _) if operator.is_lazy() => is_computed(left, variable),
        code => {
            let mut found = false;
            code.children(&mut |part| found |= is_computed(part, variable));
            found
        }
    }
}
