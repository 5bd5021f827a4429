//! Time that passes only when all wait for it.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
};

use super::{Clock, Participant};
use crate::time::Timestamp;

/// Time that passes only when all wait for it.
#[derive(Clone, Debug)]
pub struct VirtualClock(Arc<Mutex<VirtualTime>>);

#[derive(Debug)]
struct VirtualTime {
    now: Timestamp,
    /// The clock stops here.
    horizon: Option<Timestamp>,
    next: u64,
    participants: BTreeMap<u64, State>,
    busy: usize,
}

#[derive(Debug)]
enum State {
    Busy,
    Idle { until: Option<Timestamp>, waker: Waker },
}

impl VirtualClock {
    /// A clock that starts at `now`.
    pub fn new(now: Timestamp) -> Self {
        Self(Arc::new(Mutex::new(VirtualTime {
            now,
            horizon: None,
            next: 0,
            participants: BTreeMap::new(),
            busy: 0,
        })))
    }

    /// Makes it stand still at `horizon`: who waits for a later instant waits for ever.
    #[must_use]
    pub fn until(self, horizon: Timestamp) -> Self {
        lock(&self.0).horizon = Some(horizon);
        self
    }

    /// Keeps it from moving while the guard lives: somebody outside is at work.
    pub fn hold(&self) -> Hold {
        let mut participant = VirtualParticipant::join(&self.0);
        participant.resume();
        Hold { _participant: participant }
    }
}

impl Default for VirtualClock {
    /// Starts at 2025-01-01T00:00:00Z.
    fn default() -> Self {
        Self::new(Timestamp::from_millis(1_735_689_600_000))
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Timestamp {
        lock(&self.0).now
    }

    fn is_virtual(&self) -> bool {
        true
    }

    fn join(&self) -> Box<dyn Participant> {
        Box::new(VirtualParticipant::join(&self.0))
    }
}

/// See [`VirtualClock::hold`].
pub struct Hold {
    _participant: VirtualParticipant,
}

struct VirtualParticipant {
    id: u64,
    time: Arc<Mutex<VirtualTime>>,
}

impl VirtualParticipant {
    fn join(time: &Arc<Mutex<VirtualTime>>) -> Self {
        let mut state = lock(time);
        let id = state.next;
        state.next += 1;
        state.busy += 1;
        state.participants.insert(id, State::Busy);
        drop(state);
        Self { id, time: Arc::clone(time) }
    }
}

impl Drop for VirtualParticipant {
    fn drop(&mut self) {
        let mut time = lock(&self.time);
        if matches!(time.participants.remove(&self.id), Some(State::Busy)) {
            time.busy -= 1;
        }
        // Its leaving may have been what the others waited for.
        let woken = time.advance();
        drop(time);
        woken.into_iter().for_each(Waker::wake);
    }
}

impl Participant for VirtualParticipant {
    fn poll_until(
        &mut self,
        until: Option<Timestamp>,
        working: bool,
        cx: &mut Context<'_>,
    ) -> Poll<()> {
        let mut time = lock(&self.time);
        if until.is_some_and(|until| until <= time.now) {
            time.set(self.id, State::Busy);
            return Poll::Ready(());
        }
        if working {
            time.set(self.id, State::Busy);
            return Poll::Pending;
        }
        time.set(self.id, State::Idle { until, waker: cx.waker().clone() });
        let woken = time.advance();
        let is_due = matches!(time.participants.get(&self.id), Some(State::Busy));
        drop(time);
        woken.into_iter().for_each(Waker::wake);
        if is_due { Poll::Ready(()) } else { Poll::Pending }
    }

    fn resume(&mut self) {
        lock(&self.time).set(self.id, State::Busy);
    }
}

impl VirtualTime {
    fn set(&mut self, id: u64, state: State) {
        let is_busy = matches!(state, State::Busy);
        let was_busy = matches!(self.participants.insert(id, state), Some(State::Busy));
        match (was_busy, is_busy) {
            (false, true) => self.busy += 1,
            (true, false) => self.busy -= 1,
            _ => {}
        }
    }

    /// Moves to the next instant that somebody waits for, if nobody is busy. Those who waited for it
    /// are busy again from here on, so that the clock stands still until they have gone on.
    fn advance(&mut self) -> Vec<Waker> {
        if self.busy > 0 {
            return Vec::new();
        }
        let waits = self.participants.values().filter_map(|state| match state {
            State::Idle { until, .. } => *until,
            State::Busy => None,
        });
        let Some(next) =
            waits.min().filter(|next| self.horizon.is_none_or(|horizon| *next <= horizon))
        else {
            return Vec::new();
        };
        self.now = self.now.max(next);
        let mut woken = Vec::new();
        for state in self.participants.values_mut() {
            if let State::Idle { until: Some(until), waker } = state
                && *until <= self.now
            {
                woken.push(waker.clone());
                *state = State::Busy;
            }
        }
        self.busy = woken.len();
        woken
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
