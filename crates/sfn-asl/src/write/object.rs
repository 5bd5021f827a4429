//! An object while it is written, and the JSON form of the model's small types.

use std::convert::Infallible;

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::{PathOrNull, Quantity, QueryLanguage, StateName};

/// Where the fields of an object go: into JSON, or just their names for the rules.
pub(crate) trait Sink {
    /// Why a field is not taken.
    type Error;

    /// Takes one field.
    fn put<T: Serialize + ?Sized>(
        &mut self,
        field: &'static str,
        value: &T,
    ) -> Result<(), Self::Error>;
}

struct JsonSink<M>(M);

impl<M: SerializeMap> Sink for JsonSink<M> {
    type Error = M::Error;

    fn put<T: Serialize + ?Sized>(
        &mut self,
        field: &'static str,
        value: &T,
    ) -> Result<(), M::Error> {
        self.0.serialize_entry(field, value)
    }
}

impl Sink for Vec<&'static str> {
    type Error = Infallible;

    fn put<T: Serialize + ?Sized>(&mut self, field: &'static str, _: &T) -> Result<(), Infallible> {
        self.push(field);
        Ok(())
    }
}

/// What is written as an object. One function gives both the JSON and the list of fields, so that they agree.
pub(crate) trait Fields {
    /// Adds the fields in canonical order.
    fn fields<S: Sink>(&self, object: Object<S>) -> Object<S>;

    /// The names of the fields that are there.
    fn field_names(&self) -> Vec<&'static str> {
        self.fields(Object::new(Vec::new())).sink
    }

    fn serialize_fields<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let object = self.fields(Object::new(JsonSink(serializer.serialize_map(None)?)));
        match object.error {
            None => object.sink.0.end(),
            Some(error) => Err(error),
        }
    }
}

/// An object whose fields are added in the order in which they will stand. After an error nothing is added.
pub(crate) struct Object<S: Sink> {
    sink: S,
    error: Option<S::Error>,
}

impl<S: Sink> Object<S> {
    fn new(sink: S) -> Self {
        Self { sink, error: None }
    }

    pub(super) fn put<T: Serialize + ?Sized>(mut self, field: &'static str, value: &T) -> Self {
        if self.error.is_none() {
            self.error = self.sink.put(field, value).err();
        }
        self
    }

    pub(super) fn maybe<T: Serialize + ?Sized>(
        self,
        field: &'static str,
        value: Option<&T>,
    ) -> Self {
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

macro_rules! serialize_fields {
    ($($object:ty),* $(,)?) => {
        $(impl Serialize for $object {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.serialize_fields(serializer)
            }
        })*
    };
}
serialize_fields!(
    crate::StateMachine,
    crate::State,
    crate::Branch,
    crate::ItemProcessor,
    crate::ProcessorConfig,
    crate::ItemReader,
    crate::ReaderConfig,
    crate::ItemBatcher,
    crate::ResultWriter,
    crate::WriterConfig,
    crate::Retrier,
    crate::Catcher,
    crate::ChoiceRule,
    crate::NestedRule,
);

impl Serialize for StateName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl Serialize for QueryLanguage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => number.serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

impl Serialize for PathOrNull {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Path(path) => serializer.serialize_str(path),
            Self::Null => serializer.serialize_unit(),
        }
    }
}
