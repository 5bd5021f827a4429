//! The tables that are made by hand, in `crates/sfn-catalog/data`.

use std::{fs, path::Path};

use serde::Deserialize;

use super::Result;

/// A line of `sdk/services.jsonl`.
#[derive(Deserialize)]
pub(crate) struct Service {
    /// The name in `Resource`.
    #[serde(rename = "asl")]
    pub(crate) name: String,
    /// What its errors start with.
    #[serde(rename = "exception_prefix")]
    pub(crate) error_prefix: String,
    /// The folder in botocore; `None` where the service is gone.
    pub(crate) botocore: Option<String>,
    #[serde(default)]
    pub(crate) iam_prefix: String,
}

/// The services that Step Functions documents, sorted by name.
pub(crate) fn services(data: &Path) -> Result<Vec<Service>> {
    let mut services: Vec<Service> = lines(&data.join("sdk/services.jsonl"))?;
    services.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(services)
}

/// The values of a file with one JSON object a line.
fn lines<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<Vec<T>> {
    let problem = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let text = fs::read_to_string(path).map_err(|error| problem(&error))?;
    text.lines().map(|line| serde_json::from_str(line).map_err(|error| problem(&error))).collect()
}
