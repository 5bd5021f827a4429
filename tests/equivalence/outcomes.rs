//! Outcomes as values: kept, passed through methods, given back.

use sfn_dsl::prelude::*;

use crate::support::{Any, Failure, Input, check, find, same, twice};

/// Kept, looked at more than once, and given back.
#[workflow]
async fn kept(input: Input) -> Result<i32, Failure> {
    let first = check(input.limit).await;
    let half = twice(2).await?;
    let second = check(input.limit + half).await;
    if first.is_err() && second.is_err() {
        return first;
    }
    let third = check(input.limit + 2).await;
    let sum = first.unwrap_or_default() + third.clone().unwrap_or(1);
    if sum > 20 {
        return third;
    }
    second
}

/// Methods of kept outcomes.
#[workflow]
async fn methods(input: Input) -> Result<String, Any> {
    let first = check(input.limit).await;
    twice(1).await?;
    let second = first.clone().map(|value| value * 2);
    let third = second.clone().map_err(|error| match error {
        Failure::Bad { code, .. } => Any::Stopped { at: code },
        other => Any::Known(other),
    });
    let fourth =
        second.clone().and_then(|value| if value > 9 { Ok(value) } else { Err(Failure::Worse) });
    let fifth = fourth.clone().or_else(|error| match error {
        Failure::Worse => Ok(-1),
        error => Err(error),
    });
    let sixth = first.clone().map_or(-5, |value| value + 1);
    let seventh = first.clone().map_or_else(|_| -6, |value| value + 2);
    let eighth = first.as_ref().is_ok_and(|value| *value > 4);
    let ninth = first.as_ref().is_err_and(|error| matches!(error, Failure::Late));
    let tenth = matches!(fourth.clone().err(), Some(Failure::Worse));
    let eleventh = fifth.unwrap_or_else(|_| 11);
    if eighth {
        third?;
    }
    let last = fourth.map_err(Any::Known)?;
    Ok(format!("{sixth} {seventh} {eighth} {ninth} {tenth} {eleventh} {last}"))
}

/// The same on the calls themselves.
#[workflow]
async fn direct(input: Input) -> Result<i32, Failure> {
    let a = check(input.limit).await.map_or(-1, |half| half + 1);
    let b = check(a).await.is_ok_and(|half| half > 3);
    let c = check(a + 1)
        .await
        .and_then(|half| if half > 15 { Err(Failure::Worse) } else { Ok(half) })?;
    let d = check(c).await.or_else(|error| match error {
        Failure::Worse => Ok(4),
        error => Err(error),
    })?;
    let e = matches!(check(d + 3).await.err(), Some(Failure::Worse | Failure::Late));
    let f = check(d + 4).await.map_or_else(|_| 9, |half| half + 1);
    if b || e {
        return check(f).await.or_else(|_| Ok(1));
    }
    check(f + 1).await.and_then(|half| Ok(half + 1))
}

/// Control flow gives an outcome.
#[workflow]
async fn chosen(input: Input) -> Result<i32, Failure> {
    let outcome = if input.flag {
        check(input.limit).await
    } else if input.limit > 30 {
        Err(Failure::Bad { why: "no".to_owned(), code: 1 })
    } else {
        Ok(input.limit)
    };
    let again = match find(input.limit).await? {
        Some(found) if found > 10 => check(found).await,
        Some(found) => Ok(found),
        None => Err(Failure::Worse),
    };
    let mut last: Result<i32, Failure> = Err(Failure::Late);
    for number in input.numbers.clone() {
        last = check(number).await;
        if last.is_ok() {
            break;
        }
    }
    match (outcome, again) {
        (Ok(outcome), Ok(again)) => Ok(outcome + again),
        (Err(Failure::Bad { code, .. }), Ok(_)) => Ok(code),
        (Ok(_), Err(error)) => Err(error),
        (Err(_), Ok(again)) if again > 5 => Ok(again),
        (Err(_), _) => last,
    }
}

/// Outcomes of branches together, and kept outcomes in chains of conditions.
#[workflow]
async fn together(input: Input) -> Result<i32, Failure> {
    let (left, right) = sfn::join!(check(input.limit), find(input.pair.0));
    let sum = match (left, right) {
        (Ok(half), Ok(Some(found))) if half > found => half,
        (Ok(half), Ok(_)) => half + 1,
        (Err(Failure::Bad { code, .. }), Ok(found)) => code + found.unwrap_or(2),
        (Err(Failure::Worse), _) => -1,
        (Ok(_), Err(error)) | (Err(error), _) => return Err(error),
    };
    let once = check(sum).await;
    if let Ok(half) = once
        && half > 3
        && input.flag
    {
        return Ok(half);
    }
    let twice = check(sum + 2).await;
    if let Err(Failure::Worse) = &twice
        && input.flag
    {
        return Ok(-3);
    }
    if let Ok(first) = twice
        && let Ok(second) = check(first).await
        && second > 1
    {
        return Ok(second);
    }
    let (left, right) = sfn::join!(check(sum + 3), async {
        let half = check(sum + 4).await?;
        twice_more(half).await
    });
    if let (Ok(left), Ok(right)) = (&left, &right) {
        return Ok(left + right);
    }
    left.or_else(|_| right)
}

/// Fails for large numbers.
#[task(lambda = "twice-more")]
async fn twice_more(number: i32) -> Result<i32, Failure> {
    if number > 20 { Err(Failure::Worse) } else { Ok(2 * number) }
}

#[derive(Clone, Debug, PartialEq, TaskError)]
enum Apart {
    Below { by: i32 },
    Above { by: i32, word: String },
    Never,
}

/// Fails on either side.
#[task(lambda = "between")]
async fn between(number: i32) -> Result<i32, Apart> {
    match number {
        0 => Err(Apart::Never),
        ..10 => Err(Apart::Below { by: 10 - number }),
        50.. => Err(Apart::Above { by: number - 50, word: "far".to_owned() }),
        _ => Ok(number),
    }
}

/// Errors of several kinds with the same names inside.
#[workflow]
async fn sides(input: Input) -> Result<String, Apart> {
    let near = match between(input.limit).await {
        Ok(number) => number,
        Err(Apart::Below { by } | Apart::Above { by, .. }) => by,
        Err(Apart::Never) => twice(100).await.unwrap_or(2),
    };
    let far = match between(near).await {
        Ok(number) | Err(Apart::Above { by: number, .. } | Apart::Below { by: number }) => number,
        Err(error) => return Err(error),
    };
    Ok(format!("{near} {far}"))
}

same! { kept methods direct chosen together sides }
