//! Findings, for people and for machines.

use std::fmt;

use serde_json::{Value, json};
use sfn_asl::{Diagnostic, Graph, Position, Severity};

use crate::{
    console::{Paint, Tone},
    workflow::Workflow,
};

/// What a finding is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Workflow(String),
    /// A file, and the place in it where that is known.
    File(String, Option<Position>),
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Workflow(name) | Self::File(name, None) => f.write_str(name),
            Self::File(name, Some(Position { line, column, .. })) => {
                write!(f, "{name}:{line}:{column}")
            }
        }
    }
}

/// A finding about a definition, placed in the Rust source where that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) subject: Subject,
    pub(crate) severity: Severity,
    /// The rule's code, empty where the finding is not a rule's.
    pub(crate) code: &'static str,
    pub(crate) rule: &'static str,
    pub(crate) location: Option<String>,
    /// The line of Rust.
    pub(crate) source: Option<String>,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    /// Other places that matter, as lines.
    pub(crate) related: Vec<String>,
}

impl Finding {
    pub(crate) fn new(workflow: &Workflow, diagnostic: Diagnostic) -> Self {
        let location = diagnostic.location.as_ref().map(ToString::to_string);
        let source = |location: &str| source_of(workflow, location);
        let related = diagnostic.related.iter().map(|related| {
            let location = related.location.to_string();
            let source = source(&location).map(|source| format!(" ({source})")).unwrap_or_default();
            format!("{} at {location}{source}", related.message)
        });
        Self {
            subject: Subject::Workflow(workflow.name().to_owned()),
            severity: diagnostic.severity,
            code: diagnostic.code,
            rule: diagnostic.rule,
            related: related.collect(),
            source: location.as_deref().and_then(source),
            location,
            message: diagnostic.message,
            help: diagnostic.help,
        }
    }
}

/// The line of the innermost state around a location.
fn source_of(workflow: &Workflow, location: &str) -> Option<String> {
    let graph = Graph::new(&workflow.definition.machine);
    let is_around = |state: &str| {
        location
            .strip_prefix(state)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '[']))
    };
    let around = graph.states().iter().filter(|state| is_around(state.location.as_str()));
    let state = around.max_by_key(|state| state.location.as_str().len())?;
    workflow.source_of(state.name)
}

const fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Warn,
        Severity::Hint => Tone::Name,
    }
}

/// `ok`, or how many there are of each severity: `2 errors, 1 warning`.
pub(crate) fn counts(severities: impl IntoIterator<Item = Severity>) -> String {
    let severities: Vec<_> = severities.into_iter().collect();
    let kinds =
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Hint, "hint")];
    let parts: Vec<String> = kinds
        .into_iter()
        .map(|(severity, word)| (severities.iter().filter(|it| **it == severity).count(), word))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}{}", if count == 1 { "" } else { "s" }))
        .collect();
    if parts.is_empty() { "ok".to_owned() } else { parts.join(", ") }
}

/// One block a finding.
pub(crate) fn findings_text(findings: &[Finding], paint: Paint) -> Vec<String> {
    let mut lines = Vec::new();
    for finding in findings {
        let code =
            if finding.code.is_empty() { String::new() } else { format!("[{}]", finding.code) };
        let head =
            paint.apply(tone(finding.severity), &format!("{}{code}", finding.severity.as_str()));
        lines.push(format!("{head} {}: {}", finding.rule, finding.message));
        let location = finding.location.as_deref().unwrap_or_default();
        let source =
            finding.source.as_ref().map(|source| format!(" ({source})")).unwrap_or_default();
        lines.push(format!("  at {} {location}{source}", finding.subject).trim_end().to_owned());
        lines.extend(finding.related.iter().map(|related| format!("  {related}")));
        lines.extend(finding.help.iter().map(|help| format!("  help: {help}")));
    }
    lines
}

pub(crate) fn findings_json(findings: &[Finding]) -> Value {
    let finding = |finding: &Finding| {
        let mut members = match &finding.subject {
            Subject::Workflow(name) => {
                vec![("workflow", json!(name)), ("source", json!(finding.source))]
            }
            Subject::File(name, position) => vec![
                ("file", json!(name)),
                ("line", json!(position.map(|position| position.line))),
                ("column", json!(position.map(|position| position.column))),
            ],
        };
        members.extend([
            ("severity", json!(finding.severity.as_str())),
            ("code", json!(finding.code)),
            ("rule", json!(finding.rule)),
            ("location", json!(finding.location)),
            ("message", json!(finding.message)),
            ("help", json!(finding.help)),
            ("related", json!(finding.related)),
        ]);
        members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    };
    Value::Array(findings.iter().map(finding).collect())
}
