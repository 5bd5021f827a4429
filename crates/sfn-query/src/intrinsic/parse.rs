//! From a text to a call.

use serde_json::Value;

use super::{Argument, format::Template, function::Function};
use crate::{
    cursor::{Cursor, SyntaxError},
    jsonpath::Path,
};

/// How deep calls may nest.
const MAX_DEPTH: usize = 10;

/// The call that the whole text is.
pub(super) fn call(text: &str) -> Result<(Function, Vec<Argument>), SyntaxError> {
    let mut cursor = Cursor::new(text);
    cursor.skip_spaces();
    let call = nested(&mut cursor, 0)?;
    cursor.skip_spaces();
    if cursor.peek().is_some() {
        return Err(cursor.error("nothing can follow the call"));
    }
    Ok(call)
}

fn nested(cursor: &mut Cursor<'_>, depth: usize) -> Result<(Function, Vec<Argument>), SyntaxError> {
    let start = cursor.position();
    let name = cursor.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'));
    let Some(function) = Function::from_name(name) else {
        let message = match name {
            "" => {
                return Err(cursor.unexpected("an intrinsic function, such as `States.Format(…)`"));
            }
            name => format!("`{name}` is no intrinsic function"),
        };
        return Err(cursor.error_since(start, message));
    };
    if depth == MAX_DEPTH {
        let message = format!("intrinsic functions may be nested {MAX_DEPTH} deep");
        return Err(cursor.error_since(start, message));
    }
    cursor.skip_spaces();
    cursor.expect("(")?;
    Ok((function, arguments(cursor, function, depth)?))
}

/// What stands between the parentheses, and the closing one.
fn arguments(
    cursor: &mut Cursor<'_>,
    function: Function,
    depth: usize,
) -> Result<Vec<Argument>, SyntaxError> {
    let mut arguments = Vec::new();
    cursor.skip_spaces();
    if cursor.eat(")") {
        return Ok(arguments);
    }
    loop {
        cursor.skip_spaces();
        let is_template = function == Function::Format && arguments.is_empty();
        arguments.push(argument(cursor, is_template, depth)?);
        cursor.skip_spaces();
        if !cursor.eat(",") {
            return if cursor.eat(")") {
                Ok(arguments)
            } else {
                Err(cursor.unexpected("`,` or `)`"))
            };
        }
    }
}

fn argument(
    cursor: &mut Cursor<'_>,
    is_template: bool,
    depth: usize,
) -> Result<Argument, SyntaxError> {
    match cursor.peek() {
        Some('$') => return Path::parse_argument(cursor).map(Argument::Path),
        Some('\'') => return text(cursor, is_template),
        _ => {}
    }
    if cursor.rest().starts_with("States.") {
        return nested(cursor, depth + 1)
            .map(|(function, arguments)| Argument::Call(function, arguments));
    }
    if let Some(number) = cursor.number() {
        return Ok(Argument::Value(Value::Number(number)));
    }
    let words = [("true", Value::Bool(true)), ("false", Value::Bool(false)), ("null", Value::Null)];
    match words.into_iter().find(|(word, _)| cursor.eat(word)) {
        Some((_, value)) => Ok(Argument::Value(value)),
        None => Err(cursor.unexpected("a path, a text in single quotes, a number or a call")),
    }
}

/// A text in single quotes. Only `'`, `{`, `}` and `\` can be escaped.
fn text(cursor: &mut Cursor<'_>, is_template: bool) -> Result<Argument, SyntaxError> {
    let start = cursor.position();
    cursor.expect("'")?;
    let inside = cursor.position();
    let mut text = String::new();
    loop {
        let before = cursor.position();
        match cursor.next() {
            None => return Err(cursor.error_since(start, "the quotes are not closed")),
            Some('\'') => {
                if !is_template {
                    return Ok(Argument::Value(text.into()));
                }
                let written = cursor.since(inside);
                let written = written.strip_suffix('\'').unwrap_or(written);
                return Ok(Argument::Template(Template::parse(written)));
            }
            Some('\\') => {
                let Some(c @ ('\'' | '{' | '}' | '\\')) = cursor.next() else {
                    let message = "only `'`, `{`, `}` and `\\` can follow a backslash";
                    return Err(cursor.error_since(before, message));
                };
                text.push(c);
            }
            Some(c) => text.push(c),
        }
    }
}
