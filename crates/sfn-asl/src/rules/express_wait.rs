//! Waits that an Express workflow does not live to see the end of.

use super::{Context, Findings, declare_rule, express_pattern};
use crate::{Quantity, StateKind};

/// The longest Express execution.
const MAX_SECONDS: u64 = 300;

declare_rule! {
    /// ## What it checks
    /// No Wait of an Express workflow takes more than 300 seconds.
    /// ## Why it matters
    /// An Express execution lasts five minutes at most and then times out.
    /// ## Example
    /// ```json express
    /// { "StartAt": "A", "States": { "A": { "Type": "Wait", "Seconds": 600, "End": true } } }
    /// ```
    /// ## Use instead
    /// ```json express
    /// { "StartAt": "A", "States": { "A": { "Type": "Wait", "Seconds": 60, "End": true } } }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html>
    pub(crate) static EXPRESS_WAIT = {
        code: "SFN063", name: "express-wait", severity: Warning, aws_code: None,
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states().filter(|node| express_pattern::is_express(context, node)) {
        let StateKind::Wait(wait) = &node.state.kind else { continue };
        if let Some(seconds) = wait.seconds.as_ref().and_then(Quantity::as_u64).filter(|&seconds| seconds > MAX_SECONDS) {
            found
                .report(node.location.field("Seconds"), format!("an Express workflow does not last {seconds} s"))
                .help("wait less, or make the workflow Standard");
        }
    }
}
