//! Rows of text as typed values: in a definition by JSONata, natively by the same rules.

use std::collections::{BTreeMap, HashMap};

use indexmap::IndexMap;
use serde::de::DeserializeOwned;
use serde_json::{Map, Number, Value};

use crate::{
    code::{BinaryOperator, Code},
    data::Data,
};

/// A row of a CSV file. Derive it beside [`Data`]: `#[derive(Clone, Serialize, Deserialize, Data, CsvRow)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no row of a CSV file",
    label = "its fields are read from text",
    note = "derive it: `#[derive(Clone, Serialize, Deserialize, Data, CsvRow)]`"
)]
pub trait CsvRow: Data + DeserializeOwned {
    /// How it is read; `None` where the row is what was read.
    #[doc(hidden)]
    fn __row() -> Option<RowCode>;
}

/// From a row of text to a row of values.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct RowCode {
    /// In a definition, from the row as it is read.
    pub of: fn(&Code) -> Code,
    /// In a native run: the JSON of the type.
    pub parse: fn(&Value) -> Result<Value, String>,
    /// Whether some text is no such row.
    pub is_fallible: bool,
}

/// What a cell of a CSV file can be.
#[diagnostic::on_unimplemented(
    message = "a cell of a CSV file cannot be a `{Self}`",
    label = "a cell is text",
    note = "a cell is a `String`, a number, a `bool`, an enum without fields, or an `Option` of these"
)]
pub trait CsvCell: Data {
    /// Whether some text is no such value.
    #[doc(hidden)]
    const __IS_FALLIBLE: bool;

    /// The value of a cell, in a definition.
    #[doc(hidden)]
    fn __of_cell(cell: Code) -> Code;

    /// The same in a native run.
    #[doc(hidden)]
    fn __parse_cell(cell: &str) -> Option<Value>;
}

/// What `derive(CsvRow)` needs of a field's type.
#[doc(hidden)]
#[derive(Debug)]
pub struct Cell {
    of: fn(Code) -> Code,
    parse: fn(&str) -> Option<Value>,
    /// See `CsvCell::__IS_FALLIBLE`.
    pub is_fallible: bool,
}

/// The one place where generated code asks that a field's type be a cell, so that a wrong one is one error.
#[doc(hidden)]
pub const fn cell<T: CsvCell>() -> Cell {
    Cell { of: T::__of_cell, parse: T::__parse_cell, is_fallible: T::__IS_FALLIBLE }
}

impl Cell {
    /// The value under the first of `keys` that is there, or the default.
    pub fn of(&self, row: &Code, keys: &[&str], default: Option<Value>) -> Code {
        let Some((key, others)) = keys.split_first() else {
            return default.map_or_else(Code::null, Code::Literal);
        };
        let place = row.field(key);
        let value = (self.of)(place.clone());
        if others.is_empty() && default.is_none() {
            return value;
        }
        let otherwise = self.of(row, others, default);
        Code::conditional(Code::call("exists", [place]), value, otherwise)
    }

    /// Puts the value under the first of `keys`; without a cell there is none.
    pub fn parse(
        &self,
        row: &Value,
        keys: &[&str],
        values: &mut Map<String, Value>,
    ) -> Result<(), String> {
        let found = keys.iter().find_map(|key| Some((key, row.get(key)?.as_str()?)));
        let (Some((column, cell)), Some(key)) = (found, keys.first()) else { return Ok(()) };
        let problem = || format!("`{cell}` in the column `{column}` is no such value");
        values.insert((*key).to_owned(), (self.parse)(cell).ok_or_else(problem)?);
        Ok(())
    }
}

impl CsvCell for String {
    const __IS_FALLIBLE: bool = false;

    fn __of_cell(cell: Code) -> Code {
        cell
    }

    fn __parse_cell(cell: &str) -> Option<Value> {
        Some(cell.into())
    }
}

