//! `ValidateStateMachineDefinition`, answered by the reader and the rules of [`sfn_asl`].

use serde::{Deserialize, Serialize};

use super::{
    super::{definition, error::ApiError, state::WorkflowKind},
    Call,
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Validate {
    definition: String,
    #[serde(default, rename = "type")]
    kind: WorkflowKind,
    severity: Option<definition::Level>,
    max_results: Option<i64>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Validated {
    result: &'static str,
    diagnostics: Vec<definition::Finding>,
    truncated: bool,
}

/// Diagnostics an answer holds at most (`maxResults`, where 0 means this too).
const MAX_DIAGNOSTICS: usize = 100;

/// `ValidateStateMachineDefinition`.
#[expect(clippy::unnecessary_wraps, reason = "as all operations")]
pub(super) fn validate(_: &mut Call<'_>, input: Validate) -> Result<Validated, ApiError> {
    let mut diagnostics = definition::findings(&input.definition, input.kind.into());
    let failed = diagnostics.iter().any(|finding| finding.severity == definition::Level::Error);
    if input.severity != Some(definition::Level::Warning) {
        diagnostics.retain(|finding| finding.severity == definition::Level::Error);
    }
    let max = match input.max_results {
        None | Some(0) => MAX_DIAGNOSTICS,
        Some(asked) => usize::try_from(asked).unwrap_or(MAX_DIAGNOSTICS),
    };
    let truncated = diagnostics.len() > max;
    diagnostics.truncate(max);
    Ok(Validated { result: if failed { "FAIL" } else { "OK" }, diagnostics, truncated })
}
