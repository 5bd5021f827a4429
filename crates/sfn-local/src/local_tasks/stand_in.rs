//! What does a task in place of what its definition calls, such as a command of the user's.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use serde_json::{Value, json};
use sfn_asl::StateKind;

use super::lambda;
use crate::{
    definition::{Definition, TaskFailure},
    program::{IntegrationPattern, Resource, ResourceKind},
    task_runner::TaskRequest,
};

/// Does tasks in place of what their definitions call.
pub trait StandIn: Send + Sync {
    /// Does the task. `payload`: what a Lambda function gets, else the evaluated `Arguments`. The result is what the
    /// function returns, else the whole result of the task.
    ///
    /// `None` to a `.waitForTaskToken` task means that somebody sends the token back later; to any other it is `null`.
    fn call(
        &self,
        payload: Value,
        request: TaskRequest,
    ) -> BoxFuture<'static, Result<Option<Value>, TaskFailure>>;
}

/// The stand-ins with the names of their tasks.
#[derive(Clone, Default)]
pub(super) struct StandIns(Vec<(String, Arc<dyn StandIn>)>);

impl StandIns {
    pub(super) fn add(&mut self, name: String, stand_in: Arc<dyn StandIn>) {
        self.0.push((name, stand_in));
    }

    /// Who stands in for a task: by the name of its function or activity, then by that of its state; a name as it is
    /// written before one that is only like it.
    pub(super) fn find(&self, request: &TaskRequest) -> Option<Arc<dyn StandIn>> {
        if self.0.is_empty() {
            return None;
        }
        let function = lambda::function_of(request);
        let called = function.as_deref().or_else(|| activity(&request.resource));
        let state = format!("{}/{}", request.execution.workflow_name(), request.state);
        let names = called.map(lambda::function_name).into_iter().chain([&*state, &*request.state]);
        let by = |is_same: fn(&str, &str) -> bool| {
            let mut names = names.clone();
            names.find_map(|name| self.0.iter().find(|(known, _)| is_same(known, name)))
        };
        let found = by(|known, name| known == name).or_else(|| by(is_like))?;
        Some(Arc::clone(&found.1))
    }
}

/// The names by which somebody can stand in for the tasks of a definition.
pub fn task_names(definition: &Definition) -> Vec<String> {
    let mut names = Vec::new();
    for node in definition.machine.walk() {
        let StateKind::Task(task) = &node.state.kind else { continue };
        let resource = Resource::parse(&task.resource);
        let called = lambda::function_in(node.state)
            .or_else(|| resource.as_ref().and_then(activity))
            .map(lambda::function_name);
        names.extend(called.map(str::to_owned));
        names.push(format!("{}/{}", definition.name, node.name));
        names.push(node.name.to_string());
    }
    names
}

/// Whether two names are the same but for case, punctuation and a `Function` at the end: `book_courier` and
/// `${BookCourierFunction}`.
pub fn is_like(left: &str, right: &str) -> bool {
    fn bare(name: &str) -> String {
        let letters = name.chars().filter(|c| c.is_alphanumeric() || *c == '/');
        let name: String = letters.flat_map(char::to_lowercase).collect();
        name.strip_suffix("function").filter(|rest| !rest.is_empty()).unwrap_or(&name).to_owned()
    }
    bare(left) == bare(right)
}

fn activity(resource: &Resource) -> Option<&str> {
    let is_activity = resource.kind == ResourceKind::Activity;
    is_activity.then(|| resource.arn.rsplit(':').next()).flatten()
}

/// Has the stand-in do the task, and answers as the service would.
pub(super) async fn call(
    request: TaskRequest,
    stand_in: Arc<dyn StandIn>,
) -> Result<Value, TaskFailure> {
    let is_invoke = lambda::is_invoke(&request);
    let payload = if is_invoke {
        lambda::payload(&request.arguments)
    } else {
        request.arguments.value().clone()
    };
    if request.resource.kind == ResourceKind::Activity {
        request.control.started(None);
    }
    let whole = |value| if is_invoke { lambda::response(&request, value) } else { value };
    let result = stand_in.call(payload, request.clone()).await?;
    if request.resource.integration == IntegrationPattern::WaitForTaskToken {
        let submitted = whole(json!({}));
        return Ok(match result {
            Some(result) => {
                request.control.submitted(submitted);
                result
            }
            None => submitted,
        });
    }
    Ok(whole(result.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::is_like;

    #[test]
    fn names_are_compared_by_their_letters() {
        assert!(is_like("book_courier", "BookCourier"));
        assert!(is_like("book-courier", "${BookCourierFunction}"));
        assert!(is_like("order/charge", "order/Charge"));
        assert!(!is_like("charge", "order/Charge"));
        assert!(is_like("Function", "function"));
        assert!(!is_like("charge", "recharge"));
    }
}
