//! Project automation: conformance reports, benchmarks, generated files.

#![expect(clippy::indexing_slicing, reason = "a missing member of a JSON value reads as null")]

mod bench;
mod conformance;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Project automation.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Holds the crates against recordings of AWS and other data.
    Conformance(conformance::Options),
    /// Measures the interpreter in process.
    BenchLocal(bench::Options),
}

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Conformance(options) => conformance::run(&options),
        Command::BenchLocal(options) => bench::run(&options),
    }
}
