//! Map, distributed: a child execution for each item or batch. The machine evaluates the fields; the driver reads the
//! items, runs the children and writes the results.

use std::{fmt, sync::Arc};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    Command, Machine, Step,
    context::Extra,
    frame::{BegunMapRun, Frame, FrameId, MapItem, Waiting},
};
use crate::{
    errors::{StateError, names},
    history::EventKind,
    map_run::{BatchLimits, Tolerance, WriterConfig},
    objects::{ItemReader, ItemSource, ObjectLocation},
    payload::Payload,
    program::{
        BatcherProgram, DistributedProgram, ItemsProgram, KindProgram, MapProgram, Program,
        ReaderProgram, ReaderSource, StateIndex, StateProgram,
    },
    time::Timestamp,
};

/// Names one Map Run of an execution.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MapRunId(pub(crate) u64);

impl fmt::Debug for MapRunId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Map Run {}", self.0)
    }
}

/// A Map Run that the driver has to run.
#[derive(Clone, Debug)]
pub struct MapRunStart {
    /// Its name in the answers.
    pub id: MapRunId,
    /// The state.
    pub state: StateIndex,
    /// `Label`, or the one that was made up.
    pub label: Arc<str>,
    /// The last part of its ARN.
    pub uuid: String,
    /// What the children run.
    pub program: Arc<Program>,
    /// The items.
    pub items: MapItems,
    /// `ItemBatcher`
    pub batcher: Option<(BatchLimits, Option<Value>)>,
    /// `MaxConcurrency`; 0 for as many as there may be.
    pub max_concurrency: u64,
    /// `ToleratedFailureCount` and `ToleratedFailurePercentage`
    pub tolerance: Tolerance,
    /// Where results go that are not the state's result.
    pub destination: Option<ResultDestination>,
    /// In which form they are written.
    pub writer_config: WriterConfig,
    /// Names and randomness of the children come from it.
    pub seed: u64,
}

/// The items of a Map Run.
#[derive(Clone, Debug)]
pub enum MapItems {
    /// From the state's data.
    Given(Vec<SourcedItem>),
    /// From S3.
    Read(ItemReader),
}

/// An item and where it is from.
#[derive(Clone, Debug)]
pub struct SourcedItem {
    /// The item; of an object `{ "Key": …, "Value": … }`.
    pub input: Payload,
    /// `$states.context.Map.Item.Value`, where that is another.
    pub value: Option<Payload>,
    /// `$states.context.Map.Item.Key`
    pub key: Option<Arc<str>>,
    /// `$states.context.Map.Item.Source`, which only a distributed Map has.
    pub source: Option<Arc<str>>,
}

/// The evaluated `Arguments` of a `ResultWriter`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultDestination {
    /// `Bucket`
    pub bucket: String,
    /// `Prefix`
    pub prefix: String,
}

