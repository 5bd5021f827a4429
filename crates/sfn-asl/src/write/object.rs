//! A JSON object under construction, and the JSON form of the model's small types.

use serde_json::{Map, Value};

use crate::{PathOrNull, Quantity, QueryLanguage, StateName, TemplateMap};

/// What has a JSON form.
pub(super) trait Json {
    /// That form.
    fn json(&self) -> Value;
}

/// An object whose fields are added in the order in which they will stand.
pub(super) struct Object(Map<String, Value>);

impl Object {
    pub(super) fn new() -> Self {
        Self(Map::new())
    }

    pub(super) fn put(mut self, field: &str, value: Value) -> Self {
        self.0.insert(field.to_owned(), value);
        self
    }

    pub(super) fn maybe<T: Json + ?Sized>(self, field: &str, value: Option<&T>) -> Self {
        match value {
            Some(value) => self.put(field, value.json()),
            None => self,
        }
    }

    /// A required name or text; empty means that it is missing.
    pub(super) fn name(self, field: &str, name: &str) -> Self {
        if name.is_empty() { self } else { self.put(field, name.into()) }
    }

    pub(super) fn with(self, add: impl FnOnce(Self) -> Self) -> Self {
        add(self)
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Self::Object(object.0)
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
