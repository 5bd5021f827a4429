//! A JSON value with JSONata in its strings, compiled once and filled in many times.
//!
//! Each expression knows the path of its field (`Output/total`), since AWS names it in every
//! error about the expression.

use serde_json::{Map, Value};

use crate::jsonata::{
    Bindings, EvaluationError, Expression, Reads, Settings, SyntaxError, expression_in,
};

/// A compiled JSON template: the value of `Arguments`, `Output`, `Assign`, `ItemSelector` and the like.
#[derive(Clone, Debug)]
pub struct Template(Node);

#[derive(Clone, Debug)]
enum Node {
    Constant(Value),
    Expression(Field),
    Array(Vec<Node>),
    Object(Vec<(String, Node)>),
}

/// An expression and the field it stands in.
#[derive(Clone, Debug)]
pub struct Field {
    path: String,
    expression: Expression,
}

impl Field {
    /// Compiles `text`, the string of the field at `path`: an expression where it stands between
    /// `{%` and `%}`, else `None`.
    ///
    /// # Errors
    /// Where the expression does not parse.
    pub fn compile(path: impl Into<String>, text: &str) -> Result<Option<Self>, TemplateError> {
        let Some(text) = expression_in(text) else { return Ok(None) };
        let path = path.into();
        match Expression::compile(text) {
            Ok(expression) => Ok(Some(Self { path, expression })),
            Err(error) => Err(TemplateError { path, error }),
        }
    }

    /// The path of the field, such as `Output/total`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The expression.
    pub const fn expression(&self) -> &Expression {
        &self.expression
    }

    /// Evaluates; an undefined result is a failure.
    ///
    /// # Errors
    /// Where the evaluation fails or gives nothing.
    pub fn evaluate(&self, bindings: &dyn Bindings, settings: &Settings) -> Result<Value, Failure> {
        match self.expression.evaluate(bindings, settings) {
            Ok(Some(value)) => Ok(value),
            Ok(None) => Err(self.failure(FailureReason::Undefined)),
            Err(error) => Err(self.failure(FailureReason::Evaluation(Box::new(error)))),
        }
    }

    /// A failure of this field.
    pub fn failure(&self, reason: FailureReason) -> Failure {
        Failure { path: self.path.clone(), expression: self.expression.text().to_owned(), reason }
    }
}

/// An expression of a template that does not parse.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{error} (at `{path}`)")]
pub struct TemplateError {
    /// The field, such as `Output/total`.
    pub path: String,
    /// What is wrong with it.
    #[source]
    pub error: SyntaxError,
}

/// An expression that failed; the display is AWS's wording.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("The JSONata expression '{expression}' specified for the field '{path}' {reason}")]
pub struct Failure {
    /// The field, such as `Output/total`.
    pub path: String,
    /// The text of the expression.
    pub expression: String,
    /// Why.
    pub reason: FailureReason,
}

/// Why an expression of a template failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FailureReason {
    /// It gave no value.
    #[error("returned nothing (undefined).")]
    Undefined,
    /// The evaluation raised an error.
    #[error("threw an error during evaluation{mark} {0}", mark = if .0.is_limit() { ':' } else { '.' })]
    Evaluation(Box<EvaluationError>),
    /// The field cannot take a value of this type.
    #[error("returned an unexpected result type. Expected '{expected}', but was '{}' for value: {value}", type_name(.value))]
    Type {
        /// What the field takes: `array`, `boolean`, …
        expected: &'static str,
        /// What came.
        value: Box<Value>,
    },
}

/// The name of a value's type in AWS's messages.
pub const fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

impl Template {
    /// Compiles the value of the field `path`.
    ///
    /// # Errors
    /// All its expressions that do not parse.
    pub fn compile(path: &str, value: &Value) -> Result<Self, Vec<TemplateError>> {
        let mut errors = Vec::new();
        let node = Node::compile(path, value, &mut errors);
        if errors.is_empty() { Ok(Self(node)) } else { Err(errors) }
    }

    /// The value, where nothing in it is computed.
    pub const fn constant(&self) -> Option<&Value> {
        match &self.0 {
            Node::Constant(value) => Some(value),
            _ => None,
        }
    }

    /// The one expression that the template consists of, where it is a single string.
    pub const fn field(&self) -> Option<&Field> {
        match &self.0 {
            Node::Expression(field) => Some(field),
            _ => None,
        }
    }

    /// Whether any expression in it has this property.
    pub fn any(&self, property: &mut dyn FnMut(&Reads) -> bool) -> bool {
        self.0.any(property)
    }

