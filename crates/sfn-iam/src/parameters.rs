//! What a state's parameters hold, in both query languages.

use std::borrow::Cow;

use serde_json::{Map, Value};
use sfn_asl::{Location, QueryLanguage};
use sfn_catalog::{Path, Segment};

use crate::expression::{self, Known};

/// The parameters of a call.
#[derive(Clone, Debug)]
pub(crate) struct Parameters<'a> {
    /// The object; `None` where the state's input takes its place.
    pub(crate) object: Option<Cow<'a, Value>>,
    pub(crate) language: QueryLanguage,
    /// The field that holds them, such as `Arguments` or `ItemReader/Arguments`.
    pub(crate) field: String,
}

/// What a parameter holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Bound {
    /// It is not there.
    Absent,
    /// A constant.
    Text(String),
    /// A text of which only the start is constant.
    Prefix(String),
    /// What a declaration says; `*` and `?` are wildcards.
    Pattern(String),
    /// An object or array.
    Structure,
    /// An expression; known only at run time.
    Unknown,
}

impl<'a> Parameters<'a> {
    /// `Arguments` or `Parameters`, whichever the language has.
    pub(crate) fn of(
        language: QueryLanguage,
        arguments: Option<&'a Value>,
        parameters: Option<&'a Value>,
    ) -> Self {
        let (object, field) = match language {
            QueryLanguage::Jsonata => (arguments, "Arguments"),
            QueryLanguage::JsonPath => (parameters, "Parameters"),
        };
        Self { object: object.map(Cow::Borrowed), language, field: field.to_owned() }
    }

    /// Whether an expression or the state's input stands for all parameters, so that not even their names are known.
    pub(crate) fn is_whole_unknown(&self) -> bool {
        !self.object.as_deref().is_some_and(Value::is_object)
    }

    /// An object that holds no nested state input, such as `Credentials`.
    pub(crate) fn object(language: QueryLanguage, object: Map<String, Value>, field: &str) -> Self {
        Self { object: Some(Cow::Owned(Value::Object(object))), language, field: field.to_owned() }
    }

    /// What stands at this path: one value, or one for each element.
    pub(crate) fn get(&self, path: &Path) -> Vec<Bound> {
        let mut found = Vec::new();
        match &self.object {
            Some(object) => self.descend(object, &path.0, &mut found),
            None => found.push(Bound::Unknown),
        }
        found
    }

    /// The place of a parameter in the definition, or of the innermost value around it that is there.
    pub(crate) fn location(&self, state: &Location, path: &Path) -> Location {
        let mut location =
            if self.field.is_empty() { state.clone() } else { state.field(&self.field) };
        let mut value = self.object.as_deref();
        for segment in &path.0 {
            let Segment::Member(name) = segment else { break };
            let dynamic = format!("{name}.$");
            let object = value.and_then(Value::as_object);
            let Some(found) =
                [name, &dynamic].into_iter().find_map(|key| Some((key, object?.get(key)?)))
            else {
                break;
            };
            location = location.field(found.0);
            value = Some(found.1);
        }
        location
    }

    fn descend(&self, value: &Value, path: &[Segment], found: &mut Vec<Bound>) {
        let Some((segment, rest)) = path.split_first() else {
            found.push(self.leaf(value));
            return;
        };
        match (segment, value) {
            (_, Value::String(_)) => found.push(Bound::Unknown),
            (Segment::Member(name), Value::Object(object)) => {
                self.member(object, name, rest, found);
            }
            (Segment::Elements, Value::Array(list)) => {
                for element in list {
                    self.descend(element, rest, found);
                }
            }
            (Segment::Elements, Value::Object(_)) => self.descend(value, rest, found),
            (Segment::Keys, Value::Object(object)) => {
                found.extend(
                    object
                        .keys()
                        .map(|key| Bound::Text(key.strip_suffix(".$").unwrap_or(key).to_owned())),
                );
            }
            _ => found.push(Bound::Absent),
        }
    }

