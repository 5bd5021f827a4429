//! The optimized integrations, held against the API operations behind them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use sfn_catalog::{Kind, Pattern, Shape, optimized};

#[test]
fn parameters_are_members_of_what_an_operation_takes() {
    for name in optimized::services() {
        for (operation_name, operation) in &optimized::service(name).unwrap().operations {
            let takes = operation.input().unwrap();
            assert_eq!(takes.kind(), Kind::Structure, "{name}:{operation_name}");
            let known = &operation.parameters;
            for parameter in
                [&known.documented, &known.required, &known.one_of].into_iter().flatten()
            {
                assert!(takes.member(parameter).is_some(), "{name}:{operation_name} {parameter}");
            }
        }
    }
}

fn names(shape: Shape) -> Vec<&'static str> {
    shape.members().map(|member| member.name).collect()
}

#[test]
fn some_operations_take_and_give_something_else_than_the_api() {
    let start = optimized::operation("states", "startExecution").unwrap();
    let output = |pattern| start.output(pattern).unwrap().member("Output").unwrap().shape.kind();
    assert_eq!(output(Pattern::Sync), Kind::String);
    assert_eq!(output(Pattern::Sync2), Kind::Document);
    assert_eq!(start.output(Pattern::WaitForTaskToken), None);
    assert_eq!(start.input().unwrap().member("Input").unwrap().shape.kind(), Kind::Document);

    let add = optimized::operation("elasticmapreduce", "addStep").unwrap();
    assert_eq!(names(add.input().unwrap()), ["ClusterId", "ExecutionRoleArn", "Step"]);
    let step = add.input().unwrap().member("Step").unwrap();
    assert_eq!(step.shape.name(), Some("StepConfig"));

    let create = optimized::operation("elasticmapreduce", "createCluster").unwrap();
    let takes = create.input().unwrap();
    assert_eq!(takes.member("Steps"), None);
    assert!(takes.member("Instances").unwrap().required);
    assert_eq!(names(create.output(Pattern::Sync).unwrap()), ["ClusterId"]);

    let send = optimized::operation("events", "putEvents").unwrap();
    let entry = send.input().unwrap().member("Entries").unwrap().shape.element().unwrap();
    assert_eq!(entry.member("Detail").unwrap().shape.kind(), Kind::Document);
    assert_eq!(entry.member("Source").unwrap().shape.kind(), Kind::String);

    let call = optimized::operation("eks", "call").unwrap();
    let method = call.input().unwrap().member("Method").unwrap();
    assert_eq!(method.shape.enum_values().next(), Some("GET"));
    let query = call.input().unwrap().member("QueryParameters").unwrap().shape;
    assert_eq!(query.value().and_then(Shape::element).map(Shape::kind), Some(Kind::String));

    let run = optimized::operation("ecs", "runTask").unwrap();
    assert_eq!(run.output(Pattern::Sync).and_then(Shape::name), Some("Task"));
}

#[test]
fn all_but_four_have_an_api_operation_behind_them() {
    let mut without = Vec::new();
    for name in optimized::services() {
        let operations = &optimized::service(name).unwrap().operations;
        let none = operations.iter().filter(|(_, operation)| operation.api().is_none());
        without.extend(none.map(|(operation, _)| format!("{name}:{operation}")));
    }
    assert_eq!(without, ["apigateway:invoke", "eks:call", "eks:runJob", "http:invoke"]);
}
