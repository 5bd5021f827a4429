//! Errors: in every position, matched, mapped, raised again.

use sfn_dsl::prelude::*;

use crate::support::{Any, Failure, Input, Shape, check, same, twice};

/// Calls inside conditions, arguments, scrutinees and loop conditions.
#[workflow]
async fn positions(input: Input) -> Result<i32, Failure> {
    let mut n = 0;
    if check(input.limit).await? > 3 {
        n += 1;
    }
    if !(check(input.limit + 1).await? == 2) && input.flag {
        n += 10;
    } else if check(input.limit + 2).await? > 5 {
        n += 20;
    }
    let m = twice(check(twice(n).await?).await?).await?;
    match check(m + n).await? {
        0..3 => n += 100,
        x if x > n => n += x,
        _ => {}
    }
    while check(n).await? > 40 {
        n -= 37;
    }
    Ok(n + m)
}

/// Errors inside arms of errors, and errors raised again.
#[workflow]
async fn again(input: Input) -> Result<String, Any> {
    let first = match check(input.limit).await {
        Ok(value) => value,
        Err(Failure::Bad { why, code }) => match check(code + 1).await {
            Ok(value) => value,
            Err(Failure::Worse) => match check(code + 5).await {
                Ok(_) => return Ok(why),
                Err(error) => return Err(error.into()),
            },
            Err(error) => return Err(Any::from(error)),
        },
        Err(error @ Failure::Worse) => return Err(error.into()),
        Err(Failure::Late) => {
            let late = check(3).await?;
            late + 1
        }
    };
    Ok(format!("{first}"))
}

/// An error value is matched later.
#[workflow]
async fn later(input: Input) -> Result<String, Any> {
    let text = match check(input.limit).await {
        Ok(value) => format!("{value}"),
        Err(error) => {
            let _ = twice(1).await;
            match error {
                Failure::Bad { why, code } if code > 30 => why,
                Failure::Bad { code, .. } => return Err(Any::Stopped { at: code }),
                Failure::Late => "late".to_owned(),
                other => return Err(other.into()),
            }
        }
    };
    Ok(text)
}

/// A workflow that another calls, to match its errors.
#[workflow]
async fn inner(number: i32, shape: Shape) -> Result<i32, Any> {
    if let Shape::Circle { radius } = shape {
        return Err(Any::Stopped { at: radius });
    }
    Ok(check(number).await?)
}

/// No parameter.
#[workflow]
async fn nothing() -> Result<(), Failure> {
    Ok(())
}

/// Errors of a nested workflow, transparent ones among them.
#[workflow]
async fn outer(input: Input) -> Result<String, Any> {
    nothing().await?;
    let value = match inner(input.limit, input.shape.clone()).await {
        Ok(value) => value,
        Err(Any::Known(Failure::Bad { why, .. })) => return Ok(why),
        Err(Any::Known(Failure::Worse)) => -1,
        Err(Any::Known(known)) => return Err(known.into()),
        Err(Any::Stopped { at }) if at > 20 => -2,
        Err(Any::Stopped { at }) => at,
        Err(Any::Other { name, .. }) => return Ok(name),
    };
    let again = inner(value, Shape::Point).await.unwrap_or(5);
    let third = inner(again, Shape::Point).await.is_ok();
    Ok(format!("{value} {again} {third}"))
}

/// Values of outcomes.
#[workflow]
async fn outcomes(input: Input) -> Result<Vec<i32>, Failure> {
    let a = check(input.limit).await.map(|value| value + 1).unwrap_or(-1);
    let b = check(a).await.map(|value| value * 2)?;
    let c = check(b).await.map_err(|error| match error {
        Failure::Bad { code, .. } => Failure::Bad { why: "mapped".to_owned(), code },
        other => other,
    })?;
    let d = check(c).await.ok().map(|value| value + 1).unwrap_or(7);
    let e = if check(d).await.is_err() { 1 } else { 2 };
    let f = check(e + 6).await.unwrap_or_default();
    let g = check(f + 7).await.unwrap_or_else(|_| f + 1);
    let Ok(h) = check(g).await else { return Ok(vec![a, b, c]) };
    if let Err(Failure::Worse) = check(h + 1).await {
        return Ok(vec![h]);
    }
    if let Ok(i) = check(h).await {
        return Ok(vec![a, b, c, d, e, f, g, h, i]);
    }
    check(h + 2).await.map(|value| vec![value])
}

/// Every branch's result as a value.
#[workflow]
async fn joined(input: Input) -> Result<String, Any> {
    let (left, right) = sfn::join!(check(input.limit), async {
        let half = check(input.limit + 1).await?;
        if half > 20 {
            return Err(Failure::Bad { why: "half".to_owned(), code: half });
        }
        twice(half).await
    });
    let text = match left {
        Ok(value) if value > 9 => format!("big {value}"),
        Ok(value) => format!("{value}"),
        Err(Failure::Bad { why, .. }) => why,
        Err(Failure::Worse | Failure::Late) => "late or worse".to_owned(),
    };
    if let Ok(value) = right {
        return Ok(format!("{text} {value}"));
    }
    let right = right?;
    Ok(format!("{text} {right}"))
}

/// Arms for a whole outcome that `?` hands on.
#[workflow]
async fn whole(input: Input) -> Result<i32, Failure> {
    let mut n = input.limit;
    loop {
        match check(n).await {
            Err(Failure::Worse) => sfn::sleep(sfn::seconds(1)).await,
            other => {
                other?;
                break;
            }
        }
        n += 1;
    }
    match check(n + 2).await {
        Err(Failure::Late) => {}
        other => {
            let half = other?;
            if half > 15 {
                return Ok(half);
            }
        }
    }
    let first = match check(n + 1).await {
        Err(Failure::Worse) => 7,
        other => {
            let half = other?;
            half + 1
        }
    };
    let second = match check(first).await {
        Ok(half) if half > 3 => half,
        other => other? + 1,
    };
    match check(second).await {
        Err(Failure::Worse) => {}
        other => {
            let half = other?;
            twice(half + 1).await?;
        }
    }
    Ok(first * 100 + second)
}

same! { positions again later outer outcomes joined whole every_error_first }

/// The arm for every error comes before those for some, and one takes all before the last.
#[workflow]
async fn every_error_first(input: Input) -> Result<String, Any> {
    let first = match sfn::map(input.numbers.clone(), 2, async |number| {
        if number > 20 {
            return Err(Any::Stopped { at: number });
        }
        Ok(check(number).await?)
    })
    .await
    {
        Ok(all) => format!("{}", all.len()),
        Err(Any::Other { name, .. }) => name,
        Err(Any::Known(_)) => "known".to_owned(),
        Err(Any::Stopped { at }) => format!("{at}"),
    };
    let second = if let Err(Any::Other { .. }) = inner(input.limit, input.shape.clone()).await {
        check(0).await?
    } else {
        1
    };
    let third = if let Err(failure) = check(input.limit).await {
        matches!(failure, Failure::Worse)
    } else {
        check(second).await? > 3
    };
    let fourth = match inner(second, input.shape).await {
        Err(Any::Stopped { .. } | Any::Other { .. }) => 4,
        Err(Any::Known(Failure::Late)) => 5,
        _ => 6,
    };
    Ok(format!("{first} {second} {third} {fourth}"))
}
