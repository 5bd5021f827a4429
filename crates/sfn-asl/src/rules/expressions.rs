//! The expressions of JSONata states.

use sfn_query::jsonata::{Expression, expression_in};

use super::Context;
use crate::{Location, Quantity, QueryLanguage, StateKind, graph::StateNode};

/// Where an expression stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In `Output` or `Assign` of the state.
    Exit,
    /// In `Output` or `Assign` of a catcher.
    Catch,
    /// Anywhere else.
    Other,
}

/// What is done with an expression.
pub(super) type Visit<'v, 'm> =
    &'v mut dyn FnMut(&StateNode<'m>, Place, &Expression, &dyn Fn() -> Location);

/// Visits the expressions whose text `may_matter`; an expression that does not parse is reported elsewhere.
pub(super) fn for_each<'m>(
    context: &Context<'m>,
    may_matter: &dyn Fn(&str) -> bool,
    visit: Visit<'_, 'm>,
) {
    for node in context.states().filter(|node| node.query_language == QueryLanguage::Jsonata) {
        let mut text = |place, text: &str, location: &dyn Fn() -> Location| {
            if may_matter(text)
                && let Some(inner) = expression_in(text)
                && let Ok(expression) = Expression::compile(inner)
            {
                visit(node, place, &expression, location);
            }
        };
        for template in context.templates(node) {
            let is_choice = matches!(node.state.kind, StateKind::Choice(_));
            let place = match (template.field, &*template.place) {
                ("Output" | "Assign", _) if is_choice => Place::Other,
                ("Output" | "Assign", place) if *place == node.location => Place::Exit,
                ("Output" | "Assign", _) => Place::Catch,
                _ => Place::Other,
            };
            template.for_each_text(&mut |trail, found| text(place, found, &|| trail.location()));
        }
        for field in context.quantities(node) {
            if let Quantity::Text(found) = field.quantity {
                text(Place::Other, found, &|| field.location());
            }
        }
        for (name, found) in texts(node) {
            text(Place::Other, found, &|| node.location.field(name));
        }
    }
}

/// The texts of a state that are no templates.
pub(super) fn texts<'n>(node: &StateNode<'n>) -> impl Iterator<Item = (&'static str, &'n str)> {
    let texts = match &node.state.kind {
        StateKind::Fail(fail) => vec![("Error", &fail.error), ("Cause", &fail.cause)],
        StateKind::Wait(wait) => vec![("Timestamp", &wait.timestamp)],
        _ => Vec::new(),
    };
    texts.into_iter().filter_map(|(name, text)| Some((name, text.as_deref()?)))
}
