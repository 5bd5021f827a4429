//! What the functions of templates make of a value: the ARN of a queue from its URL, the project from a build's id.

use sfn_catalog::{Function, resource::is_placeholder};

use crate::glob::escape;

/// What becomes of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// These texts.
    Exact(Vec<String>),
    /// The value goes into the template that stands after `|`.
    Name,
    /// This name goes into the template, with the account replaced.
    NameInAccount {
        /// The name.
        name: String,
        /// The account.
        account: String,
    },
    /// The value does not say it.
    Unknown,
    /// The value cannot be what the function takes.
    Wrong,
}

/// A value: all of it, or how it starts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Given<'a> {
    /// The text.
    pub(crate) text: &'a str,
    /// Whether it is all.
    pub(crate) whole: bool,
}

/// What the function makes of the value. `partition` stands in the ARNs that it makes.
pub(crate) fn apply(function: Function, given: Given<'_>, partition: &str) -> Outcome {
    let Given { text, whole } = given;
    match function {
        Function::Folder if whole && !text.is_empty() && !text.ends_with('/') => {
            exact(escape(text) + "/")
        }
        Function::Value | Function::Folder => exact(escape(text) + if whole { "" } else { "*" }),
        Function::Qualifier => exact(format!(":{}{}", escape(text), if whole { "" } else { "*" })),
        Function::Arn | Function::Revisioned => arn(given).unwrap_or(Outcome::Name),
        Function::FunctionName => arn(given).unwrap_or_else(|| partial_arn(given)),
        // Where only an ARN can stand, a placeholder stands for one.
        Function::Param if whole && text.starts_with("${") => exact(escape(text)),
        Function::Param if whole => arn(given).unwrap_or(Outcome::Wrong),
        Function::Param => arn(given).unwrap_or(Outcome::Unknown),
        Function::S3Uri | Function::S3Bucket | Function::S3Prefix => s3(function, given, partition),
        Function::CopySource => copy_source(given),
        Function::UrlPath => path(given),
        Function::Parent => exact(parent(text, 1)),
        Function::Grandparent => exact(parent(text, 2)),
        Function::Endpoint => endpoint(given),
        // A start that does not reach the queue says nothing.
        Function::QueueUrl if !whole => queue(given, partition).map_or(Outcome::Unknown, exact),
        _ if !whole || is_placeholder(text) => Outcome::Unknown,
        Function::QueueUrl => queue(given, partition).map_or(Outcome::Wrong, exact),
        Function::ClusterName => exact(escape(last(text))),
        Function::BuildProject | Function::ReportGroup => {
            exact(escape(before_last_colon(last(text))))
        }
        Function::ApiId => api_id(text),
        Function::MailAddress => exact(escape(mail_address(text))),
        Function::MailDomain => match mail_address(text).split_once('@') {
            Some((_, domain)) => exact(escape(domain)),
            None => Outcome::Wrong,
        },
        Function::ConnectionName => {
            text.split('/').nth(1).map_or(Outcome::Wrong, |name| exact(escape(name)))
        }
        Function::ExecutionOf => executions(text).map_or(Outcome::Wrong, exact),
        Function::ProfileModel => {
            last(text).split_once('.').map_or(Outcome::Wrong, |(_, model)| exact(escape(model)))
        }
    }
}

fn exact(text: String) -> Outcome {
    Outcome::Exact(vec![text])
}

/// An ARN as it is. A placeholder stands for one where its name says so, or where nothing else can stand.
fn arn(given: Given<'_>) -> Option<Outcome> {
    let Given { text, whole } = given;
    if !text.starts_with("arn:") {
        let name = text.trim_end_matches('}');
        let is_arn = is_placeholder(text)
            && ["Arn", "ARN", "_arn", ".arn"].iter().any(|end| name.ends_with(end));
        return is_arn.then(|| exact(escape(text)));
    }
    // A start that does not reach the resource would open other services and accounts.
    let reaches_resource = text.matches(':').count() >= 5;
    Some(match (whole, reaches_resource) {
        (true, true) => exact(escape(text)),
        (true, false) if text.contains("${") => exact(escape(text)),
        (true, false) => Outcome::Wrong,
        (false, true) => exact(escape(text) + "*"),
        (false, false) => Outcome::Unknown,
    })
}

/// `123456789012:function:name`
fn partial_arn(given: Given<'_>) -> Outcome {
    match given.text.split_once(":function:") {
        Some((account, name)) if given.whole => {
            Outcome::NameInAccount { name: name.to_owned(), account: account.to_owned() }
        }
        _ => Outcome::Name,
    }
}

