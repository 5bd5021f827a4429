//! Mixtures: branches in maps in loops, results of results, ends in odd places, and names that stay.

use sfn_dsl::prelude::*;

use crate::support::{Any, Extra, Failure, Inner, Input, Shape, check, find, reshape, same, twice};

/// An arm that takes a success and an error, and one that both sides share.
#[workflow]
async fn shared_arms(input: Input) -> Result<Vec<i32>, Failure> {
    let mut out = vec![];
    if let Err(Failure::Worse) = check(input.limit).await {
        out.push(1);
    } else {
        out.push(twice(2).await?);
        out.push(twice(3).await?);
    }
    match check(input.limit + 1).await {
        Ok(2) => out.push(20),
        Err(Failure::Late) => return Ok(out),
        _ => out.push(twice(out.len() as i32).await?),
    }
    let x = match check(input.limit + 2).await {
        Ok(x) if x > 3 => x,
        Ok(_) | Err(Failure::Worse | Failure::Late) => -1,
        Err(Failure::Bad { code, .. }) => code,
    };
    out.push(x);
    Ok(out)
}

/// A Parallel whose failure is matched, in a loop, with early ends inside branches.
#[workflow]
async fn parallel_in_loop(input: Input) -> Result<String, Any> {
    let mut text = String::new();
    for number in input.numbers.clone() {
        let both = sfn::try_join!(
            async {
                if number > 20 {
                    return Ok::<_, Failure>(0);
                }
                let half = check(number).await?;
                if half > 8 {
                    return Err(Failure::Worse);
                }
                Ok(half)
            },
            twice(number)
        );
        match both {
            Ok((left, right)) if left == right => text.push_str("="),
            Ok((left, right)) => text.push_str(&format!("{left}/{right};")),
            Err(Failure::Bad { why, .. }) => text = why,
            Err(Failure::Worse) => break,
            Err(error) => return Err(error.into()),
        }
    }
    Ok(text)
}

/// Results of branches: nested, matched together, given on.
#[workflow]
async fn results(input: Input) -> Result<Vec<i32>, Any> {
    let offset = input.limit;
    let all = sfn::map(input.numbers.clone(), 2, async |number| {
        let (a, b, _) = sfn::join!(check(number), find(number + offset), async {
            if number > 3 {
                return Err(Any::Stopped { at: number });
            }
            let inner = match check(number).await {
                Err(error) => return Err(error.into()),
                Ok(inner) => inner,
            };
            Ok(inner)
        });
        let first = match a {
            Err(Failure::Bad { code, .. }) => code,
            Err(_) => -1,
            Ok(value) => value,
        };
        let second = match b {
            Ok(Some(value)) => value,
            Ok(None) => twice(first).await?,
            Err(error) => return Err(error),
        };
        Ok::<_, Failure>(first + second)
    })
    .await?;
    let (x, y) = sfn::join!(check(offset), async {
        let (p, q) = sfn::try_join!(check(offset + 1), twice(4))?;
        Ok::<_, Failure>(p + q)
    });
    let good = x.is_ok() && y.is_ok();
    let z = if good { x? } else { y.unwrap_or(5) };
    let mut out = all;
    out.push(z);
    Ok(out)
}

/// A result that is kept by a name for one statement.
#[workflow]
async fn kept(input: Input) -> Result<i32, Failure> {
    let outcome = check(input.limit).await;
    let value = outcome?;
    let outcome = check(value + 4).await;
    if let Ok(value) = outcome {
        return Ok(value);
    }
    Ok(-value)
}

/// Several parameters.
#[workflow]
async fn several(number: i32, mut name: String, extra: Option<Extra>) -> Result<String, Failure> {
    name.push_str("!");
    let depth = extra.and_then(|extra| extra.depth);
    if let Some(depth) = depth {
        name = format!("{name}{depth}");
    }
    let checked = check(number).await?;
    Ok(format!("{name}{checked}"))
}

