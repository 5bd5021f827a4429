//! Parallel: branches as frames of their own. And what happens when a branch or an iteration ends.

use std::sync::Arc;

use serde_json::Value;
use sfn_asl::StateType;

use super::{
    Machine, Step,
    context::Extra,
    frame::{Children, Frame, FrameId, Interrupted, Variables, Waiting},
    recover::Origin,
};
use crate::{
    errors::{StateError, names},
    history::EventKind,
    payload::Payload,
    program::{ScopeIndex, StateIndex, StateProgram, TemplateProgram},
};

impl Machine {
    pub(super) fn start_branches(
        &mut self,
        id: FrameId,
        frame: &mut Frame,
        state: &StateProgram,
        arguments: Option<&TemplateProgram>,
        branches: &[ScopeIndex],
    ) -> Step {
        let input = match arguments {
            Some(arguments) => match self.template(frame, state, arguments, &Extra::default()) {
                Ok(arguments) => arguments,
                Err(error) => return Step::Error(error),
            },
            None => frame.effective_input.clone(),
        };
        self.record(frame, EventKind::StateStarted { state: frame.state, length: 0 });
        let mut children = Children {
            running: Vec::new(),
            results: vec![None; branches.len()],
            items: Vec::new().into_iter(),
        };
        for (slot, scope) in branches.iter().enumerate() {
            let child = self.spawn(*scope, input.clone(), frame.previous, |child| {
                child.variables = Variables::inside(&frame.variables);
                child.parent = Some((id, slot));
                child.item.clone_from(&frame.item);
            });
            children.running.push((slot, child));
        }
        self.wait_for(frame, state, children)
    }

    /// Blocks until the children are done; there may be none.
    pub(super) fn wait_for(
        &mut self,
        frame: &mut Frame,
        state: &StateProgram,
        children: Children,
    ) -> Step {
        if children.running.is_empty() {
            let previous = frame.previous;
            self.push(previous, EventKind::StateSucceeded { state: frame.state });
            return self.exit_with_result(frame, state, &results(children));
        }
        frame.waiting = Waiting::Children(Box::new(children));
        Step::Blocked
    }

    /// A branch or iteration ended with `output`; `last` is its last event.
    pub(super) fn child_ended(&mut self, id: FrameId, slot: usize, output: Payload, last: u32) {
        let Some(mut frame) = self.frames.take(id) else { return };
        let program = Arc::clone(&self.program);
        let (Some(state), Waiting::Children(mut children)) =
            (program.state(frame.state), std::mem::take(&mut frame.waiting))
        else {
            return self.frames.put(id, frame);
        };
        children.running.retain(|(running, _)| *running != slot);
        if let Some(place) = children.results.get_mut(slot) {
            *place = Some(output);
        }
        frame.previous = last;
        if state.state_type == StateType::Map {
            let index = u32::try_from(slot).unwrap_or(u32::MAX);
            let succeeded =
                self.push(last, EventKind::IterationSucceeded { state: frame.state, index });
            match self.start_iterations(id, &mut frame, state, &mut children) {
                Err(error) => {
                    frame.waiting = Waiting::Children(children);
                    return self.children_failed(id, frame, state, error, None);
                }
                // The next iteration follows the last one's states; the end follows its success.
                Ok(()) if children.running.is_empty() => frame.previous = succeeded,
                Ok(()) => {}
            }
        }
        let step = self.wait_for(&mut frame, state, *children);
        let flow = self.settle(id, &mut frame, state, step);
        self.drive(id, frame, flow);
    }

    /// A branch or iteration failed, and with it all others.
    pub(super) fn child_failed(
        &mut self,
        id: FrameId,
        slot: usize,
        child: Box<Frame>,
        error: StateError,
    ) {
        let Some(mut frame) = self.frames.take(id) else { return };
        let program = Arc::clone(&self.program);
        let Some(state) = program.state(frame.state) else { return };
        if program.state_type(child.state) == StateType::Task {
            self.push(child.previous, EventKind::StateAborted { state: child.state });
        }
        if state.state_type == StateType::Map {
            let index = u32::try_from(slot).unwrap_or(u32::MAX);
            self.push(child.previous, EventKind::IterationFailed { state: frame.state, index });
        }
        if let Waiting::Children(children) = &mut frame.waiting {
            children.running.retain(|(running, _)| *running != slot);
        }
        frame.previous = child.previous;
        self.children_failed(id, frame, state, error, Some((slot, child)));
    }

    fn children_failed(
        &mut self,
        id: FrameId,
        mut frame: Box<Frame>,
        state: &StateProgram,
        error: StateError,
        failed: Option<(usize, Box<Frame>)>,
    ) {
        self.abort_children(&mut frame);
        // A redrive does the whole state again where its data were too large (Developer Guide, "Redrive behavior of
        // individual states"), and where it failed between its iterations.
        match (failed, &mut frame.interrupted) {
            (Some(child), Some(interrupted)) if !error.is(names::DATA_LIMIT_EXCEEDED) => {
                interrupted.children.push(child);
            }
            (_, interrupted) => *interrupted = None,
        }
        let flow = self.recover(id, &mut frame, state, error, Origin::Children);
        self.drive(id, frame, flow);
    }

    pub(super) fn abort_children(&mut self, frame: &mut Frame) {
        let Waiting::Children(children) = std::mem::take(&mut frame.waiting) else { return };
        let map = (self.program.state_type(frame.state) == StateType::Map).then_some(frame.state);
        let Children { running, results, items } = *children;
        let mut interrupted = Interrupted { children: Vec::new(), results, items };
        for (slot, child) in running {
            let aborted = self.abort_frame(child, map, slot);
            interrupted.children.extend(aborted.map(|frame| (slot, frame)));
        }
        frame.interrupted = Some(Box::new(interrupted));
    }

    /// Takes a frame down with all that runs in it.
    fn abort_frame(
        &mut self,
        id: FrameId,
        map: Option<StateIndex>,
        slot: usize,
    ) -> Option<Box<Frame>> {
        let mut frame = self.frames.take(id)?;
        self.frames.remove(id);
        self.ready.retain(|ready| *ready != id);
        match frame.waiting {
            Waiting::Task(task) => self.cancel(task),
            Waiting::MapRun(run) => self.abort_map_run(run, &mut frame),
            Waiting::Timer | Waiting::Children(_) => {}
        }
        self.abort_children(&mut frame);
        let state_type = self.program.state_type(frame.state);
        if frame.is_inside_state()
            && matches!(
                state_type,
                StateType::Task | StateType::Wait | StateType::Parallel | StateType::Map
            )
        {
            self.push(frame.previous, EventKind::StateAborted { state: frame.state });
        }
        if let Some(state) = map {
            let index = u32::try_from(slot).unwrap_or(u32::MAX);
            self.push(frame.previous, EventKind::IterationAborted { state, index });
        }
        Some(frame)
    }
}

fn results(children: Children) -> Payload {
    let results =
        children.results.into_iter().map(|result| result.map_or(Value::Null, Payload::into_value));
    Payload::new(Value::Array(results.collect()))
}
