//! The service in process and over HTTP.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]
#![expect(clippy::needless_pass_by_value, reason = "`json!` gives values")]

mod activities;
mod control;
mod executions;
mod hostile;
mod http;
mod identity;
mod limits;
mod map_runs;
mod nested;
mod raw;
mod redrive;
mod restart;
mod support;
mod test_cases;
mod test_state;
mod validation;