/// One scalar parameter, and nothing but values.
#[workflow]
async fn scalar(number: i32) -> Result<i32, Failure> {
    let x = number * 2;
    Ok(if x > 10 { x } else { -x })
}

/// Calls other workflows of every form.
#[workflow]
async fn calls(input: Input) -> Result<String, Any> {
    let a = scalar(input.limit).await?;
    let b = several(a, input.name.clone(), input.extra.clone()).await;
    let b = match b {
        Ok(text) => text,
        Err(Failure::Bad { code, .. }) if code > 10 => format!("code {code}"),
        Err(error) => return Err(error.into()),
    };
    let c = several(1, b.clone(), None).await.map(|text| text.chars().count() as i32)?;
    Ok(format!("{b} {c}"))
}

/// Ends at once.
#[workflow]
async fn values_only(input: Input) -> Result<(i32, Vec<String>), Failure> {
    let (a, text) = input.pair;
    if a > 7 {
        return Err(Failure::Bad { why: text, code: a });
    }
    Ok((a, vec![text, input.name]))
}

/// A wait first, and a value that nobody uses.
#[workflow]
async fn waits(input: Input) -> Result<(), Failure> {
    sfn::sleep(sfn::seconds((input.numbers.len() + 1) as u64)).await;
    let unused = input.numbers.len();
    let _ = unused;
    let _ignored = check(input.limit).await?;
    if input.flag {
        sfn::sleep(sfn::minutes(2)).await;
    }
    Ok(())
}

/// Deep inside.
#[workflow]
async fn deep(input: Input) -> Result<i32, Failure> {
    let mut n = input.limit;
    if n > 1 {
        if n > 2 {
            while n > 3 {
                for i in 0..2 {
                    match input.shape.clone() {
                        Shape::Point => {
                            if n % 2 == 0 {
                                n -= 3;
                            } else {
                                n = twice(n).await? / 3 - 9;
                            }
                        }
                        Shape::Inside(Inner::Right { by }) => {
                            if by == i {
                                return Ok(by);
                            }
                            n -= 5;
                        }
                        Shape::Inside(Inner::Left) => return Err(Failure::Worse),
                        Shape::Circle { .. } | Shape::Named(_) => {
                            n = match reshape(Shape::Circle { radius: n }).await? {
                                Shape::Named(name) => n - name.chars().count() as i32,
                                Shape::Inside(Inner::Right { by }) if by > 4 => by - 2,
                                _ => 0,
                            };
                        }
                    }
                }
            }
        }
    }
    Ok(n)
}

/// A long match.
#[workflow]
async fn long_match(input: Input) -> Result<String, Failure> {
    let name = match input.limit {
        0 => "a",
        1 => "b",
        2 => "c",
        3 => "d",
        4 => "e",
        5 => "f",
        6 => "g",
        7 => "h",
        8 => "i",
        9 => "j",
        10 => "k",
        11 => "l",
        12 => "m",
        13 => "n",
        14 => "o",
        15 => "p",
        16 => "q",
        17 => "r",
        18 => "s",
        19 => "t",
        20 => "u",
        21 => "v",
        22 => "w",
        23 => "x",
        24 => "y",
        25 => "z",
        26 => "A",
        27 => "B",
        28 => "C",
        29 => "D",
        30 => "E",
        31 => "F",
        32 => "G",
        33 => "H",
        34 => "I",
        35 => "J",
        36 => "K",
        37 => "L",
        38 => "M",
        39 => "N",
        40 => "O",
        41 => "P",
        42 => "Q",
        43 => "R",
        44 => "S",
        45 => "T",
        _ => "?",
    };
    let size = match name {
        "a" => twice(1).await?,
        "b" => twice(2).await?,
        "c" => 3,
        _ => 4,
    };
    Ok(format!("{name}{size}"))
}

