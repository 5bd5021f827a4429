//! Query parameters and bodies as Step Functions writes them.

use serde_json::Value;

use crate::local::escaped;

/// The query that is added to the URL. An array gives its name once for each of its elements.
pub(super) fn query(parameters: &Value) -> Result<String, String> {
    match parameters {
        Value::Null => Ok(String::new()),
        Value::String(text) => Ok(text.clone()),
        Value::Object(_) => form(parameters, ArrayFormat::Repeat),
        _ => Err("the field `QueryParameters` must be an object".to_owned()),
    }
}

/// The body as it is sent.
pub(super) fn body(body: &Value, transform: &Value) -> Result<String, String> {
    match transform.get("RequestBodyEncoding").and_then(Value::as_str) {
        None | Some("NONE") => Ok(match body {
            Value::String(text) => text.clone(),
            body => body.to_string(),
        }),
        Some("URL_ENCODED") => {
            let format = transform.pointer("/RequestEncodingOptions/ArrayFormat");
            form(body, ArrayFormat::of(format.and_then(Value::as_str))?)
        }
        Some(other) => Err(format!("`RequestBodyEncoding` is NONE or URL_ENCODED, not `{other}`")),
    }
}

/// How the elements of an array are named in a form.
#[derive(Clone, Copy)]
enum ArrayFormat {
    Indices,
    Repeat,
    Commas,
    Brackets,
}

impl ArrayFormat {
    fn of(name: Option<&str>) -> Result<Self, String> {
        Ok(match name {
            None | Some("INDICES") => Self::Indices,
            Some("REPEAT") => Self::Repeat,
            Some("COMMAS") => Self::Commas,
            Some("BRACKETS") => Self::Brackets,
            Some(other) => return Err(format!("`ArrayFormat` cannot be `{other}`")),
        })
    }
}

/// `application/x-www-form-urlencoded`, with the names of nested members in brackets.
fn form(value: &Value, format: ArrayFormat) -> Result<String, String> {
    let Value::Object(members) = value else {
        return Err("only an object can be URL-encoded".to_owned());
    };
    let mut pairs = Vec::new();
    for (name, value) in members {
        add(&mut pairs, name.clone(), value, format)?;
    }
    let encoded = pairs.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value)));
    Ok(encoded.collect::<Vec<_>>().join("&"))
}

fn add(
    pairs: &mut Vec<(String, String)>,
    name: String,
    value: &Value,
    format: ArrayFormat,
) -> Result<(), String> {
    match value {
        Value::Object(members) => members
            .iter()
            .try_for_each(|(member, value)| add(pairs, format!("{name}[{member}]"), value, format)),
        Value::Array(items) if matches!(format, ArrayFormat::Commas) => {
            let texts = items.iter().map(text).collect::<Result<Vec<_>, _>>()?;
            pairs.push((name, texts.join(",")));
            Ok(())
        }
        Value::Array(items) => items.iter().enumerate().try_for_each(|(index, item)| {
            let name = match format {
                ArrayFormat::Indices => format!("{name}[{index}]"),
                ArrayFormat::Brackets => format!("{name}[]"),
                ArrayFormat::Repeat | ArrayFormat::Commas => name.clone(),
            };
            add(pairs, name, item, format)
        }),
        value => {
            pairs.push((name, text(value)?));
            Ok(())
        }
    }
}

/// A value that has a text.
pub(super) fn text(value: &Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(_) | Value::Bool(_) => Ok(value.to_string()),
        Value::Null => Ok(String::new()),
        Value::Array(_) | Value::Object(_) => Err(format!("`{value}` cannot stand as a text")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn encoded(value: &Value, format: &str) -> String {
        let transform = json!({ "RequestBodyEncoding": "URL_ENCODED", "RequestEncodingOptions": { "ArrayFormat": format } });
        body(value, &transform).unwrap().replace("%5B", "[").replace("%5D", "]")
    }

    #[test]
    fn arrays_are_written_as_asked() {
        let array = json!({ "array": ["a", "b"] });
        assert_eq!(encoded(&array, "INDICES"), "array[0]=a&array[1]=b");
        assert_eq!(encoded(&array, "REPEAT"), "array=a&array=b");
        assert_eq!(encoded(&array, "COMMAS"), "array=a%2Cb");
        assert_eq!(encoded(&array, "BRACKETS"), "array[]=a&array[]=b");
    }

    #[test]
    fn the_form_of_the_developer_guide() {
        let value = json!({ "description": "Monthly subscription", "metadata": { "order_details": "monthly report data" }, "customer": "1234567890" });
        let transform = json!({ "RequestBodyEncoding": "URL_ENCODED" });
        assert_eq!(
            body(&value, &transform).unwrap(),
            "description=Monthly%20subscription&metadata%5Border_details%5D=monthly%20report%20data&customer=1234567890"
        );
    }

    #[test]
    fn a_body_is_json_or_a_text() {
        assert_eq!(body(&json!({ "a": [1] }), &Value::Null).unwrap(), r#"{"a":[1]}"#);
        assert_eq!(body(&json!("<a/>"), &Value::Null).unwrap(), "<a/>");
        assert!(body(&json!(1), &json!({ "RequestBodyEncoding": "URL_ENCODED" })).is_err());
        assert!(body(&json!(1), &json!({ "RequestBodyEncoding": "GZIP" })).is_err());
    }
}
