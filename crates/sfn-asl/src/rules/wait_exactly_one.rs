//! A Wait waits for one thing.

use super::{Context, Findings, declare_rule, names_are};
use crate::StateKind;

declare_rule! {
    /// ## What it checks
    /// A Wait has exactly one of `Seconds`, `Timestamp`, `SecondsPath` and `TimestampPath`.
    /// ## Why it matters
    /// With none it waits for nothing, with several it is unclear for which.
    /// ## Example
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Wait", "Seconds": 3, "SecondsPath": "$.seconds", "End": true } } }
    /// ```
    /// ## Use instead
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Wait", "Seconds": 3, "End": true } } }
    /// ```
    /// ## Source
    /// <https://states-language.net/spec.html#wait-state>
    pub(crate) static WAIT_EXACTLY_ONE = {
        code: "SFN061", name: "wait-exactly-one", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

/// The fields as AWS lists them.
const FIELDS: &str = "[SecondsPath, Seconds, TimestampPath, Timestamp]";

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        let StateKind::Wait(wait) = &node.state.kind else { continue };
        let fields = [
            ("Seconds", wait.seconds.is_some()),
            ("SecondsPath", wait.seconds_path.is_some()),
            ("Timestamp", wait.timestamp.is_some()),
            ("TimestampPath", wait.timestamp_path.is_some()),
        ];
        if fields.iter().any(|(name, _)| context.is_reported(&node.location.field(name))) {
            continue;
        }
        let present: Vec<_> = fields.iter().filter(|(_, present)| *present).map(|(name, _)| *name).collect();
        match present.as_slice() {
            [_] => {}
            [] => {
                found
                    .report(node.location.clone(), "a Wait state says neither how long nor until when")
                    .help("add one of `Seconds`, `Timestamp`, `SecondsPath` and `TimestampPath`")
                    .aws(format!("This object should have only one of the following fields: {FIELDS}"));
            }
            several => {
                let message = format!("{} both there", names_are(several));
                found
                    .report(node.location.clone(), message)
                    .help("a Wait takes exactly one; remove the others")
                    .aws(format!("There should only be one of the following fields: {FIELDS}"));
            }
        }
    }
}
