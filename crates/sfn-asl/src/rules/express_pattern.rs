//! What an Express workflow cannot do.

use super::{Context, Findings, declare_rule, parts};
use crate::{ExecutionType, Graph, ScopeKind, WorkflowType, graph::StateNode};

declare_rule! {
    /// ## What it checks
    /// An Express workflow has no `.sync` and no `.waitForTaskToken` integration, no activity and no distributed Map.
    /// The states of a distributed Map whose child executions are Express are looked at in the same way.
    /// ## Why it matters
    /// AWS refuses the definition: an Express execution lasts five minutes at most and cannot wait for others.
    /// ## Example
    /// ```json express
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": { "Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2", "End": true }
    ///   }
    /// }
    /// ```
    /// ## Use instead
    /// ```json express
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": { "Type": "Task", "Resource": "arn:aws:states:::states:startExecution", "End": true }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html>; the texts on integrations and
    /// activities were recorded from the service.
    pub(crate) static EXPRESS_PATTERN = {
        code: "SFN044", name: "express-pattern", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states().filter(|node| is_express(context, node)) {
        if let Some(task) = parts::task(node) {
            check_resource(found, node, &task.resource);
        }
        if let Some(map) = parts::map(node)
            && map.is_distributed()
        {
            let location = node.location.field(map.processor_field.as_str()).field("ProcessorConfig").field("Mode");
            found
                .report(location, "an Express workflow has no distributed Map")
                .help("use an inline Map, or make the workflow Standard")
                .aws("The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' state machines");
        }
    }
}

fn check_resource(found: &mut Findings<'_>, node: &StateNode<'_>, resource: &str) {
    let location = node.location.field("Resource");
    if is_activity(resource) {
        found
            .report(location, "an Express workflow has no activities")
            .help("call a Lambda function, or make the workflow Standard")
            .aws("Express state machine does not support Activity ARN");
    } else if let Some(pattern) = waiting_pattern(resource) {
        found
            .report(location, format!("an Express workflow cannot wait with `{pattern}`"))
            .help("call it without waiting, or make the workflow Standard")
            .aws(format!("Express state machine does not support '{pattern}' service integration"));
    }
}

/// Whether the state runs in an Express execution.
pub(super) fn is_express(context: &Context<'_>, node: &StateNode<'_>) -> bool {
    match execution_type(&context.graph, node) {
        Some(execution_type) => *execution_type == ExecutionType::Express,
        None => context.workflow_type == WorkflowType::Express,
    }
}

/// The type of the child execution, where the state runs in one; the innermost distributed Map counts.
fn execution_type<'m>(graph: &Graph<'m>, node: &StateNode<'m>) -> Option<&'m ExecutionType> {
    let scope = graph.scopes_around(node).find(|scope| scope.kind == ScopeKind::DistributedProcessor)?;
    let map = parts::map(&graph[scope.parent?])?;
    map.item_processor.processor_config.as_ref()?.execution_type.as_ref()
}

/// `arn:<partition>:states:<region>:<account>:activity:<name>`
fn is_activity(resource: &str) -> bool {
    let mut parts = resource.split(':').skip(2);
    parts.next() == Some("states") && parts.nth(2) == Some("activity")
}

fn waiting_pattern(resource: &str) -> Option<&'static str> {
    let (_, integration) = resource.split_once(":states:::")?;
    match integration.split_once('.')?.1 {
        "waitForTaskToken" => Some(".waitForTaskToken"),
        "sync" | "sync:2" => Some(".sync"),
        _ => None,
    }
}
