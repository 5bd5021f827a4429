//! How a run ends, as the shell sees it. The only list of exit codes.

use std::process::{ExitCode, Termination};

/// The exit codes of a deploy binary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Everything was done; there may have been nothing to do.
    Ok = 0,
    /// The work was done and the answer is "no": `check` has errors, an execution failed.
    Failed = 1,
    /// Something must be said or written differently: an option, a parameter, an input, a file.
    Usage = 2,
    /// AWS, or the endpoint in its place, refused, or was not there.
    Refused = 3,
    /// The tool itself failed.
    Internal = 4,
    /// The question was answered with no, and nothing was changed.
    Declined = 5,
    /// Stopped by Ctrl-C (SIGINT). For `serve` that is the end that it is meant to have: [`Exit::Ok`].
    Interrupted = 130,
    /// Stopped by SIGTERM, likewise.
    Terminated = 143,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

impl Termination for Exit {
    fn report(self) -> ExitCode {
        self.into()
    }
}
