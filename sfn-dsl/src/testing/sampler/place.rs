//! A deserializer that makes up what it is asked for, and writes down what that was.

use serde::{
    Deserializer,
    de::{Expected, IntoDeserializer as _, Visitor, value::StringDeserializer},
    forward_to_deserialize_any,
};
use serde_json::{Map, Value};

use super::{
    DEEPEST, Refused, Sampler,
    parts::{Elements, Members, Variant},
};
use crate::sfn;

/// Where the value's JSON is written while it is read.
pub(super) struct Place<'a> {
    pub(super) sampler: &'a Sampler,
    pub(super) json: &'a mut Value,
}

impl<'a> Place<'a> {
    pub(super) const fn new(sampler: &'a Sampler, json: &'a mut Value) -> Self {
        Self { sampler, json }
    }

    fn deeper<T>(self, work: impl FnOnce(Self) -> Result<T, Refused>) -> Result<T, Refused> {
        let Place { sampler, json } = self;
        let depth = sampler.depth.get() + 1;
        if depth > DEEPEST {
            return Err(Refused("it has no end".to_owned()));
        }
        sampler.depth.set(depth);
        let result = work(Place { sampler, json });
        sampler.depth.set(depth - 1);
        result
    }

    pub(super) fn integer<T>(self, least: i64) -> Result<T, Refused>
    where
        T: TryFrom<i64> + Into<Value> + Copy,
    {
        let value = self.sampler.integer(least).clamp(least, i64::MAX);
        let value = T::try_from(value)
            .or_else(|_| T::try_from(value % 100))
            .map_err(|_| Refused("an integer out of range".to_owned()))?;
        *self.json = value.into();
        Ok(value)
    }

    pub(super) fn list<'de, V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.deeper(|Place { sampler, json }| {
            let mut elements = Vec::new();
            let result = visitor.visit_seq(Elements { sampler, left: length, json: &mut elements });
            *json = Value::Array(elements);
            result
        })
    }

    pub(super) fn object<'de, V: Visitor<'de>>(
        self,
        keys: Vec<String>,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.deeper(|Place { sampler, json }| {
            let mut members = Map::new();
            let result = visitor.visit_map(Members {
                sampler,
                keys: keys.into_iter(),
                key: String::new(),
                json: &mut members,
            });
            *json = Value::Object(members);
            result
        })
    }
}

macro_rules! integers {
    ($($method:ident $visit:ident $type:ty, $least:expr;)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
            let value: $type = self.integer($least)?;
            visitor.$visit(value)
        })*
    };
}

impl<'de> Deserializer<'de> for Place<'_> {
    type Error = Refused;

    integers! {
        deserialize_i8 visit_i8 i8, -100;
        deserialize_i16 visit_i16 i16, -1000;
        deserialize_i32 visit_i32 i32, -1000;
        deserialize_i64 visit_i64 i64, -1000;
        deserialize_u8 visit_u8 u8, 0;
        deserialize_u16 visit_u16 u16, 0;
        deserialize_u32 visit_u32 u32, 0;
        deserialize_u64 visit_u64 u64, 0;
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        #[expect(clippy::cast_precision_loss, reason = "the numbers are small")]
        let value = self.sampler.integer(-1000) as f64 + self.sampler.below(2) as f64 / 2.0;
        *self.json = value.into();
        visitor.visit_f64(value)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let value = self.sampler.below(2) == 0;
        *self.json = value.into();
        visitor.visit_bool(value)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let value = *self.sampler.one_of(&['a', 'b', 'X', '7', ' '])?;
        *self.json = value.to_string().into();
        visitor.visit_char(value)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_string(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let text = self.sampler.text();
        *self.json = text.clone().into();
        visitor.visit_string(text)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_string(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        if self.sampler.is_deep() || self.sampler.below(3) == 0 {
            return self.deserialize_unit(visitor);
        }
        visitor.visit_some(self)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        *self.json = Value::Null;
        visitor.visit_unit()
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        if name == sfn::TIMESTAMP_TEXT {
            let minutes = self.sampler.below(60);
            let text = format!("2026-01-01T0{}:{minutes:02}:00.000Z", self.sampler.below(4));
            *self.json = text.clone().into();
            let text: StringDeserializer<Refused> = text.into_deserializer();
            return visitor.visit_newtype_struct(text);
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let length = self.sampler.length(3);
        self.list(length, visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.list(length, visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.list(length, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let keys = self.sampler.keys();
        self.object(keys, visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.object(fields.iter().map(|&field| field.to_owned()).collect(), visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        let variant = *self.sampler.one_of(variants)?;
        self.deeper(|place| visitor.visit_enum(Variant { place, name: variant }))
    }

    /// A type that takes what comes: an object, a text, a number, or anything else.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let sampler = self.sampler;
        // serde would take a list for it too, which nobody writes.
        let is_tagged =
            (&visitor as &dyn Expected).to_string().starts_with("internally tagged enum");
        if is_tagged || !sampler.here().words.is_empty() {
            return self.deserialize_map(visitor);
        }
        match sampler.shape(if sampler.is_deep() { 5 } else { 9 }) {
            0 => self.deserialize_unit(visitor),
            1 => self.deserialize_bool(visitor),
            2 => self.deserialize_i64(visitor),
            3 | 4 => self.deserialize_string(visitor),
            5 => self.deserialize_seq(visitor),
            _ => self.deserialize_map(visitor),
        }
    }

    forward_to_deserialize_any! { i128 u128 bytes byte_buf }
}
