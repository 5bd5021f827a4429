//! The JSON text that a cause is, natively as `$string` writes it.
//!
//! JSONata writes numbers as JavaScript does, with at most 15 significant digits, so that an error fails an execution
//! with the same bytes, whether Rust or Step Functions made it.

use std::fmt::Write as _;

use serde_json::Value;

/// The text of a cause.
pub fn cause_text(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Number(number) if number.is_f64() => {
            write_number(number.as_f64().unwrap_or_default(), text);
        }
        Value::Array(elements) => {
            text.push('[');
            for (index, element) in elements.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write(element, text);
            }
            text.push(']');
        }
        Value::Object(members) => {
            text.push('{');
            for (index, (key, member)) in members.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                let _ = write!(text, "{}:", Value::from(key.as_str()));
                write(member, text);
            }
            text.push('}');
        }
        value => {
            let _ = write!(text, "{value}");
        }
    }
}

/// JavaScript's `Number(x.toPrecision(15)).toString()`.
fn write_number(number: f64, text: &mut String) {
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    if rounded == 0.0 {
        text.push('0');
        return;
    }
    let shortest = format!("{:e}", rounded.abs());
    let (digits, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    let digits = digits.replace('.', "");
    let exponent: i32 = exponent.parse().unwrap_or_default();
    if rounded < 0.0 {
        text.push('-');
    }
    // The decimal point stands after `point` digits.
    let point = exponent + 1;
    let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
    match point {
        1..=21 if count <= point => {
            let _ = write!(text, "{digits}{}", zeros(point - count));
        }
        1..=21 => {
            let (whole, fraction) = digits.split_at(usize::try_from(point).unwrap_or(0));
            let _ = write!(text, "{whole}.{fraction}");
        }
        -5..=0 => {
            let _ = write!(text, "0.{}{digits}", zeros(-point));
        }
        _ => {
            let (first, rest) = digits.split_at(1);
            let fraction = if rest.is_empty() { String::new() } else { format!(".{rest}") };
            let _ = write!(text, "{first}{fraction}e{exponent:+}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::cause_text;

    #[test]
    fn numbers_are_written_as_javascript_writes_them() {
        for (number, expected) in [
            (5.0, "5"),
            (0.1 + 0.2, "0.3"),
            (-1234.5, "-1234.5"),
            (1e21, "1e+21"),
            (1.5e-7, "1.5e-7"),
            (0.000_001, "0.000001"),
            (123_456_789_012_345_680.0, "123456789012346000"),
        ] {
            assert_eq!(cause_text(&number.into()), expected);
        }
    }
}
