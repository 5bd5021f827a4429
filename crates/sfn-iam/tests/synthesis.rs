//! What the synthesis makes of each kind of state: exact ARNs, declared patterns, placeholders, features.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails by panicking, and its figures are for the reader"
)]

mod support;

use serde_json::{Value, json};
use sfn_iam::{
    DeclaredStatement, Feature, PolicyContext, PolicyDocument, RequestContext, Synthesis, allows,
    can_assume, synthesize,
};
use support::{context, machine, single};

/// `actions on resources [if keys]`, a line for each statement.
fn lines(synthesis: &Synthesis) -> Vec<String> {
    let join = |set: &std::collections::BTreeSet<String>| {
        set.iter().cloned().collect::<Vec<_>>().join(" ")
    };
    let statements = synthesis.policies.iter().flat_map(|policy| &policy.statements);
    statements
        .map(|statement| {
            let keys = statement.condition.values().flatten();
            let keys: Vec<_> =
                keys.map(|(key, values)| format!("{key}={}", join(values))).collect();
            let condition =
                if keys.is_empty() { String::new() } else { format!(" if {}", keys.join(" and ")) };
            format!("{} on {}{condition}", join(&statement.actions), join(&statement.resources))
        })
        .collect()
}

fn jsonata(resource: &str, arguments: &Value) -> Value {
    json!({"Type": "Task", "QueryLanguage": "JSONata", "Resource": resource, "Arguments": arguments, "End": true})
}

fn json_path(resource: &str, parameters: &Value) -> Value {
    json!({"Type": "Task", "Resource": resource, "Parameters": parameters, "End": true})
}

fn of(state: &Value) -> Synthesis {
    synthesize(&single(state), &context("sample"))
}

fn messages(synthesis: &Synthesis) -> Vec<String> {
    synthesis
        .diagnostics
        .iter()
        .map(|diagnostic| {
            format!("{} {}", diagnostic.location.as_ref().unwrap(), diagnostic.message)
        })
        .collect()
}

fn invoke(function: &str) -> Vec<String> {
    lines(&of(&jsonata("arn:aws:states:::lambda:invoke", &json!({"FunctionName": function}))))
}

#[test]
fn functions_are_named_in_every_form() {
    let on = |arn: &str| [format!("lambda:InvokeFunction on {arn}")];
    assert_eq!(invoke("f"), on("arn:aws:lambda:us-east-1:123456789012:function:f"));
    assert_eq!(invoke("f:live"), on("arn:aws:lambda:us-east-1:123456789012:function:f:live"));
    assert_eq!(
        invoke("210987654321:function:f"),
        on("arn:aws:lambda:us-east-1:210987654321:function:f")
    );
    assert_eq!(
        invoke("arn:aws:lambda:eu-west-1:1:function:f:7"),
        on("arn:aws:lambda:eu-west-1:1:function:f:7")
    );
    assert_eq!(invoke("${ChargeFunctionArn}"), on("${ChargeFunctionArn}"));
    assert_eq!(
        invoke("${ChargeFunction}"),
        on("arn:aws:lambda:us-east-1:123456789012:function:${ChargeFunction}")
    );
    let legacy =
        json!({"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:f", "End": true});
    assert_eq!(lines(&of(&legacy)), on("arn:aws:lambda:us-east-1:1:function:f"));
    let qualified = json_path(
        "arn:aws:states:::lambda:invoke",
        &json!({"FunctionName": "f", "Qualifier.$": "$.q"}),
    );
    assert_eq!(lines(&of(&qualified)), on("arn:aws:lambda:us-east-1:123456789012:function:f:*"));
}

#[test]
fn placeholders_stay_readable_and_become_exact() {
    let state = |function: &str| {
        single(&jsonata("arn:aws:states:::lambda:invoke", &json!({"FunctionName": function})))
    };
    let template = synthesize(&state("${ChargeFunction}"), &PolicyContext::new("orders"));
    assert_eq!(
        lines(&template),
        [
            "lambda:InvokeFunction on arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${ChargeFunction}"
        ]
    );
    assert!(template.diagnostics.is_empty());
    assert_eq!(
        template.trust.statements[0].condition["ArnLike"]["aws:SourceArn"].first().unwrap(),
        "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:orders"
    );
    let deployed = synthesize(
        &state("arn:aws:lambda:us-east-1:1:function:charge"),
        &PolicyContext::new("orders"),
    );
    assert_eq!(
        lines(&deployed),
        ["lambda:InvokeFunction on arn:aws:lambda:us-east-1:1:function:charge"]
    );
}

