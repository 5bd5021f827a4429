//! What happens when. Timers are not taken back: those that nothing waits for any more are skipped.

use std::{
    cmp::{Ordering, Reverse},
    collections::{BinaryHeap, binary_heap::PeekMut},
};

use super::{frame::FrameId, task::TaskId};
use crate::time::Timestamp;

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Timer {
    /// The execution takes too long.
    Execution,
    /// A wait or the delay before a retry is over.
    Frame(FrameId),
    /// A task takes too long.
    TaskTimeout(TaskId),
    /// A heartbeat is due at this instant.
    Heartbeat(TaskId, Timestamp),
}

#[derive(Debug, PartialEq, Eq)]
struct Entry {
    at: Timestamp,
    /// Timers of the same instant come out in the order they were set.
    order: u64,
    timer: Timer,
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.at, self.order).cmp(&(other.at, other.order))
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[derive(Debug, Default)]
pub(super) struct Timers {
    heap: BinaryHeap<Reverse<Entry>>,
    set: u64,
}

impl Timers {
    pub(super) fn set(&mut self, at: Timestamp, timer: Timer) {
        self.set += 1;
        self.heap.push(Reverse(Entry { at, order: self.set, timer }));
    }

    /// The instant of the first timer that is still `wanted`; the ones before it are dropped.
    pub(super) fn next(&mut self, wanted: impl Fn(&Timer) -> bool) -> Option<Timestamp> {
        while let Some(Reverse(entry)) = self.heap.peek() {
            if wanted(&entry.timer) {
                return Some(entry.at);
            }
            self.heap.pop();
        }
        None
    }

    /// Takes out the timers of this instant, which is that of the first one.
    pub(super) fn pop(&mut self, instant: Timestamp) -> Vec<Timer> {
        let mut due = Vec::new();
        while let Some(entry) = self.heap.peek_mut()
            && entry.0.at <= instant
        {
            due.push(PeekMut::pop(entry).0.timer);
        }
        due
    }
}
