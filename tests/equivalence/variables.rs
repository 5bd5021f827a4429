//! Variables: shadowing, assignment in arms and loops, aliases, evaluation once.

use sfn_dsl::prelude::*;

use crate::support::{Failure, Input, check, find, same, twice};

/// A name for a field that changes later keeps the old value.
#[workflow]
async fn aliases(input: Input) -> Result<Vec<String>, Failure> {
    let mut input = input;
    let old = input.name.clone();
    let pair = input.pair.clone();
    input.name = "new".to_owned();
    input.pair = (1, "p".to_owned());
    let half = twice(input.limit).await?;
    let limit = input.limit;
    input.limit = half;
    let whole = input.clone();
    input.limit += 1;
    Ok(vec![old, input.name, pair.1, format!("{} {limit} {} {}", pair.0, whole.limit, input.limit)])
}

/// Two variables that swap, and a third that lags behind.
#[workflow]
async fn fibonacci(input: Input) -> Result<Vec<i32>, Failure> {
    let mut a = 0;
    let mut b = 1;
    let mut lag = -1;
    let mut all = vec![];
    let mut n = 0;
    while n < input.limit % 7 {
        let next = a + b;
        lag = a;
        a = b;
        b = next;
        if n % 2 == 0 {
            all.push(twice(b).await?);
        } else {
            all.push(b);
        }
        n += 1;
    }
    Ok(vec![a, b, lag, n, all.len() as i32])
}

/// Shadowed in a branch, in a loop, and by a pattern; the outer one stays.
#[workflow]
async fn shadows(input: Input) -> Result<String, Failure> {
    let x = input.limit;
    let mut seen = String::new();
    if input.flag {
        let x = x + 1;
        let x = format!("{x}!");
        seen.push_str(&x);
        let x = check(3).await?;
        seen.push_str(&format!("{x}"));
    }
    for x in input.numbers.clone() {
        let x = x * 2;
        seen.push_str(&format!("<{x}>"));
        if let Some(x) = find(x).await? {
            let x = x + 1;
            seen.push_str(&format!("[{x}]"));
        }
    }
    let x = match input.note.clone() {
        Some(x) if x.is_empty() => 1,
        Some(x) => {
            let x = x.chars().count() as i32;
            twice(x).await?
        }
        None => x,
    };
    Ok(format!("{seen}{x}"))
}

/// Assigned in both arms, in one arm, in nested arms; read after.
#[workflow]
async fn arms(input: Input) -> Result<Vec<i32>, Failure> {
    let mut a = 1;
    let mut b = 2;
    let c;
    if input.flag {
        a = 10;
        if input.limit > 20 {
            b = a + 1;
            a = b + 1;
        }
        c = a;
    } else {
        b = input.limit;
        a = b * 2;
        c = b;
    }
    if b > 3 {
        a += 1;
    }
    if a > 3 {
        b += a;
    }
    if b > 30 {
        a += b;
    }
    if a > 50 {
        b -= a;
    }
    let d = twice(a).await?;
    if d > b {
        b = d;
    }
    Ok(vec![a, b, c, d])
}

/// Many conditions in a row do not double the text each time.
#[workflow]
async fn ladder(input: Input) -> Result<i32, Failure> {
    let mut x = input.limit;
    if input.flag {
        x += 1;
    }
    if x > 3 {
        x += 2;
    }
    if x > 6 {
        x -= 1;
    }
    if x > 9 {
        x += 4;
    }
    if x > 12 {
        x *= 2;
    }
    if x > 60 {
        x -= 15;
    }
    if x % 2 == 0 {
        x += 3;
    }
    if x % 3 == 0 {
        x += 5;
    }
    if x > 70 {
        x = 70;
    }
    if x < 5 {
        x = twice(x).await?;
    }
    Ok(x)
}

/// Values that differ each time are computed once.
#[workflow]
async fn volatile(input: Input) -> Result<bool, Failure> {
    let id = sfn::uuid();
    let now = sfn::now();
    let pair = format!("{id}{id}{now}");
    let coin = sfn::random() < 0.5;
    let mut heads = 0;
    let mut tails = 0;
    if coin {
        heads += 1;
    } else {
        tails += 1;
    }
    let mut side = 0;
    let mut other = 0;
    if sfn::random() < 0.5 {
        side = 1;
    } else {
        other = 1;
    }
    let kind = match format!("{}", sfn::uuid()).chars().count() {
        36 => 1,
        35 => 2,
        _ => 3,
    };
    let x = twice(heads + tails).await?;
    let after = sfn::uuid();
    let same = after.clone();
    let all = vec![id.clone(), id.clone()];
    Ok(pair == format!("{id}{id}{now}")
        && x == 2
        && side + other == 1
        && heads + tails == 1
        && kind == 1
        && after == same
        && all.get(0) == Some(&id)
        && input.limit >= 0)
}

