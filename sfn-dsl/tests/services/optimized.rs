//! `optimized!`: integrations with patterns of their own, and callbacks of the AWS SDK.

use std::fmt::Write as _;

use serde_json::{Value, json};
use sfn_catalog::{Kind, Pattern, Shape, optimized, snake_case};
use sfn_dsl::{
    TaskFailure,
    integration::service::ServiceError,
    prelude::*,
    testing::{Answers, RunError, assert_equivalent},
};

use crate::{state, text};

/// Jobs to their ends, of which the results are of one type.
#[workflow(name = "latest-job")]
pub async fn latest_job(names: Vec<String>) -> Result<String, ServiceError> {
    let mut latest = String::new();
    let mut started = 0;
    for name in names {
        let job = optimized!(batch::submit_job.sync {
            JobName: name,
            JobQueue: "${Queue}",
            JobDefinition: "${Job}",
            ArrayProperties: { Size: 2 },
        })
        .timeout_seconds(3600)
        .await?;
        if job.started_at > started {
            started = job.started_at;
            latest = job.job_name;
        }
    }
    Ok(latest)
}

#[test]
fn a_job_is_waited_for() {
    let submit = state(&latest_job::definition(), "SubmitJob");
    assert_eq!(submit["Resource"], "arn:aws:states:::batch:submitJob.sync");
    assert_eq!(submit["Arguments"]["ArrayProperties"], json!({ "Size": 2 }));
    let answers = Answers::new().on_json(optimized!(batch::submit_job.sync), |call| {
        let started = if call.payload["JobName"] == "b" { 50 } else { 5 };
        Ok(json!({ "JobId": "j", "JobName": call.payload["JobName"], "StartedAt": started }))
    });
    let names = || ["a", "b", "c"].map(text).to_vec();
    assert_eq!(answers.run(latest_job(names())).result, Ok(text("b")));
    assert_equivalent(|| latest_job(names()), &answers);
}

/// A time in the result of an integration is any JSON.
#[workflow(name = "stopped")]
pub async fn stopped() -> Result<Option<Value>, ServiceError> {
    let task = optimized!(ecs::run_task.sync { TaskDefinition: "${Task}" }).await?;
    Ok(task.stopped_at)
}

#[test]
fn times_of_integrations_are_any_json() {
    for time in [json!("2026-01-01T00:00:00Z"), json!(1_767_225_600_000_i64)] {
        let result = json!({ "TaskArn": "t", "StoppedAt": time });
        let answers =
            Answers::new().on_json(optimized!(ecs::run_task.sync), move |_| Ok(result.clone()));
        assert_eq!(answers.run(stopped()).result, Ok(Some(time)));
        assert_equivalent(stopped, &answers);
    }
}

#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum ContainerError {
    #[sfn(name = "ECS.AmazonECSException")]
    Refused,
    Rejected {
        reason: String,
    },
    #[sfn(timeout)]
    Late,
    #[sfn(other)]
    Other {
        name: String,
        cause: String,
    },
}

/// A container that calls back.
#[workflow(name = "container")]
pub async fn container(file: String, urgent: bool) -> Result<u32, ContainerError> {
    let cores = if urgent { 4 } else { 1 };
    let lines = optimized!(ecs::run_task.wait_for_task_token -> Result<u32, ContainerError> {
        Cluster: "${Cluster}",
        TaskDefinition: "${Count}",
        LaunchType: "FARGATE",
        Overrides: {
            ContainerOverrides: [{
                Name: "count",
                Cpu: cores,
                Environment: [{ Name: "FILE", Value: file }, { Name: "TASK_TOKEN", Value: TaskToken }],
            }],
        },
    })
    .heartbeat_seconds(60)
    .retry(Retry::on_timeout().max_attempts(1))
    .await?;
    Ok(lines)
}

