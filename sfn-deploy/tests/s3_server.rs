//! A server that stands for S3: `--s3 URL`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

mod support;

use std::{
    collections::BTreeMap,
    io::Write,
    net::TcpListener,
    sync::{Arc, Mutex},
    thread,
};

use support::{read_message, run_states};

type Objects = Arc<Mutex<BTreeMap<String, Vec<u8>>>>;

/// The buckets `in` and `out`, whose listings have one object a page.
struct S3 {
    url: String,
    objects: Objects,
    /// The heads of the requests.
    heads: Arc<Mutex<Vec<String>>>,
}

impl S3 {
    fn with(objects: &[(&str, &str)]) -> Self {
        let objects = objects.iter().map(|(path, body)| ((*path).into(), (*body).into()));
        let objects: Objects = Arc::new(Mutex::new(objects.collect()));
        let heads = Arc::new(Mutex::new(Vec::new()));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (stored, log) = (Arc::clone(&objects), Arc::clone(&heads));
        thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                while let Some((head, body)) = read_message(&mut stream) {
                    let (status, answer) = answer(&mut stored.lock().unwrap(), &head, body);
                    log.lock().unwrap().push(head);
                    let length = answer.len();
                    let head = format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\n\r\n");
                    stream.write_all(&[head.as_bytes(), &answer].concat()).unwrap();
                }
            }
        });
        Self { url, objects, heads }
    }

    fn text(&self, path: &str) -> String {
        String::from_utf8(self.objects.lock().unwrap()[path].clone()).unwrap()
    }
}

fn answer(
    objects: &mut BTreeMap<String, Vec<u8>>,
    head: &str,
    body: Vec<u8>,
) -> (&'static str, Vec<u8>) {
    let mut words = head.split(' ');
    let (method, path) = (words.next().unwrap(), words.next().unwrap().trim_start_matches('/'));
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let bucket = path.split('/').next().unwrap();
    if !["in", "out"].contains(&bucket) {
        return ("404 Not Found", b"<Error><Code>NoSuchBucket</Code></Error>".to_vec());
    }
    if method == "PUT" {
        objects.insert(path.to_owned(), body);
        return ("200 OK", Vec::new());
    }
    if !query.is_empty() {
        let parameter = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name));
        let prefix = format!("{path}/{}", parameter("prefix=").unwrap().replace("%2F", "/"));
        let from = parameter("continuation-token=").map_or(0, |token| token.parse().unwrap());
        let mut found = objects.iter().filter(|(path, _)| path.starts_with(&prefix)).skip(from);
        let contents = found.next().map(|(path, body)| {
            let key = path.split_once('/').unwrap().1;
            format!(
                "<Contents><Key>{key}</Key><LastModified>2025-01-01T00:00:00.000Z</LastModified>\
                 <ETag>&quot;e&quot;</ETag><Size>{}</Size></Contents>",
                body.len()
            )
        });
        let next = found.next().map_or(String::new(), |_| {
            format!(
                "<IsTruncated>true</IsTruncated><NextContinuationToken>{}</NextContinuationToken>",
                from + 1
            )
        });
        let contents = contents.unwrap_or_default();
        return ("200 OK", format!("<ListBucketResult>{contents}{next}</ListBucketResult>").into());
    }
    match objects.get(path) {
        Some(body) => ("200 OK", body.clone()),
        None if path == "in/secret.csv" => (
            "403 Forbidden",
            b"<Error><Code>AccessDenied</Code><Message>not yours</Message></Error>".to_vec(),
        ),
        None => ("404 Not Found", b"<Error><Code>NoSuchKey</Code></Error>".to_vec()),
    }
}

