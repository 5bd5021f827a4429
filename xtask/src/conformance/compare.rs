//! Compares what came out with what was recorded, by the rules of the recordings' README.

use std::collections::BTreeMap;

use serde_json::Value;

use super::placeholders::{normalise, parse_texts};

/// What the placeholders stand for so far: the same one must always stand for the same value.
#[derive(Clone, Default)]
pub(super) struct Comparison {
    placeholders: BTreeMap<String, Value>,
    /// Whether the recording has words in the place of random numbers.
    random_numbers: bool,
}

impl Comparison {
    /// Compares with a recording that has words in the place of random numbers.
    pub(super) const fn with_random_numbers(mut self, random_numbers: bool) -> Self {
        self.random_numbers = random_numbers;
        self
    }

    /// Compares two values; the error says where they differ.
    pub(super) fn values(
        &mut self,
        path: &str,
        expected: &Value,
        found: &Value,
    ) -> Result<(), String> {
        let differs =
            || Err(format!("    at {path}\n      expected {expected}\n      but got  {found}"));
        match (expected, found) {
            (Value::Object(a), Value::Object(b)) => {
                if let Some(key) = a
                    .keys()
                    .find(|key| !b.contains_key(*key))
                    .or_else(|| b.keys().find(|key| !a.contains_key(*key)))
                {
                    return Err(format!(
                        "    at {path}: `{key}` is only on one side\n      expected {expected}\n      but got  {found}"
                    ));
                }
                for (key, a) in a {
                    if let Some(b) = b.get(key) {
                        self.values(&format!("{path}/{key}"), a, b)?;
                    }
                }
                Ok(())
            }
            (Value::Array(a), Value::Array(b)) if a.len() == b.len() => a
                .iter()
                .zip(b)
                .enumerate()
                .try_for_each(|(at, (a, b))| self.values(&format!("{path}[{at}]"), a, b)),
            (Value::Number(a), Value::Number(b)) if a.as_f64() == b.as_f64() => Ok(()),
            (Value::String(_), Value::Number(_)) if self.random_numbers => Ok(()),
            // Some recordings hold the value of a text that others keep.
            (Value::Array(_) | Value::Number(_), Value::String(text)) => {
                match serde_json::from_str::<Value>(text) {
                    Ok(found @ (Value::Array(_) | Value::Number(_))) => {
                        self.values(path, expected, &normalise(&found))
                    }
                    _ => differs(),
                }
            }
            (a, b) if a == b => Ok(()),
            (Value::String(a), b) => self.text(path, a, b).or_else(|()| differs()),
            _ => differs(),
        }
    }

    fn text(&mut self, path: &str, expected: &str, found: &Value) -> Result<(), ()> {
        if found == "date" && is_time(expected) {
            return Ok(());
        }
        if is_placeholder(expected) {
            let first =
                self.placeholders.entry(expected.to_owned()).or_insert_with(|| found.clone());
            return if first == found { Ok(()) } else { Err(()) };
        }
        let Value::String(found) = found else { return Err(()) };
        // Texts of arrays were kept letter by letter, and AWS changed their spacing over the years.
        if let (Ok(a), Ok(b)) =
            (serde_json::from_str::<Value>(expected), serde_json::from_str::<Value>(found))
        {
            return self.values(path, &normalise(&a), &normalise(&b)).map_err(drop);
        }
        self.pattern(expected, found)
    }

    /// A text with placeholders in it.
    fn pattern(&mut self, expected: &str, found: &str) -> Result<(), ()> {
        let Some((before, rest)) = expected.split_once('<') else {
            return if expected == found { Ok(()) } else { Err(()) };
        };
        let found = found.strip_prefix(before).ok_or(())?;
        let (name, after) = rest.split_once('>').ok_or(())?;
        let literal = after.split('<').next().unwrap_or_default();
        let end = if literal.is_empty() { found.len() } else { found.find(literal).ok_or(())? };
        let (value, found) = found.split_at(end);
        let first = self.placeholders.entry(format!("<{name}>")).or_insert_with(|| value.into());
        if first.as_str() == Some(value) { self.pattern(after, found) } else { Err(()) }
    }

