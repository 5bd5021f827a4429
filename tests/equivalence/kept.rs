//! Kept outcomes in every scope: in Maps, branches, try blocks, steps and loops.

use sfn_dsl::prelude::*;

use crate::support::{Failure, Input, check, same, twice};

/// An arm for the whole outcome, of which another is made.
#[workflow]
async fn whole(input: Input) -> Result<i32, Failure> {
    let first = check(input.limit).await;
    twice(1).await?;
    let second = match first.clone() {
        Ok(half) if half > 20 => check(half).await,
        other => other,
    };
    if input.flag {
        return second.and(first).or(Ok(3));
    }
    match second {
        Err(Failure::Worse) => Ok(0),
        other => other,
    }
}

/// Given back by the closure of a Map.
#[workflow]
async fn mapped(input: Input) -> Result<Vec<i32>, Failure> {
    sfn::map(input.numbers.clone(), 3, async |number| {
        let first = check(number).await;
        let second = check(number + 1).await;
        if first.is_ok() {
            return first;
        }
        second
    })
    .await
}

/// Given back by a branch, and by a try block.
#[workflow]
async fn branches(input: Input) -> Result<i32, Failure> {
    let (left, right) = sfn::join!(
        async {
            let first = check(input.limit).await;
            let second = check(input.limit + 1).await;
            if first.is_ok() {
                return first;
            }
            twice(3).await?;
            second.map(|half| half + 1)
        },
        check(3)
    );
    let outcome: Result<i32, Failure> = async {
        let first = check(input.limit).await;
        let second = check(input.limit + 1).await;
        if second.is_ok() {
            return first;
        }
        second
    }
    .await;
    let last = outcome.unwrap_or_else(|error| match error {
        Failure::Bad { code, .. } => code,
        _ => 3,
    });
    Ok(left.unwrap_or(1) + right? + last)
}

/// Given back by a step, and by what calls it.
#[workflow]
async fn stepped(input: Input) -> Result<i32, Failure> {
    let half = half_or_three(input.limit).await;
    twice(2).await?;
    let Ok(half) = half else { return Ok(-1) };
    let left = half_or_three(half).await;
    twice(2).await?;
    let right = half_or_three(half + 1).await;
    let (Ok(left), Ok(right)) = (left, right) else { return Err(Failure::Worse) };
    Ok(left + right)
}

#[step]
async fn half_or_three(number: i32) -> Result<i32, Failure> {
    let half = check(number).await;
    twice(1).await?;
    if number > 10 {
        return half.or(Ok(3));
    }
    half
}

/// Given another value in a loop.
#[workflow]
async fn repeated(input: Input) -> Result<i32, Failure> {
    let mut best = check(input.limit).await;
    let mut tries = 0;
    while best.is_err() && tries < 3 {
        tries += 1;
        best = check(input.limit + tries).await;
    }
    best.map(|half| half + tries)
}

/// Two together, of which an arm gives one back; and one from a block with a label.
#[workflow]
async fn pairs(input: Input) -> Result<i32, Failure> {
    let first = check(input.limit).await;
    let second = check(input.limit + 1).await;
    let chosen = 'chosen: {
        if input.flag {
            break 'chosen check(input.pair.0).await;
        }
        check(input.pair.0 + 1).await
    };
    let third = match chosen {
        Ok(half) => half,
        Err(_) if input.flag => 7,
        Err(Failure::Bad { code, .. }) => code,
        Err(error) => return Err(error),
    };
    match (first, second) {
        (Ok(half), other) => Ok(half + third + other.unwrap_or(3)),
        (Err(Failure::Worse), other) => other,
        (Err(error), _) => Err(error),
    }
}

/// Whether there is an outcome, and not why there is none.
#[workflow]
async fn options(input: Input) -> Result<i32, Failure> {
    let Some(first) = check(input.limit).await.ok() else { return Ok(-1) };
    let mut sum = first;
    if let Some(half) = check(first).await.ok()
        && half > 2
    {
        sum += half;
    }
    sum += match check(first + 1).await.ok() {
        Some(half) if half > 3 => half,
        None => 100,
        _ => 1000,
    };
    Ok(sum)
}

#[test]
fn an_option_of_an_outcome_is_its_catch() {
    let machine = sfn_asl::write::to_string(&options::definition().machine);
    assert!(!machine.contains("null"), "{machine}");
}

same! { options pairs whole mapped branches stepped repeated }
