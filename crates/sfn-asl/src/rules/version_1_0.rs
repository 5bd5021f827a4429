//! `Version` of the language.

use super::{Context, Findings, declare_rule};
use crate::Location;

declare_rule! {
    /// ## What it checks
    /// `Version` is `"1.0"`, or absent.
    /// ## Why it matters
    /// It is the version of the language, not of the workflow.
    /// ## Example
    /// ```json
    /// { "Version": "2.0", "StartAt": "A", "States": { "A": { "Type": "Succeed" } } }
    /// ```
    /// ## Use instead
    /// ```json
    /// { "Version": "1.0", "StartAt": "A", "States": { "A": { "Type": "Succeed" } } }
    /// ```
    /// ## Source
    /// <https://states-language.net/spec.html#toplevelfields>; the schema of AWS's language service.
    pub(crate) static VERSION_1_0 = {
        code: "SFN013", name: "version-1.0", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    if let Some(version) = &context.machine.version
        && version != "1.0"
        && !version.contains("${")
    {
        let location = Location::root().field("Version");
        found
            .report(location, format!("`Version` cannot be `{version}`"))
            .help("write `\"1.0\"`, the version of the language, or remove it")
            .aws("Value should be one of the following: [1.0]");
    }
}
