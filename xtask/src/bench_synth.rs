//! `cargo xtask bench-synth`: from source to definition and policies, as a whole process, beside the same with AWS CDK.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
    time::Duration,
};

use clap::Args;

use crate::cost::{Cost, best_of};

/// Options of the benchmark.
#[derive(Args)]
pub(crate) struct Options {
    /// How often each program is run; the best run counts.
    #[arg(long, default_value_t = 10)]
    runs: u32,
    /// Leaves the peer out, which is installed from npm.
    #[arg(long)]
    without_peer: bool,
    /// Measures one program, in a process of its own: the system only knows the biggest child of a process.
    #[arg(long, hide = true, num_args = 1.., allow_hyphen_values = true)]
    measure: Vec<std::ffi::OsString>,
}

pub(crate) fn run(options: &Options) -> ExitCode {
    let done = match options.measure.split_first() {
        Some((program, arguments)) => {
            measure_here(Command::new(program).args(arguments), options.runs)
        }
        None => measure_all(options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn measure_all(options: &Options) -> Result<(), String> {
    let root =
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("the workspace has no folder")?;
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let built = Command::new(env!("CARGO"))
        .args(["build", "--release", "--quiet", "--bin", "deploy"])
        .current_dir(root)
        .status()
        .map_err(|error| format!("cargo does not start: {error}"))?;
    if !built.success() {
        return Err("the deploy binary does not build".to_owned());
    }
    let out = target.join("bench-synth");
    let mut synth = Command::new(target.join("release/deploy"));
    synth.args(["synth", "--out"]).arg(out.join("ours"));
    let ours = measure(&synth, options.runs)?;
    report("deploy synth, both examples", &ours, &ours);
    if options.without_peer {
        return Ok(());
    }
    let peer = install(&root.join("tests/peers/cdk"), &target.join("peers/cdk"))?;
    let cdk = |checks: &str| {
        let mut node = Command::new("node");
        node.arg("synth.js")
            .current_dir(&peer)
            .env("OUT", out.join("cdk"))
            .env("CDK_VALIDATION", checks);
        node
    };
    report("AWS CDK, its checks off", &measure(&cdk("false"), options.runs)?, &ours);
    report("AWS CDK", &measure(&cdk("true"), options.runs.min(3))?, &ours);
    Ok(())
}

/// The peer with its packages, in the target folder.
fn install(source: &Path, folder: &Path) -> Result<PathBuf, String> {
    fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    for file in ["package.json", "synth.js"] {
        fs::copy(source.join(file), folder.join(file))
            .map_err(|error| format!("{file}: {error}"))?;
    }
    let npm = Command::new("npm")
        .args(["install", "--silent", "--no-audit", "--no-fund"])
        .current_dir(folder)
        .status()
        .map_err(|error| format!("npm does not start: {error}"))?;
    if npm.success() {
        Ok(folder.to_owned())
    } else {
        Err("npm does not install the peer".to_owned())
    }
}

/// Measures the program in a process that has no other children.
fn measure(command: &Command, runs: u32) -> Result<Cost, String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut apart = Command::new(own);
    apart.args(["bench-synth", "--runs", &runs.to_string(), "--measure"]);
    apart.arg(command.get_program()).args(command.get_args());
    apart.envs(command.get_envs().filter_map(|(name, value)| value.map(|value| (name, value))));
    if let Some(folder) = command.get_current_dir() {
        apart.current_dir(folder);
    }
    let output = apart.output().map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut numbers = text.split_whitespace().map(str::parse::<u64>);
    match (numbers.next(), numbers.next(), numbers.next()) {
        (Some(Ok(wall)), Some(Ok(cpu)), Some(Ok(peak))) => Ok(Cost {
            wall: Duration::from_micros(wall),
            cpu: Duration::from_micros(cpu),
            peak_kibibytes: i64::try_from(peak).unwrap_or(i64::MAX),
        }),
        _ => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

#[expect(clippy::print_stdout, reason = "read by the process that started this one")]
fn measure_here(command: &mut Command, runs: u32) -> Result<(), String> {
    let cost = best_of(command, runs, || Ok(()))?;
    println!("{} {} {}", cost.wall.as_micros(), cost.cpu.as_micros(), cost.peak_kibibytes);
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the figures are the output")]
#[expect(clippy::cast_precision_loss, reason = "figures for people")]
fn report(name: &str, cost: &Cost, ours: &Cost) {
    let milliseconds = |duration: Duration| duration.as_secs_f64() * 1e3;
    println!(
        "{name:<30} {:>9.1} ms wall {:>9.1} ms CPU {:>7.1} MB peak   {:>6.0} x our CPU, {:>4.0} x our memory",
        milliseconds(cost.wall),
        milliseconds(cost.cpu),
        cost.peak_kibibytes as f64 / 1024.0,
        cost.cpu.as_secs_f64() / ours.cpu.as_secs_f64().max(1e-6),
        cost.peak_kibibytes as f64 / ours.peak_kibibytes.max(1) as f64,
    );
}
