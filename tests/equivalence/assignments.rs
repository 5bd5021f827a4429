//! Assignments: places inside values, things that change while they are looked at, and loops as values.

use sfn_dsl::prelude::*;

use crate::support::{Any, Failure, Input, Shape, check, find, same, twice};

/// Fields of fields, and vectors inside values.
#[workflow]
async fn places(input: Input) -> Result<Input, Failure> {
    let mut whole = input.clone();
    whole.pair.0 += 3;
    whole.pair.1 = format!("{}!", whole.pair.1);
    whole.numbers.push(whole.pair.0);
    whole.numbers.extend(input.numbers.clone());
    whole.name.push_str("-");
    if let Some(note) = whole.note.clone() {
        whole.note = None;
        whole.name.push_str(&note);
    }
    whole.limit = twice(whole.limit).await?;
    let copy = whole.clone();
    whole.pair = (copy.limit, copy.pair.1);
    whole.limit -= copy.pair.0;
    Ok(whole)
}

/// What is looked at changes meanwhile.
#[workflow]
async fn changing(input: Input) -> Result<Vec<i32>, Failure> {
    let mut xs = input.numbers.clone();
    let mut n = input.limit % 4;
    for x in xs.clone() {
        if x > 20 {
            xs.push(x - 20);
        }
    }
    for i in 0..n {
        n += 1;
        xs.push(i);
    }
    match n {
        0 => n = 5,
        m if m > 3 => n = m * 2,
        m => {
            n = 100;
            xs.push(m);
        }
    }
    let mut left = find(n).await?;
    if let Some(m) = left
        && m > 3
    {
        left = None;
        xs.push(m);
    }
    if left.is_none() {
        xs.push(-7);
    }
    let old = xs.len() as i32;
    xs = vec![];
    xs.push(old);
    xs.push(n);
    Ok(xs)
}

/// Loops as values, as arguments, and inside each other.
#[workflow]
async fn loop_values(input: Input) -> Result<i32, Failure> {
    let start = input.limit;
    let first = loop {
        let next = check(start).await?;
        if next > 3 {
            break next;
        }
        break next + 10;
    };
    let second = twice(loop {
        break first + 1;
    })
    .await?;
    let mut n = second;
    let third = 'outer: loop {
        n -= 7;
        for (i, number) in input.numbers.iter().enumerate() {
            match find(*number).await? {
                Some(x) if x > n => break 'outer x,
                None => continue,
                Some(_) if i > 2 => continue 'outer,
                Some(_) => {}
            }
        }
        if n < 0 {
            break n;
        }
    };
    Ok(first + second * 3 + third * 7)
}

/// A condition that calls, again and again; a wait of a computed length.
#[workflow]
async fn polling(input: Input) -> Result<u32, Failure> {
    let mut tries = 0;
    let mut n = input.limit;
    while check(n).await.is_err() || n % 5 == 0 {
        tries += 1;
        n += 1;
        sfn::sleep(sfn::seconds(u64::from(tries))).await;
    }
    Ok(tries)
}

/// Closures that end early, and loops inside them.
#[workflow]
async fn early(input: Input) -> Result<Vec<i32>, Any> {
    let limit = input.limit;
    let shape = input.shape.clone();
    let rows = sfn::map(input.rows.clone(), 1, async |row| {
        let mut sum = 0;
        for cell in row {
            if cell > limit {
                return Ok(cell);
            }
            let mut n = cell;
            while n > 0 {
                n -= 4;
                if n == 3 {
                    return Err(Failure::Worse);
                }
                sum += twice(n).await?;
            }
        }
        match shape.clone() {
            Shape::Circle { radius } => Ok::<_, Failure>(radius),
            _ => Ok(sum),
        }
    })
    .await;
    match rows {
        Ok(rows) => Ok(rows),
        Err(Failure::Worse) => Ok(vec![]),
        Err(error) => Err(error.into()),
    }
}