    /// Compares two histories. `sorted`: what happened inside a Parallel was sorted as text.
    pub(super) fn histories(
        &mut self,
        expected: &[Value],
        found: &[Value],
        sorted: bool,
    ) -> Result<(), String> {
        let ours: Vec<_> = found.iter().map(|event| normalise(&parse_texts(event))).collect();
        let theirs: Vec<_> = expected.iter().map(normalise).collect();
        if sorted {
            return self.sorted_histories(&theirs, ours);
        }
        for (at, (a, b)) in theirs.iter().zip(&ours).enumerate() {
            let mut a = a.clone();
            if follows_map_run(theirs.get(..at).unwrap_or_default(), &a) {
                a["previousEventId"] = b["previousEventId"].clone();
            }
            self.values(&format!("events[{at}]"), &a, b)?;
        }
        if theirs.len() == ours.len() {
            return Ok(());
        }
        let types = |events: &[Value]| events.iter().map(type_of).collect::<Vec<_>>().join(" ");
        Err(format!(
            "    {} events, but got {}\n      {}\n      {}",
            theirs.len(),
            ours.len(),
            types(&theirs),
            types(&ours)
        ))
    }

    fn sorted_histories(&mut self, theirs: &[Value], mut ours: Vec<Value>) -> Result<(), String> {
        let (numbered, zeroed): (Vec<_>, Vec<_>) =
            theirs.iter().partition(|event| event["id"].is_number());
        for event in numbered {
            let Some(at) = ours.iter().position(|own| own["id"] == event["id"]) else {
                return Err(format!("    there is no event {}", event["id"]));
            };
            let own = ours.remove(at);
            self.values(&format!("event {}", event["id"]), event, &own)?;
        }
        // The end of the Parallel itself was lost in the sorting.
        ours.retain(|own| {
            !matches!(type_of(own), "ParallelStateSucceeded" | "ParallelStateFailed")
        });
        for event in &zeroed {
            let found = ours.iter().position(|own| {
                let mut own = own.clone();
                own["id"] = event["id"].clone();
                own["previousEventId"] = event["previousEventId"].clone();
                self.clone().values("", event, &own).is_ok()
            });
            match found {
                Some(at) => drop(ours.remove(at)),
                None => return Err(format!("    inside a Parallel there is no {event}")),
            }
        }
        match ours.first() {
            None => Ok(()),
            Some(event) => Err(format!("    inside a Parallel there should be no {event}")),
        }
    }
}

/// Whether the event leaves a distributed Map and follows the start or the end of its Map Run: recordings have the one
/// until 2024, and the other since.
fn follows_map_run(before: &[Value], event: &Value) -> bool {
    let previous = before.iter().find(|other| other["id"] == event["previousEventId"]);
    type_of(event) == "MapStateExited"
        && previous.is_some_and(|previous| {
            matches!(type_of(previous), "MapRunStarted" | "MapRunSucceeded")
        })
}

fn type_of(event: &Value) -> &str {
    event["type"].as_str().unwrap_or_default()
}

/// Some recordings have `start-time` or the like in the place of a time.
fn is_time(text: &str) -> bool {
    let name = text.trim_start_matches('<').trim_end_matches('>');
    name.ends_with("-time") || name.ends_with("-date")
}

/// `<name:1>`, or one in another; not several beside each other.
fn is_placeholder(text: &str) -> bool {
    let mut open = 0_usize;
    let closes_at = text.char_indices().find_map(|(at, c)| {
        match c {
            '<' => open += 1,
            '>' => open = open.saturating_sub(1),
            _ => {}
        }
        (open == 0).then_some(at)
    });
    text.starts_with('<') && closes_at.is_some_and(|at| at + 1 == text.len())
}
