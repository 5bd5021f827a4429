//! A JSON value of a JSONPath state: where the name of a member ends in `.$`, its value is a path or
//! the call of an intrinsic function, and the member is called what stands before.

use serde_json::{Map, Value};

use crate::{
    cursor::SyntaxError,
    intrinsic::{Call, CallError},
    jsonpath::{Documents, Path, Root},
    random::Draws,
};

/// A compiled payload template: the value of `Parameters`, `ResultSelector`, `ItemSelector`, `Assign` and the like.
#[derive(Clone, Debug)]
pub struct PayloadTemplate(Node);

#[derive(Clone, Debug)]
enum Node {
    Constant(Value),
    Lookup(Box<Lookup>),
    Array(Vec<Node>),
    Object(Vec<(String, Node)>),
}

/// A path or a call, and the field it stands in.
#[derive(Clone, Debug)]
pub struct Lookup {
    field: Box<str>,
    expression: Expression,
}

#[derive(Clone, Debug)]
enum Expression {
    Path(Path),
    Call(Call),
}

/// A lookup that has no value; the display is AWS's wording.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LookupError {
    /// The path leads nowhere.
    #[error(
        "The JSONPath '{path}' specified for the field '{field}' could not be found in the input '{input}'"
    )]
    NotFound {
        /// The path.
        path: String,
        /// The field, such as `total.$`.
        field: String,
        /// What `$` stands for.
        input: String,
    },
    /// The path begins where there is nothing. The words are those of an execution on AWS whose Task had
    /// `"Input.$": "$"` and the input `null`.
    #[error("Unable to apply Path transformation to null or empty input.")]
    NullInput,
    /// The call has no value.
    #[error(transparent)]
    Call(#[from] CallError),
}

/// A `.$` member whose value is neither a path nor a call; the display is AWS's wording.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "The value for the field '{field}' must be a valid JSONPath or a valid intrinsic function call"
)]
pub struct PayloadTemplateError {
    /// The field, such as `total.$`.
    pub field: String,
    /// Its place, such as `Parameters/items[0]/total.$`.
    pub path: String,
    /// What is wrong with its text; `None` where it is no text.
    #[source]
    pub error: Option<SyntaxError>,
}

impl Lookup {
    /// Parses the text of a field: a call where it begins with `States.`, else a path.
    ///
    /// # Errors
    /// Where the text is neither.
    pub fn parse(field: &str, text: &str) -> Result<Self, SyntaxError> {
        let expression = if text.trim_start().starts_with("States.") {
            Expression::Call(Call::parse(text)?)
        } else {
            Expression::Path(Path::parse(text)?)
        };
        Ok(Self { field: field.into(), expression })
    }

    /// The field, such as `total.$`.
    pub fn field(&self) -> &str {
        &self.field
    }

    /// The path, where it is one.
    pub const fn path(&self) -> Option<&Path> {
        match &self.expression {
            Expression::Path(path) => Some(path),
            Expression::Call(_) => None,
        }
    }

    /// The call, where it is one.
    pub const fn call(&self) -> Option<&Call> {
        match &self.expression {
            Expression::Path(_) => None,
            Expression::Call(call) => Some(call),
        }
    }

    /// The value.
    ///
    /// # Errors
    /// Where the path leads nowhere, or the call has no value.
    pub fn evaluate(&self, documents: &dyn Documents, draws: &Draws) -> Result<Value, LookupError> {
        match &self.expression {
            Expression::Call(call) => Ok(call.evaluate(documents, draws)?),
            Expression::Path(path)
                if *path.root() == Root::Input && documents.input().is_null() =>
            {
                Err(LookupError::NullInput)
            }
            Expression::Path(path) => match path.select(documents) {
                Ok(value) => Ok(value.into_owned()),
                Err(_) => Err(LookupError::NotFound {
                    path: path.text().to_owned(),
                    field: self.field.to_string(),
                    input: documents.input().to_string(),
                }),
            },
        }
    }
}

impl PayloadTemplate {
    /// Compiles the value of the field `path`.
    ///
    /// # Errors
    /// All its `.$` members whose values are neither paths nor calls.
    pub fn compile(path: &str, value: &Value) -> Result<Self, Vec<PayloadTemplateError>> {
        let mut errors = Vec::new();
        let node = Node::compile(path, value, &mut errors);
        if errors.is_empty() { Ok(Self(node)) } else { Err(errors) }
    }

    /// The value, where nothing in it is looked up.
    pub const fn constant(&self) -> Option<&Value> {
        match &self.0 {
            Node::Constant(value) => Some(value),
            _ => None,
        }
    }

    /// Fills the template in.
    ///
    /// # Errors
    /// The first lookup that has no value.
    pub fn evaluate(&self, documents: &dyn Documents, draws: &Draws) -> Result<Value, LookupError> {
        self.0.evaluate(documents, draws)
    }
}

