//! Small workflows, each for a few constructs of the language.

use proptest::{collection::vec, prelude::*};
use sfn_dsl::{
    prelude::*,
    testing::{Answers, check_equivalence},
};

/// What the programs compute with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
struct Input {
    name: String,
    numbers: Vec<i32>,
    limit: i32,
    note: Option<String>,
    flag: bool,
    shape: Shape,
    pause: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
enum Shape {
    Point,
    Circle { radius: i32 },
    Named(String),
}

#[derive(Clone, Debug, PartialEq, TaskError)]
enum Failure {
    Bad {
        why: String,
        code: i32,
    },
    Worse,
    #[sfn(timeout)]
    Late,
}

#[derive(Clone, Debug, PartialEq, TaskError)]
enum Any {
    Known(#[from] Failure),
    #[sfn(other)]
    Other {
        name: String,
        cause: String,
    },
}

/// Fails for some numbers.
#[task(lambda = "check")]
async fn check(number: i32) -> Result<i32, Failure> {
    match number.rem_euclid(11) {
        7 => Err(Failure::Bad { why: format!("it is {number}"), code: number }),
        8 => Err(Failure::Worse),
        9 => Err(Failure::Late),
        _ => Ok(number / 2),
    }
}

/// Turns one shape into another.
#[task(lambda = "reshape")]
async fn reshape(shape: Shape) -> Result<Shape, Failure> {
    Ok(match shape {
        Shape::Point => Shape::Circle { radius: 3 },
        Shape::Circle { radius } if radius > 20 => Shape::Named("big".to_owned()),
        Shape::Circle { .. } => Shape::Point,
        Shape::Named(name) => Shape::Named(format!("{name}!")),
    })
}

/// Asks somebody.
#[task(lambda = "ask")]
async fn ask(question: String, token: TaskToken) -> Result<Option<String>, Failure> {
    let _ = token;
    if question.len() > 6 {
        Err(Failure::Late)
    } else {
        Ok((!question.is_empty()).then_some(question))
    }
}

/// Loops, assignments, continue and break.
#[workflow]
async fn sums(input: Input) -> Result<i32, Failure> {
    let mut sum = 0;
    let mut seen = 0;
    for number in input.numbers.clone() {
        if number < 0 {
            continue;
        }
        let half = check(number).await?;
        if half > 40 {
            break;
        }
        sum += half;
        seen += 1;
    }
    let mut rounds = 0;
    while rounds < 3 && sum > 10 {
        sum = sum - check(4).await?;
        rounds += 1;
    }
    Ok(sum * 100 + seen * 10 + rounds)
}

/// Nested loops, labels, a loop's value.
#[workflow]
async fn labels(input: Input) -> Result<String, Failure> {
    let mut trail = Vec::new();
    let found = 'search: loop {
        for number in input.numbers.clone() {
            let value = check(number).await?;
            trail.push(value);
            if value == 5 {
                break 'search Some(number);
            }
            if trail.len() > 4 {
                break 'search None;
            }
        }
        if trail.is_empty() {
            break None;
        }
    };
    match found {
        Some(number) => Ok(format!("{number} after {}", trail.len())),
        None => Ok("nothing".to_owned()),
    }
}

/// Every outcome of a call, and a value from each arm.
#[workflow]
async fn outcomes(input: Input) -> Result<String, Failure> {
    let first = match check(input.limit).await {
        Ok(value) if value > 20 => format!("big {value}"),
        Ok(value) => format!("{value}"),
        Err(Failure::Bad { why, code }) => {
            let again = check(code + 1).await;
            match again {
                Ok(value) => format!("again {value}"),
                Err(Failure::Worse) => why,
                Err(_) => return Err(Failure::Bad { why: "twice".to_owned(), code }),
            }
        }
        Err(Failure::Worse | Failure::Late) => "late or worse".to_owned(),
    };
    let second = check(if first.contains("big") { 1 } else { 7 }).await.unwrap_or(77);
    let third = check(second).await.ok();
    let fourth = check(second + 4).await.map_err(|_| Failure::Worse)?;
    let Ok(fifth) = check(fourth).await else {
        return Err(Failure::Late);
    };
    Ok(format!("{first}/{second}/{}/{fifth}", third.is_some()))
}

/// Enums: matches with guards, bindings and values; a variant that a task gives.
#[workflow]
async fn shapes(input: Input) -> Result<String, Failure> {
    let next = reshape(input.shape.clone()).await?;
    let size = match next.clone() {
        Shape::Point => 0,
        Shape::Circle { radius } if radius < 0 => -1,
        Shape::Circle { radius } => radius * 2,
        Shape::Named(name) if name == input.name => 1000,
        Shape::Named(_) => 1,
    };
    if let Shape::Named(name) = next {
        return Ok(name);
    }
    let again = reshape(Shape::Circle { radius: size }).await?;
    match again {
        Shape::Point => Ok("point".to_owned()),
        Shape::Circle { radius } => Ok(format!("circle {radius}")),
        Shape::Named(name) => {
            let answer = ask(name.clone()).timeout_seconds(60).await?;
            Ok(answer.unwrap_or(name))
        }
    }
}

/// Map and Parallel, with values from outside and errors on the way.
#[workflow]
async fn at_once(input: Input) -> Result<Vec<i32>, Any> {
    let offset = if input.flag { 1 } else { 2 };
    let all = sfn::map(input.numbers.clone(), 3, async |number| {
        let half = check(number + offset).await?;
        Ok::<_, Failure>(half * offset)
    })
    .await;
    let all = match all {
        Ok(all) => all,
        Err(Failure::Bad { code, .. }) => vec![code],
        Err(error) => return Err(error.into()),
    };
    let (left, right) = sfn::try_join!(check(all.len() as i32), async {
        let half = check(12).await?;
        if half > 100 {
            return Err(Failure::Worse);
        }
        Ok::<_, Failure>(half)
    },)?;
    let mut both = vec![left, right];
    both.extend(all.iter().filter(|value| **value > 0).map(|value| value + 1).collect::<Vec<_>>());
    Ok(both)
}

/// One workflow calls another, and waits.
#[workflow]
async fn parent(input: Input) -> Result<String, Any> {
    sfn::sleep(sfn::minutes(5)).await;
    let sum = match child(input.numbers.clone(), input.name.clone()).await {
        Ok(sum) => sum,
        Err(Failure::Worse) => -1,
        Err(Failure::Bad { why, .. }) => return Ok(why),
        Err(error) => return Err(error.into()),
    };
    sfn::sleep(sfn::seconds(input.pause.into())).await;
    let again = child(vec![sum], input.note.unwrap_or_default()).await?;
    Ok(format!("{sum} {again}"))
}

/// Called by `parent`.
#[workflow]
async fn child(numbers: Vec<i32>, name: String) -> Result<i32, Failure> {
    if name == "stop" {
        return Err(Failure::Bad { why: name, code: 3 });
    }
    let total: i32 = numbers.iter().sum();
    let half = check(total).await?;
    Ok(half + 1)
}

/// Shadowing, struct values, field assignment, early ends.
#[workflow]
async fn values(input: Input) -> Result<Input, Failure> {
    let mut input = input;
    let name = input.name.clone();
    let name = format!("{name}{name}");
    input.limit += 1;
    let checked = check(input.limit).await?;
    let name = if checked > 10 && !input.flag {
        name
    } else if checked > 5 {
        input.note = Some(name.clone());
        let half = check(checked).await?;
        format!("{half}")
    } else {
        return Ok(Input { name, flag: true, ..input });
    };
    input.numbers.push(checked);
    let (limit, numbers) = (input.limit, input.numbers.clone());
    Ok(Input {
        name,
        numbers,
        limit: limit * 2,
        note: input.note,
        flag: !input.flag,
        shape: Shape::Named("x".into()),
        pause: 0,
    })
}

/// Lists that are sorted, turned round and emptied.
#[workflow]
async fn in_place(input: Input) -> Result<Vec<i32>, Failure> {
    let mut numbers = input.numbers.clone();
    numbers.sort();
    let first = check(4).await?;
    let mut others = numbers.clone();
    others.reverse();
    if input.flag {
        numbers.clear();
    }
    others.sort_by_key(|number| number % 3);
    others.push(first);
    numbers.extend(others);
    Ok(numbers)
}

fn inputs() -> impl Strategy<Value = Input> {
    let name = prop_oneof!["[a-z]{0,5}", Just("stop".to_owned()), Just("big".to_owned())];
    let shape = prop_oneof![
        Just(Shape::Point),
        (-5..60).prop_map(|radius| Shape::Circle { radius }),
        "[a-z]{0,4}".prop_map(Shape::Named)
    ];
    (
        name,
        vec(-3..99, 0..6),
        0..60,
        proptest::option::of("[a-z]{0,4}"),
        any::<bool>(),
        shape,
        0..9_u32,
    )
        .prop_map(|(name, numbers, limit, note, flag, shape, pause)| Input {
            name,
            numbers,
            limit,
            note,
            flag,
            shape,
            pause,
        })
}

macro_rules! same {
    ($($name:ident)*) => {
        mod same {
            use super::*;
            proptest! {
                #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]
                $(#[test]
                fn $name(input in inputs()) {
                    if let Err(difference) = check_equivalence(|| super::$name(input.clone()), &Answers::new()) {
                        return Err(TestCaseError::fail(difference.to_string()));
                    }
                })*
            }
        }
    };
}
same! { sums labels outcomes shapes at_once parent values in_place }
