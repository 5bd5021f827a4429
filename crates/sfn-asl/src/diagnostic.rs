//! A finding about a definition.

use crate::Location;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// AWS refuses the definition.
    Error,
    /// AWS warns, or it is likely a mistake.
    Warning,
    /// It could be better.
    Hint,
}

/// A position in a source text, both counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// A place that helps to understand a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// What is there.
    pub message: String,
    /// Where it is.
    pub location: Location,
    /// The position in the text it was read from.
    pub position: Option<Position>,
}

/// A finding about a definition: rule, severity, location, message, help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's code, such as `SFN005`.
    pub code: &'static str,
    /// The rule's name, such as `next-target`.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// AWS's own code for the finding, such as `MISSING_TRANSITION_TARGET`.
    pub aws_code: Option<&'static str>,
    /// Where it is; `None` where AWS gives no location.
    pub location: Option<Location>,
    /// The position in the text that the definition was read from.
    pub position: Option<Position>,
    /// What is wrong: a lowercase fragment, one line.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// Other places that matter.
    pub related: Vec<Related>,
}
