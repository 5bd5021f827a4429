//! Patterns: everything that can stand in a `match`, an `if let` and a `let`.

use sfn_dsl::prelude::*;

use crate::support::{Extra, Failure, Inner, Input, Shape, find, reshape, same, twice};

const LIMIT: i32 = 30;

/// Numbers, ranges, texts, truth values and tuples.
#[workflow]
async fn literals(input: Input) -> Result<String, Failure> {
    let a = match input.limit {
        0 => "zero",
        1..=9 => "digit",
        10 | 20 | 30 if input.flag => "round",
        LIMIT => "limit",
        i32::MIN..=-1 => "negative",
        40.. => "big",
        _ => "other",
    };
    let b = match input.name.as_str() {
        "" => 0,
        "stop" | "big" => twice(1).await?,
        other => other.chars().count() as i32,
    };
    let c = match (input.flag, b, a) {
        (true, 0, _) => 1,
        (true, n, "digit") => n,
        (false, 2, text) => text.chars().count() as i32,
        (flag, ..) if flag => 3,
        _ => 4,
    };
    let d = match input.flag {
        true => 'y',
        false => 'n',
    };
    Ok(format!("{a}{b}{c}{d}"))
}

/// Patterns inside patterns.
#[workflow]
async fn nested(input: Input) -> Result<String, Failure> {
    let next = reshape(input.shape.clone()).await?;
    let text = match &next {
        Shape::Inside(Inner::Right { by: 0 | 1 }) => "small".to_owned(),
        Shape::Inside(Inner::Right { by }) if *by < 0 => format!("back {by}"),
        Shape::Inside(Inner::Right { by: far @ 5.. }) => format!("far {far}"),
        Shape::Inside(Inner::Left | Inner::Right { .. }) => "inside".to_owned(),
        Shape::Named(name) if name == "big" => name.clone(),
        shape @ Shape::Named(_) => match shape {
            Shape::Named(again) => format!("<{again}>"),
            _ => "never".to_owned(),
        },
        Shape::Point | Shape::Circle { .. } => "flat".to_owned(),
    };
    let extra = match input.extra.clone() {
        Some(Extra { depth: Some(depth), shape: Shape::Circle { radius } }) => depth * radius,
        Some(Extra { depth: None, .. }) => -1,
        Some(Extra { depth: Some(0), shape: _ }) => -2,
        Some(extra) => match extra.shape {
            Shape::Inside(inner) => match inner {
                Inner::Left => -3,
                Inner::Right { by } => twice(by).await?,
            },
            _ => -4,
        },
        None => -5,
    };
    Ok(format!("{text} {extra}"))
}

/// Conditions in a chain.
#[workflow]
async fn chains(input: Input) -> Result<i32, Failure> {
    if let Some(extra) = &input.extra
        && let Some(depth) = extra.depth
        && depth > 1
    {
        return Ok(depth);
    } else if let Some(note) = &input.note
        && !note.is_empty()
    {
        return Ok(twice(note.chars().count() as i32).await?);
    }
    let mut left = input.extra.and_then(|extra| extra.depth);
    let mut rounds = 0;
    while let Some(n) = left
        && n < 4
    {
        rounds += 1;
        left = if rounds > 2 { None } else { Some(n + 1) };
    }
    let number = if let Some(n) = find(rounds).await?
        && n > 0
    {
        n
    } else {
        -9
    };
    let both = if input.flag && twice(number).await? > 0 { 1 } else { 2 };
    let either = input.limit > 30 || twice(both).await? > 2;
    Ok(if either { rounds } else { number * 10 })
}

/// Structs and tuples taken apart.
#[workflow]
async fn destructuring(input: Input) -> Result<Input, Failure> {
    let Input { name, numbers, pair: (number, text), extra, .. } = input.clone();
    let (a, (b, c)) = (number + 1, (text.clone(), name.chars().count() as i32));
    let tuple = (a, b.clone());
    let (first, second) = (twice(a).await?, twice(c).await?);
    let Some(Extra { shape, depth }) = extra else {
        return Ok(Input { name: b, pair: tuple, ..input });
    };
    let Shape::Named(inner) = shape else {
        return Ok(Input { limit: depth.unwrap_or(first), shape, note: None, ..input });
    };
    Ok(Input { name: inner, numbers: vec![first, second, numbers.len() as i32], ..input })
}

/// Results of `if` and `match` as operands and arguments.
#[workflow]
async fn operands(input: Input) -> Result<i32, Failure> {
    let a = twice(match input.shape.clone() {
        Shape::Circle { radius } => radius,
        Shape::Named(name) => name.chars().count() as i32,
        _ => 0,
    })
    .await?;
    let b = 1 + if input.flag { a } else { twice(a).await? } * 2;
    let c = twice(if let Some(note) = &input.note {
        note.chars().count() as i32
    } else {
        twice(b).await?
    })
    .await?
        + match find(b).await? {
            Some(x) if x > 3 => x,
            Some(_) | None => 0,
        };
    Ok(a + b + c + {
        let x = c;
        x + 1
    })
}

/// Values that are written out, taken apart again.
#[workflow]
async fn written_out(input: Input) -> Result<(i32, String, i32), Failure> {
    let (extra, number, shape) =
        (Extra { depth: Some(input.limit), shape: input.shape.clone() }, 6, Shape::Point);
    let parts = (extra, number, shape);
    let depth = match parts.0.depth {
        Some(depth) if depth > 20 => twice(depth).await?,
        _ => parts.1,
    };
    let name = match Shape::Named("x".to_owned()) {
        Shape::Circle { radius: ..0 } => "round".to_owned(),
        Shape::Inside(Inner::Right { by: 1..20 }) => input.name,
        Shape::Named(name) => name,
        _ => "other".to_owned(),
    };
    Ok((depth, name, parts.1))
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(tag = "t", content = "c")]
enum Change {
    Clear,
    Put { name: String, value: i32 },
}

/// A call in a macro is made in its arm alone.
#[workflow]
async fn known_variant(input: Input) -> Result<i32, Failure> {
    let list = match (Change::Put { name: input.name, value: input.limit }) {
        Change::Clear => vec![twice(input.limit).await?],
        _ => vec![1, 2],
    };
    let other = match Change::Clear {
        Change::Put { value, .. } => twice(value).await?,
        Change::Clear => 3,
    };
    Ok(other + list.len() as i32)
}

same! { literals nested chains destructuring operands written_out known_variant }