impl SourcedItem {
    /// The items of a state's data: the elements of an array or the members of an object.
    pub(super) fn of(items: Value, source: Option<&Arc<str>>) -> Vec<Self> {
        match items {
            Value::Array(items) => {
                let item = |input| Self {
                    input: Payload::new(input),
                    value: None,
                    key: None,
                    source: source.cloned(),
                };
                items.into_iter().map(item).collect()
            }
            Value::Object(members) => {
                members.into_iter().map(|(key, value)| Self::member(key, value, source)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn member(key: String, value: Value, source: Option<&Arc<str>>) -> Self {
        let mut input = Map::new();
        input.insert("Key".to_owned(), Value::from(key.as_str()));
        input.insert("Value".to_owned(), value.clone());
        Self {
            input: Payload::new(Value::Object(input)),
            value: Some(Payload::new(value)),
            key: Some(key.into()),
            source: source.cloned(),
        }
    }
}

impl Machine {
    pub(super) fn start_map_run(
        &mut self,
        id: FrameId,
        frame: &mut Frame,
        state: &StateProgram,
        map: &MapProgram,
        distributed: &DistributedProgram,
    ) -> Step {
        if let Some(run) = frame.map_run.take() {
            return self.redrive_map_run(id, frame, run);
        }
        let start = match self.map_run(frame, state, map, distributed) {
            Ok(start) => start,
            Err(error) => return Step::Error(error),
        };
        let map_run_arn = self.context.labelled(&start.label).map_run(&start.uuid).into();
        self.record(frame, EventKind::MapRunStarted { state: frame.state, map_run_arn });
        self.map_runs.insert(start.id, id);
        frame.waiting = Waiting::MapRun(start.id);
        self.commands.push(Command::StartMapRun(Box::new(start)));
        Step::Blocked
    }

    /// In an execution that is redriven, the Map Run goes on with the children that did not succeed.
    fn redrive_map_run(
        &mut self,
        id: FrameId,
        frame: &mut Frame,
        mut run: Box<BegunMapRun>,
    ) -> Step {
        run.redrive_count += 1;
        let kind = EventKind::MapRunRedriven {
            state: frame.state,
            map_run_arn: Arc::clone(&run.arn),
            redrive_count: run.redrive_count,
        };
        self.record(frame, kind);
        self.map_runs.insert(run.id, id);
        frame.waiting = Waiting::MapRun(run.id);
        self.commands.push(Command::RedriveMapRun(run.id));
        frame.map_run = Some(run);
        Step::Blocked
    }

    fn map_run(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        map: &MapProgram,
        distributed: &DistributedProgram,
    ) -> Result<MapRunStart, StateError> {
        let max_concurrency = self.optional_number(frame, state, map.max_concurrency.as_ref())?;
        let given = match distributed.reader {
            Some(_) => None,
            None => Some(self.given_items(frame, state, map)?),
        };
        let length = given.as_ref().map_or(0, Vec::len);
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        self.record(frame, EventKind::StateStarted { state: frame.state, length });
        let tolerance = self.tolerance(frame, state, map)?;
        let items = match (given, &distributed.reader) {
            (None, Some(reader)) => MapItems::Read(self.item_reader(frame, state, reader)?),
            (given, _) => MapItems::Given(given.unwrap_or_default()),
        };
        let batcher = match &distributed.batcher {
            Some(batcher) => Some(self.batcher(frame, state, batcher)?),
            None => None,
        };
        let writer = distributed.writer.as_ref();
        let arguments = writer.and_then(|writer| writer.arguments.as_ref());
        let destination = match arguments {
            Some(arguments) => {
                let arguments = self.template(frame, state, arguments, &Extra::default())?;
                Some(destination(&arguments)?)
            }
            None => None,
        };
        let bits =
            u128::from(self.randomness.next_u64()) << 64 | u128::from(self.randomness.next_u64());
        let id = MapRunId(self.next);
        self.next += 1;
        Ok(MapRunStart {
            id,
            state: frame.state,
            label: Arc::clone(&distributed.label),
            uuid: uuid::Builder::from_random_bytes(bits.to_be_bytes()).into_uuid().to_string(),
            program: Arc::clone(&distributed.program),
            items,
            batcher,
            max_concurrency: max_concurrency.unwrap_or_default(),
            tolerance,
            destination,
            writer_config: writer.map_or(WriterConfig::STATE_RESULT, |writer| writer.config),
            seed: self.randomness.next_u64(),
        })
    }

    /// The items of `Items` or of the input: the elements of an array, or of `Items` the members of an object.
    fn given_items(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        map: &MapProgram,
    ) -> Result<Vec<SourcedItem>, StateError> {
        let items = self.item_source(frame, state, map)?.into_value();
        // The members of an object are items only where `Items` says so.
        let takes_members = !matches!(map.items, ItemsProgram::Input);
        let is_source = items.is_array() || (takes_members && items.is_object());
        if !is_source {
            return Err(self.not_an_array(frame, state, map, &items));
        }
        Ok(SourcedItem::of(items, Some(&"STATE_DATA".into())))
    }

    pub(super) fn item_reader(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        reader: &ReaderProgram,
    ) -> Result<ItemReader, StateError> {
        let arguments = self.template(frame, state, &reader.arguments, &Extra::default())?;
        let failed = |cause| StateError::new(names::ITEM_READER_FAILED, cause);
        let required = |name| text(&arguments, name).ok_or_else(|| failed(missing(name)));
        let bucket = required("Bucket")?;
        let source = match &reader.source {
            ReaderSource::Object(input_type) => {
                let location = ObjectLocation { bucket, key: required("Key")? };
                ItemSource::Object(location, input_type.clone())
            }
            ReaderSource::Listing(load) => ItemSource::Listing {
                bucket,
                prefix: text(&arguments, "Prefix").unwrap_or_default(),
                load: load.clone(),
            },
        };
        let max_items = self.optional_number(frame, state, reader.max_items.as_ref())?;
        Ok(ItemReader { source, max_items })
    }

    pub(super) fn batcher(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        batcher: &BatcherProgram,
    ) -> Result<(BatchLimits, Option<Value>), StateError> {
        let max_items = batcher.max_items_per_batch.as_ref();
        let max_bytes = batcher.max_input_bytes_per_batch.as_ref();
        let limits = BatchLimits {
            max_items: self.optional_number(frame, state, max_items)?,
            max_input_bytes: self.optional_number(frame, state, max_bytes)?,
        };
        let input = match &batcher.batch_input {
            Some(input) => {
                Some(self.template(frame, state, input, &Extra::default())?.into_value())
            }
            None => None,
        };
        Ok((limits, input))
    }

    /// What a child is given of each item: the item, or what `ItemSelector` makes of it. From here on a redrive goes on
    /// with the Map Run of this ARN, instead of starting another.
    ///
    /// # Errors
    /// The failure of an `ItemSelector`, which is for [`Machine::map_run_finished`].
    pub fn select_items(
        &mut self,
        id: MapRunId,
        arn: &str,
        items: Vec<SourcedItem>,
        now: Timestamp,
    ) -> Result<Vec<Payload>, StateError> {
        self.now = now;
        let frame = self.map_runs.get(&id).copied();
        let Some(frame_id) = frame else { return Ok(Vec::new()) };
        let Some(mut frame) = self.frames.take(frame_id) else { return Ok(Vec::new()) };
        let program = Arc::clone(&self.program);
        let inputs = match program.state(frame.state) {
            Some(state) => self.inputs(&mut frame, state, items),
            None => Ok(Vec::new()),
        };
        if inputs.is_ok() {
            frame.map_run = Some(Box::new(BegunMapRun { id, arn: arn.into(), redrive_count: 0 }));
        }
        self.frames.put(frame_id, frame);
        inputs
    }

    /// What each child or iteration is given.
    pub(super) fn inputs(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        items: Vec<SourcedItem>,
    ) -> Result<Vec<Payload>, StateError> {
        let KindProgram::Map(map) = &state.kind else { return Ok(Vec::new()) };
        let Some(selector) = &map.item_selector else {
            return Ok(items.into_iter().map(|item| item.input).collect());
        };
        let items = items.into_iter().enumerate();
        items
            .map(|(index, SourcedItem { input, value, key, source })| {
                let value = value.unwrap_or(input);
                let state_index = frame.state;
                let item = MapItem { index, value, key, source, state: state_index };
                let extra = Extra { item: Some(&item), ..Extra::default() };
                self.template(frame, state, selector, &extra)
            })
            .collect()
    }

    /// The Map Run ended, with the state's result or its failure.
    pub fn map_run_finished(
        &mut self,
        id: MapRunId,
        result: Result<Payload, StateError>,
        now: Timestamp,
    ) {
        self.now = now;
        let Some(frame_id) = self.map_runs.remove(&id) else { return };
        let Some(mut frame) = self.frames.take(frame_id) else { return };
        let program = Arc::clone(&self.program);
        let Some(state) = program.state(frame.state) else { return };
        frame.waiting = Waiting::Timer;
        let state_index = frame.state;
        let step = match result {
            Ok(result) => {
                // In recordings the state's exit follows the start of the Map Run.
                let run = EventKind::MapRunSucceeded { state: state_index };
                let succeeded = self.push(frame.previous, run);
                self.push(succeeded, EventKind::StateSucceeded { state: state_index });
                self.exit_with_result(&mut frame, state, &result)
            }
            Err(error) => {
                // After these, AWS starts a new Map Run (Developer Guide, "Redriving Map Runs").
                if error.is(names::DATA_LIMIT_EXCEEDED) || error.is(names::RUNTIME) {
                    frame.map_run = None;
                }
                let failed =
                    EventKind::MapRunFailed { state: state_index, error: Arc::new(error.clone()) };
                self.record(&mut frame, failed);
                Step::Error(error)
            }
        };
        let flow = self.settle(frame_id, &mut frame, state, step);
        self.drive(frame_id, frame, flow);
    }

    /// Nobody waits for this Map Run any more.
    pub(super) fn abort_map_run(&mut self, id: MapRunId, frame: &mut Frame) {
        if self.map_runs.remove(&id).is_some() {
            self.commands.push(Command::CancelMapRun(id));
            self.record(frame, EventKind::MapRunAborted { state: frame.state });
        }
    }
}

fn destination(arguments: &Payload) -> Result<ResultDestination, StateError> {
    let failed = || StateError::new(names::RESULT_WRITER_FAILED, missing("Bucket"));
    Ok(ResultDestination {
        bucket: text(arguments, "Bucket").ok_or_else(failed)?,
        prefix: text(arguments, "Prefix").unwrap_or_default(),
    })
}

fn text(arguments: &Payload, name: &str) -> Option<String> {
    arguments.get(name).and_then(Value::as_str).map(str::to_owned)
}

fn missing(name: &str) -> String {
    format!("the arguments have no text `{name}`")
}
