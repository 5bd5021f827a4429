//! Waiting, and how long.

use std::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use jiff::Timestamp;
use sfn_local::TaskFailure;

use crate::native::{self, Sleep, end_run};

/// `seconds` seconds, for [`sleep`].
pub const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// `minutes` minutes, for [`sleep`].
pub const fn minutes(minutes: u64) -> Duration {
    Duration::from_secs(minutes.saturating_mul(60))
}

/// `hours` hours, for [`sleep`].
pub const fn hours(hours: u64) -> Duration {
    Duration::from_secs(hours.saturating_mul(3_600))
}

/// `days` days of 24 hours, for [`sleep`].
pub const fn days(days: u64) -> Duration {
    Duration::from_secs(days.saturating_mul(86_400))
}

/// Waits: a Wait state with `Seconds`.
///
/// # Example
/// ```
/// use sfn_dsl::{native, sfn};
///
/// assert_eq!(native::run(async { sfn::sleep(sfn::hours(6)).await }), Ok(()));
/// ```
///
/// # Units
/// 0–99,999,999 whole seconds, a second that has begun counting as one; at most 300 in an Express workflow, which ends after five minutes.
///
/// # Source
/// <https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html>
pub const fn sleep(duration: Duration) -> Sleep {
    let begun = if duration.subsec_nanos() > 0 { 1 } else { 0 };
    native::sleep(Duration::from_secs(duration.as_secs().saturating_add(begun)))
}

/// Waits until a moment: a Wait state with `Timestamp`. Does not wait for what is past.
///
/// # Example
/// ```
/// use sfn_dsl::{native::Environment, sfn};
///
/// let environment = Environment::new().starting_at("2026-01-01T00:00:00Z".parse()?);
/// let woke = environment.run(async {
///     sfn::sleep_until("2026-01-31T09:00:00Z").await;
///     sfn::now()
/// });
/// assert_eq!(woke?, "2026-01-31T09:00:00.000Z");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// A text that is not a timestamp, with an uppercase `T` and `Z` or an offset, ends the execution with
/// `States.QueryEvaluationError`. Fractions of a second are cut off.
pub fn sleep_until(moment: impl IntoTimestamp) -> SleepUntil {
    let until = moment.into_timestamp().map_err(|text| {
        let cause = format!("`{text}` is not a timestamp such as `2026-01-31T09:00:00Z`");
        TaskFailure::new("States.QueryEvaluationError", cause)
    });
    SleepUntil(Box::pin(async move {
        match until {
            Ok(moment) => native::sleep_until(moment).await,
            Err(failure) => end_run(failure).await,
        }
    }))
}

/// What [`sleep_until`] returns.
#[must_use = "futures do nothing unless awaited"]
pub struct SleepUntil(Pin<Box<dyn Future<Output = ()> + Send>>);

impl Future for SleepUntil {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        self.0.as_mut().poll(context)
    }
}

impl fmt::Debug for SleepUntil {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SleepUntil").finish_non_exhaustive()
    }
}

/// A moment: a `jiff::Timestamp` or an RFC 3339 text.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a moment in time",
    label = "a `jiff::Timestamp` or an RFC 3339 text is wanted here",
    note = "for a duration use `sfn::sleep(..)`"
)]
pub trait IntoTimestamp {
    /// The moment, or the text that is none.
    fn into_timestamp(self) -> Result<Timestamp, String>;
}

impl IntoTimestamp for Timestamp {
    fn into_timestamp(self) -> Result<Self, String> {
        Ok(self)
    }
}

impl IntoTimestamp for crate::sfn::Timestamp {
    fn into_timestamp(self) -> Result<Timestamp, String> {
        // A Wait state cuts off fractions of a second.
        self.to_string().as_str().into_timestamp()
    }
}

impl IntoTimestamp for &str {
    fn into_timestamp(self) -> Result<Timestamp, String> {
        sfn_local::Timestamp::parse(self)
            .and_then(|moment| Timestamp::from_millisecond(moment.as_millis()).ok())
            .ok_or_else(|| self.to_owned())
    }
}

impl IntoTimestamp for String {
    fn into_timestamp(self) -> Result<Timestamp, String> {
        self.as_str().into_timestamp()
    }
}

impl IntoTimestamp for &String {
    fn into_timestamp(self) -> Result<Timestamp, String> {
        self.as_str().into_timestamp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::native::{Environment, run};

    #[test]
    fn what_is_past_is_not_waited_for() {
        let environment = Environment::new().starting_at(Timestamp::UNIX_EPOCH);
        let woke = environment.run(async {
            sleep_until("1969-12-31T23:00:00Z").await;
            sleep_until(Timestamp::UNIX_EPOCH).await;
            crate::sfn::now()
        });
        assert_eq!(woke.unwrap(), "1970-01-01T00:00:00.000Z");
    }

    #[test]
    fn a_text_that_is_no_timestamp_ends_the_execution() {
        for text in ["tomorrow", "2026-01-31", "2026-01-31 09:00:00Z"] {
            let failure = run(async { sleep_until(text).await }).unwrap_err();
            assert_eq!(failure.error, "States.QueryEvaluationError", "{text}");
        }
    }
}
