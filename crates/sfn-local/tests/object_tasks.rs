//! Tasks that call S3, with the objects of the run as S3.
#![cfg(test)]
#![allow(clippy::needless_pass_by_value, reason = "`json!` is written in place")]

mod support;

use std::sync::Arc;

use serde_json::{Value, json};
use sfn_local::{LocalTasks, MockFile, Run, block_on, objects::MemoryObjects};
use support::{compile, single};

fn objects() -> MemoryObjects {
    MemoryObjects::new()
        .with("b", "in/a.json", r#"{"n":1}"#)
        .with("b", "in/may/1", "x")
        .with("b", "in/may/2", "y")
        .with("b", "in/z", "")
}

/// What a call comes to: its result, or its error and cause.
fn call(api: &str, arguments: Value) -> Result<Value, (String, String)> {
    call_with(api, arguments, LocalTasks::new())
}

fn call_with(api: &str, arguments: Value, tasks: LocalTasks) -> Result<Value, (String, String)> {
    let state = json!({
        "Type": "Task",
        "Resource": format!("arn:aws:states:::aws-sdk:s3:{api}"),
        "Arguments": arguments,
        "End": true
    });
    let run = Run::new(Arc::new(compile(single(state)).unwrap()), json!({}), Arc::new(tasks));
    let (handle, work) = run.objects(Arc::new(objects())).start();
    block_on(work);
    let outcome = handle.outcome().unwrap();
    match outcome.error() {
        None => Ok(outcome.output().cloned().unwrap()),
        Some(error) => {
            let text = |part: &Option<Arc<str>>| part.as_deref().unwrap_or_default().to_owned();
            Err((text(&error.error), text(&error.cause)))
        }
    }
}

fn at(key: &str) -> Value {
    json!({ "Bucket": "b", "Key": key })
}

#[test]
fn an_object_is_got_as_s3_gives_it() {
    let mut head = json!({
        "AcceptRanges": "bytes", "ContentLength": 7, "ContentType": "binary/octet-stream",
        "ETag": "\"082c26c8a6bc75226a31da5495cc9292\"", "LastModified": "2025-01-01T00:00:00Z",
        "Metadata": {}, "ServerSideEncryption": "AES256"
    });
    let got = call("headObject", at("in/a.json")).unwrap();
    assert_eq!(got, head);
    head["Body"] = r#"{"n":1}"#.into();
    assert_eq!(call("getObject", at("in/a.json")).unwrap(), head);
}

#[test]
fn what_is_not_there_is_the_error_of_s3() {
    let (error, cause) = call("getObject", at("none")).unwrap_err();
    assert_eq!(error, "S3.NoSuchKeyException");
    let start = "The specified key does not exist. (Service: S3, Status Code: 404, Request ID: ";
    assert!(cause.starts_with(start), "{cause}");
    let (error, cause) = call("headObject", at("in/may/")).unwrap_err();
    assert_eq!(error, "S3.NoSuchKeyException");
    assert!(cause.starts_with("null (Service: S3, Status Code: 404"), "{cause}");
    let (error, cause) = call("listObjectsV2", json!({ "Bucket": "none" })).unwrap_err();
    assert_eq!(error, "S3.NoSuchBucketException");
    assert!(cause.starts_with("The specified bucket does not exist (Service: S3"), "{cause}");
    // An object that is not there is deleted all the same.
    assert_eq!(call("deleteObject", at("none")), Ok(json!({})));
}

#[test]
fn a_body_is_put_as_text_or_as_json() {
    // Both are recorded.
    let put = |body: Value| {
        call("putObject", json!({ "Bucket": "new", "Key": "k", "Body": body })).unwrap()["ETag"]
            .clone()
    };
    assert_eq!(put(json!({ "Dict": "Value" })), "\"49e31cee5aec8faf3345893addb14346\"");
    assert_eq!(put(json!(false)), "\"68934a3e9455fa72420237eb05902327\"");
}

#[test]
fn a_listing_has_pages_and_common_prefixes() {
    let keys = |listing: &Value| -> Vec<String> {
        let contents = listing["Contents"].as_array().cloned().unwrap_or_default();
        contents.iter().map(|object| object["Key"].as_str().unwrap().to_owned()).collect()
    };
    let all = call("listObjectsV2", json!({ "Bucket": "b" })).unwrap();
    assert_eq!(keys(&all), ["in/a.json", "in/may/1", "in/may/2", "in/z"]);
    assert_eq!((&all["IsTruncated"], &all["KeyCount"]), (&json!(false), &json!(4)));

    let folder = json!({ "Bucket": "b", "Prefix": "in/", "Delimiter": "/" });
    let folder = call("listObjectsV2", folder).unwrap();
    assert_eq!(keys(&folder), ["in/a.json", "in/z"]);
    assert_eq!(folder["CommonPrefixes"], json!([{ "Prefix": "in/may/" }]));
    assert_eq!(folder["KeyCount"], 3);

    let first = call("listObjectsV2", json!({ "Bucket": "b", "MaxKeys": 3 })).unwrap();
    assert_eq!((&first["IsTruncated"], &first["MaxKeys"]), (&json!(true), &json!(3)));
    let next = json!({ "Bucket": "b", "ContinuationToken": first["NextContinuationToken"] });
    assert_eq!(keys(&call("listObjectsV2", next).unwrap()), ["in/z"]);
    let after = json!({ "Bucket": "b", "StartAfter": "in/may/1" });
    assert_eq!(keys(&call("listObjectsV2", after).unwrap()), ["in/may/2", "in/z"]);
    let none = call("listObjectsV2", json!({ "Bucket": "b", "MaxKeys": "0" })).unwrap();
    assert_eq!((&none["IsTruncated"], &none["KeyCount"]), (&json!(false), &json!(0)));
    let wrong = json!({ "Bucket": "b", "ContinuationToken": "?" });
    assert_eq!(call("listObjectsV2", wrong).unwrap_err().0, "S3.S3Exception");
}

#[test]
fn what_the_objects_do_not_have_is_refused() {
    let refused = |api: &str, arguments: Value| {
        let (error, cause) = call(api, arguments).unwrap_err();
        assert_eq!(error, "States.Runtime");
        cause
    };
    let put = json!({ "Bucket": "b", "Key": "k", "ContentType": "text/plain", "IfNoneMatch": "*" });
    assert!(refused("putObject", put).contains("have no `IfNoneMatch` of `s3:putObject`"));
    assert!(refused("getObject", json!({ "Bucket": "b" })).contains("need `Key`, a text"));
    assert!(refused("getObject", json!([])).contains("are no object: []"));

    // Where nothing stands for S3, that is what is missing.
    let state = json!({
        "Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:getObject",
        "Arguments": { "Bucket": "b", "Key": "k", "Range": "bytes=0-1" }, "End": true
    });
    let (_, cause) = support::run(single(state), json!({}), &json!({})).error();
    assert!(cause.contains("nothing answers the task `S`"), "{cause}");
}

#[test]
fn a_mock_comes_first_and_other_calls_want_one() {
    let mocks = r#"{ "states": { "S": { "return": { "Body": "mocked" } } } }"#;
    let tasks = LocalTasks::new().mocks(MockFile::parse(mocks).unwrap());
    let got = call_with("getObject", at("in/a.json"), tasks).unwrap();
    assert_eq!(got, json!({ "Body": "mocked" }));
    let (error, cause) = call("getBucketTagging", json!({ "Bucket": "b" })).unwrap_err();
    assert_eq!(error, "States.Runtime");
    assert!(cause.contains("nothing answers the task `S`"), "{cause}");
}
