//! XML documents as trees of elements, as far as AWS writes them.

use std::fmt;

use xmlparser::{ElementEnd, Token, Tokenizer};

/// Elements in one another; an answer of AWS has a dozen at most.
const MOST_LEVELS: usize = 128;

/// An element, without the prefix of its name. One that holds elements has no text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: String,
    /// With the prefixes of their names.
    pub(super) attributes: Vec<(String, String)>,
    pub(super) text: String,
    pub(super) children: Vec<Element>,
}

impl Element {
    /// An empty element of this name.
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// The root element of a document.
    pub(super) fn parse(document: &[u8]) -> Result<Self, String> {
        let document = std::str::from_utf8(document).map_err(|error| error.to_string())?;
        let mut open: Vec<Self> = Vec::new();
        for token in Tokenizer::from(document) {
            match token.map_err(|error| error.to_string())? {
                Token::ElementStart { .. } if open.len() == MOST_LEVELS => {
                    return Err(format!("more than {MOST_LEVELS} elements in one another"));
                }
                Token::ElementStart { local, .. } => open.push(Self::new(local.as_str())),
                Token::Attribute { prefix, local, value, .. } => {
                    if let Some(element) = open.last_mut() {
                        let joint = if prefix.is_empty() { "" } else { ":" };
                        let name = format!("{prefix}{joint}{local}");
                        element.attributes.push((name, unescaped(value.as_str())?));
                    }
                }
                Token::ElementEnd { end: ElementEnd::Open, .. } => {}
                Token::ElementEnd { end, .. } => {
                    let element = open.pop().ok_or("an end without a start")?;
                    if let ElementEnd::Close(_, name) = end
                        && name.as_str() != element.name
                    {
                        return Err(format!("`{}` ends as `{name}`", element.name));
                    }
                    match open.last_mut() {
                        Some(parent) => parent.children.push(element),
                        None => return Ok(element),
                    }
                }
                Token::Text { text } => {
                    if let Some(element) = open.last_mut() {
                        element.text.push_str(&unescaped(text.as_str())?);
                    }
                }
                Token::Cdata { text, .. } => {
                    if let Some(element) = open.last_mut() {
                        element.text.push_str(text.as_str());
                    }
                }
                Token::DtdStart { .. } | Token::EmptyDtd { .. } => {
                    return Err("it has a document type".to_owned());
                }
                _ => {}
            }
        }
        Err("it has no end".to_owned())
    }

    /// The first child of this name.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The children of this name.
    pub(super) fn children<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// What the attribute of this name says.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// What the first child of this name says.
    pub(super) fn text_of(&self, name: &str) -> Option<&str> {
        self.child(name).map(|child| child.text.as_str())
    }
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, attributes, text, children } = self;
        write!(f, "<{name}")?;
        for (name, value) in attributes {
            write!(f, " {name}=\"{}\"", escaped(value))?;
        }
        write!(f, ">{}", escaped(text))?;
        children.iter().try_for_each(|child| child.fmt(f))?;
        write!(f, "</{name}>")
    }
}

/// Text with references for the characters that mean something; a line's end would be read as another one.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\r' => escaped.push_str("&#xD;"),
            '\n' => escaped.push_str("&#xA;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Text with the characters that its references stand for.
fn unescaped(text: &str) -> Result<String, String> {
    let mut parts = text.split('&');
    let mut unescaped = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (reference, rest) = part.split_once(';').ok_or("a reference without `;`")?;
        unescaped.push(character(reference).ok_or_else(|| format!("`&{reference};`"))?);
        unescaped.push_str(rest);
    }
    Ok(unescaped)
}

fn character(reference: &str) -> Option<char> {
    match reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = reference.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_a_tree() {
        let text = r#"<?xml version="1.0"?>
            <a:Root xmlns:a="x"><Key>a&amp;b&#x41;&#10;</Key><!-- c --><Key><![CDATA[<&]]></Key><None/></a:Root>"#;
        let root = Element::parse(text.as_bytes()).unwrap();
        assert_eq!(root.name, "Root");
        assert_eq!(root.attribute("xmlns:a"), Some("x"));
        let keys: Vec<_> = root.children("Key").map(|key| key.text.as_str()).collect();
        assert_eq!(keys, ["a&bA\n", "<&"]);
        assert_eq!(root.text_of("None"), Some(""));
        assert_eq!(root.text_of("Other"), None);
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut root = Element::new("Root");
        root.attributes.push(("a:b".to_owned(), "\"<&>".to_owned()));
        root.children.push(Element { text: "a & b\r\n<c>".to_owned(), ..Element::new("Key") });
        root.children.push(Element::new("None"));
        let text = root.to_string();
        assert_eq!(
            text,
            "<Root a:b=\"&quot;&lt;&amp;&gt;\"><Key>a &amp; b&#xD;&#xA;&lt;c&gt;</Key><None></None></Root>"
        );
        assert_eq!(Element::parse(text.as_bytes()).unwrap(), root);
    }

    #[test]
    fn what_is_no_document_is_refused() {
        for text in ["", "text", "<a>", "<a></b>", "<a>&none;</a>", "<!DOCTYPE a><a/>"] {
            assert!(Element::parse(text.as_bytes()).is_err(), "{text}");
        }
        assert!(Element::parse("<a>".repeat(200).as_bytes()).is_err());
    }
}
