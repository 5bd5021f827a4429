//! The pattern of `StringMatches`: a text in which `*` stands for any characters.

/// A pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern(Vec<String>);

impl Pattern {
    /// Reads a pattern; `\*` and `\\` are those characters themselves. `None` where a backslash stands before another.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = vec![String::new()];
        let mut characters = text.chars();
        while let Some(c) = characters.next() {
            let literal = match c {
                '*' => {
                    parts.push(String::new());
                    continue;
                }
                '\\' => characters.next().filter(|c| matches!(c, '*' | '\\'))?,
                c => c,
            };
            if let Some(part) = parts.last_mut() {
                part.push(literal);
            }
        }
        Some(Self(parts))
    }

    /// Whether all of `text` is like this.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        let Some((first, rest)) = self.0.split_first() else { return text.is_empty() };
        let Some((last, middle)) = rest.split_last() else { return text == first };
        let Some(mut text) = text.strip_prefix(first.as_str()) else { return false };
        for part in middle {
            let Some(at) = text.find(part.as_str()) else { return false };
            text = text.get(at + part.len()..).unwrap_or_default();
        }
        text.ends_with(last.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn a_star_stands_for_any_characters() {
        let matches = |pattern: &str, text: &str| Pattern::parse(pattern).unwrap().is_match(text);
        assert!(matches("*.csv", "a/b.csv") && !matches("*.csv", "a.csv.gz"));
        assert!(matches("a*b*c", "abc") && matches("a*b*c", "aXbYbZc") && !matches("a*b*c", "acb"));
        assert!(matches("**", "") && matches("", "") && !matches("", "a") && !matches("a*a", "a"));
        assert!(matches(r"1\*2", "1*2") && !matches(r"1\*2", "1x2") && matches(r"\\*", r"\x"));
        assert_eq!(Pattern::parse(r"a\b"), None);
        assert_eq!(Pattern::parse(r"a\"), None);
    }
}