/// Options inside options, and members that are missing.
#[workflow]
async fn options(input: Input) -> Result<Vec<Option<i32>>, Failure> {
    let mut extra = input.extra.clone();
    let depth = match &extra {
        Some(Extra { depth: Some(depth), .. }) => Some(*depth),
        _ => None,
    };
    if let Some(shape) = extra.clone().map(|extra| extra.shape) {
        if matches!(shape, Shape::Point) {
            extra = None;
        }
    }
    let gone = extra.is_none();
    let note = input.note.clone().filter(|note| !note.is_empty());
    let found = find(input.limit).await?;
    let all = vec![depth, found, None, Some(1), note.map(|note| note.chars().count() as i32)];
    let filled: Vec<i32> = all.iter().filter_map(|x| *x).collect();
    let mut out = all.clone();
    out.push(if gone { Some(filled.len() as i32) } else { found.or(depth) });
    Ok(out)
}

/// Retries that give up, and what is caught then; a named state and a comment.
#[workflow]
async fn tired(input: Input) -> Result<i32, Any> {
    /// Tried three times.
    #[sfn(name = "First try")]
    let first = check(input.limit).retry(Retry::on(["Bad", "Worse"]).max_attempts(2)).await;
    let first = match first {
        Ok(first) => first,
        Err(Failure::Late) => return Err(Any::Stopped { at: -1 }),
        Err(Failure::Bad { code, .. }) => {
            let second = check(code + 1).retry(Retry::on(["Worse"]).max_attempts(1)).await;
            second.unwrap_or(code)
        }
        Err(error) => {
            sfn::sleep(sfn::hours(1)).await;
            return Err(error.into());
        }
    };
    let late = check(first + 9).timeout_seconds(5).await.map_err(|error| match error {
        Failure::Late => Any::Stopped { at: first },
        Failure::Bad { code, .. } => Any::Stopped { at: code },
        _ => Any::Stopped { at: 0 },
    });
    let late = late?;
    Ok(first + late)
}

/// The same local names in closures, loops and branches.
#[workflow]
async fn same_names(input: Input) -> Result<Vec<i32>, Failure> {
    let n = input.limit;
    let a = sfn::map(input.numbers.clone(), 1, async |n| {
        let x = twice(n).await?;
        let x = check(x).await.unwrap_or(x);
        Ok::<_, Failure>(x + n)
    })
    .await
    .unwrap_or_default();
    let b = sfn::map(a.clone(), 0, async |n| {
        let x = n + 1;
        let m = sfn::map(vec![x, n], 2, async |x| twice(x).await).await?;
        Ok::<_, Failure>(m.iter().sum::<i32>())
    })
    .await?;
    let x: Vec<i32> = b.iter().map(|x| x + n).filter(|n| *n > 3).collect();
    let (p, q) = sfn::try_join!(
        async {
            let x = twice(n).await?;
            Ok::<_, Failure>(x)
        },
        async {
            let x = twice(n + 1).await?;
            let n = x + 1;
            Ok::<_, Failure>(n)
        }
    )?;
    let mut all = vec![n, p, q];
    all.extend(x);
    all.extend(a);
    Ok(all)
}

/// An outcome that is looked at more than once.
#[workflow]
async fn looked_at_twice(input: Input) -> Result<i32, Failure> {
    let outcome = check(input.limit).await;
    let good = outcome.is_ok();
    let mut n = twice(if good { 1 } else { 2 }).await?;
    match &outcome {
        Ok(value) => n += value,
        Err(Failure::Bad { code, .. }) => n += code,
        Err(_) => n -= 1,
    }
    if input.flag {
        n += outcome?;
    }
    Ok(n)
}

/// An arm whose statements change nothing, before its value.
#[workflow]
async fn idle_statements(input: Input) -> Result<i32, Failure> {
    let number = match input.limit {
        0..20 => {
            match &input.shape {
                Shape::Point => {}
                Shape::Named(name) if name.is_empty() => {}
                _ => {}
            }
            4
        }
        _ if input.flag => {
            if input.limit > 30 {}
            5
        }
        other => other,
    };
    Ok(number)
}