#[test]
fn a_key_is_narrowed_to_its_start() {
    let put = |key: &str| {
        let arguments = json!({"Bucket": "docs", "Key": key, "Body": "x"});
        of(&jsonata("arn:aws:states:::aws-sdk:s3:putObject", &arguments))
    };
    assert_eq!(lines(&put("a/b.json")), ["s3:PutObject on arn:aws:s3:::docs/a/b.json"]);
    let narrowed = put("{% 'invoices/' & $id & '.json' %}");
    assert_eq!(lines(&narrowed), ["s3:PutObject on arn:aws:s3:::docs/invoices/*"]);
    assert!(narrowed.diagnostics.is_empty());
    let open = put("{% $id %}");
    assert_eq!(lines(&open), ["s3:PutObject on arn:aws:s3:::docs/*"]);
    assert_eq!(
        messages(&open),
        [
            "/States/Call/Arguments/Key `Key` is known only at run time, so `aws-sdk:s3:putObject` may use `arn:aws:s3:::docs/*`"
        ]
    );
    assert_eq!(lines(&put("a*b")), ["s3:PutObject on arn:aws:s3:::docs/a${*}b"]);
    let format = json_path(
        "arn:aws:states:::aws-sdk:s3:getObject",
        &json!({"Bucket": "docs", "Key.$": "States.Format('in/{}', $.id)"}),
    );
    assert_eq!(lines(&of(&format)), ["s3:GetObject on arn:aws:s3:::docs/in/*"]);
}

#[test]
fn dynamic_resources_are_declared_or_warned_about() {
    let state = json_path(
        "arn:aws:states:::sqs:sendMessage",
        &json!({"QueueUrl.$": "$.queue", "MessageBody": "x"}),
    );
    let open = of(&state);
    assert_eq!(lines(&open), ["sqs:SendMessage on arn:aws:sqs:us-east-1:123456789012:*"]);
    assert_eq!(open.diagnostics[0].code, "SFN101");
    assert_eq!(
        messages(&open),
        [
            "/States/Call/Parameters/QueueUrl.$ `QueueUrl` is known only at run time, so `sqs:sendMessage` may use `arn:aws:sqs:us-east-1:123456789012:*`"
        ]
    );
    let jobs = "arn:aws:sqs:us-east-1:123456789012:jobs-*";
    for parameter in [Some("QueueUrl"), None] {
        let declared =
            synthesize(&single(&state), &context("sample").declare("Call", parameter, [jobs]));
        assert_eq!(lines(&declared), [format!("sqs:SendMessage on {jobs}")]);
        assert!(declared.diagnostics.is_empty());
    }
    let wrong_type = synthesize(
        &single(&state),
        &context("sample").declare("Call", None, ["arn:aws:sns:us-east-1:1:x"]),
    );
    assert_eq!(lines(&wrong_type), lines(&open));
    let names = synthesize(
        &single(&jsonata(
            "arn:aws:states:::dynamodb:getItem",
            &json!({"TableName": "{% $t %}", "Key": {}}),
        )),
        &context("sample").declare("Call", Some("TableName"), ["orders", "carts-*"]),
    );
    let table = "arn:aws:dynamodb:us-east-1:123456789012:table";
    assert_eq!(lines(&names), [format!("dynamodb:GetItem on {table}/carts-* {table}/orders")]);
}

#[test]
fn a_child_workflow_gets_its_executions_only_if_it_is_waited_for() {
    let child = json!({"StateMachineArn": "arn:aws:states:us-east-1:1:stateMachine:child:live"});
    let started = of(&jsonata("arn:aws:states:::states:startExecution", &child));
    assert_eq!(
        lines(&started),
        ["states:StartExecution on arn:aws:states:us-east-1:1:stateMachine:child:live"]
    );
    let waited = lines(&of(&jsonata("arn:aws:states:::states:startExecution.sync:2", &child)));
    assert!(waited.contains(&"states:DescribeExecution states:StopExecution on arn:aws:states:us-east-1:1:execution:child:*".to_owned()));
    assert_eq!(waited.len(), 3);
}

