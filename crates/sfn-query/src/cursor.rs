//! Reading a text character by character, for the parsers of paths and intrinsic functions.

use std::ops::Range;

/// A text that is no path, or no call of an intrinsic function.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
#[non_exhaustive]
pub struct SyntaxError {
    /// What is wrong.
    pub message: String,
    /// The bytes of the text that it is about.
    pub span: Range<usize>,
}

/// A place in a text.
#[derive(Clone, Debug)]
pub(crate) struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    pub(crate) const fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    pub(crate) const fn position(&self) -> usize {
        self.at
    }

    pub(crate) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The text from `start` up to here.
    pub(crate) fn since(&self, start: usize) -> &'t str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    pub(crate) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(crate) fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Goes past `wanted`, where it is next.
    pub(crate) fn eat(&mut self, wanted: &str) -> bool {
        let found = self.rest().starts_with(wanted);
        if found {
            self.at += wanted.len();
        }
        found
    }

    pub(crate) fn expect(&mut self, wanted: &str) -> Result<(), SyntaxError> {
        if self.eat(wanted) { Ok(()) } else { Err(self.unexpected(&format!("`{wanted}`"))) }
    }

    pub(crate) fn skip_spaces(&mut self) {
        self.take_while(char::is_whitespace);
    }

    pub(crate) fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let length = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    /// An error about the character that is next.
    pub(crate) fn error(&self, message: impl Into<String>) -> SyntaxError {
        let end = self.at + self.peek().map_or(0, char::len_utf8);
        SyntaxError { message: message.into(), span: self.at..end }
    }

    /// An error about the text from `start` up to here.
    pub(crate) fn error_since(&self, start: usize, message: impl Into<String>) -> SyntaxError {
        SyntaxError { message: message.into(), span: start..self.at }
    }

    /// An error that says what should stand here.
    pub(crate) fn unexpected(&self, wanted: &str) -> SyntaxError {
        self.error(match self.peek() {
            Some(found) => format!("expected {wanted}, but found `{found}`"),
            None => format!("expected {wanted}, but the text ends"),
        })
    }

    /// The whole number that is next, where it is one.
    pub(crate) fn integer(&mut self) -> Option<i64> {
        let mut ahead = self.clone();
        ahead.eat("-");
        ahead.take_while(|c| c.is_ascii_digit());
        let number = ahead.since(self.at).parse().ok()?;
        *self = ahead;
        Some(number)
    }

    /// The JSON number that is next, where it is one.
    pub(crate) fn number(&mut self) -> Option<serde_json::Number> {
        let mut ahead = self.clone();
        ahead.eat("-");
        ahead.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '-'));
        let number = serde_json::from_str(ahead.since(self.at)).ok()?;
        *self = ahead;
        Some(number)
    }
}
