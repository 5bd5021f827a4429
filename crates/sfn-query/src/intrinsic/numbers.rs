//! The functions on numbers. `None` is an argument that AWS does not take.

use serde_json::Value;

use crate::random::{Draws, JavaRandom};

/// The whole part of a number.
pub(super) fn truncated(value: &Value) -> Option<i64> {
    whole(value, f64::trunc)
}

fn whole(value: &Value, round: fn(f64) -> f64) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "casting saturates")]
    value.as_i64().or_else(|| value.as_f64().map(|number| round(number) as i64))
}

/// The sum of the rounded numbers. Halves are rounded up, as Java does.
pub(super) fn add(a: &Value, b: &Value) -> Option<Value> {
    let rounded = |value| {
        let number = whole(value, |number| (number + 0.5).floor())?;
        i32::try_from(number).ok()
    };
    rounded(a)?.checked_add(rounded(b)?).map(Value::from)
}

/// A whole number, at least `start` and below `end`.
pub(super) fn random(
    start: &Value,
    end: &Value,
    seed: Option<&Value>,
    draws: &Draws,
) -> Option<Value> {
    let bound = |value| i32::try_from(truncated(value)?).ok();
    let (start, end) = (i64::from(bound(start)?), i64::from(bound(end)?));
    let width = u32::try_from(end - start).ok().filter(|width| *width > 0)?;
    let offset = match seed.map(|seed| truncated(seed).map(i64::cast_unsigned)) {
        Some(seed) if i32::try_from(width).is_ok() => JavaRandom::new(seed?).next_below(width),
        Some(seed) => Draws::new(seed?).next_u64() % u64::from(width),
        None => draws.next_u64() % u64::from(width),
    };
    let offset = i64::try_from(offset).ok()?;
    Some((start + offset).into())
}
