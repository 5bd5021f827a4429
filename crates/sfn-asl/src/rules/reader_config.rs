//! How a distributed Map reads its items.

use super::{Context, Findings, declare_rule, parts};
use crate::{ItemReader, Location, Quantity, ReaderConfig, read::list};

/// The most items that a Map Run takes.
const MAX_ITEMS: u64 = 100_000_000;

declare_rule! {
    /// ## What it checks
    /// `ItemReader` calls `s3:getObject` or `s3:listObjectsV2`. The values of `ReaderConfig` are those that exist, and go
    /// together: CSV says where its headers are, `CSVHeaders` stand with `"CSVHeaderLocation": "GIVEN"`, `CSVDelimiter` and
    /// `CSVHeaderLocation` with CSV or a manifest, `ItemsPointer` with JSON, `MaxItems` from 1 to 100,000,000.
    /// ## Why it matters
    /// AWS refuses other combinations, or the run fails when it reads.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Map",
    ///       "ItemReader": {
    ///         "Resource": "arn:aws:states:::s3:getObject",
    ///         "Parameters": { "Bucket": "b", "Key": "k" },
    ///         "ReaderConfig": { "InputType": "CSV", "CSVHeaderLocation": "GIVEN" }
    ///       },
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
    ///       "ItemReader": {
    ///         "Resource": "arn:aws:states:::s3:getObject",
    ///         "Parameters": { "Bucket": "b", "Key": "k" },
    ///         "ReaderConfig": { "InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["id", "total"] }
    ///       },
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
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html>
    pub(crate) static READER_CONFIG = {
        code: "SFN070", name: "reader-config", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        let Some(reader) = parts::map(node).and_then(|map| map.item_reader.as_ref()) else { continue };
        let place = node.location.field("ItemReader");
        check_resource(context, found, place.field("Resource"), &reader.resource);
        if let Some(config) = &reader.reader_config {
            let place = place.field("ReaderConfig");
            check_words(found, &place, config);
            check_headers(context, found, &place, config);
            check_combinations(found, &place, reader, config);
        }
    }
}

fn check_resource(context: &Context<'_>, found: &mut Findings<'_>, location: Location, resource: &str) {
    let is_known = ["getObject", "listObjectsV2"]
        .iter()
        .any(|name| resource.strip_suffix(name).is_some_and(|rest| rest.ends_with(":states:::s3:")));
    let is_placeholder = resource.starts_with("${") || resource.is_empty();
    if !is_known && !is_placeholder && !context.is_reported(&location) {
        found
            .report(location, format!("`{resource}` gives a Map no items"))
            .help("write `arn:aws:states:::s3:getObject` or `arn:aws:states:::s3:listObjectsV2`")
            .aws("The field 'Resource' does not match any of the allowed values");
    }
}

/// Where the headers of CSV are, and that no other input has any.
fn check_headers(context: &Context<'_>, found: &mut Findings<'_>, place: &Location, config: &ReaderConfig) {
    let (location, headers) = (place.field("CSVHeaderLocation"), place.field("CSVHeaders"));
    if context.is_reported(&location) || context.is_reported(&headers) {
        return;
    }
    let (message, help, aws) = match (config.input_type.as_deref(), config.csv_header_location.as_deref()) {
        (Some("CSV"), None) => (
            "CSV does not say where its headers are",
            "add `\"CSVHeaderLocation\": \"FIRST_ROW\"`, or `GIVEN` and `CSVHeaders`",
            "The field 'CSVHeaderLocation' is required",
        ),
        (Some("JSON"), Some(_)) => {
            ("JSON has no headers", "remove `CSVHeaderLocation`", "Field 'CSVHeaderLocation' is not supported")
        }
        (_, Some("GIVEN")) if config.csv_headers.is_none() => {
            ("`GIVEN` headers are not given", "add `CSVHeaders`", "These fields are required: [CSVHeaders]")
        }
        _ => return,
    };
    let at = if config.csv_header_location.is_some() { location } else { place.clone() };
    found.report(at, message).help(help).aws(aws).aws_at(Some(place));
}

fn check_words(found: &mut Findings<'_>, place: &Location, config: &ReaderConfig) {
    let fields: [(&str, &Option<String>, &[&str]); 5] = [
        ("InputType", &config.input_type, &["CSV", "JSON", "JSONL", "PARQUET", "MANIFEST"]),
        ("Transformation", &config.transformation, &["NONE", "LOAD_AND_FLATTEN"]),
        ("ManifestType", &config.manifest_type, &["ATHENA_DATA", "S3_INVENTORY"]),
        ("CSVHeaderLocation", &config.csv_header_location, &["FIRST_ROW", "GIVEN"]),
        ("CSVDelimiter", &config.csv_delimiter, &["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"]),
    ];
    for (name, value, words) in fields {
        let Some(value) = value else { continue };
        if !words.contains(&value.as_str()) && !value.contains("${") {
            found
                .report(place.field(name), format!("`{name}` cannot be `{value}`"))
                .help(format!("write one of {}", list(words.iter().copied())))
                .aws(format!("Value should be one of the following: [{}]", words.join(", ")));
        }
    }
}

fn check_combinations(found: &mut Findings<'_>, place: &Location, reader: &ItemReader, config: &ReaderConfig) {
    let input_type = config.input_type.as_deref();
    let is_one_of = |types: &[&str]| input_type.is_some_and(|input| types.contains(&input) || input.contains("${"));
    let header_location = config.csv_header_location.as_deref();
    let mut report = |name: &str, wrong: bool, message: &str, help: &str| {
        if wrong {
            found.report(place.field(name), message).help(help);
        }
    };
    report(
        "CSVHeaders",
        config.csv_headers.is_some() && header_location == Some("FIRST_ROW"),
        "headers are given, but `CSVHeaderLocation` takes them from the first row",
        "write `\"CSVHeaderLocation\": \"GIVEN\"`, or remove `CSVHeaders`",
    );
    let reads_csv = is_one_of(&["CSV", "MANIFEST"]);
    report(
        "CSVDelimiter",
        config.csv_delimiter.is_some() && !reads_csv,
        "only CSV has a delimiter",
        "remove it, or write `\"InputType\": \"CSV\"`",
    );
    report(
        "ItemsPointer",
        config.items_pointer.is_some() && !is_one_of(&["JSON"]),
        "only JSON has a pointer to its items",
        "remove it, or write `\"InputType\": \"JSON\"`",
    );
    report(
        "InputType",
        config.manifest_type.as_deref() == Some("S3_INVENTORY") && input_type.is_some(),
        "an S3 inventory says itself what it holds",
        "remove `InputType`",
    );
    let is_list = reader.resource.ends_with(":s3:listObjectsV2");
    let flattens = config.transformation.as_deref() == Some("LOAD_AND_FLATTEN");
    report(
        "InputType",
        is_list && !flattens && input_type.is_some(),
        "a list of objects has no input type",
        "remove `InputType`, or add `\"Transformation\": \"LOAD_AND_FLATTEN\"`",
    );
    report(
        "Transformation",
        flattens && input_type.is_none(),
        "`LOAD_AND_FLATTEN` needs to know what the objects hold",
        "add `InputType`",
    );
    let max_items = config.max_items.as_ref();
    let number = max_items.filter(|max_items| matches!(max_items, Quantity::Number(_)));
    report(
        "MaxItems",
        number.is_some_and(|number| !number.as_u64().is_some_and(|max| (0..=MAX_ITEMS).contains(&max))),
        "`MaxItems` is out of range",
        "write a whole number from 0 to 100000000",
    );
}
