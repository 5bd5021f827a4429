//! A running instance of a scope, and the table of them.

use std::sync::Arc;

use indexmap::IndexMap;

use super::{MapRunId, task::TaskId};
use crate::{history::Assigned, payload::Payload, program::StateIndex, time::Timestamp};

/// Names a frame; a frame that took the place of another has another generation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FrameId {
    index: u32,
    generation: u32,
}

/// The variables of a scope, over those of the scopes around it, which cannot change meanwhile.
#[derive(Clone, Debug, Default)]
pub(super) struct Variables {
    own: IndexMap<Arc<str>, Payload>,
    outer: Option<Arc<Variables>>,
}

impl Variables {
    pub(super) fn inside(outer: &Arc<Self>) -> Arc<Self> {
        Arc::new(Self { own: IndexMap::new(), outer: Some(Arc::clone(outer)) })
    }

    pub(super) fn get(&self, name: &str) -> Option<&Payload> {
        let mut scope = self;
        loop {
            if let Some(value) = scope.own.get(name) {
                return Some(value);
            }
            scope = scope.outer.as_deref()?;
        }
    }

    pub(super) fn assign(&mut self, assigned: &Assigned) {
        for (name, value) in assigned {
            self.own.insert(Arc::clone(name), value.clone());
        }
    }
}

/// The item of a Map iteration.
#[derive(Debug)]
pub(super) struct MapItem {
    pub(super) index: usize,
    pub(super) value: Payload,
    /// Its name, where the items are the members of an object.
    pub(super) key: Option<Arc<str>>,
    /// Where it is from, in a distributed Map.
    pub(super) source: Option<Arc<str>>,
    /// The Map state.
    pub(super) state: StateIndex,
}

/// What a frame does when its turn comes.
#[derive(Debug)]
pub(super) enum Resume {
    /// Enters its state.
    Enter,
    /// Tries its state again.
    Retry,
    /// Does its state once more, in an execution that is redriven.
    Redrive,
    /// Its wait is over.
    Waited,
}

/// What a blocked frame waits for.
#[derive(Debug, Default)]
pub(super) enum Waiting {
    /// Nothing, or a timer.
    #[default]
    Timer,
    Task(TaskId),
    Children(Box<Children>),
    MapRun(MapRunId),
}

/// The branches or iterations of a frame that waits for them.
#[derive(Debug)]
pub(super) struct Children {
    /// Those that run, with the place of their result.
    pub(super) running: Vec<(usize, FrameId)>,
    pub(super) results: Vec<Option<Payload>>,
    /// Items that have not started.
    pub(super) items: std::vec::IntoIter<Payload>,
}

/// The branches or iterations of a frame when one of them failed, or the execution ended: what a redrive goes on with.
#[derive(Debug)]
pub(super) struct Interrupted {
    /// Those that did not succeed, with the place of their result.
    pub(super) children: Vec<(usize, Box<Frame>)>,
    pub(super) results: Vec<Option<Payload>>,
    /// Items that have not started.
    pub(super) items: std::vec::IntoIter<Payload>,
}

/// A Map Run whose child executions are known.
#[derive(Debug)]
pub(super) struct BegunMapRun {
    pub(super) id: MapRunId,
    pub(super) arn: Arc<str>,
    pub(super) redrive_count: u32,
}

/// A running instance of a scope.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) state: StateIndex,
    pub(super) input: Payload,
    /// The input as `InputPath` selects it.
    pub(super) effective_input: Payload,
    pub(super) variables: Arc<Variables>,
    /// The frame whose branch or iteration this is, and the place of its result there.
    pub(super) parent: Option<(FrameId, usize)>,
    pub(super) item: Option<Arc<MapItem>>,
    /// The last event of this frame.
    pub(super) previous: u32,
    /// The event that entered the state, and the one before it.
    pub(super) entered_event: u32,
    pub(super) before_entered: u32,
    pub(super) entered_at: Timestamp,
    /// Whether nothing has happened since the state was entered.
    pub(super) fresh: bool,
    pub(super) resume: Resume,
    pub(super) waiting: Waiting,
    pub(super) interrupted: Option<Box<Interrupted>>,
    /// The Map Run of a distributed Map, which a redrive goes on with.
    pub(super) map_run: Option<Box<BegunMapRun>>,
    /// How often each retrier of the state was used.
    pub(super) attempts: Vec<u64>,
    pub(super) retry_count: u32,
    /// How many iterations of a Map may run at once.
    pub(super) limit: usize,
    /// Whether a catcher is at work, so that its own errors are not caught.
    pub(super) recovering: bool,
}

