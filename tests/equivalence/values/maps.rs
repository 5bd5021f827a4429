//! Maps with text keys.

use std::collections::{BTreeMap, HashMap};

use sfn_dsl::prelude::*;

use crate::support::{Failure, Input, check, same};

type Counts = BTreeMap<String, i32>;

/// Collected, changed, and gone over in order.
#[workflow]
async fn counted(input: Input) -> Result<(Counts, Vec<String>, i32), Failure> {
    let mut counts: Counts = input.numbers.iter().map(|n| (format!("n{}", n % 3), *n)).collect();
    counts.insert(input.name.clone(), 1);
    counts.insert("fixed".to_owned(), check(4).await?);
    counts.remove("n1");
    let old = counts.remove(&input.name).unwrap_or(7);
    counts.retain(|_, n| *n != 2);
    counts.extend(vec![("late".to_owned(), old)]);
    let mut lines = Vec::new();
    for (key, value) in &counts {
        lines.push(format!("{key}={value}"));
    }
    let sum = counts.values().sum::<i32>();
    lines.extend(counts.keys().cloned());
    Ok((counts, lines, sum))
}

/// Counting and grouping, as people write it.
#[workflow]
async fn grouped(input: Input) -> Result<(Counts, HashMap<String, Vec<i32>>), Failure> {
    let mut counts = BTreeMap::new();
    let mut groups: HashMap<String, Vec<i32>> = HashMap::new();
    for number in input.numbers.clone() {
        let key = format!("k{}", number % 2);
        *counts.entry(key.clone()).or_insert(0) += 1;
        groups.entry(key).or_default().push(number);
    }
    let first = check(4).await?;
    groups.entry("first".to_owned()).or_insert_with(Vec::new).push(first);
    groups.insert("note".to_owned(), vec![input.note.is_some() as i32]);
    Ok((counts, groups))
}

same! { counted grouped }
