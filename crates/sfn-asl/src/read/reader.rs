//! The reader's state, and how it speaks about what it finds.

use std::collections::BTreeSet;

use super::{
    fields::Fields,
    tree::{Duplicate, Fault, Node},
};
use crate::{
    Diagnostic, Location,
    diagnostic::push,
    rules::{JSON_OBJECT, Rule, UNKNOWN_FIELD, VALUE_TYPE},
};

#[derive(Default)]
pub(super) struct Reader {
    /// Their positions are filled in at the end, except where a finding points at something else than its location.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Places of which the rules need not speak again.
    pub(super) reported: BTreeSet<Location>,
    comparisons: usize,
}

/// Comparing a name with all others takes its time; whoever has more unknown fields than this has another problem.
const MAX_COMPARISONS: usize = 256;

impl Reader {
    pub(super) fn duplicate(&mut self, duplicate: Duplicate) {
        let Duplicate { key, location, first, second } = duplicate;
        self.diagnose(
            &JSON_OBJECT,
            &location,
            format!("the key `{key}` stands twice in one object"),
        )
        .at(second)
        .help("keep one of the two")
        .related("it stands here first", location, first.map(|span| span.start));
    }

    /// A fault of the text itself.
    pub(super) fn fault(&mut self, fault: Fault) {
        let diagnostic = self.diagnose(&JSON_OBJECT, &Location::root(), fault.message);
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
        self.reported.insert(location.clone());
        self.diagnose(rule, location, message)
    }

    /// Reports without such a mark.
    pub(super) fn diagnose(
        &mut self,
        rule: &'static Rule,
        location: &Location,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let diagnostic = Diagnostic::new(rule, location.clone(), None, message);
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
        let message = format!("{} must be {wanted}, but is {}", subject(name), node.what());
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
        let key = fields.key_span(name);
        self.comparisons += 1;
        let meant = if self.comparisons > MAX_COMPARISONS {
            None
        } else {
            similar(name, candidates.clone())
        };
        let help = match meant {
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

/// A field's name in backticks; a description such as "a retrier" as it is.
pub(super) fn subject(name: &str) -> String {
    if name.contains(' ') { name.to_owned() } else { format!("`{name}`") }
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
