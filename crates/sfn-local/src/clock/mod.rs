//! Time as executions see it: virtual, where nobody waits, or real, as fast as the world or faster.
//!
//! Whoever waits for the clock is a participant of it. A virtual clock moves only when every
//! participant is idle, and then to the earliest instant that one waits for, so that a
//! three-day Wait takes no time and a run is the same every time.

mod real;
mod scale;
mod simulated;

use std::{
    future::poll_fn,
    task::{Context, Poll},
};

pub use real::{RealClock, Sleep};
pub use scale::{BadTimeScale, TimeScale};
pub use simulated::{Hold, VirtualClock};

use crate::time::Timestamp;

/// A source of time.
pub trait Clock: Send + Sync {
    /// The instant it is.
    fn now(&self) -> Timestamp;

    /// Whether waiting for it takes no time of anybody's.
    fn is_virtual(&self) -> bool {
        false
    }

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
