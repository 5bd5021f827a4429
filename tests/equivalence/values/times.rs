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
