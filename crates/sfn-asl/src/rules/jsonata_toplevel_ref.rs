//! Expressions have no document of their own: a bare name reads nothing.

use super::{Context, Findings, declare_rule, expressions::FlawKind};

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
    for flaw in context.flaws() {
        let FlawKind::Context(name) = &flaw.kind else { continue };
        let (what, help) = match name.as_str() {
            "$$" => (
                "'$$'".to_owned(),
                "`$states.input` is what the state gets; keep what an inner part needs in a variable: `($all := …; …)`"
                    .to_owned(),
            ),
            "$" => (
                "'$' at the top level".to_owned(),
                "`$states.input` is what the state gets".to_owned(),
            ),
            "states" => (
                "'states' at the top level".to_owned(),
                format!("did you mean `${}`?", path_at(flaw.rest())),
            ),
            name => (
                format!("'{name}' at the top level"),
                format!(
                    "`$states.input.{name}` is a member of what the state gets, `${name}` a variable, `'{name}'` a text"
                ),
            ),
        };
        let message = format!("Reference to {what} is not supported");
        let aws = format!("{message}.");
        flaw.report(found, message).help(help).aws(aws);
    }
}

/// The names and points that the text begins with.
fn path_at(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '.'));
    text.get(..end.unwrap_or(text.len())).unwrap_or_default().trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use crate::{WorkflowType, read};

    #[test]
    fn names_are_told_where_they_stand() {
        let text = r#"{
            "QueryLanguage": "JSONata", "StartAt": "A", "States": { "A": { "Type": "Pass", "End": true,
                "Output": ["{% $sum([1, b, a, b]) & states.input.id %}",
                    "{% 'é' & a %}",
                    "{% \"x\" & a %}"]
            } }
        }"#;
        let found = read::json(text).check(WorkflowType::Standard);
        let told = found.iter().map(|found| {
            let (start, end) = (found.position.unwrap(), found.end.unwrap());
            let help = found.help.as_deref().unwrap_or_default();
            format!("{start}–{end} {} {}", found.message, help.split_once(", ").unwrap_or((help, "")).0)
        });
        assert_eq!(
            told.collect::<Vec<_>>(),
            [
                "3:41–3:42 Reference to 'b' at the top level is not supported `$states.input.b` is a member of what the state gets",
                "3:44–3:45 Reference to 'a' at the top level is not supported `$states.input.a` is a member of what the state gets",
                "3:53–3:59 Reference to 'states' at the top level is not supported did you mean `$states.input.id`?",
                "4:31–4:32 Reference to 'a' at the top level is not supported `$states.input.a` is a member of what the state gets",
                // With escapes it is the whole string.
                "5:21–5:38 Reference to 'a' at the top level is not supported `$states.input.a` is a member of what the state gets",
            ]
        );
    }
}
