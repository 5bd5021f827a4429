//! Patterns in every place: alternatives with names, tuples, constants, chains, declarations and assignments of several.

use sfn_dsl::prelude::*;

use crate::support::{Extra, Failure, Inner, Input, Shape, check, find, same, twice};

const LIMIT: i32 = 20;

struct Consts;

impl Consts {
    const LOW: i32 = 3;
    const WORD: &'static str = "stop";
}

/// Names inside alternatives: in arms, in an `if let`, in a `let … else`, and where they always match.
#[workflow]
async fn alternatives(input: Input) -> Result<String, Failure> {
    let size = match input.shape.clone() {
        Shape::Circle { radius: n } | Shape::Inside(Inner::Right { by: n }) if n > 3 => n,
        Shape::Circle { radius: n } | Shape::Inside(Inner::Right { by: n }) => {
            check(n).await?;
            -n
        }
        Shape::Named(_) => 3,
        _ => 0,
    };
    let ((n, true) | (n, false)) = (size, input.flag);
    let shape = input.extra.clone().map(|extra| extra.shape);
    if let Some(Shape::Circle { radius: n } | Shape::Inside(Inner::Right { by: n })) = &shape {
        return Ok(format!("{}", twice(*n).await?));
    }
    let ((Some(word), 0..10) | (Some(word), 20..)) = (input.note.clone(), n) else {
        return Ok("none".to_owned());
    };
    Ok(format!("{word}{n}"))
}

/// A guard is asked for each alternative that matches, until it holds.
#[workflow]
async fn guarded(input: Input) -> Result<i32, Failure> {
    let one = match (input.limit, input.pair.0) {
        (n, _) | (_, n) if n > 2 && n < 9 => n,
        _ => -1,
    };
    let two = match (input.note.clone(), input.shape.clone()) {
        (Some(word), Shape::Named(_)) | (_, Shape::Named(word)) if word.contains("a") => {
            twice(word.chars().count() as i32).await?
        }
        (Some(_), _) => 20,
        (None, _) => 30,
    };
    Ok(one + two)
}

/// Numbers, ranges, constants and names for what they match, in tuples.
#[workflow]
async fn numbers(input: Input) -> Result<i32, Failure> {
    let first = match (input.limit, input.flag) {
        (n, true) if n > 40 => n,
        (small @ 1..=9, _) => small + 100,
        (Consts::LOW..LIMIT, true) => 1,
        (LIMIT, _) => 2,
        (other, flag) => {
            if flag {
                other
            } else {
                -other
            }
        }
    };
    let second = match input.name.as_str() {
        Consts::WORD => check(first).await?,
        "big" | "small" => 2,
        _ => i32::MAX.min(LIMIT),
    };
    let extra = Extra { depth: Some(LIMIT), shape: input.shape.clone() };
    let Extra { depth, .. } = Extra { shape: Shape::Point, ..extra };
    Ok(first + second + depth.unwrap_or(Consts::LOW))
}

/// Several names at once: declared, given, swapped, and taken out of what they are in.
#[workflow]
async fn several(input: Input) -> Result<Vec<i32>, Failure> {
    let (mut a, mut b) = (input.limit, input.pair.0);
    let (c, d);
    if input.flag {
        (c, d) = (a + 1, check(b).await?);
    } else {
        (d, c) = (a, b);
    }
    let mut n = 0;
    while n < 4 {
        (a, b) = (b, a + b);
        (n, _) = (n + 1, a);
        if a > 90 {
            twice(a).await?;
        }
    }
    let ((e, f), Input { limit, .. }) = ((a, d), input.clone());
    let mut pair = input.pair.clone();
    (pair.0, a) = (a, pair.0);
    let (index, _) = input
        .numbers
        .iter()
        .enumerate()
        .map(|(i, &x)| (i as i32, x))
        .max_by_key(|(_, x)| *x)
        .unwrap_or((-1, 0));
    Ok(vec![a, b, c, d, e, f, limit, pair.0, index])
}

/// Conditions of which a later one calls: it is only called where those before it hold.
#[workflow]
async fn chains(input: Input) -> Result<i32, Failure> {
    let mut calls = 0;
    if input.flag
        && let Ok(half) = check(input.limit).await
        && half > 2
        && let Some(found) = find(half).await?
    {
        calls += 1;
        if found > 8 {
            return Ok(found);
        }
    } else if let Some(note) = &input.note
        && check(note.chars().count() as i32 + 5).await? > 2
    {
        calls += 10;
    } else {
        calls += 100;
    }
    let mut n = input.limit;
    while n > 0
        && let Some(next) = find(n).await?
        && next != 7
    {
        calls += 1000;
        n = next - 5;
    }
    let size = if let Some(extra) = &input.extra
        && let Some(depth) = extra.depth
        && check(depth).await? >= 0
    {
        depth
    } else {
        -1
    };
    Ok(calls + size + n)
}

/// The same in loops, which are left and gone on with from inside.
#[workflow]
async fn chains_in_loops(input: Input) -> Result<i32, Failure> {
    let mut n = 0;
    if let Ok(half) | Err(Failure::Bad { code: half, .. }) = check(input.limit).await {
        n += half;
    }
    while let Ok(half) = check(n + 20).await
        && half > 9
        && n < 9
    {
        n += 3;
    }
    let mut k = 0;
    'outer: while k < 5 {
        k += 1;
        if let Ok(half) = check(k * 3).await
            && let Some(found) = find(half).await?
            && found > 1
        {
            if found > 4 {
                break 'outer;
            }
            continue;
        }
        n += 100;
    }
    Ok(n + k)
}

/// Fields and variables change places.
#[workflow]
async fn swapped(input: Input) -> Result<Input, Failure> {
    let mut changed = input.clone();
    let mut pair = (input.limit, input.numbers.len() as i32);
    pair = (pair.1, pair.0);
    (changed.limit, changed.pair.0) = (changed.pair.0, changed.limit);
    let (a, b) = pair;
    let mut numbers = input.numbers.clone();
    (numbers, changed.numbers) = (changed.numbers.clone(), numbers);
    changed.numbers.push(a);
    changed.limit += check(b).await?;
    Ok(changed)
}

same! { chains_in_loops swapped alternatives guarded numbers several chains }
