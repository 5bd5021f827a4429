//! Map, inline: an iteration for each item, some at a time.

use std::sync::Arc;

use serde_json::Value;
use sfn_query::template::{FailureReason, type_name};

use super::{
    Machine, Step,
    context::Extra,
    frame::{Children, Frame, FrameId, MapItem, Variables},
    paths::{conflict, runtime_error},
};
use crate::{
    errors::{StateError, names},
    history::EventKind,
    map_run::Tolerance,
    payload::Payload,
    program::{ItemsProgram, KindProgram, MapProgram, Processor, ScopeIndex, StateProgram},
};

/// An inline Map runs at most this many iterations at once (Developer Guide, "Inline mode").
const MAX_INLINE_CONCURRENCY: usize = 40;

impl Machine {
    pub(super) fn start_map(
        &mut self,
        id: FrameId,
        frame: &mut Frame,
        state: &StateProgram,
        map: &MapProgram,
    ) -> Step {
        match &map.processor {
            Processor::Inline(_) => self.start_inline_map(id, frame, state, map),
            Processor::Distributed(distributed) => {
                self.start_map_run(id, frame, state, map, distributed)
            }
        }
    }

    fn start_inline_map(
        &mut self,
        id: FrameId,
        frame: &mut Frame,
        state: &StateProgram,
        map: &MapProgram,
    ) -> Step {
        let started =
            self.optional_number(frame, state, map.max_concurrency.as_ref()).and_then(|limit| {
                frame.limit = limit
                    .and_then(|limit| usize::try_from(limit).ok())
                    .filter(|limit| (1..MAX_INLINE_CONCURRENCY).contains(limit))
                    .unwrap_or(MAX_INLINE_CONCURRENCY);
                let items = self.items(frame, state, map)?;
                let length = u32::try_from(items.len()).unwrap_or(u32::MAX);
                self.record(frame, EventKind::StateStarted { state: frame.state, length });
                self.tolerance(frame, state, map)?;
                let mut children = Children {
                    running: Vec::new(),
                    results: vec![None; items.len()],
                    items: items.into_iter(),
                };
                match self.start_iterations(id, frame, state, &mut children) {
                    Ok(()) => Ok(children),
                    Err(error) => {
                        frame.waiting = super::frame::Waiting::Children(Box::new(children));
                        self.abort_children(frame);
                        frame.interrupted = None;
                        Err(error)
                    }
                }
            });
        match started {
            Ok(children) => self.wait_for(frame, state, children),
            Err(error) => Step::Error(error),
        }
    }

    /// Evaluates the tolerance, as AWS does after the Map has started.
    pub(super) fn tolerance(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        map: &MapProgram,
    ) -> Result<Tolerance, StateError> {
        let count = self.optional_number(frame, state, map.tolerated_failure_count.as_ref())?;
        let percentage =
            self.optional_decimal(frame, state, map.tolerated_failure_percentage.as_ref())?;
        let tolerance = Tolerance {
            count: count.unwrap_or_default(),
            percentage: percentage.unwrap_or_default(),
        };
        if (0.0..=100.0).contains(&tolerance.percentage) {
            return Ok(tolerance);
        }
        let message = "ToleratedFailurePercentage must be between 0 and 100.";
        Err(runtime_error(frame, state, message))
    }

    fn items(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        map: &MapProgram,
    ) -> Result<Vec<Payload>, StateError> {
        let items = self.item_source(frame, state, map)?;
        match items.value() {
            Value::Array(items) => Ok(items.iter().cloned().map(Payload::new).collect()),
            other => Err(self.not_an_array(frame, state, map, other)),
        }
    }

    /// What is iterated over: the value of `Items` or `ItemsPath`, or the input.
    pub(super) fn item_source(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        map: &MapProgram,
    ) -> Result<Payload, StateError> {
        match &map.items {
            ItemsProgram::Input => Ok(frame.effective_input.clone()),
            ItemsProgram::Template(items) => self.template(frame, state, items, &Extra::default()),
            ItemsProgram::Path(path) if path.path().is_whole_input() => {
                Ok(frame.effective_input.clone())
            }
            ItemsProgram::Path(path) => {
                let extra = Extra::default();
                let environment = self.environment(frame, state, &extra);
                match path.path().select(&environment) {
                    Ok(items) => Ok(Payload::new(items.into_owned())),
                    Err(_) => Err(conflict(&path.conflict(&environment))),
                }
            }
        }
    }

    pub(super) fn not_an_array(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        map: &MapProgram,
        value: &Value,
    ) -> StateError {
        let field = match &map.items {
            ItemsProgram::Template(items) => items.field(),
            ItemsProgram::Path(path) => {
                let message =
                    format!("Reference path \"{}\" must point to array.", path.path().text());
                return runtime_error(frame, state, &message);
            }
            ItemsProgram::Input => None,
        };
        if let Some(field) = field {
            let reason = FailureReason::Type { expected: "array", value: Box::new(value.clone()) };
            let message = field.failure(reason).to_string();
            return self.evaluation_failed(frame, state, field.path(), &message);
        }
        let message = format!(
            "The Items field must be an array, but was '{}' for value: {value}",
            type_name(value)
        );
        StateError::new(
            names::QUERY_EVALUATION_ERROR,
            super::evaluate::entered_cause(frame, state, &message),
        )
    }

    /// Starts as many iterations as may run.
    pub(super) fn start_iterations(
        &mut self,
        id: FrameId,
        frame: &mut Frame,
        state: &StateProgram,
        children: &mut Children,
    ) -> Result<(), StateError> {
        let Some((map, processor)) = inline(state) else { return Ok(()) };
        while children.running.len() < frame.limit
            && let Some(value) = children.items.next()
        {
            let slot = children.results.len() - children.items.len() - 1;
            let item = Arc::new(MapItem {
                index: slot,
                value,
                key: None,
                source: None,
                state: frame.state,
            });
            let input = match &map.item_selector {
                Some(selector) => {
                    let extra = Extra { item: Some(&item), ..Extra::default() };
                    self.template(frame, state, selector, &extra)?
                }
                None => item.value.clone(),
            };
            let index = u32::try_from(slot).unwrap_or(u32::MAX);
            let started = self
                .push(frame.previous, EventKind::IterationStarted { state: frame.state, index });
            let child = self.spawn(processor, input, started, |child| {
                child.variables = Variables::inside(&frame.variables);
                child.parent = Some((id, slot));
                child.item = Some(item);
            });
            children.running.push((slot, child));
        }
        Ok(())
    }
}

fn inline(state: &StateProgram) -> Option<(&MapProgram, ScopeIndex)> {
    let KindProgram::Map(map) = &state.kind else { return None };
    let Processor::Inline(processor) = &map.processor else { return None };
    Some((map, *processor))
}
