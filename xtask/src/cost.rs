//! What running a program costs.

use std::{
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use nix::sys::{
    resource::{Usage, UsageWho, getrusage},
    time::TimeValLike,
};

/// What a run of a program cost, with the programs that it ran.
pub(crate) struct Cost {
    /// From start to end.
    pub(crate) wall: Duration,
    /// User and system time.
    pub(crate) cpu: Duration,
    /// The biggest child of this process so far.
    pub(crate) peak_kibibytes: i64,
}

/// The run that took the least CPU, each after `prepare`.
pub(crate) fn best_of(
    command: &mut Command,
    runs: u32,
    mut prepare: impl FnMut() -> Result<(), String>,
) -> Result<Cost, String> {
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let usage = || getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|error| error.to_string());
    let cpu = |usage: &Usage| {
        usage.user_time().num_microseconds() + usage.system_time().num_microseconds()
    };
    let mut best: Option<Cost> = None;
    for _ in 0..runs.max(1) {
        prepare()?;
        let before = cpu(&usage()?);
        let start = Instant::now();
        let status =
            command.status().map_err(|error| format!("{command:?} does not start: {error}"))?;
        let wall = start.elapsed();
        if !status.success() {
            return Err(format!("{command:?} ended with {status}"));
        }
        let after = usage()?;
        let cpu = Duration::from_micros(u64::try_from(cpu(&after) - before).unwrap_or_default());
        if best.as_ref().is_none_or(|best| cpu < best.cpu) {
            best = Some(Cost { wall, cpu, peak_kibibytes: after.max_rss() });
        }
    }
    best.ok_or_else(|| "no run".to_owned())
}