    fn member(
        &self,
        object: &Map<String, Value>,
        name: &str,
        rest: &[Segment],
        found: &mut Vec<Bound>,
    ) {
        if let Some(value) = object.get(name) {
            return self.descend(value, rest, found);
        }
        let path = match self.language {
            QueryLanguage::JsonPath => object.get(&format!("{name}.$")),
            QueryLanguage::Jsonata => None,
        };
        found.push(match path {
            Some(Value::String(text)) if rest.is_empty() => known(expression::json_path(text)),
            Some(_) => Bound::Unknown,
            None => Bound::Absent,
        });
    }

    fn leaf(&self, value: &Value) -> Bound {
        match value {
            Value::Null => Bound::Absent,
            Value::Bool(_) | Value::Number(_) => Bound::Text(value.to_string()),
            Value::Array(_) | Value::Object(_) => Bound::Structure,
            Value::String(text) if text.contains("{%") => match self.language {
                QueryLanguage::Jsonata => known(expression::jsonata(text)),
                QueryLanguage::JsonPath => Bound::Unknown,
            },
            Value::String(text) if looks_like_path(text) => Bound::Unknown,
            Value::String(text) => Bound::Text(text.clone()),
        }
    }
}

fn known(known: Known) -> Bound {
    match known {
        Known::Text(text) => Bound::Text(text),
        Known::Prefix(text) => Bound::Prefix(text),
        Known::Nothing => Bound::Unknown,
    }
}

/// A path whose key lacks `.$`, or that JSONata would take for a text, is a mistake, and no name of a resource.
fn looks_like_path(text: &str) -> bool {
    ["$.", "$[", "$$."].iter().any(|start| text.starts_with(start))
        || text == "$"
        || (text.starts_with("States.") && text.contains('('))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn get(language: QueryLanguage, object: &Value, path: &str) -> Vec<Bound> {
        Parameters::of(language, Some(object), Some(object)).get(&Path::parse(path).unwrap())
    }

    #[test]
    fn json_path_members_end_in_a_dollar() {
        let object = json!({"A": {"B": "x", "C.$": "$.c"}, "D.$": "$.d", "E": [{"F": "1"}, {"F.$": "$.f"}, {}], "G": "$.g"});
        let get = |path| get(QueryLanguage::JsonPath, &object, path);
        assert_eq!(get("A.B"), [Bound::Text("x".into())]);
        assert_eq!(get("A.C"), [Bound::Unknown]);
        assert_eq!(get("D"), [Bound::Unknown]);
        assert_eq!(get("D.X"), [Bound::Unknown]);
        assert_eq!(get("E[].F"), [Bound::Text("1".into()), Bound::Unknown, Bound::Absent]);
        assert_eq!(get("G"), [Bound::Unknown]);
        assert_eq!(get("A"), [Bound::Structure]);
        assert_eq!(get("H.I"), [Bound::Absent]);
        assert_eq!(get("A.@keys"), [Bound::Text("B".into()), Bound::Text("C".into())]);
    }

    #[test]
    fn jsonata_values_are_expressions() {
        let object = json!({"A": "{% $x %}", "B": "{% 'k/' & $x %}", "C": "plain"});
        let get = |path| get(QueryLanguage::Jsonata, &object, path);
        assert_eq!(get("A"), [Bound::Unknown]);
        assert_eq!(get("A.X"), [Bound::Unknown]);
        assert_eq!(get("B"), [Bound::Prefix("k/".into())]);
        assert_eq!(get("C"), [Bound::Text("plain".into())]);
    }

    #[test]
    fn without_parameters_the_input_decides() {
        let none = Parameters::of(QueryLanguage::JsonPath, None, None);
        assert_eq!(none.get(&Path::parse("A").unwrap()), [Bound::Unknown]);
    }
}
