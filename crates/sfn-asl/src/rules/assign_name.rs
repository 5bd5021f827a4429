//! How variables may be called.

use super::{Context, Findings, declare_rule};
use crate::{QueryLanguage, graph::StateNode};

/// The longest name of a variable, in characters.
const MAX_LENGTH: usize = 80;

declare_rule! {
    /// ## What it checks
    /// The keys of `Assign` are names: a letter, then letters, digits and `_`, 80 characters at most.
    /// ## Why it matters
    /// Variables are assigned as a whole; `a.b` and `a[0]` are no variables.
    /// ## Example
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Pass", "Assign": { "order.total": 1 }, "End": true } } }
    /// ```
    /// ## Use instead
    /// ```json
    /// { "StartAt": "A", "States": { "A": { "Type": "Pass", "Assign": { "order": { "total": 1 } }, "End": true } } }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html>
    pub(crate) static ASSIGN_NAME = {
        code: "SFN028", name: "assign-name", severity: Error, aws_code: Some("INVALID_VARIABLE_NAME"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        for (location, assign) in context.assigns(node) {
            for key in assign.keys() {
                let name = variable(node, key);
                if let Some((message, help)) = fault(name) {
                    found.report(location.field(key), message).help(help).aws(format!(
                        "Invalid variable name '{name}': the variable name contains invalid characters."
                    ));
                }
            }
        }
    }
}

fn fault(name: &str) -> Option<(String, &'static str)> {
    let length = name.chars().count();
    if length > MAX_LENGTH {
        let message = format!("the name of a variable has {length} characters, {MAX_LENGTH} are allowed");
        return Some((message, "shorten it"));
    }
    let mut characters = name.chars();
    let is_name = characters.next().is_some_and(unicode_ident::is_xid_start)
        && characters.all(unicode_ident::is_xid_continue);
    (!is_name).then(|| {
        (format!("`{name}` is no name of a variable"), "begin with a letter and go on with letters, digits and `_`")
    })
}

/// The variable that a key of `Assign` stands for: in JSONPath states without the `.$` at its end.
pub(super) fn variable<'k>(node: &StateNode<'_>, key: &'k str) -> &'k str {
    match node.query_language {
        QueryLanguage::JsonPath => key.strip_suffix(".$").unwrap_or(key),
        QueryLanguage::Jsonata => key,
    }
}
