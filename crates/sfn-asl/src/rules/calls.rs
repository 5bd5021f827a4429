//! What is wrong with the calls of intrinsic functions in JSONPath states. Each is parsed once, for all rules.

use sfn_query::{SyntaxError, intrinsic::Call};

use super::{fail_exclusive, path, templates::Template};
use crate::{Location, QueryLanguage, StateKind, graph::StateNode};

/// A call with something wrong in it.
pub(super) struct CallFlaw {
    pub(super) location: Location,
    pub(super) text: String,
    pub(super) kind: CallFlawKind,
}

pub(super) enum CallFlawKind {
    /// It does not parse; for a member of a template its key, and the place of the template.
    Syntax { error: SyntaxError, member: Option<(String, Location)> },
    /// It parses, and fails with any input.
    Fails(sfn_query::intrinsic::CallFault),
}

/// Whether a text is meant as a call.
pub(super) fn is_call(text: &str) -> bool {
    text.starts_with("States.")
}

/// What is wrong with the calls of a state.
pub(super) fn of(node: &StateNode<'_>, templates: &[Template<'_>]) -> Vec<CallFlaw> {
    let mut all = Vec::new();
    if node.query_language != QueryLanguage::JsonPath {
        return all;
    }
    let mut add = |text: &str,
                   location: &dyn Fn() -> Location,
                   member: &dyn Fn() -> Option<(String, Location)>| {
        let kind = match Call::parse(text) {
            // What will stand in place of a placeholder is not known.
            _ if path::has_placeholder(text) => None,
            Ok(call) => call.fault().map(CallFlawKind::Fails),
            Err(_) if path::is_beyond_us(text) => None,
            Err(error) => Some(CallFlawKind::Syntax { error, member: member() }),
        };
        all.extend(kind.map(|kind| CallFlaw { location: location(), text: text.to_owned(), kind }));
    };
    for template in templates {
        template.for_each_text(&mut |trail, text| {
            if let Some(key) = trail.key().filter(|key| is_call(text) && key.ends_with(".$")) {
                add(text, &|| trail.location(), &|| Some((key.to_owned(), template.location())));
            }
        });
    }
    if let StateKind::Fail(fail) = &node.state.kind {
        for (name, text) in [("ErrorPath", &fail.error_path), ("CausePath", &fail.cause_path)] {
            // Other functions are a mistake of their own.
            if let Some(text) =
                text.as_ref().filter(|text| is_call(text) && fail_exclusive::gives_string(text))
            {
                add(text, &|| node.location.field(name), &|| None);
            }
        }
    }
    all
}
