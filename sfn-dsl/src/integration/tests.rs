//! Every integration: its Task state, its native payload, and its names against AWS's.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use sfn_catalog::{Pattern, Resource};

use super::{
    athena, bedrock,
    dynamodb::{self, AttributeValue, DynamoDbError},
    ecs,
    events::{self, PutEventsEntry},
    glue,
    http::{self, Method},
    s3, sns, sqs, stepfunctions, textract,
};
use crate::{
    Retry, TaskError,
    builder::{W, Workflow},
    expr::Expr,
    native::run,
    surface::constant,
    testing::{Answers, RunError},
};

/// The Task states of a workflow whose input is a text.
fn states(body: impl FnOnce(&W, Expr<String>)) -> Vec<Value> {
    let workflow = Workflow::<String, ()>::new("integrations", |w, input| {
        body(w, input);
        w.done(());
    });
    let definition = workflow.definition();
    let states = definition.machine.scope.states.values().map(sfn_asl::write::state_to_value);
    states.filter(|state| state["Type"] == "Task").collect()
}

#[derive(Clone, Debug, PartialEq, TaskError)]
enum Rejected {
    No { reason: String },
}

const INPUT: &str = "{% $states.context.Execution.Input %}";

#[test]
fn an_integration_becomes_a_task_state() {
    let states = states(|w, input| {
        let _ = w.call(sns::publish, ("${Topic}", &input)).subject("Paid").message_group_id(&input);
    });
    assert_eq!(states[0]["Resource"], "arn:aws:states:::sns:publish");
    assert_eq!(
        states[0]["Arguments"],
        json!({ "TopicArn": "${Topic}", "Message": INPUT, "Subject": "Paid", "MessageGroupId": INPUT })
    );
}

#[test]
fn members_can_lie_deeper_and_be_entries_of_an_object() {
    let states = states(|w, input| {
        let _ = w.call(textract::detect_document_text, ("${Documents}", &input));
        let _ = w
            .call(dynamodb::update_item, ("${Orders}",))
            .key("orderId", AttributeValue::S("o1".to_owned()))
            .key("kind", AttributeValue::Bool(true))
            .update_expression("SET #s = :s")
            .expression_attribute_name("#s", "status")
            .expression_attribute_value(":s", constant(AttributeValue::N("1".to_owned())));
    });
    assert_eq!(
        states[0]["Arguments"],
        json!({ "Document": { "S3Object": { "Bucket": "${Documents}", "Name": INPUT } } })
    );
    assert_eq!(
        states[1]["Arguments"],
        json!({
            "TableName": "${Orders}",
            "Key": { "orderId": { "S": "o1" }, "kind": { "BOOL": true } },
            "UpdateExpression": "SET #s = :s",
            "ExpressionAttributeNames": { "#s": "status" },
            "ExpressionAttributeValues": { ":s": { "N": "1" } }
        })
    );
}

#[test]
fn parameters_can_lie_deeper() {
    let states = states(|w, input| {
        let _ = w
            .call(athena::start_query_execution, ("SELECT 1",))
            .database(&input)
            .run_job()
            .catalog("c");
        let _ = w
            .call(http::invoke::<String>, (Method::Post, "https://example.com", "${Connection}"))
            .request_body(&input)
            .url_encoded();
    });
    assert_eq!(states[0]["Resource"], "arn:aws:states:::athena:startQueryExecution.sync");
    assert_eq!(
        states[0]["Arguments"],
        json!({ "QueryString": "SELECT 1", "QueryExecutionContext": { "Database": INPUT, "Catalog": "c" } })
    );
    assert_eq!(
        states[1]["Arguments"],
        json!({
            "Method": "POST",
            "ApiEndpoint": "https://example.com",
            "InvocationConfig": { "ConnectionArn": "${Connection}" },
            "RequestBody": INPUT,
            "Transform": { "RequestBodyEncoding": "URL_ENCODED" }
        })
    );
}

