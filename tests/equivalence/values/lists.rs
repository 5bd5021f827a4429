//! Lists: iterator chains, ranges, and methods that change a list.

use sfn_dsl::prelude::*;

use crate::support::{Failure, Input, check, same, twice};

type Lists = Vec<Vec<i32>>;

/// Parts of lists.
#[workflow]
async fn parts(input: Input) -> Result<Lists, Failure> {
    let n = input.numbers.clone();
    let first = check(4).await?;
    let (even, odd): (Vec<i32>, Vec<i32>) = n.iter().partition(|x| *x % 2 == 0);
    Ok(vec![
        vec![first],
        even,
        odd,
        n.iter().step_by(2).copied().collect(),
        n.iter().take_while(|x| **x > 5).copied().collect(),
        n.iter().skip_while(|x| **x > 5).copied().collect(),
        n.iter().skip(1).take(2).rev().copied().collect(),
        n.windows(2).map(|pair| pair.iter().sum::<i32>()).collect(),
        n.chunks(2).map(|pair| pair.len() as i32).collect(),
        n.iter().zip(n.iter().skip(1)).map(|(a, b)| b - a).collect(),
        input.rows.iter().flatten().copied().collect(),
        input.rows.concat(),
        input.rows.iter().flat_map(|row| row.iter().map(|x| x + 1)).collect(),
        n.iter().filter_map(|x| x.checked_sub(5)).chain(1..3).collect(),
        n.iter().map(|x| x.pow(2)).filter(|x| x % 2 == 1).collect(),
    ])
}

/// Lists of lists, of one and of none.
#[workflow]
async fn nested(input: Input) -> Result<Vec<Lists>, Failure> {
    let rows = input.rows.clone();
    let (long, short): (Lists, Lists) = rows.iter().cloned().partition(|row| row.len() > 1);
    let mut kept = rows.clone();
    kept.retain(|row| !row.is_empty());
    let mut unique = rows.clone();
    unique.dedup();
    let mut cut = rows.clone();
    cut.truncate(1);
    let first = check(4).await?;
    cut.insert(0, vec![first]);
    Ok(vec![
        long,
        short,
        kept,
        unique,
        cut,
        rows.iter().rev().cloned().collect(),
        rows.iter().skip(1).cloned().collect(),
        rows.windows(2).map(|pair| pair.concat()).collect(),
        rows.iter().map(|row| row.iter().rev().copied().collect()).collect(),
        vec![rows.iter().max_by_key(|row| row.len()).cloned().unwrap_or_default()],
    ])
}

/// Ranges, as iterators and in loops.
#[workflow]
async fn ranges(input: Input) -> Result<Vec<i32>, Failure> {
    let limit = input.limit % 5;
    let mut out: Vec<i32> = (1..=limit).map(|i| i * i).collect();
    for i in (0..limit).rev() {
        out.push(i);
    }
    for i in (1..10).step_by(4) {
        out.push(twice(i).await?);
    }
    for (i, x) in input.numbers.iter().rev().enumerate() {
        out.push(x * (i as i32));
    }
    for pair in input.numbers.windows(2) {
        out.push(pair.iter().sum());
    }
    for x in (0..limit).chain(2..4) {
        out.push(x);
    }
    #[expect(for_loops_over_fallibles, reason = "an `Option` is a list of at most one")]
    for x in input.numbers.first() {
        out.push(*x);
    }
    out.push((0..limit).sum());
    out.push((1..=limit).product());
    out.push((0..input.numbers.len()).filter(|i| i % 2 == 0).count() as i32);
    out.extend(vec![7; input.numbers.len()]);
    out.extend((0..2).flat_map(|i| (0..i).map(move |j| i + j)));
    Ok(out)
}

/// Questions, and elements by place.
#[workflow]
async fn questions(input: Input) -> Result<Vec<Option<i32>>, Failure> {
    let n = input.numbers.clone();
    let limit = input.limit;
    let odd = n.iter().any(|x| x % 2 == 1);
    let small = n.iter().all(|x| *x < limit);
    let first = check(if odd && small { 1 } else { 2 }).await?;
    Ok(vec![
        Some(first),
        n.first().copied(),
        n.last().copied(),
        n.get(1).copied(),
        n.iter().nth(2).copied(),
        n.iter().next().copied(),
        n.iter().find(|x| **x > limit).copied(),
        n.iter().find_map(|x| (*x > 3).then_some(x * 2)),
        n.iter().position(|x| *x > 3).map(|i| i as i32),
        n.iter().copied().min(),
        n.iter().copied().max(),
        n.iter().copied().reduce(|a, b| a * 2 + b),
        n.split_first().map(|(first, rest)| first + rest.len() as i32),
        n.split_last().map(|(last, rest)| last - rest.iter().sum::<i32>()),
        Some(n.iter().fold(0, |sum, x| sum * 3 % 1000 + x)),
        Some(n.contains(&3) as i32),
        n.iter()
            .map(|x| (*x >= 0).then_some(*x))
            .collect::<Option<Vec<_>>>()
            .map(|all| all.len() as i32),
    ])
}

/// A stack that is worked off.
#[workflow]
async fn stack(input: Input) -> Result<Vec<i32>, Failure> {
    let mut stack = input.numbers.clone();
    let mut done = Vec::new();
    let top = stack.pop().unwrap_or(-1);
    stack.push(top);
    while let Some(next) = stack.pop() {
        if next > 20 {
            stack.push(next / 3);
            continue;
        }
        done.push(check(next).await.unwrap_or(next));
    }
    done.dedup();
    done.retain(|x| *x != 2);
    done.sort_by(|a, b| b.cmp(a));
    done.insert(0, stack.len() as i32);
    done.extend_from_slice(&[1, 2]);
    stack.pop();
    let mut note = input.note.clone();
    let old = note.take();
    done.push(old.map_or(0, |old| old.chars().count() as i32));
    done.push(i32::from(note.is_none()));
    Ok(done)
}

/// Pairs, one of them alone.
#[workflow]
async fn zipped(input: Input) -> Result<(Vec<i32>, Vec<usize>, Vec<(i32, String)>), Failure> {
    let firsts = input
        .numbers
        .iter()
        .copied()
        .zip(vec!["a".to_owned()])
        .enumerate()
        .map(|pair| pair.1.0)
        .collect::<Vec<i32>>();
    let indexes = input
        .numbers
        .iter()
        .zip(vec!["a".to_owned()])
        .enumerate()
        .map(|pair| pair.0)
        .collect::<Vec<usize>>();
    let all = input.numbers.iter().copied().zip(vec!["a".to_owned()]).collect::<Vec<_>>();
    Ok((firsts, indexes, all))
}

same! { zipped parts nested ranges questions stack }