#[test]
fn the_token_stands_where_the_request_says() {
    let run = state(&container::definition(), "RunTask");
    assert_eq!(run["Resource"], "arn:aws:states:::ecs:runTask.waitForTaskToken");
    assert_eq!(
        run["Arguments"]["Overrides"]["ContainerOverrides"][0]["Environment"][1],
        json!({ "Name": "TASK_TOKEN", "Value": "{% $states.context.Task.Token %}" })
    );
    let task = || optimized!(ecs::run_task.wait_for_task_token -> Result<u32, ContainerError>);
    let answers = Answers::new().succeed(task(), &7);
    let run = answers.run(container(text("a"), true));
    assert_eq!(run.result, Ok(7));
    let overrides = &run.calls[0].payload["Overrides"]["ContainerOverrides"][0];
    assert_eq!(overrides["Cpu"], 4);
    assert_eq!(overrides["Environment"][1]["Value"], run.calls[0].task_token.clone().unwrap());
    assert_equivalent(|| container(text("a"), false), &answers);

    let rejected = ContainerError::Rejected { reason: text("empty") };
    let answers = Answers::new().fail(task(), &rejected);
    let run = answers.run(container(text("a"), true));
    assert_eq!(run.result, Err(RunError::Returned(rejected)));
    assert_equivalent(|| container(text("a"), true), &answers);

    let refused = TaskFailure::new("ECS.AmazonECSException", "no such cluster");
    let answers = Answers::new().on_json(task(), move |_| Err(refused.clone()));
    let run = answers.run(container(text("a"), true));
    assert_eq!(run.result, Err(RunError::Returned(ContainerError::Refused)));
    assert_equivalent(|| container(text("a"), true), &answers);
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Report {
    pub rows: u32,
}

/// JSON in members that are sent as text, and executions of other machines.
#[workflow(name = "report")]
pub async fn report(day: String, rows: Vec<u32>) -> Result<bool, ServiceError> {
    let report = Report { rows: rows.iter().sum() };
    optimized!(events::put_events {
        Entries: [{
            Source: "shop",
            DetailType: "Report",
            Detail: { "day": day, "report": report, "sizes": [1, rows.len()] },
        }],
    })
    .await?;
    let archived = optimized!(states::start_execution.sync:2 {
        StateMachineArn: "${Archive}",
        Input: report,
    })
    .await?;
    let status = archived.status.clone();
    let asked = sdk!(sfn::start_execution.wait_for_task_token -> Result<bool, _> {
        StateMachineArn: "${Ask}",
        Input: TaskToken,
    })
    .named("Ask")
    .await?;
    Ok(asked && status == "SUCCEEDED")
}

#[test]
fn what_is_sent_as_text_takes_any_json() {
    let definition = report::definition();
    let ask = state(&definition, "Ask");
    assert_eq!(ask["Resource"], "arn:aws:states:::aws-sdk:sfn:startExecution.waitForTaskToken");
    let start = state(&definition, "StartExecution");
    assert_eq!(start["Resource"], "arn:aws:states:::states:startExecution.sync:2");
    let answers = Answers::new()
        .on_json(optimized!(events::put_events), |_| Ok(json!({ "FailedEntryCount": 0 })))
        .on_json(optimized!(states::start_execution.sync:2), |call| {
            assert_eq!(call.payload["Input"], json!({ "rows": 3 }));
            Ok(json!({
                "ExecutionArn": "e", "StateMachineArn": "m", "Status": "SUCCEEDED",
                "StartDate": "2026-01-01T00:00:00Z", "Output": { "rows": 3 },
            }))
        })
        .on_json(sdk!(sfn::start_execution.wait_for_task_token), |call| {
            assert_eq!(call.payload["Input"], "<task token>");
            Ok(json!(true))
        });
    let run = answers.run(report(text("monday"), vec![1, 2]));
    assert_eq!(run.result, Ok(true));
    assert_eq!(
        run.calls[0].payload["Entries"][0]["Detail"],
        json!({ "day": "monday", "report": { "rows": 3 }, "sizes": [1, 2] })
    );
    assert_equivalent(|| report(text("monday"), vec![1, 2]), &answers);
}

/// Operations that resemble those of the API: other names, members and results.
#[workflow(name = "cluster")]
pub async fn cluster(script: String) -> Result<String, ServiceError> {
    let cluster = optimized!(elasticmapreduce::create_cluster.sync {
        Name: "nightly",
        ReleaseLabel: "emr-7.9.0",
        Instances: { KeepJobFlowAliveWhenNoSteps: true, InstanceCount: 3 },
    })
    .await?;
    let cluster_id = cluster.cluster_id.unwrap_or_default();
    optimized!(elasticmapreduce::add_step.sync {
        ClusterId: cluster_id,
        Step: { Name: "sort", HadoopJarStep: { Jar: "command-runner.jar", Args: ["spark-submit", script] } },
    })
    .await?;
    optimized!(elasticmapreduce::terminate_cluster { ClusterId: cluster_id }).await?;
    let told = optimized!(apigateway::invoke {
        ApiEndpoint: "abc123.execute-api.eu-central-1.amazonaws.com",
        Method: "POST",
        Path: "/done",
        QueryParameters: { "cluster": [cluster_id] },
        RequestBody: { "cluster": cluster_id },
        AuthType: "IAM_ROLE",
    })
    .named("Tell")
    .await?;
    Ok(told.status_text.unwrap_or(cluster_id))
}

#[test]
fn operations_that_resemble_those_of_the_api() {
    let answers = Answers::new()
        .succeed(
            optimized!(elasticmapreduce::create_cluster.sync),
            &json!({ "ClusterId": "j-1", "ClusterArn": "arn" }),
        )
        .succeed(optimized!(elasticmapreduce::add_step.sync), &json!({ "Step": {} }))
        .succeed(optimized!(elasticmapreduce::terminate_cluster), &json!({}))
        .on_json(optimized!(apigateway::invoke), |call| {
            assert_eq!(call.payload["QueryParameters"], json!({ "cluster": ["j-1"] }));
            Ok(json!({ "StatusCode": 200, "ResponseBody": null, "Headers": {} }))
        });
    let run = answers.run(cluster(text("sort.py")));
    assert_eq!(run.result, Ok(text("j-1")));
    assert_eq!(
        run.calls[1].payload["Step"]["HadoopJarStep"]["Args"],
        json!(["spark-submit", "sort.py"])
    );
    assert_equivalent(|| cluster(text("sort.py")), &answers);
}

#[test]
fn the_builder_takes_optimized_calls() {
    let workflow = Workflow::<String, String>::new("built", |w, name| {
        let built = optimized!(w => codebuild::start_build.sync { ProjectName: &name });
        let _ = built.named("Build");
        let asked = optimized!(w => sqs::send_message.wait_for_task_token -> Result<String, ServiceError> {
            QueueUrl: "${Queue}",
            MessageBody: { "token": TaskToken, "name": &name },
        });
        w.done(asked.named("Ask"));
    });
    let definition = workflow.definition();
    assert_eq!(
        state(&definition, "Build")["Resource"],
        "arn:aws:states:::codebuild:startBuild.sync"
    );
    assert_eq!(
        state(&definition, "Ask")["Arguments"]["MessageBody"]["token"],
        "{% $states.context.Task.Token %}"
    );
}

optimized! {
    /// How a queue or a callback fails.
    pub enum AskError: sqs::send_message, states::start_execution {
        /// The answer is no.
        Refusal { reason: String },
    }
}

/// Errors of two services in one type.
#[workflow(name = "ask")]
pub async fn ask(question: String) -> Result<String, AskError> {
    let answer = optimized!(sqs::send_message.wait_for_task_token -> Result<String, AskError> {
        QueueUrl: "${Questions}",
        MessageBody: { "question": question, "token": TaskToken },
    })
    .timeout_seconds(60)
    .await;
    let answer = match answer {
        Ok(answer) => answer,
        Err(AskError::AmazonSQS) => return Ok("nobody to ask".to_owned()),
        Err(AskError::TimedOut) => "no answer".to_owned(),
        Err(error) => return Err(error),
    };
    optimized!(states::start_execution -> Result<_, AskError> {
        StateMachineArn: "${Archive}",
        Name: question,
        Input: { "answer": answer },
    })
    .await?;
    Ok(answer)
}

#[test]
fn errors_of_the_catalogue_are_a_type() {
    let ask_of = || optimized!(sqs::send_message.wait_for_task_token -> Result<String, AskError>);
    let archive = || optimized!(states::start_execution -> Result<_, AskError>);
    let done = json!({ "ExecutionArn": "e", "StartDate": "2026-01-01T00:00:00Z" });
    let outcomes = [
        (AskError::AmazonSQS, Ok(text("nobody to ask"))),
        (AskError::TimedOut, Ok(text("no answer"))),
        (
            AskError::Refusal { reason: text("rude") },
            Err(RunError::Returned(AskError::Refusal { reason: text("rude") })),
        ),
    ];
    for (error, result) in outcomes {
        let answers = Answers::new().fail(ask_of(), &error).succeed(archive(), &done);
        assert_eq!(answers.run(ask(text("who"))).result, result);
        assert_equivalent(|| ask(text("who")), &answers);
    }
    let taken = TaskFailure::new("StepFunctions.ExecutionAlreadyExistsException", "");
    let answers = Answers::new()
        .succeed(ask_of(), &text("me"))
        .on_json(archive(), move |_| Err(taken.clone()));
    let run = answers.run(ask(text("who")));
    assert_eq!(run.result, Err(RunError::Returned(AskError::ExecutionAlreadyExists)));
    assert_equivalent(|| ask(text("who")), &answers);
}

/// The members of what a call gives, as the documentation lists them.
fn given(shape: Option<Shape>) -> String {
    let Some(shape) = shape.filter(|shape| shape.kind() == Kind::Structure) else {
        return "any JSON".to_owned();
    };
    let names: Vec<_> =
        shape.members().map(|member| format!("`{}`", snake_case(member.name))).collect();
    match names.as_slice() {
        [] => "nothing".to_owned(),
        [one, two, three, _, _, ..] => {
            format!("{one}, {two}, {three} and {} more", names.len() - 3)
        }
        names => names.join(", "),
    }
}

fn table() -> String {
    let mut table = String::from(
        "| Call | Needs | Gives | `.sync` gives | Callback |\n|---|---|---|---|---|\n",
    );
    for name in optimized::services() {
        let service = optimized::service(name).unwrap();
        for (operation_name, operation) in &service.operations {
            let parameters = &operation.parameters;
            let takes = operation.input().unwrap();
            let required = takes.members().filter(|member| {
                member.required || parameters.required.iter().any(|name| name == member.name)
            });
            let mut needs: Vec<_> = required.map(|member| format!("`{}`", member.name)).collect();
            if !parameters.one_of.is_empty() {
                needs.push(format!("one of `{}`", parameters.one_of.join("`, `")));
            }
            let job = [Pattern::Sync2, Pattern::Sync]
                .into_iter()
                .find(|pattern| operation.supports(*pattern, "STANDARD"));
            let callback = operation.supports(Pattern::WaitForTaskToken, "STANDARD");
            let _ = writeln!(
                table,
                "| [`{}::{}`]({}) | {} | {} | {} | {} |",
                name.replace('-', "_"),
                snake_case(operation_name),
                service.doc,
                needs.join(", "),
                given(operation.output(Pattern::RequestResponse)),
                job.map(|pattern| given(operation.output(pattern))).unwrap_or_default(),
                if callback { "yes" } else { "" },
            );
        }
    }
    table
}

/// `UPDATE=1 cargo test -p sfn-dsl --test optimized` writes the table.
#[test]
fn the_documentation_lists_every_integration() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/optimized.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, table()).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), table());
}