#[test]
fn other_accounts_are_reached_through_their_role_only() {
    let mut state =
        jsonata("arn:aws:states:::dynamodb:putItem", &json!({"TableName": "t", "Item": {}}));
    state["Credentials"] = json!({"RoleArn": "arn:aws:iam::210987654321:role/writer"});
    assert_eq!(lines(&of(&state)), ["sts:AssumeRole on arn:aws:iam::210987654321:role/writer"]);
    state["Credentials"] = json!({"RoleArn": "{% $role %}"});
    let open = of(&state);
    assert_eq!(lines(&open), ["sts:AssumeRole on arn:aws:iam::*:role/*"]);
    assert!(
        messages(&open)[0]
            .starts_with("/States/Call/Credentials/RoleArn `RoleArn` is known only at run time")
    );
}

#[test]
fn an_endpoint_is_one_host() {
    let call = |endpoint: &str| {
        let arguments = json!({"ApiEndpoint": endpoint, "Method": "GET", "Authentication": {"ConnectionArn": "arn:aws:events:us-east-1:123456789012:connection/c/1"}});
        of(&jsonata("arn:aws:states:::http:invoke", &arguments)).policies.remove(0)
    };
    let reaches = |policy: &PolicyDocument, url: &str| {
        let keys = RequestContext::default()
            .with("states:HTTPMethod", "GET")
            .with("states:HTTPEndpoint", url);
        allows(
            policy,
            "states:InvokeHTTPEndpoint",
            "arn:aws:states:us-east-1:123456789012:stateMachine:sample",
            &keys,
        )
    };
    let fixed = call("https://api.example.com/v1");
    assert!(reaches(&fixed, "https://api.example.com/v1"));
    assert!(!reaches(&fixed, "https://api.example.com/v2"));
    for endpoint in
        ["{% 'https://api.example.com' & $path %}", "{% 'https://api.example.com/' & $path %}"]
    {
        let policy = call(endpoint);
        assert!(reaches(&policy, "https://api.example.com/v1/x"));
        assert!(!reaches(&policy, "https://api.example.com.evil.net/"));
        assert!(!reaches(&policy, "https://api.example.com@evil.net/"));
    }
}

