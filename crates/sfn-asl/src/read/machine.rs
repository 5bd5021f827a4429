//! The machine, and scopes of states wherever they stand.

use super::{
    fields::Fields,
    reader::Reader,
    tree::{Node, Tree},
};
use crate::{
    Location, QueryLanguage, Scope, StateMachine, StateName,
    fields::MACHINE,
    rules::{JSON_OBJECT, QUERYLANGUAGE_VALUE, ROOT_REQUIRED},
};

impl Reader {
    pub(super) fn machine(&mut self, root: &Node, location: &Location) -> Option<StateMachine> {
        if !matches!(root.value, Tree::Object(_)) {
            let message = format!("a definition must be an object, but is {}", root.what());
            self.report(&JSON_OBJECT, location, message)
                .aws("Definition must be a valid JSON object");
            return None;
        }
        let fields = self.object_of(root, location, "the definition", MACHINE)?;
        Some(StateMachine {
            comment: self.text(&fields, "Comment"),
            query_language: self.query_language(&fields),
            version: self.text(&fields, "Version"),
            timeout_seconds: self.quantity(&fields, "TimeoutSeconds"),
            scope: self.scope(&fields),
        })
    }

    /// AWS takes everything that is not `JSONPath` for JSONata.
    pub(super) fn query_language(&mut self, fields: &Fields<'_>) -> Option<QueryLanguage> {
        let words = [QueryLanguage::JsonPath, QueryLanguage::Jsonata]
            .map(|language| (language.as_str(), language));
        fields.get("QueryLanguage")?;
        let known = self.word(&QUERYLANGUAGE_VALUE, fields, "QueryLanguage", &words);
        Some(known.unwrap_or(QueryLanguage::Jsonata))
    }

    /// `StartAt` and `States` of a machine, a branch or a processor.
    pub(super) fn scope(&mut self, fields: &Fields<'_>) -> Scope {
        self.require(&ROOT_REQUIRED, fields, &["States", "StartAt"]);
        let mut scope = Scope {
            start_at: StateName::new(self.text(fields, "StartAt").unwrap_or_default()),
            ..Scope::default()
        };
        let states = self.field(fields, "States", |reader, node, location| {
            reader.object(node, location, "States")
        });
        for (name, node) in states.iter().flat_map(Fields::members) {
            let location = fields.at("States").field(name);
            scope
                .states
                .entry(StateName::from(name))
                .or_insert_with(|| self.state(node, &location));
        }
        scope
    }

    /// Keeps the rules from asking for the states of a scope that could not be read.
    pub(super) fn skip_scope(&mut self, location: &Location) {
        for name in ["StartAt", "States"] {
            self.reported.insert(location.field(name));
        }
    }
}
