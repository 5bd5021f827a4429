//! Names and texts as JSONata writes them.

use std::{borrow::Cow, fmt::Write as _};

/// Words that JSONata's parser does not take for a name after a dot, or takes for one only sometimes.
const KEYWORDS: [&str; 7] = ["and", "or", "in", "true", "false", "null", "function"];

/// Whether `name` can stand in a path as it is.
fn is_plain_name(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && characters.all(|character| character.is_ascii_alphanumeric() || character == '_')
        && !KEYWORDS.contains(&name)
}

/// A key after a dot: bare, in backticks, or, since backticks cannot be escaped, as a text.
pub(super) fn path_key(key: &str) -> Cow<'_, str> {
    if is_plain_name(key) {
        Cow::Borrowed(key)
    } else if key.contains(['`', '%', '\\']) || key.contains(char::is_control) || key.is_empty() {
        Cow::Owned(text_literal(key))
    } else {
        Cow::Owned(format!("`{key}`"))
    }
}

/// A text literal: in single quotes, which need no escape inside JSON, or else in double quotes.
///
/// JSONata knows JSON's escapes alone, so a quote of the same kind cannot stand in single quotes.
pub(super) fn text_literal(text: &str) -> String {
    let quote = if text.contains('\'') { '"' } else { '\'' };
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push(quote);
    let mut before = '\0';
    for character in text.chars() {
        match character {
            '\\' => literal.push_str("\\\\"),
            '"' if quote == '"' => literal.push_str("\\\""),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            // `%}` and `{%` delimit expressions, and Step Functions does not say that it respects quotes.
            '}' if before == '%' => literal.push_str("\\u007d"),
            '%' if before == '{' => literal.push_str("\\u0025"),
            control if control.is_control() => {
                let _ = write!(literal, "\\u{:04x}", u32::from(control));
            }
            other => literal.push(other),
        }
        before = character;
    }
    literal.push(quote);
    literal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_take_the_quotes_that_need_no_escape() {
        assert_eq!(text_literal("a \"b\""), r#"'a "b"'"#);
        assert_eq!(text_literal("it's"), r#""it's""#);
        assert_eq!(text_literal("it's \"b\""), r#""it's \"b\"""#);
        assert_eq!(text_literal("a\\b\n"), r"'a\\b\n'");
        assert_eq!(text_literal("{% x %}"), r"'{\u0025 x %\u007d'");
    }

    #[test]
    fn keys_are_quoted_where_they_are_no_names() {
        assert_eq!(path_key("lineItems"), "lineItems");
        assert_eq!(path_key("line-items"), "`line-items`");
        assert_eq!(path_key("and"), "`and`");
        assert_eq!(path_key("a`b"), "'a`b'");
    }
}
