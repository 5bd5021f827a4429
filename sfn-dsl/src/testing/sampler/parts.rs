//! The parts of what is made up: elements, members, keys and variants.

use serde::{
    Deserializer,
    de::{
        DeserializeSeed, EnumAccess, IntoDeserializer as _, MapAccess, SeqAccess, VariantAccess,
        Visitor,
        value::{StrDeserializer, StringDeserializer},
    },
    forward_to_deserialize_any,
};
use serde_json::{Map, Value, json};

use super::{Refused, Sampler, place::Place};

/// The elements of a list.
pub(super) struct Elements<'a> {
    pub(super) sampler: &'a Sampler,
    pub(super) left: usize,
    pub(super) json: &'a mut Vec<Value>,
}

impl<'de> SeqAccess<'de> for Elements<'_> {
    type Error = Refused;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Refused> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        self.left = left;
        let (sampler, mut json) = (self.sampler, Value::Null);
        let value = sampler.part("[]", || seed.deserialize(Place { sampler, json: &mut json }))?;
        self.json.push(json);
        Ok(Some(value))
    }
}

/// The members of an object.
pub(super) struct Members<'a> {
    pub(super) sampler: &'a Sampler,
    pub(super) keys: std::vec::IntoIter<String>,
    pub(super) key: String,
    pub(super) json: &'a mut Map<String, Value>,
}

impl<'de> MapAccess<'de> for Members<'_> {
    type Error = Refused;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Refused> {
        let Some(key) = self.keys.next() else { return Ok(None) };
        self.key = key;
        seed.deserialize(Key { sampler: self.sampler, text: &mut self.key }).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Refused> {
        let (sampler, mut json) = (self.sampler, Value::Null);
        let value =
            sampler.part(&self.key, || seed.deserialize(Place { sampler, json: &mut json }))?;
        self.json.insert(std::mem::take(&mut self.key), json);
        Ok(value)
    }
}

/// The key of a member; one that is no text is made up anew.
struct Key<'a> {
    sampler: &'a Sampler,
    text: &'a mut String,
}

macro_rules! integer_keys {
    ($($method:ident $visit:ident $type:ty, $least:expr;)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
            let mut json = Value::Null;
            let value: $type = Place { sampler: self.sampler, json: &mut json }.integer($least)?;
            *self.text = value.to_string();
            visitor.$visit(value)
        })*
    };
}

impl<'de> Deserializer<'de> for Key<'_> {
    type Error = Refused;

    integer_keys! {
        deserialize_i8 visit_i8 i8, -100;
        deserialize_i16 visit_i16 i16, -1000;
        deserialize_i32 visit_i32 i32, -1000;
        deserialize_i64 visit_i64 i64, -1000;
        deserialize_u8 visit_u8 u8, 0;
        deserialize_u16 visit_u16 u16, 0;
        deserialize_u32 visit_u32 u32, 0;
        deserialize_u64 visit_u64 u64, 0;
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_str(self.text)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        (*self.sampler.one_of(variants)?).clone_into(self.text);
        let variant: StringDeserializer<Refused> = self.text.clone().into_deserializer();
        visitor.visit_enum(variant)
    }

    forward_to_deserialize_any! {
        bool i128 u128 f32 f64 char str string bytes byte_buf option unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

/// One variant of an enum.
pub(super) struct Variant<'a> {
    pub(super) place: Place<'a>,
    pub(super) name: &'static str,
}

impl Variant<'_> {
    /// Beside the variant's name, its content.
    fn content<T>(self, read: impl FnOnce(Place<'_>) -> Result<T, Refused>) -> Result<T, Refused> {
        let (sampler, mut content) = (self.place.sampler, Value::Null);
        let result = sampler.part(self.name, || read(Place { sampler, json: &mut content }));
        *self.place.json = json!({ self.name: content });
        result
    }
}

impl<'de> EnumAccess<'de> for Variant<'_> {
    type Error = Refused;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Refused> {
        let name: StrDeserializer<'_, Refused> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_> {
    type Error = Refused;

    fn unit_variant(self) -> Result<(), Refused> {
        *self.place.json = self.name.into();
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Refused> {
        self.content(|place| seed.deserialize(place))
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.content(|place| place.list(length, visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        let keys = fields.iter().map(|&field| field.to_owned()).collect();
        self.content(|place| place.object(keys, visitor))
    }
}
