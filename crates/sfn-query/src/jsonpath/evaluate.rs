//! What a path leads to.

use std::{borrow::Cow, cell::Cell};

use serde_json::{Map, Value};

use super::{
    Path, PathError,
    ast::{Segment, Step, normalized},
    filter,
};
use crate::jsonata::Tree;

/// The most values that are looked at for one path. A payload of 256 KiB holds few, but each filter may look at all again.
const MAX_VALUES: usize = 5_000_000;

/// What is the same for all steps of a path.
pub(super) struct Scope<'a> {
    /// What `$` stands for in filters.
    pub(super) document: &'a Value,
    looked_at: Cell<usize>,
}

impl<'a> Scope<'a> {
    const fn new(document: &'a Value) -> Self {
        Self { document, looked_at: Cell::new(0) }
    }

    /// Counts a value that is looked at.
    fn count(&self) -> Result<(), PathError> {
        let count = self.looked_at.get() + 1;
        self.looked_at.set(count);
        if count > MAX_VALUES { Err(PathError::TooMany { limit: MAX_VALUES }) } else { Ok(()) }
    }
}

/// Goes along `segments`, the last ones of the path.
pub(super) fn select<'a>(
    path: &Path,
    segments: &[Segment],
    document: &'a Value,
) -> Result<Cow<'a, Value>, PathError> {
    let before = path.segments.len() - segments.len();
    let mut value = document;
    for (at, segment) in segments.iter().enumerate() {
        let Segment { scan: false, step } = segment else {
            return indefinite(
                segments.get(at..).unwrap_or_default(),
                value,
                &Scope::new(document),
            );
        };
        let next = match step {
            Step::Name(name) => property(path, before + at, name, value)?,
            Step::Index(_) | Step::FromEnd(_) => element(path, before + at, step, value)?,
            Step::Names(names) if at + 1 == segments.len() => {
                return members(path, before + at, names, value);
            }
            Step::Names(_)
            | Step::Indexes(_)
            | Step::Slice(..)
            | Step::Wildcard
            | Step::Filter(_) => {
                return indefinite(
                    segments.get(at..).unwrap_or_default(),
                    value,
                    &Scope::new(document),
                );
            }
        };
        match next {
            Some(next) => value = next,
            // Where anything after this may lead to several values, it leads to none.
            None if !path.is_definite => return Ok(Cow::Owned(Value::Array(Vec::new()))),
            None => return Err(missing(path, before + at, value)),
        }
    }
    Ok(Cow::Borrowed(value))
}

/// Goes along the path from the context object, which is put together from parts.
pub(super) fn select_in_tree<'a>(path: &Path, tree: Tree<'a>) -> Result<Cow<'a, Value>, PathError> {
    let mut tree = tree;
    let mut rest = path.segments.as_slice();
    loop {
        match (tree, rest.split_first()) {
            (Tree::Value(value), _) => return select(path, rest, value),
            (
                Tree::Object(members),
                Some((Segment { scan: false, step: Step::Name(name) }, after)),
            ) => match members.into_iter().find(|(member, _)| **member == **name) {
                Some((_, member)) => (tree, rest) = (member, after),
                None if !path.is_definite => return Ok(Cow::Owned(Value::Array(Vec::new()))),
                None => {
                    return Err(missing(path, path.segments.len() - rest.len(), &Value::Null));
                }
            },
            (tree, _) => {
                let value = tree.to_value();
                return Ok(Cow::Owned(select(path, rest, &value)?.into_owned()));
            }
        }
    }
}

fn property<'a>(
    path: &Path,
    at: usize,
    name: &str,
    value: &'a Value,
) -> Result<Option<&'a Value>, PathError> {
    match value {
        Value::Object(members) => Ok(members.get(name)),
        _ if !path.is_definite => Ok(None),
        _ => Err(PathError::NotAnObject {
            property: format!("['{name}']"),
            path: normalized(path.segments.get(..at).unwrap_or_default()),
        }),
    }
}

fn element<'a>(
    path: &Path,
    at: usize,
    step: &Step,
    value: &'a Value,
) -> Result<Option<&'a Value>, PathError> {
    match value {
        Value::Array(elements) => Ok(match step {
            Step::Index(index) => at_index(elements, *index),
            Step::FromEnd(before) => from_end(elements, *before),
            _ => None,
        }),
        _ if !path.is_definite => Ok(None),
        other => Err(PathError::NotAnArray {
            index: path.segments.get(at).map(ToString::to_string).unwrap_or_default(),
            found: other.to_string(),
        }),
    }
}

/// The object of these members of a value, those that it has.
fn members<'a>(
    path: &Path,
    at: usize,
    names: &[Box<str>],
    value: &'a Value,
) -> Result<Cow<'a, Value>, PathError> {
    match value {
        Value::Object(members) => Ok(Cow::Owned(only(names, members))),
        _ if !path.is_definite => Ok(Cow::Owned(Value::Array(Vec::new()))),
        _ => Err(PathError::NotAnObject {
            property: path.segments.get(at).map(ToString::to_string).unwrap_or_default(),
            path: normalized(path.segments.get(..at).unwrap_or_default()),
        }),
    }
}

