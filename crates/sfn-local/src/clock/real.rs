//! The system's time, on the timers of whatever executor there is.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use super::{Clock, Participant, TimeScale};
use crate::time::Timestamp;

/// A future that is ready after some real time; an executor supplies it.
pub type Sleep = Pin<Box<dyn Future<Output = ()> + Send>>;

/// The system's time, unless it is told to run faster or to start at another instant.
#[derive(Clone)]
pub struct RealClock {
    sleep: Arc<dyn Fn(Duration) -> Sleep + Send + Sync>,
    start: Timestamp,
    started: Instant,
    scale: TimeScale,
}

impl RealClock {
    /// A clock on an executor's timers, such as `|duration| Box::pin(tokio::time::sleep(duration))`.
    pub fn new(sleep: impl Fn(Duration) -> Sleep + Send + Sync + 'static) -> Self {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self {
            sleep: Arc::new(sleep),
            start: Timestamp::default() + since_epoch,
            started: Instant::now(),
            scale: TimeScale::ONE,
        }
    }

    /// Makes it run `scale` times as fast as the world.
    #[must_use]
    pub fn scaled(self, scale: TimeScale) -> Self {
        Self { scale, ..self }
    }

    /// Makes it `start` now.
    #[must_use]
    pub fn starting_at(self, start: Timestamp) -> Self {
        Self { start, started: Instant::now(), ..self }
    }

    fn real(&self, duration: Duration) -> Duration {
        Duration::try_from_secs_f64(duration.as_secs_f64() / self.scale.get())
            .unwrap_or(Duration::MAX)
    }
}

impl Clock for RealClock {
    fn now(&self) -> Timestamp {
        self.start + self.scale.of(self.started.elapsed())
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
