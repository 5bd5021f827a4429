//! The `sfn` command line: the same as a deploy binary's, over definitions in files.
//!
//! ```text
//! sfn check FILE…                       every mistake that can be found without asking AWS
//! sfn iam FILE… [--explain]             the smallest policies that let them do what they say
//! sfn catalogue [SERVICE[:OPERATION]]   what Step Functions can call
//! ```

mod catalogue;
mod check;
mod cli;
mod iam;
mod source;

use std::{ffi::OsString, io, process::ExitCode};

use clap::{CommandFactory, FromArgMatches};

use crate::{Exit, Streams, Terminal, app::show_usage, console::Console, error::Result};
use cli::{Cli, Command};

/// Runs the command that the process's arguments name.
pub fn main() -> ExitCode {
    let streams = Streams {
        stdin: &mut io::stdin().lock(),
        stdout: &mut io::stdout().lock(),
        stderr: &mut io::stderr(),
        terminal: Terminal::detect(),
    };
    run_from(std::env::args_os(), streams).into()
}

/// Runs the command that these arguments name; the first is the program's name.
///
/// # Example
/// ```
/// use sfn_deploy::{Exit, Streams, Terminal, files};
///
/// let definition = br#"{"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}"#;
/// let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
/// let streams = Streams {
///     stdin: &mut definition.as_slice(),
///     stdout: &mut stdout,
///     stderr: &mut stderr,
///     terminal: Terminal::default(),
/// };
/// assert_eq!(files::run_from(["sfn", "check", "-"], streams), Exit::Ok);
/// assert_eq!(stderr, b"stdin: ok\n");
/// ```
pub fn run_from<A: Into<OsString> + Clone>(
    arguments: impl IntoIterator<Item = A>,
    streams: Streams<'_>,
) -> Exit {
    let matches = Cli::command().try_get_matches_from(arguments);
    let cli = match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => return show_usage(&error, streams),
    };
    let mut console = Console::new(streams, cli.no_color);
    match run(&cli, &mut console) {
        Ok(exit) => exit,
        Err(error) => {
            console.fail(&error);
            error.exit()
        }
    }
}

fn run(cli: &Cli, console: &mut Console<'_>) -> Result<Exit> {
    match &cli.command {
        Command::Check(args) => check::run(args, cli.json, console),
        Command::Iam(args) => iam::run(args, cli.json, console),
        Command::Catalogue(args) => catalogue::run(args, cli.json, console),
    }
}