/// Attributes have the names of DynamoDB's own API.
#[workflow(name = "flag")]
pub async fn flag(id: String) -> Result<bool, ServiceError> {
    optimized!(dynamodb::put_item {
        TableName: "${Flags}",
        Item: { "id": { S: id }, "set": { BOOL: true }, "tags": { SS: ["a", "b"] } },
    })
    .await?;
    let found = optimized!(dynamodb::get_item {
        TableName: "${Flags}",
        Key: { "id": { S: id } },
    })
    .await?;
    let set = found.item.get("set").and_then(|value| value.bool);
    Ok(set.unwrap_or(false))
}

#[test]
fn attributes_have_dynamodbs_names() {
    let answers = Answers::new()
        .on_json(optimized!(dynamodb::put_item), |call| {
            assert_eq!(
                call.payload["Item"],
                json!({ "id": { "S": "x" }, "set": { "BOOL": true }, "tags": { "SS": ["a", "b"] } })
            );
            Ok(json!({}))
        })
        .succeed(
            optimized!(dynamodb::get_item),
            &json!({ "Item": { "id": { "S": "x" }, "set": { "BOOL": true } } }),
        );
    assert_eq!(answers.run(flag(text("x"))).result, Ok(true));
    assert_equivalent(|| flag(text("x")), &answers);
}
