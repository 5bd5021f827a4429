//! `sdk!`: any operation of the AWS SDK.

use serde_json::{Value, json};
use sfn_dsl::{
    TaskFailure,
    integration::service::ServiceError,
    prelude::*,
    testing::{Answers, RunError, assert_equivalent},
};

use crate::{state, text};

/// Reads a page, and gives its lines.
#[workflow(name = "read-page")]
pub async fn read_page(bucket: String, key: String) -> Result<Vec<String>, ServiceError> {
    let found = sdk!(textract::detect_document_text {
        Document: { S3Object: { Bucket: bucket, Name: key } }
    })
    .retry(Retry::on(["Textract.ThrottlingException"]))
    .timeout_seconds(30)
    .await?;
    Ok(found.blocks.iter().filter_map(|block| block.text.clone()).collect())
}

#[test]
fn a_call_is_a_task_state() {
    let state = state(&read_page::definition(), "DetectDocumentText");
    assert_eq!(state["Resource"], "arn:aws:states:::aws-sdk:textract:detectDocumentText");
    assert_eq!(
        state["Arguments"],
        json!({ "Document": { "S3Object": {
            "Bucket": "{% $states.context.Execution.Input.bucket %}",
            "Name": "{% $states.context.Execution.Input.key %}"
        } } })
    );
    assert_eq!(state["TimeoutSeconds"], 30);
}

#[test]
fn an_answer_is_read_into_the_operations_types() {
    let answers = Answers::new().on_json(sdk!(textract::detect_document_text), |call| {
        assert_eq!(call.payload["Document"]["S3Object"]["Name"], "a.png");
        Ok(json!({ "Blocks": [{ "BlockType": "PAGE" }, { "BlockType": "LINE", "Text": "Hello" }] }))
    });
    let run = answers.run(read_page(text("papers"), text("a.png")));
    assert_eq!(run.result, Ok(vec![text("Hello")]));
    assert_eq!(run.payloads(sdk!(textract::detect_document_text)).len(), 1);
    assert_equivalent(|| read_page(text("papers"), text("a.png")), &answers);

    let empty = Answers::new().succeed(sdk!(textract::detect_document_text), &json!({}));
    assert_equivalent(|| read_page(text("papers"), text("a.png")), &empty);

    let wrong = json!({ "Blocks": [{ "BlockType": "LINE" }, { "Text": 5 }] });
    let wrong = Answers::new().succeed(sdk!(textract::detect_document_text), &wrong);
    let run = wrong.run(read_page(text("papers"), text("a.png")));
    let Err(RunError::Ended(failure)) = run.result else { unreachable!() };
    assert!(
        failure.cause.ends_with("Blocks: Text: invalid type: integer `5`, expected a string"),
        "{failure}"
    );
}

/// A response of one call is a value of the same type as that of another.
#[workflow(name = "wait-for-export")]
pub async fn wait_for_export(table: String) -> Result<String, ServiceError> {
    let started = sdk!(dynamodb::export_table_to_point_in_time {
        TableArn: table,
        S3Bucket: "${Exports}",
        ExportFormat: "DYNAMODB_JSON",
    })
    .await?;
    let mut export = started.export_description;
    loop {
        let Some(description) = export else { return Ok("gone".to_owned()) };
        match description.export_status.as_deref() {
            Some("COMPLETED") => return Ok(description.export_manifest.unwrap_or_default()),
            Some("FAILED") => return Ok(description.failure_message.unwrap_or("?".to_owned())),
            _ => {}
        }
        sfn::sleep(sfn::seconds(30)).await;
        let described = sdk!(dynamodb::describe_export {
            ExportArn: description.export_arn.unwrap_or_default(),
        })
        .await?;
        export = described.export_description;
    }
}

#[test]
fn calls_of_a_workflow_share_their_types() {
    let answers = Answers::new()
        .on_json(sdk!(dynamodb::export_table_to_point_in_time), |_| {
            Ok(json!({ "ExportDescription": { "ExportArn": "e1", "ExportStatus": "IN_PROGRESS" } }))
        })
        .on_json(sdk!(dynamodb::describe_export), |call| {
            let status = if call.earlier < 2 { "IN_PROGRESS" } else { "COMPLETED" };
            Ok(json!({ "ExportDescription": {
                "ExportArn": "e1", "ExportStatus": status, "ExportManifest": "manifest.json"
            } }))
        });
    let run = answers.run(wait_for_export(text("t")));
    assert_eq!((run.result, run.elapsed.as_secs()), (Ok(text("manifest.json")), 90));
    assert_equivalent(|| wait_for_export(text("t")), &answers);
}

