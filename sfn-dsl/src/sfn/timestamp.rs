//! Moments as data.

use std::{fmt, str::FromStr, time::Duration};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::format::Piece;
use crate::native::with_current;

/// A moment in UTC, to the millisecond; in JSON the text `2026-01-31T09:00:00.500Z`.
///
/// A field of this type reads every ISO 8601 text with a `T` and with `Z` or an offset; finer fractions are cut off.
/// A moment that is passed on inside a definition keeps its text as it came.
///
/// # Example
/// ```
/// use sfn_dsl::{prelude::*, sfn::Timestamp, testing::{Answers, assert_equivalent}};
///
/// #[derive(Clone, Debug, PartialEq, TaskError)]
/// pub enum TooLate { Overdue { by_hours: f64 } }
///
/// #[workflow]
/// pub async fn remind(due: Timestamp) -> Result<String, TooLate> {
///     let now = Timestamp::now();
///     if now > due {
///         return Err(TooLate::Overdue { by_hours: now.seconds_since(&due) / 3600.0 });
///     }
///     sfn::sleep_until(due.minus(sfn::hours(24))).await;
///     Ok(format!("due on {}", due.format("%d.%m.%Y")))
/// }
///
/// let due = || "2026-03-01T10:00:00+01:00".parse().unwrap();
/// assert_eq!(Answers::new().run(remind(due())).result, Ok("due on 01.03.2026".to_owned()));
/// assert_equivalent(|| remind(due()), &Answers::new());
/// ```
///
/// # ASL
/// ```text
/// now > due                    $toMillis($now) > $toMillis($due)
/// due.minus(sfn::hours(24))    $fromMillis($toMillis($due) - 86400000)
/// now.seconds_since(&due)      ($toMillis($now) - $toMillis($due)) / 1000
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    millis: i64,
}

impl Timestamp {
    /// The moment it is: `$now()`.
    pub fn now() -> Self {
        Self::from(with_current(|environment| environment.now()))
    }

    /// So much later.
    #[must_use]
    pub fn plus(self, duration: Duration) -> Self {
        Self { millis: self.millis.saturating_add(millis(duration)) }
    }

    /// So much earlier.
    #[must_use]
    pub fn minus(self, duration: Duration) -> Self {
        Self { millis: self.millis.saturating_sub(millis(duration)) }
    }

    /// How many seconds have passed since `earlier`; negative where that comes later.
    #[expect(clippy::cast_precision_loss, reason = "exact for 200,000 years")]
    pub fn seconds_since(&self, earlier: &Self) -> f64 {
        self.millis.saturating_sub(earlier.millis) as f64 / 1000.0
    }

    /// The day: `2026-01-31`.
    pub fn date(&self) -> String {
        self.format("%Y-%m-%d")
    }

    /// The time of the day: `09:00:00`.
    pub fn time(&self) -> String {
        self.format("%H:%M:%S")
    }

    /// In another form: `%Y`, `%m`, `%d`, `%H`, `%M` and `%S` stand for the parts, `%%` for a percent sign.
    ///
    /// In a workflow the form is written out there; another letter after `%` does not compile.
    pub fn format(&self, form: &str) -> String {
        let text = self.to_string();
        super::format::pieces(form)
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.as_str(),
                Piece::Part(start, length) => text.get(*start..start + length).unwrap_or_default(),
            })
            .collect()
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

impl From<jiff::Timestamp> for Timestamp {
    fn from(moment: jiff::Timestamp) -> Self {
        let millis = moment.as_nanosecond().div_euclid(1_000_000);
        Self { millis: i64::try_from(millis).unwrap_or(i64::MAX) }
    }
}

impl From<Timestamp> for jiff::Timestamp {
    fn from(moment: Timestamp) -> Self {
        let end = if moment.millis < 0 { Self::MIN } else { Self::MAX };
        Self::from_millisecond(moment.millis).unwrap_or(end)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", jiff::Timestamp::from(*self))
    }
}

/// The text is no moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a timestamp such as `2026-01-31T09:00:00Z`")]
pub struct NotATimestamp;

impl FromStr for Timestamp {
    type Err = NotATimestamp;

    fn from_str(text: &str) -> Result<Self, NotATimestamp> {
        // Its shape is what a Wait state takes; the fraction counts here.
        sfn_local::Timestamp::parse(text).ok_or(NotATimestamp)?;
        text.parse::<jiff::Timestamp>().map(Self::from).map_err(|_| NotATimestamp)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}
