//! Try blocks. They are no states: what fails inside has a catcher for each arm that takes its error, and an error that is
//! made inside leads to its arm.

use serde_json::Value;

use crate::{
    code::{Code, VariableId},
    ir::{Action, Site, Try},
};

use super::{
    construct::{Builder, Catch},
    errors::{common, has_name, names, takes, without},
    graph::{Edge, NodeId, NodeKind},
};

/// A try block around the statements that are being lowered.
pub(super) struct OpenTry {
    /// Holds what the block gives.
    result: VariableId,
    ok: Edge,
    /// Holds its error.
    failure: VariableId,
    arms: Vec<Catch>,
    /// Whether the arms take every error that the block can have.
    is_exhaustive: bool,
    /// The Choice that finds the arm for an error whose name is not known here.
    choice: Option<NodeId>,
    site: Site,
}

impl Builder<'_> {
    /// The way into a try block.
    pub(super) fn attempt(&mut self, action: &Action, block: &Try, after: Edge) -> Edge {
        let arms = self.own_arms(action, &after);
        let ok = self.block(&action.ok, after);
        let errors = names((block.errors)());
        let left = arms.iter().fold(errors, |left, (names, _)| without(left, names));
        self.tries.push(OpenTry {
            result: action.result,
            ok: ok.clone(),
            failure: block.failure,
            arms,
            is_exhaustive: left.is_empty(),
            choice: None,
            site: action.site.clone(),
        });
        let entry = self.block(&block.body, ok);
        self.tries.pop();
        entry
    }

    /// The value of the innermost try block, or of the scope.
    pub(super) fn give(&mut self, value: &Code, site: &Site) -> Edge {
        match self.tries.last() {
            Some(open) => {
                let (result, ok) = (open.result, open.ok.clone());
                self.bind(result, value, ok, site)
            }
            None => Edge::to(self.add(NodeKind::Succeed { output: value.clone() }, site.clone())),
        }
    }

    /// An error that is made here: the arm for it in the innermost of the first `count` try blocks, or the end of the scope.
    pub(super) fn fail(&mut self, error: &Code, site: &Site, count: usize) -> Edge {
        let innermost = count.checked_sub(1).and_then(|last| Some((last, self.tries.get(last)?)));
        let Some((index, open)) = innermost else {
            return Edge::to(self.add(NodeKind::Fail { error: error.clone() }, site.clone()));
        };
        let failure = open.failure;
        let arm = match (error.field("Error"), open.arms.as_slice()) {
            (_, []) => None,
            (_, [(_, only)]) if open.is_exhaustive => Some(only.clone()),
            (Code::Literal(Value::String(name)), arms) => {
                arms.iter().find(|(names, _)| takes(names, &name)).map(|(_, edge)| edge.clone())
            }
            _ => Some(Edge::to(self.choice_of_arm(index))),
        };
        match arm {
            Some(arm) => self.bind(failure, error, arm, site),
            None => self.fail(error, site, index),
        }
    }

    /// The Choice over the error of the try block `index`.
    fn choice_of_arm(&mut self, index: usize) -> NodeId {
        let Some(open) = self.tries.get(index) else { return 0 };
        if let Some(choice) = open.choice {
            return choice;
        }
        let (error, mut arms) = (Code::Variable(open.failure), open.arms.clone());
        let site = open.site.clone();
        let last = if open.is_exhaustive { arms.pop() } else { None };
        let default = last.map_or_else(|| self.fail(&error, &site, index), |(_, edge)| edge);
        let rules =
            arms.into_iter().map(|(names, edge)| (has_name(&error, &names), edge)).collect();
        let choice = self.add(NodeKind::Choice { rules, default: Some(default) }, site);
        if let Some(open) = self.tries.get_mut(index) {
            open.choice = Some(choice);
        }
        choice
    }

    /// What follows the errors that a call leaves to the try blocks around it. `error` is the error as it is caught.
    pub(super) fn arms_around(&mut self, mut left: Vec<String>, error: &Code) -> Vec<Catch> {
        let mut catches = Vec::new();
        for index in (0..self.tries.len()).rev() {
            let Some(open) = self.tries.get(index) else { continue };
            let (failure, arms) = (open.failure, open.arms.clone());
            for (names, edge) in arms {
                let taken = common(&left, &names);
                if !taken.is_empty() {
                    catches.push((taken, self.bind(failure, error, edge, &Site::default())));
                }
                left = without(left, &names);
            }
        }
        catches
    }
}
