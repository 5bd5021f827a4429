//! Virtual time: where it stands, and who waits for which moment.

use std::{
    collections::BTreeMap,
    future::Future,
    pin::Pin,
    sync::atomic::{AtomicU64, Ordering},
    task::{Context, Poll, Waker},
    time::Duration,
};

use jiff::Timestamp;

use super::{environment::with_current, handler::HandlerId};

/// The time of a run and its timers.
#[derive(Debug)]
pub(crate) struct Clock {
    start: Timestamp,
    elapsed: Duration,
    timers: BTreeMap<TimerKey, Timer>,
}

/// Timers in the order in which they ring; of two at the same moment the older first.
type TimerKey = (Duration, u64);

#[derive(Debug)]
struct Timer {
    waker: Waker,
    /// The handler that waits for it, where it is one that does.
    owner: Option<HandlerId>,
}

impl Clock {
    pub(crate) const fn starting_at(start: Timestamp) -> Self {
        Self { start, elapsed: Duration::ZERO, timers: BTreeMap::new() }
    }

    pub(crate) const fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// The last representable moment where the sum is beyond it.
    pub(crate) fn now(&self) -> Timestamp {
        self.start.saturating_add(self.elapsed).unwrap_or(Timestamp::MAX)
    }

    /// How long it is from the start of the run until `moment`; nothing where that lies before it.
    pub(crate) fn elapsed_at(&self, moment: Timestamp) -> Duration {
        Duration::try_from(moment.duration_since(self.start)).unwrap_or(Duration::ZERO)
    }

    fn set(&mut self, key: TimerKey, waker: &Waker, owner: Option<HandlerId>) {
        self.timers.insert(key, Timer { waker: waker.clone(), owner });
    }

    fn remove(&mut self, key: &TimerKey) {
        self.timers.remove(key);
    }

    pub(crate) fn is_awaited_by(&self, handler: HandlerId) -> bool {
        self.timers.values().any(|timer| timer.owner == Some(handler))
    }

    /// Goes to the next timer and gives everybody who waits for that moment; empty where nobody waits.
    pub(crate) fn advance(&mut self) -> Vec<Waker> {
        let Some((&(moment, _), _)) = self.timers.first_key_value() else { return Vec::new() };
        self.elapsed = self.elapsed.max(moment);
        let later = self.timers.split_off(&(moment, u64::MAX));
        std::mem::replace(&mut self.timers, later).into_values().map(|timer| timer.waker).collect()
    }

    /// Goes to `moment` at once.
    pub(crate) fn jump(&mut self, moment: Duration) {
        self.elapsed = self.elapsed.max(moment);
    }
}

/// Waits in virtual time; what [`sfn::sleep`](crate::sfn::sleep) returns.
#[derive(Debug)]
#[must_use = "futures do nothing unless awaited"]
pub struct Sleep {
    until: Until,
    /// Set at the first poll: a Wait begins when its state is entered.
    key: Option<TimerKey>,
}

#[derive(Clone, Copy, Debug)]
enum Until {
    After(Duration),
    At(Timestamp),
}

/// Waits for `duration`.
pub(crate) const fn sleep(duration: Duration) -> Sleep {
    Sleep { until: Until::After(duration), key: None }
}

/// Waits until `moment`, not at all where that is in the past.
pub(crate) const fn sleep_until(moment: Timestamp) -> Sleep {
    Sleep { until: Until::At(moment), key: None }
}

/// Ids are unique in the process, so that a timer that outlives its run cannot be taken for another run's.
fn next_timer_id() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        with_current(|environment| {
            let mut clock = environment.clock_mut();
            let until = self.until;
            let key = *self.key.get_or_insert_with(|| {
                let moment = match until {
                    Until::After(duration) => clock.elapsed().saturating_add(duration),
                    Until::At(moment) => clock.elapsed_at(moment),
                };
                // The service, and so the interpreter, knows time in milliseconds.
                (
                    Duration::from_millis(u64::try_from(moment.as_millis()).unwrap_or(u64::MAX)),
                    next_timer_id(),
                )
            });
            if environment.time_follows_sleepers() {
                clock.jump(key.0);
            }
            if clock.elapsed() >= key.0 {
                clock.remove(&key);
                return Poll::Ready(());
            }
            clock.set(key, context.waker(), environment.current_handler());
            Poll::Pending
        })
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Some(key) = self.key {
            with_current(|environment| environment.clock_mut().remove(&key));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_goes_to_the_earliest_timer() {
        let mut clock = Clock::starting_at(Timestamp::UNIX_EPOCH);
        for (id, seconds) in [5, 3, 3].into_iter().enumerate() {
            clock.set((Duration::from_secs(seconds), id as u64), Waker::noop(), None);
        }
        assert_eq!((clock.advance().len(), clock.elapsed().as_secs()), (2, 3));
        assert_eq!((clock.advance().len(), clock.elapsed().as_secs()), (1, 5));
        assert_eq!(clock.advance().len(), 0);
        assert_eq!(clock.now().to_string(), "1970-01-01T00:00:05Z");
    }
}
