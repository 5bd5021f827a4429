//! The functions by name, with the number of their arguments.

use std::borrow::Cow;

use serde_json::Value;

use super::{arrays, error::Reason, format::Template, numbers, texts};
use crate::random::Draws;

macro_rules! functions {
    ($($variant:ident $name:literal $least:literal..=$most:expr,)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Function { $($variant),* }

        impl Function {
            pub(super) fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }

            pub(super) const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// The least and the most arguments that it takes.
            pub(super) const fn arity(self) -> (usize, usize) {
                match self { $(Self::$variant => ($least, $most)),* }
            }
        }
    };
}
functions! {
    Array "States.Array" 0..=usize::MAX,
    ArrayContains "States.ArrayContains" 2..=2,
    ArrayGetItem "States.ArrayGetItem" 2..=2,
    ArrayLength "States.ArrayLength" 1..=1,
    ArrayPartition "States.ArrayPartition" 2..=2,
    ArrayRange "States.ArrayRange" 3..=3,
    ArrayUnique "States.ArrayUnique" 1..=1,
    Base64Decode "States.Base64Decode" 1..=1,
    Base64Encode "States.Base64Encode" 1..=1,
    Format "States.Format" 1..=usize::MAX,
    Hash "States.Hash" 2..=2,
    JsonMerge "States.JsonMerge" 3..=3,
    JsonToString "States.JsonToString" 1..=1,
    MathAdd "States.MathAdd" 2..=2,
    MathRandom "States.MathRandom" 2..=3,
    StringSplit "States.StringSplit" 2..=2,
    StringToJson "States.StringToJson" 1..=1,
    Uuid "States.UUID" 0..=0,
}

impl Function {
    pub(super) const fn may_give_text(self) -> bool {
        matches!(
            self,
            Self::Format
                | Self::JsonToString
                | Self::ArrayGetItem
                | Self::Base64Encode
                | Self::Base64Decode
                | Self::Hash
                | Self::Uuid
        )
    }

    /// Computes the value. AWS takes definitions with too many or too few arguments, and fails when it runs them.
    pub(super) fn apply(
        self,
        arguments: &[Cow<'_, Value>],
        draws: &Draws,
    ) -> Result<Value, Reason> {
        let (least, most) = self.arity();
        if !(least..=most).contains(&arguments.len()) {
            return Err(Reason::Arguments(self.name()));
        }
        let argument = |at: usize| arguments.get(at).map_or(&Value::Null, |value| value.as_ref());
        let (first, second, third) = (argument(0), argument(1), argument(2));
        let value = match self {
            Self::Array => Some(arguments.iter().map(|value| (**value).clone()).collect()),
            Self::ArrayContains => arrays::contains(first, second),
            Self::ArrayGetItem => arrays::get_item(first, second),
            Self::ArrayLength => arrays::length(first),
            Self::ArrayPartition => arrays::partition(first, second),
            Self::ArrayRange => arrays::range(first, second, third),
            Self::ArrayUnique => arrays::unique(first),
            Self::Base64Decode => texts::base64_decode(first),
            Self::Base64Encode => texts::base64_encode(first),
            Self::Format => {
                let Some(text) = first.as_str() else { return Err(Reason::Arguments(self.name())) };
                let values = arguments.get(1..).unwrap_or_default();
                return Template::parse(text).map_err(Reason::Template)?.fill(values);
            }
            Self::Hash => texts::hash(first, second),
            Self::JsonMerge => texts::json_merge(first, second, third),
            Self::JsonToString => Some(first.to_string().into()),
            Self::MathAdd => numbers::add(first, second),
            Self::MathRandom => {
                numbers::random(first, second, arguments.get(2).map(|_| third), draws)
            }
            Self::StringSplit => texts::split(first, second),
            Self::StringToJson => return texts::string_to_json(first),
            Self::Uuid => Some(draws.uuid().into()),
        };
        value.ok_or(Reason::Arguments(self.name()))
    }
}
