//! Deploy, run and check Step Functions workflows from Rust.

mod apply;
mod aws;
mod compare;
mod console;
mod error;
mod exit;
mod naming;
mod placeholder;
mod plan;
mod suggest;

pub use console::{Streams, Terminal};
pub use exit::Exit;
