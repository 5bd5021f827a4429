//! Typed expressions against Rust: every operation is computed natively and by evaluating the printed JSONata.

mod support;

mod derive_data;
mod derive_task_error;
