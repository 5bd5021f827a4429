//! What is wrong with a text, in our words and in those of Jackson, the parser of the service.

use super::{super::tree::Fault, Parser};
use crate::{Position, Span};

/// The values that Jackson, which the service uses, says that it takes.
const VALUES: &str = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
/// What it says where no key stands.
pub(super) const A_KEY: &str = "was expecting double-quote to start field name";

/// What it says where no value stands.
pub(super) fn a_value() -> String {
    format!("expected a valid value {VALUES}")
}

impl Parser<'_> {
    pub(super) fn unknown_word(&mut self, word: &str) -> Fault {
        let start = self.position();
        let (length, word) = (word.len(), word.to_owned());
        self.advance(length);
        let fault = Fault::new(Some(self.span_from(start)), format!("`{word}` is no JSON value"))
            .help("text stands in double quotes");
        self.said(fault, &format!("Unrecognized token '{word}': was expecting {VALUES}"))
    }

    /// A character where it cannot stand: what we say, and what Jackson says that it expected.
    pub(super) fn unexpected(&mut self, expected: &str, jackson: &str) -> Fault {
        let start = self.position();
        let Some(found) = self.rest.chars().next() else {
            let span = Span { start, end: start };
            let message = format!("the text ends where {expected} should stand");
            return self.said(Fault::new(Some(span), message), &self.end_of_input());
        };
        let comment = self.rest.starts_with("//") || self.rest.starts_with("/*");
        let shown = found.escape_debug();
        let message = format!("`{shown}` stands where {expected} should stand");
        let end = Position { column: start.column + 1, ..start };
        let fault = Fault::new(Some(Span { start, end }), message);
        let fault = self.found(found, jackson, fault);
        if comment { fault.help("JSON has no comments; use the field `Comment`") } else { fault }
    }

    /// As Jackson says it of this character, and where: behind it.
    pub(super) fn found(&mut self, found: char, jackson: &str, fault: Fault) -> Fault {
        self.advance(found.len_utf8());
        let code = u32::from(found);
        self.said(fault, &format!("Unexpected character ('{found}' (code {code})): {jackson}"))
    }

    pub(super) fn control_character(&mut self, start: Position, control: u8) -> Fault {
        let fault = Fault::new(Some(self.span_from(start)), "a string holds a control character")
            .help("write it as an escape, such as `\\n`");
        self.advance(1);
        let jackson = format!(
            "Illegal unquoted character ((CTRL-CHAR, code {control})): has to be escaped using backslash to be included in string value"
        );
        self.said(fault, &jackson)
    }

    pub(super) fn unclosed_string(&self, start: Position) -> Fault {
        let fault = Fault::new(Some(self.span_from(start)), "a string is not closed")
            .help("close it with `\"`");
        let jackson = "Unexpected end-of-input: was expecting closing quote for a string value";
        self.said(fault, jackson)
    }

    /// What stands behind a backslash is no escape.
    pub(super) fn unknown_escape(&mut self) -> Fault {
        let start = self.position();
        let span = Span { start, end: Position { column: start.column + 2, ..start } };
        let fault = Fault::new(Some(span), "a backslash escapes nothing that JSON knows")
            .help("write `\\\\` for a backslash");
        let Some(escaped) = self.rest.chars().nth(1) else { return fault };
        self.advance(1 + escaped.len_utf8());
        let code = u32::from(escaped);
        self.said(fault, &format!("Unrecognized character escape '{escaped}' (code {code})"))
    }

    /// The text ends too early, in Jackson's words.
    fn end_of_input(&self) -> String {
        match self.open.last() {
            Some((_, kind)) if self.awaits => {
                format!("Unexpected end-of-input within/between {kind} entries")
            }
            Some((start, kind)) => format!(
                "Unexpected end-of-input: expected close marker for {kind} (start marker at {})",
                self.source(*start)
            ),
            None => "Unexpected end-of-input".to_owned(),
        }
    }

    /// With what Jackson says, and where, which is here.
    pub(super) fn said(&self, mut fault: Fault, jackson: &str) -> Fault {
        let location = self.source(self.position());
        fault.aws = Some((format!("{jackson}\n at {location}"), location));
        fault
    }

    /// A location in the form of Jackson.
    fn source(&self, Position { line, column }: Position) -> String {
        let head: String = self.text.chars().take(500).collect();
        let left_out = self.text.chars().count() - head.chars().count();
        let truncated =
            if left_out > 0 { format!("[truncated {left_out} chars]") } else { String::new() };
        format!("[Source: (String)\"{head}\"{truncated}; line: {line}, column: {column}]")
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;

    /// The words are Jackson's own (`ReaderBasedJsonParser`, `ParserMinimalBase`), which recordings have of two faults.
    #[test]
    fn what_is_wrong_is_said_as_jackson_says_it() {
        for (text, said, column) in [
            (
                "not",
                "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
                4,
            ),
            (
                "{a",
                "Unexpected character ('a' (code 97)): was expecting double-quote to start field name",
                3,
            ),
            (
                "[1,]",
                "Unexpected character (']' (code 93)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
                5,
            ),
            (
                "{\"a\":1,}",
                "Unexpected character ('}' (code 125)): was expecting double-quote to start field name",
                9,
            ),
            (
                "{\"a\" 1",
                "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value",
                7,
            ),
            (
                "[1 2",
                "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries",
                5,
            ),
            ("{\"a\":[1,", "Unexpected end-of-input within/between Array entries", 9),
            ("{\"a\":", "Unexpected end-of-input within/between Object entries", 6),
            (
                "[{\"a\":[]",
                "Unexpected end-of-input: expected close marker for Object (start marker at [Source: (String)\"[{\"a\":[]\"; line: 1, column: 2])",
                9,
            ),
            (
                "[",
                "Unexpected end-of-input: expected close marker for Array (start marker at [Source: (String)\"[\"; line: 1, column: 1])",
                2,
            ),
            ("\"a", "Unexpected end-of-input: was expecting closing quote for a string value", 3),
            (
                "\"\t\"",
                "Illegal unquoted character ((CTRL-CHAR, code 9)): has to be escaped using backslash to be included in string value",
                3,
            ),
            ("\"\\x\"", "Unrecognized character escape 'x' (code 120)", 4),
            ("01", "Invalid numeric value: Leading zeroes not allowed", 3),
        ] {
            let (message, location) = parse(text).unwrap_err().aws.unwrap();
            assert_eq!(
                location,
                format!("[Source: (String)\"{text}\"; line: 1, column: {column}]")
            );
            assert_eq!(message, format!("{said}\n at {location}"));
        }
    }
}
