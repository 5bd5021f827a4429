//! What an expression says before it runs: nothing, the whole text, or how the text starts.
//!
//! `'invoices/' & $id & '.json'` starts with `invoices/`, so a policy can name `invoices/*`. Only concatenations that
//! begin with a constant are read; anything that might have another value is not guessed.

/// What is known of a text before it is computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    /// All of it.
    Text(String),
    /// How it starts; never empty.
    Prefix(String),
    /// Nothing.
    Nothing,
}

impl Known {
    fn prefix(text: String) -> Self {
        if text.is_empty() { Self::Nothing } else { Self::Prefix(text) }
    }
}

/// `{% … %}`
pub(crate) fn jsonata(text: &str) -> Known {
    let inner = text.strip_prefix("{%").and_then(|rest| rest.strip_suffix("%}"));
    inner.map_or(Known::Nothing, |inner| concatenation(inner.trim()))
}

/// `'a' & 'b' & rest`
fn concatenation(source: &str) -> Known {
    let mut known = String::new();
    let mut rest = source;
    loop {
        let Some((text, after)) = quoted(rest, &['\'', '"']) else {
            return if can_follow(rest) { Known::prefix(known) } else { Known::Nothing };
        };
        known.push_str(&text);
        let after = after.trim_start();
        if after.is_empty() {
            return Known::Text(known);
        }
        let Some(next) = after.strip_prefix('&') else {
            return Known::Nothing;
        };
        rest = next.trim_start();
    }
}

/// Whether this can be the rest of a concatenation: nothing in it binds less tightly than `&`.
fn can_follow(source: &str) -> bool {
    let mut depth = 0_i32;
    let mut word = String::new();
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        if let Some((_, after)) = quoted(rest, &['\'', '"', '`']) {
            rest = after;
            word.clear();
            continue;
        }
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        if c.is_alphanumeric() || c == '_' || c == '$' {
            word.push(c);
            continue;
        }
        if depth == 0 && ["and", "or", "in"].contains(&word.as_str()) {
            return false;
        }
        word.clear();
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            '\'' | '"' | '`' => return false,
            '/' if rest.starts_with('*') => return false,
            '&' | '.' | '+' | '-' | '*' | '/' | '%' => {}
            c if c.is_whitespace() => {}
            _ if depth == 0 => return false,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0 && !source.is_empty() && !["and", "or", "in"].contains(&word.as_str())
}

/// A quoted text at the front, its escapes resolved, and what follows.
fn quoted<'s>(source: &'s str, quotes: &[char]) -> Option<(String, &'s str)> {
    let quote = source.chars().next().filter(|c| quotes.contains(c))?;
    let mut text = String::new();
    let mut chars = source.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        if c == quote {
            return Some((text, source.get(at + 1..)?));
        }
        if c != '\\' {
            text.push(c);
            continue;
        }
        text.push(match chars.next()?.1 {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'u' => {
                let digits: String = chars.by_ref().take(4).map(|(_, digit)| digit).collect();
                char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?
            }
            other => other,
        });
    }
    None
}

/// The value of a member `X.$`: a path, or an intrinsic function of which only `States.Format` says something.
pub(crate) fn json_path(text: &str) -> Known {
    match format_call(text.trim()) {
        Some((known, rest)) if rest.trim().is_empty() => known,
        _ => Known::Nothing,
    }
}

/// `States.Format('a/{}', …)` at the front, and what follows.
fn format_call(source: &str) -> Option<(Known, &str)> {
    let rest = source.strip_prefix("States.Format")?.trim_start().strip_prefix('(')?;
    let (template, mut rest) = raw_quoted(rest.trim_start())?;
    let mut arguments = Vec::new();
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix(')') {
            return Some((fill(template, &arguments), after));
        }
        let (argument, after) = argument(rest.strip_prefix(',')?.trim_start())?;
        arguments.push(argument);
        rest = after;
    }
}

