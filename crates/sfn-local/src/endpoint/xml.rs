//! The little XML that the AWS Query protocol answers with.

use std::fmt::Write as _;

/// An element: a name, and text or children.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Element {
    name: String,
    content: Content,
}

#[derive(Debug, PartialEq, Eq)]
enum Content {
    Text(String),
    Children(Vec<Element>),
}

impl Element {
    /// An element with text in it.
    pub(super) fn text(name: &str, text: impl Into<String>) -> Self {
        Self { name: name.to_owned(), content: Content::Text(text.into()) }
    }

    /// An element with elements in it.
    pub(super) fn of(name: impl Into<String>, children: Vec<Element>) -> Self {
        Self { name: name.into(), content: Content::Children(children) }
    }

    /// A list, as the Query protocol writes it: each item a `member`.
    pub(super) fn list(name: &str, members: impl IntoIterator<Item = Vec<Element>>) -> Self {
        Self::of(name, members.into_iter().map(|children| Self::of("member", children)).collect())
    }

    /// The document whose root this is.
    pub(super) fn document(&self, namespace: &str) -> String {
        let mut out = String::new();
        self.write(&mut out, &format!(" xmlns=\"{namespace}\""));
        out
    }

    fn write(&self, out: &mut String, attributes: &str) {
        // Writing to a string cannot fail.
        let _ = write!(out, "<{}{attributes}>", self.name);
        match &self.content {
            Content::Text(text) => escape(text, out),
            Content::Children(children) => children.iter().for_each(|child| child.write(out, "")),
        }
        let _ = write!(out, "</{}>", self.name);
    }
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' | '\n' | '\r' => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            // XML 1.0 has no way to write the other control characters.
            c if c.is_ascii_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                out.push('\u{fffd}');
            }
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_lists_have_members() {
        let list = Element::list("Tags", [vec![Element::text("Key", "a<b>&\u{1}\n")]]);
        assert_eq!(
            list.document("urn:x"),
            "<Tags xmlns=\"urn:x\"><member><Key>a&lt;b&gt;&amp;\u{fffd}&#10;</Key></member></Tags>"
        );
    }
}