#[test]
fn a_callback_carries_the_token_beside_the_message() {
    let states = states(|w, input| {
        let _ = w
            .call(sqs::send_message, ("${Queue}", &input))
            .wait_for_task_token::<String, Rejected>();
    });
    assert_eq!(states[0]["Resource"], "arn:aws:states:::sqs:sendMessage.waitForTaskToken");
    assert_eq!(
        states[0]["Arguments"]["MessageBody"],
        json!({ "Message": INPUT, "TaskToken": "{% $states.context.Task.Token %}" })
    );
}

#[test]
fn a_native_call_has_the_same_arguments() {
    let call = || {
        dynamodb::update_item("${Orders}")
            .key("orderId", AttributeValue::S("o1".to_owned()))
            .update_expression("SET #s = :s")
            .expression_attribute_name("#s", "status")
            .expression_attribute_value(":s", AttributeValue::N("1".to_owned()))
            .retry(Retry::on_error::<DynamoDbError>())
    };
    let answers = Answers::new().on_json(dynamodb::update_item, |_| Ok(json!({})));
    let run = answers.run(call());
    assert_eq!(run.result.unwrap().attributes, None);
    assert_eq!(
        run.calls[0].payload,
        json!({
            "TableName": "${Orders}",
            "Key": { "orderId": { "S": "o1" } },
            "UpdateExpression": "SET #s = :s",
            "ExpressionAttributeNames": { "#s": "status" },
            "ExpressionAttributeValues": { ":s": { "N": "1" } }
        })
    );
    let failed = Answers::new().fail(dynamodb::update_item, &DynamoDbError::ResourceNotFound);
    let failed = failed.run(dynamodb::update_item("${Orders}"));
    assert_eq!(failed.result, Err(RunError::Returned(DynamoDbError::ResourceNotFound)));
}

#[test]
fn a_native_callback_gives_what_the_callback_delivers() {
    let call = || sns::publish("${Topic}", "approve?").wait_for_task_token::<String, Rejected>();
    let rejected = Rejected::No { reason: "late".to_owned() };
    let ask = sns::publish::wait_for_task_token::<String, Rejected>;
    let run = Answers::new().fail(ask, &rejected).run(call());
    assert_eq!(run.result, Err(RunError::Returned(rejected)));
    assert_eq!(
        run.calls[0].payload["Message"],
        json!({ "Message": "approve?", "TaskToken": "task-token-1" })
    );
    let run = Answers::new().succeed(ask, &"fine".to_owned()).run(call());
    assert_eq!(run.result, Ok("fine".to_owned()));
}

#[test]
fn without_an_answer_the_run_ends_and_says_so() {
    let failure = run(sns::publish("${Topic}", "hello")).unwrap_err();
    assert_eq!(
        failure.cause,
        "the task `sns::publish` (arn:aws:states:::sns:publish) has no body and no mock; \
         give it a body or an answer"
    );
    let failure = run(ecs::run_task("${Task}").run_job()).unwrap_err();
    assert_eq!(
        failure.cause,
        "the task `ecs::run_task::run_job` (arn:aws:states:::ecs:runTask.sync) has no body and no mock; \
         give it a body or an answer"
    );
}

#[test]
fn an_answer_spells_the_fields_that_matter() {
    let task = ecs::Task { task_arn: Some("arn".to_owned()), ..ecs::Task::default() };
    let answers = Answers::new().succeed(ecs::run_task::run_job, &task);
    let run = answers.run(ecs::run_task("${Task}").run_job());
    assert_eq!(run.result.unwrap().task_arn.as_deref(), Some("arn"));
}

