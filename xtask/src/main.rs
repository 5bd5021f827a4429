//! Project automation: conformance reports, benchmarks, generated files.

#![expect(clippy::indexing_slicing, reason = "a missing member of a JSON value reads as null")]

mod bench;
mod bench_compile;
mod bench_endpoint;
mod bench_synth;
mod catalogue;
mod conformance;
mod cost;
mod fuzz_local;
mod fuzz_twin;
mod peers;
mod python;

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
    /// Writes the catalogue of what Step Functions can call, or checks it.
    Catalogue(catalogue::Options),
    /// Holds the crates against recordings of AWS and other data.
    Conformance(conformance::Options),
    /// Measures what definitions add to `cargo check`.
    BenchCompile(bench_compile::Options),
    /// Measures the endpoint over HTTP, beside other local Step Functions.
    BenchEndpoint(bench_endpoint::Options),
    /// Measures the interpreter in process.
    BenchLocal(bench::Options),
    /// Measures synthesis as a whole process, beside AWS CDK.
    BenchSynth(bench_synth::Options),
    /// Compares the examples with the same programs written for another tool.
    Peers(peers::Options),
    /// Runs arbitrary definitions and requests.
    FuzzLocal(fuzz_local::Options),
    /// Holds random workflow functions against their definitions.
    FuzzTwin(fuzz_twin::Options),
}

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Catalogue(options) => catalogue::run(&options),
        Command::Conformance(options) => conformance::run(&options),
        Command::BenchCompile(options) => bench_compile::run(&options),
        Command::BenchEndpoint(options) => bench_endpoint::run(&options),
        Command::BenchLocal(options) => bench::run(&options),
        Command::BenchSynth(options) => bench_synth::run(&options),
        Command::Peers(options) => peers::run(&options),
        Command::FuzzLocal(options) => fuzz_local::run(&options),
        Command::FuzzTwin(options) => fuzz_twin::run(&options),
    }
}
