//! `cargo xtask fuzz-twin`: random programs, each run as a function and as its definition, on random inputs and with
//! random answers. Whatever differs is made smaller, and printed as Rust.

mod batch;
mod calls;
mod choices;
mod computed;
mod lists;
mod loops;
mod model;
mod parallel;
mod patterns;
mod program;
mod shrink;
mod statements;
mod values;
mod writer;

use std::{process::ExitCode, time::Instant};

use batch::{Finding, Workspace};
use choices::Choices;
use clap::Args;
use program::Program;

/// Options of the fuzzer.
#[derive(Args)]
pub(crate) struct Options {
    /// How many programs are written.
    #[arg(long, default_value_t = 200)]
    programs: usize,
    /// What they follow from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many inputs each program gets.
    #[arg(long, default_value_t = 8)]
    cases: u64,
    /// How many programs are compiled together.
    #[arg(long, default_value_t = 100)]
    batch: usize,
    /// How many of the differences are made smaller.
    #[arg(long, default_value_t = 3)]
    shrink: usize,
    /// The number of a program that is to be the only one.
    #[arg(long)]
    only: Option<usize>,
    /// Prints the programs, and runs nothing.
    #[arg(long)]
    print: bool,
}

/// A program that differs.
struct Difference {
    number: usize,
    program: Program,
    finding: Finding,
}

pub(crate) fn run(options: &Options) -> ExitCode {
    if options.print {
        for number in numbers(options) {
            say(&format!(
                "// {number}\n{}",
                batch::formatted(&written(options.seed, number).source)
            ));
        }
        return ExitCode::SUCCESS;
    }
    match search(options) {
        Ok(differences) if differences.is_empty() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stdout, reason = "what was found is the output")]
fn say(text: &str) {
    println!("{text}");
}

fn numbers(options: &Options) -> Vec<usize> {
    options.only.map_or_else(|| (0..options.programs).collect(), |only| vec![only])
}

/// Program `number` of those that follow from `seed`.
fn written(seed: u64, number: usize) -> Program {
    program::write(Choices::random(key(seed, number)))
}

/// What the program, its inputs and its answers follow from.
const fn key(seed: u64, number: usize) -> u64 {
    seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (number as u64) << 20
}

fn search(options: &Options) -> Result<Vec<Difference>, String> {
    let start = Instant::now();
    let workspace = Workspace::new()?;
    let mut differences: Vec<Difference> = Vec::new();
    for batch in numbers(options).chunks(options.batch) {
        let programs: Vec<(u64, Program)> = batch
            .iter()
            .map(|number| (key(options.seed, *number), written(options.seed, *number)))
            .collect();
        for finding in workspace.check(&programs, options.cases)? {
            let Some((number, (_, program))) =
                batch.get(finding.program).zip(programs.get(finding.program))
            else {
                continue;
            };
            say(&format!("--- program {number}: {}\n{}\n", finding.kind, finding.text));
            differences.push(Difference { number: *number, program: program.clone(), finding });
        }
        let done = batch.last().map_or(0, |last| last + 1);
        eprintln!(
            "{done} programs, {} differences, {:.0} s",
            differences.len(),
            start.elapsed().as_secs_f64()
        );
    }
    let seconds = start.elapsed().as_secs_f64();
    for difference in differences.iter().take(options.shrink) {
        let key = key(options.seed, difference.number);
        let (program, finding) = shrink::shrink(
            &workspace,
            key,
            &difference.program,
            &difference.finding,
            options.cases,
        )?;
        say(&format!(
            "=== program {} of seed {}: {}\n{}\n{}\n",
            difference.number,
            options.seed,
            finding.kind,
            batch::formatted(&program.source),
            finding.text
        ));
    }
    say(&format!(
        "seed {}: {} programs, {} inputs each, {} differences, {seconds:.0} s",
        options.seed,
        options.programs,
        options.cases,
        differences.len()
    ));
    Ok(differences)
}
