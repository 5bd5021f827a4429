//! Moments as data.

use std::{fmt, str::FromStr, time::Duration};

use jiff::{SignedDuration, civil::DateTime};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::format::Piece;
use crate::native::with_current;

/// `jiff::Timestamp` leaves out the last day of the year 9999.
const EPOCH: DateTime = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);

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
        let end = if self.millis < 0 { DateTime::MIN } else { DateTime::MAX };
        let since = SignedDuration::from_millis(self.millis);
        write!(f, "{:.3}Z", EPOCH.checked_add(since).unwrap_or(end))
    }
}

/// The text is no moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a timestamp such as `2026-01-31T09:00:00Z`")]
pub struct NotATimestamp;

impl FromStr for Timestamp {
    type Err = NotATimestamp;

    fn from_str(text: &str) -> Result<Self, NotATimestamp> {
        read(text).map(|millis| Self { millis }).ok_or(NotATimestamp)
    }
}

/// The milliseconds of `2026-01-31T09:00:00.5+01:00`; exactly the texts that `Timestamp::__parsed` takes in a definition.
fn read(text: &str) -> Option<i64> {
    let (seconds, rest) = text.split_at_checked(19)?;
    let shape = seconds.bytes().zip(*b"0000-00-00T00:00:00");
    let is_moment = shape.into_iter().all(|(byte, wanted)| match wanted {
        b'0' => byte.is_ascii_digit(),
        _ => byte == wanted,
    });
    // The parser takes a leap second for the one before it.
    if !is_moment || seconds.ends_with("60") {
        return None;
    }
    let seconds: DateTime = seconds.parse().ok()?;
    let seconds = seconds.duration_since(EPOCH).as_secs();
    let (millis, zone) = match rest.strip_prefix('.') {
        Some(rest) => {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let (fraction, zone) = rest.split_at_checked(digits)?;
            let millis = format!("{fraction:0<3}").get(..3)?.parse::<i64>().ok()?;
            ((1..=9).contains(&digits).then_some(millis)?, zone)
        }
        None => (0, rest),
    };
    Some(seconds * 1_000 + millis - offset(zone)? * 60_000)
}

/// The minutes of `+01:00`.
fn offset(zone: &str) -> Option<i64> {
    if zone == "Z" {
        return Some(0);
    }
    let (sign, rest) = zone.split_at_checked(1)?;
    let (hours, minutes) = rest.split_once(':')?;
    let number = |text: &str, end: i64| {
        let is_number = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<i64>().ok().filter(|number| is_number && *number < end)
    };
    let minutes = number(hours, 24)? * 60 + number(minutes, 60)?;
    match sign {
        "+" => Some(minutes),
        "-" => Some(-minutes),
        _ => None,
    }
}

/// The text of a moment, under a name by which those know it that make values up.
#[derive(Deserialize)]
struct Iso8601(String);

/// What serde calls the text of a moment.
pub(crate) const TEXT: &str = "Iso8601";

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Iso8601::deserialize(deserializer)?.0.parse().map_err(D::Error::custom)
    }
}
