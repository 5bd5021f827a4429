//! Errors of nested workflows: all of them arrive as `States.TaskFailed`, with the error itself inside the cause.

use crate::{
    code::{BinaryOperator, Code, Root, VariableId},
    ir::{Action, Site},
};

use super::{
    construct::{Builder, Catch},
    errors::{has_name, is_all},
    graph::{Edge, NodeKind},
};

impl Builder<'_> {
    /// One catcher: the error is taken out of the cause, and a Choice finds the arm.
    pub(super) fn catch_nested(
        &mut self,
        action: &Action,
        failure: VariableId,
        arms: Vec<Catch>,
    ) -> Catch {
        let error = Code::Variable(failure);
        let site = |what: &str| Site {
            name: format!("{what} {}", action.site.name),
            ..action.site.clone()
        };
        let mut rules = Vec::new();
        let mut default = None;
        let mut caught = vec!["States.TaskFailed".to_owned()];
        for (names, edge) in arms {
            if is_all(&names) {
                caught = vec!["States.ALL".to_owned()];
                default = Some(edge);
                break;
            }
            caught.extend(names.iter().filter(|name| name.starts_with("States.")).cloned());
            rules.push((has_name(&error, &names), edge));
        }
        let default =
            default.unwrap_or_else(|| Edge::to(self.add(NodeKind::Fail { error }, site("Fail"))));
        let edge = if rules.is_empty() {
            default
        } else {
            Edge::to(self.add(NodeKind::Choice { rules, default: Some(default) }, site("Failed")))
        };
        (caught, self.bind(failure, &nested_error(), edge, &action.site))
    }
}

/// The error of a nested workflow; one that is not from inside it stays as it is.
///
/// Source: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html>
fn nested_error() -> Code {
    let caught = Code::Root(Root::ErrorOutput);
    let execution = Code::call("parse", [caught.field("Cause")]);
    let inner = Code::Object(vec![
        ("Error".into(), execution.field("Error")),
        ("Cause".into(), Code::or_else(execution.field("Cause"), Code::text(""))),
    ]);
    let is_inner =
        Code::binary(BinaryOperator::Equal, caught.field("Error"), Code::text("States.TaskFailed"));
    Code::conditional(is_inner, inner, caught)
}
