//! What stops a command.
//!
//! Each kind of failure is a type beside the code that meets it, and says itself how it is shown
//! and how the process ends. [`Error`] only carries it, so there is no central list to keep.

use std::error::Error as StdError;

use crate::{Exit, aws::Refusal};

/// A failure as the command line shows it.
pub(crate) trait Fault: StdError + Send + Sync + 'static {
    /// How the process ends.
    fn exit(&self) -> Exit;

    /// What to do about it.
    fn help(&self) -> Option<String> {
        None
    }

    /// The single things that are wrong, where the message speaks of several.
    fn items(&self) -> Vec<String> {
        Vec::new()
    }

    /// AWS's refusal, if that is what it is.
    fn aws_refusal(&self) -> Option<&Refusal> {
        None
    }

    /// Whether the reader of our output went away, of which nobody needs to be told.
    fn is_silent(&self) -> bool {
        false
    }
}

/// Any [`Fault`].
#[derive(Debug)]
pub(crate) struct Error(Box<dyn Fault>);

/// What a command gives back.
pub(crate) type Result<T, E = Error> = std::result::Result<T, E>;

impl<F: Fault> From<F> for Error {
    fn from(fault: F) -> Self {
        Self(Box::new(fault))
    }
}

impl Error {
    pub(crate) fn exit(&self) -> Exit {
        self.0.exit()
    }

    pub(crate) fn is_silent(&self) -> bool {
        self.0.is_silent()
    }

    /// AWS's refusal, if that is what it is.
    pub(crate) fn aws_refusal(&self) -> Option<&Refusal> {
        self.0.aws_refusal()
    }

    /// The message with its causes, single items and help, as lines; the first one follows `error: `.
    pub(crate) fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.0.to_string()];
        lines.extend(self.0.items().into_iter().map(|item| format!("  {item}")));
        let mut source = self.0.source();
        while let Some(cause) = source {
            lines.push(format!("  because: {cause}"));
            source = cause.source();
        }
        lines.extend(self.0.help().map(|help| format!("  help: {help}")));
        lines
    }
}

/// The tool failed where it should not have.
#[derive(Debug, thiserror::Error)]
#[error("{doing} failed")]
pub(crate) struct Internal {
    doing: &'static str,
    source: Box<dyn StdError + Send + Sync>,
}

impl Internal {
    /// `doing`: what was being done.
    pub(crate) fn new(
        doing: &'static str,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self { doing, source: source.into() }
    }
}

impl Fault for Internal {
    fn exit(&self) -> Exit {
        Exit::Internal
    }
}