impl Frame {
    pub(super) fn new(state: StateIndex, input: Payload, previous: u32) -> Self {
        Self {
            state,
            effective_input: input.clone(),
            input,
            variables: Arc::new(Variables::default()),
            parent: None,
            item: None,
            previous,
            entered_event: 0,
            before_entered: previous,
            entered_at: Timestamp::default(),
            fresh: true,
            resume: Resume::Enter,
            waiting: Waiting::Timer,
            interrupted: None,
            map_run: None,
            attempts: Vec::new(),
            retry_count: 0,
            limit: 0,
            recovering: false,
        }
    }

    pub(super) fn entered(&mut self, before: u32, event: u32, at: Timestamp) {
        self.before_entered = before;
        self.entered_event = event;
        self.entered_at = at;
        self.fresh = true;
        self.resume = Resume::Retry;
    }

    /// Whether its state was entered and not left.
    pub(super) const fn is_inside_state(&self) -> bool {
        !matches!(self.resume, Resume::Enter)
    }

    pub(super) fn go_to(&mut self, state: StateIndex, input: Payload) {
        self.state = state;
        self.effective_input = input.clone();
        self.input = input;
        self.resume = Resume::Enter;
        self.interrupted = None;
        self.map_run = None;
        self.attempts.clear();
        self.retry_count = 0;
        self.recovering = false;
    }
}

/// All frames of an execution.
#[derive(Debug, Default)]
pub(super) struct Frames {
    slots: Vec<Slot>,
    free: Vec<u32>,
}

#[derive(Debug)]
struct Slot {
    generation: u32,
    /// `None` while the frame moves, and when the slot is free.
    frame: Option<Box<Frame>>,
}

impl Frames {
    /// The first frame: that of the machine itself.
    pub(super) const ROOT: FrameId = FrameId { index: 0, generation: 0 };

    pub(super) fn add(&mut self, frame: Frame) -> FrameId {
        let frame = Some(Box::new(frame));
        if let Some(index) = self.free.pop()
            && let Some(slot) = self.slots.get_mut(index as usize)
        {
            slot.frame = frame;
            return FrameId { index, generation: slot.generation };
        }
        let index = u32::try_from(self.slots.len()).unwrap_or(u32::MAX);
        self.slots.push(Slot { generation: 0, frame });
        FrameId { index, generation: 0 }
    }

    fn slot(&mut self, id: FrameId) -> Option<&mut Slot> {
        self.slots.get_mut(id.index as usize).filter(|slot| slot.generation == id.generation)
    }

    /// Takes a frame out, to move it; [`Frames::put`] or [`Frames::remove`] must follow.
    pub(super) fn take(&mut self, id: FrameId) -> Option<Box<Frame>> {
        self.slot(id)?.frame.take()
    }

    pub(super) fn put(&mut self, id: FrameId, frame: Box<Frame>) {
        if let Some(slot) = self.slot(id) {
            slot.frame = Some(frame);
        }
    }

    pub(super) fn remove(&mut self, id: FrameId) {
        if let Some(slot) = self.slot(id) {
            slot.generation += 1;
            slot.frame = None;
            self.free.push(id.index);
        }
    }

    pub(super) fn get(&self, id: FrameId) -> Option<&Frame> {
        let slot =
            self.slots.get(id.index as usize).filter(|slot| slot.generation == id.generation)?;
        slot.frame.as_deref()
    }

    pub(super) fn contains(&self, id: FrameId) -> bool {
        self.get(id).is_some()
    }
}
