//! Typed expressions against Rust: every operation is computed natively and by evaluating the printed JSONata.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::float_cmp,
    clippy::struct_field_names,
    reason = "the native side says what a user would write"
)]
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

mod derive_data;
mod derive_task_error;
mod iterators;
mod literals;
mod maps;
mod numbers;
mod options;
mod strings;
mod vectors;
