//! Patterns of lists.

use sfn_dsl::prelude::*;

use crate::support::{Failure, Input, check, same};

/// Every form of a list.
#[workflow]
async fn forms(input: Input) -> Result<String, Failure> {
    let text = match input.numbers.as_slice() {
        [] => "none".to_owned(),
        [one] => format!("one {one}"),
        [first, 7, ..] => format!("seven after {first}"),
        [first, .., last] if first == last => format!("ends are {last}"),
        [first, rest @ ..] => format!("{first} and {}", rest.iter().sum::<i32>()),
    };
    let rows = match &input.rows[..] {
        [start @ .., end] => start.len() + end.len() * 10,
        [] => 99,
    };
    Ok(format!("{text} {rows}"))
}

/// With calls in the arms, and lists of lists and of texts.
#[workflow]
async fn with_calls(input: Input) -> Result<Vec<Vec<i32>>, Failure> {
    if let [a, b] = input.numbers[..] {
        return Ok(vec![vec![check(a).await?, b]]);
    }
    let words = vec![input.name.clone(), input.pair.1.clone()];
    let word = match words.as_slice() {
        [first, second] if first == second => 1,
        [_, last] if last == "a" => check(2).await?,
        _ => 3,
    };
    match input.rows.as_slice() {
        [] => Ok(vec![vec![word]]),
        [row, rest @ ..] if row.len() > 1 => {
            let x = check(row.len() as i32).await?;
            let mut all = rest.to_vec();
            all.push(vec![x]);
            Ok(all)
        }
        [_, middle @ .., last] => {
            let mut all = middle.to_vec();
            all.push(last.clone());
            Ok(all)
        }
        [_] => Err(Failure::Worse),
    }
}

/// `let … else`, and a loop that eats a list.
#[workflow]
async fn eaten(input: Input) -> Result<i32, Failure> {
    let mut left = input.numbers.clone();
    let mut sum = 0;
    while let [first, rest @ ..] = left.as_slice() {
        sum = sum * 2 % 500 + first;
        left = rest.to_vec();
    }
    let [a, .., b] = input.numbers.as_slice() else {
        return Err(Failure::Bad { why: "short".to_owned(), code: sum });
    };
    Ok(check(a + b + sum).await.unwrap_or(sum))
}

same! { forms with_calls eaten }