/// A Task state for each function here, with every optional parameter.
#[expect(clippy::too_many_lines, reason = "a list")]
fn everything() -> Vec<Value> {
    let value = || AttributeValue::S("x".to_owned());
    let entry = PutEventsEntry {
        source: "shop".to_owned(),
        detail_type: "Paid".to_owned(),
        detail: "{}".to_owned(),
        event_bus_name: None,
    };
    states(|w, x| {
        let _ = w
            .call(sns::publish, (&x, &x))
            .subject(&x)
            .message_group_id(&x)
            .message_deduplication_id(&x)
            .message_structure(&x);
        let ask = sns::publish::wait_for_task_token::<String, Rejected>;
        let _ = w.call(ask, (&x, &x)).subject(&x);
        let _ = w
            .call(sqs::send_message, (&x, &x))
            .message_group_id(&x)
            .message_deduplication_id(&x)
            .delay_seconds(constant(5));
        let _ = w
            .call(sqs::send_message, (&x, &x))
            .message_group_id(&x)
            .wait_for_task_token::<String, Rejected>()
            .delay_seconds(constant(5));
        let _ = w
            .call(dynamodb::get_item, (&x,))
            .projection_expression(&x)
            .consistent_read(true)
            .key("a", value())
            .expression_attribute_name("#a", &x);
        let _ = w
            .call(dynamodb::put_item, (&x,))
            .condition_expression(&x)
            .return_values("ALL_OLD")
            .item("a", value())
            .expression_attribute_name("#a", &x)
            .expression_attribute_value(":a", value());
        let _ = w
            .call(dynamodb::update_item, (&x,))
            .update_expression(&x)
            .condition_expression(&x)
            .return_values("ALL_NEW")
            .key("a", value())
            .expression_attribute_name("#a", &x)
            .expression_attribute_value(":a", value());
        let _ = w
            .call(dynamodb::delete_item, (&x,))
            .condition_expression(&x)
            .return_values("ALL_OLD")
            .key("a", value())
            .expression_attribute_name("#a", &x)
            .expression_attribute_value(":a", value());
        let _ = w
            .call(s3::put_object, (&x, &x, &x))
            .content_type("text/plain")
            .storage_class(&x)
            .server_side_encryption(&x)
            .if_none_match("*")
            .metadata("a", &x);
        let _ = w.call(s3::get_object, (&x, &x)).version_id(&x).range(&x).if_match(&x);
        let _ = w.call(events::put_events, (constant(vec![entry.clone()]),));
        let _ = w
            .call(events::put_events, (constant(vec![entry]),))
            .wait_for_task_token::<String, Rejected>();
        let _ = w.call(stepfunctions::start_execution, (&x, &x)).execution_name(&x);
        let start = stepfunctions::start_execution;
        let _ = w.call(start, (&x, &x)).execution_name(&x).run_job::<String>();
        let _ = w.call(start, (&x, &x)).run_job_as_text();
        let _ = w.call(start, (&x, &x)).wait_for_task_token::<String, Rejected>();
        let _ = w.call(textract::detect_document_text, (&x, &x));
        let _ = w
            .call(glue::start_job_run, (&x,))
            .job_run_id(&x)
            .worker_type("G.1X")
            .execution_class("FLEX")
            .security_configuration(&x)
            .number_of_workers(constant(10))
            .max_capacity(constant(0.5))
            .timeout_minutes(constant(60))
            .job_run_queuing_enabled(true)
            .job_argument("--day", &x);
        let _ = w.call(glue::start_job_run, (&x,)).job_argument("--day", &x).run_job();
        let _ = w
            .call(athena::start_query_execution, (&x,))
            .work_group(&x)
            .database(&x)
            .catalog(&x)
            .output_location(&x)
            .client_request_token(&x)
            .execution_parameters(constant(vec!["a".to_owned()]));
        let _ = w.call(athena::start_query_execution, (&x,)).work_group(&x).run_job();
        let _ = w.call(athena::get_query_results, (&x,)).next_token(&x).max_results(constant(9));
        let _ = w.call(athena::get_query_execution, (&x,));
        let _ = w.call(athena::stop_query_execution, (&x,));
        let _ = w
            .call(bedrock::invoke_model::<String, String>, (&x, &x))
            .guardrail_identifier(&x)
            .guardrail_version(&x)
            .trace("ENABLED");
        let _ = w
            .call(bedrock::invoke_model::<String, String>, (&x, &x))
            .wait_for_task_token::<String, Rejected>();
        let _ = w
            .call(http::invoke::<String>, (Method::Post, &x, &x))
            .header("Accept", "text/plain")
            .query_parameter("q", &x)
            .request_body(&x)
            .url_encoded();
    })
}

