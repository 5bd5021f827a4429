//! What a recording holds in place of a value, filled in or made comparable.

use serde_json::{Map, Value};

/// Fills in the bindings of a case.
pub(super) struct Bindings(Vec<(String, String)>);

impl Bindings {
    pub(super) fn of(case: &Value) -> Self {
        let mut bindings: Vec<_> = [("<region>", "us-east-1"), ("<partition>", "aws")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into();
        if let Some(own) = case.get("bindings").and_then(Value::as_object) {
            bindings.extend(
                own.iter()
                    .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))),
            );
        }
        // The longest first, so that none is taken for a part of another.
        bindings.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        Self(bindings)
    }

    pub(super) fn fill(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.fill_text(text)),
            Value::Array(items) => items.iter().map(|item| self.fill(item)).collect(),
            Value::Object(members) => members
                .iter()
                .map(|(key, member)| (self.fill_text(key), self.fill(member)))
                .collect::<Map<_, _>>()
                .into(),
            other => other.clone(),
        }
    }

    pub(super) fn fill_text(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (name, value) in &self.0 {
            if name.starts_with('<') {
                text = text.replace(name, value);
            } else if text == *name {
                text.clone_from(value);
            } else if text.contains(' ') && name.contains('_') {
                // In a sentence it is meant where it is a whole word.
                text = words(&text, name, value);
            } else if text.starts_with("arn:") {
                // A bare name is meant only where it is a whole part of an ARN.
                text = text
                    .split(':')
                    .map(|part| if part == name { value } else { part })
                    .collect::<Vec<_>>()
                    .join(":");
            }
        }
        text
    }
}

fn words(text: &str, name: &str, value: &str) -> String {
    let words = text.split(' ').map(|word| if word == name { value } else { word });
    words.collect::<Vec<_>>().join(" ")
}

/// Makes a value comparable: times become `date`, values of keys with "timestamp" become that word,
/// and texts that hold a JSON object are read.
pub(super) fn normalise(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(dates(text)),
        Value::Array(items) => items.iter().map(normalise).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(key, member)| {
                let member = if key.to_ascii_lowercase().contains("timestamp") {
                    "timestamp".into()
                } else {
                    normalise(member)
                };
                (key.clone(), member)
            })
            .collect::<Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}

/// Reads the texts that hold JSON objects, one level of texts deep, as the recording did.
pub(super) fn parse_texts(value: &Value) -> Value {
    match value {
        Value::String(text) if text.starts_with('{') => {
            serde_json::from_str(text).unwrap_or_else(|_| value.clone())
        }
        Value::Array(items) => items.iter().map(parse_texts).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(key, member)| (key.clone(), parse_texts(member)))
            .collect::<Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}

/// Replaces every ISO-8601 time in the text.
fn dates(text: &str) -> String {
    let mut rest = text;
    let mut replaced = String::with_capacity(text.len());
    while let Some((before, after)) = next_date(rest) {
        replaced.push_str(before);
        replaced.push_str("date");
        rest = after;
    }
    replaced.push_str(rest);
    replaced
}

fn next_date(text: &str) -> Option<(&str, &str)> {
    let starts = text.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at);
    for start in starts {
        let candidate = text.get(start..)?;
        if let Some(length) = date_length(candidate) {
            return Some((text.get(..start)?, candidate.get(length..)?));
        }
    }
    None
}

/// The length of the time at the start of the text: `2024-01-01T00:00:00`, a fraction, a zone.
fn date_length(text: &str) -> Option<usize> {
    let shape = b"0000-00-00T00:00:00";
    let bytes = text.as_bytes();
    let fits = |(at, wanted): (usize, &u8)| {
        bytes.get(at).is_some_and(|byte| {
            if *wanted == b'0' { byte.is_ascii_digit() } else { byte == wanted }
        })
    };
    if !shape.iter().enumerate().all(fits) {
        return None;
    }
    let mut end = shape.len();
    if bytes.get(end) == Some(&b'.') {
        end += 1 + bytes.iter().skip(end + 1).take_while(|byte| byte.is_ascii_digit()).count();
    }
    match bytes.get(end) {
        Some(b'Z') => end += 1,
        Some(b'+' | b'-') if bytes.len() >= end + 6 => end += 6,
        _ => {}
    }
    Some(end)
}
