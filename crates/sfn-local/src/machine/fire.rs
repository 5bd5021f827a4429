//! What is due at an instant, and in which order.
//!
//! On AWS nobody knows which of two comes first that are due in the same millisecond. Here it is the earlier branch, with
//! all that follows, so that a run is a function of its inputs, and what a reader of the definition would expect.

use std::collections::BTreeMap;

use sfn_asl::StateType;

use super::{
    Machine,
    frame::{FrameId, Frames},
    task::{OpenTask, TaskId},
    timers::Timer,
};
use crate::{errors::StateError, execution::Outcome, time::Timestamp};

impl Machine {
    /// The instant of the next timer.
    pub fn next_timer(&mut self) -> Option<Timestamp> {
        let (frames, tasks) = (&self.frames, &self.tasks);
        self.timers.next(|timer| is_awaited(timer, frames, tasks))
    }

    /// Fires the timers that are due, and lets go on what waited for them.
    pub fn fire(&mut self, now: Timestamp) {
        self.now = now;
        while let Some(instant) = self.next_timer().filter(|due| *due <= now) {
            let due = self.timers.pop(instant);
            for timer in self.in_order(due) {
                if self.outcome.is_some() {
                    return;
                }
                // What came before at this instant may have ended what waits for it.
                if is_awaited(&timer, &self.frames, &self.tasks) {
                    self.ring(&timer);
                    self.run(now);
                }
            }
        }
    }

    fn ring(&mut self, timer: &Timer) {
        match timer {
            Timer::Execution => self.finish(Outcome::TimedOut(StateError::timeout(false)), 0),
            Timer::Frame(id) => self.ready.push_back(*id),
            Timer::TaskTimeout(task) => self.task_timed_out(*task, false),
            Timer::Heartbeat(task, _) => self.task_timed_out(*task, true),
        }
    }

    /// Timers of one instant as they fire: those of an earlier branch first, with all that follows; those of iterations in
    /// the order in which they were set.
    fn in_order(&self, due: Vec<Timer>) -> Vec<Timer> {
        let mut iterations = BTreeMap::new();
        let place = |timer: Timer| {
            let frame = match &timer {
                Timer::Execution => None,
                Timer::Frame(id) => Some(*id),
                Timer::TaskTimeout(task) | Timer::Heartbeat(task, _) => {
                    self.tasks.get(task).map(|open| open.frame)
                }
            };
            (frame.map(|frame| self.place(frame, &mut iterations)), timer)
        };
        let mut placed: Vec<_> = due.into_iter().map(place).collect();
        placed.sort_by(|(one, _), (other, _)| one.cmp(other));
        placed.into_iter().map(|(_, timer)| timer).collect()
    }

    /// The branches that lead to a frame, from the outside in; an iteration is known by when it was first seen.
    fn place(&self, frame: FrameId, iterations: &mut BTreeMap<FrameId, usize>) -> Vec<usize> {
        let mut place = Vec::new();
        let mut inside = frame;
        while let Some((outside, slot)) = self.frames.get(inside).and_then(|frame| frame.parent) {
            let state = self.frames.get(outside).map(|frame| frame.state);
            let is_map = state.map(|state| self.program.state_type(state)) == Some(StateType::Map);
            let seen = iterations.len();
            place.push(if is_map { *iterations.entry(inside).or_insert(seen) } else { slot });
            inside = outside;
        }
        place.reverse();
        place
    }
}

/// Whether something still waits for the timer.
fn is_awaited(timer: &Timer, frames: &Frames, tasks: &BTreeMap<TaskId, OpenTask>) -> bool {
    match timer {
        Timer::Execution => true,
        Timer::Frame(id) => frames.contains(*id),
        Timer::TaskTimeout(task) => tasks.contains_key(task),
        Timer::Heartbeat(task, deadline) => {
            tasks.get(task).is_some_and(|open| open.heartbeat_at == Some(*deadline))
        }
    }
}
