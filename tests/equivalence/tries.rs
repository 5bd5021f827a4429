//! Try blocks: statements whose errors are caught together.

use sfn_dsl::prelude::*;

use crate::support::{Any, Failure, Input, Shape, check, find, reshape, same, twice};

/// A block whose outcome is matched in the next statement.
#[workflow]
async fn matched(input: Input) -> Result<i32, Failure> {
    let mut steps = 0;
    let outcome = async {
        let half = check(input.limit).await?;
        steps += 1;
        if half > 15 {
            return Err(Failure::Bad { why: "big".to_owned(), code: half });
        }
        let next = check(half + 3).await?;
        steps += 1;
        Ok::<_, Failure>(next + 1)
    }
    .await;
    match outcome {
        Ok(value) => Ok(value * 10 + steps),
        Err(Failure::Bad { code, .. }) if code > 20 => Ok(-code),
        Err(Failure::Bad { why, .. }) => Ok(why.chars().count() as i32 + steps),
        Err(Failure::Worse) => Ok(-1000 - steps),
        Err(error) => {
            twice(1).await?;
            Err(error)
        }
    }
}

/// Every way of looking at the outcome, where it stands.
#[workflow]
async fn looked_at(input: Input) -> Result<i32, Any> {
    let value = async {
        let half = check(input.limit).await?;
        for n in input.numbers.clone() {
            if check(n).await? > 9 {
                return Ok(n);
            }
        }
        if input.flag {
            return Err(Any::Stopped { at: half });
        }
        twice(half).await?;
        Ok::<_, Any>(half)
    }
    .await?;
    let Ok(second) = async { check(value).await }.await else { return Ok(7) };
    if let Err(Failure::Late) = async {
        check(second).await?;
        check(second + 1).await
    }
    .await
    {
        return Err(Any::Stopped { at: 1 });
    }
    let third = async {
        let half = check(second + 2).await?;
        check(half + 2).await
    }
    .await
    .unwrap_or(3);
    let fourth = async { check(third + 1).await }.await.ok();
    let fifth = async { check(third + 2).await }
        .await
        .map(|half| half + 1)
        .map_err(|_| Any::Stopped { at: 5 })?;
    if (async { check(fifth + 3).await }).await.is_err() {
        return Ok(fourth.unwrap_or(-1));
    }
    async {
        check(third).await?;
        Ok(check(third + 1).await? + 1)
    }
    .await
}

/// A Map, a Parallel and another block inside; errors convert on the way out.
#[workflow]
async fn nested(input: Input) -> Result<String, Any> {
    let outcome: Result<String, Any> = async {
        let halves = sfn::map(input.numbers.clone(), 2, async |n| check(n).await).await?;
        let (left, right) = sfn::try_join!(check(input.limit), async {
            let inner = async {
                let half = check(input.limit + 1).await?;
                check(half + 6).await
            }
            .await;
            match inner {
                Ok(value) => Ok(value),
                Err(Failure::Worse) => Ok(-1),
                Err(error) => Err(error),
            }
        })?;
        let inner = async {
            let half = check(left + 5).await?;
            if half == 3 {
                return Err(Any::Stopped { at: half });
            }
            Ok::<_, Any>(check(half).await?)
        }
        .await;
        let last = match inner {
            Ok(value) => value,
            Err(Any::Known(Failure::Worse)) => 8,
            Err(error) => return Err(error),
        };
        Ok(format!("{} {left} {right} {last}", halves.len()))
    }
    .await;
    match outcome {
        Ok(text) => Ok(text),
        Err(Any::Known(Failure::Bad { why, code })) => Ok(format!("{why} {code}")),
        Err(Any::Known(Failure::Late)) => {
            let shape = reshape(input.shape.clone()).await?;
            match shape {
                Shape::Point => Ok("late".to_owned()),
                _ => Err(Any::Stopped { at: 0 }),
            }
        }
        Err(Any::Stopped { at }) => Ok(format!("stopped {at}")),
        Err(error) => Err(error),
    }
}

/// A workflow whose errors arrive inside a cause.
#[workflow]
async fn child(number: i32) -> Result<i32, Any> {
    if number > 30 {
        return Err(Any::Stopped { at: number });
    }
    Ok(check(number).await?)
}

/// Errors of nested workflows, and an error that is handed on under a name.
#[workflow]
async fn children(input: Input) -> Result<i32, Any> {
    let value = match async {
        let first = child(input.limit).await?;
        let second = match child(first + 20).await {
            Ok(value) => value,
            Err(Any::Known(Failure::Bad { code, .. })) => code,
            Err(error) => {
                twice(1).await?;
                return Err(error);
            }
        };
        check(second).await?;
        Ok::<_, Any>(second)
    }
    .await
    {
        Ok(value) => value,
        Err(Any::Stopped { at }) => at,
        Err(Any::Known(Failure::Late)) => return Err(Any::Stopped { at: 1 }),
        Err(Any::Known(known)) => return Err(known.into()),
        Err(Any::Other { name, .. }) => name.chars().count() as i32,
    };
    Ok(value)
}

/// A block in a loop that is tried again, and one in a branch whose errors are values.
#[workflow]
async fn again(input: Input) -> Result<i32, Any> {
    let mut n = input.limit;
    let found = loop {
        let outcome = async {
            let half = check(n).await?;
            let Some(next) = find(half).await? else { return Err(Failure::Worse) };
            Ok(next)
        }
        .await;
        match outcome {
            Ok(value) => break value,
            Err(Failure::Worse) if n < 50 => n += 1,
            Err(Failure::Late) => n += 2,
            Err(error) => return Err(error.into()),
        }
    };
    let (left, right) = sfn::join!(
        async {
            let half = async {
                check(found).await?;
                check(found + 1).await
            }
            .await?;
            Ok::<_, Failure>(half)
        },
        check(found + 2)
    );
    match left {
        Ok(left) => Ok(left + right?),
        Err(Failure::Bad { code, .. }) => Ok(code),
        Err(_) => Ok(right?),
    }
}

/// An outcome is only joined with a statement that begins by taking it apart.
#[workflow]
async fn kept(input: Input) -> Result<i32, Failure> {
    let first = check(input.limit).await;
    if input.flag {
        first?;
    }
    let second = check(input.limit + 1).await;
    let third = twice(check(input.limit + 2).await?).await? + second?;
    let fourth = check(third).await;
    fourth
}

same! { matched looked_at nested children again kept }