/// Declared first, given a value in each arm.
#[workflow]
async fn declared(input: Input) -> Result<String, Failure> {
    let text;
    let mut number;
    match check(input.limit).await {
        Ok(value) => {
            number = value;
            text = if value > 7 { "big" } else { "small" };
        }
        Err(Failure::Bad { code, .. }) => {
            number = code;
            text = "bad";
        }
        Err(_) => return Ok("gone".to_owned()),
    }
    if input.flag {
        number = twice(number).await?;
    }
    let mut number = number;
    number += 1;
    Ok(format!("{text}{number}"))
}

/// Blocks that are left early.
#[workflow]
async fn blocks(input: Input) -> Result<i32, Failure> {
    let value = 'found: {
        for number in input.numbers.clone() {
            if number > 20 {
                break;
            }
            if let Some(x) = find(number).await? {
                if x > 5 {
                    break 'found x;
                }
            }
        }
        -1
    };
    'skip: {
        if value > 10 {
            break 'skip;
        }
        let _ = twice(value).await?;
    }
    Ok(value)
}

/// Elements of tuples, which may be arrays, objects or nothing.
#[workflow]
async fn elements(input: Input) -> Result<(Vec<i32>, Option<i32>, Vec<i32>), Failure> {
    let mut all = (input.numbers.clone(), find(input.limit).await?, vec![]);
    all.1 = None;
    all.2.push(input.limit);
    all.0 = vec![twice(input.limit).await?];
    if input.flag {
        all.1 = Some(3);
        all.0.push(4);
    }
    Ok(all)
}

/// Values whose members lie among those of the object around them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
struct Around {
    #[serde(flatten)]
    always: Always,
    #[serde(flatten)]
    sometimes: Sometimes,
    #[serde(flatten)]
    kind: Kind,
    name: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
struct Always {
    x: i32,
    y: i32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
struct Sometimes {
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    level: i32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(tag = "kind")]
enum Kind {
    Plain,
    Sized { width: i32, height: Option<i32> },
}

#[workflow]
async fn flattened(input: Input) -> Result<(Around, Around), Failure> {
    let n = twice(input.limit).await?;
    let mut around = Around {
        always: Always { x: n, y: 1 },
        sometimes: Sometimes { note: input.note.clone(), level: 1 },
        kind: Kind::Sized { width: n, height: Some(2) },
        name: input.name.clone(),
    };
    around.always = Always { x: around.always.y, y: twice(n).await? };
    let before = around.clone();
    around.sometimes = Sometimes { note: None, level: around.always.x };
    if input.flag {
        around.kind = Kind::Plain;
    } else {
        around.kind = Kind::Sized { width: around.always.y, height: None };
    }
    around.always.x += 1;
    Ok((before, around))
}

/// A variable that statements gave its value is changed in some cases: in the others it keeps that.
#[workflow]
async fn changed_in_some_cases(input: Input) -> Result<(i32, i32, Vec<i32>, i32), Failure> {
    let mut first = if input.limit > 2 { twice(input.limit).await? } else { 9 };
    if input.flag {
        first += 1;
        first += input.limit;
    }
    let mut second = match twice(input.limit).await {
        Ok(value) if value > 0 => value,
        Ok(_) => return Err(Failure::Worse),
        Err(_) => 7,
    };
    if input.flag {
        second = 5;
    }
    let mut list = match twice(input.limit).await {
        Ok(value) => vec![value],
        Err(_) => vec![],
    };
    if let Some(note) = &input.note {
        list.insert(0, note.chars().count() as i32);
        list.push(1);
    }
    let mut later;
    if input.limit > 4 {
        later = twice(3).await?;
    } else {
        later = 1;
    }
    if input.flag {
        later += first;
    }
    Ok((first, second, list, later))
}

same! { changed_in_some_cases flattened blocks elements places changing loop_values polling early declared }