/// `https://sqs.us-east-1.amazonaws.com/123456789012/name`, also the older host names.
fn queue(url: Given<'_>, partition: &str) -> Option<String> {
    let (_, rest) = url.text.split_once("://")?;
    let mut parts = rest.split('/');
    let (host, account, name) = (parts.next()?, parts.next()?, parts.next()?);
    let host = host.split(':').next().unwrap_or(host);
    let region = match host.split('.').collect::<Vec<_>>().as_slice() {
        ["sqs" | "sqs-fips", region, ..] | [region, "queue", ..] => (*region).to_owned(),
        ["queue", "amazonaws", "com"] => "us-east-1".to_owned(),
        _ => return None,
    };
    let has_name = !url.whole || !name.is_empty();
    let complete = parts.next().is_none() && !account.is_empty() && has_name;
    let rest = if url.whole { "" } else { "*" };
    complete.then(|| format!("arn:{partition}:sqs:{region}:{account}:{}{rest}", escape(name)))
}

/// `s3://bucket/key`, also `https://s3.region.amazonaws.com/bucket/key`
fn s3(function: Function, given: Given<'_>, partition: &str) -> Outcome {
    let rest = given.text.strip_prefix("s3://");
    let rest = rest.or_else(|| {
        given.text.strip_prefix("https://s3.").and_then(|rest| Some(rest.split_once('/')?.1))
    });
    let Some(rest) = rest else {
        return if given.whole && !is_placeholder(given.text) {
            Outcome::Wrong
        } else {
            Outcome::Unknown
        };
    };
    let (bucket, key) = match rest.split_once('/') {
        Some((bucket, key)) => (bucket, Some(key)),
        None if given.whole => (rest, None),
        None => return Outcome::Unknown,
    };
    let bucket = format!("arn:{partition}:s3:::{}", escape(bucket));
    let key = escape(key.unwrap_or_default());
    let open = function == Function::S3Prefix || !given.whole;
    match function {
        Function::S3Bucket => exact(bucket),
        _ if function == Function::S3Uri && key.is_empty() && given.whole => Outcome::Wrong,
        _ => exact(format!("{bucket}/{key}{}", if open { "*" } else { "" })),
    }
}

/// `bucket/key`, `/bucket/key`, `bucket/key?versionId=…`
fn copy_source(given: Given<'_>) -> Outcome {
    let text = given.text.trim_start_matches('/');
    let text = text.split_once("?versionId=").map_or(text, |(object, _)| object);
    match (text.split_once('/').is_some(), given.whole) {
        (true, true) => exact(escape(text)),
        (true, false) => exact(escape(text) + "*"),
        (false, _) => Outcome::Unknown,
    }
}

fn path(given: Given<'_>) -> Outcome {
    let text = given.text.strip_prefix('/').unwrap_or(given.text);
    exact(escape(text) + if given.whole { "" } else { "*" })
}

/// The folder that holds the key, `levels` above it.
fn parent(key: &str, levels: usize) -> String {
    let folders: Vec<_> = key.split('/').collect();
    let kept = folders.get(..folders.len().saturating_sub(levels)).unwrap_or_default();
    kept.iter().map(|folder| escape(folder) + "/").collect()
}

/// A URL as a pattern. Where only its start is known, its host has to be complete, so that
/// `https://api.example.com.evil.net` does not meet it.
fn endpoint(given: Given<'_>) -> Outcome {
    let Given { text, whole } = given;
    if whole {
        return exact(escape(text));
    }
    let host = text.split_once("://").map_or("", |(_, rest)| rest);
    match host.split_once('/') {
        Some(_) => exact(escape(text) + "*"),
        // The expression may go on with anything: only what starts a path, or nothing, is let through.
        None if host.contains('.') && !host.ends_with('.') => {
            Outcome::Exact(vec![escape(text), escape(text) + "/*"])
        }
        None => Outcome::Unknown,
    }
}

/// The first label of `id.execute-api.region.amazonaws.com`
fn api_id(host: &str) -> Outcome {
    let host = host.split_once("://").map_or(host, |(_, rest)| rest);
    match host.split_once(".execute-api.") {
        Some((id, _)) if !id.is_empty() => exact(escape(id)),
        _ => Outcome::Unknown,
    }
}

/// `arn:aws:states:r:a:stateMachine:name[:version]` → `arn:aws:states:r:a:execution:name`
fn executions(arn: &str) -> Option<String> {
    let (start, name) = arn.split_once(":stateMachine:")?;
    let name = name.split(':').next().filter(|name| !name.is_empty())?;
    start.starts_with("arn:").then(|| format!("{}:execution:{}", escape(start), escape(name)))
}

/// `Name <address>` or `address`
fn mail_address(text: &str) -> &str {
    let inner = text.rsplit_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inner.map_or(text, |(address, _)| address).trim()
}

