//! `cargo xtask bench-compile`: what the definitions of workflows add to `cargo check`.
//!
//! Three pairs of crates are generated under `target/`. The first have the same types, tasks and async functions, which are
//! `#[workflow]`s in one of them. The second have workflows of tasks, and in one of them beside each a workflow that calls a
//! service. The third have the same workflows, which call services in one of them, and tasks with types of their own in the
//! other.

mod calls;
mod tasks;

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use clap::Args;

use crate::cost::{Cost, best_of};

/// Options of the benchmark.
#[derive(Args)]
pub(crate) struct Options {
    /// How many workflows, of eight tasks each.
    #[arg(long, default_value_t = 100)]
    workflows: u32,
    /// How often each crate is checked; the run that took the least CPU counts.
    #[arg(long, default_value_t = 5)]
    runs: u32,
}

pub(crate) fn run(options: &Options) -> ExitCode {
    match measure(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stdout, reason = "the figures are the output")]
fn measure(options: &Options) -> Result<(), String> {
    let root =
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("the workspace has no folder")?;
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let home = target.join("bench-compile");
    let cost = |name: &str, workflows: u32, module: Module, incremental: bool| {
        Crate::new(&home, root, name, workflows, module)?.check(options.runs, incremental)
    };
    println!("cargo check of {} workflows of 8 tasks, CPU seconds (wall)", options.workflows);
    for (what, incremental) in [("all of the crate", false), ("after a change of one line", true)] {
        let plain =
            cost("plain", options.workflows, |w, l| tasks::module(w, false, l), incremental)?;
        let twins = cost(
            "with-definitions",
            options.workflows,
            |w, l| tasks::module(w, true, l),
            incremental,
        )?;
        println!(
            "{what:<28} functions {}   workflows {}   ratio {:.2}",
            seconds(&plain),
            seconds(&twins),
            twins.cpu.as_secs_f64() / plain.cpu.as_secs_f64(),
        );
    }
    println!(
        "cargo check of 40 workflows of 8 tasks, without and with 5 calls beside each, each of another service"
    );
    let without = cost("without-calls", calls::SERVICES, |w, l| tasks::module(w, true, l), false)?;
    let with = cost(
        "with-calls",
        calls::SERVICES,
        |w, l| {
            format!("{}pub mod calls {{\n{}}}\n", tasks::module(w, true, l), calls::module(w, true))
        },
        false,
    )?;
    println!(
        "{:<28} without {}   with {}   ratio {:.2}",
        "all of the crate",
        seconds(&without),
        seconds(&with),
        with.cpu.as_secs_f64() / without.cpu.as_secs_f64(),
    );
    println!("cargo check of 40 workflows of 5 calls, each of another service");
    let tasks = cost("with-tasks", calls::SERVICES, |w, _| calls::module(w, false), false)?;
    let services = cost("with-services", calls::SERVICES, |w, _| calls::module(w, true), false)?;
    println!(
        "{:<28} tasks {}   `sdk!` {}   ratio {:.2}",
        "all of the crate",
        seconds(&tasks),
        seconds(&services),
        services.cpu.as_secs_f64() / tasks.cpu.as_secs_f64(),
    );
    Ok(())
}

fn seconds(cost: &Cost) -> String {
    format!("{:.2} ({:.2})", cost.cpu.as_secs_f64(), cost.wall.as_secs_f64())
}

/// The text of a workflow's module, by its number, and a number in it that changes.
type Module = fn(u32, u32) -> String;

/// A generated crate.
struct Crate {
    folder: PathBuf,
    target: PathBuf,
    module: Module,
}

impl Crate {
    fn new(
        home: &Path,
        root: &Path,
        name: &str,
        workflows: u32,
        module: Module,
    ) -> Result<Self, String> {
        let this = Self { folder: home.join(name), target: home.join("target"), module };
        fs::create_dir_all(this.folder.join("src")).map_err(|error| error.to_string())?;
        this.write("Cargo.toml", &manifest(name, root))?;
        fs::copy(root.join("Cargo.lock"), this.folder.join("Cargo.lock"))
            .map_err(|error| error.to_string())?;
        let mut modules = String::new();
        for number in 0..workflows {
            let _ = writeln!(modules, "pub mod w{number};");
            this.write(&format!("src/w{number}.rs"), &module(number, 100))?;
        }
        this.write("src/lib.rs", &modules)?;
        Ok(this)
    }

    fn write(&self, file: &str, text: &str) -> Result<(), String> {
        fs::write(self.folder.join(file), text).map_err(|error| format!("{file}: {error}"))
    }

    /// Checks the crate again and again, after a change of one line each time.
    fn check(&self, runs: u32, incremental: bool) -> Result<Cost, String> {
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .args(["check", "--quiet", "--offline"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", if incremental { "1" } else { "0" });
        // The dependencies, and the first state of the incremental cache.
        best_of(&mut cargo, 1, || Ok(()))?;
        let mut limit = 100;
        best_of(&mut cargo, runs, || {
            limit += 1;
            self.write("src/w0.rs", &format!("{}// {limit}\n", (self.module)(0, limit)))
        })
    }
}

fn manifest(name: &str, root: &Path) -> String {
    format!(
        "[package]\nname = {name:?}\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\nsfn-dsl = {{ path = {:?} }}\n\n[workspace]\n",
        root.join("sfn-dsl").display().to_string()
    )
}
