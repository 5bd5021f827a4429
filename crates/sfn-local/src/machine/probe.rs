//! One state alone, as `TestState` runs it: with an answer for what it calls, and the values on its way kept.

use std::{collections::BTreeMap, mem, sync::Arc};

use serde_json::Value;

use super::{
    Exit, Machine, Probing, SourcedItem, Step, TaskStart,
    context::Extra,
    frame::{Frame, FrameId, Resume},
};
use crate::{
    errors::{StateError, names},
    history::EventKind,
    map_run::{Tolerance, batches},
    objects::{InputType, ItemReader, ItemSource, ReadError, read_csv, read_json, read_json_lines},
    payload::Payload,
    program::{
        ItemsProgram, KindProgram, MapProgram, Processor, Program, ReaderProgram, ScopeIndex,
        StateProgram, Target, TaskProgram,
    },
    time::Timestamp,
};

/// What a state is tested with.
#[derive(Debug, Default)]
pub(crate) struct Probe {
    /// The context object.
    pub(crate) context: Value,
    pub(crate) variables: Vec<(Arc<str>, Payload)>,
    /// How often each retrier was used before.
    pub(crate) retries: u64,
    /// How many iterations of a Map failed.
    pub(crate) failed_iterations: Option<u64>,
    /// What an `ItemReader` reads, as it stands in the object.
    pub(crate) items: Option<String>,
    /// What a Task, Parallel or Map comes back with.
    pub(crate) answer: Option<Result<Payload, StateError>>,
}

/// How the test of a state ended.
#[derive(Debug)]
pub(crate) struct Probed {
    pub(crate) end: ProbeEnd,
    /// The values on the way, as `InspectionData` names them; not every one belongs to every state.
    pub(crate) seen: BTreeMap<&'static str, Value>,
    /// The variables at the end.
    pub(crate) variables: BTreeMap<Arc<str>, Payload>,
    /// The retrier that matched, and the seconds it waits if it has attempts left.
    pub(crate) retrier: Option<(usize, Option<f64>)>,
    /// The catcher that matched.
    pub(crate) catcher: Option<usize>,
}

#[derive(Debug)]
pub(crate) enum ProbeEnd {
    Succeeded {
        output: Payload,
        next: Option<Arc<str>>,
    },
    Failed(StateError),
    Retriable(StateError),
    Caught {
        error: StateError,
        output: Payload,
        next: Option<Arc<str>>,
    },
    /// It needs the answer to this call.
    Calls(Box<TaskStart>),
}

/// A state's own step, or the call it has to make first.
enum Act {
    Step(Step),
    Calls(Box<TaskStart>),
}

impl Machine {
    /// Tests the state that the program starts with. The machine is of no use afterwards.
    pub(crate) fn probe(mut self, probe: Probe, now: Timestamp) -> Probed {
        let Probe { context, variables, retries, failed_iterations, items, answer } = probe;
        self.started_at = now;
        self.now = now;
        self.probing = Some(Box::new(Probing { context, ..Probing::default() }));
        let started = self.push(0, EventKind::ExecutionStarted { input: self.input.clone() });
        let program = Arc::clone(&self.program);
        let mut probed = Probed {
            end: ProbeEnd::Failed(program.failure.clone().unwrap_or_default()),
            seen: BTreeMap::new(),
            variables: variables.iter().cloned().collect(),
            retrier: None,
            catcher: None,
        };
        let Some((index, state)) = program
            .start_of(ScopeIndex(0))
            .and_then(|index| program.state(index).map(|state| (index, state)))
        else {
            return probed;
        };
        let mut frame = Frame::new(index, self.input.clone(), started);
        Arc::make_mut(&mut frame.variables).assign(&variables);
        let id = self.frames.add(frame);
        let Some(mut frame) = self.frames.take(id) else { return probed };
        self.enter(&mut frame);
        frame.attempts = vec![retries; state.retry.len()];
        frame.retry_count = u32::try_from(retries).unwrap_or(u32::MAX);
        let given = Given { failed_iterations, items, answer };
        let step = match self.select_input(&mut frame, state) {
            Ok(()) => {
                let selected = frame.effective_input.clone();
                self.note("afterInputPath", &selected);
                self.act_given(id, &mut frame, state, given)
            }
            Err(error) => Act::Step(Step::Error(error)),
        };
        match step {
            Act::Calls(start) => probed.end = ProbeEnd::Calls(start),
            Act::Step(step) => self.end_probe(&program, &mut frame, state, step, &mut probed),
        }
        probed.seen = mem::take(&mut self.probing).unwrap_or_default().seen;
        probed
    }