#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum TableError {
    #[sfn(name = "DynamoDb.ResourceNotFoundException")]
    Missing,
    #[sfn(name = "DynamoDb.ResourceInUseException")]
    InUse,
    #[sfn(other)]
    Other { name: String, cause: String },
}

/// Errors by their names, without a type of one's own and with one.
#[workflow(name = "clean-up")]
pub async fn clean_up(table: String) -> Result<u32, TableError> {
    match sdk!(dynamodb::delete_table { TableName: table }).named("First").await {
        Ok(_) => return Ok(1),
        Err(ServiceError::Other { name, .. }) if name == "DynamoDb.ResourceNotFoundException" => {
            return Ok(0);
        }
        Err(_) => {}
    }
    sfn::sleep(sfn::seconds(5)).await;
    match sdk!(dynamodb::delete_table -> Result<_, TableError> { TableName: table })
        .named("Second")
        .await
    {
        Ok(_) => Ok(1),
        Err(TableError::Missing) => Ok(0),
        Err(error) => Err(error),
    }
}

#[test]
fn errors_are_told_by_their_names() {
    for first in ["DynamoDb.ResourceNotFoundException", "DynamoDb.InternalServerErrorException"] {
        for second in
            ["DynamoDb.ResourceNotFoundException", "DynamoDb.ResourceInUseException", "Other"]
        {
            let answers = Answers::new().on_json(sdk!(dynamodb::delete_table), move |call| {
                let error = if call.earlier == 0 { first } else { second };
                Err(TaskFailure::new(error, "{}"))
            });
            assert_equivalent(|| clean_up(text("t")), &answers);
        }
    }
    let second = state(&clean_up::definition(), "Second");
    assert_eq!(second["Catch"][0]["ErrorEquals"], json!(["DynamoDb.ResourceNotFoundException"]));
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct Launched {
    pub rocket_id: String,
}

/// What the catalogue does not know yet.
#[workflow(name = "newer")]
pub async fn newer(name: String, tags: Vec<String>) -> Result<String, ServiceError> {
    let launched = sdk!(
        unknown "rockets:launchRocket", action = "rockets:LaunchRocket", resource = "*",
        -> Result<Launched, ServiceError> { Name: name, Tags: tags, Stages: [1, 2] }
    )
    .await?;
    sdk!(sqs::create_queue {
        QueueName: launched.rocket_id,
        Attributes: { "FifoQueue": "true", "DelaySeconds": format!("{}", 5) },
        unknown Colour: { Red: 1 },
    })
    .await?;
    Ok(launched.rocket_id)
}

#[test]
fn newer_operations_and_members_are_said_to_be_so() {
    let launch =
        sdk!(unknown "rockets:launchRocket", action = "rockets:LaunchRocket", resource = "*");
    let answers = Answers::new()
        .succeed(launch, &json!({ "RocketId": "r1" }))
        .succeed(sdk!(sqs::create_queue), &json!({ "QueueUrl": "https://queue" }));
    let run = answers.run(newer(text("a"), vec![text("x")]));
    assert_eq!(run.result, Ok(text("r1")));
    assert_eq!(run.calls[0].payload, json!({ "Name": "a", "Tags": ["x"], "Stages": [1, 2] }));
    assert_eq!(run.calls[1].payload["Colour"], json!({ "Red": 1 }));
    assert_equivalent(|| newer(text("a"), vec![]), &answers);
    assert_eq!(
        state(&newer::definition(), "LaunchRocket")["Resource"],
        "arn:aws:states:::aws-sdk:rockets:launchRocket"
    );
}

/// Values of every kind, and structures of one response in another request.
#[workflow(name = "copy-tags")]
pub async fn copy_tags(from: String, to: String, limit: u32) -> Result<u32, ServiceError> {
    let found = sdk!(ec2::describe_tags {
        Filters: [{ Name: "resource-id", Values: [from] }, { Name: "key", Values: ["a", "b"] }],
        MaxResults: limit,
    })
    .await?;
    let mut count = 0;
    for tag in &found.tags {
        let key = tag.key.clone().unwrap_or_default();
        sdk!(ec2::create_tags {
            Resources: [to],
            Tags: [{ Key: key, Value: "copied" }],
        })
        .await?;
        count += 1;
    }
    let volume = sdk!(ec2::create_volume {
        AvailabilityZone: "eu-central-1a",
        Size: 10,
        Encrypted: true,
        VolumeType: "gp3",
    })
    .await?;
    sdk!(ec2::create_tags { Resources: [volume.volume_id.unwrap_or_default()], Tags: volume.tags })
        .await?;
    Ok(count)
}

#[test]
fn values_of_every_kind() {
    let answers = Answers::new()
        .on_json(sdk!(ec2::describe_tags), |call| {
            assert_eq!(call.payload["Filters"][1]["Values"], json!(["a", "b"]));
            Ok(json!({ "Tags": [{ "Key": "a" }, { "Key": "b" }] }))
        })
        .succeed(sdk!(ec2::create_tags), &json!({}))
        .succeed(
            sdk!(ec2::create_volume),
            &json!({ "VolumeId": "v1", "Size": 10, "Tags": [{ "Key": "k", "Value": "v" }] }),
        );
    let run = answers.run(copy_tags(text("i-1"), text("i-2"), 5));
    assert_eq!(run.result, Ok(2));
    let last = run.calls.last().unwrap();
    assert_eq!(
        last.payload,
        json!({ "Resources": ["v1"], "Tags": [{ "Key": "k", "Value": "v" }] })
    );
    assert_equivalent(|| copy_tags(text("i-1"), text("i-2"), 5), &answers);
}

/// Branches, whose states are named after their operations.
#[workflow(name = "both")]
pub async fn both(name: String) -> Result<bool, ServiceError> {
    let (user, role) = sfn::try_join!(sdk!(iam::get_user { UserName: name }), async {
        sdk!(iam::get_role { RoleName: name }).named("Role").await
    })?;
    Ok(user.user.path == role.role.path)
}

#[test]
fn calls_in_branches() {
    let names: Vec<_> =
        both::definition().machine.walk().map(|state| state.name.to_string()).collect();
    assert_eq!(names, ["GetUserAndGetRole", "GetUser", "Role"]);
    let one =
        |name: &str| json!({ "Path": "/", "Arn": name, "CreateDate": "2026-01-01T00:00:00Z" });
    let mut user = one("u");
    user["UserName"] = "u".into();
    user["UserId"] = "1".into();
    let mut role = one("r");
    role["RoleName"] = "r".into();
    role["RoleId"] = "2".into();
    let answers = Answers::new()
        .succeed(sdk!(iam::get_user), &json!({ "User": user }))
        .succeed(sdk!(iam::get_role), &json!({ "Role": role }));
    assert_eq!(answers.run(both(text("ada"))).result, Ok(true));
    assert_equivalent(|| both(text("ada")), &answers);
}

#[test]
fn the_builder_takes_calls() {
    let workflow = Workflow::<String, String>::new("built", |w, bucket| {
        let found = sdk!(w => s3::list_objects_v2 { Bucket: &bucket, MaxKeys: 5 });
        let found = found.named("List").timeout_seconds(9);
        let _count = found.key_count.unwrap_or(sfn_dsl::surface::constant(0));
        let _ = sdk!(w => sns::publish { TopicArn: "${Topic}", Message: "full" });
        w.done(bucket);
    });
    let definition = workflow.definition();
    assert_eq!(
        state(&definition, "List")["Arguments"],
        json!({ "Bucket": "{% $states.context.Execution.Input %}", "MaxKeys": 5 })
    );
}

/// What a call is allowed on, where the input says it.
#[workflow(name = "scoped")]
pub async fn scoped(bucket: String) -> Result<(), ServiceError> {
    sdk!(s3::delete_object { Bucket: bucket, Key: "old" })
        .resource("arn:aws:s3:::${Scratch}-*/old")
        .named("Delete")
        .await?;
    sdk!(unknown "rockets:launch", action = "rockets:Launch", resource = "*", {}).await?;
    Ok(())
}

#[test]
fn permissions_stand_beside_the_machine() {
    let permissions = scoped::definition().permissions;
    let parts: Vec<_> = permissions
        .iter()
        .map(|one| (one.state.to_string(), one.actions.clone(), one.resources.clone()))
        .collect();
    assert_eq!(
        parts,
        [
            (text("Delete"), vec![], vec![text("arn:aws:s3:::${Scratch}-*/old")]),
            (text("Launch"), vec![text("rockets:Launch")], vec![text("*")]),
        ]
    );
}

/// A step has calls like a workflow.
#[step]
pub async fn count_objects(bucket: &str) -> Result<i32, ServiceError> {
    let found = sdk!(s3::list_objects_v2 { Bucket: bucket }).named("Count").await?;
    Ok(found.key_count.unwrap_or(0))
}

#[workflow(name = "count-both")]
pub async fn count_both(left: String, right: String) -> Result<bool, ServiceError> {
    let first = count_objects(&left).await?;
    let second = count_objects(&right).await?;
    Ok(first == second)
}

#[test]
fn steps_have_calls() {
    let answers = Answers::new().on_json(sdk!(s3::list_objects_v2), |call| {
        Ok(if call.payload["Bucket"] == "a" { json!({ "KeyCount": 3 }) } else { json!({}) })
    });
    assert_eq!(answers.run(count_both(text("a"), text("b"))).result, Ok(false));
    assert_equivalent(|| count_both(text("a"), text("b")), &answers);
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Shelf {
    pub bucket: String,
    pub owner: String,
    pub notes: Vec<String>,
}

/// Calls in child executions read what is around them.
#[workflow(name = "tag-all")]
pub async fn tag_all(shelf: Shelf, keys: Vec<String>) -> Result<usize, sfn::MapRunError> {
    let owner = format!("{}!", shelf.owner);
    let mut tagged = 0;
    let done = sfn::map_distributed(keys, 3, async |key| -> Result<bool, ServiceError> {
        sdk!(s3::put_object_tagging {
            Bucket: shelf.bucket,
            Key: key,
            Tagging: { TagSet: [{ Key: "owner", Value: owner }, { Key: "key", Value: key }] },
        })
        .await?;
        let found = sdk!(s3::get_object_tagging { Bucket: shelf.bucket, Key: key }).await?;
        Ok(found.tag_set.len() == 2)
    })
    .await?;
    for _ in done.iter().filter(|done| **done) {
        tagged += 1;
    }
    Ok(tagged)
}

#[test]
fn calls_in_child_executions() {
    let shelf = Shelf { bucket: text("b"), owner: text("ada"), notes: vec![text("n")] };
    let answers = Answers::new()
        .on_json(sdk!(s3::put_object_tagging), |call| {
            let tags = &call.payload["Tagging"]["TagSet"];
            assert_eq!(tags[0], json!({ "Key": "owner", "Value": "ada!" }));
            assert_eq!(tags[1]["Value"], call.payload["Key"]);
            Ok(json!({}))
        })
        .on_json(sdk!(s3::get_object_tagging), |call| {
            let tag = json!({ "Key": "k", "Value": "v" });
            let count = if call.payload["Key"] == "x" { 1 } else { 2 };
            Ok(json!({ "TagSet": vec![tag; count] }))
        });
    let run = answers.run(tag_all(shelf.clone(), vec![text("x"), text("y")]));
    assert_eq!(run.result, Ok(1));
    assert_equivalent(|| tag_all(shelf.clone(), vec![text("x"), text("y")]), &answers);
}

/// All keys of a bucket, page by page; the first page has no token.
#[workflow(name = "all-keys")]
pub async fn all_keys(bucket: String, most: Option<u32>) -> Result<Vec<String>, ServiceError> {
    let mut keys: Vec<String> = Vec::new();
    let mut token: Option<String> = None;
    loop {
        let page = sdk!(s3::list_objects_v2 {
            Bucket: bucket.clone(),
            ContinuationToken: token.clone(),
            MaxKeys: most,
            Prefix: None::<String>,
        })
        .await?;
        keys.extend(page.contents.iter().filter_map(|object| object.key.clone()));
        token = page.next_continuation_token;
        if token.is_none() {
            return Ok(keys);
        }
    }
}

#[test]
fn what_is_none_is_null() {
    let listed = state(&all_keys::definition(), "ListObjectsV2");
    assert_eq!(
        listed["Arguments"],
        json!({
            "Bucket": "{% $states.context.Execution.Input.bucket %}",
            "ContinuationToken": "{% $token %}",
            "MaxKeys": "{% $exists($states.context.Execution.Input.most) ? $states.context.Execution.Input.most : null %}",
            "Prefix": null,
        })
    );
    let answers = Answers::new().on_json(sdk!(s3::list_objects_v2), |call| {
        Ok(match call.payload["ContinuationToken"].as_str() {
            None => json!({ "Contents": [{ "Key": "a" }, {}], "NextContinuationToken": "more" }),
            Some(_) => json!({ "Contents": [{ "Key": "b" }] }),
        })
    });
    let run = answers.run(all_keys(text("docs"), None));
    assert_eq!(run.result, Ok(vec![text("a"), text("b")]));
    assert_eq!(run.calls[0].payload["ContinuationToken"], Value::Null);
    assert_equivalent(|| all_keys(text("docs"), Some(2)), &answers);
}