impl Node {
    fn compile(path: &str, value: &Value, errors: &mut Vec<PayloadTemplateError>) -> Self {
        match value {
            Value::Array(elements) => {
                let nodes: Vec<_> = elements
                    .iter()
                    .enumerate()
                    .map(|(at, element)| Self::compile(&format!("{path}[{at}]"), element, errors))
                    .collect();
                if nodes.iter().all(Self::is_constant) {
                    Self::Constant(value.clone())
                } else {
                    Self::Array(nodes)
                }
            }
            Value::Object(members) => {
                let nodes: Vec<_> = members
                    .iter()
                    .map(|(name, member)| Self::member(path, name, member, errors))
                    .collect();
                if nodes.iter().all(|(_, node)| node.is_constant()) {
                    Self::Constant(value.clone())
                } else {
                    Self::Object(nodes)
                }
            }
            other => Self::Constant(other.clone()),
        }
    }

    fn member(
        path: &str,
        name: &str,
        value: &Value,
        errors: &mut Vec<PayloadTemplateError>,
    ) -> (String, Self) {
        let path = format!("{path}/{name}");
        let Some(new_name) = name.strip_suffix(".$") else {
            return (name.to_owned(), Self::compile(&path, value, errors));
        };
        let error = match value.as_str().map(|text| Lookup::parse(name, text)) {
            Some(Ok(lookup)) => return (new_name.to_owned(), Self::Lookup(Box::new(lookup))),
            Some(Err(error)) => Some(error),
            None => None,
        };
        errors.push(PayloadTemplateError { field: name.to_owned(), path, error });
        (new_name.to_owned(), Self::Constant(Value::Null))
    }

    const fn is_constant(&self) -> bool {
        matches!(self, Self::Constant(_))
    }

    fn evaluate(&self, documents: &dyn Documents, draws: &Draws) -> Result<Value, LookupError> {
        Ok(match self {
            Self::Constant(value) => value.clone(),
            Self::Lookup(lookup) => lookup.evaluate(documents, draws)?,
            Self::Array(nodes) => nodes
                .iter()
                .map(|node| node.evaluate(documents, draws))
                .collect::<Result<Vec<_>, _>>()?
                .into(),
            Self::Object(nodes) => {
                let mut object = Map::with_capacity(nodes.len());
                for (name, node) in nodes {
                    object.insert(name.clone(), node.evaluate(documents, draws)?);
                }
                object.into()
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::jsonpath::Document;

    fn evaluate(template: &Value, input: &Value) -> Result<Value, String> {
        let template = PayloadTemplate::compile("Parameters", template).unwrap();
        template.evaluate(&Document(input), &Draws::new(1)).map_err(|error| error.to_string())
    }

    #[test]
    fn members_with_a_dollar_are_looked_up_and_the_rest_stays() {
        let template = json!({
            "name.$": "$.customer.name",
            "list": [{ "first.$": "$.items[0]", "all.$": "$.items[*]" }, "$.items", 1],
            "text.$": "States.Format('{}!', $.customer.name)",
            "$": "stays"
        });
        let input = json!({ "customer": { "name": "Ada" }, "items": [7] });
        let expected = json!({
            "name": "Ada",
            "list": [{ "first": 7, "all": [7] }, "$.items", 1],
            "text": "Ada!",
            "$": "stays"
        });
        assert_eq!(evaluate(&template, &input), Ok(expected));
    }

    #[test]
    fn a_path_that_leads_nowhere_is_named_with_its_field() {
        assert_eq!(
            evaluate(&json!({ "a": { "b.$": "$.x.y" } }), &json!({ "n": 1 })).unwrap_err(),
            "The JSONPath '$.x.y' specified for the field 'b.$' could not be found in the input '{\"n\":1}'"
        );
    }

    #[test]
    fn no_path_leads_from_null() {
        let words = "Unable to apply Path transformation to null or empty input.";
        assert_eq!(evaluate(&json!({ "a.$": "$" }), &Value::Null).unwrap_err(), words);
        assert_eq!(evaluate(&json!({ "a.$": "$.x" }), &Value::Null).unwrap_err(), words);
        assert_eq!(evaluate(&json!({ "a": 1 }), &Value::Null), Ok(json!({ "a": 1 })));
    }

    #[test]
    fn every_member_that_cannot_be_looked_up_is_reported() {
        let template = json!({ "a.$": 1, "b": [{ "c.$": "order" }], "d.$": "States.Nothing()" });
        let errors = PayloadTemplate::compile("P", &template).unwrap_err();
        let found: Vec<_> = errors
            .iter()
            .map(|error| (error.path.as_str(), error.error.as_ref().map(ToString::to_string)))
            .collect();
        assert_eq!(
            found,
            [
                ("P/a.$", None),
                ("P/b[0]/c.$", Some("a path begins with `$`".to_owned())),
                ("P/d.$", Some("`States.Nothing` is no intrinsic function".to_owned())),
            ]
        );
        assert_eq!(
            errors[0].to_string(),
            "The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function call"
        );
    }
}
