//! Reads JSON that people write: files, stdin, samples. Every mistake is reported with its place.

pub(crate) mod place;

use std::{io, path::Path};

use serde_json::Value;

use crate::{
    Exit,
    console::Console,
    error::{Fault, Result},
};

/// Where a JSON text comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin(pub(crate) String);

/// Parses JSON; `origin` is for the message.
pub(crate) fn parse(text: &str, origin: &Origin) -> Result<Value, NotJson> {
    serde_json::from_str(text).map_err(|error| {
        let place = format!(" at line {} column {}", error.line(), error.column());
        let message = error.to_string();
        let message = message.strip_suffix(&place).unwrap_or(&message).to_owned();
        NotJson { origin: origin.0.clone(), line: error.line(), column: error.column(), message }
    })
}

/// What was read, and the text that it was read from.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    pub(crate) value: Value,
    pub(crate) text: String,
}

/// Reads and parses a file, or stdin for `-`.
pub(crate) fn read(path: &Path, console: &mut Console<'_>) -> Result<Input> {
    let (text, origin) = read_text(path, console)?;
    Ok(Input { value: parse(&text, &origin)?, text })
}

/// Reads a file, or stdin for `-`, as text.
pub(crate) fn read_text(path: &Path, console: &mut Console<'_>) -> Result<(String, Origin)> {
    let (bytes, origin) = if path.as_os_str() == "-" {
        (console.read_stdin(), Origin("stdin".to_owned()))
    } else {
        (std::fs::read(path), Origin(path.display().to_string()))
    };
    let bytes = bytes.map_err(|source| Unreadable { origin: origin.0.clone(), source })?;
    let text = String::from_utf8(bytes).map_err(|_| NotText { origin: origin.0.clone() })?;
    Ok((text.trim_start_matches('\u{feff}').to_owned(), origin))
}

#[derive(Debug, thiserror::Error)]
#[error("{origin}:{line}:{column}: not JSON: {message}")]
pub(crate) struct NotJson {
    origin: String,
    line: usize,
    column: usize,
    message: String,
}

impl Fault for NotJson {
    fn exit(&self) -> Exit {
        Exit::Usage
    }
}

#[derive(Debug, thiserror::Error)]
#[error("cannot read {origin}")]
struct Unreadable {
    origin: String,
    source: io::Error,
}

impl Fault for Unreadable {
    fn exit(&self) -> Exit {
        Exit::Usage
    }
}

#[derive(Debug, thiserror::Error)]
#[error("{origin} is not UTF-8 text")]
struct NotText {
    origin: String,
}

impl Fault for NotText {
    fn exit(&self) -> Exit {
        Exit::Usage
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_reported_with_its_place() {
        let error = parse("{\n  \"a\": 1,\n}", &Origin("order.json".to_owned())).unwrap_err();
        assert_eq!(error.to_string(), "order.json:3:1: not JSON: trailing comma");
        let empty = parse("", &Origin("stdin".to_owned())).unwrap_err();
        assert_eq!(empty.to_string(), "stdin:1:0: not JSON: EOF while parsing a value");
    }
}
