//! Which expressions read the token of a task.

use super::templates::Template;
use crate::QueryLanguage;

/// Whether an expression in the template names `Task.Token` of the context object.
pub(super) fn names_token(template: &Template<'_>, language: QueryLanguage) -> bool {
    any_expression(template, language, |text| {
        text.contains("Token")
            && afters(&plain(text), context(language)).any(|after| follows(after, ".Task.Token"))
    })
}

/// Whether an expression in the template reads the token, or all that holds it.
pub(super) fn may_read_token(template: &Template<'_>, language: QueryLanguage) -> bool {
    any_expression(template, language, |text| text_may_read_token(text, language))
}

/// Whether the expression reads the token, or all that holds it.
pub(super) fn text_may_read_token(text: &str, language: QueryLanguage) -> bool {
    let text = &plain(text);
    let in_context = afters(text, context(language)).any(|after| {
        follows(after, ".Task.Token")
            || is_whole(after)
            || after.strip_prefix(".Task").is_some_and(is_whole)
    });
    in_context || language == QueryLanguage::Jsonata && afters(text, "$states").any(is_whole)
}

const fn context(language: QueryLanguage) -> &'static str {
    match language {
        QueryLanguage::Jsonata => "$states.context",
        QueryLanguage::JsonPath => "$$",
    }
}

/// What stands behind each use of the name.
fn afters<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = &'t str> {
    text.match_indices(name).filter_map(move |(at, _)| text.get(at + name.len()..))
}

fn follows(after: &str, path: &str) -> bool {
    after.strip_prefix(path).is_some_and(|rest| !rest.starts_with(is_name))
}

/// Whether no member is taken: the value is used as a whole.
fn is_whole(after: &str) -> bool {
    !after.starts_with(['.', '[']) && !after.starts_with(is_name)
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether the test holds for an expression in the template.
fn any_expression(
    template: &Template<'_>,
    language: QueryLanguage,
    test: impl Fn(&str) -> bool,
) -> bool {
    let mut found = false;
    template.for_each_text(&mut |trail, text| {
        let is_expression = match language {
            QueryLanguage::Jsonata => text.starts_with("{%"),
            QueryLanguage::JsonPath => trail.key().is_some_and(|key| key.ends_with(".$")),
        };
        found |= is_expression && test(text);
    });
    found
}

/// The expression without blanks, each member after a point.
fn plain(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '`').collect();
    text.replace("['", ".").replace("']", "").replace("[\"", ".").replace("\"]", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_found_alone_and_in_what_holds_it() {
        let jsonata = |text| text_may_read_token(text, QueryLanguage::Jsonata);
        assert!(jsonata("{% $states.context.Task.Token %}"));
        assert!(jsonata("{% $states.context.`Task`.Token %}"));
        assert!(jsonata("{% $merge([$states.input, $states.context.Task]) %}"));
        assert!(jsonata("{% ($c := $states.context; $c.Task.Token) %}"));
        assert!(!jsonata("{% $states.context.Execution.Id %}"));
        assert!(!jsonata("{% $states.input %}"));
        let path = |text| text_may_read_token(text, QueryLanguage::JsonPath);
        assert!(path("$$.Task.Token"));
        assert!(path("$$['Task']['Token']"));
        assert!(path("States.Array($$, 1)"));
        assert!(!path("$$.Execution.Id"));
        assert!(!path("$.Task.Token"));
    }
}
