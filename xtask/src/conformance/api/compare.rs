//! Compares an answer with a recording that has placeholders in it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::text;

/// Members that AWS added to its answers, with the day from which recordings have them.
const ADDED: &[(&str, &str)] = &[
    ("failuresNotRedrivable", "2023-11-15"),
    ("pendingRedrive", "2023-11-15"),
    ("redriveCount", "2023-11-15"),
    ("redriveStatus", "2023-11-15"),
    ("redriveStatusReason", "2023-11-15"),
    ("encryptionConfiguration", "2024-07-25"),
    ("variableReferences", "2024-11-01"),
];

/// What the placeholders of a case stand for.
#[derive(Debug)]
pub(in super::super) struct Names {
    recorded: String,
    /// Placeholder to the value that the case's steps have for it; the longest placeholder first.
    bound: Vec<(String, String)>,
    /// Placeholder to our own value, learnt from an answer.
    learnt: BTreeMap<String, String>,
    /// The case's value to our own.
    replaced: BTreeMap<String, String>,
    /// Everything that steps have sent so far.
    sent: String,
    /// Executions that were started here.
    pub(super) started: BTreeSet<String>,
}

enum Piece<'a> {
    Literal(&'a str),
    Placeholder(&'a str),
}

impl Names {
    pub(in super::super) fn new(case: &Value) -> Self {
        let bindings = case.get("bindings").and_then(Value::as_object);
        let mut bound: Vec<(String, String)> = bindings
            .into_iter()
            .flatten()
            .map(|(placeholder, value)| {
                (placeholder.clone(), value.as_str().unwrap_or_default().to_owned())
            })
            .collect();
        bound.extend(
            [("<region>", "us-east-1"), ("<partition>", "aws")].map(|(k, v)| (k.into(), v.into())),
        );
        bound.sort_by_key(|(placeholder, _)| std::cmp::Reverse(placeholder.len()));
        Self {
            recorded: text(case, "recorded").to_owned(),
            bound,
            learnt: BTreeMap::new(),
            replaced: BTreeMap::new(),
            sent: " us-east-1 aws ".to_owned(),
            started: BTreeSet::new(),
        }
    }

    /// Remembers what a step sent: those values are the client's choice.
    pub(in super::super) fn sent(&mut self, input: &Value) {
        self.sent.push_str(&input.to_string());
    }

    /// From now on, `ours` stands for the case's `theirs`.
    pub(super) fn replace(&mut self, theirs: &str, ours: &str) {
        self.replaced.insert(theirs.to_owned(), ours.to_owned());
    }

    /// A value of a step with our own values in place of the case's.
    pub(super) fn localised(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => {
                let mut text = text.clone();
                for (theirs, ours) in &self.replaced {
                    text = text.replace(theirs, ours);
                }
                text.into()
            }
            Value::Array(items) => items.iter().map(|item| self.localised(item)).collect(),
            Value::Object(object) => {
                object.iter().map(|(key, value)| (key.clone(), self.localised(value))).collect()
            }
            other => other.clone(),
        }
    }

    /// The revision that a step means by the made-up id `theirs`: the first that its answer names.
    pub(super) fn revision(&self, theirs: &str, step: &Value) -> String {
        let answer = step["recorded"].to_string();
        let named = |placeholder: &&String| {
            placeholder.starts_with("<uuid:") && answer.contains(placeholder.as_str())
        };
        let ours = self
            .learnt
            .keys()
            .filter(named)
            .min_by_key(|placeholder| answer.find(placeholder.as_str()));
        ours.and_then(|placeholder| self.learnt.get(placeholder))
            .cloned()
            .unwrap_or_else(|| theirs.to_owned())
    }

    /// Says where `actual` differs from `expected`, and learns what placeholders stand for.
    pub(in super::super) fn compare(
        &mut self,
        expected: &Value,
        actual: &Value,
        path: &str,
    ) -> Result<(), String> {
        match (expected, actual) {
            (Value::Object(expected), Value::String(text)) => {
                let parsed: Value = serde_json::from_str(text)
                    .map_err(|_| format!("{path}: `{text}` is no JSON"))?;
                self.compare(&Value::Object(expected.clone()), &parsed, path)
            }
            (Value::Object(expected), Value::Object(actual)) => {
                for (key, expected) in expected {
                    let actual =
                        actual.get(key).ok_or_else(|| format!("{path}/{key} is missing"))?;
                    if !key.to_ascii_lowercase().contains("timestamp") {
                        self.compare(expected, actual, &format!("{path}/{key}"))?;
                    }
                }
                let extra =
                    actual.keys().find(|key| !expected.contains_key(*key) && !self.was_added(key));
                extra.map_or(Ok(()), |key| Err(format!("{path}/{key} is too much")))
            }
            (Value::Array(expected), Value::Array(actual)) => {
                if expected.len() != actual.len() {
                    return Err(format!(
                        "{path} has {} items, not {}",
                        actual.len(),
                        expected.len()
                    ));
                }
                for (index, (expected, actual)) in expected.iter().zip(actual).enumerate() {
                    self.compare(expected, actual, &format!("{path}/{index}"))?;
                }
                Ok(())
            }
            (Value::String(pattern), Value::Number(_)) if is_time(pattern) => Ok(()),
            (Value::String(pattern), Value::String(text)) => {
                let without_times = pattern.contains("date").then(|| without_times(text));
                self.unify(pattern, without_times.as_deref().unwrap_or(text), path)
            }
            _ if expected == actual => Ok(()),
            _ => Err(format!("{path} is {actual}, not {expected}")),
        }
    }

    fn was_added(&self, key: &str) -> bool {
        ADDED.iter().any(|(added, day)| *added == key && self.recorded.as_str() < *day)
    }

    fn unify(&mut self, pattern: &str, text: &str, path: &str) -> Result<(), String> {
        let differs = || format!("{path} is `{text}`, not `{pattern}`");
        let mut rest = text;
        let pieces = self.pieces(pattern);
        let mut learnt = Vec::new();
        for (index, piece) in pieces.iter().enumerate() {
            let known = match piece {
                Piece::Literal(literal) => Some((*literal).to_owned()),
                Piece::Placeholder(name) => self.known(name),
            };
            if let Some(known) = known {
                rest = rest.strip_prefix(known.as_str()).ok_or_else(differs)?;
                continue;
            }
            let end = match pieces.get(index + 1) {
                None => rest.len(),
                Some(Piece::Literal(literal)) => rest.find(literal).ok_or_else(differs)?,
                Some(Piece::Placeholder(name)) => {
                    let known = self
                        .known(name)
                        .ok_or_else(|| format!("{path}: two unknown placeholders"))?;
                    rest.find(&known).ok_or_else(differs)?
                }
            };
            let (value, tail) = rest.split_at(end);
            if let Piece::Placeholder(name) = piece {
                learnt.push(((*name).to_owned(), value.to_owned()));
            }
            rest = tail;
        }
        if !rest.is_empty() {
            return Err(differs());
        }
        for (name, value) in learnt {
            if let Some((_, theirs)) =
                self.bound.iter().find(|(placeholder, _)| *placeholder == name)
            {
                self.replaced.insert(theirs.clone(), value.clone());
            }
            self.learnt.insert(name, value);
        }
        Ok(())
    }

    /// The value of a placeholder: learnt, or bound to something that a client sent.
    fn known(&self, placeholder: &str) -> Option<String> {
        if let Some(value) = self.learnt.get(placeholder) {
            return Some(value.clone());
        }
        let (_, value) = self.bound.iter().find(|(name, _)| name == placeholder)?;
        if let Some(ours) = self.replaced.get(value) {
            return Some(ours.clone());
        }
        self.sent.contains(value.as_str()).then(|| value.clone())
    }

    /// `pattern`, cut at its placeholders.
    fn pieces<'a>(&self, pattern: &'a str) -> Vec<Piece<'a>> {
        let mut pieces = Vec::new();
        let mut rest = pattern;
        while let Some((start, length)) = self.first_placeholder(rest) {
            let (before, tail) = rest.split_at(start);
            let (placeholder, tail) = tail.split_at(length);
            if !before.is_empty() {
                pieces.push(Piece::Literal(before));
            }
            pieces.push(Piece::Placeholder(placeholder));
            rest = tail;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Literal(rest));
        }
        pieces
    }

    /// Where the first placeholder is, the longest there: a bound one, or `<…>`.
    fn first_placeholder(&self, text: &str) -> Option<(usize, usize)> {
        let bound =
            self.bound.iter().filter_map(|(name, _)| Some((text.find(name.as_str())?, name.len())));
        let angled =
            text.find('<').and_then(|start| Some((start, text.get(start..)?.find('>')? + 1)));
        bound.chain(angled).min_by_key(|(start, length)| (*start, std::cmp::Reverse(*length)))
    }
}

fn is_time(pattern: &str) -> bool {
    matches!(
        pattern,
        "datetime" | "date" | "timestamp" | "start-date" | "stop-date" | "creation-date"
    )
}

/// `text` with `date` in place of each ISO 8601 time.
fn without_times(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.char_indices().map(|(at, _)| at).find(|at| is_time_at(rest, *at)) {
        let (before, tail) = rest.split_at(start);
        let length = tail
            .find(|c: char| !(c.is_ascii_digit() || "-:.T+Z".contains(c)))
            .unwrap_or(tail.len());
        out = out + before + "date";
        rest = tail.get(length..).unwrap_or_default();
    }
    out + rest
}

fn is_time_at(text: &str, at: usize) -> bool {
    let digits = text.get(at..at + 19).map(|time| time.replace(|c: char| c.is_ascii_digit(), "0"));
    digits.as_deref() == Some("0000-00-00T00:00:00")
}
