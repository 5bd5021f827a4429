//! A result writer writes something somewhere.

use super::{Context, Findings, declare_rule, parts};
use crate::{Location, WriterConfig, read::list};

declare_rule! {
    /// ## What it checks
    /// `ResultWriter` has `WriterConfig`, or `Resource` with `Parameters` or `Arguments`, or both. `OutputType` is
    /// `JSON` or `JSONL`, and is there when `WriterConfig` is; `Transformation` is `NONE`, `COMPACT` or `FLATTEN`.
    /// ## Why it matters
    /// AWS refuses an empty writer.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Map",
    ///       "ResultWriter": {},
    ///       "ItemProcessor": {
    ///         "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" },
    ///         "StartAt": "One",
    ///         "States": { "One": { "Type": "Succeed" } }
    ///       },
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Use instead
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Map",
    ///       "ResultWriter": { "WriterConfig": { "OutputType": "JSON", "Transformation": "COMPACT" } },
    ///       "ItemProcessor": {
    ///         "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" },
    ///         "StartAt": "One",
    ///         "States": { "One": { "Type": "Succeed" } }
    ///       },
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html>; that `OutputType` is
    /// required is what the schema of AWS's language service says.
    pub(crate) static WRITER_NOT_EMPTY = {
        code: "SFN085", name: "writer-not-empty", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        let Some(writer) = parts::map(node).and_then(|map| map.result_writer.as_ref()) else { continue };
        let place = node.location.field("ResultWriter");
        let is_reported = ["Resource", "WriterConfig"].iter().any(|name| context.is_reported(&place.field(name)));
        if writer.resource.is_none() && writer.writer_config.is_none() && !is_reported {
            found
                .report(place.clone(), "a result writer has neither `WriterConfig` nor `Resource`")
                .help("add `Resource` with the bucket to write to, or `WriterConfig`");
        }
        if let Some(config) = &writer.writer_config {
            check_config(context, found, &place.field("WriterConfig"), config);
        }
    }
}

fn check_config(context: &Context<'_>, found: &mut Findings<'_>, place: &Location, config: &WriterConfig) {
    if config.output_type.is_none() && !context.is_reported(&place.field("OutputType")) {
        found.report(place.clone(), "`OutputType` is missing").help("write `JSON` or `JSONL`");
    }
    let fields: [(&str, &Option<String>, &[&str]); 2] = [
        ("OutputType", &config.output_type, &["JSON", "JSONL"]),
        ("Transformation", &config.transformation, &["NONE", "COMPACT", "FLATTEN"]),
    ];
    for (name, value, words) in fields {
        let Some(value) = value else { continue };
        if !words.contains(&value.as_str()) && !value.contains("${") {
            found
                .report(place.field(name), format!("`{name}` cannot be `{value}`"))
                .help(format!("write one of {}", list(words.iter().copied())));
        }
    }
}