#[test]
fn a_distributed_map_starts_itself_and_reads_only_its_folder() {
    let map = |reader: Value| {
        json!({"Type": "Map", "Label": "Rows", "End": true, "QueryLanguage": "JSONata", "ItemReader": reader,
            "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Arguments": {"Bucket": "out", "Prefix": "runs"}},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "Inner",
                "States": {"Inner": jsonata("arn:aws:states:::sns:publish", &json!({"TopicArn": "arn:aws:sns:us-east-1:1:t", "Message": ""}))}}})
    };
    let nested = |reader: Value| {
        let branch = json!({"StartAt": "Each", "States": {"Each": map(reader)}});
        synthesize(
            &single(&json!({"Type": "Parallel", "Branches": [branch], "End": true})),
            &context("sample"),
        )
    };
    let csv = nested(
        json!({"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "CSV"}, "Arguments": {"Bucket": "in", "Key": "rows.csv"}}),
    );
    let machine_arn = "arn:aws:states:us-east-1:123456789012";
    assert_eq!(
        lines(&csv),
        [
            "s3:AbortMultipartUpload s3:ListMultipartUploadParts s3:PutObject on arn:aws:s3:::out/runs/*".to_owned(),
            "s3:GetObject on arn:aws:s3:::in/rows.csv arn:aws:s3:::out/runs/*".to_owned(),
            "sns:Publish on arn:aws:sns:us-east-1:1:t".to_owned(),
            format!("states:DescribeExecution on {machine_arn}:execution:sample/*:* {machine_arn}:execution:sample:*"),
            format!("states:StartExecution on {machine_arn}:stateMachine:sample"),
        ]
    );
    assert_eq!(csv.reasons[0].reasons[0].location.as_str(), "/States/Call/Branches[0]/States/Each");
    let listed = lines(&nested(
        json!({"Resource": "arn:aws:states:::s3:listObjectsV2", "Arguments": {"Bucket": "in", "Prefix": "2024/"}}),
    ));
    assert!(
        listed.contains(&"s3:ListBucket on arn:aws:s3:::in if s3:prefix=2024/*".to_owned()),
        "{listed:?}"
    );
    let manifest = lines(&nested(json!({"Resource": "arn:aws:states:::s3:getObject",
        "ReaderConfig": {"InputType": "MANIFEST", "ManifestType": "S3_INVENTORY"}, "Arguments": {"Bucket": "in", "Key": "inv/all/2024-01-01T00-00Z/manifest.json"}})));
    assert!(
        manifest.iter().any(|line| line.contains("arn:aws:s3:::in/inv/all/data/*")),
        "{manifest:?}"
    );
    let children = csv.trust.statements[0].condition["ArnLike"]["aws:SourceArn"].clone();
    assert!(children.contains(&format!("{machine_arn}:stateMachine:sample/*")));
}

#[test]
fn features_add_their_statements_only_when_they_are_on() {
    let idle = machine(&json!({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}));
    let plain = synthesize(&idle, &context("sample"));
    assert_eq!(plain.policies, []);
    assert!(plain.fits_inline());
    let mut on = context("sample").with(Feature::Logging).with(Feature::Tracing);
    on.kms_key_arn = Some("arn:aws:kms:us-east-1:1:key/k".to_owned());
    let lines = lines(&synthesize(&idle, &on));
    assert_eq!(lines.len(), 3);
    assert!(lines[0].starts_with("kms:Decrypt kms:GenerateDataKey on arn:aws:kms:us-east-1:1:key/k if kms:EncryptionContext:aws:states:stateMachineArn="));
    assert!(lines[1].starts_with(
        "kms:GenerateDataKey on arn:aws:kms:us-east-1:1:key/k if kms:EncryptionContext:SourceArn="
    ));
    assert!(
        lines[2].starts_with("logs:CreateLogDelivery")
            && lines[2].ends_with("xray:PutTraceSegments on *")
    );
    let activity =
        json!({"Type": "Task", "Resource": "arn:aws:states:us-east-1:1:activity:a", "End": true});
    assert_eq!(of(&activity).policies, []);
}

#[test]
fn only_this_machine_may_assume_the_role() {
    let trust = of(&json!({"Type": "Succeed"})).trust;
    let request = |account: &str, machine: &str| {
        RequestContext::default().with("aws:SourceAccount", account).with(
            "aws:SourceArn",
            format!("arn:aws:states:us-east-1:{account}:stateMachine:{machine}"),
        )
    };
    let allowed =
        |account, machine| can_assume(&trust, "states.amazonaws.com", &request(account, machine));
    assert!(allowed("123456789012", "sample"));
    assert!(allowed("123456789012", "sample:live"));
    assert!(!allowed("123456789012", "sample-2"));
    assert!(!allowed("210987654321", "sample"));
    assert!(!can_assume(&trust, "lambda.amazonaws.com", &request("123456789012", "sample")));
    assert!(!can_assume(&trust, "states.amazonaws.com", &RequestContext::default()));
}

#[test]
fn sdk_operations_have_their_own_actions() {
    let call = |name: &str, arguments: &Value| {
        lines(&of(&jsonata(&format!("arn:aws:states:::aws-sdk:{name}"), arguments)))
    };
    assert_eq!(
        call(
            "textract:detectDocumentText",
            &json!({"Document": {"S3Object": {"Bucket": "b", "Name": "n"}}})
        ),
        ["s3:GetObject on arn:aws:s3:::b/n", "textract:DetectDocumentText on *"]
    );
    assert_eq!(
        call("s3:listObjectsV2", &json!({"Bucket": "b"})),
        ["s3:ListBucket on arn:aws:s3:::b"]
    );
    assert_eq!(call("sts:getCallerIdentity", &json!({})), ["sts:GetCallerIdentity on *"]);
    let identity = "arn:aws:ses:us-east-1:123456789012:identity";
    assert_eq!(
        call("sesv2:sendEmail.waitForTaskToken", &json!({"FromEmailAddress": "Shop <a@x.com>"})),
        [format!("ses:SendEmail on {identity}/a@x.com {identity}/x.com")]
    );
    assert_eq!(
        call(
            "scheduler:createSchedule",
            &json!({"Name": "n", "Target": {"Arn": "x", "RoleArn": "arn:aws:iam::1:role/r"}})
        ),
        [
            "iam:PassRole on arn:aws:iam::1:role/r if iam:PassedToService=scheduler.amazonaws.com",
            "scheduler:CreateSchedule on arn:aws:scheduler:us-east-1:123456789012:schedule/default/n",
        ]
    );
    assert_eq!(
        call(
            "dynamodb:transactWriteItems",
            &json!({"TransactItems": [{"Put": {"TableName": "a"}}, {"Delete": {"TableName": "b"}}]})
        ),
        [
            "dynamodb:DeleteItem on arn:aws:dynamodb:us-east-1:123456789012:table/b",
            "dynamodb:PutItem on arn:aws:dynamodb:us-east-1:123456789012:table/a",
        ]
    );
}

#[test]
fn what_is_unknown_is_said_and_can_be_declared() {
    let first = |resource: &str| {
        let synthesis = of(&jsonata(resource, &json!({})));
        assert_eq!(synthesis.policies, []);
        let diagnostic = &synthesis.diagnostics[0];
        format!(
            "{} {} ({})",
            diagnostic.code,
            diagnostic.message,
            diagnostic.help.clone().unwrap_or_default()
        )
    };
    assert_eq!(
        first("arn:aws:states:::dynamo:getItem"),
        "SFN102 `dynamo` is not an optimized integration (did you mean `dynamodb:getItem`?)"
    );
    assert_eq!(
        first("arn:aws:states:::sqs:sendMessages"),
        "SFN102 `sqs` has no optimized operation `sendMessages` (did you mean `sqs:sendMessage`?)"
    );
    assert_eq!(
        first("arn:aws:states:::s3:putObject"),
        "SFN102 `s3` is not an optimized integration (did you mean `aws-sdk:s3:putObject`?)"
    );
    assert!(
        first("arn:aws:states:::aws-sdk:logs:putLogEvents")
            .ends_with("(did you mean `aws-sdk:cloudwatchlogs:putLogEvents`?)")
    );
    assert!(
        first("arn:aws:states:::aws-sdk:s3:putObjekt")
            .contains("did you mean `aws-sdk:s3:putObject`?")
    );
    assert!(
        first("nonsense").starts_with("SFN102 `nonsense` is nothing that Step Functions can call")
    );
    let mut declared = context("sample");
    declared.statements.push(DeclaredStatement {
        state: Some("Call".into()),
        actions: vec!["new:Operation".into()],
        resources: vec!["arn:aws:new:::x".into()],
    });
    let synthesis = synthesize(
        &single(&jsonata("arn:aws:states:::aws-sdk:s3:newOperation", &json!({}))),
        &declared,
    );
    assert_eq!(lines(&synthesis), ["new:Operation on arn:aws:new:::x"]);
    assert!(synthesis.diagnostics.is_empty());
}

#[test]
fn other_partitions_and_scripts() {
    let context = PolicyContext::new("sample").located("aws-cn", "cn-north-1", "123456789012");
    let table = |name: &str| {
        synthesize(
            &single(&jsonata(
                "arn:aws-cn:states:::dynamodb:getItem",
                &json!({"TableName": name, "Key": {}}),
            )),
            &context,
        )
    };
    assert_eq!(
        lines(&table("t")),
        ["dynamodb:GetItem on arn:aws-cn:dynamodb:cn-north-1:123456789012:table/t"]
    );
    let unwritable = table("表");
    assert_eq!(
        lines(&unwritable),
        ["dynamodb:GetItem on arn:aws-cn:dynamodb:cn-north-1:123456789012:table/*"]
    );
    assert_eq!(unwritable.diagnostics[0].code, "SFN106");
}

#[test]
fn without_parameters_the_input_names_the_resource() {
    let state =
        json!({"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true});
    let synthesis = of(&state);
    assert_eq!(lines(&synthesis), ["sqs:SendMessage on arn:aws:sqs:us-east-1:123456789012:*"]);
    assert_eq!(synthesis.diagnostics.len(), 1);
}

#[test]
fn arguments_that_are_one_expression_may_name_a_function_with_and_without_a_qualifier() {
    let invoke =
        |arguments: Value| lines(&of(&jsonata("arn:aws:states:::lambda:invoke", &arguments)));
    let functions = "lambda:InvokeFunction on arn:aws:lambda:us-east-1:123456789012:function";
    assert_eq!(invoke(json!("{% $states.input %}")), [format!("{functions}:*")]);
    let qualified = json!({"FunctionName": "f", "Qualifier": "{% $states.input.q %}"});
    assert_eq!(invoke(qualified), [format!("{functions}:f:*")]);
}

#[test]
fn the_roles_of_a_task_definition_are_asked_for_until_they_are_declared() {
    let state =
        jsonata("arn:aws:states:::ecs:runTask", &json!({"Cluster": "c", "TaskDefinition": "t"}));
    let open = of(&state);
    assert_eq!(
        lines(&open),
        ["ecs:RunTask on arn:aws:ecs:us-east-1:123456789012:task-definition/t:*"]
    );
    assert_eq!(
        open.diagnostics.iter().map(|diagnostic| diagnostic.code).collect::<Vec<_>>(),
        ["SFN104", "SFN104"]
    );
    let none: [&str; 0] = [];
    let declared = context("sample").declare("Call", Some("taskRole"), none).declare(
        "Call",
        Some("executionRole"),
        ["arn:aws:iam::1:role/pull"],
    );
    let closed = synthesize(&single(&state), &declared);
    assert!(closed.diagnostics.is_empty());
    assert!(lines(&closed).contains(&"iam:PassRole on arn:aws:iam::1:role/pull if iam:PassedToService=ecs-tasks.amazonaws.com".to_owned()));
}

#[test]
fn reasons_name_state_parameter_rule_and_source() {
    let synthesis =
        of(&jsonata("arn:aws:states:::glue:startJobRun.sync", &json!({"JobName": "etl"})));
    let reasons: Vec<_> = synthesis.reasons[0]
        .reasons
        .iter()
        .map(|reason| {
            format!(
                "{} {} {} {} {}",
                reason.state.as_ref().unwrap(),
                reason.parameters.join(","),
                reason.rule,
                reason.when,
                reason.source
            )
        })
        .collect();
    let page = "https://docs.aws.amazon.com/step-functions/latest/dg/connect-glue.html";
    assert_eq!(
        reasons,
        [
            format!("Call JobName glue:startJobRun.sync always {page}"),
            format!("Call JobName glue:startJobRun.sync sync {page}")
        ]
    );
}

#[test]
fn a_reader_is_pointed_at() {
    let map = json!({"Type": "Map", "End": true, "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key.$": "$.k"}},
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "I", "States": {"I": {"Type": "Succeed"}}}});
    assert!(
        messages(&of(&map))[0]
            .starts_with("/States/Call/ItemReader/Parameters/Key.$ `Key` is known only")
    );
}

