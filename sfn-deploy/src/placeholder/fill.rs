//! Puts values in the place of placeholders.

use sfn_asl::StateMachine;

use super::{
    Expected, ParamValue, Site, Values,
    scan::{Part, alone, parts},
    walk::{BooleanText, NumberText, Slot, walk},
};

/// A value that does not fit the place of its placeholder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Misfit {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) expected: Expected,
    pub(crate) site: Site,
}

impl std::fmt::Display for Misfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kind = match self.expected {
            Expected::Text => "a text",
            Expected::Number => "a number",
            Expected::Boolean => "`true` or `false`",
        };
        write!(f, "`{}` is `{}`, but {} needs {kind}", self.name, self.value, self.site)
    }
}

/// Fills in all placeholders that have a value; the others stay as they are.
pub(crate) fn fill(machine: &mut StateMachine, values: &Values) -> Vec<Misfit> {
    let mut misfits = Vec::new();
    walk(machine, &mut |site, slot| match slot {
        Slot::Text(text) | Slot::Comment(text) | Slot::Resource(text) => fill_text(text, values),
        Slot::Number(slot) => {
            let text = slot.as_str();
            let Some(value) = alone(text).and_then(|name| values.get(name)) else {
                let mut filled = text.to_owned();
                fill_text(&mut filled, values);
                // `${Tens}0` may be a number once it is filled in; a text that was written stays one.
                let number = if filled == text { None } else { filled.parse().ok() };
                *slot = number.map_or(NumberText::Text(filled), NumberText::Number);
                return;
            };
            match value.to_number() {
                Some(number) => *slot = NumberText::Number(number),
                None => misfits.push(misfit(text, value, Expected::Number, site)),
            }
        }
        Slot::Boolean(slot) => {
            let text = slot.as_str();
            let Some(value) = alone(text).and_then(|name| values.get(name)) else {
                let mut text = text.to_owned();
                fill_text(&mut text, values);
                *slot = BooleanText::Text(text);
                return;
            };
            match value.to_boolean() {
                Some(boolean) => *slot = BooleanText::Boolean(boolean),
                None => misfits.push(misfit(text, value, Expected::Boolean, site)),
            }
        }
    });
    misfits
}

fn misfit(text: &str, value: &ParamValue, expected: Expected, site: &Site) -> Misfit {
    let name = alone(text).unwrap_or(text).to_owned();
    Misfit { name, value: value.to_text(), expected, site: site.clone() }
}

/// Fills in the placeholders of one text.
pub(crate) fn fill_text(text: &mut String, values: &Values) {
    if !text.contains("${") {
        return;
    }
    let is_expression = text.trim_start().starts_with("{%");
    let mut filled = String::with_capacity(text.len());
    for part in parts(text) {
        match part {
            Part::Literal(literal) => filled.push_str(literal),
            Part::Placeholder(name) => match values.get(name) {
                None => filled.extend(["${", name, "}"]),
                Some(value) if is_expression => filled.push_str(&in_expression(&filled, value)),
                Some(value) => filled.push_str(&value.to_text()),
            },
        }
    }
    *text = filled;
}

/// A value inside `{% … %}`: escaped within a string literal, else a literal of its own.
fn in_expression(before: &str, value: &ParamValue) -> String {
    let text = value.to_text();
    match open_quote(before) {
        Some(quote) => {
            let quoted = serde_json::Value::from(text).to_string();
            let inner = quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default();
            if quote == '\'' {
                inner.replace("\\\"", "\"").replace('\'', "\\'")
            } else {
                inner.to_owned()
            }
        }
        None if value.to_number().is_some() || value.to_boolean().is_some() => text,
        None => serde_json::Value::from(text).to_string(),
    }
}

/// The quote of the string literal that is open at the end of this part of an expression.
fn open_quote(expression: &str) -> Option<char> {
    let mut open = None;
    let mut chars = expression.chars();
    while let Some(c) = chars.next() {
        match (open, c) {
            (Some(_), '\\') => drop(chars.next()),
            (Some(quote), c) if c == quote => open = None,
            (None, '"' | '\'') => open = Some(c),
            _ => {}
        }
    }
    open
}