/// A volatile value before a loop and before a branch that both read it twice.
#[workflow]
async fn volatile_before_branch(input: Input) -> Result<bool, Failure> {
    let id = if input.flag { sfn::uuid() } else { String::from("none") };
    let mut other = id.clone();
    if input.limit > 10 {
        other = format!("{id}");
    }
    let mut rounds = 0;
    loop {
        if other != id || rounds > 2 {
            break;
        }
        rounds += 1;
    }
    Ok(id == other && rounds == 3)
}

/// Values kept from one round to the next.
#[workflow]
async fn rounds(input: Input) -> Result<Vec<i32>, Failure> {
    let mut last = None;
    let mut best = input.limit;
    let mut kept = vec![];
    for number in input.numbers.clone() {
        let current = number;
        if let Some(before) = last {
            if current > before {
                kept.push(before);
            }
            if current < best {
                best = current;
            }
        }
        last = Some(current);
        if current > 30 {
            continue;
        }
        best = best + twice(current).await?;
    }
    kept.push(best);
    if let Some(end) = last {
        kept.push(end);
    }
    Ok(kept)
}

/// Names that JSONata, ASL or Rust keep for themselves.
#[workflow]
async fn names(input: Input) -> Result<Vec<i32>, Failure> {
    let states = input.limit;
    let count = states + 1;
    let it = twice(count).await?;
    let r#type = it + 1;
    let größe = r#type * 2;
    let _underscore = größe + 1;
    let a_very_long_name_that_goes_on_and_on_and_on_until_it_is_longer_than_eighty_characters_in_all =
        twice(_underscore).await?;
    let x = twice(1).await?;
    let x_2 = twice(2).await?;
    let x = twice(x + x_2).await?;
    let sum = twice(x).await?;
    let map = twice(sum).await?;
    Ok(vec![
        states,
        count,
        it,
        r#type,
        größe,
        _underscore,
        a_very_long_name_that_goes_on_and_on_and_on_until_it_is_longer_than_eighty_characters_in_all,
        x,
        x_2,
        sum,
        map,
    ])
}

/// The order in which operands are read.
#[workflow]
async fn order_of_operands(input: Input) -> Result<i32, Failure> {
    let mut x = input.limit;
    let y = x + {
        x += 5;
        x
    };
    let z = twice(x).await?
        - match input.flag {
            true => {
                x = 7;
                twice(x).await?
            }
            false => 1,
        }
        + x;
    Ok(x + y + z)
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
struct Tagged {
    id: String,
    again: String,
    sum: i32,
}

/// What differs each time is computed once for each element, however often the closure reads it.
#[workflow]
async fn volatile_in_closures(input: Input) -> Result<Vec<bool>, Failure> {
    let tagged: Vec<Tagged> = input
        .numbers
        .iter()
        .map(|number| {
            let next = number + 1;
            let id = sfn::uuid();
            let tag = Tagged { id: id.clone(), again: sfn::uuid(), sum: next + next };
            Tagged { again: if tag.again == tag.again { id } else { tag.again }, ..tag }
        })
        .collect();
    let mirrored: Vec<f64> = input
        .numbers
        .iter()
        .map(|_| {
            let coin = sfn::random();
            if coin < 0.5 { coin } else { 1.0 - coin }
        })
        .collect();
    let prefixed: Vec<String> = input
        .rows
        .iter()
        .flat_map(|row| {
            let id = sfn::uuid();
            row.iter().map(move |number| format!("{id}{number}"))
        })
        .collect();
    Ok(vec![
        tagged.iter().all(|tag| tag.id == tag.again && tag.sum % 2 == 0),
        mirrored.iter().all(|coin| *coin <= 0.5),
        prefixed.iter().all(|text| text.chars().count() > 36),
    ])
}

/// Lists, and options of them, of which only the call says what would be in them.
#[workflow]
async fn empty_arguments(input: Input) -> Result<usize, Failure> {
    let none = count(vec![], None).await?;
    let more = count(Vec::new(), Some(vec![])).await?;
    let named = Vec::<i32>::new();
    let options = Vec::<String>::with_capacity(2);
    let last = count(Vec::<i32>::new(), Some(Vec::new())).await?;
    Ok(none + more + last + count(named, Some(options)).await? + input.numbers.len())
}

/// Counts what it is given.
#[task(lambda = "count")]
async fn count(numbers: Vec<i32>, texts: Option<Vec<String>>) -> Result<usize, Failure> {
    Ok(numbers.len() + 10 * texts.map_or(1, |texts| 2 + texts.len()))
}

/// What a block gives goes to the variable outside, also where the block has another one of its name.
#[workflow]
async fn assigned_beside_its_name(input: Input) -> Result<i32, Failure> {
    let mut limit = input.limit;
    limit = if input.flag {
        let limit = twice(limit).await?;
        let text = format!("{limit}");
        text.chars().count() as i32
    } else {
        let limit = input.name.clone();
        limit.chars().count() as i32
    };
    Ok(limit)
}

same! { assigned_beside_its_name volatile_in_closures empty_arguments aliases fibonacci shadows arms ladder volatile volatile_before_branch rounds names order_of_operands }