#[test]
fn placeholders_that_hide_a_name_are_a_hint() {
    let synthesis = of(&jsonata(
        "arn:aws:states:::states:startExecution.sync:2",
        &json!({"StateMachineArn": "${ChildArn}"}),
    ));
    assert!(lines(&synthesis).contains(&"states:StartExecution on ${ChildArn}".to_owned()));
    assert_eq!(synthesis.diagnostics[0].severity, sfn_asl::Severity::Hint);
    assert!(
        synthesis.diagnostics[0]
            .message
            .starts_with("`StateMachineArn` is a placeholder until deployment")
    );
}

#[test]
fn a_large_policy_becomes_managed_ones() {
    let states: serde_json::Map<_, _> = (0..400)
        .map(|at| {
            (
                format!("S{at}"),
                jsonata(
                    "arn:aws:states:::lambda:invoke",
                    &json!({"FunctionName": format!("function-with-a-rather-long-name-{at}")}),
                ),
            )
        })
        .collect();
    let synthesis =
        synthesize(&machine(&json!({"StartAt": "S0", "States": states})), &context("sample"));
    assert!(!synthesis.fits_inline());
    assert!(synthesis.policies.iter().all(|policy| policy.compact_len() <= sfn_iam::MANAGED_LIMIT));
    for at in 0..400 {
        let arn = format!(
            "arn:aws:lambda:us-east-1:123456789012:function:function-with-a-rather-long-name-{at}"
        );
        let none = RequestContext::default();
        assert!(sfn_iam::allows_any(&synthesis.policies, "lambda:InvokeFunction", &arn, &none));
    }
}

