//! The reader's state, and how it speaks about what it finds.

use super::{
    fields::Fields,
    tree::{Fault, Node, Tree},
};
use crate::{
    Diagnostic, Location, Positions, Span,
    diagnostic::push,
    rules::{JSON_OBJECT, Rule, UNKNOWN_FIELD, VALUE_TYPE},
};

#[derive(Default)]
pub(super) struct Reader {
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) positions: Positions,
}

impl Reader {
    /// Notes where everything stands, and finds keys that stand twice.
    pub(super) fn record(&mut self, root: &Node) {
        self.record_at(root, None, Location::root());
    }

    fn record_at(&mut self, node: &Node, key: Option<Span>, location: Location) {
        match &node.value {
            Tree::Array(nodes) => {
                for (index, node) in nodes.iter().enumerate() {
                    self.record_at(node, None, location.index(index));
                }
            }
            Tree::Object(members) => {
                let mut seen = std::collections::BTreeMap::new();
                for member in members {
                    let place = location.field(&member.key);
                    if let Some(first) = seen.get(member.key.as_str()) {
                        self.duplicate_key(&member.key, place, member.key_span, *first);
                        continue;
                    }
                    seen.insert(member.key.as_str(), member.key_span);
                    self.record_at(&member.value, member.key_span, place);
                }
            }
            _ => {}
        }
        if let Some(span) = node.span {
            let is_container = matches!(node.value, Tree::Array(_) | Tree::Object(_));
            self.positions.record(location, key, span, is_container);
        }
    }

    fn duplicate_key(
        &mut self,
        key: &str,
        location: Location,
        second: Option<Span>,
        first: Option<Span>,
    ) {
        let message = format!("the key `{key}` stands twice in one object");
        let first = first.map(|span| span.start);
        self.report(&JSON_OBJECT, &location, message)
            .at(second)
            .help("keep one of the two")
            .related("it stands here first", location, first);
    }

    /// A fault of the text itself.
    pub(super) fn fault(&mut self, fault: Fault) {
        let diagnostic = self.report(&JSON_OBJECT, &Location::root(), fault.message);
        diagnostic.at(fault.span);
        diagnostic.location = None;
        diagnostic.help = fault.help;
        diagnostic.aws_code = Some("INVALID_JSON_DESCRIPTION");
        (diagnostic.aws_message, diagnostic.aws_location) = fault.aws.unzip();
    }

    /// Reports, and keeps the rules from speaking about this place again.
    pub(super) fn report(
        &mut self,
        rule: &'static Rule,
        location: &Location,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.positions.mark_reported(location.clone());
        self.diagnose(rule, location, message)
    }

    /// Reports without such a mark.
    pub(super) fn diagnose(
        &mut self,
        rule: &'static Rule,
        location: &Location,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let diagnostic = Diagnostic::new(rule, location.clone(), Some(&self.positions), message);
        push(&mut self.diagnostics, diagnostic)
    }

    /// A value of the wrong type.
    pub(super) fn wrong_type(
        &mut self,
        node: &Node,
        location: &Location,
        name: &str,
        wanted: &str,
    ) -> &mut Diagnostic {
        let message = format!("`{name}` takes {wanted}, but this is {}", node.what());
        self.report(&VALUE_TYPE, location, message)
    }

    /// Fields that may not stand in this object, under the rule that `rule` picks.
    pub(super) fn unknown_fields(
        &mut self,
        fields: &Fields<'_>,
        what: &str,
        known: impl Fn(&str) -> bool,
        candidates: &(impl Iterator<Item = &'static str> + Clone),
    ) {
        for name in fields.names().filter(|name| !known(name)) {
            self.unknown_field(&UNKNOWN_FIELD, fields, what, name, candidates.clone());
        }
    }

    pub(super) fn unknown_field(
        &mut self,
        rule: &'static Rule,
        fields: &Fields<'_>,
        what: &str,
        name: &str,
        candidates: impl Iterator<Item = &'static str> + Clone,
    ) -> &mut Diagnostic {
        let location = fields.at(name);
        let key = self.positions.key(&location);
        let help = match similar(name, candidates.clone()) {
            Some(candidate) => format!("did you mean `{candidate}`?"),
            None if candidates.clone().count() > 16 => "remove it".to_owned(),
            None => format!("remove it; {what} takes {}", list(candidates)),
        };
        self.report(rule, &location, format!("the field `{name}` does not belong in {what}"))
            .at(key)
            .help(help)
            .aws(format!("Field '{name}' is not supported"))
            .aws_at(Some(&fields.location))
    }
}

/// The candidate that was probably meant.
pub(crate) fn similar<'c>(
    name: &str,
    candidates: impl Iterator<Item = &'c str>,
) -> Option<&'c str> {
    let name_lower = name.to_lowercase();
    let distance =
        |candidate: &str| strsim::damerau_levenshtein(&name_lower, &candidate.to_lowercase());
    let nearest = candidates
        .map(|candidate| (distance(candidate), candidate))
        .min_by_key(|(distance, _)| *distance);
    let allowed = (name.chars().count() / 3).min(3);
    nearest.filter(|(distance, _)| *distance <= allowed).map(|(_, candidate)| candidate)
}

/// Names in backticks, for prose.
pub(crate) fn list<'c>(names: impl Iterator<Item = &'c str>) -> String {
    let quoted: Vec<_> = names.map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}
