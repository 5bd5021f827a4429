//! Tasks that call S3 through the AWS SDK, answered from the objects of the run.

use std::collections::BTreeSet;

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Map, Value, json};

use super::nested;
use crate::{
    definition::TaskFailure,
    errors::names,
    objects::{ObjectError, ObjectSummary},
    payload::Payload,
    task_runner::TaskRequest,
    time::Timestamp,
};

/// The type of an object that was put without one; a store keeps none.
const CONTENT_TYPE: &str = "binary/octet-stream";

/// How many entries a page of a listing has at most.
const MOST_ENTRIES: u64 = 1_000;

/// What the operations have here. Members that only describe an object or protect it have no effect.
const OPERATIONS: [(&str, &[&str]); 5] = [
    ("getObject", &["Bucket", "Key"]),
    ("headObject", &["Bucket", "Key"]),
    ("putObject", &["Bucket", "Key", "Body"]),
    ("deleteObject", &["Bucket", "Key"]),
    (
        "listObjectsV2",
        &["Bucket", "Prefix", "Delimiter", "MaxKeys", "StartAfter", "ContinuationToken"],
    ),
];

/// Members without an effect.
const WITHOUT_EFFECT: [&str; 14] = [
    "ACL",
    "Acl",
    "BucketKeyEnabled",
    "CacheControl",
    "ChecksumAlgorithm",
    "ChecksumMode",
    "ContentDisposition",
    "ContentEncoding",
    "ContentLanguage",
    "ContentType",
    "Metadata",
    "ServerSideEncryption",
    "StorageClass",
    "Tagging",
];

/// Answers a call of S3 from the objects of the run: `getObject`, `headObject`, `putObject`, `deleteObject` and
/// `listObjectsV2`. Nothing for other calls, and where the run has no objects.
///
/// Source of results and errors: recordings; <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html>
pub async fn object_task(request: &TaskRequest) -> Option<Result<Value, TaskFailure>> {
    let Some(("aws-sdk:s3", api)) = request.resource.service_api() else { return None };
    let (_, members) = OPERATIONS.into_iter().find(|(name, _)| *name == api)?;
    if !request.control.objects().is_given() {
        return None;
    }
    let arguments = &request.arguments;
    if let Some(why) = unusable(arguments, api, members) {
        return Some(Err(TaskFailure::new(names::RUNTIME, why)));
    }
    let answer = match api {
        "getObject" => get(request, arguments).await,
        "headObject" => head(request, arguments).await,
        "putObject" => put(request, arguments).await,
        "deleteObject" => delete(request, arguments).await,
        _ => list(request, arguments).await,
    };
    Some(answer.map_err(|error| failure(request, api, &error)))
}

/// Why the arguments cannot be what the call takes.
fn unusable(arguments: &Payload, api: &str, known: &[&str]) -> Option<String> {
    let Some(members) = arguments.as_object() else {
        return Some(format!("the arguments of `s3:{api}` are no object: {}", arguments.text()));
    };
    let is_text = |name: &str| {
        let text = members.get(name).and_then(Value::as_str);
        text.is_some_and(|text| !text.is_empty())
    };
    let required = ["Bucket", "Key"].into_iter().filter(|name| known.contains(name));
    if let Some(missing) = required.into_iter().find(|name| !is_text(name)) {
        return Some(format!("the arguments of `s3:{api}` need `{missing}`, a text"));
    }
    let has = |name: &str| known.contains(&name) || WITHOUT_EFFECT.contains(&name);
    let other = members.keys().find(|name| !has(name))?;
    Some(format!(
        "the objects of this run have no `{other}` of `s3:{api}`: mock the call, or name a server that stands for S3 (`--s3 URL`)"
    ))
}

/// A member that is a text.
fn text<'a>(arguments: &'a Payload, name: &str) -> &'a str {
    arguments.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn place(arguments: &Payload) -> (&str, &str) {
    (text(arguments, "Bucket"), text(arguments, "Key"))
}

async fn get(request: &TaskRequest, arguments: &Payload) -> Result<Value, ObjectError> {
    let (bucket, key) = place(arguments);
    let objects = request.control.objects();
    let mut result = described(&objects.head(bucket, key).await?);
    let body = objects.get(bucket, key).await?;
    result.insert("Body".to_owned(), String::from_utf8_lossy(&body).into_owned().into());
    Ok(result.into())
}

async fn head(request: &TaskRequest, arguments: &Payload) -> Result<Value, ObjectError> {
    let (bucket, key) = place(arguments);
    Ok(described(&request.control.objects().head(bucket, key).await?).into())
}

async fn put(request: &TaskRequest, arguments: &Payload) -> Result<Value, ObjectError> {
    let (bucket, key) = place(arguments);
    let body = match arguments.get("Body") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::String(text)) => text.clone().into_bytes(),
        Some(body) => body.to_string().into_bytes(),
    };
    let summary = ObjectSummary::of(key, &body, 0);
    request.control.objects().put(bucket, key, body).await?;
    Ok(json!({ "ETag": summary.etag, "ServerSideEncryption": "AES256" }))
}

async fn delete(request: &TaskRequest, arguments: &Payload) -> Result<Value, ObjectError> {
    let (bucket, key) = place(arguments);
    request.control.objects().delete(bucket, key).await?;
    Ok(json!({}))
}