/// A distributed Map of what this reads, which writes what it read to this bucket.
fn copy(reader: &str, bucket: &str) -> String {
    format!(
        r#"{{ "S": {{ "Type": "Map", "End": true, "ItemReader": {{ {reader} }},
            "ItemProcessor": {{ "ProcessorConfig": {{ "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" }},
                "StartAt": "P", "States": {{ "P": {{ "Type": "Pass", "End": true }} }} }},
            "ResultWriter": {{ "Resource": "arn:aws:states:::s3:putObject",
                "Arguments": {{ "Bucket": "{bucket}", "Prefix": "copies" }},
                "WriterConfig": {{ "OutputType": "JSONL", "Transformation": "COMPACT" }} }} }} }}"#
    )
}

fn csv(key: &str) -> String {
    format!(
        r#""Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {{ "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW" }},
           "Arguments": {{ "Bucket": "in", "Key": "{key}" }}"#
    )
}

#[test]
fn items_are_read_from_a_server_and_results_are_written_to_it() {
    let s3 = S3::with(&[("in/a%20b/rows.csv", "n\n1\n2\n")]);
    let output = run_states(&copy(&csv("a b/rows.csv"), "out"), &["--s3", &s3.url]).unwrap();
    let manifest = output["ResultWriterDetails"]["Key"].as_str().unwrap();
    let results = manifest.replace("manifest.json", "SUCCEEDED_0.jsonl");
    assert_eq!(s3.text(&format!("out/{results}")), "{\"n\":\"1\"}\n{\"n\":\"2\"}");
    assert!(s3.text(&format!("out/{manifest}")).contains("\"DestinationBucket\":\"out\""));
    for head in s3.heads.lock().unwrap().iter() {
        let head = head.to_lowercase();
        assert!(head.contains("/us-east-1/s3/aws4_request"), "{head}");
        assert!(head.contains("\r\nx-amz-content-sha256: "), "{head}");
    }
}

#[test]
fn all_pages_of_a_listing_are_read() {
    let s3 = S3::with(&[("in/d/1", ""), ("in/d/2", "22"), ("in/d/3", ""), ("in/e", "")]);
    let reader = r#""Resource": "arn:aws:states:::s3:listObjectsV2", "Arguments": { "Bucket": "in", "Prefix": "d/" }"#;
    let output = run_states(&copy(reader, "out"), &["--s3", &s3.url]).unwrap();
    let manifest = output["ResultWriterDetails"]["Key"].as_str().unwrap();
    let results =
        s3.text(&format!("out/{}", manifest.replace("manifest.json", "SUCCEEDED_0.jsonl")));
    let items: Vec<serde_json::Value> =
        results.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let keys: Vec<_> = items.iter().map(|item| item["Key"].as_str().unwrap()).collect();
    assert_eq!(keys, ["d/1", "d/2", "d/3"]);
    assert_eq!(items[1]["Size"], 2);
    assert_eq!(items[1]["LastModified"], 1_735_689_600);
}

#[test]
fn what_the_server_refuses_fails_the_state() {
    let s3 = S3::with(&[("in/rows.csv", "n\n1\n")]);
    let failed = |states: &str, url: &str| run_states(states, &["--s3", url]).unwrap_err();
    let error = failed(&copy(&csv("none.csv"), "out"), &s3.url);
    assert!(error.contains("States.ItemReaderFailed"), "{error}");
    assert!(error.contains("the object `s3://in/none.csv` does not exist"), "{error}");
    let error = failed(&copy(&csv("secret.csv"), "out"), &s3.url);
    assert!(error.contains("/in/secret.csv`: AccessDenied: not yours"), "{error}");
    let error = failed(&copy(&csv("rows.csv"), "none"), &s3.url);
    assert!(error.contains("States.ResultWriterFailed"), "{error}");
    assert!(error.contains("the bucket `none` does not exist"), "{error}");
    let error = failed(&copy(&csv("rows.csv"), "out"), &support::nobody());
    assert!(error.contains("States.ItemReaderFailed"), "{error}");
    let error = failed(&copy(&csv("rows.csv"), "out"), "http://");
    assert!(error.contains("the URL names no host"), "{error}");
}
