//! `cargo xtask fuzz-local`: arbitrary definitions, inputs, answers and requests.
//!
//! Whatever they are, nothing panics, histories are well formed, a second run gives the same history, and so does a clock
//! that runs in place of the virtual one.

mod definition;
mod dice;
mod execution;
mod requests;

use std::{
    panic::{self, AssertUnwindSafe},
    process::ExitCode,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    thread,
    time::Instant,
};

use clap::Args;
use dice::Dice;
use execution::Ended;
use requests::Answered;
use sfn_local::Status;
use tokio::runtime::{Builder, Runtime};

/// After how many cases a long run says where it is.
const PROGRESS: u64 = 250_000;

/// Options of the fuzzer.
#[derive(Args)]
pub(crate) struct Options {
    /// How many cases there are: executions, damaged definitions, and services with their requests.
    #[arg(long, default_value_t = 100_000)]
    cases: u64,
    /// What they follow from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The number of the first case, to go on with a run.
    #[arg(long, default_value_t = 0)]
    from: u64,
    /// The number of a case that is to be the only one.
    #[arg(long)]
    only: Option<u64>,
}

/// What came of the cases.
#[derive(Default)]
struct Totals {
    cases: u64,
    refused: u64,
    succeeded: u64,
    failed: u64,
    timed_out: u64,
    events: u64,
    in_real_time: u64,
    requests: Answered,
}

impl Totals {
    fn add(&mut self, other: &Self) {
        self.cases += other.cases;
        self.refused += other.refused;
        self.succeeded += other.succeeded;
        self.failed += other.failed;
        self.timed_out += other.timed_out;
        self.events += other.events;
        self.in_real_time += other.in_real_time;
        self.requests.accepted += other.requests.accepted;
        self.requests.refused += other.requests.refused;
    }

    fn ended(&mut self, ended: &Ended) {
        let Ended::Run { status, events, in_real_time } = ended else {
            self.refused += 1;
            return;
        };
        match status {
            Status::Succeeded => self.succeeded += 1,
            Status::TimedOut => self.timed_out += 1,
            _ => self.failed += 1,
        }
        self.events += *events as u64;
        self.in_real_time += u64::from(*in_real_time);
    }
}

#[expect(clippy::print_stdout, reason = "the figures are the output")]
pub(crate) fn run(options: &Options) -> ExitCode {
    let started = Instant::now();
    let next = AtomicU64::new(options.only.unwrap_or(options.from));
    let end = options.only.map_or(options.cases, |only| only + 1);
    let stopped = AtomicBool::new(false);
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let results: Vec<_> = thread::scope(|scope| {
        let work = || scope.spawn(|| worker(options.seed, &next, end, &stopped));
        let workers: Vec<_> = (0..threads).map(|_| work()).collect();
        workers.into_iter().map(thread::ScopedJoinHandle::join).collect()
    });
    let mut totals = Totals::default();
    for result in results {
        match result {
            Ok(Ok(part)) => totals.add(&part),
            Ok(Err(problem)) => {
                eprintln!("error: {problem}");
                return ExitCode::FAILURE;
            }
            Err(_) => {
                eprintln!("error: a thread ended");
                return ExitCode::FAILURE;
            }
        }
    }
    let Totals { cases, refused, succeeded, failed, timed_out, events, in_real_time, requests } =
        totals;
    println!(
        "{cases} cases of seed {} in {:.0} s: {refused} definitions refused; {} executions, twice each: {succeeded} succeeded, \
         {failed} failed, {timed_out} timed out, {events} events; {in_real_time} again in real time; \
         {} requests accepted, {} refused",
        options.seed,
        started.elapsed().as_secs_f64(),
        succeeded + failed + timed_out,
        requests.accepted,
        requests.refused,
    );
    ExitCode::SUCCESS
}

/// Takes cases until none is left, or one fails.
fn worker(seed: u64, next: &AtomicU64, end: u64, stopped: &AtomicBool) -> Result<Totals, String> {
    let started = Instant::now();
    let runtime =
        Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string())?;
    let mut totals = Totals::default();
    while !stopped.load(Ordering::Relaxed) {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number >= end {
            break;
        }
        let case =
            panic::catch_unwind(AssertUnwindSafe(|| case(&runtime, seed, number, &mut totals)));
        if let Err(problem) = case.unwrap_or_else(|_| Err("it panicked".to_owned())) {
            stopped.store(true, Ordering::Relaxed);
            return Err(format!("case {number} of seed {seed}: {problem}"));
        }
        totals.cases += 1;
        let done = number + 1;
        if done.is_multiple_of(PROGRESS) {
            eprintln!("{done} of {end} cases, {:.0} s", started.elapsed().as_secs_f64());
        }
    }
    Ok(totals)
}

fn case(runtime: &Runtime, seed: u64, number: u64, totals: &mut Totals) -> Result<(), String> {
    let mut dice = Dice::new(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(number));
    match number % 10 {
        0..6 => totals.ended(&execution::check(runtime, &mut dice, 0)?),
        6..9 => {
            let mutations = 1 + dice.below(3);
            totals.ended(&execution::check(runtime, &mut dice, mutations)?);
        }
        _ => {
            let answered = requests::check(runtime, &mut dice)?;
            totals.requests.accepted += answered.accepted;
            totals.requests.refused += answered.refused;
        }
    }
    Ok(())
}
