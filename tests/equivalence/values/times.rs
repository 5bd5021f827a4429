//! Moments and the context object.

use sfn_dsl::{
    prelude::*,
    sfn::Timestamp,
    testing::{Answers, check_equivalence},
};

use crate::support::{Failure, Input, check, same};

/// Computed with, compared, printed.
#[workflow]
async fn moments(input: Input) -> Result<Vec<String>, Failure> {
    let start = Timestamp::now();
    sfn::sleep(sfn::seconds(90)).await;
    let first = check(4).await?;
    let now = Timestamp::now();
    let passed = now.seconds_since(&start);
    let later = start.plus(sfn::hours(input.numbers.len() as u64)).minus(sfn::days(2));
    sfn::sleep_until(later.plus(sfn::minutes(u64::from(first.unsigned_abs())))).await;
    let order = if later < now { "past" } else { "future" };
    let latest = later.max(now);
    Ok(vec![
        format!("{passed:.3} {order} {later}"),
        later.format("%d.%m.%Y, %H:%M:%S (100 %%)"),
        latest.date(),
        latest.time(),
        Timestamp::now().to_string(),
    ])
}

/// Which execution it is, also inside a Map and in a workflow that is called.
#[workflow(name = "who-am-i")]
async fn whoami(input: Input) -> Result<Vec<String>, Failure> {
    sfn::sleep(sfn::seconds(5)).await;
    let inner = called(input.limit).await?;
    let context = sfn::context();
    let names = sfn::map(input.numbers.clone(), 2, async |n| {
        Ok::<_, Failure>(format!("{n} {}", sfn::context().execution.name))
    })
    .await?;
    let mut all = vec![
        context.execution.id,
        context.execution.role_arn,
        context.state_machine.id.clone(),
        format!("{} {}", context.state_machine.name, context.execution.start_time),
        inner,
    ];
    all.extend(names);
    Ok(all)
}

/// Called by `whoami`.
#[workflow(name = "inner")]
async fn called(number: i32) -> Result<String, Failure> {
    let context = sfn::context();
    Ok(format!("{number} {} {}", context.execution.id, context.execution.start_time))
}

same! { moments whoami }

/// Moments that come as texts of every form.
#[workflow]
async fn read(moment: Timestamp, other: Option<Timestamp>) -> Result<(String, bool, f64), Failure> {
    let other = other.unwrap_or(moment);
    Ok((moment.to_string(), moment < other, moment.seconds_since(&other)))
}

#[test]
fn every_form_of_a_moment_is_read() {
    let texts = [
        "2026-01-31T09:00:00Z",
        "2026-01-31T09:00:00.5Z",
        "2026-01-31T09:00:00.123Z",
        "2026-01-31T10:30:00+01:30",
        "1969-12-31T23:59:59.750Z",
        "2024-02-29T23:59:59-08:00",
    ];
    for text in texts {
        for other in texts {
            let (moment, other) = (text.parse().unwrap(), Some(other.parse().unwrap()));
            check_equivalence(|| read(moment, other), &Answers::new()).unwrap();
        }
    }
}

#[test]
fn the_execution_has_the_name_that_the_test_gives_it() {
    let answers = Answers::new().execution_name("monday");
    let run = answers.run(called(3));
    assert_eq!(
        run.result.unwrap(),
        "3 arn:aws:states:us-east-1:000000000000:execution:inner:monday 2026-01-01T00:00:00.000Z"
    );
    check_equivalence(|| called(3), &answers).unwrap();
}

/// A moment that is written in a text.
#[workflow]
async fn parsed(text: String) -> Result<(String, bool), Failure> {
    let moment = text.parse::<Timestamp>();
    let is_one = moment.is_ok();
    Ok(match moment {
        Ok(moment) => (moment.minus(sfn::days(1)).to_string(), is_one),
        Err(_) => ("none".to_owned(), is_one),
    })
}

#[test]
fn what_rust_reads_as_a_moment_the_definition_reads_too() {
    let days = ["2024-02-29", "2023-02-29", "2000-02-29", "1900-02-29", "2026-04-31", "2026-12-31"];
    let days =
        days.iter().chain(&["2026-13-01", "2026-00-10", "2026-1-1", "9999-12-31", "02026-01-01"]);
    let times =
        ["T00:00:00", "T23:59:59.999999999", "T24:00:00", "T23:59:60", "t00:00:00", " 00:00:00"];
    let times =
        times.iter().chain(&["T12:60:00", "T1:00:00", "T01:00:00.", "T01:00:00.1234567891"]);
    let zones = ["Z", "z", "", "+01:00", "-23:59", "+24:00", "+01:60", "+0100", "Z\n", "+01:00:00"];
    for day in days {
        for time in times.clone() {
            for zone in zones {
                let text = format!("{day}{time}{zone}");
                check_equivalence(|| parsed(text.clone()), &Answers::new())
                    .unwrap_or_else(|difference| panic!("{text:?}: {difference}"));
            }
        }
    }
    let run = |text: &str| Answers::new().run(parsed(text.to_owned())).result;
    assert_eq!(
        run("2024-02-28T09:00:00.25+01:00"),
        Ok(("2024-02-27T08:00:00.250Z".to_owned(), true))
    );
    assert_eq!(run("2023-02-29T09:00:00Z"), Ok(("none".to_owned(), false)));
}

/// How often a task was tried before.
#[task(lambda = "flaky")]
async fn flaky(number: i32, attempt: RetryCount, limit: u32) -> Result<String, Failure> {
    if attempt.get() < limit {
        return Err(Failure::Worse);
    }
    Ok(format!("{number} {}", attempt.get()))
}

#[workflow]
async fn persistent(number: i32) -> Result<Vec<String>, Failure> {
    let first = flaky(1, 2).retry(Retry::on(["Worse"]).max_attempts(3)).await?;
    let second = flaky(number, 0).await?;
    let third = match flaky(3, 5).retry(Retry::on_all().max_attempts(1)).await {
        Ok(text) => text,
        Err(Failure::Worse) => "given up".to_owned(),
        Err(error) => return Err(error),
    };
    Ok(vec![first, second, third])
}

#[test]
fn a_task_is_told_how_often_it_was_tried() {
    let expected = ["1 2", "7 0", "given up"].map(str::to_owned);
    assert_eq!(Answers::new().run(persistent(7)).result, Ok(expected.into()));
    check_equivalence(|| persistent(7), &Answers::new()).unwrap();
}
