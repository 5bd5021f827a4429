//! Typed expressions against Rust: every operation is computed natively and by evaluating the printed JSONata.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "that is what is compared"
)]

mod support;

mod derive_data;
mod derive_task_error;
mod maps;
mod numbers;
mod options;
mod strings;
mod vectors;
