//! The `sfn` command line: the same as a deploy binary's, over definitions in files.
//!
//! ```text
//! sfn check FILE…                       every mistake that can be found without asking AWS
//! sfn iam FILE… [--explain]             the smallest policies that let them do what they say
//! sfn catalogue [SERVICE[:OPERATION]]   what Step Functions can call
//! sfn serve                             Step Functions on this machine, for any SDK
//! ```

mod catalogue;
mod check;
mod cli;
mod iam;
mod source;

use std::{ffi::OsString, process::ExitCode};

use crate::{
    Exit, Streams,
    app::{block_on, command_line, in_process},
    cli::Options,
    command::serve,
    console::Console,
    error::Result,
    workflow::Workflows,
};
use cli::{Cli, Command, EndpointArgs};

/// Runs the command that the process's arguments name.
pub fn main() -> ExitCode {
    in_process(run_from)
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
    command_line(arguments, streams, |cli: &Cli| cli.no_color, run)
}

fn run(cli: Cli, console: &mut Console<'_>) -> Result<Exit> {
    match cli.command {
        Command::Check(args) => check::run(&args, cli.json, console),
        Command::Iam(args) => iam::run(&args, cli.json, console),
        Command::Catalogue(args) => catalogue::run(&args, cli.json, console),
        Command::Serve(EndpointArgs { serve: args, region, embedded }) => {
            let Cli { json, no_color, .. } = cli;
            let options = Options { region, embedded, json, no_color, ..Options::default() };
            block_on(serve::run(&args, &options, &Workflows::default(), console))?
        }
    }
}