    fn act_given(
        &mut self,
        id: FrameId,
        frame: &mut Frame,
        state: &StateProgram,
        given: Given,
    ) -> Act {
        let done = match &state.kind {
            KindProgram::Task(task) => return self.task_given(frame, state, task, given),
            KindProgram::Parallel { arguments, .. } => arguments.as_ref().map_or(Ok(()), |value| {
                self.template(frame, state, value, &Extra::default()).map(|_| ())
            }),
            KindProgram::Map(map) => self.map_given(frame, state, map, &given),
            KindProgram::Wait(_) => {
                let step = self.act(id, frame, state);
                if !matches!(step, Step::Blocked) {
                    return Act::Step(step);
                }
                frame.resume = Resume::Waited;
                return Act::Step(self.act(id, frame, state));
            }
            _ => return Act::Step(self.act(id, frame, state)),
        };
        let result = done.and_then(|()| given.answer.unwrap_or_else(|| Err(no_answer())));
        Act::Step(self.finish_given(frame, state, result))
    }

    fn task_given(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        task: &TaskProgram,
        given: Given,
    ) -> Act {
        let token = task.resource.has_token().then(|| self.new_token());
        let start = match self.task_start(frame, state, task, token) {
            Ok(start) => start,
            Err(error) => return Act::Step(Step::Error(error)),
        };
        self.note("afterArguments", &start.arguments);
        match given.answer {
            Some(result) => {
                let result = match result {
                    Ok(result) if result.is_too_large() => {
                        Err(super::too_large(super::task::task_name(&task.resource)))
                    }
                    other => other,
                };
                Act::Step(self.finish_given(frame, state, result))
            }
            None => Act::Calls(Box::new(start)),
        }
    }

    fn map_given(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        map: &MapProgram,
        given: &Given,
    ) -> Result<(), StateError> {
        let most = self.optional_number(frame, state, map.max_concurrency.as_ref())?;
        self.note("maxConcurrency", &Payload::new(most.unwrap_or_default().into()));
        let reader = match &map.processor {
            Processor::Distributed(distributed) => distributed.reader.as_ref(),
            Processor::Inline(_) => None,
        };
        let items = if let Some(reader) = reader {
            self.items_read(frame, state, reader, given.items.as_deref())?
        } else {
            let items = self.item_source(frame, state, map)?;
            self.note("afterItemsPath", &items);
            items
        };
        let length = match items.value() {
            Value::Array(items) => items.len(),
            Value::Object(members)
                if matches!(map.processor, Processor::Distributed(_))
                    && !matches!(map.items, ItemsProgram::Input) =>
            {
                members.len()
            }
            other => return Err(self.not_an_array(frame, state, map, other)),
        };
        let tolerance = self.tolerance(frame, state, map)?;
        if map.tolerated_failure_count.is_some() {
            self.note("toleratedFailureCount", &Payload::new(tolerance.count.into()));
        }
        if map.tolerated_failure_percentage.is_some() {
            self.note("toleratedFailurePercentage", &Payload::new(tolerance.percentage.into()));
        }
        self.note_inputs(frame, state, map, items)?;
        let is_limited =
            map.tolerated_failure_count.is_some() || map.tolerated_failure_percentage.is_some();
        let failed = given.failed_iterations.unwrap_or_default();
        let total = u64::try_from(length).unwrap_or(u64::MAX);
        if is_limited
            && tolerance.is_exceeded(failed, total)
            && !matches!(given.answer, Some(Err(_)))
        {
            return Err(StateError::new(
                names::EXCEED_TOLERATED_FAILURE_THRESHOLD,
                Tolerance::CAUSE,
            ));
        }
        Ok(())
    }

    /// The items that an `ItemReader` finds in the text that stands for what it reads.
    fn items_read(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        reader: &ReaderProgram,
        text: Option<&str>,
    ) -> Result<Payload, StateError> {
        let reader = self.item_reader(frame, state, reader)?;
        let items = text.map_or_else(|| Ok(Vec::new()), |text| read_given(&reader, text));
        let items =
            items.map_err(|error| StateError::new(names::ITEM_READER_FAILED, error.to_string()))?;
        let items = Payload::new(items.into());
        if let ItemSource::Object(_, InputType::Json { items_pointer: Some(_) }) = &reader.source {
            self.note("afterItemsPointer", &items);
        }
        Ok(items)
    }

