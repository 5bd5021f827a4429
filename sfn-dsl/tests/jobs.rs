//! Calls of the generated modules inside `#[workflow]`: one source, the same outcome natively and interpreted.

#![allow(missing_docs, reason = "a test")]

use serde_json::json;
use sfn_dsl::{
    integration::{
        apigateway, batch, ecs,
        events::{self, PutEventsEntry},
        lambda, sagemaker, sqs,
    },
    prelude::*,
    testing::{Answers, assert_equivalent},
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Order {
    pub id: String,
    pub overrides: Overrides,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct Overrides {
    pub container_overrides: Vec<Container>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct Container {
    pub name: String,
    pub environment: Vec<Variable>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct Variable {
    pub name: String,
    pub value: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct Output {
    pub s3_output_path: String,
}

#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum Rejected {
    No {
        reason: String,
    },
    #[sfn(timeout)]
    TimedOut,
}

#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum JobsError {
    Broken,
    Ecs(#[from] ecs::EcsError),
    Batch(#[from] batch::BatchError),
    Lambda(#[from] lambda::LambdaError),
    SageMaker(#[from] sagemaker::SageMakerError),
    Rejected(#[from] Rejected),
}

#[workflow(name = "jobs")]
pub async fn jobs(order: Order) -> Result<String, JobsError> {
    let task = ecs::run_task("${Print}")
        .cluster("${Cluster}")
        .launch_type(ecs::LaunchType::Fargate)
        .count(1)
        .overrides(Overrides {
            container_overrides: vec![Container {
                name: "app".to_owned(),
                environment: vec![Variable { name: "ORDER".to_owned(), value: order.id.clone() }],
            }],
        })
        .run_job()
        .timeout_seconds(600)
        .await?;
    let job = match batch::submit_job("print", "${Queue}", "${Printer}")
        .parameters("order", order.id.clone())
        .propagate_tags(true)
        .argument("NewMember", "x")
        .run_job()
        .await
    {
        Ok(job) => job,
        Err(batch::BatchError::Client) => return Err(JobsError::Broken),
        Err(other) => return Err(other.into()),
    };
    let output = Output { s3_output_path: "s3://bucket/models".to_owned() };
    sagemaker::create_training_job("train", "${Role}", output.into())
        .environment("ORDER", order.id.clone())
        .await?;
    lambda::invoke("${Tell}").payload(order.clone()).request_response().await?;
    Ok(format!("{} {}", task.last_status.unwrap_or_default(), job.job_id))
}

#[workflow(name = "questions")]
pub async fn questions(order: Order) -> Result<Vec<bool>, JobsError> {
    let in_a_container = ecs::run_task("${Ask}")
        .wait_for_task_token::<bool, Rejected>("app", "TASK_TOKEN")
        .overrides(order.overrides.clone())
        .await?;
    let in_the_only_container =
        ecs::run_task("${Ask}").wait_for_task_token::<bool, Rejected>("app", "TASK_TOKEN").await?;
    let by_message = sqs::send_message("${Clerks}", &order.id)
        .wait_for_task_token::<bool, Rejected>()
        .delay_seconds(5)
        .await?;
    let by_header = apigateway::invoke("${Api}", apigateway::Method::Post)
        .headers("Accept", vec!["application/json".to_owned()])
        .request_body(order.clone())
        .wait_for_task_token::<bool, Rejected>()
        .await?;
    let by_event = events::put_events(vec![PutEventsEntry {
        source: "orders".to_owned(),
        detail_type: "Asked".to_owned(),
        detail: order.id.clone(),
        event_bus_name: None,
    }])
    .wait_for_task_token::<bool, Rejected>()
    .await?;
    let by_function = lambda::invoke("${Ask}")
        .payload(order.id.clone())
        .wait_for_task_token::<bool, Rejected>()
        .await?;
    Ok(vec![in_a_container, in_the_only_container, by_message, by_header, by_event, by_function])
}

fn order(containers: &[&str]) -> Order {
    let variable = Variable { name: "LEVEL".to_owned(), value: "high".to_owned() };
    let container =
        |name: &&str| Container { name: (*name).to_owned(), environment: vec![variable.clone()] };
    let container_overrides = containers.iter().map(container).collect();
    Order { id: "o1".to_owned(), overrides: Overrides { container_overrides } }
}

fn answers() -> Answers {
    Answers::new()
        .on_json(ecs::run_task::run_job, |_| Ok(json!({ "LastStatus": "STOPPED" })))
        .on_json(batch::submit_job::run_job, |_| {
            Ok(json!({
                "JobId": "j1", "JobName": "print", "JobQueue": "printers", "JobDefinition": "print",
                "Status": "SUCCEEDED", "StartedAt": 1
            }))
        })
        .on_json(sagemaker::create_training_job, |_| Ok(json!({ "TrainingJobArn": "arn" })))
        .on_json(lambda::invoke, |_| Ok(json!({ "StatusCode": 200, "Payload": {} })))
        .succeed(ecs::run_task::wait_for_task_token::<bool, Rejected>, &true)
        .succeed(sqs::send_message::wait_for_task_token::<bool, Rejected>, &false)
        .succeed(apigateway::invoke::wait_for_task_token::<bool, Rejected>, &true)
        .succeed(events::put_events::wait_for_task_token::<bool, Rejected>, &true)
        .succeed(lambda::invoke::wait_for_task_token::<bool, Rejected>, &false)
}

#[test]
fn jobs_to_their_ends() {
    assert_equivalent(|| jobs(order(&[])), &answers());
    let run = answers().run(jobs(order(&[])));
    assert_eq!(run.result.unwrap(), "STOPPED j1");
    assert_eq!(run.calls[0].resource, "arn:aws:states:::ecs:runTask.sync");
    assert_eq!(run.calls[0].payload["LaunchType"], "FARGATE");
    assert_eq!(run.calls[1].payload["NewMember"], "x");
    assert_eq!(run.calls[2].payload["OutputDataConfig"]["S3OutputPath"], "s3://bucket/models");
}

#[test]
fn errors_of_jobs_are_told_apart() {
    let refused = answers().fail(batch::submit_job::run_job, &batch::BatchError::Client);
    assert_equivalent(|| jobs(order(&[])), &refused);
    let late = answers().fail(ecs::run_task::run_job, &ecs::EcsError::TimedOut);
    assert_equivalent(|| jobs(order(&[])), &late);
}

#[test]
fn tokens_arrive_where_they_belong() {
    for containers in [&[][..], &["app"], &["side"], &["app", "side"], &["side", "other"]] {
        assert_equivalent(|| questions(order(containers)), &answers());
    }
    let run = answers().run(questions(order(&["app"])));
    assert_eq!(run.result.unwrap(), [true, true, false, true, true, false]);
    let environment = &run.calls[0].payload["Overrides"]["ContainerOverrides"][0]["Environment"];
    assert_eq!(environment[0], json!({ "Name": "LEVEL", "Value": "high" }));
    assert_eq!(environment[1], json!({ "Name": "TASK_TOKEN", "Value": "task-token-1" }));
    assert_eq!(run.calls[3].payload["Headers"]["TaskToken"], json!(["task-token-4"]));
    assert_eq!(run.calls[4].payload["Entries"][0]["Detail"]["TaskToken"], "task-token-5");
}

#[test]
fn who_is_asked_can_refuse() {
    let no = Rejected::No { reason: "late".to_owned() };
    let refused = answers().fail(sqs::send_message::wait_for_task_token::<bool, Rejected>, &no);
    assert_equivalent(|| questions(order(&["app"])), &refused);
}
