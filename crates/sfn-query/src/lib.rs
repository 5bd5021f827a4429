//! The query languages of Step Functions: parse, check, evaluate.
//!
//! Knows nothing of the Amazon States Language: a caller hands in text and values, and gets
//! values or errors back. [`jsonata`] is JSONata as AWS runs it; [`template`] is a JSON value with
//! expressions in its strings.

pub mod jsonata;
pub mod template;
