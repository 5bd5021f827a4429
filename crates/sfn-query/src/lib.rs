//! The query languages of Step Functions: parse, check, evaluate.
//!
//! Knows nothing of the Amazon States Language: a caller hands in text and values, and gets
//! values or errors back. [`jsonata`] is JSONata as AWS runs it, and [`template`] a JSON value with
//! such expressions in its strings. [`jsonpath`] is JSONPath as AWS runs it, [`intrinsic`] the functions
//! whose arguments such paths are, and [`payload_template`] a JSON value with both in its `.$` members.

mod cursor;
mod hash;
pub mod intrinsic;
pub mod jsonata;
pub mod jsonpath;
pub mod payload_template;
mod random;
pub mod template;

pub use cursor::SyntaxError;
pub use random::Draws;
