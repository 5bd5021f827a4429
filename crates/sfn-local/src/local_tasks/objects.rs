//! Tasks that call S3 through the AWS SDK, answered from the objects of the run.

use std::collections::BTreeSet;

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Map, Value, json};

use super::nested;
use crate::{
    definition::TaskFailure,
    objects::{ObjectError, ObjectSummary, Stored},
    payload::Payload,
    task_runner::TaskRequest,
    time::Timestamp,
};

/// The type of an object that was put without one; a store keeps none.
const CONTENT_TYPE: &str = "binary/octet-stream";

/// How many entries a page of a listing has at most.
const MOST_ENTRIES: u64 = 1_000;

/// Answers a call of S3 from the objects of the run: `getObject`, `headObject`, `putObject`, `deleteObject` and
/// `listObjectsV2`. Nothing for other calls, and where the run has no objects.
///
/// Source of results and errors: recordings; <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html>
pub async fn object_task(request: &TaskRequest) -> Option<Result<Value, TaskFailure>> {
    let Some(("aws-sdk:s3", api)) = request.resource.service_api() else { return None };
    let arguments = &request.arguments;
    let answer = match api {
        "getObject" => get(request, arguments).await,
        "headObject" => head(request, arguments).await,
        "putObject" => put(request, arguments).await,
        "deleteObject" => delete(request, arguments).await,
        "listObjectsV2" => list(request, arguments).await,
        _ => return None,
    };
    match answer {
        Err(ObjectError::NoStore) => None,
        answer => Some(answer.map_err(|error| failure(request, &error))),
    }
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
    let body = objects.get(bucket, key).await?;
    let mut result = described(&summary(objects.list(bucket, key), bucket, key).await?);
    result.insert("Body".to_owned(), String::from_utf8_lossy(&body).into_owned().into());
    Ok(result.into())
}

async fn head(request: &TaskRequest, arguments: &Payload) -> Result<Value, ObjectError> {
    let (bucket, key) = place(arguments);
    let objects = request.control.objects();
    Ok(described(&summary(objects.list(bucket, key), bucket, key).await?).into())
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

/// The object of exactly this key.
async fn summary(
    listing: Stored<'_, Vec<ObjectSummary>>,
    bucket: &str,
    key: &str,
) -> Result<ObjectSummary, ObjectError> {
    let found = listing.await?.into_iter().find(|object| object.key == key);
    found.ok_or_else(|| ObjectError::NoSuchKey { bucket: bucket.to_owned(), key: key.to_owned() })
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
    let listed = request.control.objects().list(bucket, prefix).await?;
    let after = after(arguments);
    let mut entries = entries(&listed, prefix, text(arguments, "Delimiter"));
    entries.retain(|entry| entry.name() > after.as_str());

    let most = arguments.get("MaxKeys").and_then(Value::as_u64).unwrap_or(MOST_ENTRIES);
    let most = most.min(MOST_ENTRIES);
    let count = usize::try_from(most).unwrap_or(usize::MAX);
    let is_truncated = entries.len() > count;
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

/// The name after which a page begins.
fn after(arguments: &Payload) -> String {
    let token = arguments.get("ContinuationToken").and_then(Value::as_str);
    let token = token.and_then(|token| BASE64_STANDARD.decode(token).ok());
    let token = token.and_then(|token| String::from_utf8(token).ok());
    token.unwrap_or_else(|| text(arguments, "StartAfter").to_owned())
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

fn failure(request: &TaskRequest, error: &ObjectError) -> TaskFailure {
    let (name, message, status) = match error {
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
