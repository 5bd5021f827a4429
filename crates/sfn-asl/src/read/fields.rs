//! Typed access to the members of an object.

use serde_json::{Map, Value};

use super::{
    reader::{Reader, list, similar, subject},
    tree::{Member, Node, Tree, object_to_json},
};
use crate::{
    Location, PathOrNull, Quantity, Span,
    fields::{Field, Use, use_in},
    rules::{REQUIRED_FIELD, Rule, names_are},
};

/// An object that is being read.
pub(super) struct Fields<'t> {
    members: &'t [Member],
    pub(super) location: Location,
}

impl<'t> Fields<'t> {
    pub(super) fn get(&self, name: &str) -> Option<&'t Node> {
        self.members.iter().find(|member| member.key == name).map(|member| &member.value)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    pub(super) fn at(&self, name: &str) -> Location {
        self.location.field(name)
    }

    /// A value of any type.
    pub(super) fn template(&self, name: &str) -> Option<Value> {
        self.get(name).map(Node::to_json)
    }

    pub(super) fn key_span(&self, name: &str) -> Option<Span> {
        self.members.iter().find(|member| member.key == name).and_then(|member| member.key_span)
    }

    pub(super) fn members(&self) -> impl Iterator<Item = (&'t str, &'t Node)> + use<'t> {
        self.members.iter().map(|member| (member.key.as_str(), &member.value))
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &'t str> + use<'t> {
        self.members().map(|(key, _)| key)
    }
}