#[test]
fn a_role_is_passed_where_its_value_is_surely_one() {
    let policy = |role: Value, declared: &[&str]| {
        let arguments = json!({"Name": "j", "Role": role, "Command": {"Name": "glueetl"}});
        let state = json!({"Type": "Task", "QueryLanguage": "JSONata", "End": true, "Arguments": arguments,
            "Resource": "arn:aws:states:::aws-sdk:glue:createJob"});
        let mut context = context("m");
        if !declared.is_empty() {
            context = context.declare("Call", Some("Role"), declared.iter().copied());
        }
        let synthesis = synthesize(&single(&state), &context);
        let statements = synthesis.policies[0].statements.clone();
        let roles = statements
            .into_iter()
            .filter(|statement| statement.actions.contains("iam:PassRole"))
            .flat_map(|statement| statement.resources);
        let findings = synthesis.diagnostics.into_iter().map(|found| found.message);
        (roles.collect::<Vec<_>>(), findings.collect::<Vec<_>>())
    };
    let arn = "arn:aws:iam::123456789012:role/etl";
    let none: Vec<String> = Vec::new();
    assert_eq!(policy(json!(arn), &[]), (vec![arn.to_owned()], none.clone()));
    assert_eq!(policy(json!("${EtlRoleArn}"), &[]).0, ["${EtlRoleArn}"]);
    assert_eq!(policy(json!("{% $role %}"), &[arn]), (vec![arn.to_owned()], none.clone()));
    let warning =
        "`Role` is known only at run time, so `aws-sdk:glue:createJob` may pass no role with it";
    assert_eq!(policy(json!("{% $role %}"), &[]), (none, vec![warning.to_owned()]));
}

