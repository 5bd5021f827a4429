//! Finds placeholders in texts and in machines.

use sfn_asl::StateMachine;

use super::walk::{Site, Slot, walk};

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    Literal(&'a str),
    Placeholder(&'a str),
}

/// Splits a text at its placeholders: `${Name}` and `${AWS::Name}`.
///
/// Anything else after `${` is not ours: `${aws:username}` is an IAM policy variable, `${"a": 1}` JSONata.
pub(super) fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let (mut rest, mut searched) = (text, 0);
    while let Some(found) = rest.get(searched..).and_then(|tail| tail.find("${")) {
        let start = searched + found;
        let name =
            rest.get(start + 2..).and_then(|tail| tail.split_once('}')).map(|(name, _)| name);
        match name.filter(|name| is_name(name)) {
            Some(name) => {
                let end = start + 2 + name.len() + 1;
                let (before, after) =
                    (rest.get(..start).unwrap_or_default(), rest.get(end..).unwrap_or_default());
                if !before.is_empty() {
                    parts.push(Part::Literal(before));
                }
                parts.push(Part::Placeholder(name));
                (rest, searched) = (after, 0);
            }
            None => searched = start + 2,
        }
    }
    if !rest.is_empty() {
        parts.push(Part::Literal(rest));
    }
    parts
}

/// The placeholder that this text consists of.
pub(super) fn alone(text: &str) -> Option<&str> {
    match parts(text.trim()).as_slice() {
        [Part::Placeholder(name)] => Some(name),
        _ => None,
    }
}

/// Whether `name` may stand between `${` and `}`.
pub(crate) fn is_name(name: &str) -> bool {
    let name = name.strip_prefix("AWS::").unwrap_or(name);
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// What kind of value a placeholder's place takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expected {
    Text,
    Number,
    Boolean,
}

/// A placeholder and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Use {
    pub(crate) name: String,
    pub(crate) site: Site,
    pub(crate) expected: Expected,
}

/// Every use of a placeholder, in document order. Those in comments do not count.
pub(crate) fn uses(machine: &StateMachine) -> Vec<Use> {
    let mut uses = Vec::new();
    walk(&mut machine.clone(), &mut |site, slot| {
        let (text, expected) = match &slot {
            Slot::Comment(_) => return,
            Slot::Text(text) | Slot::Resource(text) => (text.as_str(), Expected::Text),
            Slot::Number(text) => (text.as_str(), Expected::Number),
            Slot::Boolean(text) => (text.as_str(), Expected::Boolean),
        };
        let expected = if alone(text).is_some() { expected } else { Expected::Text };
        uses.extend(parts(text).into_iter().filter_map(|part| match part {
            Part::Placeholder(name) => {
                Some(Use { name: name.to_owned(), site: site.clone(), expected })
            }
            Part::Literal(_) => None,
        }));
    });
    uses
}

#[cfg(test)]
mod tests {
    use super::{Part::*, *};

    #[test]
    fn splits_at_placeholders_and_at_nothing_else() {
        assert_eq!(
            parts("arn:${AWS::Partition}:x:${Name}"),
            [Literal("arn:"), Placeholder("AWS::Partition"), Literal(":x:"), Placeholder("Name"),]
        );
        assert_eq!(
            parts("${aws:username} ${} ${a b} ${\"a\": 1} ${Open"),
            [Literal("${aws:username} ${} ${a b} ${\"a\": 1} ${Open")]
        );
        assert_eq!(parts("${ ${A}"), [Literal("${ "), Placeholder("A")]);
        assert_eq!(parts(""), []);
        assert_eq!(alone(" ${A} "), Some("A"));
        assert_eq!(alone("${A}s"), None);
    }
}