impl Reader {
    /// The members of an object; anything else is reported.
    pub(super) fn object<'t>(
        &mut self,
        node: &'t Node,
        location: &Location,
        name: &str,
    ) -> Option<Fields<'t>> {
        if let Tree::Object(members) = &node.value {
            Some(Fields { members, location: location.clone() })
        } else {
            self.wrong_type(node, location, name, "an object");
            None
        }
    }

    /// The members of an object that has these fields and no others.
    pub(super) fn object_of<'t>(
        &mut self,
        node: &'t Node,
        location: &Location,
        name: &str,
        known: &'static [Field],
    ) -> Option<Fields<'t>> {
        let fields = self.object(node, location, name)?;
        let names = known.iter().map(|(name, _)| *name);
        self.unknown_fields(&fields, &subject(name), |name| use_in(known, name) != Use::No, &names);
        Some(fields)
    }

    /// Reads the field, where it is there, with `read`.
    pub(super) fn field<'t, T>(
        &mut self,
        fields: &Fields<'t>,
        name: &str,
        read: impl FnOnce(&mut Self, &'t Node, &Location) -> Option<T>,
    ) -> Option<T> {
        fields.get(name).and_then(|node| read(self, node, &fields.at(name)))
    }

    pub(super) fn text(&mut self, fields: &Fields<'_>, name: &str) -> Option<String> {
        match &fields.get(name)?.value {
            Tree::String(text) => Some(text.clone()),
            _ => self.field(fields, name, |reader, node, location| {
                reader.text_node(node, location, name)
            }),
        }
    }

    fn text_node(&mut self, node: &Node, location: &Location, name: &str) -> Option<String> {
        if let Tree::String(text) = &node.value {
            return Some(text.clone());
        }
        let written = node.to_json();
        let diagnostic = self.wrong_type(node, location, name, "a string");
        if matches!(written, Value::Number(_) | Value::Bool(_)) {
            diagnostic.help(format!("quote it: `\"{written}\"`"));
        }
        None
    }

    /// A text that must be there; empty where it is not.
    pub(super) fn required_text(&mut self, fields: &Fields<'_>, name: &str) -> String {
        self.require(&REQUIRED_FIELD, fields, &[name]);
        self.text(fields, name).unwrap_or_default()
    }

    pub(super) fn flag(&mut self, fields: &Fields<'_>, name: &str) -> Option<bool> {
        let node = fields.get(name)?;
        if let Tree::Bool(flag) = node.value {
            return Some(flag);
        }
        let diagnostic = self.wrong_type(node, &fields.at(name), name, "`true` or `false`");
        if matches!(node.value, Tree::String(_)) {
            diagnostic.help("remove the quotes");
        }
        None
    }

    pub(super) fn quantity(&mut self, fields: &Fields<'_>, name: &str) -> Option<Quantity> {
        let node = fields.get(name)?;
        match &node.value {
            Tree::Number(number) => Some(Quantity::Number(number.clone())),
            Tree::String(text) => Some(Quantity::Text(text.clone())),
            _ => {
                self.wrong_type(node, &fields.at(name), name, "a number");
                None
            }
        }
    }

    pub(super) fn path_or_null(&mut self, fields: &Fields<'_>, name: &str) -> Option<PathOrNull> {
        let node = fields.get(name)?;
        match &node.value {
            Tree::String(path) => Some(PathOrNull::Path(path.clone())),
            Tree::Null => Some(PathOrNull::Null),
            _ => {
                self.wrong_type(node, &fields.at(name), name, "a path or `null`");
                None
            }
        }
    }

    pub(super) fn template_map(
        &mut self,
        fields: &Fields<'_>,
        name: &str,
    ) -> Option<Map<String, Value>> {
        let node = fields.get(name)?;
        if let Tree::Object(members) = &node.value {
            return Some(object_to_json(members));
        }
        self.wrong_type(node, &fields.at(name), name, "an object");
        None
    }

    /// An array, each element read with `read`; elements that cannot be read are left out.
    pub(super) fn list<'t, T>(
        &mut self,
        fields: &Fields<'t>,
        name: &str,
        mut read: impl FnMut(&mut Self, &'t Node, &Location) -> Option<T>,
    ) -> Option<Vec<T>> {
        self.field(fields, name, |reader, node, location| {
            if let Tree::Array(nodes) = &node.value {
                let elements = nodes.iter().enumerate();
                return Some(
                    elements
                        .filter_map(|(index, node)| read(reader, node, &location.index(index)))
                        .collect(),
                );
            }
            reader.wrong_type(node, location, name, "an array");
            None
        })
    }

    pub(super) fn texts(&mut self, fields: &Fields<'_>, name: &str) -> Option<Vec<String>> {
        let element = format!("an element of `{name}`");
        self.list(fields, name, |reader, node, location| reader.text_node(node, location, &element))
    }

    /// One of a few words; anything else is reported under `rule`.
    pub(super) fn word<T: Copy>(
        &mut self,
        rule: &'static Rule,
        fields: &Fields<'_>,
        name: &str,
        words: &[(&'static str, T)],
    ) -> Option<T> {
        self.field(fields, name, |reader, node, location| {
            let found = match &node.value {
                Tree::String(text) => match words.iter().find(|(word, _)| word == text) {
                    Some((_, value)) => return Some(*value),
                    None => format!("`{text}`"),
                },
                _ => node.what().to_owned(),
            };
            let known = words.iter().map(|(word, _)| *word);
            let help = match &node.value {
                Tree::String(text) if similar(text, known.clone()).is_some() => {
                    format!("did you mean `{}`?", similar(text, known.clone()).unwrap_or_default())
                }
                _ => format!("write one of {}", list(known.clone())),
            };
            let aws = match &node.value {
                Tree::String(_) => {
                    let known: Vec<_> = known.collect();
                    format!("Value should be one of the following: [{}]", known.join(", "))
                }
                _ => "Expected value of type [STRING]".to_owned(),
            };
            reader
                .report(rule, location, format!("`{name}` cannot be {found}"))
                .help(help)
                .aws(aws);
            None
        })
    }

    /// Reports which of these fields are missing.
    pub(super) fn require(&mut self, rule: &'static Rule, fields: &Fields<'_>, names: &[&str]) {
        let missing: Vec<_> = names.iter().copied().filter(|name| !fields.has(name)).collect();
        if missing.is_empty() {
            return;
        }
        for name in &missing {
            self.reported.insert(fields.at(name));
        }
        let message = format!("{} missing", names_are(&missing));
        self.diagnose(rule, &fields.location, message)
            .aws(format!("These fields are required: [{}]", missing.join(", ")));
    }
}