#[test]
fn what_a_service_does_with_the_rights_of_its_caller_is_allowed() {
    let needs = |operation: &str, arguments: Value| {
        let state = jsonata(&format!("arn:aws:states:::aws-sdk:{operation}"), &arguments);
        lines(&of(&state)).join("; ")
    };
    let image = json!({"S3Object": {"Bucket": "in", "Name": "a.png"}});
    assert_eq!(
        needs("rekognition:detectLabels", json!({"Image": image})),
        "rekognition:DetectLabels on *; s3:GetObject on arn:aws:s3:::in/a.png"
    );
    assert_eq!(
        needs("rekognition:detectLabels", json!({"Image": {"Bytes": "{% $bytes %}"}})),
        "rekognition:DetectLabels on *"
    );
    let speech = json!({"OutputS3BucketName": "out", "OutputS3KeyPrefix": "a/", "Text": "t"});
    assert!(
        needs("polly:startSpeechSynthesisTask", speech)
            .contains("s3:PutObject on arn:aws:s3:::out/a/*")
    );
    let media = json!({"TranscriptionJobName": "j", "Media": {"MediaFileUri": "s3://in/a.mp3"}});
    assert_eq!(
        needs("transcribe:startTranscriptionJob", media.clone()),
        "s3:GetObject on arn:aws:s3:::in/a.mp3; transcribe:StartTranscriptionJob on *"
    );
    let mut with_role = media;
    with_role["JobExecutionSettings"] =
        json!({"DataAccessRoleArn": "arn:aws:iam::123456789012:role/t"});
    assert!(!needs("transcribe:startTranscriptionJob", with_role).contains("s3:"));
    let code = json!({"FunctionName": "f", "Code": {"S3Bucket": "code", "S3Key": "f.zip"}});
    assert!(
        needs("lambda:createFunction", code).contains("s3:GetObject on arn:aws:s3:::code/f.zip")
    );
    let table = "arn:aws:dynamodb:us-east-1:123456789012:table/t";
    let export = json!({"TableArn": table, "S3Bucket": "out"});
    assert!(
        needs("dynamodb:exportTableToPointInTime", export)
            .contains("s3:AbortMultipartUpload s3:PutObject s3:PutObjectAcl on arn:aws:s3:::out/*")
    );
    assert_eq!(
        needs("sns:publish", json!({"PhoneNumber": "+1", "Message": "m"})),
        "sns:Publish on *"
    );
}
