//! Steps: functions that become a part of each workflow that calls them.

use sfn_dsl::prelude::*;

use crate::support::{Any, Failure, Input, check, find, reshape, same, twice};

/// Lets, control flow, a loop, and every way to end.
#[step]
async fn settle(number: i32, mut limit: i32, words: &str) -> Result<i32, Failure> {
    let half = check(number).await?;
    if half > 18 {
        return Ok(half);
    }
    while limit > 3 {
        limit -= 3;
        if check(limit).await? == 5 {
            return Err(Failure::Bad { why: format!("{words} {limit}"), code: limit });
        }
    }
    match find(half).await? {
        Some(found) => twice(found).await,
        None => Err(Failure::Worse),
    }
}

/// A step that calls a step, and has an error type of its own.
#[step]
async fn settle_both(left: i32, right: i32) -> Result<(i32, i32), Any> {
    let first = settle(left, 4, "left").await?;
    let second = match settle(right, first % 7, "right").await {
        Ok(second) => second,
        Err(Failure::Worse) => -1,
        Err(Failure::Bad { code, .. }) if code > 30 => return Err(Any::Stopped { at: code }),
        Err(error) => return Err(error.into()),
    };
    Ok((first, second))
}

/// Nothing to give, and a struct to look into.
#[step]
async fn inspect(input: &Input) -> Result<(), Failure> {
    if input.flag && !input.numbers.is_empty() {
        check(input.limit + input.numbers.len() as i32).await?;
    }
    Ok(())
}

/// Steps whose errors are handed on, matched, and looked at.
#[workflow]
async fn calls(input: Input) -> Result<String, Any> {
    inspect(&input).await?;
    let (left, right) = settle_both(input.limit, input.limit + 2).await?;
    let third = match settle(left + 1, 9, &input.name).await {
        Ok(third) => third,
        Err(Failure::Bad { why, .. }) => return Ok(why),
        Err(error) => return Err(error.into()),
    };
    let fourth = settle(third, 0, "fourth").await.unwrap_or(4);
    let Ok((fifth, _)) = settle_both(fourth, right).await else {
        return Ok(format!("{left} {right} {third} {fourth}"));
    };
    Ok(format!("{left} {right} {third} {fourth} {fifth}"))
}

/// A step in a loop, in a Map, in a branch, in a try block, and as the end.
#[workflow]
async fn places(input: Input) -> Result<i32, Any> {
    let mut sum = 0;
    for number in input.numbers.clone() {
        sum += settle(number, 2, "loop").await.unwrap_or_default();
    }
    let mapped =
        sfn::map(input.numbers.clone(), 2, async |number| settle(number, 5, "map").await).await;
    let mapped = match mapped {
        Ok(mapped) => mapped.iter().sum(),
        Err(_) => 0,
    };
    let (left, right) = sfn::try_join!(settle(sum, 3, "left"), async {
        inspect(&input).await?;
        settle(mapped, 3, "right").await
    })?;
    let outcome = async {
        inspect(&input).await?;
        let (first, second) = settle_both(left, right).await?;
        Ok::<_, Any>(first + second)
    }
    .await;
    match outcome {
        Ok(value) => Ok(settle(value, 1, "end").await?),
        Err(Any::Known(Failure::Worse)) => Ok(settle_both(1, 2).await?.0),
        Err(error) => Err(error),
    }
}

/// Values of every kind go in and out.
#[step]
async fn change(input: Input, by: Option<i32>, words: &[String]) -> Result<Input, Failure> {
    let shape = reshape(input.shape.clone()).await?;
    let name = match by {
        Some(by) => format!("{}{by}", input.name),
        None => words.first().cloned().unwrap_or_default(),
    };
    Ok(Input { shape, name, ..input })
}

#[workflow]
async fn values(input: Input) -> Result<Input, Failure> {
    let words = vec![input.name.clone(), "b".to_owned()];
    let once = change(input.clone(), None, &words).await?;
    let again = change(once, Some(input.limit), &[]).await?;
    change(Input { flag: !again.flag, ..again.clone() }, again.note.as_ref().map(|_| 1), &words)
        .await
}

/// The end of a workflow may be a step's.
#[workflow]
async fn ends(input: Input) -> Result<(i32, i32), Any> {
    settle_both(input.limit, 4).await
}

#[test]
fn lines_are_the_steps_own() {
    let definition = ends::definition();
    let line = line!();
    let mut places = definition.source_map.values();
    assert!(places.all(|place| place.file.ends_with("steps.rs") && place.line < line));
}

same! { calls places values ends }
