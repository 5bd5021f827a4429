//! `Option`, and `?` on one.

use sfn_dsl::prelude::*;

use crate::support::{Any, Failure, Input, check, find, same};

/// Methods of options.
#[workflow]
async fn methods(input: Input) -> Result<Vec<Option<i32>>, Failure> {
    let depth = input.extra.as_ref().and_then(|extra| extra.depth);
    let first = input.numbers.first().copied();
    let found = find(input.limit).await?;
    let note = input.note.as_deref().map(|note| note.chars().count() as i32);
    Ok(vec![
        depth.or(first),
        depth.xor(found),
        depth.zip(first).map(|(a, b)| a + b),
        depth.and(found),
        depth.filter(|x| *x > 2).or_else(|| first.map(|x| x + 1)),
        Some(depth.unwrap_or_default() + found.unwrap_or_else(|| 5)),
        Some(depth.map_or(1, |x| x * 2)),
        Some(depth.map_or_else(|| 3, |x| x * 3)),
        (input.limit > 10).then_some(input.limit),
        (input.limit > 10).then(|| input.limit + 1),
        Some(i32::from(depth.is_some_and(|x| x > 1)) + i32::from(found.is_none_or(|x| x > 4))),
        note,
        Some(depth.iter().chain(first.iter()).sum::<i32>()),
        input
            .rows
            .iter()
            .map(|row| row.first().copied())
            .collect::<Option<Vec<_>>>()
            .map(|all| all.iter().sum()),
    ])
}

/// An error for what is not there.
#[workflow]
async fn required(input: Input) -> Result<i32, Failure> {
    let depth = input.extra.and_then(|extra| extra.depth).ok_or(Failure::Worse)?;
    let first = *input
        .numbers
        .first()
        .ok_or_else(|| Failure::Bad { why: input.name.clone(), code: depth })?;
    let found = find(first).await?.ok_or(Failure::Late)?;
    Ok(found + depth)
}

/// As the end of a function, and with an error that becomes another.
#[workflow]
async fn at_the_end(input: Input) -> Result<i32, Any> {
    let first = input.numbers.first().copied().ok_or(Failure::Worse)?;
    let checked = check(first).await?;
    find(checked).await?.ok_or(Any::Stopped { at: first })
}

same! { methods required at_the_end }
