//! `cargo xtask peers`: what we make or say beside another tool.

mod iam_simulate;
mod sfnx;

use std::{
    env,
    path::{Path, PathBuf},
    process::ExitCode,
};

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
    /// An evaluator of IAM policies: compares its verdicts with ours.
    IamSimulate,
}

pub(crate) fn run(options: &Options) -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let done = match options.peer {
        Peer::Sfnx => sfnx::compare(root, &target),
        Peer::IamSimulate => iam_simulate::compare(root, &target),
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
