//! Wildcards of policies: `*`, `?`, and `${*}`, `${?}`, `${$}` for the characters themselves.

/// One position of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Any,
    One,
    Char(char),
}

/// Whether the pattern matches the text, in which nothing is special.
pub(crate) fn matches(pattern: &str, text: &str) -> bool {
    let text: Vec<_> = text.chars().map(Token::Char).collect();
    run(&tokens(pattern), &text)
}

/// Whether the pattern matches all that the other pattern matches.
pub(crate) fn covers(pattern: &str, other: &str) -> bool {
    pattern == other || run(&tokens(pattern), &tokens(other))
}

/// Whether the text has a wildcard.
pub(crate) fn is_pattern(text: &str) -> bool {
    text.contains(['*', '?']) && tokens(text).iter().any(|token| !matches!(token, Token::Char(_)))
}

/// The text as a pattern that matches it alone. `${Placeholder}` stays, since another text will stand there.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let tail = rest.get(c.len_utf8()..).unwrap_or_default();
        match c {
            '*' => out.push_str("${*}"),
            '?' => out.push_str("${?}"),
            '$' if tail.starts_with('{') && !starts_with_placeholder(tail) => out.push_str("${$}"),
            _ => out.push(c),
        }
        rest = tail;
    }
    out
}

/// Whether `{Name}` stands at the front.
fn starts_with_placeholder(text: &str) -> bool {
    let name =
        text.strip_prefix('{').and_then(|rest| rest.split_once('}')).map_or("", |(name, _)| name);
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "_.:-".contains(c))
}

fn tokens(pattern: &str) -> Vec<Token> {
    let mut out = Vec::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        let escaped = ["${*}", "${?}", "${$}"]
            .into_iter()
            .find_map(|variable| Some((rest.strip_prefix(variable)?, variable)));
        if let Some((tail, variable)) = escaped {
            out.extend(variable.chars().nth(2).map(Token::Char));
            rest = tail;
            continue;
        }
        out.push(match c {
            '*' => Token::Any,
            '?' => Token::One,
            c => Token::Char(c),
        });
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    out
}

/// Wildcard matching that goes back to the last `*` only.
fn run(pattern: &[Token], text: &[Token]) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut back: Option<(usize, usize)> = None;
    while let Some(&token) = text.get(t) {
        match pattern.get(p) {
            Some(Token::Any) => {
                back = Some((p, t));
                p += 1;
            }
            Some(Token::One) if token != Token::Any => (p, t) = (p + 1, t + 1),
            Some(&expected) if expected == token && token != Token::Any => (p, t) = (p + 1, t + 1),
            _ => match back {
                Some((star, from)) => {
                    back = Some((star, from + 1));
                    (p, t) = (star + 1, from + 1);
                }
                None => return false,
            },
        }
    }
    pattern.get(p..).unwrap_or_default().iter().all(|token| *token == Token::Any)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_match() {
        assert!(matches("arn:aws:s3:::b/*", "arn:aws:s3:::b/a/c"));
        assert!(matches("secret:x-??????", "secret:x-AbCdEf"));
        assert!(!matches("secret:x-??????", "secret:x-y-AbCdEf"));
        assert!(matches("a*b*c", "a-b-b-c"));
        assert!(!matches("a*b", "a-b-c"));
        assert!(matches("a${*}b", "a*b"));
        assert!(!matches("a${*}b", "axb"));
    }

    #[test]
    fn a_pattern_covers_narrower_ones() {
        assert!(covers("*", "arn:*"));
        assert!(covers("table/*", "table/orders"));
        assert!(covers("table/*", "table/or*"));
        assert!(!covers("table/or*", "table/*"));
        assert!(!covers("x?", "x*"));
        assert!(!covers("a${*}", "a*"));
        assert!(covers("a*", "a${*}"));
    }

    #[test]
    fn escaping_keeps_placeholders() {
        assert_eq!(escape("a*b?${Name}"), "a${*}b${?}${Name}");
        assert_eq!(escape("${AWS::Region}"), "${AWS::Region}");
        assert_eq!(escape("${ }"), "${$}{ }");
        assert!(!is_pattern("a${*}"));
    }
}
