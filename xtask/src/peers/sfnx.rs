//! sfnx compiles Python to JSONata definitions. Each program in `tests/peers/sfnx` is one of the examples, written as its
//! documentation has it; ours must not have more states.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::python;

/// Prints the table; `false` where one of ours has more states.
#[expect(clippy::print_stdout, reason = "the table is what the command is for")]
pub(super) fn compare(root: &Path, target: &Path) -> Result<bool, String> {
    let programs = root.join("tests/peers/sfnx");
    let environment =
        python::environment(&target.join("peers/sfnx"), &programs.join("requirements.txt"))?;
    let sfnx = environment.join("sfnx");
    println!("{:<20} {:>5} {:>5}", "states of", "sfnx", "ours");
    let mut fine = true;
    for program in sorted(&programs, "py")? {
        let name = program.file_stem().unwrap_or_default().to_string_lossy().replace('_', "-");
        let compiled = Command::new(&sfnx)
            .arg("compile")
            .arg(&program)
            .output()
            .map_err(|error| format!("sfnx does not start: {error}"))?;
        if !compiled.status.success() {
            return Err(String::from_utf8_lossy(&compiled.stderr).into_owned());
        }
        let theirs = states(&String::from_utf8_lossy(&compiled.stdout))?;
        let golden = root.join(format!("tests/golden/{name}.asl.json"));
        let text = fs::read_to_string(&golden)
            .map_err(|error| format!("{}: {error}", golden.display()))?;
        let ours = states(&text)?;
        fine &= ours <= theirs;
        println!("{name:<20} {theirs:>5} {ours:>5}{}", if ours > theirs { "  more" } else { "" });
    }
    Ok(fine)
}

fn sorted(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder).map_err(|error| error.to_string())?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    files.sort();
    Ok(files)
}

/// How many states the definition has, nested ones included.
fn states(definition: &str) -> Result<usize, String> {
    let reading = sfn_asl::read::json(definition);
    let machine = reading.machine.ok_or_else(|| format!("{:?}", reading.diagnostics))?;
    Ok(machine.walk().count())
}
