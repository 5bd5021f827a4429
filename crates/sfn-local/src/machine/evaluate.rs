//! Evaluating the fields of a state, with AWS's errors and its `EvaluationFailed` event.

use std::sync::Arc;

use serde_json::Value;
use sfn_query::{
    jsonata::{Bindings, Settings},
    jsonpath::Path,
    template::{Failure, FailureReason, Field},
};

use super::{
    Exit, Machine, Step,
    context::{Environment, Extra},
    frame::Frame,
};
use crate::{
    errors::{StateError, names},
    history::{EventKind, FailedEvaluation},
    payload::Payload,
    program::{
        AssignProgram, DecimalProgram, NumberProgram, OutputProgram, StateProgram, Target,
        TemplateProgram, TextProgram,
    },
};

pub(super) type Evaluated<T> = Result<T, StateError>;

impl Machine {
    /// What the expressions of the state see.
    pub(super) fn environment<'a>(
        &'a self,
        frame: &'a Frame,
        state: &'a StateProgram,
        extra: &'a Extra<'a>,
    ) -> Environment<'a> {
        Environment {
            workflow_type: self.program.workflow_type,
            execution: &self.context,
            execution_input: &self.input,
            started_at: self.started_at,
            redriven_at: self.redriven_at,
            context: self.probing.as_ref().map(|probing| &probing.context),
            frame,
            state,
            extra,
        }
    }

    /// Evaluates with what expressions of the state see; a failure becomes an event and an error.
    fn with_environment<T>(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        extra: &Extra<'_>,
        evaluate: impl FnOnce(&dyn Bindings, &Settings) -> Result<T, Failure>,
    ) -> Evaluated<T> {
        let settings = Settings {
            now_millis: self.now.as_millis(),
            seed: self.randomness.next_u64(),
            ..Settings::default()
        };
        let environment = self.environment(frame, state, extra);
        evaluate(&environment, &settings).map_err(|failure| {
            self.evaluation_failed(frame, state, &failure.path, &failure.to_string())
        })
    }

    /// Reports that the field at `location` could not be evaluated.
    pub(super) fn evaluation_failed(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        location: &str,
        message: &str,
    ) -> StateError {
        let error =
            StateError::new(names::QUERY_EVALUATION_ERROR, entered_cause(frame, state, message));
        let failure =
            Arc::new(FailedEvaluation { location: location.to_owned(), error: error.clone() });
        // In recordings the failure follows whatever led to the state, not the event of entering it.
        if frame.fresh {
            frame.previous = frame.before_entered;
        }
        self.record(frame, EventKind::EvaluationFailed { state: frame.state, failure });
        error
    }

    pub(super) fn template(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        template: &TemplateProgram,
        extra: &Extra<'_>,
    ) -> Evaluated<Payload> {
        let value = match template {
            TemplateProgram::Constant(constant) => return Ok(constant.clone()),
            TemplateProgram::Jsonata(template) => {
                self.with_environment(frame, state, extra, |bindings, settings| {
                    template.evaluate(bindings, settings)
                })?
            }
            TemplateProgram::JsonPath(template) => {
                self.with_documents(frame, state, extra, |documents, draws| {
                    template.evaluate(documents, draws)
                })?
            }
            TemplateProgram::Lookup(lookup) => {
                if lookup.path().is_some_and(Path::is_whole_input) {
                    return Ok(self.environment(frame, state, extra).document().clone());
                }
                self.with_documents(frame, state, extra, |documents, draws| {
                    lookup.evaluate(documents, draws)
                })?
            }
        };
        // A loop that wraps a value in itself would else end the stack.
        if crate::payload::is_too_deep(&value) {
            Err(super::too_deep(&state.name))
        } else {
            Ok(Payload::new(value))
        }
    }

    /// The value of an expression, where it is of the type that `accept` takes.
    fn typed<T>(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        field: &Field,
        expected: &'static str,
        accept: impl FnOnce(&Value) -> Option<T>,
    ) -> Evaluated<T> {
        self.with_environment(frame, state, &Extra::default(), |bindings, settings| {
            let value = field.evaluate(bindings, settings)?;
            accept(&value).ok_or_else(|| {
                field.failure(FailureReason::Type { expected, value: Box::new(value) })
            })
        })
    }

    pub(super) fn boolean(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        field: &Field,
    ) -> Evaluated<bool> {
        self.typed(frame, state, field, "boolean", Value::as_bool)
    }

    pub(super) fn text(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        text: &TextProgram,
    ) -> Evaluated<Arc<str>> {
        match text {
            TextProgram::Constant(constant) => Ok(Arc::clone(constant)),
            TextProgram::Expression(field) => {
                self.typed(frame, state, field, "string", |value| value.as_str().map(Arc::from))
            }
            TextProgram::Lookup(lookup) => self.looked_up_text(frame, state, lookup),
        }
    }

    /// A whole number that is not negative; fractions are cut off, as AWS does with JSONata numbers.
    pub(super) fn number(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        number: &NumberProgram,
    ) -> Evaluated<u64> {
        let field = match number {
            NumberProgram::Constant(constant) => return Ok(*constant),
            NumberProgram::Expression(field) => field,
            NumberProgram::Path(field) => return self.number_at(frame, state, field),
        };
        let value = self.typed(frame, state, field, "number", Value::as_f64)?.floor();
        if value < 0.0 {
            let message = format!("The {} field cannot be negative: {value}", field.path());
            return Err(self.evaluation_failed(frame, state, field.path(), &message));
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "not negative; casting saturates"
        )]
        Ok(value as u64)
    }

    pub(super) fn optional_number(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        number: Option<&NumberProgram>,
    ) -> Evaluated<Option<u64>> {
        number.map(|number| self.number(frame, state, number)).transpose()
    }

    pub(super) fn optional_decimal(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        decimal: Option<&DecimalProgram>,
    ) -> Evaluated<Option<f64>> {
        match decimal {
            None => Ok(None),
            Some(DecimalProgram::Constant(constant)) => Ok(Some(*constant)),
            Some(DecimalProgram::Expression(field)) => {
                self.typed(frame, state, field, "number", Value::as_f64).map(Some)
            }
            Some(DecimalProgram::Path(field)) => self.decimal_at(frame, state, field).map(Some),
        }
    }

    /// Evaluates `Assign`: all values read what was before.
    fn assign(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        assign: Option<&AssignProgram>,
        extra: &Extra<'_>,
    ) -> Evaluated<Vec<(Arc<str>, Payload)>> {
        let Some(assign) = assign else { return Ok(Vec::new()) };
        let mut assigned = Vec::with_capacity(assign.0.len());
        let mut bytes = 0;
        for (name, template) in &assign.0 {
            let value = self.template(frame, state, template, extra)?;
            bytes += value.bytes();
            assigned.push((Arc::clone(name), value));
        }
        if bytes > crate::payload::MAX_PAYLOAD_BYTES {
            return Err(super::too_large(&state.name));
        }
        Ok(assigned)
    }

    /// Leaves a state: `Output`, or `default` where there is none, and `Assign`.
    pub(super) fn exit(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        fields: &ExitFields<'_>,
        default: Payload,
        extra: &Extra<'_>,
    ) -> Step {
        let output = match fields.output {
            OutputProgram::Own => {
                self.note_result(&default, &default);
                Ok(default)
            }
            OutputProgram::Template(output) => self.template(frame, state, output, extra),
            OutputProgram::Paths(paths) => self.output_of(frame, state, paths, default),
        };
        let exit = output.and_then(|output| {
            let assigned = self.assign(frame, state, fields.assign, extra)?;
            Ok(Exit { output, assigned, target: fields.target })
        });
        exit.map_or_else(Step::Error, Step::Exit)
    }
}

/// The fields that say how a state is left: its own, a choice rule's or a catcher's.
pub(super) struct ExitFields<'a> {
    pub(super) output: &'a OutputProgram,
    pub(super) assign: Option<&'a AssignProgram>,
    pub(super) target: Target,
}

impl<'a> ExitFields<'a> {
    pub(super) fn of(state: &'a StateProgram) -> Self {
        Self { output: &state.output, assign: state.assign.as_ref(), target: state.target }
    }
}

/// AWS's sentence before everything that goes wrong in a state.
pub(super) fn entered_cause(frame: &Frame, state: &StateProgram, message: &str) -> String {
    format!(
        "An error occurred while executing the state '{}' (entered at the event id #{}). {message}",
        state.name, frame.entered_event
    )
}
