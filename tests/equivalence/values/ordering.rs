//! What comes first: sorting, smallest and largest, ties.

use std::cmp::{Ordering, Reverse};

use sfn_dsl::prelude::*;

use crate::support::{Failure, Input, check, same};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
struct Offer {
    shop: String,
    price: f64,
    stars: i32,
}

/// Floats, in every spelling that people use.
#[workflow]
async fn cheapest(input: Input) -> Result<(Option<Offer>, Option<Offer>, Vec<Offer>), Failure> {
    let offers: Vec<Offer> = input
        .numbers
        .iter()
        .enumerate()
        .map(|(i, n)| Offer {
            shop: format!("{}{i}", input.name),
            price: f64::from(*n) / 4.0,
            stars: n % 3,
        })
        .collect();
    let cheapest = offers.iter().min_by(|a, b| a.price.total_cmp(&b.price)).cloned();
    let dearest = offers.iter().max_by(|a, b| a.price.partial_cmp(&b.price).unwrap()).cloned();
    let mut ranked = offers.clone();
    ranked.sort_by(|a, b| b.stars.cmp(&a.stars).then_with(|| a.price.total_cmp(&b.price)));
    Ok((cheapest, dearest, ranked))
}

/// Keys: tuples, reversed ones, booleans; and sorts that must be stable.
#[workflow]
async fn keys(input: Input) -> Result<Vec<Vec<i32>>, Failure> {
    let mut by_key = input.numbers.clone();
    by_key.sort_by_key(|n| (n % 3, Reverse(*n)));
    let mut stable = input.numbers.clone();
    stable.sort_by_key(|n| n % 2 == 0);
    let mut down = input.numbers.clone();
    down.sort_unstable_by(|a, b| b.cmp(a));
    let mut rows = input.rows.clone();
    rows.sort_by_key(|row| Reverse(row.len()));
    let first = check(4).await?;
    let mut names = vec![input.name.clone(), "big".to_owned(), "Big".to_owned()];
    names.sort();
    rows.push(vec![first, names.first().map_or(0, |name| name.chars().count() as i32)]);
    rows.push(by_key);
    rows.push(stable);
    rows.push(down);
    Ok(rows)
}

/// Orders as values.
#[workflow]
async fn orders(input: Input) -> Result<String, Failure> {
    let word = match input.limit.cmp(&20) {
        Ordering::Less => "less",
        Ordering::Equal => "equal",
        Ordering::Greater => "greater",
    };
    let far = input.limit.cmp(&30).reverse().is_lt();
    let later = input.name.cmp(&"m".to_owned()).is_ge();
    let larger = input.limit.max(7).min(40).clamp(10, 30);
    let name = input.name.clone().max("c".to_owned());
    let best = input.rows.iter().max_by_key(|row| (row.len(), row.iter().sum::<i32>()));
    let sums: Vec<i32> = input.rows.iter().map(|row| row.iter().sum::<i32>()).collect();
    let highest = sums.iter().copied().reduce(i32::max).unwrap_or(0);
    Ok(format!("{word} {far} {later} {larger} {name} {} {highest}", best.map_or(0, Vec::len)))
}

same! { cheapest keys orders }
