//! Objects of a server that speaks the protocol of S3.

use std::time::Duration;

use aws_smithy_runtime_api::client::http::SharedHttpConnector;
use sfn_local::{
    Timestamp,
    objects::{ObjectError, ObjectStore, ObjectSummary, Stored},
};

use crate::local::{
    client::{self, Response},
    escaped, sign,
    xml::Element,
};

/// How long the server has to answer.
const MOST_TIME: Duration = Duration::from_mins(1);

/// The buckets of a server, named in the path of URLs.
#[derive(Debug)]
pub(super) struct ServerObjects {
    url: String,
    region: String,
    client: SharedHttpConnector,
}

impl ServerObjects {
    pub(super) fn new(url: &str, region: &str) -> Self {
        let url = url.trim_end_matches('/').to_owned();
        Self { url, region: region.to_owned(), client: client::connector() }
    }

    async fn call(&self, call: &Call<'_>, body: Vec<u8>) -> Result<Response, ObjectError> {
        let url = format!("{}/{}", self.url, call.path());
        let failed = |message| ObjectError::Io { path: url.clone(), message };
        let signed = sign::headers(call.method, &url, &[], &body, (&self.region, "s3"));
        let request = client::request(call.method, &url, &signed.map_err(failed)?, body);
        let response = client::send_by(&self.client, request.map_err(failed)?);
        let late = |_| Err(format!("no answer in {} seconds", MOST_TIME.as_secs()));
        let response = tokio::time::timeout(MOST_TIME, response).await.unwrap_or_else(late);
        let response = response.map_err(failed)?;
        if (200..300).contains(&response.status) {
            Ok(response)
        } else {
            Err(call.refused(&url, &response))
        }
    }

    async fn listing(&self, bucket: &str, prefix: &str) -> Result<Vec<ObjectSummary>, ObjectError> {
        let mut objects = Vec::new();
        let mut token: Option<String> = None;
        loop {
            let mut query = vec![("list-type", "2"), ("prefix", prefix)];
            query.extend(token.as_deref().map(|token| ("continuation-token", token)));
            let call = Call { method: "GET", bucket, key: "", query: &query };
            let response = self.call(&call, Vec::new()).await?;
            let (found, next) = page(&response.body).map_err(|why| {
                let message = format!("the listing cannot be read: {why}");
                ObjectError::Io { path: format!("{}/{}", self.url, call.path()), message }
            })?;
            objects.extend(found);
            match next {
                Some(next) => token = Some(next),
                None => return Ok(objects),
            }
        }
    }
}

struct Call<'a> {
    method: &'static str,
    bucket: &'a str,
    key: &'a str,
    query: &'a [(&'static str, &'a str)],
}

impl Call<'_> {
    fn path(&self) -> String {
        let bucket = escaped(self.bucket);
        let key: Vec<String> = self.key.split('/').map(escaped).collect();
        let query: Vec<String> =
            self.query.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
        match query.as_slice() {
            [] => format!("{bucket}/{}", key.join("/")),
            query => format!("{bucket}?{}", query.join("&")),
        }
    }

    fn refused(&self, url: &str, response: &Response) -> ObjectError {
        let answer = Element::parse(&response.body).unwrap_or_default();
        let (code, message) = (answer.text_of("Code"), answer.text_of("Message"));
        match (code, message) {
            (Some("NoSuchBucket"), _) => {
                ObjectError::NoSuchBucket { bucket: self.bucket.to_owned() }
            }
            (Some("NoSuchKey"), _) => {
                ObjectError::NoSuchKey { bucket: self.bucket.to_owned(), key: self.key.to_owned() }
            }
            (Some(code), message) => {
                let message = format!("{code}: {}", message.unwrap_or_default());
                ObjectError::Io { path: url.to_owned(), message }
            }
            (None, _) => {
                let message = format!("status {} {}", response.status, response.excerpt());
                ObjectError::Io { path: url.to_owned(), message: message.trim_end().to_owned() }
            }
        }
    }
}

impl ObjectStore for ServerObjects {
    fn get<'a>(&'a self, bucket: &'a str, key: &'a str) -> Stored<'a, Vec<u8>> {
        Box::pin(async move {
            let call = Call { method: "GET", bucket, key, query: &[] };
            Ok(self.call(&call, Vec::new()).await?.body)
        })
    }

    fn list<'a>(&'a self, bucket: &'a str, prefix: &'a str) -> Stored<'a, Vec<ObjectSummary>> {
        Box::pin(self.listing(bucket, prefix))
    }

    fn put<'a>(&'a self, bucket: &'a str, key: &'a str, body: Vec<u8>) -> Stored<'a, ()> {
        Box::pin(async move {
            let call = Call { method: "PUT", bucket, key, query: &[] };
            self.call(&call, body).await.map(drop)
        })
    }

    fn delete<'a>(&'a self, bucket: &'a str, key: &'a str) -> Stored<'a, ()> {
        Box::pin(async move {
            let call = Call { method: "DELETE", bucket, key, query: &[] };
            self.call(&call, Vec::new()).await.map(drop)
        })
    }
}

/// The objects of a page, and what asks for the next one, if there is one.
fn page(body: &[u8]) -> Result<(Vec<ObjectSummary>, Option<String>), String> {
    let listing = Element::parse(body)?;
    if listing.name != "ListBucketResult" {
        return Err(format!("it is a `{}`", listing.name));
    }
    let objects = listing.children("Contents").map(|object| {
        let text = |name: &'static str| object.text_of(name).ok_or(name);
        let size = text("Size").map(|size| size.trim().parse().map_err(|_| "Size"))?;
        let modified = Timestamp::parse(text("LastModified")?.trim()).ok_or("LastModified")?;
        Ok(ObjectSummary {
            key: text("Key")?.to_owned(),
            size_bytes: size?,
            etag: text("ETag")?.to_owned(),
            last_modified_seconds: modified.as_millis().div_euclid(1000),
        })
    });
    let objects = objects.collect::<Result<_, &str>>();
    let objects = objects.map_err(|member| format!("an object has no usable `{member}`"))?;
    let is_truncated = listing.text_of("IsTruncated") == Some("true");
    let next = listing.text_of("NextContinuationToken").filter(|_| is_truncated);
    Ok((objects, next.map(str::to_owned)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_paths_and_queries_are_escaped() {
        let get = Call { method: "GET", bucket: "b", key: "a b/ü&=?.csv", query: &[] };
        assert_eq!(get.path(), "b/a%20b/%C3%BC%26%3D%3F.csv");
        let query = [("list-type", "2"), ("prefix", "a/b c")];
        let list = Call { method: "GET", bucket: "b", key: "", query: &query };
        assert_eq!(list.path(), "b?list-type=2&prefix=a%2Fb%20c");
    }

    #[test]
    fn a_page_has_objects_and_perhaps_a_next_one() {
        let body = "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken><Contents>\
            <Key>a&amp;b</Key><LastModified>2025-01-01T00:00:00.000Z</LastModified><ETag>&quot;e&quot;</ETag><Size>3</Size>\
            </Contents></ListBucketResult>";
        let (objects, next) = page(body.as_bytes()).unwrap();
        assert_eq!(next.as_deref(), Some("t"));
        let object = ObjectSummary {
            key: "a&b".into(),
            size_bytes: 3,
            etag: "\"e\"".into(),
            last_modified_seconds: 1_735_689_600,
        };
        assert_eq!(objects, [object]);
        let (objects, next) =
            page(b"<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>").unwrap();
        assert!(objects.is_empty() && next.is_none());
        assert_eq!(page(b"<html></html>").unwrap_err(), "it is a `html`");
    }
}
