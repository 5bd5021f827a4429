//! Every optimized operation in every pattern, with the members that it needs.

use sfn_catalog::{Kind, Pattern, Shape, optimized, snake_case};

use super::{Call, Family, check};

/// Something that the shape takes; the first text is the task token, where one is to be given.
fn value(shape: Shape, token: &mut bool) -> String {
    match shape.kind() {
        Kind::Structure => object(shape, &[], token),
        Kind::List => format!("[{}]", value(shape.element().unwrap(), token)),
        Kind::Map => format!("{{ \"key\": {} }}", value(shape.value().unwrap(), token)),
        Kind::String | Kind::Document if std::mem::take(token) => "TaskToken".to_owned(),
        Kind::String => format!("{:?}", shape.enum_values().next().unwrap_or("text")),
        Kind::Blob | Kind::Timestamp => "\"text\"".to_owned(),
        Kind::Integer | Kind::Long => "1".to_owned(),
        Kind::Float | Kind::Double => "1.5".to_owned(),
        Kind::Boolean => "true".to_owned(),
        Kind::Document => "{ anything: [1, { \"a/b\": variable }] }".to_owned(),
    }
}

fn object(shape: Shape, names: &[&str], token: &mut bool) -> String {
    let mut members: Vec<_> =
        shape.members().filter(|member| member.required || names.contains(&member.name)).collect();
    if shape.is_union() {
        members.extend(shape.members().next());
    }
    if members.is_empty() && *token {
        members.extend(shape.members().find(|member| member.shape.kind() == Kind::String));
    }
    let members: Vec<String> = members
        .iter()
        .map(|member| format!("{}: {}", member.name, value(member.shape, token)))
        .collect();
    format!("{{ {} }}", members.join(", "))
}

fn errors(family: Family, text: &str) -> Vec<String> {
    let call = Call::parse(family, text.parse().unwrap()).unwrap();
    match check(&call) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn every_operation_can_be_called_in_each_of_its_patterns() {
    let mut calls = 0;
    for service in optimized::services() {
        for (name, operation) in &optimized::service(service).unwrap().operations {
            let known = &operation.parameters;
            let names: Vec<&str> =
                known.required.iter().chain(known.one_of.first()).map(String::as_str).collect();
            let (service, function) = (service.replace('-', "_"), snake_case(name));
            for pattern in Pattern::ALL {
                let mut token = pattern == Pattern::WaitForTaskToken;
                let request = object(operation.input().unwrap(), &names, &mut token);
                let suffix = match pattern {
                    Pattern::WaitForTaskToken => ".wait_for_task_token",
                    pattern => pattern.suffix(),
                };
                let text = format!("{service}::{function}{suffix} {request}");
                let errors = errors(Family::Optimized, &text);
                if operation.supports(pattern, "STANDARD") {
                    assert!(errors.is_empty(), "{text}: {errors:?}");
                    calls += 1;
                } else {
                    assert_eq!(errors.len(), 1, "{text}: {errors:?}");
                    assert!(errors[0].contains(&format!("has no `{suffix}`")), "{errors:?}");
                }
            }
        }
    }
    assert!(calls > 100, "{calls} calls");
}

/// What is there for the API is not there for the integration, and the other way round.
#[test]
fn integrations_have_members_of_their_own() {
    for (wrong, message) in [
        (
            "elasticmapreduce::create_cluster { Name: a, Instances: {}, Steps: [] }",
            "`createCluster` has no member `Steps`",
        ),
        ("http::invoke { Method: \"GET\", ApiEndpoint: a }", "`invoke` needs one of"),
        ("eks::call { Method: \"FETCH\" }", "`Method` has no value `FETCH`"),
    ] {
        let errors = errors(Family::Optimized, wrong);
        assert!(errors.iter().any(|error| error.starts_with(message)), "{errors:?}");
    }
    assert!(
        errors(Family::Sdk, "emr::run_job_flow { Name: a, Instances: {}, Steps: [] }").is_empty()
    );
}

#[test]
fn the_token_has_a_place() {
    let call = |text: &str| {
        let call = Call::parse(Family::Sdk, text.parse().unwrap()).unwrap();
        check(&call).map(|checked| checked.token).unwrap_or_default()
    };
    let text = "sqs::send_message.wait_for_task_token { QueueUrl: a, MessageBody: TaskToken }";
    assert_eq!(call(text).as_deref(), Some("/MessageBody"));
    let text =
        "ec2::create_tags.wait_for_task_token { Resources: [a, TaskToken], Tags: [{ Key: b }] }";
    assert_eq!(call(text).as_deref(), Some("/Resources/1"));
    let text =
        "sqs::create_queue.wait_for_task_token { QueueName: a, Tags: { \"a/b\": TaskToken } }";
    assert_eq!(call(text).as_deref(), Some("/Tags/a~1b"));
}
