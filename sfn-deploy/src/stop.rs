//! What ends a command from outside: Ctrl-C, or the signal by which a supervisor ends a program.

use std::io;

use crate::{Exit, error::Fault};

/// A command that was ended before it was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Stopped {
    /// The user pressed Ctrl-C.
    #[error("interrupted")]
    Interrupted,
    #[error("terminated")]
    #[cfg_attr(not(unix), expect(dead_code, reason = "there is no such signal"))]
    Terminated,
}

impl Fault for Stopped {
    fn exit(&self) -> Exit {
        match self {
            Self::Interrupted => Exit::Interrupted,
            Self::Terminated => Exit::Terminated,
        }
    }
}

/// Waits for the end. What comes from now on is heard.
pub(crate) fn stopped() -> io::Result<impl Future<Output = Stopped>> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut interrupt = signal(SignalKind::interrupt())?;
        let mut terminate = signal(SignalKind::terminate())?;
        Ok(async move {
            tokio::select! {
                _ = interrupt.recv() => Stopped::Interrupted,
                _ = terminate.recv() => Stopped::Terminated,
            }
        })
    }
    #[cfg(not(unix))]
    Ok(async {
        drop(tokio::signal::ctrl_c().await);
        Stopped::Interrupted
    })
}