/// Conditions that are known before the workflow runs leave no Choice, however long what follows is.
#[workflow]
async fn known(input: Input) -> Result<Vec<String>, Failure> {
    let shape = Shape::Circle { radius: 5 };
    if let Shape::Circle { .. } = shape {
    } else if let None = input.note {
    } else {
        let _ = twice(1).await?;
    }
    let number = match 5 {
        4 => twice(4).await?,
        5 | 6 => input.limit,
        _ => twice(5).await?,
    };
    let texts = vec![
        format!("{}{}{}{}", input.name, input.limit, input.flag, input.pair.1),
        format!("{}-{}-{}-{}", input.pair.1, input.pair.0, input.name, number),
        format!("{}/{}/{}/{}", input.name, input.name, input.limit, number),
        input.numbers.iter().map(|number| format!("{number};")).collect(),
        input.rows.iter().map(|row| format!("{};", row.len())).collect(),
    ];
    Ok(texts)
}

same! { known idle_statements looked_at_twice tired same_names shared_arms parallel_in_loop results kept calls values_only waits deep long_match options hands_on }

/// The workflow of which the next one is a copy with unrelated lines.
#[workflow]
async fn before(input: Input) -> Result<i32, Failure> {
    let first = check(input.limit).await?;
    if first > 3 {
        let again = check(first).await?;
        return Ok(again);
    }
    let mut sum = 0;
    for number in input.numbers.clone() {
        sum += twice(number).await?;
    }
    let all = sfn::map(input.numbers.clone(), 0, async |n| twice(n).await).await?;
    Ok(sum + all.len() as i32)
}

#[workflow]
async fn after(input: Input) -> Result<i32, Failure> {
    let unrelated = format!("{} {}", input.name, input.limit);
    let first = check(input.limit).await?;
    let more = unrelated.chars().count() as i32;
    if first > 3 {
        let _shape = reshape(input.shape.clone()).await?;
        let again = check(first).await?;
        return Ok(again);
    }
    let mut sum = more - more;
    let mut other = 0;
    for number in input.numbers.clone() {
        other += 1;
        sum += twice(number).await?;
    }
    let _ = find(other).await?;
    let all = sfn::map(input.numbers.clone(), 0, async |n| twice(n).await).await?;
    Ok(sum + all.len() as i32)
}

/// Lines that have nothing to do with a state do not change its name.
#[test]
fn unrelated_lines_change_no_name() {
    let names = |definition: sfn_local::Definition| -> Vec<String> {
        definition.machine.walk().map(|state| state.name.to_string()).collect()
    };
    let (old, new) = (names(before::definition()), names(after::definition()));
    for name in &old {
        assert!(new.contains(name), "`{name}` is gone: {new:?}");
    }
    assert_eq!(new.len(), old.len() + 2, "{old:?} and {new:?}");
}

/// The last arm hands on what it caught.
#[workflow]
async fn hands_on(input: Input) -> Result<i32, Failure> {
    let value = match check(input.limit).await {
        Ok(value) => value,
        Err(Failure::Worse) => 0,
        Err(error) => return Err(error),
    };
    check(value).await
}

/// How many states the programs have: none more than a careful person would write.
#[test]
fn no_state_too_many() {
    let count = |definition: sfn_local::Definition| definition.machine.walk().count();
    assert_eq!(count(values_only::definition()), 3, "Choice, Succeed, Fail");
    assert_eq!(count(scalar::definition()), 1, "Succeed");
    assert_eq!(count(known::definition()), 1, "Succeed: no condition is left");
    assert_eq!(count(several::definition()), 1, "Task");
    assert_eq!(count(kept::definition()), 3, "two Tasks and the other end");
    assert_eq!(count(waits::definition()), 5, "Wait, Task, Choice, Wait, Succeed");
    assert_eq!(
        count(hands_on::definition()),
        2,
        "two Tasks: an error that is handed on needs no Fail"
    );
}
