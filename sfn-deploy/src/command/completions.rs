//! `completions`: a script that teaches a shell this program's options.

use clap::CommandFactory;

use crate::{
    Exit,
    cli::{Cli, CompletionsArgs},
    console::Console,
    error::Result,
};

pub(crate) fn run(args: &CompletionsArgs, console: &mut Console<'_>) -> Result<Exit> {
    let mut command = Cli::command();
    let name = program_name();
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, name, &mut script);
    console.data(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Ok)
}

/// As the shell knows it.
fn program_name() -> String {
    let path = std::env::args_os().next().map(std::path::PathBuf::from).unwrap_or_default();
    path.file_stem().map_or_else(|| "deploy".to_owned(), |stem| stem.to_string_lossy().into_owned())
}