/// The text of a cell, where it is one of these. Called by `derive(Data)` on an enum.
#[doc(hidden)]
pub fn cell_of(cell: Code, names: &[&str]) -> Code {
    let known = Code::Array(names.iter().map(|name| Code::text(*name)).collect());
    let is_known = Code::binary(BinaryOperator::In, cell.clone(), known);
    checked(is_known, cell, &format!("none of {}", names.join(", ")))
}

/// `test ? value : $error(problem)`
fn checked(test: Code, value: Code, problem: &str) -> Code {
    Code::conditional(test, value, Code::call("error", [Code::text(problem)]))
}

macro_rules! integers {
    ($($t:ty: $pattern:literal $problem:literal),*) => {$(
        impl CsvCell for $t {
            const __IS_FALLIBLE: bool = true;

            fn __of_cell(cell: Code) -> Code {
                let is_whole = Code::call("contains", [cell.clone(), Code::Regex($pattern)]);
                checked(is_whole, Code::call("number", [cell]), $problem)
            }

            fn __parse_cell(cell: &str) -> Option<Value> {
                // Rust also takes a plus.
                let is_whole = !cell.starts_with('+');
                is_whole.then(|| cell.parse::<$t>().ok()).flatten().map(Value::from)
            }
        }
    )*};
}

macro_rules! unsigned {
    ($($t:ty),*) => {
        integers!($($t: "^[0-9]+$" "no whole number"),*);
    };
}

macro_rules! signed {
    ($($t:ty),*) => {
        integers!($($t: "^-?[0-9]+$" "no whole number"),*);
    };
}

unsigned!(u8, u16, u32, u64, usize);
signed!(i8, i16, i32, i64, isize);

macro_rules! floats {
    ($($t:ty),*) => {$(
        impl CsvCell for $t {
            const __IS_FALLIBLE: bool = true;

            fn __of_cell(cell: Code) -> Code {
                Code::call("number", [cell])
            }

            fn __parse_cell(cell: &str) -> Option<Value> {
                number(cell).map(Value::Number)
            }
        }
    )*};
}

floats!(f32, f64);

/// What `$number` takes: decimal digits, a fraction, an exponent.
fn number(cell: &str) -> Option<Number> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = cell.strip_prefix('-').unwrap_or(cell);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => {
            (mantissa, exponent.strip_prefix(['+', '-']).unwrap_or(exponent))
        }
        None => (unsigned, "0"),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let is_number = digits(whole) && digits(fraction) && digits(exponent);
    is_number.then(|| cell.parse().ok()).flatten().and_then(Number::from_f64)
}

impl CsvCell for bool {
    const __IS_FALLIBLE: bool = true;

    fn __of_cell(cell: Code) -> Code {
        let is = |text| Code::binary(BinaryOperator::Equal, cell.clone(), Code::text(text));
        let problem = "neither `true` nor `false`";
        let is_false = checked(is("false"), Code::Literal(false.into()), problem);
        Code::conditional(is("true"), Code::Literal(true.into()), is_false)
    }

    fn __parse_cell(cell: &str) -> Option<Value> {
        cell.parse::<bool>().ok().map(Value::from)
    }
}

/// An empty cell is `None`.
impl<T: CsvCell> CsvCell for Option<T> {
    const __IS_FALLIBLE: bool = T::__IS_FALLIBLE;

    fn __of_cell(cell: Code) -> Code {
        let exists = Code::call("exists", [cell.clone()]);
        let is_filled = Code::binary(BinaryOperator::NotEqual, cell.clone(), Code::text(""));
        let is_some = Code::binary(BinaryOperator::And, exists, is_filled);
        Code::conditional(is_some, T::__of_cell(cell), Code::null())
    }

    fn __parse_cell(cell: &str) -> Option<Value> {
        if cell.is_empty() { Some(Value::Null) } else { T::__parse_cell(cell) }
    }
}

macro_rules! maps {
    ($($map:ty),*) => {$(
        impl CsvRow for $map {
            fn __row() -> Option<RowCode> {
                None
            }
        }
    )*};
}

maps!(BTreeMap<String, String>, HashMap<String, String>, IndexMap<String, String>);