/// What stands after the last `/`.
fn last(text: &str) -> &str {
    text.rsplit('/').next().unwrap_or(text)
}

fn before_last_colon(text: &str) -> &str {
    text.rsplit_once(':').map_or(text, |(before, _)| before)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(function: Function, text: &str) -> Vec<String> {
        match apply(function, Given { text, whole: true }, "aws") {
            Outcome::Exact(texts) => texts,
            other => vec![format!("{other:?}")],
        }
    }

    fn start(function: Function, text: &str) -> Vec<String> {
        match apply(function, Given { text, whole: false }, "aws") {
            Outcome::Exact(texts) => texts,
            other => vec![format!("{other:?}")],
        }
    }

    #[test]
    fn arns_are_made() {
        assert_eq!(
            of(Function::QueueUrl, "https://sqs.eu-west-1.amazonaws.com/1/q.fifo"),
            ["arn:aws:sqs:eu-west-1:1:q.fifo"]
        );
        assert_eq!(
            of(Function::QueueUrl, "https://eu-west-1.queue.amazonaws.com/1/q"),
            ["arn:aws:sqs:eu-west-1:1:q"]
        );
        assert_eq!(of(Function::QueueUrl, "q"), ["Wrong"]);
        assert_eq!(of(Function::QueueUrl, "${QueueUrl}"), ["Unknown"]);
        assert_eq!(of(Function::S3Uri, "s3://b/k"), ["arn:aws:s3:::b/k"]);
        assert_eq!(of(Function::S3Prefix, "s3://b/out/"), ["arn:aws:s3:::b/out/*"]);
        assert_eq!(of(Function::S3Prefix, "s3://b"), ["arn:aws:s3:::b/*"]);
        assert_eq!(of(Function::S3Bucket, "s3://b/out/"), ["arn:aws:s3:::b"]);
        assert_eq!(
            of(Function::ExecutionOf, "arn:aws:states:r:1:stateMachine:m:live"),
            ["arn:aws:states:r:1:execution:m"]
        );
        assert_eq!(of(Function::BuildProject, "p:0-1"), ["p"]);
        assert_eq!(of(Function::BuildProject, "arn:aws:codebuild:r:1:build/p:0-1"), ["p"]);
        assert_eq!(of(Function::ReportGroup, "arn:aws:codebuild:r:1:report/g:0-1"), ["g"]);
        assert_eq!(of(Function::ConnectionName, "arn:aws:events:r:1:connection/c/0-1"), ["c"]);
        assert_eq!(of(Function::ApiId, "abc.execute-api.r.amazonaws.com"), ["abc"]);
        assert_eq!(of(Function::ProfileModel, "us.a.b-v1:0"), ["a.b-v1:0"]);
        assert_eq!(of(Function::Grandparent, "a/b/2024/manifest.json"), ["a/b/"]);
        assert_eq!(of(Function::Folder, "out"), ["out/"]);
        assert_eq!(of(Function::MailAddress, "Shop <a@example.com>"), ["a@example.com"]);
        assert_eq!(of(Function::MailDomain, "a@example.com"), ["example.com"]);
        assert_eq!(of(Function::MailDomain, "example.com"), ["Wrong"]);
    }

    #[test]
    fn a_host_is_never_left_open() {
        assert_eq!(start(Function::Endpoint, "https://x.com/v1/"), ["https://x.com/v1/*"]);
        assert_eq!(
            start(Function::Endpoint, "https://x.com"),
            ["https://x.com", "https://x.com/*"]
        );
        assert_eq!(start(Function::Endpoint, "https://api."), ["Unknown"]);
        assert_eq!(start(Function::Endpoint, "https://"), ["Unknown"]);
    }

    #[test]
    fn a_start_of_a_queue_s_url_has_to_reach_its_name() {
        let queue = |text| start(Function::QueueUrl, text);
        assert_eq!(queue("https://sqs.r.amazonaws.com/1/"), ["arn:aws:sqs:r:1:*"]);
        assert_eq!(queue("https://sqs.r.amazonaws.com/1/orders-"), ["arn:aws:sqs:r:1:orders-*"]);
        assert_eq!(queue("https://sqs.r.amazonaws.com/1"), ["Unknown"]);
        assert_eq!(queue("https://sqs."), ["Unknown"]);
    }

    #[test]
    fn a_start_of_an_arn_has_to_reach_the_resource() {
        assert_eq!(start(Function::Param, "arn:aws:sns:r:1:orders-"), ["arn:aws:sns:r:1:orders-*"]);
        assert_eq!(start(Function::Param, "arn:aws:sns:"), ["Unknown"]);
        assert_eq!(of(Function::Param, "orders"), ["Wrong"]);
        assert_eq!(of(Function::Arn, "arn:aws:sns"), ["Wrong"]);
    }
}
