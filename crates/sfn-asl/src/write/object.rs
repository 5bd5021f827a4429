//! A JSON object under construction, and the JSON form of the model's small types.

use serde_json::{Map, Value};

use crate::{PathOrNull, Quantity, QueryLanguage, StateName, TemplateMap};

/// What has a JSON form.
pub(crate) trait Json {
    /// That form.
    fn json(&self) -> Value;
}

/// Where the fields of an object go: into JSON, or just their names for the rules.
pub(crate) trait Sink: Default {
    /// Takes one field.
    fn put<T: Json + ?Sized>(&mut self, field: &'static str, value: &T);
}

impl Sink for Map<String, Value> {
    fn put<T: Json + ?Sized>(&mut self, field: &'static str, value: &T) {
        self.insert(field.to_owned(), value.json());
    }
}

impl Sink for Vec<&'static str> {
    fn put<T: Json + ?Sized>(&mut self, field: &'static str, _: &T) {
        self.push(field);
    }
}

/// What is written as an object. One function gives both the JSON and the list of fields, so that they agree.
pub(crate) trait Fields {
    /// Adds the fields in canonical order.
    fn fields<S: Sink>(&self, object: Object<S>) -> Object<S>;

    /// The names of the fields that are there.
    fn field_names(&self) -> Vec<&'static str> {
        self.fields(Object::new()).0
    }
}

impl<T: Fields> Json for T {
    fn json(&self) -> Value {
        Value::Object(self.fields(Object::new()).0)
    }
}

/// An object whose fields are added in the order in which they will stand.
pub(crate) struct Object<S>(pub(super) S);

impl<S: Sink> Object<S> {
    pub(super) fn new() -> Self {
        Self(S::default())
    }

    pub(super) fn put<T: Json + ?Sized>(mut self, field: &'static str, value: &T) -> Self {
        self.0.put(field, value);
        self
    }

    pub(super) fn maybe<T: Json + ?Sized>(self, field: &'static str, value: Option<&T>) -> Self {
        match value {
            Some(value) => self.put(field, value),
            None => self,
        }
    }

    /// A required name or text; empty means that it is missing.
    pub(super) fn name(self, field: &'static str, name: &str) -> Self {
        if name.is_empty() { self } else { self.put(field, name) }
    }

    pub(super) fn with(self, add: impl FnOnce(Self) -> Self) -> Self {
        add(self)
    }
}

impl Json for Value {
    fn json(&self) -> Value {
        self.clone()
    }
}

impl Json for TemplateMap {
    fn json(&self) -> Value {
        Value::Object(self.clone())
    }
}

impl Json for bool {
    fn json(&self) -> Value {
        Value::Bool(*self)
    }
}

impl Json for str {
    fn json(&self) -> Value {
        self.into()
    }
}

impl Json for String {
    fn json(&self) -> Value {
        self.as_str().into()
    }
}

impl Json for StateName {
    fn json(&self) -> Value {
        self.as_str().into()
    }
}

impl Json for QueryLanguage {
    fn json(&self) -> Value {
        self.as_str().into()
    }
}

impl Json for Quantity {
    fn json(&self) -> Value {
        match self {
            Self::Number(number) => number.clone().into(),
            Self::Text(text) => text.as_str().into(),
        }
    }
}

impl Json for PathOrNull {
    fn json(&self) -> Value {
        match self {
            Self::Path(path) => path.as_str().into(),
            Self::Null => Value::Null,
        }
    }
}

impl<T: Json> Json for Vec<T> {
    fn json(&self) -> Value {
        self.iter().map(Json::json).collect()
    }
}