/// An argument of an intrinsic function, and what follows.
fn argument(source: &str) -> Option<(Known, &str)> {
    if let Some((raw, rest)) = raw_quoted(source) {
        return Some((Known::Text(unescape(raw)), rest));
    }
    if let Some(found) = format_call(source) {
        return Some(found);
    }
    let mut depth = 0_u32;
    let mut at = 0;
    while let Some(c) = source.get(at..)?.chars().next() {
        match c {
            '\'' => {
                let (_, rest) = raw_quoted(source.get(at..)?)?;
                at = source.len() - rest.len();
                continue;
            }
            '(' | '[' => depth += 1,
            ')' | ',' if depth == 0 => break,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += c.len_utf8();
    }
    Some((Known::Nothing, source.get(at..)?))
}

/// A text in single quotes, its escapes as they are, and what follows.
fn raw_quoted(source: &str) -> Option<(&str, &str)> {
    let inner = source.strip_prefix('\'')?;
    let mut escaped = false;
    let end = inner.char_indices().find(|&(_, c)| {
        let ends = c == '\'' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    })?;
    Some((inner.get(..end.0)?, inner.get(end.0 + 1..)?))
}

fn unescape(raw: &str) -> String {
    let mut escaped = false;
    raw.chars()
        .filter(|&c| {
            escaped = c == '\\' && !escaped;
            !escaped
        })
        .collect()
}

/// The template of `States.Format` up to the first argument that is not known.
fn fill(template: &str, arguments: &[Known]) -> Known {
    let mut arguments = arguments.iter();
    let mut known = String::new();
    let mut chars = template.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => known.extend(chars.next()),
            '{' if chars.peek() == Some(&'}') => {
                chars.next();
                match arguments.next() {
                    Some(Known::Text(text)) => known.push_str(text),
                    Some(Known::Prefix(text)) => return Known::prefix(known + text),
                    _ => return Known::prefix(known),
                }
            }
            c => known.push(c),
        }
    }
    Known::Text(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prefix(text: &str) -> Known {
        Known::Prefix(text.to_owned())
    }

    #[test]
    fn concatenations_start_with_their_constants() {
        assert_eq!(jsonata("{% 'invoices/' & $id & '.json' %}"), prefix("invoices/"));
        assert_eq!(jsonata("{% \"a\" & 'b/' & $states.input.x[0].y & $f('?') %}"), prefix("ab/"));
        assert_eq!(
            jsonata("{% 'https://x.com' & '/' & 'v1' %}"),
            Known::Text("https://x.com/v1".into())
        );
        assert_eq!(jsonata("{% 'it\\'s \\u0041' %}"), Known::Text("it's A".into()));
    }

    #[test]
    fn nothing_is_guessed() {
        for text in [
            "{% $id %}",
            "{% 'a' & $b ? 'x' : 'y' %}",
            "{% 'a' & $b = 'ab' and true %}",
            "{% 'a'.b & 'c' %}",
            "{% 'a' & $b; 'c' %}",
            "{% 'a' & $b ~> $uppercase %}",
            "{% 'a' in $b %}",
            "{% 'a' & $b in $c %}",
            "{% '' & $b %}",
            "{% 'a' & %}",
            "{% 'open",
            "{% 'a' & ) %}",
        ] {
            assert_eq!(jsonata(text), Known::Nothing, "{text}");
        }
    }

    #[test]
    fn formats_are_read() {
        assert_eq!(json_path("States.Format('out/{}/{}.json', $.a, $.b)"), prefix("out/"));
        assert_eq!(
            json_path("States.Format('{}/{}', 'https://x.com', States.Format('v1/{}', $.id))"),
            prefix("https://x.com/v1/")
        );
        assert_eq!(json_path("States.Format('a\\'\\{{}', 'b')"), Known::Text("a'{b".into()));
        assert_eq!(json_path("States.Format('{}', $.a)"), Known::Nothing);
        assert_eq!(json_path("States.Format($.a)"), Known::Nothing);
        assert_eq!(json_path("$.a"), Known::Nothing);
        assert_eq!(json_path("States.Format('a{}', States.ArrayGetItem($.x, 0)) "), prefix("a"));
    }
}
