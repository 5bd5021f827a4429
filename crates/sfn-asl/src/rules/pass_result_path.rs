//! The `Result` of a Pass is a constant.

use std::rc::Rc;

use super::{
    Context, Findings, declare_rule,
    path::looks_looked_up,
    templates::{Root, Template},
};
use crate::StateKind;

declare_rule! {
    /// ## What it checks
    /// No text in the `Result` of a Pass reads as a path or as the call of an intrinsic function.
    /// ## Why it matters
    /// `Result` is handed on as it stands, `.$` or not. AWS takes the definition, and warns.
    /// ## Example
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Pass", "Result": { "id.$": "$.orderId" }, "End": true } } }
    /// ```
    /// ## Use instead
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Pass", "Parameters": { "id.$": "$.orderId" }, "End": true } } }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html>
    pub(crate) static PASS_RESULT_PATH = {
        code: "SFN036", name: "pass-result-path", severity: Warning, aws_code: Some("PASS_RESULT_IS_STATIC"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        let StateKind::Pass(pass) = &node.state.kind else { continue };
        let Some(result) = &pass.result else { continue };
        let template =
            Template { place: Rc::new(node.location.clone()), field: "Result", root: Root::Value(result) };
        template.for_each_text(&mut |trail, text| {
            if looks_looked_up(text) {
                found
                    .report(trail.location(), format!("`{text}` is a text here, not what it looks like"))
                    .help("write `Parameters` instead of `Result`, with `.$` at the end of the key");
            }
        });
    }
}
