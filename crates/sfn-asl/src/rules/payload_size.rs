//! What stands in a definition must fit where it goes.

use std::rc::Rc;

use serde_json::Value;

use super::{
    Context, Findings, declare_rule,
    templates::{Root, Template},
};
use crate::StateKind;

declare_rule! {
    /// ## What it checks
    /// The constants of a template, or of the `Result` of a Pass, have at most 256 KiB together.
    /// ## Why it matters
    /// A state hands on no more: `States.DataLimitExceeded`.
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html>
    pub(crate) static PAYLOAD_SIZE = {
        code: "SFN076", name: "payload-size", severity: Warning, aws_code: None,
        check: check,
    };
}

/// 256 KiB
const MAX_BYTES: usize = 262_144;

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        let result = match &node.state.kind {
            StateKind::Pass(pass) => pass.result.as_ref(),
            _ => None,
        };
        let result = result.map(|result| Template {
            place: Rc::new(node.location.clone()),
            field: "Result",
            root: Root::Value(result),
        });
        for template in context.templates(node).iter().chain(&result) {
            let size = size(template);
            if size > MAX_BYTES {
                found
                    .report(template.location(), format!("the constants here have {size} bytes, {MAX_BYTES} are handed on at most"))
                    .help("put them into S3, and read them where they are needed");
            }
        }
    }
}

/// The least size of the JSON text that becomes of it.
fn size(template: &Template<'_>) -> usize {
    let mut size = 0;
    template.for_each(&mut |trail, value| {
        let key = trail.key().unwrap_or_default();
        let is_looked_up = key.ends_with(".$");
        size += key.len();
        size += match value {
            Value::String(text) if is_looked_up || text.starts_with("{%") => 0,
            Value::String(text) => text.len() + 3,
            _ => 2,
        };
    });
    size
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::{WorkflowType, read};

    fn found(state: &Value) -> Vec<String> {
        let definition = json!({ "StartAt": "A", "States": { "A": state } });
        let found = read::value(&definition).check(WorkflowType::Standard);
        found.iter().map(|found| format!("{} {}", found.code, found.location.as_ref().unwrap())).collect()
    }

    #[test]
    fn constants_are_counted_and_expressions_are_not() {
        let text = "a".repeat(262_140);
        let pass = |field: &str, value: Value| json!({ "Type": "Pass", field: value, "End": true });
        assert_eq!(found(&pass("Result", json!({ "text": text }))), ["SFN076 /States/A/Result"]);
        assert_eq!(found(&pass("Result", json!({ "text": "a".repeat(262_000) }))), [""; 0]);
        let parameters = json!({ "list": [&text[..200_000], &text[..100_000]] });
        assert_eq!(found(&pass("Parameters", parameters)), ["SFN076 /States/A/Parameters"]);
        let looked_up = json!({ "all.$": format!("$['{text}']") });
        assert_eq!(found(&pass("Parameters", looked_up)), [""; 0]);
    }
}
