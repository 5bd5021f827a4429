//! Points in time, as services and Step Functions write them.

use aws_smithy_types::date_time::{DateTime, Format};
use serde_json::Value;
use sfn_local::Timestamp;

/// How a request has points in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Seconds, as a number.
    Seconds,
    /// `2025-01-01T00:00:00Z`.
    Iso8601,
    /// `Wed, 01 Jan 2025 00:00:00 GMT`.
    Http,
}

/// An instant of `Arguments`: a text, or a number of seconds.
pub(super) fn encode(value: &Value, style: Style) -> Result<Value, String> {
    let instant = match value {
        Value::String(text) => DateTime::from_str(text, Format::DateTimeWithOffset).ok(),
        Value::Number(seconds) if style == Style::Seconds => return Ok(seconds.clone().into()),
        Value::Number(seconds) => seconds.as_f64().map(DateTime::from_secs_f64),
        _ => None,
    };
    let instant = instant.ok_or_else(|| format!("`{value}` is no instant"))?;
    Ok(match style {
        Style::Seconds => instant.as_secs_f64().into(),
        Style::Iso8601 => text(instant).ok_or_else(|| format!("`{value}` is too far away"))?.into(),
        Style::Http => {
            let whole = DateTime::from_secs(instant.secs());
            whole.fmt(Format::HttpDate).map_err(|error| error.to_string())?.into()
        }
    })
}

/// An instant as Step Functions gives it, of whatever style; what is none stays as it is.
pub(super) fn decode(value: Value) -> Value {
    let instant = match &value {
        Value::Number(seconds) => seconds.as_f64().map(DateTime::from_secs_f64),
        Value::String(text) => [Format::DateTimeWithOffset, Format::HttpDate]
            .into_iter()
            .find_map(|format| DateTime::from_str(text, format).ok()),
        _ => None,
    };
    instant.and_then(text).map_or(value, Value::from)
}

/// As Java writes an instant: with milliseconds only where there are some.
fn text(instant: DateTime) -> Option<String> {
    let text = Timestamp::from_millis(instant.to_millis().ok()?).to_string();
    Some(text.replace(".000Z", "Z"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_style_is_written_and_read() {
        let encoded = |style| encode(&json!("2025-01-01T00:00:00.5Z"), style).unwrap();
        assert_eq!(encoded(Style::Seconds), json!(1_735_689_600.5));
        assert_eq!(encoded(Style::Iso8601), json!("2025-01-01T00:00:00.500Z"));
        assert_eq!(encoded(Style::Http), json!("Wed, 01 Jan 2025 00:00:00 GMT"));
        assert_eq!(encode(&json!(5), Style::Seconds).unwrap(), json!(5));
        assert_eq!(encode(&json!(5), Style::Iso8601).unwrap(), json!("1970-01-01T00:00:05Z"));
        assert_eq!(encode(&json!(true), Style::Http).unwrap_err(), "`true` is no instant");
        let read = ["2025-01-01T00:00:00Z", "2025-01-01T01:00:00+01:00"];
        for text in read.into_iter().chain(["Wed, 01 Jan 2025 00:00:00 GMT"]) {
            assert_eq!(decode(text.into()), json!("2025-01-01T00:00:00Z"), "{text}");
        }
        assert_eq!(decode(json!(1_735_689_600)), json!("2025-01-01T00:00:00Z"));
        assert_eq!(decode("soon".into()), json!("soon"));
    }
}
