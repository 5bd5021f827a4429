//! The template of `States.Format`.

use std::{borrow::Cow, fmt::Write as _};

use serde_json::Value;

use super::error::Reason;

/// Texts with places between them: of n texts the first n - 1 are followed by a `{}`.
#[derive(Clone, Debug)]
pub(super) struct Template(Vec<String>);

impl Template {
    /// Reads a template; a backslash keeps what follows it from having a meaning.
    pub(super) fn parse(text: &str) -> Result<Self, &'static str> {
        let mut texts = vec![String::new()];
        let mut characters = text.chars();
        while let Some(c) = characters.next() {
            let c = match c {
                '\\' => characters.next().unwrap_or('\\'),
                '{' if characters.next() == Some('}') => {
                    texts.push(String::new());
                    continue;
                }
                '{' => return Err("matching '}' not found for '{'."),
                '}' => return Err("matching '{' not found for '}'."),
                c => c,
            };
            if let Some(text) = texts.last_mut() {
                text.push(c);
            }
        }
        Ok(Self(texts))
    }

    /// How many values it takes.
    pub(super) fn places(&self) -> usize {
        self.0.len() - 1
    }

    pub(super) fn fill(&self, values: &[Cow<'_, Value>]) -> Result<Value, Reason> {
        if values.len() != self.places() {
            return Err(Reason::Occurrences);
        }
        let mut filled = String::new();
        for (at, text) in self.0.iter().enumerate() {
            filled.push_str(text);
            match values.get(at).map(Cow::as_ref) {
                None => {}
                Some(Value::String(value)) => filled.push_str(value),
                Some(Value::Array(_) | Value::Object(_)) => {
                    return Err(Reason::Arguments("States.Format"));
                }
                Some(scalar) => {
                    let _ = write!(filled, "{scalar}");
                }
            }
        }
        Ok(filled.into())
    }
}
