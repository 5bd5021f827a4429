//! From a text to a path.

mod filter;

use super::{
    Path, Root,
    ast::{Segment, Step},
};
use crate::cursor::{Cursor, SyntaxError};

/// Where a path stands, which says where its names end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A field of its own.
    Alone,
    /// Among the arguments of an intrinsic function.
    Argument,
    /// In a filter.
    Filter,
}

impl Place {
    /// Whether a name without quotes goes on with this character.
    fn belongs_to_name(self, c: char) -> bool {
        let ends = match self {
            Self::Alone => matches!(c, '.' | '[' | '('),
            Self::Argument => matches!(c, '.' | '[' | '(' | ')' | ','),
            Self::Filter => {
                matches!(c, '.' | '[' | '(' | ')' | ',' | ']' | '=' | '!' | '<' | '>' | '&' | '|')
            }
        };
        !ends && !c.is_whitespace()
    }
}

/// The path at the cursor; what follows it is left.
pub(super) fn path(cursor: &mut Cursor<'_>, place: Place) -> Result<Path, SyntaxError> {
    let start = cursor.position();
    if !cursor.eat("$") {
        return Err(cursor.error("a path begins with `$`"));
    }
    let root = if cursor.eat("$") {
        Root::Context
    } else {
        match cursor.take_while(|c| c.is_alphanumeric() || c == '_') {
            "" => Root::Input,
            name => Root::Variable(name.into()),
        }
    };
    let segments = segments(cursor, place, 0)?;
    Ok(Path::new(cursor.since(start), root, segments))
}

/// The steps at the cursor.
fn segments(
    cursor: &mut Cursor<'_>,
    place: Place,
    depth: usize,
) -> Result<Vec<Segment>, SyntaxError> {
    let mut segments: Vec<Segment> = Vec::new();
    loop {
        let scan = cursor.rest().starts_with("..");
        let step = if cursor.eat("..") || cursor.eat(".") {
            after_dot(cursor, place, depth)?
        } else if cursor.peek() == Some('[') {
            bracket(cursor, depth)?
        } else {
            return Ok(segments);
        };
        segments.push(Segment { scan, step });
    }
}

fn after_dot(cursor: &mut Cursor<'_>, place: Place, depth: usize) -> Result<Step, SyntaxError> {
    if cursor.peek() == Some('[') {
        return bracket(cursor, depth);
    }
    let start = cursor.position();
    match cursor.take_while(|c| place.belongs_to_name(c)) {
        "" => Err(cursor.unexpected("a name after the dot")),
        "*" => Ok(Step::Wildcard),
        name => {
            // What looks like the call of a function is a name on AWS, and no member has it.
            let name = if cursor.eat("()") { cursor.since(start) } else { name };
            Ok(Step::Name(name.into()))
        }
    }
}

fn bracket(cursor: &mut Cursor<'_>, depth: usize) -> Result<Step, SyntaxError> {
    cursor.expect("[")?;
    cursor.skip_spaces();
    let step = match cursor.peek() {
        Some('*') => {
            cursor.next();
            Step::Wildcard
        }
        Some('?') => Step::Filter(filter::filter(cursor, depth)?),
        Some('(') => from_end(cursor)?,
        Some('\'' | '"') => names(cursor)?,
        _ => indexes(cursor)?,
    };
    cursor.skip_spaces();
    cursor.expect("]")?;
    Ok(step)
}

/// `(@.length-1)`, `(@.size()-1)`
fn from_end(cursor: &mut Cursor<'_>) -> Result<Step, SyntaxError> {
    let wanted = "the distance from the end, such as `(@.length-1)`";
    let mut expect = |texts: &[&str]| {
        cursor.skip_spaces();
        if texts.iter().any(|text| cursor.eat(text)) {
            Ok(())
        } else {
            Err(cursor.unexpected(wanted))
        }
    };
    expect(&["("])?;
    expect(&["@.length", "@.size"])?;
    expect(&["()", ""])?;
    expect(&["-"])?;
    expect(&[""])?;
    let before = cursor.take_while(|c| c.is_ascii_digit()).parse();
    let before = before.map_err(|_| cursor.unexpected(wanted))?;
    cursor.skip_spaces();
    cursor.expect(")")?;
    Ok(Step::FromEnd(before))
}

fn names(cursor: &mut Cursor<'_>) -> Result<Step, SyntaxError> {
    let first: Box<str> = quoted(cursor)?.into();
    let mut names = vec![first];
    cursor.skip_spaces();
    while cursor.eat(",") {
        cursor.skip_spaces();
        names.push(quoted(cursor)?.into());
        cursor.skip_spaces();
    }
    Ok(match <[Box<str>; 1]>::try_from(names) {
        Ok([name]) => Step::Name(name),
        Err(names) => Step::Names(names),
    })
}

/// A text in single or double quotes.
fn quoted(cursor: &mut Cursor<'_>) -> Result<String, SyntaxError> {
    let start = cursor.position();
    let Some(quote @ ('\'' | '"')) = cursor.peek() else {
        return Err(cursor.unexpected("a name in quotes"));
    };
    cursor.next();
    let mut text = String::new();
    loop {
        match cursor.next() {
            None => return Err(cursor.error_since(start, "the quotes are not closed")),
            Some(c) if c == quote => return Ok(text),
            Some('\\') => text.extend(cursor.next()),
            Some(c) => text.push(c),
        }
    }
}

/// One index, several, or a slice.
fn indexes(cursor: &mut Cursor<'_>) -> Result<Step, SyntaxError> {
    let from = cursor.integer();
    cursor.skip_spaces();
    if cursor.eat(":") {
        cursor.skip_spaces();
        let to = cursor.integer();
        if from.is_none() && to.is_none() {
            return Err(cursor.unexpected("the start or the end of the slice"));
        }
        return Ok(Step::Slice(from, to));
    }
    let Some(first) = from else {
        return Err(cursor.unexpected("an index, a name in quotes, `*`, or `?(` for a filter"));
    };
    let mut indexes = vec![first];
    while cursor.eat(",") {
        cursor.skip_spaces();
        match cursor.integer() {
            Some(index) => indexes.push(index),
            None => return Err(cursor.unexpected("an index")),
        }
        cursor.skip_spaces();
    }
    Ok(if indexes.len() == 1 { Step::Index(first) } else { Step::Indexes(indexes) })
}
