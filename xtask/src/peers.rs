//! `cargo xtask peers`: the examples beside the same programs written for another tool.

mod sfnx;

use std::process::ExitCode;

use clap::{Args, ValueEnum};

/// Options of the comparison.
#[derive(Args)]
pub(crate) struct Options {
    /// The other tool.
    peer: Peer,
}

#[derive(Clone, Copy, ValueEnum)]
enum Peer {
    /// Python to JSONata definitions: compares the number of states.
    Sfnx,
}

pub(crate) fn run(options: &Options) -> ExitCode {
    let done = match options.peer {
        Peer::Sfnx => sfnx::compare(),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}