fn only(names: &[Box<str>], members: &Map<String, Value>) -> Value {
    let member = |name: &str| Some((name.to_owned(), members.get(name)?.clone()));
    Value::Object(names.iter().filter_map(|name| member(name)).collect())
}

fn missing(path: &Path, at: usize, value: &Value) -> PathError {
    let is_last = at + 1 == path.segments.len();
    if is_last || value.is_array() {
        return no_results(path);
    }
    PathError::MissingProperty { path: normalized(path.segments.get(..=at).unwrap_or_default()) }
}

fn no_results(path: &Path) -> PathError {
    PathError::NoResults { path: normalized(&path.segments) }
}

/// The element at an index. A negative one leads nowhere: on AWS, `$.list[-1]` is not found, and `$.list[(@.length-1)]` is.
fn at_index(elements: &[Value], index: i64) -> Option<&Value> {
    elements.get(usize::try_from(index).ok()?)
}

fn from_end(elements: &[Value], before: u64) -> Option<&Value> {
    elements.get(elements.len().checked_sub(usize::try_from(before).ok()?)?)
}

fn length(elements: &[Value]) -> i64 {
    i64::try_from(elements.len()).unwrap_or(i64::MAX)
}

/// All that segments lead to from a value, as an array.
fn indefinite<'a>(
    segments: &[Segment],
    start: &'a Value,
    scope: &Scope<'a>,
) -> Result<Cow<'a, Value>, PathError> {
    let (segments, names) = match segments.split_last() {
        Some((Segment { scan: false, step: Step::Names(names) }, before)) => (before, Some(names)),
        _ => (segments, None),
    };
    let values = follow(segments, start, scope)?;
    let values = values.into_iter();
    Ok(Cow::Owned(Value::Array(match names {
        None => values.cloned().collect(),
        Some(names) => {
            values.filter_map(Value::as_object).map(|members| only(names, members)).collect()
        }
    })))
}

/// The values that segments lead to; what leads nowhere is left out.
pub(super) fn follow<'a>(
    segments: &[Segment],
    start: &'a Value,
    scope: &Scope<'a>,
) -> Result<Vec<&'a Value>, PathError> {
    let mut values = vec![start];
    for segment in segments {
        let mut next = Vec::new();
        for value in values {
            if segment.scan {
                for value in descendants(value) {
                    step(&segment.step, value, scope, &mut next)?;
                }
            } else {
                step(&segment.step, value, scope, &mut next)?;
            }
        }
        values = next;
    }
    Ok(values)
}

/// The value and all below it, each before those that it holds.
fn descendants(value: &Value) -> impl Iterator<Item = &Value> {
    let mut open = vec![value];
    std::iter::from_fn(move || {
        let value = open.pop()?;
        match value {
            Value::Array(elements) => open.extend(elements.iter().rev()),
            Value::Object(members) => open.extend(members.values().rev()),
            _ => {}
        }
        Some(value)
    })
}

fn step<'a>(
    step: &Step,
    value: &'a Value,
    scope: &Scope<'a>,
    next: &mut Vec<&'a Value>,
) -> Result<(), PathError> {
    scope.count()?;
    match (step, value) {
        (Step::Name(name), Value::Object(members)) => next.extend(members.get(&**name)),
        (Step::Names(names), Value::Object(members)) => {
            next.extend(names.iter().filter_map(|name| members.get(&**name)));
        }
        (Step::Index(index), Value::Array(elements)) => next.extend(at_index(elements, *index)),
        (Step::FromEnd(before), Value::Array(elements)) => next.extend(from_end(elements, *before)),
        (Step::Indexes(indexes), Value::Array(elements)) => {
            next.extend(indexes.iter().filter_map(|index| at_index(elements, *index)));
        }
        (Step::Slice(from, to), Value::Array(elements)) => {
            next.extend(
                slice(*from, *to, length(elements)).filter_map(|at| at_index(elements, at)),
            );
        }
        (Step::Wildcard, Value::Array(elements)) => next.extend(elements),
        (Step::Wildcard, Value::Object(members)) => next.extend(members.values()),
        (Step::Filter(filter), Value::Array(elements)) => {
            for element in elements {
                scope.count()?;
                // `@` is an object or nothing (Developer Guide, "Using JSONPath paths", in its text of 2022).
                if element.is_object() && filter::is_true(filter, element, scope)? {
                    next.push(element);
                }
            }
        }
        (Step::Filter(filter), object @ Value::Object(_))
            if filter::is_true(filter, object, scope)? =>
        {
            next.push(object);
        }
        _ => {}
    }
    Ok(())
}

/// The indexes of a slice. With both ends given, negative ones are taken as they are and lead nowhere, as in the Jayway
/// of before 2.1, which AWS has: that one takes `(@.length-1)` and no negative index.
fn slice(from: Option<i64>, to: Option<i64>, length: i64) -> std::ops::Range<i64> {
    let from_end = |index: i64| if index < 0 { index.saturating_add(length) } else { index };
    match (from, to) {
        (Some(from), Some(to)) => from.max(0)..to.min(length),
        (Some(from), None) => from_end(from).max(0)..length,
        (None, to) => 0..to.map_or(length, from_end).min(length),
    }
}
