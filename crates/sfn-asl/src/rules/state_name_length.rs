//! How long the name of a state may be.

use super::{Context, Findings, declare_rule};

/// The longest name of a state, in characters.
const MAX_LENGTH: usize = 80;

declare_rule! {
    /// ## What it checks
    /// The name of a state has 1 to 80 characters.
    /// ## Why it matters
    /// AWS refuses longer names.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "CheckTheOrderAndThenChargeTheCustomerAndReserveEveryItemAndTellTheWarehouseAboutIt",
    ///   "States": {
    ///     "CheckTheOrderAndThenChargeTheCustomerAndReserveEveryItemAndTellTheWarehouseAboutIt": { "Type": "Succeed" }
    ///   }
    /// }
    /// ```
    /// ## Use instead
    /// ```json
    /// { "StartAt": "FulfilOrder", "States": { "FulfilOrder": { "Type": "Succeed" } } }
    /// ```
    /// ## Source
    /// <https://states-language.net/spec.html#states-fields>
    pub(crate) static STATE_NAME_LENGTH = {
        code: "SFN010", name: "state-name-length", severity: Error, aws_code: Some("INVALID_STATE_NAME"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.graph.states() {
        let length = node.name.chars().count();
        if length == 0 {
            found.report(node.location.clone(), "the name of a state is empty").help("give it a name");
        } else if length > MAX_LENGTH {
            let message = format!("the name of a state has {length} characters, {MAX_LENGTH} are allowed");
            found.report(node.location.clone(), message).help("shorten it");
        }
    }
}
