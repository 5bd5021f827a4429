//! Loops: labels, values, leaving from inside matches, loops inside maps.

use sfn_dsl::prelude::*;

use crate::support::{Any, Failure, Input, Shape, ask, check, find, same, twice};

/// `while let` over what a task gives, and over a variable.
#[workflow]
async fn while_let(input: Input) -> Result<Vec<i32>, Failure> {
    let mut number = input.limit;
    let mut seen = vec![];
    while let Some(next) = find(number).await? {
        seen.push(next);
        number = next;
        if seen.len() > 3 {
            break;
        }
    }
    let mut left = Some(3);
    while let Some(n) = left {
        left = if n > 0 { Some(n - 1) } else { None };
        if n == 2 {
            continue;
        }
        seen.push(n);
    }
    Ok(seen)
}

/// Leaves outer loops from a match inside an inner one.
#[workflow]
async fn labels(input: Input) -> Result<String, Any> {
    let mut trail = String::new();
    'rows: for row in input.rows.clone() {
        for number in row {
            match check(number).await {
                Ok(0) => continue 'rows,
                Ok(9) => break 'rows,
                Ok(value) => trail.push_str(&format!("{value},")),
                Err(Failure::Bad { code, .. }) if code > 1000 => return Ok("never".to_owned()),
                Err(Failure::Bad { why, code: 7 }) => return Ok(why),
                Err(Failure::Bad { .. }) => break,
                Err(Failure::Worse) => return Err(Any::Stopped { at: number }),
                Err(other) => return Err(other.into()),
            }
        }
        trail.push_str(";");
    }
    let found = 'outer: loop {
        let mut i = 0;
        loop {
            i += 1;
            if i > 5 {
                break 'outer "none".to_owned();
            }
            if i == input.limit {
                break;
            }
        }
        break format!("found {i}");
    };
    Ok(format!("{trail}{found}"))
}

/// Indices, ranges, and elements with their index.
#[workflow]
async fn counting(input: Input) -> Result<Vec<i32>, Failure> {
    let mut out = vec![];
    for (i, number) in input.numbers.iter().enumerate() {
        if i == 1 {
            continue;
        }
        out.push(number + i as i32);
    }
    for i in 0..=2 {
        for j in i..3 {
            out.push(i * 10 + j);
        }
    }
    for (left, right) in input.numbers.iter().zip(input.numbers.iter().skip(1)) {
        out.push(twice(left - right).await?);
    }
    for row in &input.rows {
        for cell in row.iter().rev().take(1) {
            out.push(*cell);
        }
    }
    for index in 0..input.numbers.len() {
        if let Some(number) = input.numbers.get(index) {
            out.push(*number);
        }
    }
    Ok(out)
}

/// A callback again and again, until it answers.
#[workflow]
async fn reminders(input: Input) -> Result<String, Failure> {
    let mut tries = 0;
    let mut question = input.name.clone();
    let answer = loop {
        tries += 1;
        match ask(question.clone()).timeout_seconds(60).await {
            Ok(Some(answer)) => break answer,
            Ok(None) if tries > 2 => return Ok("nobody".to_owned()),
            Ok(None) => sfn::sleep(sfn::seconds(tries)).await,
            Err(Failure::Late) => question = "abc".to_owned(),
            Err(Failure::Bad { why, code }) => break format!("{why}{code}"),
            Err(error) => return Err(error),
        }
    };
    Ok(format!("{answer} after {tries}"))
}

/// Loops in a Map's closure, a Map in a loop, a Parallel in a Map, a Map in a Map.
#[workflow]
async fn nests(input: Input) -> Result<Vec<i32>, Any> {
    let offset = input.limit % 5;
    let sums = sfn::map(input.rows.clone(), 2, async |row| {
        let mut sum = offset;
        for cell in row.clone() {
            if cell < 0 {
                continue;
            }
            sum += twice(cell).await?;
        }
        let inner = sfn::map(row, 1, async |cell| {
            let (a, b) = sfn::try_join!(twice(cell + sum), check(cell))?;
            Ok::<_, Failure>(a + b)
        })
        .await?;
        Ok::<_, Failure>(sum + inner.iter().sum::<i32>())
    })
    .await?;
    let mut all = vec![];
    for sum in sums {
        let doubled = sfn::map(input.numbers.clone(), 0, async |n| twice(n + sum).await).await?;
        all.extend(doubled);
    }
    Ok(all)
}

/// The loop is the first thing; nothing is computed before.
#[workflow]
async fn first_a_loop(input: Input) -> Result<(), Failure> {
    for number in input.numbers {
        let _ = check(number).await;
    }
    Ok(())
}

/// A loop that only leaves by an error or an early end.
#[workflow]
async fn forever(input: Input) -> Result<i32, Failure> {
    let mut n = input.limit;
    loop {
        sfn::sleep(sfn::minutes(1)).await;
        n = check(n + 1).await?;
        if n < 3 {
            return Ok(n);
        }
        let shape = if n > 5 { Shape::Point } else { Shape::Circle { radius: n } };
        match shape {
            Shape::Circle { radius: 4 } => return Ok(44),
            Shape::Circle { radius } if radius == 3 => break,
            _ => {}
        }
    }
    Ok(33)
}

/// Vectors of vectors, grown in loops.
#[workflow]
async fn tables(input: Input) -> Result<Vec<Vec<i32>>, Failure> {
    let mut table: Vec<Vec<i32>> = vec![];
    for number in input.numbers.clone() {
        let mut row = vec![number];
        row.push(number + 1);
        if number > 10 {
            row = vec![];
        }
        table.push(row);
    }
    table.extend(input.rows.clone());
    table.push(vec![]);
    let first = table.iter().map(|row| row.len() as i32).collect::<Vec<i32>>();
    table.push(first);
    Ok(table)
}

/// The first test of each loop is decided by what is before, or takes that in: no state is there to prepare for it.
#[workflow]
async fn first_rounds(input: Input) -> Result<i32, Failure> {
    let mut open = Some(3);
    let mut sum = 0;
    for number in &input.numbers {
        sum += *number;
        while let Some(number) = open {
            open = find(number).await?;
        }
    }
    let sizes = sfn::map(input.numbers.clone(), 2, async |number| {
        let mut n = 0;
        while n < number {
            n += check(number).await? + 1;
        }
        Ok::<_, Failure>(n)
    })
    .await?;
    Ok(sum + sizes.iter().sum::<i32>())
}

#[test]
fn no_state_prepares_for_a_loop() {
    let machine = sfn_asl::write::to_string(&first_rounds::definition().machine);
    assert!(!machine.contains("\"Pass\""), "{machine}");
}

same! { first_rounds while_let labels counting reminders nests first_a_loop forever tables }
