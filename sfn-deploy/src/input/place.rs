//! Finds the line and column of a value that somebody complains about.
//!
//! What does not fit an input type is told of the parsed value, as ``at `items[2].sku`: …``; a person looks for it in the
//! text. The text is known to be JSON, so the search needs to tell values apart and no more.

/// Line and column, from 1, of the value that the complaint names, else of the nearest one around it.
pub(crate) fn of_complaint(text: &str, complaint: &str) -> (usize, usize) {
    let named = complaint.strip_prefix("at `").and_then(|rest| rest.split_once("`: "));
    let path = named.map_or("", |(path, _)| path);
    line_and_column(text, offset(text, path))
}

fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

/// Line and column, from 1, of the value that a JSON pointer names, else of the nearest one around it.
pub(crate) fn of_pointer(text: &str, pointer: &str) -> (usize, usize) {
    let mut at = skip_space(text, 0);
    for part in pointer.split('/').skip(1) {
        let name = part.replace("~1", "/").replace("~0", "~");
        let item = || child(text, at, &Part::Item(name.parse().ok()?));
        match child(text, at, &Part::Member(&name)).or_else(item) {
            Some(next) => at = next,
            None => break,
        }
    }
    line_and_column(text, at)
}

/// A step on the way to a value.
enum Part<'a> {
    Member(&'a str),
    Item(usize),
}

/// `a.b[2].c`
fn parts(path: &str) -> impl Iterator<Item = Part<'_>> {
    path.split(['.', '[']).filter(|part| !part.is_empty()).map(|part| {
        let index = part.strip_suffix(']').and_then(|index| index.parse().ok());
        index.map_or(Part::Member(part), Part::Item)
    })
}

fn offset(text: &str, path: &str) -> usize {
    let mut at = skip_space(text, 0);
    for part in parts(path) {
        match child(text, at, &part) {
            Some(next) => at = next,
            None => break,
        }
    }
    at
}

/// Where the member or item of the value at `at` begins.
fn child(text: &str, at: usize, part: &Part<'_>) -> Option<usize> {
    let is_object = byte(text, at)? == b'{';
    let mut next = skip_space(text, at + 1);
    for index in 0.. {
        if matches!(byte(text, next)?, b'}' | b']') {
            return None;
        }
        let mut key = None;
        if is_object {
            let end = skip_value(text, next);
            key = serde_json::from_str::<String>(text.get(next..end)?).ok();
            // Past the colon.
            next = skip_space(text, skip_space(text, end) + 1);
        }
        let is_it = match part {
            Part::Member(name) => key.as_deref() == Some(name),
            Part::Item(wanted) => !is_object && index == *wanted,
        };
        if is_it {
            return Some(next);
        }
        next = skip_space(text, skip_value(text, next));
        if byte(text, next)? == b',' {
            next = skip_space(text, next + 1);
        }
    }
    None
}

fn byte(text: &str, at: usize) -> Option<u8> {
    text.as_bytes().get(at).copied()
}

fn skip_space(text: &str, mut at: usize) -> usize {
    while byte(text, at).is_some_and(|byte| byte.is_ascii_whitespace()) {
        at += 1;
    }
    at
}

/// The end of the value that begins at `at`.
fn skip_value(text: &str, mut at: usize) -> usize {
    let (mut depth, mut in_text) = (0_usize, false);
    while let Some(byte) = byte(text, at) {
        match byte {
            b'\\' if in_text => at += 1,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth > 0 => depth -= 1,
            b',' | b':' | b'}' | b']' if depth == 0 => return at,
            _ if depth == 0 && byte.is_ascii_whitespace() => return at,
            _ => {}
        }
        at += 1;
        let is_closed = depth == 0 && !in_text && matches!(byte, b'"' | b'}' | b']');
        if is_closed {
            return at;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{of_complaint, of_pointer};

    #[test]
    fn the_value_or_what_is_around_it() {
        let text = "\n{ \"a\\u0062\": \"x, \\\"}\",\n  \"items\": [\n    [1, 2],\n    { \"ü\": {}, \"sku\": -1.5e3 }\n  ]\n}";
        for (complaint, place) in [
            ("missing field `b`", (2, 1)),
            ("at `ab`: no", (2, 14)),
            ("at `items`: no", (3, 12)),
            ("at `items[0][1]`: no", (4, 9)),
            ("at `items[1]`: missing field `x`", (5, 5)),
            ("at `items[1].sku`: no", (5, 23)),
            ("at `items[1].ü.x`: no", (5, 12)),
            ("at `items[7].sku`: no", (3, 12)),
            ("at `items[0][1].x`: no", (4, 9)),
            ("at `?.x", (2, 1)),
        ] {
            assert_eq!(of_complaint(text, complaint), place, "{complaint}");
        }
        assert_eq!(of_complaint("", "at `a`: no"), (1, 1));
        for (pointer, place) in
            [("", (2, 1)), ("/items/0/1", (4, 9)), ("/items/1/sku", (5, 23)), ("/x", (2, 1))]
        {
            assert_eq!(of_pointer(text, pointer), place, "{pointer}");
        }
        assert_eq!(of_pointer("{\"a/b~\": {\"0\": 1}}", "/a~1b~0/0"), (1, 16));
    }
}
