//! The condition in `[?(…)]`.

use regex_lite::RegexBuilder;
use serde_json::Value;

use super::{Place, quoted, segments};
use crate::{
    cursor::{Cursor, SyntaxError},
    jsonpath::ast::{Filter, Operand, Operator, Segment},
};

/// How deep filters may nest, and lists in them.
const MAX_DEPTH: usize = 32;

/// `?(…)`
pub(super) fn filter(cursor: &mut Cursor<'_>, depth: usize) -> Result<Filter, SyntaxError> {
    cursor.expect("?")?;
    cursor.skip_spaces();
    cursor.expect("(")?;
    let filter = or(cursor, deeper(cursor, depth)?)?;
    cursor.skip_spaces();
    cursor.expect(")")?;
    Ok(filter)
}

fn deeper(cursor: &Cursor<'_>, depth: usize) -> Result<usize, SyntaxError> {
    if depth < MAX_DEPTH {
        Ok(depth + 1)
    } else {
        Err(cursor.error(format!("filters may be nested {MAX_DEPTH} deep")))
    }
}

fn or(cursor: &mut Cursor<'_>, depth: usize) -> Result<Filter, SyntaxError> {
    joined(cursor, depth, "||", and).map(|filters| one_or(filters, Filter::Or))
}

fn and(cursor: &mut Cursor<'_>, depth: usize) -> Result<Filter, SyntaxError> {
    joined(cursor, depth, "&&", condition).map(|filters| one_or(filters, Filter::And))
}

fn joined(
    cursor: &mut Cursor<'_>,
    depth: usize,
    operator: &str,
    part: fn(&mut Cursor<'_>, usize) -> Result<Filter, SyntaxError>,
) -> Result<Vec<Filter>, SyntaxError> {
    let mut filters = vec![part(cursor, depth)?];
    loop {
        cursor.skip_spaces();
        if !cursor.eat(operator) {
            return Ok(filters);
        }
        filters.push(part(cursor, depth)?);
    }
}

/// The filter, where it is one alone.
fn one_or(filters: Vec<Filter>, several: fn(Vec<Filter>) -> Filter) -> Filter {
    match <[Filter; 1]>::try_from(filters) {
        Ok([filter]) => filter,
        Err(filters) => several(filters),
    }
}

/// `!…`, `(…)`, a comparison, or a path that has to lead somewhere.
fn condition(cursor: &mut Cursor<'_>, depth: usize) -> Result<Filter, SyntaxError> {
    cursor.skip_spaces();
    if cursor.eat("!") {
        return Ok(Filter::Not(Box::new(condition(cursor, deeper(cursor, depth)?)?)));
    }
    if cursor.eat("(") {
        let filter = or(cursor, deeper(cursor, depth)?)?;
        cursor.skip_spaces();
        cursor.expect(")")?;
        return Ok(filter);
    }
    let left = operand(cursor, depth)?;
    cursor.skip_spaces();
    match operator(cursor) {
        Some(operator) => {
            cursor.skip_spaces();
            Ok(Filter::Compare(left, operator, right_operand(cursor, depth)?))
        }
        None if matches!(left, Operand::Path { .. }) => Ok(Filter::Exists(left)),
        None => Err(cursor.unexpected("an operator")),
    }
}

fn operator(cursor: &mut Cursor<'_>) -> Option<Operator> {
    let (text, operator) = Operator::ALL.into_iter().find(|(text, _)| {
        let after = cursor.rest().strip_prefix(text);
        // A word ends where no letter follows.
        after.is_some_and(|after| {
            !text.starts_with(char::is_alphabetic) || !after.starts_with(char::is_alphanumeric)
        })
    })?;
    cursor.eat(text);
    Some(operator)
}

fn operand(cursor: &mut Cursor<'_>, depth: usize) -> Result<Operand, SyntaxError> {
    match cursor.peek() {
        Some(root @ ('@' | '$')) => {
            cursor.next();
            let segments: Vec<Segment> = segments(cursor, Place::Filter, depth)?;
            Ok(Operand::Path { document: root == '$', segments })
        }
        Some('/') => pattern(cursor),
        _ => literal(cursor, depth).map(Operand::Value),
    }
}

/// An operand behind an operator, where a text needs no quotes.
fn right_operand(cursor: &mut Cursor<'_>, depth: usize) -> Result<Operand, SyntaxError> {
    if matches!(
        cursor.peek(),
        None | Some('@' | '$' | '/' | '\'' | '"' | '[' | '(' | ')' | '&' | '|')
    ) {
        return operand(cursor, depth);
    }
    let text = cursor.take_while(|c| !matches!(c, ')' | '&' | '|')).trim_end();
    Ok(Operand::Value(match text {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        "null" => Value::Null,
        text => text.parse().map_or_else(|_| text.into(), Value::Number),
    }))
}

/// A text, number, boolean, `null`, or a list of these.
fn literal(cursor: &mut Cursor<'_>, depth: usize) -> Result<Value, SyntaxError> {
    if matches!(cursor.peek(), Some('\'' | '"')) {
        return quoted(cursor).map(Value::String);
    }
    if cursor.eat("[") {
        return list(cursor, deeper(cursor, depth)?);
    }
    if let Some(number) = cursor.number() {
        return Ok(Value::Number(number));
    }
    let words = [("true", Value::Bool(true)), ("false", Value::Bool(false)), ("null", Value::Null)];
    match words.into_iter().find(|(word, _)| cursor.eat(word)) {
        Some((_, value)) => Ok(value),
        None => Err(cursor.unexpected("a path or a value")),
    }
}

fn list(cursor: &mut Cursor<'_>, depth: usize) -> Result<Value, SyntaxError> {
    let mut items = Vec::new();
    cursor.skip_spaces();
    if cursor.eat("]") {
        return Ok(Value::Array(items));
    }
    loop {
        cursor.skip_spaces();
        items.push(literal(cursor, depth)?);
        cursor.skip_spaces();
        if !cursor.eat(",") {
            cursor.expect("]")?;
            return Ok(Value::Array(items));
        }
    }
}

/// `/…/i`
fn pattern(cursor: &mut Cursor<'_>) -> Result<Operand, SyntaxError> {
    let start = cursor.position();
    cursor.expect("/")?;
    let mut pattern = String::new();
    loop {
        match cursor.next() {
            None => return Err(cursor.error_since(start, "the pattern is not closed")),
            Some('/') => break,
            Some('\\') if cursor.eat("/") => pattern.push('/'),
            Some('\\') => {
                pattern.push('\\');
                pattern.extend(cursor.next());
            }
            Some(c) => pattern.push(c),
        }
    }
    let flags = cursor.take_while(|c| c.is_ascii_alphabetic());
    let built = RegexBuilder::new(&format!("^(?:{pattern})$"))
        .case_insensitive(flags.contains('i'))
        .dot_matches_new_line(flags.contains('s'))
        .multi_line(flags.contains('m'))
        .ignore_whitespace(flags.contains('x'))
        .build();
    built
        .map(|regex| Operand::Pattern(Box::new(regex)))
        .map_err(|error| cursor.error_since(start, format!("not a regular expression: {error}")))
}
