//! Time as executions see it: virtual, where nobody waits, or real.
//!
//! Whoever waits for the clock is a participant of it. A virtual clock moves only when every
//! participant is idle, and then to the earliest instant that one waits for, so that a
//! three-day Wait takes no time and a run is the same every time.

use std::{
    collections::BTreeMap,
    future::{Future, poll_fn},
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use crate::time::Timestamp;

/// A source of time.
pub trait Clock: Send + Sync {
    /// The instant it is.
    fn now(&self) -> Timestamp;

    /// Takes part in it.
    fn join(&self) -> Box<dyn Participant>;
}

/// Somebody who waits for a clock.
pub trait Participant: Send {
    /// Ready once the instant has come. Pending means that the participant is idle, unless it is
    /// `working` on something that has nothing to do with the clock.
    fn poll_until(
        &mut self,
        until: Option<Timestamp>,
        working: bool,
        cx: &mut Context<'_>,
    ) -> Poll<()>;

    /// The participant goes on.
    fn resume(&mut self);
}

/// Waits for an instant.
pub async fn sleep_until(clock: &dyn Clock, until: Timestamp) {
    let mut participant = clock.join();
    poll_fn(|cx| participant.poll_until(Some(until), false, cx)).await;
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

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

/// A future that is ready after some real time; an executor supplies it.
pub type Sleep = Pin<Box<dyn Future<Output = ()> + Send>>;

/// The system's time. `scale` lets it run faster: at 60, a minute of the execution takes a second.
#[derive(Clone)]
pub struct RealClock {
    sleep: Arc<dyn Fn(Duration) -> Sleep + Send + Sync>,
    start: Timestamp,
    started: std::time::Instant,
    scale: f64,
}

impl RealClock {
    /// A clock on an executor's timers, such as `|duration| Box::pin(tokio::time::sleep(duration))`.
    pub fn new(sleep: impl Fn(Duration) -> Sleep + Send + Sync + 'static) -> Self {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self {
            sleep: Arc::new(sleep),
            start: Timestamp::default() + since_epoch,
            started: std::time::Instant::now(),
            scale: 1.0,
        }
    }

    /// Makes it run `scale` times as fast as the world.
    #[must_use]
    pub fn scaled(self, scale: f64) -> Self {
        Self { scale: if scale.is_finite() && scale > 0.0 { scale } else { 1.0 }, ..self }
    }

    fn real(&self, duration: Duration) -> Duration {
        Duration::try_from_secs_f64(duration.as_secs_f64() / self.scale).unwrap_or(Duration::MAX)
    }
}

impl Clock for RealClock {
    fn now(&self) -> Timestamp {
        let elapsed = self.started.elapsed().as_secs_f64() * self.scale;
        self.start + Duration::try_from_secs_f64(elapsed).unwrap_or(Duration::MAX)
    }

    fn join(&self) -> Box<dyn Participant> {
        Box::new(RealParticipant { clock: self.clone(), sleep: None })
    }
}

struct RealParticipant {
    clock: RealClock,
    sleep: Option<(Timestamp, Sleep)>,
}

/// Timers of executors may not take years; longer waits are cut into pieces.
const LONGEST_SLEEP: Duration = Duration::from_hours(24);

impl Participant for RealParticipant {
    fn poll_until(
        &mut self,
        until: Option<Timestamp>,
        _working: bool,
        cx: &mut Context<'_>,
    ) -> Poll<()> {
        let Some(until) = until else {
            self.sleep = None;
            return Poll::Pending;
        };
        loop {
            let now = self.clock.now();
            if until <= now {
                self.sleep = None;
                return Poll::Ready(());
            }
            let sleep = match &mut self.sleep {
                Some((instant, sleep)) if *instant == until => sleep,
                _ => {
                    // A millisecond more, so that the clock has passed the instant when the timer fires.
                    let left = self.clock.real(now.until(until)) + Duration::from_millis(1);
                    &mut self.sleep.insert((until, (self.clock.sleep)(left.min(LONGEST_SLEEP)))).1
                }
            };
            match sleep.as_mut().poll(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(()) => self.sleep = None,
            }
        }
    }

    fn resume(&mut self) {}
}
