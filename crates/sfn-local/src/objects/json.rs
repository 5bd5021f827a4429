//! JSON and JSON Lines as an `ItemReader` reads them.

use serde_json::Value;

use super::ReadError;

/// The elements of the array at `items_pointer`, or of the whole document, at most `limit`.
///
/// # Errors
/// [`ReadError::Json`], and [`ReadError::NotIterable`] where no array stands there.
pub fn read_json(
    body: &[u8],
    items_pointer: Option<&str>,
    limit: usize,
) -> Result<Vec<Value>, ReadError> {
    let mut document: Value = serde_json::from_slice(body)
        .map_err(|error| ReadError::Json { message: error.to_string() })?;
    match document.pointer_mut(items_pointer.unwrap_or_default()).map(Value::take) {
        Some(Value::Array(mut items)) => {
            items.truncate(limit);
            Ok(items)
        }
        _ => Err(ReadError::NotIterable),
    }
}

/// The value of each line, at most `limit`; empty lines are none.
///
/// # Errors
/// [`ReadError::JsonLine`]
pub fn read_json_lines(body: &[u8], limit: usize) -> Result<Vec<Value>, ReadError> {
    let lines = body.split(|byte| *byte == b'\n').enumerate();
    lines
        .filter(|(_, line)| !line.trim_ascii().is_empty())
        .take(limit)
        .map(|(at, line)| {
            serde_json::from_slice(line)
                .map_err(|error| ReadError::JsonLine { line: at + 1, message: error.to_string() })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_pointer_leads_to_the_items() {
        let body = br#"{ "a/b": { "rows": [1, 2, 3] } }"#;
        assert_eq!(read_json(body, Some("/a~1b/rows"), 2).unwrap(), [1, 2]);
        assert_eq!(read_json(b"[[1]]", None, 9).unwrap(), [json!([1])]);
        assert_eq!(read_json(body, Some("/none"), 9), Err(ReadError::NotIterable));
        assert_eq!(read_json(body, None, 9), Err(ReadError::NotIterable));
        assert!(matches!(read_json(b"[1", None, 9), Err(ReadError::Json { .. })));
    }

    #[test]
    fn each_line_is_a_value() {
        assert_eq!(
            read_json_lines(b"1\r\n\n {\"a\":2} \n3", 2).unwrap(),
            [json!(1), json!({ "a": 2 })]
        );
        let error = read_json_lines(b"1\n\n{\n", 9).unwrap_err();
        assert!(matches!(error, ReadError::JsonLine { line: 3, .. }), "{error}");
        assert_eq!(read_json_lines(b"", 9).unwrap(), [] as [Value; 0]);
    }
}
