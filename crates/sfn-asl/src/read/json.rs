//! A JSON parser that keeps positions: RFC 8259 to the letter, one fault with its position at most.
//!
//! Numbers are read as `serde_json` reads them, but floating-point ones exactly.

mod fault;

use fault::{A_KEY, a_value};
use serde_json::Number;

use super::{
    MAX_DEPTH,
    tree::{Fault, Member, Node, Tree},
};
use crate::{Position, Span};

pub(super) fn parse(text: &str) -> Result<(Node, Vec<Fault>), Fault> {
    let rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut parser = Parser { text, rest, line: 1, column: 1, open: Vec::new(), awaits: false };
    parser.skip_blanks();
    let root = parser.value(0)?;
    parser.skip_blanks();
    if parser.rest.is_empty() {
        Ok((root, Vec::new()))
    } else {
        Err(parser.unexpected("the end of the text", "expected the end of the input"))
    }
}

struct Parser<'t> {
    text: &'t str,
    rest: &'t str,
    line: u32,
    column: u32,
    /// Where the objects and arrays begin that are not closed yet.
    open: Vec<(Position, &'static str)>,
    /// Whether a comma or a key stands before, so that the innermost of them cannot close here.
    awaits: bool,
}

impl Parser<'_> {
    fn position(&self) -> Position {
        Position { line: self.line, column: self.column }
    }

    fn span_from(&self, start: Position) -> Span {
        Span { start, end: self.position() }
    }

    fn peek(&self) -> Option<u8> {
        self.rest.as_bytes().first().copied()
    }

    /// Moves over `length` bytes, which end at a character and hold no line feed.
    fn advance(&mut self, length: usize) {
        let (passed, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        let characters = passed.bytes().filter(|byte| byte & 0xc0 != 0x80).count();
        self.column = self.column.saturating_add(u32::try_from(characters).unwrap_or(u32::MAX));
        self.rest = rest;
    }

    fn skip_blanks(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b' ' | b'\t' | b'\r' => self.advance(1),
                b'\n' => {
                    self.advance(1);
                    (self.line, self.column) = (self.line.saturating_add(1), 1);
                }
                _ => return,
            }
        }
    }

    /// Moves over this character and the blanks behind it.
    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        if found {
            self.advance(1);
            self.skip_blanks();
        }
        found
    }

    fn value(&mut self, depth: usize) -> Result<Node, Fault> {
        let start = self.position();
        let value = match self.peek() {
            Some(b'{' | b'[') if depth > MAX_DEPTH => {
                return Err(Fault::too_deep(Some(Span { start, end: start })));
            }
            Some(b'{') => Tree::Object(self.within("Object", |this| this.object(depth))?),
            Some(b'[') => Tree::Array(self.within("Array", |this| this.array(depth))?),
            Some(b'"') => Tree::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => Tree::Number(self.number()?),
            _ => self.word()?,
        };
        self.awaits = false;
        Ok(Node { span: Some(self.span_from(start)), value })
    }

    /// Reads an object or an array, which begins here.
    fn within<T>(
        &mut self,
        kind: &'static str,
        read: impl FnOnce(&mut Self) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        self.open.push((self.position(), kind));
        self.awaits = false;
        let value = read(self)?;
        self.open.pop();
        Ok(value)
    }

    fn object(&mut self, depth: usize) -> Result<Vec<Member>, Fault> {
        let mut members = Vec::new();
        self.eat(b'{');
        if self.close(b'}') {
            return Ok(members);
        }
        loop {
            if self.peek() != Some(b'"') {
                return Err(self.unexpected("a key in double quotes", A_KEY));
            }
            let start = self.position();
            let key = self.string()?;
            self.awaits = true;
            let key_span = Some(self.span_from(start));
            self.skip_blanks();
            if !self.eat(b':') {
                return Err(self
                    .unexpected("`:`", "was expecting a colon to separate field name and value"));
            }
            let value = self.value(depth + 1)?;
            members.push(Member { key, key_span, value });
            self.skip_blanks();
            if self.close(b'}') {
                return Ok(members);
            }
            self.comma(b'}')?;
        }
    }

    fn array(&mut self, depth: usize) -> Result<Vec<Node>, Fault> {
        let mut nodes = Vec::new();
        self.eat(b'[');
        if self.close(b']') {
            return Ok(nodes);
        }
        loop {
            nodes.push(self.value(depth + 1)?);
            self.skip_blanks();
            if self.close(b']') {
                return Ok(nodes);
            }
            self.comma(b']')?;
        }
    }

    /// Moves over the closing bracket, but not the blanks behind it, so that the span ends at it.
    fn close(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        if found {
            self.advance(1);
        }
        found
    }

    fn comma(&mut self, close: u8) -> Result<(), Fault> {
        let start = self.position();
        if !self.eat(b',') {
            let entries = if close == b'}' { "Object" } else { "Array" };
            let jackson = format!("was expecting comma to separate {entries} entries");
            return Err(self.unexpected(&format!("`,` or `{}`", char::from(close)), &jackson));
        }
        if self.peek() == Some(close) {
            let span = Span { start, end: Position { column: start.column + 1, ..start } };
            let expected = if close == b'}' { A_KEY.to_owned() } else { a_value() };
            let fault = Fault::new(Some(span), "a comma before the closing bracket")
                .help("remove the comma; JSON allows none there");
            return Err(self.found(char::from(close), &expected, fault));
        }
        self.awaits = true;
        Ok(())
    }

    fn word(&mut self) -> Result<Tree, Fault> {
        let word_end = self.rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$')));
        let word = self.rest.get(..word_end.unwrap_or(self.rest.len())).unwrap_or_default();
        let tree = match word {
            "null" => Tree::Null,
            "true" => Tree::Bool(true),
            "false" => Tree::Bool(false),
            "" => {
                return Err(self.unexpected("a value", &a_value()));
            }
            _ => return Err(self.unknown_word(word)),
        };
        self.advance(word.len());
        Ok(tree)
    }

    fn number(&mut self) -> Result<Number, Fault> {
        let start = self.position();
        let bytes = self.rest.as_bytes();
        let digits =
            |from: usize| bytes.iter().skip(from).take_while(|b| b.is_ascii_digit()).count();
        let at = |index: usize| bytes.get(index).copied();
        let sign = usize::from(at(0) == Some(b'-'));
        let whole = digits(sign);
        let leading_zero = whole > 1 && at(sign) == Some(b'0');
        let mut end = sign + whole;
        let mut complete = whole > 0 && !leading_zero;
        if at(end) == Some(b'.') {
            let count = digits(end + 1);
            complete &= count > 0;
            end += 1 + count;
        }
        if matches!(at(end), Some(b'e' | b'E')) {
            let exponent = end + 1 + usize::from(matches!(at(end + 1), Some(b'+' | b'-')));
            let count = digits(exponent);
            complete &= count > 0;
            end = exponent + count;
        }
        let text = self.rest.get(..end).unwrap_or(self.rest).to_owned();
        self.advance(end);
        let number = if complete { super::scalar::number(&text) } else { None };
        number.ok_or_else(|| {
            let fault = Fault::new(
                Some(self.span_from(start)),
                format!("`{text}` is no number that JSON can hold"),
            );
            if leading_zero {
                self.said(fault, "Invalid numeric value: Leading zeroes not allowed")
            } else {
                fault
            }
        })
    }

    fn string(&mut self) -> Result<String, Fault> {
        let start = self.position();
        let mut string = String::new();
        self.advance(1);
        loop {
            let plain =
                self.rest.bytes().take_while(|&b| b != b'"' && b != b'\\' && b >= 0x20).count();
            string.push_str(self.rest.get(..plain).unwrap_or_default());
            self.advance(plain);
            match self.peek() {
                Some(b'"') => {
                    self.advance(1);
                    return Ok(string);
                }
                Some(b'\\') => string.push(self.escape()?),
                Some(control) => return Err(self.control_character(start, control)),
                None => return Err(self.unclosed_string(start)),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Fault> {
        let escaped = match self.rest.as_bytes().get(1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            _ => return Err(self.unknown_escape()),
        };
        self.advance(2);
        Ok(escaped)
    }

    fn unicode_escape(&mut self) -> Result<char, Fault> {
        let start = self.position();
        let first = self.code_unit();
        let character = match first {
            Some(high @ 0xd800..=0xdbff) => {
                self.code_unit().filter(|low| (0xdc00..=0xdfff).contains(low)).and_then(|low| {
                    char::from_u32(
                        0x10000 + ((u32::from(high) - 0xd800) << 10) + (u32::from(low) - 0xdc00),
                    )
                })
            }
            Some(unit) => char::from_u32(unit.into()),
            None => None,
        };
        character.ok_or_else(|| {
            Fault::new(Some(self.span_from(start)), "a `\\u` escape stands for no character")
                .help("`\\u` takes four hexadecimal digits, and surrogates come in pairs")
        })
    }

    fn code_unit(&mut self) -> Option<u16> {
        let digits = self.rest.strip_prefix("\\u")?.get(..4)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let unit = u16::from_str_radix(digits, 16).ok();
        self.advance(6);
        unit
    }
}