/// The members of calls, by the `service:operation` of the catalogue and the pattern.
type Emitted = BTreeMap<(String, &'static str), BTreeSet<String>>;

fn emitted() -> Emitted {
    let generated = states(|w, _| super::generated::calls::all(w));
    let mut emitted = Emitted::new();
    for state in everything().into_iter().chain(generated) {
        let resource = state["Resource"].as_str().unwrap();
        let members = state["Arguments"].as_object().unwrap().keys().cloned();
        match Resource::parse(resource) {
            Resource::Optimized { service, operation, pattern } => {
                let key = (format!("{service}:{operation}"), pattern.suffix());
                emitted.entry(key).or_default().extend(members);
            }
            Resource::Sdk { service, operation, .. } => {
                assert!(sfn_catalog::sdk::operation(service, operation).is_some(), "{resource}");
            }
            other => panic!("{resource}: {other:?}"),
        }
    }
    emitted
}

#[test]
fn every_optimized_operation_is_here_with_its_patterns_and_members() {
    let mut emitted = emitted();
    for service in sfn_catalog::optimized::services() {
        for (operation, known) in &sfn_catalog::optimized::service(service).unwrap().operations {
            let name = format!("{service}:{operation}");
            let mut members = BTreeSet::new();
            for pattern in known.patterns() {
                let of_pattern = emitted.remove(&(name.clone(), pattern.suffix()));
                members.extend(of_pattern.unwrap_or_else(|| panic!("{name}{}", pattern.suffix())));
            }
            // Of some members one is given, and a function may ask for that one.
            let one_of = &known.parameters.one_of;
            for member in known.members() {
                let is_given = members.remove(member.name);
                let is_alternative = one_of.iter().any(|other| other == member.name);
                assert!(is_given || is_alternative, "{name} {}", member.name);
            }
            assert!(members.is_empty(), "{name} {members:?}");
        }
    }
    assert!(emitted.is_empty(), "{:?}", emitted.keys());
}

#[test]
fn the_table_of_modules_is_that_of_the_catalogue() {
    let page = include_str!("mod.rs");
    for service in sfn_catalog::optimized::services() {
        let operations = &sfn_catalog::optimized::service(service).unwrap().operations;
        let operations = operations.iter().map(|(name, known)| {
            let marks = [(Pattern::Sync, "J"), (Pattern::WaitForTaskToken, "T")];
            let marks =
                marks.into_iter().filter(|(pattern, _)| known.supports(*pattern, "STANDARD"));
            let marks: Vec<_> = marks.map(|(_, mark)| mark).collect();
            format!("`{}` {}", sfn_catalog::snake_case(name), marks.join(", ")).trim().to_owned()
        });
        let operations: Vec<_> = operations.collect();
        let module = if service == "states" { "stepfunctions" } else { service };
        let row = format!("| [`{}`] | {} |", module.replace('-', "_"), operations.join("; "));
        assert!(page.contains(&row), "{row}");
    }
}

#[test]
fn what_is_emitted_has_no_mistakes() {
    let workflow = Workflow::<String, ()>::new("valid", |w, input| {
        let _ = w.call(sns::publish, ("${Topic}", &input)).retry(Retry::on_timeout());
        w.done(());
    });
    let definition = workflow.definition();
    let findings = sfn_asl::check(&definition.machine, definition.workflow_type, None);
    assert!(findings.is_empty(), "{findings:?}");
}
