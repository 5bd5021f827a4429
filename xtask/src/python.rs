//! Python environments of other tools.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// The `bin` of the environment in `folder`, which is made, with what `requirements` names, where it is not there yet.
pub(crate) fn environment(folder: &Path, requirements: &Path) -> Result<PathBuf, String> {
    let programs = folder.join("bin");
    let complete = folder.join("complete");
    if !complete.exists() {
        let pip = ["install", "--quiet", "--disable-pip-version-check", "--requirement"];
        run(Command::new("python3").args(["-m", "venv"]).arg(folder))?;
        run(Command::new(programs.join("pip")).args(pip).arg(requirements))?;
        std::fs::write(&complete, "").map_err(|error| error.to_string())?;
    }
    Ok(programs)
}

fn run(command: &mut Command) -> Result<(), String> {
    let done = command.status().map_err(|error| format!("{command:?} does not start: {error}"))?;
    if done.success() { Ok(()) } else { Err(format!("{command:?}: {done}")) }
}
