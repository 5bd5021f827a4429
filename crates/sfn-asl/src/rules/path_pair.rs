//! A value is either written down or looked up.

use super::{Context, Findings, declare_rule, parts};
use crate::{Location, write::Fields as _};

declare_rule! {
    /// ## What it checks
    /// No object has both a field and the same field with `Path` at its end, such as `TimeoutSeconds` and
    /// `TimeoutSecondsPath`.
    /// ## Why it matters
    /// It would be unclear which one counts.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Task",
    ///       "Resource": "arn:aws:states:::sns:publish",
    ///       "TimeoutSeconds": 60,
    ///       "TimeoutSecondsPath": "$.timeout",
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
    ///       "Type": "Task",
    ///       "Resource": "arn:aws:states:::sns:publish",
    ///       "TimeoutSecondsPath": "$.timeout",
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://states-language.net/spec.html#task-state>
    pub(crate) static PATH_PAIR = {
        code: "SFN039", name: "path-pair", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

/// The fields that have such a twin. `wait-exactly-one` and `fail-exclusive` look after those of Wait and Fail.
const FIELDS: &[&str] = &[
    "TimeoutSeconds",
    "HeartbeatSeconds",
    "MaxConcurrency",
    "ToleratedFailureCount",
    "ToleratedFailurePercentage",
    "MaxItems",
    "MaxItemsPerBatch",
    "MaxInputBytesPerBatch",
];

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        check_object(found, &node.location, &node.state.field_names());
        let Some(map) = parts::map(node) else { continue };
        if let Some(config) = map.item_reader.as_ref().and_then(|reader| reader.reader_config.as_ref()) {
            check_object(found, &node.location.field("ItemReader").field("ReaderConfig"), &config.field_names());
        }
        if let Some(batcher) = &map.item_batcher {
            check_object(found, &node.location.field("ItemBatcher"), &batcher.field_names());
        }
    }
}

fn check_object(found: &mut Findings<'_>, place: &Location, names: &[&str]) {
    for name in FIELDS.iter().filter(|name| names.contains(name)) {
        let twin = names.iter().find(|other| other.strip_suffix("Path") == Some(name));
        if let Some(twin) = twin {
            found
                .report(place.field(twin), format!("both `{name}` and `{twin}` are there"))
                .help("keep one of the two")
                .aws(format!("There should only be one of the following fields: [{name}, {twin}]"))
                .aws_at(Some(place));
        }
    }
}