    /// Keeps what the iterations or child executions are given, where `ItemSelector` or `ItemBatcher` makes it.
    fn note_inputs(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        map: &MapProgram,
        items: Payload,
    ) -> Result<(), StateError> {
        let (batcher, source) = match &map.processor {
            Processor::Distributed(distributed) => {
                (distributed.batcher.as_ref(), Some(Arc::from("STATE_DATA")))
            }
            Processor::Inline(_) => (None, None),
        };
        if map.item_selector.is_none() && batcher.is_none() {
            return Ok(());
        }
        let items = SourcedItem::of(items.into_value(), source.as_ref());
        let inputs = self.inputs(frame, state, items)?;
        let inputs: Vec<Value> = inputs.into_iter().map(Payload::into_value).collect();
        if map.item_selector.is_some() {
            self.note("afterItemSelector", &Payload::new(inputs.clone().into()));
        }
        if let Some(batcher) = batcher {
            let (limits, input) = self.batcher(frame, state, batcher)?;
            let made = batches(inputs, limits, input.as_ref()).into_iter();
            let made: Vec<Value> = made.map(|(batch, _)| batch).collect();
            self.note("afterItemBatcher", &Payload::new(made.into()));
        }
        Ok(())
    }

    fn finish_given(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        result: Result<Payload, StateError>,
    ) -> Step {
        match result {
            Ok(result) => {
                self.note("result", &result);
                self.exit_with_result(frame, state, &result)
            }
            Err(error) => Step::Error(error),
        }
    }

    fn end_probe(
        &mut self,
        program: &Program,
        frame: &mut Frame,
        state: &StateProgram,
        step: Step,
        probed: &mut Probed,
    ) {
        let next_of = |target| match target {
            Target::Next(next) => Some(Arc::from(program.state_name(next))),
            Target::End => None,
        };
        let error = match step {
            Step::Exit(Exit { output, assigned, target }) => {
                let Some(error) = super::beyond_limits(&state.name, &output) else {
                    probed.variables.extend(assigned);
                    probed.end = ProbeEnd::Succeeded { output, next: next_of(target) };
                    return;
                };
                error
            }
            Step::Fail(error) => {
                probed.end = ProbeEnd::Failed(error);
                return;
            }
            Step::Error(error) => error,
            Step::Blocked => no_answer(),
        };
        let matching = state.retry.iter().position(|retrier| error.matches(&retrier.error_equals));
        if let Some(at) = matching {
            let delay = self.next_delay(frame, state, &error);
            probed.retrier = Some((at, delay.map(|delay| delay.as_secs_f64())));
            if delay.is_some() {
                probed.end = ProbeEnd::Retriable(error);
                return;
            }
        }
        let catcher = state.catch.iter().position(|catcher| error.matches(&catcher.error_equals));
        let Some((at, catcher)) = catcher.and_then(|at| Some((at, state.catch.get(at)?))) else {
            probed.end = ProbeEnd::Failed(error);
            return;
        };
        probed.catcher = Some(at);
        probed.end = match self.caught(frame, state, catcher, &error) {
            Step::Exit(Exit { output, assigned, target }) => {
                probed.variables.extend(assigned);
                ProbeEnd::Caught { error, output, next: next_of(target) }
            }
            Step::Error(error) | Step::Fail(error) => ProbeEnd::Failed(error),
            Step::Blocked => ProbeEnd::Failed(no_answer()),
        };
    }
}

/// The parts of a [`Probe`] that a state's work needs.
struct Given {
    failed_iterations: Option<u64>,
    items: Option<String>,
    answer: Option<Result<Payload, StateError>>,
}

/// The items in the text that stands for what is read; what leads to other objects, a listing or a manifest, has an array in
/// its place.
fn read_given(reader: &ItemReader, text: &str) -> Result<Vec<Value>, ReadError> {
    let (body, limit) = (text.as_bytes(), reader.limit());
    match &reader.source {
        ItemSource::Object(_, InputType::Csv(csv)) => read_csv(body, csv, limit),
        ItemSource::Object(_, InputType::JsonLines) => read_json_lines(body, limit),
        ItemSource::Object(_, InputType::Json { items_pointer }) => {
            read_json(body, items_pointer.as_deref(), limit)
        }
        _ => read_json(body, None, limit),
    }
}

fn no_answer() -> StateError {
    StateError::new(names::RUNTIME, "the test has no answer for what the state calls")
}
