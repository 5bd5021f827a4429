//! How fast a clock runs.

use std::{fmt, str::FromStr, time::Duration};

/// How many times as fast as the world a clock runs: at 60, a minute of an execution takes a second.
///
/// # Example
/// ```
/// use sfn_local::clock::TimeScale;
///
/// let scale: TimeScale = "60".parse()?;
/// assert_eq!(Some(scale), TimeScale::new(60.0));
/// assert_eq!("0".parse::<TimeScale>().unwrap_err().to_string(), "a time scale is a number above 0, not `0`");
/// # Ok::<(), sfn_local::clock::BadTimeScale>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct TimeScale(f64);

/// A text that is no time scale.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a time scale is a number above 0, not `{0}`")]
pub struct BadTimeScale(String);

impl TimeScale {
    /// As fast as the world.
    pub const ONE: Self = Self(1.0);

    /// A finite number above 0.
    pub fn new(scale: f64) -> Option<Self> {
        (scale.is_finite() && scale > 0.0).then_some(Self(scale))
    }

    /// So much of a clock's time passes in that much of the world's.
    pub(crate) fn of(self, world: Duration) -> Duration {
        Duration::try_from_secs_f64(world.as_secs_f64() * self.0).unwrap_or(Duration::MAX)
    }

    pub(super) const fn get(self) -> f64 {
        self.0
    }
}

impl Default for TimeScale {
    fn default() -> Self {
        Self::ONE
    }
}

impl FromStr for TimeScale {
    type Err = BadTimeScale;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().ok().and_then(Self::new).ok_or_else(|| BadTimeScale(text.to_owned()))
    }
}

impl fmt::Display for TimeScale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
