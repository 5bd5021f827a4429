//! What is wrong with a text, in our words and in those of Jackson, the parser of the service.

use super::{super::tree::Fault, Parser};
use crate::{Position, Span};

/// What Jackson, which the service uses, says was expected in place of a value.
pub(super) const ANY_VALUE: &str =
    "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

impl Parser<'_> {
    pub(super) fn unknown_word(&mut self, word: &str) -> Fault {
        let start = self.position();
        let (length, word) = (word.len(), word.to_owned());
        self.advance(length);
        let mut fault =
            Fault::new(Some(self.span_from(start)), format!("`{word}` is no JSON value"))
                .help("text stands in double quotes");
        fault.aws =
            Some(self.aws(&format!("Unrecognized token '{word}': was expecting {ANY_VALUE}")));
        fault
    }

    /// A character where it cannot stand: what we say, and what Jackson says that it expected.
    pub(super) fn unexpected(&mut self, expected: &str, jackson: &str) -> Fault {
        let start = self.position();
        let Some(found) = self.rest.chars().next() else {
            let mut fault = Fault::new(
                Some(Span { start, end: start }),
                format!("the text ends where {expected} should stand"),
            );
            fault.aws = Some(self.aws("Unexpected end-of-input"));
            return fault;
        };
        let comment = self.rest.starts_with("//") || self.rest.starts_with("/*");
        let shown = found.escape_debug();
        let message = format!("`{shown}` stands where {expected} should stand");
        let jackson =
            format!("Unexpected character ('{found}' (code {})): {jackson}", u32::from(found));
        let aws = self.aws(&jackson);
        self.advance(found.len_utf8());
        let mut fault = Fault::new(Some(self.span_from(start)), message);
        fault.aws = Some(aws);
        if comment { fault.help("JSON has no comments; use the field `Comment`") } else { fault }
    }

    /// A message in the form of Jackson, and its location.
    fn aws(&self, message: &str) -> (String, String) {
        let Position { line, column } = self.position();
        let head: String = self.text.chars().take(500).collect();
        let left_out = self.text.chars().count() - head.chars().count();
        let truncated =
            if left_out > 0 { format!("[truncated {left_out} chars]") } else { String::new() };
        let location =
            format!("[Source: (String)\"{head}\"{truncated}; line: {line}, column: {column}]");
        (format!("{message}\n at {location}"), location)
    }
}
