//! Closures with bodies of their own.

use sfn_dsl::prelude::*;

use crate::support::{Failure, Input, Shape, same};

/// Blocks, declarations and decisions inside closures are expressions too.
#[workflow]
async fn bodies(input: Input) -> Result<(Vec<i32>, Vec<String>, i32), Failure> {
    let limit = input.limit;
    let doubled: Vec<i32> = input
        .numbers
        .iter()
        .map(|number| {
            const MOST: i32 = 50;
            if *number > limit {
                let over = *number - limit;
                let most: i32 = MOST;
                over.min(most)
            } else if *number == limit {
                0
            } else {
                let under = {
                    let difference = limit - *number;
                    difference % 10
                };
                -under
            }
        })
        .collect();
    let texts: Vec<String> = input
        .rows
        .iter()
        .filter_map(|row| {
            let sum: i32 = row.iter().sum();
            match row.first() {
                Some(first) if *first > 0 => {
                    let text = format!("{first}:{sum}");
                    Some(text)
                }
                Some(_) => {
                    let parsed: i32 = "7".parse().unwrap_or(0);
                    Some((parsed + sum).to_string())
                }
                None => None,
            }
        })
        .collect();
    let radius = input.note.map_or(0, |note| {
        let shape = input.shape.clone();
        if let Shape::Circle { radius } = shape {
            let long = note.chars().count() as i32;
            radius + long
        } else {
            1
        }
    });
    Ok((doubled, texts, radius))
}

/// Functions by their paths.
#[workflow]
async fn paths(input: Input) -> Result<Vec<String>, Failure> {
    let note = input.note.map_or_else(String::new, String::from);
    let upper = input.extra.map_or_else(String::default, |_| "more".to_owned());
    Ok(vec![note, upper])
}

same! { bodies paths }
