//! Expressions have no document of their own: a bare name reads nothing.

use std::collections::BTreeSet;

use super::{Context, Findings, declare_rule};

declare_rule! {
    /// ## What it checks
    /// An expression names where its data comes from: no name and no `$` stands alone at its top level, and `$$` nowhere.
    /// In a path, a predicate or a function they mean what they mean in JSONata.
    /// ## Why it matters
    /// Step Functions gives expressions no document, and refuses the definition.
    /// ## Example
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": { "A": { "Type": "Pass", "Output": "{% customer.phone %}", "End": true } }
    /// }
    /// ```
    /// ## Use instead
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": { "Type": "Pass", "Output": "{% $states.input.customers[active and $.age > 17].phone %}", "End": true }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html>, "Reserved variable: `$states`";
    /// the text of `ValidateStateMachineDefinition`.
    pub(crate) static JSONATA_TOPLEVEL_REF = {
        code: "SFN021", name: "jsonata-toplevel-ref", severity: Error,
        aws_code: Some("UNSUPPORTED_JSONATA_EXPRESSION"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for (_, expression) in context.expressions() {
        let names = expression.reads.context().iter().map(|read| read.name.as_str());
        for name in names.collect::<BTreeSet<_>>() {
            let (message, help) = match name {
                "$$" => (
                    "Reference to '$$' is not supported".to_owned(),
                    "`$states.input` is what the state gets; keep what an inner part needs in a variable: `($all := …; …)`"
                        .to_owned(),
                ),
                "$" => (
                    "Reference to '$' at the top level is not supported".to_owned(),
                    "`$states.input` is what the state gets".to_owned(),
                ),
                name => (
                    format!("Reference to '{name}' at the top level is not supported"),
                    format!(
                        "`$states.input.{name}` is a member of what the state gets, `${name}` a variable, `'{name}'` a text"
                    ),
                ),
            };
            found.report(expression.location.clone(), message).help(help);
        }
    }
}
