//! Macros of the standard library: with calls inside, behind conditions, and with guards.

use sfn_dsl::prelude::*;

use crate::support::{Failure, Inner, Input, Shape, check, same, twice};

/// `matches!` with a guard, which is asked for each alternative.
#[workflow]
async fn guarded(input: Input) -> Result<Vec<bool>, Failure> {
    let far = matches!(
        input.shape,
        Shape::Circle { radius: n } | Shape::Inside(Inner::Right { by: n }) if n > 3
    );
    let either = matches!((input.limit, input.pair.0), (n, _) | (_, n) if n > 3 && n < 20);
    let half = matches!(check(input.limit).await, Ok(n) if n > 4);
    let fine = matches!(check(input.limit + 1).await, Ok(_) | Err(Failure::Worse));
    Ok(vec![far, either, half, fine])
}

/// `matches!` of an outcome as a condition.
#[workflow]
async fn conditions(input: Input) -> Result<i32, Failure> {
    if matches!(check(input.limit).await, Err(Failure::Bad { .. })) {
        return Ok(3);
    }
    let outcome = check(input.limit + 1).await;
    twice(1).await?;
    if !matches!(outcome, Ok(half) if half > 5) {
        return Ok(1);
    }
    Ok(2)
}

/// What a macro calls is only called where the macro is reached, and in its order.
#[workflow]
async fn calls_inside(input: Input) -> Result<Vec<String>, Failure> {
    let mut texts: Vec<String> = input
        .numbers
        .iter()
        .map(|number| {
            let next = number + 1;
            format!("{next}")
        })
        .collect();
    let numbers = if input.flag && format!("{}", check(input.limit).await?) == "3" {
        vec![check(1).await?]
    } else {
        vec![2]
    };
    texts.extend(numbers.iter().map(|number| number.to_string()));
    let doubled = if input.flag {
        format!("{half}", half = check(input.pair.0).await?)
    } else {
        format!("{}", twice(2).await?)
    };
    texts.push(doubled);
    let mut stack = input.numbers.clone();
    let popped = (stack.len(), vec![stack.pop(), stack.pop()], stack.len());
    texts.push(format!("{} {} {}", popped.0, popped.1.len(), popped.2));
    Ok(texts)
}

same! { guarded conditions calls_inside }
