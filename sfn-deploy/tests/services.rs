//! Calls of AWS services that are sent to an endpoint: `--services-endpoint URL`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

mod support;

use std::time::Duration;

use support::{Parrot, Shop, run_states};

/// One call.
fn call(resource: &str, arguments: &str) -> String {
    format!(
        r#"{{ "S": {{ "Type": "Task", "Resource": "arn:aws:states:::{resource}", "Arguments": {arguments}, "End": true }} }}"#
    )
}

/// Gets an item, by the SDK.
fn get_item() -> String {
    call("aws-sdk:dynamodb:getItem", r#"{ "TableName": "t", "Key": { "id": { "S": "1" } } }"#)
}

#[test]
fn a_call_is_signed_and_its_answer_has_the_names_of_step_functions() {
    let answer = r#"{ "Item": { "id": { "S": "1" }, "ok": { "BOOL": true } } }"#;
    let endpoint = Parrot::new("200 OK", "application/x-amz-json-1.0", answer);
    let output = run_states(&get_item(), &["--services-endpoint", &endpoint.url]).unwrap();
    assert_eq!(
        output,
        serde_json::json!({ "Item": { "id": { "S": "1" }, "ok": { "Bool": true } } })
    );
    let head = endpoint.last();
    assert!(head.starts_with("POST / HTTP/1.1\r\n"), "{head}");
    let head = head.to_lowercase();
    assert!(head.contains("\r\nx-amz-target: dynamodb_20120810.getitem\r\n"), "{head}");
    assert!(head.contains("\r\ncontent-type: application/x-amz-json-1.0\r\n"), "{head}");
    assert!(head.contains("/us-east-1/dynamodb/aws4_request"), "{head}");

    let optimized = get_item().replace("aws-sdk:", "");
    let output = run_states(&optimized, &["--services-endpoint", &endpoint.url]).unwrap();
    assert_eq!(output["Item"]["ok"]["BOOL"], true);
    assert_eq!(output["SdkHttpMetadata"]["HttpStatusCode"], 200);
}

#[test]
fn a_refusal_is_the_error_of_the_service() {
    let answer = r#"{ "__type": "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException", "message": "no such table" }"#;
    let endpoint = Parrot::new("400 Bad Request", "application/x-amz-json-1.0", answer);
    let refused =
        |states: &str| run_states(states, &["--services-endpoint", &endpoint.url]).unwrap_err();
    let error = refused(&get_item());
    assert!(error.contains("failed with `DynamoDb.ResourceNotFoundException`"), "{error}");
    assert!(error.contains("no such table (Service: DynamoDb, Status Code: 400"), "{error}");
    let error = refused(&get_item().replace("aws-sdk:", ""));
    assert!(error.contains("failed with `DynamoDB.ResourceNotFoundException`"), "{error}");
}

#[test]
fn services_that_speak_xml_are_asked_in_their_way() {
    let answer = "<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>";
    let sns = Parrot::new("200 OK", "text/xml", answer);
    let publish = call("sns:publish", r#"{ "TopicArn": "arn:t", "Message": { "a": 1 } }"#);
    let output = run_states(&publish, &["--services-endpoint", &sns.url]).unwrap();
    assert_eq!(output["MessageId"], "m");
    assert_eq!(output["SdkHttpMetadata"]["HttpStatusCode"], 200);
    let head = sns.last().to_lowercase();
    assert!(head.starts_with("post / http/1.1\r\n"), "{head}");
    assert!(
        head.contains("content-type: application/x-www-form-urlencoded; charset=utf-8"),
        "{head}"
    );
    assert!(head.contains("/us-east-1/sns/aws4_request"), "{head}");

    let answer =
        "<Error><Code>NoSuchKey</Code><Message>gone</Message><RequestId>r</RequestId></Error>";
    let s3 = Parrot::new("404 Not Found", "application/xml", answer);
    let get = call("aws-sdk:s3:getObject", r#"{ "Bucket": "b", "Key": "a b/c", "PartNumber": 1 }"#);
    let error = run_states(&get, &["--services-endpoint", &s3.url]).unwrap_err();
    assert!(error.contains("failed with `S3.NoSuchKeyException`"), "{error}");
    assert!(error.contains("gone (Service: S3, Status Code: 404, Request ID: r)"), "{error}");
    let head = s3.last();
    assert!(head.starts_with("GET /b/a%20b/c?partNumber=1 HTTP/1.1\r\n"), "{head}");
    assert!(head.contains("x-amz-content-sha256: "), "{head}");
    // A page of a proxy is no answer, and neither is a text.
    for page in ["<html><body>It works!</body></html>", "It works!"] {
        let proxy = Parrot::new("200 OK", "text/html", page);
        let error = run_states(&publish, &["--services-endpoint", &proxy.url]).unwrap_err();
        assert!(error.contains("failed with `SNS.SdkClientException`"), "{error}");
        assert!(error.contains("with status 200 came no XML of the service, but: "), "{error}");
        assert!(error.contains(page), "{error}");
    }
}

#[test]
fn a_server_that_stands_for_s3_gets_its_calls() {
    let s3 = Parrot::new("200 OK", "text/plain", "letter");
    let get = call("aws-sdk:s3:getObject", r#"{ "Bucket": "b", "Key": "k" }"#);
    let nobody = support::nobody();
    let options = ["--s3", s3.url.as_str(), "--services-endpoint", nobody.as_str()];
    assert_eq!(run_states(&get, &options).unwrap()["Body"], "letter");
    assert_eq!(run_states(&get, &["--s3", &s3.url]).unwrap()["ContentLength"], 6);
    assert_eq!(s3.requests(), 2);
}

/// A server of Glue that starts a run, says that it runs, and then this.
fn glue(then: &str) -> Parrot {
    let started = r#"{ "JobRunId": "r" }"#;
    let running = r#"{ "JobRun": { "JobRunState": "RUNNING" } }"#;
    let then = format!(r#"{{ "JobRun": {{ "Id": "r", "JobRunState": "{then}" }} }}"#);
    let answers = [("200 OK", started), ("200 OK", running), ("200 OK", &then)];
    Parrot::in_turn("application/x-amz-json-1.1", &answers)
}

fn start_job() -> String {
    call("glue:startJobRun.sync", r#"{ "JobName": "j" }"#)
}

#[test]
fn a_job_is_asked_about_until_it_ends() {
    let server = glue("SUCCEEDED");
    let options = ["--services-endpoint", server.url.as_str()];
    let output = run_states(&start_job(), &options).unwrap();
    assert_eq!(output, serde_json::json!({ "Id": "r", "JobRunState": "SUCCEEDED" }));
    assert_eq!(server.operations(), ["StartJobRun", "GetJobRun", "GetJobRun"]);
    assert!(server.last().ends_with(r#"{"JobName":"j","RunId":"r"}"#), "{}", server.last());

    let server = glue("FAILED");
    let options = ["--services-endpoint", server.url.as_str()];
    let error = run_states(&start_job(), &options).unwrap_err();
    assert!(error.contains("failed with `States.TaskFailed`"), "{error}");
    assert!(error.contains(r#"{"Id":"r","JobRunState":"FAILED"}"#), "{error}");
}

#[test]
fn a_look_at_a_job_that_fails_is_not_the_job_that_fails() {
    let started = r#"{ "JobRunId": "r" }"#;
    let busy = r#"{ "__type": "ThrottlingException", "message": "Rate exceeded" }"#;
    let ended = r#"{ "JobRun": { "JobRunState": "SUCCEEDED" } }"#;
    let answers = [
        ("200 OK", started),
        ("400 Bad Request", busy),
        ("502 Bad Gateway", ""),
        ("200 OK", ended),
    ];
    let server = Parrot::in_turn("application/x-amz-json-1.1", &answers);
    let options = ["--services-endpoint", server.url.as_str()];
    let output = run_states(&start_job(), &options).unwrap();
    assert_eq!(output["JobRunState"], "SUCCEEDED");

    // What does not pass fails the task, and nobody would end the job.
    let denied = r#"{ "__type": "AccessDeniedException", "message": "no" }"#;
    let answers = [("200 OK", started), ("400 Bad Request", denied), ("200 OK", "{}")];
    let server = Parrot::in_turn("application/x-amz-json-1.1", &answers);
    let states = start_job_and_go_on(
        &serde_json::json!({ "ErrorEquals": ["Glue.AccessDeniedException", "Glue.GlueException"], "Next": "T0" }),
    );
    let options = ["--services-endpoint", server.url.as_str()];
    run_states(&states, &options).unwrap();
    let calls = server.operations();
    assert!(calls.contains(&"BatchStopJobRun".to_owned()), "{calls:?}");
}

#[test]
fn a_job_that_the_service_does_not_know_has_failed() {
    let answers = [("200 OK", r#"{ "jobId": "j" }"#), ("200 OK", r#"{ "jobs": [] }"#)];
    let server = Parrot::in_turn("application/json", &answers);
    let options = ["--services-endpoint", server.url.as_str()];
    let submit = r#"{ "JobName": "n", "JobQueue": "q", "JobDefinition": "d" }"#;
    let error = run_states(&call("batch:submitJob.sync", submit), &options).unwrap_err();
    assert!(error.contains("failed with `States.TaskFailed`"), "{error}");
    assert!(
        error.contains(r#"`batch:describeJobs` does not know the job: {"Jobs":[]}"#),
        "{error}"
    );
}

/// Starts a job that may take a second; five other calls follow from `T0` on, during which it can be stopped.
fn start_job_and_go_on(catch: &serde_json::Value) -> String {
    let task = |resource: &str, next: &str| serde_json::json!({ "Type": "Task", "Resource": format!("arn:aws:states:::{resource}"), "Arguments": { "JobName": "j" }, "Next": next });
    let mut job = task("glue:startJobRun.sync", "T0");
    job["TimeoutSeconds"] = 1.into();
    job["Catch"] = serde_json::json!([catch]);
    let mut states = serde_json::json!({ "S": job, "T5": { "Type": "Succeed" } });
    for number in 0..5 {
        states[format!("T{number}")] = task("aws-sdk:glue:getJob", &format!("T{}", number + 1));
    }
    states.to_string()
}

#[test]
fn a_job_that_nobody_waits_for_any_longer_is_stopped() {
    let states = start_job_and_go_on(
        &serde_json::json!({ "ErrorEquals": ["States.Timeout"], "Next": "T0" }),
    );
    let started = ("200 OK", r#"{ "JobRunId": "r" }"#);
    let running = ("200 OK", r#"{ "JobRun": { "JobRunState": "RUNNING" } }"#);
    let kind = "application/x-amz-json-1.1";
    // It runs; or its start is still under way.
    for delay in [Duration::ZERO, Duration::from_millis(1_500)] {
        let server = Parrot::after(delay, kind, &[started, running]);
        run_states(&states, &["--services-endpoint", server.url.as_str()]).unwrap();
        let calls = server.operations();
        assert!(calls.contains(&"BatchStopJobRun".to_owned()), "{delay:?}: {calls:?}");
    }
}

#[test]
fn a_task_that_ecs_does_not_start_has_failed() {
    let answer = r#"{ "tasks": [], "failures": [{ "reason": "RESOURCE:MEMORY" }] }"#;
    let server = Parrot::new("200 OK", "application/x-amz-json-1.1", answer);
    let options = ["--services-endpoint", server.url.as_str()];
    let run =
        |pattern: &str| call(&format!("ecs:runTask{pattern}"), r#"{ "TaskDefinition": "t" }"#);
    let error = run_states(&run(".sync"), &options).unwrap_err();
    assert!(error.contains("failed with `AmazonECS.Unknown`"), "{error}");
    assert!(error.contains(r#"[{"Reason":"RESOURCE:MEMORY"}]"#), "{error}");
    let output = run_states(&run(""), &options).unwrap();
    assert_eq!(output["Failures"][0]["Reason"], "RESOURCE:MEMORY");
}

#[test]
fn a_folder_is_s3_for_tasks_too() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("buckets");
    std::fs::create_dir_all(folder.join("b")).unwrap();
    std::fs::write(folder.join("b/k"), "letter").unwrap();
    let nobody = support::nobody();
    let folder = folder.display().to_string();
    let options = ["--s3", folder.as_str(), "--services-endpoint", nobody.as_str()];
    let of = |api: &str| call(&format!("aws-sdk:s3:{api}"), r#"{ "Bucket": "b", "Key": "k" }"#);
    assert_eq!(run_states(&of("getObject"), &options).unwrap()["Body"], "letter");
    // What a folder cannot do is not done elsewhere: nobody else has its objects.
    let error = run_states(&of("getObjectAcl"), &options).unwrap_err();
    assert!(error.contains("nothing answers the task `S`"), "{error}");
    let first =
        call("aws-sdk:s3:getObject", r#"{ "Bucket": "b", "Key": "k", "Range": "bytes=0-1" }"#);
    let error = run_states(&first, &options).unwrap_err();
    assert!(error.contains("have no `Range` of `s3:getObject`"), "{error}");
    let gone = call("aws-sdk:s3:getObject", r#"{ "Bucket": "b", "Key": "gone" }"#);
    let error = run_states(&gone, &options).unwrap_err();
    assert!(error.contains("failed with `S3.NoSuchKeyException`"), "{error}");
}

#[test]
fn a_call_that_goes_nowhere_says_what_was_meant() {
    let misspelt = call("aws-sdk:dynamodb:getItm", r#"{ "TableName": "t" }"#);
    let nobody = support::nobody();
    for options in [&[][..], &["--services-endpoint", nobody.as_str()]] {
        let error = run_states(&misspelt, options).unwrap_err();
        assert!(error.contains("did you mean `aws-sdk:dynamodb:getItem`?"), "{error}");
    }
    let error = run_states(&get_item(), &[]).unwrap_err();
    assert!(error.contains("--services-endpoint URL"), "{error}");
    assert!(!error.contains("give it a body"), "{error}");
}

#[test]
fn what_cannot_be_sent_is_said_with_the_mock_to_write() {
    let url = support::nobody();
    let said = |states: &str| run_states(states, &["--services-endpoint", &url]).unwrap_err();
    let run = r#"{ "ClusterName": "c", "CertificateAuthority": "a", "Endpoint": "e", "Job": {} }"#;
    let error = said(&call("eks:runJob.sync", run));
    assert!(error.contains(r#"{"states":{"S":[{"return":{}}]}}"#), "{error}");
    let error = said(&get_item());
    assert!(error.contains("failed with `DynamoDb.SdkClientException`"), "{error}");
    assert!(error.contains(&format!("nothing answers at {url}")), "{error}");
}

#[test]
fn what_is_no_answer_of_a_service_fails_the_task_and_is_quoted() {
    let said = |states: &str, status: &str, body: &str| {
        let endpoint = Parrot::new(status, "text/html", body);
        run_states(states, &["--services-endpoint", &endpoint.url])
    };
    let page = "<html>\n<h1>It works!</h1>";
    let error = said(&get_item(), "200 OK", page).unwrap_err();
    assert!(error.contains("failed with `DynamoDb.SdkClientException`"), "{error}");
    assert!(
        error.contains("with status 200 came no JSON object, but: <html> <h1>It works!"),
        "{error}"
    );
    said(&get_item(), "200 OK", "[]").unwrap_err();
    let describe = call("aws-sdk:eks:describeCluster", r#"{ "Name": "c" }"#);
    said(&describe, "200 OK", page).unwrap_err();
    let error = said(&get_item(), "500 Internal Server Error", page).unwrap_err();
    assert!(error.contains("failed with `DynamoDb.DynamoDbException`"), "{error}");
    assert!(error.contains("<h1>It works!</h1> (Service: DynamoDb, Status Code: 500"), "{error}");
    // Nothing is an answer, too; and so is any body where the body is a value of the result.
    assert_eq!(said(&get_item(), "200 OK", "").unwrap(), serde_json::json!({}));
    let get = call(
        "aws-sdk:appconfig:getConfiguration",
        r#"{ "Application": "a", "Environment": "e", "Configuration": "c", "ClientId": "i" }"#,
    );
    assert_eq!(said(&get, "200 OK", "a: 1").unwrap()["Content"], "a: 1");
}

#[test]
fn mocks_come_first_and_only_the_embedded_endpoint_has_services() {
    let mocks = r#"{ "states": { "S": { "return": { "mocked": true } } } }"#;
    let mocks = support::file("services.mocks.json", mocks);
    let url = support::nobody();
    let options = ["--services-endpoint", url.as_str(), "--mocks", mocks.as_str()];
    assert_eq!(run_states(&get_item(), &options).unwrap()["mocked"], true);
    let ran = Shop::new(&["run", "order", "--services-endpoint", &url]).run().exits(2);
    ran.mentions("nothing was sent: `--services-endpoint` is a URL for the embedded endpoint");
}

/// A function that answers this.
fn lambda(headers: &str, payload: &str) -> Parrot {
    let kind = format!("application/json\r\nx-amz-executed-version: $LATEST{headers}");
    Parrot::new("200 OK", &kind, payload)
}

const FUNCTION: &str = "arn:aws:lambda:us-east-1:000000000000:function:double";

/// The three ways of calling a function.
fn invocations() -> [String; 3] {
    let arguments = format!(r#"{{ "FunctionName": "{FUNCTION}", "Payload": {{ "n": 1 }} }}"#);
    let bare = call("x", "{ \"n\": 1 }").replace("arn:aws:states:::x", FUNCTION);
    [bare, call("lambda:invoke", &arguments), call("aws-sdk:lambda:invoke", &arguments)]
}

#[test]
fn functions_that_nobody_has_here_are_called_at_the_endpoint() {
    let function = lambda("", r#"{ "doubled": 2 }"#);
    let [bare, optimized, sdk] = invocations().map(|states| {
        let output = run_states(&states, &["--services-endpoint", &function.url]).unwrap();
        let head = function.last();
        let name = FUNCTION.replace(':', "%3A");
        let line = format!("POST /2015-03-31/functions/{name}/invocations HTTP/1.1\r\n");
        assert!(head.starts_with(&line), "{head}");
        assert!(head.to_lowercase().contains("\r\ncontent-length: 7\r\n"), "{head}");
        output
    });
    assert_eq!(bare, serde_json::json!({ "doubled": 2 }));
    assert_eq!(optimized["Payload"], serde_json::json!({ "doubled": 2 }));
    assert_eq!(optimized["StatusCode"], 200);
    assert_eq!(optimized["ExecutedVersion"], "$LATEST");
    assert_eq!(optimized["SdkHttpMetadata"]["HttpStatusCode"], 200);
    assert_eq!(
        sdk,
        serde_json::json!({ "Payload": "{ \"doubled\": 2 }", "StatusCode": 200, "ExecutedVersion": "$LATEST" })
    );
}

#[test]
fn a_function_that_fails_fails_the_task_that_calls_it() {
    let error = "\r\nx-amz-function-error: Unhandled";
    let failing = lambda(error, r#"{"errorMessage":"none left","errorType":"SoldOut"}"#);
    let [bare, optimized, sdk] = invocations();
    let failed = |states: &str, at: &Parrot| {
        run_states(states, &["--services-endpoint", &at.url]).unwrap_err()
    };
    for states in [&bare, &optimized] {
        let error = failed(states, &failing);
        assert!(error.contains("failed with `SoldOut`"), "{error}");
        assert!(error.contains("none left"), "{error}");
    }
    // The SDK knows nothing of the function's errors.
    let output = run_states(&sdk, &["--services-endpoint", &failing.url]).unwrap();
    assert_eq!(output["FunctionError"], "Unhandled");

    let nameless = lambda(error, r#"{"errorMessage":"none left"}"#);
    let error = failed(&optimized, &nameless);
    assert!(error.contains("failed with `Lambda.Unknown`"), "{error}");
    assert!(error.contains("Lambda did not return an error type. Returned payload: "), "{error}");

    let missing = r#"{ "Type": "User", "Message": "Function not found" }"#;
    let kind = "application/json\r\nx-amzn-errortype: ResourceNotFoundException";
    let missing = Parrot::new("404 Not Found", kind, missing);
    let error = failed(&bare, &missing);
    assert!(error.contains("failed with `Lambda.ResourceNotFoundException`"), "{error}");
}
