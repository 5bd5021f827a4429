//! Text: methods, parsing, formatting.

use sfn_dsl::prelude::*;

use crate::support::{Failure, Input, check, same};

/// Taken apart and put together.
#[workflow]
async fn taken_apart(input: Input) -> Result<Vec<String>, Failure> {
    let text =
        format!("{} ä,{}\n😀 {}", input.name, input.limit, input.note.clone().unwrap_or_default());
    let first = check(4).await?;
    let mut out: Vec<String> = text.split(',').map(str::to_owned).collect();
    out.extend(text.split_whitespace().map(String::from));
    out.extend(text.lines().map(|line| line.trim().to_uppercase()));
    out.push(text.chars().rev().collect());
    out.push(text.chars().filter(|c| !c.is_whitespace()).skip(1).take(4).collect::<String>());
    out.push(text.replace("", "-"));
    out.push(text.split("").collect::<Vec<_>>().join("|"));
    out.push("ab".repeat(input.numbers.len()));
    out.push(text.split_once('ä').map_or("none".to_owned(), |(a, b)| format!("{b}{a}")));
    out.push(text.strip_prefix("stop").unwrap_or("no").to_owned());
    out.push(input.numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join("+"));
    out.push(input.numbers.iter().map(|n| n.to_string()).collect::<String>());
    out.push(input.numbers.iter().fold(String::new(), |all, n| all + &n.to_string() + ";"));
    let mut grown = String::from("x");
    grown.push('y');
    grown.push_str(&input.name);
    grown += "z";
    grown.extend(['1', '2']);
    out.push(grown);
    out.push(first.to_string());
    out.push((input.name < "m".to_owned()).to_string());
    Ok(out)
}

/// `parse`, in every form.
#[workflow]
async fn parsed(input: Input) -> Result<Vec<f64>, Failure> {
    let text = format!("{}{}", input.note.clone().unwrap_or_default(), input.limit - 20);
    let number: i32 = text.parse().unwrap_or(-1);
    let float = text.parse::<f64>().ok();
    let small = match text.parse::<i8>() {
        Ok(small) => i32::from(small),
        Err(_) => 1000,
    };
    let checked = check(number).await.unwrap_or(0);
    let Ok(unsigned) = text.parse::<u32>() else {
        return Ok(vec![f64::from(number), float.unwrap_or(0.5), f64::from(small)]);
    };
    let again: u16 = unsigned.to_string().parse().map_err(|_| Failure::Worse)?;
    if let Ok(flag) = input.flag.to_string().parse::<bool>() {
        return Ok(vec![f64::from(u32::from(flag) + u32::from(again)), f64::from(checked)]);
    }
    Err(Failure::Late)
}

/// Width, sign, base.
#[workflow]
async fn formatted(input: Input) -> Result<String, Failure> {
    let (name, n, wide) = (input.name.clone(), input.limit - 30, input.numbers.len() + 3);
    let half = f64::from(n) / 8.0;
    let hex = n.unsigned_abs();
    let first = check(4).await?;
    Ok(format!(
        "[{name:>8}] [{name:*^9}] [{name:<6}] [{n:4}] [{n:+05}] [{n:<4}] [{half:8.2}] [{half:07.1}] [{hex:04x}] [{hex:b}] [{name:wide$}] [{:>1$}] [{name:.2}] [{first:>width$}]",
        n,
        wide,
        width = 3
    ))
}

same! { taken_apart parsed formatted }
