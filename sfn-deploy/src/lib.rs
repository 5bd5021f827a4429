//! Deploy, run and check Step Functions workflows from Rust.
//!
//! A program that has workflows gets a command line over them:
//!
//! ```no_run
//! # mod order_fulfilment { pub fn definition() -> sfn_local::Definition { unimplemented!() } }
//! fn main() -> std::process::ExitCode {
//!     sfn_deploy::App::new()
//!         .workflow(order_fulfilment::definition)
//!         .sample(r#"{ "orderId": "o-1" }"#)
//!         .main()
//! }
//! ```
//!
//! - `list`, `synth` and `check` ask nobody.
//! - `up` deploys: roles with exactly the permissions that a workflow needs, and state machines. A second `up` writes
//!   nothing. With `--local` it deploys to an endpoint in this process, and needs no account; with `--run` it runs the
//!   samples.
//! - `run` starts one execution and follows it, on AWS or with `--local`; `serve` is the endpoint alone.
//!
//! Data goes to stdout, everything else to stderr, and [`Exit`] has the exit codes.
//!
//! # How it works
//! ```text
//! App ─► cli ─► command/<subcommand>
//!                 ├─ workflow   definitions in the order to deploy them, samples, mocks
//!                 ├─ params, placeholder   `${Name}` → value, in the model
//!                 ├─ prepare    definition + sfn-iam → what is wanted
//!                 ├─ session    region, credentials, endpoint; everything missing in one error
//!                 ├─ plan       wanted + found → steps; pure
//!                 ├─ apply      does those steps, over aws/ (the SDK behind traits)
//!                 └─ execution  start, follow, timeline; shown by render/
//! ```
//! It takes definitions, never the DSL: a workflow that was read from a file is deployed like any other.

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
pub mod files;
mod host;
mod input;
mod local;
mod managed;
mod mocks;
mod naming;
mod params;
mod permissions;
mod placeholder;
mod plan;
mod prepare;
mod render;
mod session;
mod stop;
mod suggest;
mod workflow;

pub use app::App;
pub use console::{Streams, Terminal};
pub use exit::Exit;
