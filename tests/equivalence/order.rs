//! In which order values are computed, and how often.

use std::collections::BTreeMap;

use sfn_dsl::prelude::*;

use crate::support::{Any, Failure, Input, check, same, twice};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
struct Row {
    count: usize,
    last: Option<i32>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
struct Wrapped(usize, Option<i32>);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
enum Step {
    Row { count: usize, last: Option<i32> },
    Both(usize, Option<i32>),
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Data)]
struct Point {
    x: i32,
    y: i32,
}

#[sfn::inline]
impl Point {
    fn zero() -> Self {
        Self::at(0, 0)
    }

    fn at(x: i32, y: i32) -> Self {
        Self { x, y }
    }

    fn r#type(&self) -> String {
        format!("{}", self.x.max(self::FAR))
    }
}

const FAR: i32 = 100;

/// Fields, variants, arguments and ends of ranges: what an operand changes is read before that.
#[workflow]
async fn operands(input: Input) -> Result<(Vec<Row>, Wrapped, Vec<Step>, usize, String), Failure> {
    let mut xs = input.numbers;
    let row = Row { count: xs.len(), last: xs.pop() };
    let wrapped = Wrapped(xs.len(), xs.pop());
    let steps = vec![Step::Row { count: xs.len(), last: xs.pop() }, Step::Both(xs.len(), xs.pop())];
    let longest = xs.len().max(xs.pop().map_or(0, |_| 1));
    let text = format!("{1}/{0}", xs.len(), xs.pop().unwrap_or(-1));
    Ok((vec![row], wrapped, steps, longest, text))
}

/// An argument of `format!` is computed once, however many holes name it.
#[workflow]
async fn arguments(input: Input) -> Result<(String, bool), Failure> {
    let text =
        format!("{1}{0} {x}{x}", twice(input.limit).await?, twice(2).await?, x = check(1).await?);
    let ids = format!("{0}|{0}", sfn::uuid());
    let (first, second) = match ids.split_once('|') {
        Some((first, second)) => (first.to_owned(), second.to_owned()),
        None => (String::new(), "none".to_owned()),
    };
    Ok((text, first == second))
}

/// What differs each time is drawn once, also where a closure reads it twice.
#[workflow]
async fn drawn(input: Input) -> Result<(bool, bool, bool), Failure> {
    let ids = vec![sfn::uuid(); 3];
    let same = ids.first() == ids.last();
    let called = twice(input.limit).await.map(|_| sfn::uuid()).map(|id| format!("{id}|{id}"))?;
    let called = called.split('|').map(str::to_owned).collect::<Vec<String>>();
    let outcome = twice(1).await;
    let kept = outcome.map(|_| sfn::uuid()).map(|id| format!("{id}|{id}"));
    let kept = kept.unwrap_or_default().split('|').map(str::to_owned).collect::<Vec<String>>();
    Ok((same, called.first() == called.last(), kept.first() == kept.last()))
}

/// A function without `self` and without workflow values, and types' own defaults.
#[workflow]
async fn made(input: Input) -> Result<(Point, Point, Point, String, i64), Failure> {
    let zero = Point::zero();
    let near = Point::at(1, 2);
    let other = input.extra.map_or_else(Point::default, |_| Point::at(input.limit, 0));
    let start = sfn::Timestamp::now();
    let name = Point::at(input.limit, 1).r#type();
    let passed = if start.seconds_since(&start) > 0.0 { 1 } else { 0 };
    Ok((zero, near, other, name, passed))
}

/// A whole outcome is handed on first, and a key has a name.
#[workflow]
async fn handed_on(input: Input) -> Result<(i32, Option<i32>), Any> {
    let paid = match check(input.limit).await {
        Ok(0) => 1,
        other => Point { x: other?, y: 2 }.x,
    };
    let mut map: BTreeMap<String, i32> = BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)]);
    let key = if twice(paid).await? > 3 { "a" } else { "z" };
    let old = map.remove(key);
    Ok((paid + map.len() as i32, old))
}

same! { operands arguments drawn made handed_on }
