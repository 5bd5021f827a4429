//! Evaluating the fields of a JSONPath state, with AWS's errors.

use std::sync::Arc;

use serde_json::Value;
use sfn_query::{
    Draws,
    jsonpath::{Documents, Path, ReferenceError},
    payload_template::{Lookup, LookupError},
};

use super::{
    Machine,
    context::Extra,
    evaluate::{Evaluated, entered_cause},
    frame::Frame,
};
use crate::{
    errors::{StateError, names},
    payload::Payload,
    program::{PathField, PathsProgram, ResultPathProgram, SelectProgram, StateProgram},
};

impl Machine {
    /// Evaluates with what paths of the state see.
    pub(super) fn with_documents<T>(
        &mut self,
        frame: &Frame,
        state: &StateProgram,
        extra: &Extra<'_>,
        evaluate: impl FnOnce(&dyn Documents, &Draws) -> Result<T, LookupError>,
    ) -> Evaluated<T> {
        let draws = Draws::new(self.randomness.next_u64());
        evaluate(&self.environment(frame, state, extra), &draws)
            .map_err(|error| runtime_error(frame, state, &error.to_string()))
    }

    /// `InputPath`
    pub(super) fn select_input(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
    ) -> Evaluated<()> {
        if let Some(input_path) = &state.input_path {
            let input = frame.input.clone();
            frame.effective_input = self.select(frame, state, input_path, &input)?;
        }
        Ok(())
    }

    /// What `InputPath` or `OutputPath` leaves of `document`.
    fn select(
        &self,
        frame: &Frame,
        state: &StateProgram,
        select: &SelectProgram,
        document: &Payload,
    ) -> Evaluated<Payload> {
        match select {
            SelectProgram::Nothing => Ok(Payload::new(Value::Object(serde_json::Map::new()))),
            SelectProgram::Path(path) => {
                let extra = Extra { document: Some(document), ..Extra::default() };
                self.value_at(frame, state, path, &extra, |value| Ok(Payload::new(value.clone())))
            }
        }
    }

    /// What `then` makes of the value at a path.
    fn value_at<T>(
        &self,
        frame: &Frame,
        state: &StateProgram,
        path: &Path,
        extra: &Extra<'_>,
        then: impl FnOnce(&Value) -> Evaluated<T>,
    ) -> Evaluated<T> {
        let environment = self.environment(frame, state, extra);
        match path.select(&environment) {
            Ok(value) => then(&value),
            Err(error) => {
                let message = format!("Invalid path '{}' : {error}", path.text());
                Err(runtime_error(frame, state, &message))
            }
        }
    }

    /// `ResultSelector`, `ResultPath` and `OutputPath`, in this order.
    pub(super) fn output_of(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        paths: &PathsProgram,
        result: Payload,
    ) -> Evaluated<Payload> {
        let result = match &paths.result_selector {
            Some(selector) => {
                let extra = Extra { document: Some(&result), ..Extra::default() };
                self.template(frame, state, selector, &extra)?
            }
            None => result,
        };
        let selected = self.probing.is_some().then(|| result.clone());
        let output = match &paths.result_path {
            ResultPathProgram::Replace => result,
            ResultPathProgram::Discard => frame.input.clone(),
            ResultPathProgram::Write(path) => {
                let input = frame.input.value().clone();
                let written = path.write(input, result.into_value());
                Payload::new(written.map_err(|error| conflict(&error))?)
            }
        };
        if let Some(selected) = selected {
            self.note_result(&selected, &output);
        }
        match &paths.output_path {
            Some(output_path) => self.select(frame, state, output_path, &output),
            None => Ok(output),
        }
    }

    /// `ErrorPath` or `CausePath`.
    pub(super) fn looked_up_text(
        &mut self,
        frame: &Frame,
        state: &StateProgram,
        lookup: &Lookup,
    ) -> Evaluated<Arc<str>> {
        let extra = Extra::default();
        let value = self.with_documents(frame, state, &extra, |documents, draws| {
            lookup.evaluate(documents, draws)
        })?;
        value.as_str().map(Arc::from).ok_or_else(|| {
            let field = lookup.field();
            let message = format!("The {field} field refers to value {value}, which is no string");
            runtime_error(frame, state, &message)
        })
    }

    /// The whole number at the path of a field; it may stand there as text.
    pub(super) fn number_at(
        &self,
        frame: &Frame,
        state: &StateProgram,
        field: &PathField,
    ) -> Evaluated<u64> {
        let number: i64 = self.parsed_at(frame, state, field, "integer")?;
        u64::try_from(number).map_err(|_| {
            let name = field.name.strip_suffix("Path").unwrap_or(&field.name);
            runtime_error(frame, state, &format!("{name} cannot be negative."))
        })
    }

    pub(super) fn decimal_at(
        &self,
        frame: &Frame,
        state: &StateProgram,
        field: &PathField,
    ) -> Evaluated<f64> {
        self.parsed_at(frame, state, field, "float")
    }

    fn parsed_at<T: std::str::FromStr>(
        &self,
        frame: &Frame,
        state: &StateProgram,
        field: &PathField,
        expected: &str,
    ) -> Evaluated<T> {
        self.value_at(frame, state, &field.path, &Extra::default(), |value| {
            let text = text_of(value);
            text.parse().map_err(|_| {
                let message = format!(
                    "The {} field refers to value \"{text}\" which is not a valid {expected}: {}",
                    field.name,
                    field.path.text()
                );
                runtime_error(frame, state, &message)
            })
        })
    }

    /// The text of the value that `SecondsPath` or `TimestampPath` refers to.
    pub(super) fn referenced(
        &self,
        frame: &Frame,
        state: &StateProgram,
        name: &str,
        path: &Path,
    ) -> Evaluated<String> {
        let extra = Extra::default();
        let environment = self.environment(frame, state, &extra);
        path.select(&environment).map(|value| text_of(&value)).map_err(|_| {
            let message =
                format!("The {name} parameter does not reference an input value: {}", path.text());
            runtime_error(frame, state, &message)
        })
    }
}

/// A text as it is, and any other value as JSON.
fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// An error that nothing catches.
pub(super) fn runtime_error(frame: &Frame, state: &StateProgram, message: &str) -> StateError {
    StateError::new(names::RUNTIME, entered_cause(frame, state, message))
}

pub(super) fn conflict(error: &ReferenceError) -> StateError {
    StateError::new(names::REFERENCE_PATH_CONFLICT, error.to_string())
}
