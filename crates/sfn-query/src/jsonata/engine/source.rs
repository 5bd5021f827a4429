//! Values read in place, one level at a time, as far as an evaluation goes into them.

use jlens_core::input::{Sink, Source};
use serde_json::Value;

use crate::jsonata::{Bindings, STATES_MEMBERS, Tree};

type Read<T = ()> = Result<T, String>;

/// The document that the wrapped expression takes its variables from.
pub(super) struct Document<'a> {
    pub(super) bindings: &'a dyn Bindings,
    /// Whether `$states` is the object of Step Functions.
    pub(super) has_states: bool,
}

impl<'a> Source<'a> for Document<'a> {
    fn read(&self, sink: &mut Sink<'_, 'a>) -> Read {
        sink.object(VariablesOf { bindings: self.bindings, has_states: self.has_states });
        Ok(())
    }
}

struct VariablesOf<'a> {
    bindings: &'a dyn Bindings,
    has_states: bool,
}

impl<'a> Source<'a> for VariablesOf<'a> {
    /// Nobody can name the document, so nobody reads it whole.
    fn read(&self, _: &mut Sink<'_, 'a>) -> Read {
        Ok(())
    }

    fn read_field(&self, name: &str, sink: &mut Sink<'_, 'a>) -> Read<bool> {
        if name == "states" && self.has_states {
            sink.object(States(self.bindings));
        } else if let Some(value) = self.bindings.variable(name) {
            write(value, sink);
        }
        Ok(true)
    }
}

struct States<'a>(&'a dyn Bindings);

impl<'a> Source<'a> for States<'a> {
    fn read(&self, sink: &mut Sink<'_, 'a>) -> Read {
        for member in STATES_MEMBERS {
            if let Some(tree) = self.0.states(member) {
                sink.key(member);
                write_tree(tree, sink);
            }
        }
        Ok(())
    }

    fn read_field(&self, name: &str, sink: &mut Sink<'_, 'a>) -> Read<bool> {
        if let Some(tree) = STATES_MEMBERS.contains(&name).then(|| self.0.states(name)).flatten() {
            write_tree(tree, sink);
        }
        Ok(true)
    }
}

struct Members<'a>(Vec<(&'static str, Tree<'a>)>);

impl<'a> Source<'a> for Members<'a> {
    fn read(&self, sink: &mut Sink<'_, 'a>) -> Read {
        for (name, member) in &self.0 {
            sink.key(name);
            write_tree(member.clone(), sink);
        }
        Ok(())
    }

    fn read_field(&self, name: &str, sink: &mut Sink<'_, 'a>) -> Read<bool> {
        if let Some((_, member)) = self.0.iter().find(|(own, _)| *own == name) {
            write_tree(member.clone(), sink);
        }
        Ok(true)
    }
}

struct Object<'a>(&'a serde_json::Map<String, Value>);

impl<'a> Source<'a> for Object<'a> {
    fn read(&self, sink: &mut Sink<'_, 'a>) -> Read {
        sink.reserve(self.0.len());
        for (name, member) in self.0 {
            sink.key(name);
            write(member, sink);
        }
        Ok(())
    }

    fn read_field(&self, name: &str, sink: &mut Sink<'_, 'a>) -> Read<bool> {
        if let Some(member) = self.0.get(name) {
            write(member, sink);
        }
        Ok(true)
    }
}

struct Array<'a>(&'a [Value]);

impl<'a> Source<'a> for Array<'a> {
    fn read(&self, sink: &mut Sink<'_, 'a>) -> Read {
        sink.reserve(self.0.len());
        for item in self.0 {
            write(item, sink);
        }
        Ok(())
    }

    fn length(&self) -> Option<usize> {
        Some(self.0.len())
    }

    fn read_item(&self, index: usize, sink: &mut Sink<'_, 'a>) -> Read<bool> {
        if let Some(item) = self.0.get(index) {
            write(item, sink);
        }
        Ok(true)
    }
}

fn write_tree<'a>(tree: Tree<'a>, sink: &mut Sink<'_, 'a>) {
    match tree {
        Tree::Value(value) => write(value, sink),
        Tree::Text(text) => sink.string(&text),
        #[expect(clippy::cast_precision_loss, reason = "JSONata's numbers are doubles")]
        Tree::Number(number) => sink.number(number as f64),
        Tree::Object(members) => sink.object(Members(members)),
    }
}

fn write<'a>(value: &'a Value, sink: &mut Sink<'_, 'a>) {
    match value {
        Value::Null => sink.null(),
        Value::Bool(bool) => sink.bool(*bool),
        Value::Number(number) => sink.number(number.as_f64().unwrap_or_default()),
        Value::String(text) => sink.string(text),
        Value::Array(items) => sink.array(Array(items)),
        Value::Object(members) => sink.object(Object(members)),
    }
}
