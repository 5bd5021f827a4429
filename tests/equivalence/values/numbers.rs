//! Numbers: where types end, and how division and rounding go.

use sfn_dsl::prelude::*;

use crate::support::{Failure, Input, check, same};

#[workflow]
async fn integers(input: Input) -> Result<Vec<i32>, Failure> {
    let (a, b) = (input.limit - 30, input.numbers.len() as i32 - 2);
    let first = check(4).await?;
    let small = a as u8;
    let unsigned = a as u32;
    let count = input.numbers.len();
    Ok(vec![
        first,
        a.checked_add(b).unwrap_or(-1),
        a.checked_mul(100_000_000).unwrap_or(-2),
        a.checked_div(b).unwrap_or(-3),
        a.saturating_mul(1_000_000_000),
        a.rem_euclid(7),
        a.div_euclid(-7),
        a.signum() + a.abs() + a.pow(3),
        i32::from(a.is_negative()) - i32::from(b.is_positive()),
        small as i32,
        (small as i8) as i32,
        unsigned as i32,
        count.saturating_sub(2) as i32,
        count.checked_sub(2).map_or(-1, |n| n as i32),
        count.abs_diff(3) as i32,
        a.abs_diff(b) as i32,
        (a as f64 / 3.0) as i32,
        (f64::from(a) * 1e9) as i32,
        (f64::from(a) * 10.0) as u8 as i32,
    ])
}

#[workflow]
async fn floats(input: Input) -> Result<Vec<f64>, Failure> {
    let x = f64::from(input.limit - 30) / 4.0;
    let first = check(4).await?;
    Ok(vec![
        f64::from(first),
        x.round(),
        x.floor() + x.ceil() + x.trunc(),
        x.fract(),
        x.abs().sqrt(),
        x.rem_euclid(0.7),
        x.min(2.5).max(-1.5),
        x.clamp(-3.0, 3.0),
        (x + 0.5).round_ties_even(),
        input.numbers.iter().map(|n| f64::from(*n) * 0.1).sum::<f64>(),
        input.numbers.iter().map(|n| f64::from(*n)).fold(x, f64::max),
    ])
}

/// `contains` of ranges.
#[workflow]
async fn in_ranges(input: Input) -> Result<Vec<bool>, Failure> {
    let (low, limit) = (input.pair.0, input.limit);
    Ok(vec![
        (10..20).contains(&limit),
        (low..=limit).contains(&(limit - 1)),
        (..limit).contains(&low),
        (low..).contains(&input.numbers.iter().copied().max().unwrap_or(0)),
        input.numbers.iter().any(|number| (low..=low + 5).contains(number)),
        !(0.5..2.5).contains(&f64::from(limit)),
    ])
}

same! { in_ranges integers floats }