    /// Fills the template in.
    ///
    /// # Errors
    /// The first expression that fails or gives nothing.
    pub fn evaluate(&self, bindings: &dyn Bindings, settings: &Settings) -> Result<Value, Failure> {
        self.0.evaluate(bindings, settings)
    }
}

impl Node {
    fn compile(path: &str, value: &Value, errors: &mut Vec<TemplateError>) -> Self {
        match value {
            Value::String(text) => match Field::compile(path, text) {
                Ok(Some(field)) => Self::Expression(field),
                Ok(None) => Self::Constant(value.clone()),
                Err(error) => {
                    errors.push(error);
                    Self::Constant(Value::Null)
                }
            },
            Value::Array(items) => {
                let nodes: Vec<_> = items
                    .iter()
                    .enumerate()
                    .map(|(index, item)| Self::compile(&format!("{path}[{index}]"), item, errors))
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
                    .map(|(key, member)| {
                        (key.clone(), Self::compile(&format!("{path}/{key}"), member, errors))
                    })
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

    const fn is_constant(&self) -> bool {
        matches!(self, Self::Constant(_))
    }

    fn any(&self, property: &mut dyn FnMut(&Reads) -> bool) -> bool {
        match self {
            Self::Constant(_) => false,
            Self::Expression(field) => property(field.expression.reads()),
            Self::Array(nodes) => nodes.iter().any(|node| node.any(property)),
            Self::Object(nodes) => nodes.iter().any(|(_, node)| node.any(property)),
        }
    }

    fn evaluate(&self, bindings: &dyn Bindings, settings: &Settings) -> Result<Value, Failure> {
        Ok(match self {
            Self::Constant(value) => value.clone(),
            Self::Expression(field) => field.evaluate(bindings, settings)?,
            Self::Array(nodes) => Value::Array(
                nodes
                    .iter()
                    .map(|node| node.evaluate(bindings, settings))
                    .collect::<Result<_, _>>()?,
            ),
            Self::Object(nodes) => {
                let mut object = Map::with_capacity(nodes.len());
                for (key, node) in nodes {
                    object.insert(key.clone(), node.evaluate(bindings, settings)?);
                }
                Value::Object(object)
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::jsonata::Variables;

    fn evaluate(template: &Value) -> Result<Value, String> {
        let template = Template::compile("Output", template).unwrap();
        let variables = Variables::from_iter([("x", json!({"list": [1]})), ("count", json!(7))]);
        template.evaluate(&variables, &Settings::default()).map_err(|failure| failure.to_string())
    }

    #[test]
    fn expressions_are_filled_in_and_the_rest_stays() {
        let template =
            json!({"a": ["{% $x.list[0] + 1 %}", "{%x"], "b": {"c": "{% $count %}"}, "d": null});
        assert_eq!(evaluate(&template), Ok(json!({"a": [2, "{%x"], "b": {"c": 7}, "d": null})));
    }

    #[test]
    fn an_undefined_field_is_named() {
        assert_eq!(
            evaluate(&json!({"a": {"b": ["{% $x.none %}"]}})).unwrap_err(),
            "The JSONata expression '$x.none' specified for the field 'Output/a/b[0]' returned nothing (undefined)."
        );
    }

    #[test]
    fn eval_is_no_function_here() {
        assert_eq!(
            evaluate(&json!("{% $eval('1') %}")).unwrap_err(),
            "The JSONata expression '$eval('1')' specified for the field 'Output' threw an error during evaluation. \
             T1006: Attempted to invoke a non-function"
        );
    }

    #[test]
    fn a_limit_follows_a_colon() {
        assert_eq!(
            evaluate(&json!("{% $count([1..900000]) %}")).unwrap_err(),
            "The JSONata expression '$count([1..900000])' specified for the field 'Output' threw an error during evaluation: \
             Expression evaluation memory limit exceeded: Check for excessive memory usage"
        );
    }

    #[test]
    fn every_expression_that_does_not_parse_is_reported() {
        let errors =
            Template::compile("Assign", &json!({"a": "{% 1 + %}", "b": ["{% 1 %}", "{% [1 %}"]}))
                .unwrap_err();
        let errors: Vec<_> = errors
            .iter()
            .map(|error| (error.path.as_str(), error.error.message.as_str()))
            .collect();
        assert_eq!(
            errors,
            [
                ("Assign/a", "Unexpected end of expression"),
                ("Assign/b[1]", "Expected \"]\" before end of expression")
            ]
        );
    }
}
