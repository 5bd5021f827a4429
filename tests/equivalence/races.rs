//! `sfn::race!`: who is first, in every position and with every kind of end.

use sfn_dsl::prelude::*;

use crate::support::{Any, Extra, Failure, Input, Shape, ask, check, find, reshape, same, twice};

/// Two calls, of which either may be first, and a wait that never is.
#[workflow]
async fn calls(input: Input) -> Result<i32, Failure> {
    let first = sfn::race!(twice(input.limit), check(input.limit + 1), async {
        sfn::sleep(sfn::hours(24)).await;
        Ok(-1)
    })?;
    Ok(first + 1)
}

/// A deadline that is sometimes met: who is late depends on the input.
#[workflow]
async fn deadline(input: Input) -> Result<String, Failure> {
    let answer = sfn::race!(
        async {
            sfn::sleep(sfn::seconds((input.numbers.len() * 9) as u64)).await;
            ask(input.name.clone()).await
        },
        async {
            sfn::sleep(sfn::seconds(27)).await;
            Ok(Some("silence".to_owned()))
        },
    );
    match answer {
        Ok(Some(answer)) => Ok(answer),
        Ok(None) => Ok("nothing".to_owned()),
        Err(Failure::Bad { why, .. }) => Ok(format!("bad: {why}")),
        Err(error) => Err(error),
    }
}

/// Values of every shape come out as they went in.
#[workflow]
async fn values(
    input: Input,
) -> Result<(Shape, Vec<Vec<i32>>, Option<Extra>, Option<String>, String, (), f64), Failure> {
    let shape =
        sfn::race!(reshape(input.shape.clone()), async { Ok(Shape::Named("first".to_owned())) })?;
    let rows = sfn::race!(async { Ok::<_, Failure>(input.rows.clone()) })?;
    let extra = sfn::race!(async { Ok::<_, Failure>(input.extra.clone()) })?;
    let note: Option<String> = sfn::race!(async { Ok::<_, Failure>(None) }, async {
        sfn::sleep(sfn::seconds(1)).await;
        Ok(input.note.clone())
    })?;
    let name = sfn::race!(async { Ok::<_, Failure>(input.name.clone()) })?;
    let nothing = sfn::race!(async {
        sfn::sleep(sfn::seconds(1)).await;
        Ok::<_, Failure>(())
    })?;
    let third = sfn::race!(async { Ok::<_, Failure>(f64::from(input.limit) / 3.0) })?;
    Ok((shape, rows, extra, note, name, nothing, third))
}

/// Of waits that end at the same moment the earlier branch is first, however it came there.
#[workflow]
async fn ties(input: Input) -> Result<Vec<String>, Failure> {
    let mut firsts = Vec::new();
    firsts.push(sfn::race!(
        async {
            sfn::sleep(sfn::seconds(20)).await;
            sfn::sleep(sfn::seconds(10)).await;
            Ok::<_, Failure>("two waits".to_owned())
        },
        async {
            sfn::sleep(sfn::seconds(30)).await;
            Ok("one wait".to_owned())
        },
        async {
            sfn::sleep(sfn::seconds((input.numbers.len() * 10) as u64)).await;
            Ok("as many as the input says".to_owned())
        },
    )?);
    firsts.push(sfn::race!(async { Ok::<_, Failure>("at once".to_owned()) }, async {
        Ok("as well".to_owned())
    })?);
    Ok(firsts)
}

/// Loops, early ends and errors inside branches.
#[workflow]
async fn bodies(input: Input) -> Result<i32, Any> {
    let sum = sfn::race!(
        async {
            let mut sum = 0;
            for number in input.numbers.clone() {
                if number == 5 {
                    return Ok(sum);
                }
                sfn::sleep(sfn::seconds(2)).await;
                sum += match check(number).await {
                    Ok(half) => half,
                    Err(Failure::Worse) => return Err(Any::Stopped { at: sum }),
                    Err(error) => return Err(error.into()),
                };
            }
            Ok(sum)
        },
        async {
            loop {
                sfn::sleep(sfn::seconds(3)).await;
                if twice(input.limit).await? > 60 {
                    return Ok::<_, Any>(60);
                }
            }
        },
    )?;
    Ok(sum * 2)
}

/// A race at the end, in a branch of a race, in an iteration, and in a branch whose error is a value.
#[workflow]
async fn nested(input: Input) -> Result<i32, Failure> {
    let (left, right) = sfn::join!(
        async {
            let first = sfn::race!(twice(input.limit), check(input.limit))?;
            Ok::<_, Failure>(first + 1)
        },
        async {
            let each = sfn::map(input.numbers.clone(), 2, async |number| {
                sfn::race!(check(number), async {
                    sfn::sleep(sfn::seconds(1)).await;
                    Ok(number)
                })
            })
            .await?;
            Ok::<_, Failure>(each.iter().sum::<i32>())
        },
    );
    let sum = match right {
        Ok(right) => right + left.unwrap_or(1),
        Err(Failure::Worse) => left?,
        Err(error) => return Err(error),
    };
    sfn::race!(
        async {
            let inner = sfn::race!(check(sum), async {
                sfn::sleep(sfn::seconds(1)).await;
                Ok(sum)
            })?;
            Ok(inner - 1)
        },
        async {
            let (a, b) = sfn::try_join!(twice(sum), find(sum))?;
            Ok(a + b.unwrap_or(0))
        },
    )
}

/// What is done with the outcome, and with no outcome at all.
#[workflow]
async fn outcomes(input: Input) -> Result<i32, Any> {
    let a = sfn::race!(check(input.limit), twice(input.limit)).unwrap_or(3);
    let b = sfn::race!(check(input.limit + 1), twice(input.limit)).ok();
    let c = sfn::race!(check(input.limit + 2), twice(a))
        .map(|n| n + 1)
        .map_err(|_| Any::Stopped { at: 1 })?;
    let Ok(d) = sfn::race!(check(c), twice(c)) else {
        return Ok(c);
    };
    let (e, f) = sfn::race!(async {
        let n = twice(d).await?;
        Ok::<_, Failure>((n, d))
    })?;
    let outcome = sfn::race!(check(e), twice(f));
    if let Ok(n) = outcome {
        return Ok(n + b.unwrap_or(0));
    }
    let _ = sfn::race!(check(e), twice(f));
    Ok(f)
}

/// A race in a try block, and try blocks in the branches of a race.
#[workflow]
async fn tries(input: Input) -> Result<i32, Any> {
    let first = async {
        let first = sfn::race!(check(input.limit), twice(input.limit))?;
        let second = sfn::race!(
            async {
                let half = match (async { check(check(first).await?).await }).await {
                    Ok(half) => half,
                    Err(Failure::Worse) => return Ok(first),
                    Err(error) => return Err(error),
                };
                twice(half).await
            },
            check(first + 3),
        )?;
        Ok::<_, Failure>(first + second)
    }
    .await;
    match first {
        Ok(sum) => Ok(sum),
        Err(Failure::Bad { code, .. }) => Err(Any::Stopped { at: code }),
        Err(_) => Ok(-1),
    }
}

same! { tries calls deadline values ties bodies nested outcomes }
