//! Numbers, texts and the like as workflow data.

use crate::code::Code;

use super::{Data, shape};

macro_rules! primitive {
    ($kind:literal: $($t:ty),*) => {$(
        impl Data for $t {
            fn __shape(place: &Code, _: u32) -> Code {
                shape::is(place, $kind)
            }
        }
    )*};
}

primitive!("string": String, char, jiff::Timestamp, uuid::Uuid);
primitive!("boolean": bool);
primitive!("null": ());
primitive!("number": f32, f64);

macro_rules! integer {
    ($($t:ty),*) => {$(
        impl Data for $t {
            fn __shape(place: &Code, _: u32) -> Code {
                shape::integer(place, <$t>::MIN == 0)
            }
        }
    )*};
}

integer!(u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize);

impl Data for serde_json::Value {
    const __IS_ARRAY: bool = true;

    fn __appended(value: Code) -> Code {
        shape::appended_of_any_kind(value)
    }
}
