//! A finding about a definition.

use std::fmt;

use crate::{Location, Position, Positions, Span, rules::Rule};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// AWS refuses the definition, or takes it and no execution gets past the place.
    Error,
    /// AWS warns, or it is likely a mistake.
    Warning,
    /// It could be better.
    Hint,
}

impl Severity {
    /// `error`, `warning` or `hint`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }
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
    /// Where it is: the narrowest part that is wrong. `None` where the text is no JSON at all.
    pub location: Option<Location>,
    /// The position in the text that the definition was read from.
    pub position: Option<Position>,
    /// The position right behind the piece of text to point at.
    pub end: Option<Position>,
    /// What is wrong: a lowercase fragment, one line.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// Other places that matter.
    pub related: Vec<Related>,
    /// AWS's own code for the finding, such as `MISSING_TRANSITION_TARGET`. An error without one is found when a state runs.
    pub aws_code: Option<&'static str>,
    /// AWS's own text, where it is known from recordings or measurements.
    pub aws_message: Option<String>,
    /// The location that AWS gives, which is sometimes wider than ours; `None` where it gives none.
    pub aws_location: Option<String>,
}

impl Diagnostic {
    pub(crate) fn new(
        rule: &'static Rule,
        location: Location,
        positions: Option<&Positions>,
        message: impl Into<String>,
    ) -> Self {
        let span = positions.and_then(|positions| positions.focus(&location));
        Self {
            code: rule.code,
            rule: rule.name,
            severity: rule.severity,
            position: span.map(|span| span.start),
            end: span.map(|span| span.end),
            message: message.into(),
            help: None,
            related: Vec::new(),
            aws_code: rule.aws_code,
            aws_message: None,
            aws_location: Some(location.to_string()),
            location: Some(location),
        }
    }

    /// Fills in the position, where none was set.
    pub(crate) fn find_position(&mut self, positions: &Positions) {
        if self.position.is_none() {
            self.at(self.location.as_ref().and_then(|location| positions.focus(location)));
        }
    }

    /// The text for an answer of the service's API: AWS's own where it is known, or else ours.
    pub fn aws_text(&self) -> &str {
        self.aws_message.as_deref().unwrap_or(&self.message)
    }

    pub(crate) fn at(&mut self, span: Option<Span>) -> &mut Self {
        if let Some(span) = span {
            (self.position, self.end) = (Some(span.start), Some(span.end));
        }
        self
    }

    pub(crate) fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn severity(&mut self, severity: Severity) -> &mut Self {
        self.severity = severity;
        self
    }

    pub(crate) fn related(
        &mut self,
        message: impl Into<String>,
        location: Location,
        position: Option<Position>,
    ) -> &mut Self {
        self.related.push(Related { message: message.into(), location, position });
        self
    }

    pub(crate) fn aws(&mut self, message: impl Into<String>) -> &mut Self {
        self.aws_message = Some(message.into());
        self
    }

    pub(crate) fn aws_at(&mut self, location: Option<&Location>) -> &mut Self {
        self.aws_location = location.map(ToString::to_string);
        self
    }
}

/// One line: `error[SFN005] next-target: … at /States/A/Next (3:14); help: …`.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { code, rule, severity, message, .. } = self;
        write!(f, "{}[{code}] {rule}: {message}", severity.as_str())?;
        if let Some(location) = &self.location {
            write!(f, " at {location}")?;
        }
        if let Some(position) = self.position {
            write!(f, " ({position})")?;
        }
        match &self.help {
            Some(help) => write!(f, "; help: {help}"),
            None => Ok(()),
        }
    }
}

/// Adds a finding and gives it back, for what else there is to say.
pub(crate) fn push(all: &mut Vec<Diagnostic>, diagnostic: Diagnostic) -> &mut Diagnostic {
    let index = all.len();
    all.push(diagnostic);
    #[expect(clippy::indexing_slicing, reason = "it was pushed just now")]
    &mut all[index]
}

/// Orders findings by where they are: by the text where there is one, or else by location.
pub(crate) fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics
        .sort_by(|a, b| (a.position, &a.location, a.code).cmp(&(b.position, &b.location, b.code)));
}
