//! `Retry` and `Catch`.

use super::{
    fields::Fields,
    reader::Reader,
    tree::{Node, Tree},
};
use crate::{
    Catcher, JitterStrategy, Location, Retrier, StateName,
    fields::{CATCHER, RETRIER},
    rules::{REQUIRED_FIELD, VALUE_TYPE},
};

impl Reader {
    pub(super) fn retry(&mut self, fields: &Fields<'_>) -> Option<Vec<Retrier>> {
        self.list(fields, "Retry", Self::retrier)
    }

    fn retrier(&mut self, node: &Node, location: &Location) -> Option<Retrier> {
        let fields = self.object_of(node, location, "a retrier", RETRIER)?;
        Some(Retrier {
            error_equals: self.error_equals(&fields),
            interval_seconds: self.quantity(&fields, "IntervalSeconds"),
            max_attempts: self.quantity(&fields, "MaxAttempts"),
            backoff_rate: self.quantity(&fields, "BackoffRate"),
            max_delay_seconds: self.quantity(&fields, "MaxDelaySeconds"),
            jitter_strategy: self.jitter_strategy(&fields),
            comment: self.text(&fields, "Comment"),
        })
    }

    fn jitter_strategy(&mut self, fields: &Fields<'_>) -> Option<JitterStrategy> {
        match &fields.get("JitterStrategy")?.value {
            Tree::String(text) if text == JitterStrategy::Full.as_str() => {
                Some(JitterStrategy::Full)
            }
            Tree::String(text) if text == JitterStrategy::None.as_str() => {
                Some(JitterStrategy::None)
            }
            Tree::String(text) if text.contains("${") => {
                Some(JitterStrategy::Placeholder(text.clone()))
            }
            _ => self
                .word::<()>(&VALUE_TYPE, fields, "JitterStrategy", &[("NONE", ()), ("FULL", ())])
                .and(None),
        }
    }

    pub(super) fn catch(&mut self, fields: &Fields<'_>) -> Option<Vec<Catcher>> {
        self.list(fields, "Catch", Self::catcher)
    }

    fn catcher(&mut self, node: &Node, location: &Location) -> Option<Catcher> {
        let fields = self.object_of(node, location, "a catcher", CATCHER)?;
        Some(Catcher {
            error_equals: self.error_equals(&fields),
            next: StateName::new(self.required_text(&fields, "Next")),
            result_path: self.path_or_null(&fields, "ResultPath"),
            assign: self.template_map(&fields, "Assign"),
            output: fields.template("Output"),
            comment: self.text(&fields, "Comment"),
        })
    }

    fn error_equals(&mut self, fields: &Fields<'_>) -> Vec<String> {
        self.require(&REQUIRED_FIELD, fields, &["ErrorEquals"]);
        self.texts(fields, "ErrorEquals").unwrap_or_default()
    }
}
