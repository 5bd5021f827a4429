//! Plain scalars: numbers of JSON, and the core schema of YAML 1.2.

use serde_json::Number;

use super::tree::Tree;

/// The number that this text stands for; `None` where it is none, or too large for JSON.
pub(super) fn number(text: &str) -> Option<Number> {
    let is_whole = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') && text != "-0";
    let whole = || {
        let positive = text.parse::<u64>().map(Number::from);
        positive.or_else(|_| text.parse::<i64>().map(Number::from)).ok()
    };
    if is_whole && let Some(number) = whole() {
        return Some(number);
    }
    text.parse::<f64>().ok().and_then(Number::from_f64)
}

/// What a plain YAML scalar stands for (YAML 1.2.2, section 10.3.2); `None` for infinity and not-a-number, which
/// JSON cannot hold.
pub(super) fn core_schema(text: &str) -> Option<Tree> {
    Some(match text {
        "" | "~" | "null" | "Null" | "NULL" => Tree::Null,
        "true" | "True" | "TRUE" => Tree::Bool(true),
        "false" | "False" | "FALSE" => Tree::Bool(false),
        _ => match core_number(text) {
            Some(number) => Tree::Number(number?),
            None => Tree::String(text.to_owned()),
        },
    })
}

/// `Some(None)`: a number of YAML that JSON cannot hold.
#[expect(clippy::option_option, reason = "no number, a number, and a number that JSON cannot hold")]
fn core_number(text: &str) -> Option<Option<Number>> {
    if let Some(octal) = text.strip_prefix("0o") {
        return radix(octal, 8);
    }
    if let Some(hexadecimal) = text.strip_prefix("0x") {
        return radix(hexadecimal, 16);
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Some(None);
    }
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => {
            (mantissa, Some(exponent.strip_prefix(['-', '+']).unwrap_or(exponent)))
        }
        None => (unsigned, None),
    };
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let has_digits = !whole.is_empty() || !fraction.is_empty();
    let is_number = has_digits
        && all_digits(whole)
        && all_digits(fraction)
        && exponent.is_none_or(|exponent| !exponent.is_empty() && all_digits(exponent));
    is_number.then(|| number(text.strip_prefix('+').unwrap_or(text)))
}

#[expect(clippy::option_option, reason = "as above")]
fn radix(digits: &str, radix: u32) -> Option<Option<Number>> {
    let is_number = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix));
    is_number.then(|| u64::from_str_radix(digits, radix).ok().map(Number::from))
}

#[cfg(test)]
mod tests {
    use super::{core_schema, number};
    use crate::read::tree::Tree;

    #[test]
    fn numbers_keep_their_kind() {
        for (text, written) in [
            ("0", "0"),
            ("-0", "-0.0"),
            ("1.0", "1.0"),
            ("-7", "-7"),
            ("1e2", "100.0"),
            ("0.1", "0.1"),
        ] {
            assert_eq!(number(text).unwrap().to_string(), written);
        }
        assert_eq!(number("18446744073709551615").unwrap().as_u64(), Some(u64::MAX));
        assert!(number("18446744073709551616").unwrap().is_f64());
        assert!(number("1e400").is_none());
    }

    #[test]
    fn plain_scalars_follow_the_core_schema() {
        let text = |text| match core_schema(text) {
            Some(Tree::String(string)) => Some(string),
            _ => None,
        };
        for string in [
            "yes",
            "no",
            "on",
            "1_000",
            "0b1",
            "1:30",
            "2016-03-14T01:59:00Z",
            ".",
            "-",
            "e5",
            "0xg",
        ] {
            assert_eq!(text(string).as_deref(), Some(string), "{string} is a string");
        }
        let value = |text| match core_schema(text) {
            Some(Tree::Number(number)) => number.to_string(),
            _ => panic!("{text} is a number"),
        };
        assert_eq!(
            ["012", "0o17", "0xFF", "+3", "1.", ".5", "1e3"].map(value),
            ["12", "15", "255", "3", "1.0", "0.5", "1000.0"]
        );
        assert!(core_schema(".inf").is_none() && core_schema("-.INF").is_none());
    }
}
