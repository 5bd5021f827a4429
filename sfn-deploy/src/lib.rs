//! Deploy, run and check Step Functions workflows from Rust.

mod app;
mod apply;
mod aws;
mod cli;
mod command;
mod compare;
mod console;
mod error;
mod execution;
mod exit;
mod input;
mod local;
mod naming;
mod params;
mod placeholder;
mod plan;
mod prepare;
mod render;
mod session;
mod suggest;
mod workflow;

pub use app::App;
pub use console::{Streams, Terminal};
pub use exit::Exit;
