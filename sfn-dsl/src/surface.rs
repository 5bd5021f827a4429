//! The operators, methods and literals of typed expressions.
//!
//! Builder code and the hidden twin of a `#[workflow]` both compute with these. Every operation has Rust's meaning
//! exactly, or does not compile: its trait bound then says what to write instead.
#![expect(clippy::needless_pass_by_value, reason = "callers give their expressions away")]

pub mod constants;
pub mod enums;
pub mod errors;
#[cfg(feature = "definitions")]
pub(crate) mod flattened;
pub mod format;
pub mod iterators;
pub(crate) mod json_text;
pub mod maps;
pub mod members;
pub mod methods;
pub mod numbers;
pub mod operators;
pub mod options;
pub(crate) mod scope;
pub mod slices;
pub mod strings;
#[cfg(feature = "definitions")]
pub mod timestamps;
pub mod tuples;
pub mod vectors;

pub use constants::{Constant, ConstantType, boolean, character, constant, num, text, unit, v};
pub use format::{
    Align, DisplayText, Kind, Layout, concat, display, display_base, display_precision,
    display_upper_hex, kind, lay_out,
};
pub use iterators::{Collect, ExprIter, range, range_inclusive};
pub use maps::{Keyed, empty_map, entry, inserted, removed, replaced};
pub use numbers::{Arithmetic, CastTo, Number, Signed, cast};
pub use operators::{
    Addable, Comparable, Comparison, Ordered, add, and, cond, div, eq, ge, gt, in_range,
    is_ordering, le, lt, mul, ne, neg, not, or, rem, reversed, sub,
};
pub use options::{bind_some, is_none, is_some, none, some};
pub use scope::once;
pub use slices::{between, element_at, has, has_at_least};
pub use strings::{ConvertTo, convert};
#[cfg(feature = "definitions")]
pub use timestamps::{IntoMoment, duration, staged_timestamp};
pub use tuples::{Tuple, destructure, tuple};
pub use vectors::{append, array, extend, extended, pushed, repeated};
