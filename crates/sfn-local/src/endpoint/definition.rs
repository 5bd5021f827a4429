//! Definitions as the API takes them: text, checked by [`sfn_asl`], compiled for the interpreter.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};
use sfn_asl::{
    Diagnostic, Severity, WorkflowType,
    read::{self, Reading},
};

use super::{error::ApiError, variables};
use crate::{Program, StateError, error_names};

/// A definition that was accepted.
#[derive(Clone, Debug)]
pub(super) struct Checked {
    program: Arc<Program>,
    variables: Arc<BTreeMap<String, Vec<String>>>,
}

/// The severity of a diagnostic, as the API has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub(super) enum Level {
    Error,
    Warning,
}

/// A diagnostic, as the API writes it.
#[derive(Debug, Serialize)]
pub(super) struct Finding {
    pub(super) severity: Level,
    code: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<String>,
}

/// What the reader, the rules and the parser of expressions have to say about `text`. Hints are ours alone and stay out.
pub(super) fn findings(text: &str, workflow_type: WorkflowType) -> Vec<Finding> {
    diagnose(&read::json(text), "", workflow_type).0
}

/// What is wrong with a definition, and the machine's program if there is one.
fn diagnose(
    reading: &Reading,
    name: &str,
    workflow_type: WorkflowType,
) -> (Vec<Finding>, Option<Program>) {
    let mut diagnostics = reading.check(workflow_type);
    let compiled =
        reading.machine.as_ref().map(|machine| Program::compile(name, workflow_type, machine));
    let program = match compiled {
        Some(Ok(program)) => Some(program),
        Some(Err(obstacles)) => {
            // The rules do not judge an expression that holds a placeholder. Here nothing fills it in.
            let is_told = |found: &Diagnostic| {
                diagnostics
                    .iter()
                    .any(|told| (told.code, &told.location) == (found.code, &found.location))
            };
            let found =
                obstacles.iter().filter(|found| found.rule == "jsonata-syntax" && !is_told(found));
            let found: Vec<_> = found.cloned().collect();
            diagnostics.extend(found);
            Some(Program::failing(name, workflow_type, not_here(&obstacles)))
        }
        None => None,
    };
    (findings_of(&diagnostics), program)
}

fn findings_of(diagnostics: &[Diagnostic]) -> Vec<Finding> {
    let findings = diagnostics.iter().filter_map(|diagnostic| {
        let severity = match diagnostic.severity {
            Severity::Error if diagnostic.aws_code.is_some() => Level::Error,
            // AWS takes what fails only when it runs.
            Severity::Error | Severity::Warning => Level::Warning,
            Severity::Hint => return None,
        };
        Some(Finding {
            severity,
            code: diagnostic.aws_code.unwrap_or("SCHEMA_VALIDATION_FAILED"),
            message: diagnostic.aws_text().to_owned(),
            location: diagnostic.aws_location.clone(),
        })
    });
    let mut findings: Vec<_> = findings.collect();
    // What is said of the definition as a whole comes last.
    findings.sort_by_key(|finding| finding.location.is_none());
    findings
}

impl Checked {
    /// Accepts `text`, or refuses it with all errors at once, as `CreateStateMachine` does.
    pub(super) fn new(
        name: &str,
        text: &str,
        workflow_type: WorkflowType,
    ) -> Result<Self, ApiError> {
        let reading = read::json(text);
        let (findings, program) = diagnose(&reading, name, workflow_type);
        let errors: Vec<String> = findings
            .iter()
            .filter(|finding| finding.severity == Level::Error)
            .map(|Finding { code, message, location, .. }| {
                format!("{code}: {message} at {}", location.as_deref().unwrap_or("null"))
            })
            .collect();
        match (reading.machine, program) {
            (Some(machine), Some(program)) if errors.is_empty() => Ok(Self {
                program: Arc::new(program),
                variables: Arc::new(variables::read_by_states(&machine)),
            }),
            _ => {
                let message = format!("Invalid State Machine Definition: '{}'", errors.join(", "));
                Err(ApiError::new("InvalidDefinition", message))
            }
        }
    }

    /// What the interpreter runs.
    pub(super) fn program(&self) -> Arc<Program> {
        Arc::clone(&self.program)
    }

    /// The variables that each state reads, as Describe lists them.
    pub(super) fn variable_references(&self) -> BTreeMap<String, Vec<String>> {
        BTreeMap::clone(&self.variables)
    }
}

/// AWS accepts definitions that cannot run here yet, and so does the service: an execution of one fails at once, and
/// its cause says why.
fn not_here(obstacles: &[Diagnostic]) -> StateError {
    let cause: Vec<String> = obstacles
        .iter()
        .map(|Diagnostic { message, location, .. }| match location {
            Some(location) => format!("{message} at {location}"),
            None => message.clone(),
        })
        .collect();
    StateError::new(error_names::RUNTIME, cause.join("; "))
}

/// What is wrong with a JSON text, in the words of AWS's parser where they are known.
pub(super) fn json_fault(text: &str, error: &serde_json::Error) -> String {
    let reading = read::json(text);
    let known =
        reading.diagnostics.first().and_then(|diagnostic| diagnostic.aws_message.as_deref());
    // The parser's second line repeats the source.
    known
        .and_then(|message| message.lines().next())
        .map_or_else(|| error.to_string(), str::to_owned)
}
