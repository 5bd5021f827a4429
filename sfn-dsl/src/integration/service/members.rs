//! The members of responses: natively read and written as JSON, in a definition as expressions.
//!
//! Generated structs call these functions, which are one for all of them, so that what is generated stays short.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
use serde_json::{Map, Value};

use crate::{code::Code, data::Data, expr::Expr, surface::members::of};

/// An object whose members are taken out one after the other.
#[doc(hidden)]
pub struct Members<E> {
    members: Map<String, Value>,
    error: std::marker::PhantomData<fn() -> E>,
}

impl<E: de::Error> Members<E> {
    /// Reads the object.
    pub fn read<'de, D: Deserializer<'de, Error = E>>(from: D) -> Result<Self, E> {
        Ok(Self { members: Map::deserialize(from)?, error: std::marker::PhantomData })
    }

    /// A member that AWS always sends.
    pub fn required<T: de::DeserializeOwned>(&mut self, key: &'static str) -> Result<T, E> {
        let value = self.members.remove(key).ok_or_else(|| E::missing_field(key))?;
        from_value(key, value)
    }

    /// A member that may be missing.
    pub fn optional<T: de::DeserializeOwned>(&mut self, key: &'static str) -> Result<Option<T>, E> {
        self.members.remove(key).map_or(Ok(None), |value| from_value(key, value))
    }

    /// A list or a map, which is empty where it is missing.
    pub fn or_empty<T: de::DeserializeOwned + Default>(
        &mut self,
        key: &'static str,
    ) -> Result<T, E> {
        Ok(self.optional(key)?.unwrap_or_default())
    }
}

impl<E> Members<E> {
    /// Those that were not taken.
    pub fn rest(self) -> Rest {
        Rest(self.members)
    }
}

/// The members of a response that a workflow does not name.
#[doc(hidden)]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rest(Map<String, Value>);

fn from_value<T: de::DeserializeOwned, E: de::Error>(key: &str, value: Value) -> Result<T, E> {
    T::deserialize(value).map_err(|error| E::custom(format_args!("{key}: {error}")))
}

/// An object that is being written. Members without a value are left out, as AWS does.
#[doc(hidden)]
pub struct Written {
    members: Map<String, Value>,
    error: Option<serde_json::Error>,
}

impl Written {
    /// An object that has these members already.
    pub fn with(rest: &Rest) -> Self {
        Self { members: rest.0.clone(), error: None }
    }

    /// Writes a member.
    pub fn write<T: Serialize>(&mut self, key: &'static str, value: &T) {
        match serde_json::to_value(value) {
            Ok(Value::Null) => {}
            Ok(value) => {
                self.members.insert(key.to_owned(), value);
            }
            Err(error) => self.error = Some(error),
        }
    }

    /// Writes the object.
    pub fn end<S: Serializer>(self, to: S) -> Result<S::Ok, S::Error> {
        match self.error {
            Some(error) => Err(ser::Error::custom(error)),
            None => self.members.serialize(to),
        }
    }
}

/// A member that AWS always sends.
#[doc(hidden)]
pub fn required<T: Data>(base: &Code, key: &str) -> Expr<T> {
    of::<T>().member(base, &[key], None)
}

/// A member that may be missing.
#[doc(hidden)]
pub fn optional<T: Data>(base: &Code, key: &str) -> Expr<Option<T>> {
    of::<Option<T>>().member(base, &[key], None)
}

/// A list or a map, which is empty where it is missing.
#[doc(hidden)]
pub fn or_empty<T: Data + Default + Serialize>(base: &Code, key: &str) -> Expr<T> {
    of::<T>().member(base, &[key], Some(crate::surface::constants::json(&T::default())))
}