/// Gives the ARNs of integrations the partition that the machine is deployed to.
///
/// Definitions name them `arn:aws:states:::…`; in China and `GovCloud` that partition does not exist.
pub(crate) fn resolve_partition(machine: &mut StateMachine, partition: &str) {
    if partition == "aws" {
        return;
    }
    walk(machine, &mut |_, slot| {
        if let Slot::Resource(resource) = slot
            && let Some(rest) = resource.strip_prefix("arn:aws:states:::")
        {
            *resource = format!("arn:{partition}:states:::{rest}");
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn values(pairs: &[(&str, ParamValue)]) -> Values {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
    }

    fn filled(text: &str, name: &str, value: &str) -> String {
        let mut text = text.to_owned();
        fill_text(&mut text, &values(&[(name, ParamValue::text(value))]));
        text
    }

    #[test]
    fn a_value_is_never_filled_in_again() {
        assert_eq!(filled("${A}-${B}", "A", "${A}${B}"), "${A}${B}-${B}");
    }

    #[test]
    fn a_value_cannot_leave_the_literal_it_stands_in() {
        assert_eq!(
            filled("{% 'is ${A}' %}", "A", "it's \\ \"x\"\n"),
            r#"{% 'is it\'s \\ "x"\n' %}"#
        );
        assert_eq!(filled(r#"{% "${A}" %}"#, "A", "it's \"x\""), r#"{% "it's \"x\"" %}"#);
        assert_eq!(filled("{% $x > ${A} %}", "A", "5"), "{% $x > 5 %}");
        assert_eq!(filled("{% $x = ${A} %}", "A", "five"), r#"{% $x = "five" %}"#);
        assert_eq!(filled(r"{% 'a\'' & ${A} %}", "A", "b"), r#"{% 'a\'' & "b" %}"#);
    }

    #[test]
    fn values_stand_where_they_belong_in_a_machine() {
        let text = r#"{ "Comment": "${Name} ${Unknown}", "TimeoutSeconds": "${Seconds}", "StartAt": "A", "States": {
            "A": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Parameters": { "FunctionName": "${Name}", "${Name}": ["${Seconds}"] },
                "Retry": [{ "ErrorEquals": ["${Name}"], "BackoffRate": "${Rate}", "JitterStrategy": "${Jitter}" }],
                "Next": "B" },
            "B": { "Type": "Choice", "Choices": [
                { "Variable": "$.n", "NumericEquals": "${Seconds}", "Next": "C" },
                { "Variable": "$.n", "StringEquals": "${Seconds}", "Next": "C" },
                { "Variable": "$.b", "BooleanEquals": "${Flag}", "Next": "C" }] },
            "C": { "Type": "Succeed" } } }"#;
        let mut machine = sfn_asl::read::json(text).machine.unwrap();
        let given = values(&[
            ("Name", ParamValue::text("a \"quoted\" name")),
            ("Seconds", ParamValue::text("5")),
            ("Rate", ParamValue::text("1.5")),
            ("Jitter", ParamValue::text("FULL")),
            ("Flag", ParamValue::text("true")),
        ]);
        assert_eq!(fill(&mut machine, &given), []);
        resolve_partition(&mut machine, "aws-cn");
        let name = "a \"quoted\" name";
        let expected = json!({ "Comment": format!("{name} ${{Unknown}}"), "TimeoutSeconds": 5, "StartAt": "A", "States": {
            "A": { "Type": "Task", "Resource": "arn:aws-cn:states:::lambda:invoke",
                "Parameters": { "FunctionName": name, name: ["5"] },
                "Retry": [{ "ErrorEquals": [name], "BackoffRate": 1.5, "JitterStrategy": "FULL" }],
                "Next": "B" },
            "B": { "Type": "Choice", "Choices": [
                { "Variable": "$.n", "NumericEquals": 5, "Next": "C" },
                { "Variable": "$.n", "StringEquals": "5", "Next": "C" },
                { "Variable": "$.b", "BooleanEquals": true, "Next": "C" }] },
            "C": { "Type": "Succeed" } } });
        assert_eq!(sfn_asl::write::to_value(&machine), expected);
    }

    #[test]
    fn every_place_of_a_placeholder_is_found() {
        let text = r#"{ "Comment": "${NotHere}", "TimeoutSeconds": "${T}", "StartAt": "P", "States": { "P": {
            "Type": "Parallel", "Branches": [{ "StartAt": "M", "States": { "M": { "Type": "Map", "MaxConcurrency": "${C}",
                "ItemProcessor": { "StartAt": "W", "States": { "W": { "Type": "Wait", "Seconds": "${S}0", "End": true } } },
                "End": true } } }], "End": true } } }"#;
        let machine = sfn_asl::read::json(text).machine.unwrap();
        let found: Vec<String> = crate::placeholder::uses(&machine)
            .iter()
            .map(|u| format!("{} {} {:?}", u.name, u.site, u.expected))
            .collect();
        assert_eq!(
            found,
            [
                "T `TimeoutSeconds` Number",
                "C `MaxConcurrency` of state `M` Number",
                "S `Seconds` of state `W` Text",
            ]
        );
    }
}