fn described(object: &ObjectSummary) -> Map<String, Value> {
    let members = [
        ("AcceptRanges", json!("bytes")),
        ("ContentLength", json!(object.size_bytes)),
        ("ContentType", json!(CONTENT_TYPE)),
        ("ETag", json!(object.etag)),
        ("LastModified", json!(instant(object))),
        ("Metadata", json!({})),
        ("ServerSideEncryption", json!("AES256")),
    ];
    members.map(|(name, value)| (name.to_owned(), value)).into_iter().collect()
}

/// When the object was put: S3 counts whole seconds, which Java prints without a fraction.
fn instant(object: &ObjectSummary) -> String {
    let millis = object.last_modified_seconds.saturating_mul(1_000);
    Timestamp::from_millis(millis).to_string().replace(".000Z", "Z")
}

/// What stands in a listing: an object, or all those whose keys go on after a delimiter.
enum Entry<'a> {
    Object(&'a ObjectSummary),
    Prefix(&'a str),
}

impl Entry<'_> {
    fn name(&self) -> &str {
        match self {
            Self::Object(object) => &object.key,
            Self::Prefix(prefix) => prefix,
        }
    }
}

async fn list(request: &TaskRequest, arguments: &Payload) -> Result<Value, ObjectError> {
    let (bucket, prefix) = (text(arguments, "Bucket"), text(arguments, "Prefix"));
    let after = after(arguments)?;
    let listed = request.control.objects().list(bucket, prefix).await?;
    let mut entries = entries(&listed, prefix, text(arguments, "Delimiter"));
    entries.retain(|entry| entry.name() > after.as_str());

    let most = most_entries(arguments).min(MOST_ENTRIES);
    let count = usize::try_from(most).unwrap_or(usize::MAX);
    let is_truncated = count > 0 && entries.len() > count;
    entries.truncate(count);

    let mut result = Map::new();
    let mut set = |name: &str, value: Value| result.insert(name.to_owned(), value);
    for name in ["Delimiter", "StartAfter", "ContinuationToken"] {
        arguments.get(name).filter(|value| value.is_string()).map(|value| set(name, value.clone()));
    }
    if is_truncated && let Some(last) = entries.last() {
        set("NextContinuationToken", BASE64_STANDARD.encode(last.name()).into());
    }
    set("IsTruncated", is_truncated.into());
    set("KeyCount", entries.len().into());
    set("MaxKeys", most.into());
    set("Name", bucket.into());
    set("Prefix", prefix.into());
    let (mut contents, mut prefixes) = (Vec::new(), Vec::new());
    for entry in entries {
        match entry {
            Entry::Prefix(prefix) => prefixes.push(json!({ "Prefix": prefix })),
            Entry::Object(object) => contents.push(json!({
                "ETag": object.etag,
                "Key": object.key,
                "LastModified": instant(object),
                "Size": object.size_bytes,
                "StorageClass": "STANDARD",
            })),
        }
    }
    for (name, list) in [("Contents", contents), ("CommonPrefixes", prefixes)] {
        if !list.is_empty() {
            set(name, list.into());
        }
    }
    Ok(result.into())
}

/// `MaxKeys`, which may also be a text.
fn most_entries(arguments: &Payload) -> u64 {
    let given = arguments.get("MaxKeys");
    let number = given.and_then(|given| given.as_u64().or_else(|| given.as_str()?.parse().ok()));
    number.unwrap_or(MOST_ENTRIES)
}

/// The name after which a page begins.
fn after(arguments: &Payload) -> Result<String, ObjectError> {
    let Some(token) = arguments.get("ContinuationToken").and_then(Value::as_str) else {
        return Ok(text(arguments, "StartAfter").to_owned());
    };
    let name = BASE64_STANDARD.decode(token).ok().and_then(|name| String::from_utf8(name).ok());
    name.ok_or(ObjectError::InvalidToken)
}

/// The entries of a listing in the order of their names.
fn entries<'a>(listed: &'a [ObjectSummary], prefix: &str, delimiter: &str) -> Vec<Entry<'a>> {
    let mut prefixes = BTreeSet::new();
    let entries = listed.iter().filter_map(|object| {
        let rest = object.key.get(prefix.len()..).unwrap_or_default();
        let end = rest.find(delimiter).filter(|_| !delimiter.is_empty());
        let Some(end) = end else { return Some(Entry::Object(object)) };
        let common = object.key.get(..prefix.len() + end + delimiter.len()).unwrap_or_default();
        prefixes.insert(common).then_some(Entry::Prefix(common))
    });
    entries.collect()
}

fn failure(request: &TaskRequest, api: &str, error: &ObjectError) -> TaskFailure {
    let (name, message, status) = match error {
        // The answer to a HEAD has no body that could say more.
        ObjectError::NoSuchKey { .. }
        | ObjectError::NoSuchBucket { .. }
        | ObjectError::NoSuchFolder { .. }
            if api == "headObject" =>
        {
            ("NoSuchKeyException", "null".to_owned(), 404)
        }
        ObjectError::NoSuchKey { .. } => {
            ("NoSuchKeyException", "The specified key does not exist.".to_owned(), 404)
        }
        ObjectError::NoSuchBucket { .. } => {
            ("NoSuchBucketException", "The specified bucket does not exist".to_owned(), 404)
        }
        ObjectError::NoSuchFolder { .. } => ("NoSuchBucketException", error.to_string(), 404),
        other => ("S3Exception", other.to_string(), 400),
    };
    let id = nested::request_id(request);
    let cause = format!(
        "{message} (Service: S3, Status Code: {status}, Request ID: {id}, Extended Request ID: {id})"
    );
    TaskFailure::new(format!("S3.{name}"), cause)
}
