//! A JSON value that states hand on: shared instead of copied, and measured once.

use std::{
    fmt, io,
    ops::Deref,
    sync::{Arc, OnceLock},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// The most bytes of UTF-8 that an input, output or result may have (256 KiB).
pub const MAX_PAYLOAD_BYTES: usize = 262_144;

/// How deep a value may be nested: as deep as a JSON reader takes it.
pub(crate) const MAX_DEPTH: usize = 127;

/// Whether a value is nested deeper than any text could bring it in.
pub(crate) fn is_too_deep(value: &Value) -> bool {
    fn is_deeper(value: &Value, left: usize) -> bool {
        match value {
            Value::Array(elements) => {
                left == 0 || elements.iter().any(|element| is_deeper(element, left - 1))
            }
            Value::Object(members) => {
                left == 0 || members.values().any(|member| is_deeper(member, left - 1))
            }
            _ => false,
        }
    }
    is_deeper(value, MAX_DEPTH)
}

/// A JSON value; a clone is a reference to the same value.
#[derive(Clone)]
pub struct Payload(Arc<Inner>);

struct Inner {
    value: Value,
    bytes: OnceLock<usize>,
}

impl Payload {
    /// Takes over the value.
    pub fn new(value: Value) -> Self {
        Self(Arc::new(Inner { value, bytes: OnceLock::new() }))
    }

    /// The value.
    pub fn value(&self) -> &Value {
        &self.0.value
    }

    /// The value, copied only where others hold it too.
    pub fn into_value(self) -> Value {
        Arc::try_unwrap(self.0).map_or_else(|shared| shared.value.clone(), |inner| inner.value)
    }

    /// The length of its JSON text without spaces.
    pub fn bytes(&self) -> usize {
        *self.0.bytes.get_or_init(|| json_bytes(&self.0.value))
    }

    /// Whether it is larger than AWS allows.
    pub fn is_too_large(&self) -> bool {
        self.bytes() > MAX_PAYLOAD_BYTES
    }

    /// Its JSON text without spaces.
    pub fn text(&self) -> String {
        self.0.value.to_string()
    }

    /// Whether both are the same shared value.
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Payload {
    type Target = Value;

    fn deref(&self) -> &Value {
        self.value()
    }
}

impl From<Value> for Payload {
    fn from(value: Value) -> Self {
        Self::new(value)
    }
}

impl PartialEq for Payload {
    fn eq(&self, other: &Self) -> bool {
        self.is_same(other) || self.value() == other.value()
    }
}

impl Serialize for Payload {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Payload {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(Self::new)
    }
}

impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.value(), f)
    }
}

/// The length of a value's JSON text without spaces.
pub(crate) fn json_bytes(value: &Value) -> usize {
    let mut counter = Counter(0);
    // Neither the counter nor a JSON value can fail.
    let _ = serde_json::to_writer(&mut counter, value);
    counter.0
}

struct Counter(usize);

impl io::Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
