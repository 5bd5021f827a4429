//! Instants of the execution's own time, which a virtual clock may move by years in no time.

use std::{fmt, ops::Add, time::Duration};

use serde::{Deserialize, Serialize};

/// Milliseconds since the epoch.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Timestamp(i64);

impl Timestamp {
    /// That many milliseconds after the epoch.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the epoch.
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// Seconds since the epoch with their fraction, as the API writes timestamps.
    #[expect(clippy::cast_precision_loss, reason = "exact for the next 200,000 years")]
    pub fn as_seconds(self) -> f64 {
        self.0 as f64 / 1000.0
    }

    /// The time from this instant to `later`; zero where it has passed.
    pub fn until(self, later: Self) -> Duration {
        Duration::from_millis(u64::try_from(later.0.saturating_sub(self.0)).unwrap_or(0))
    }

    /// The instant that a Wait state's `Timestamp` names; fractions of a second are cut off.
    pub fn parse(text: &str) -> Option<Self> {
        let second = parse(text)?.as_second();
        Some(Self(second.checked_mul(1000)?))
    }
}

/// A moment as AWS reads one: the extended form of ISO 8601 with an uppercase `T` and either `Z` or an offset.
pub(crate) fn parse(text: &str) -> Option<jiff::Timestamp> {
    let bytes = text.as_bytes();
    let shape = |at: usize, wanted: &[u8]| {
        bytes.get(at..at + wanted.len()).is_some_and(|part| {
            part.iter().zip(wanted).all(|(byte, wanted)| match wanted {
                b'0' => byte.is_ascii_digit(),
                other => byte == other,
            })
        })
    };
    if !shape(0, b"0000-00-00T00:00:00") {
        return None;
    }
    let rest = text.get(19..)?;
    let zone = match rest.strip_prefix('.') {
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            if zone.len() == fraction.len() {
                return None;
            }
            zone
        }
        None => rest,
    };
    let is_offset = zone.len() == 6
        && zone.starts_with(['+', '-'])
        && zone.as_bytes().get(3) == Some(&b':')
        && zone.bytes().skip(1).enumerate().all(|(at, byte)| at == 2 || byte.is_ascii_digit());
    if zone != "Z" && !is_offset {
        return None;
    }
    text.parse().ok()
}

impl Add<Duration> for Timestamp {
    type Output = Self;

    fn add(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)))
    }
}

impl fmt::Display for Timestamp {
    /// As the context object has it: `2025-01-01T00:00:00.000Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_millisecond(self.0) {
            Ok(timestamp) => write!(f, "{timestamp:.3}"),
            Err(_) => f.write_str("-"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Timestamp;

    #[test]
    fn only_what_aws_takes_is_a_timestamp() {
        for good in
            ["2016-03-05T21:29:29Z", "2016-03-05T21:29:29.243167252Z", "2016-03-05T23:29:29+02:00"]
        {
            assert_eq!(
                Timestamp::parse(good),
                Some(Timestamp::from_millis(1_457_213_369_000)),
                "{good}"
            );
        }
        for bad in [
            "2016-13-05T21:29:29Z",
            "05-12-2016T21:29:29Z",
            "2016-12-05T25:29:29Z",
            "2016-12-05 21:29:29Z",
            "2016-12-05T21:29:29",
            "2016-12-05t21:29:29Z",
            "2016-12-05T21:29:29z",
            "2016-12-05T21:29:29.Z",
            "2016-12-05T21:29:29+0200",
            "2016-12-05T21:29Z",
            "é016-12-05T21:29:29Z",
            "",
        ] {
            assert_eq!(Timestamp::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn it_prints_as_the_context_object_has_it() {
        assert_eq!(
            Timestamp::from_millis(1_457_213_369_007).to_string(),
            "2016-03-05T21:29:29.007Z"
        );
    }
}
