//! How moments are written.

use super::{Context, Findings, declare_rule, parts};
use crate::{Location, QueryLanguage, StateKind, WaitState};

declare_rule! {
    /// ## What it checks
    /// `Timestamp` of a Wait, and the operands of `Timestamp…` comparisons, have the form of RFC 3339 with an
    /// upper-case `T`, and an upper-case `Z` or an offset.
    /// ## Why it matters
    /// AWS refuses other forms. In JSONPath states an expression is one of them.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": { "A": { "Type": "Wait", "Timestamp": "2026-12-05 21:29:29", "End": true } }
    /// }
    /// ```
    /// ## Use instead
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": { "A": { "Type": "Wait", "Timestamp": "2026-12-05T21:29:29Z", "End": true } }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html>; the text was recorded from the service.
    pub(crate) static TIMESTAMP_FORMAT = {
        code: "SFN062", name: "timestamp-format", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        if let StateKind::Wait(WaitState { timestamp: Some(timestamp), .. }) = &node.state.kind {
            let is_expression = timestamp.contains("{%") && node.query_language == QueryLanguage::Jsonata;
            if !is_expression {
                check_timestamp(found, timestamp, || node.location.field("Timestamp"));
            }
        }
        for (place, rule) in parts::choice_rules(node) {
            let Some(test) = &rule.test else { continue };
            parts::for_each_comparison(&place, test, &mut |place, parts::Comparison { operator, operand, .. }| {
                let name = operator.as_str();
                let is_moment = name.starts_with("Timestamp") && !name.ends_with("Path");
                if let Some(text) = operand.as_str().filter(|_| is_moment) {
                    check_timestamp(found, text, || place.field(name));
                }
            });
        }
    }
}

fn check_timestamp(found: &mut Findings<'_>, text: &str, location: impl Fn() -> Location) {
    if !text.contains("${") && !is_rfc3339(text) {
        found
            .report(location(), format!("`{text}` is no timestamp"))
            .help("write it like `2026-12-05T21:29:29Z`")
            .aws("String does not match RFC3339 timestamp");
    }
}

fn is_rfc3339(text: &str) -> bool {
    date_and_time(text).is_some()
}

/// `None` where the text has another form, or names a day or time that does not exist.
fn date_and_time(text: &str) -> Option<()> {
    let (date, rest) = text.split_once('T')?;
    let offset_at = rest.find(['Z', '+', '-'])?;
    let (time, offset) = rest.split_at_checked(offset_at)?;
    let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let [hour, minute, second] = numbers(time, ':', [2, 2, 2])?;
    let offset_fits = offset == "Z" || {
        let [hours, minutes] = numbers(offset.get(1..)?, ':', [2, 2])?;
        hours < 24 && minutes < 60
    };
    let fits = (1..=12).contains(&month)
        && (1..=days_in(year, month)).contains(&day)
        && hour < 24
        && minute < 60
        && second <= 60
        && !fraction.is_empty()
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
        && offset_fits;
    fits.then_some(())
}

/// The numbers between the separators, each with this number of digits.
fn numbers<const N: usize>(text: &str, separator: char, widths: [usize; N]) -> Option<[u32; N]> {
    let mut parts = text.split(separator);
    let mut numbers = [0; N];
    for (number, width) in numbers.iter_mut().zip(widths) {
        let part = parts.next()?;
        if part.len() != width || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(numbers)
}

const fn days_in(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::is_rfc3339;

    #[test]
    fn timestamps_are_those_of_rfc3339_in_upper_case() {
        for good in ["2016-03-14T01:59:00Z", "2024-02-29T23:59:60.123+05:30", "2016-03-14T01:59:00.1-00:00"] {
            assert!(is_rfc3339(good), "{good}");
        }
        for bad in [
            "05-12-2016T21:29:29Z", "2016-12-05T25:29:29Z", "2016-12-05 21:29:29Z", "2016-12-05T21:29:29", "2016-12-05t21:29:29Z",
            "2023-02-29T00:00:00Z", "2016-12-05T21:29:29z", "2016-12-05", "", "2016-12-05T21:29Z", "2016-12-05T21:29:29.Z",
        ] {
            assert!(!is_rfc3339(bad), "{bad}");
        }
    }
}
