//! Policy documents: written in one form, compared by meaning.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

/// Operators, each with its keys and their values.
pub type Condition = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

/// A policy document: of a role, or one that says who may assume it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyDocument {
    /// `Statement`
    pub statements: Vec<Statement>,
}

/// A statement of a policy.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Statement {
    /// `Effect`
    pub effect: Effect,
    /// `Principal`: kinds such as `Service`, each with its values; empty in a role's policy
    pub principal: BTreeMap<String, BTreeSet<String>>,
    /// `Action`
    pub actions: BTreeSet<String>,
    /// `Resource`; empty in a trust policy
    pub resources: BTreeSet<String>,
    /// `Condition`
    pub condition: Condition,
}

/// `Effect`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the variant says it")]
pub enum Effect {
    #[default]
    Allow,
    Deny,
}

/// Why a JSON value is not a policy that this crate can compare.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PolicyError {
    /// A part has another form than policies have.
    #[error("`{part}` does not have the form that a policy has")]
    Form {
        /// The part.
        part: &'static str,
    },
    /// An element such as `NotAction`, which this project never writes.
    #[error("the element `{element}` is not supported")]
    Element {
        /// The element.
        element: String,
    },
}

impl PolicyDocument {
    /// The version that all documents have.
    pub const VERSION: &'static str = "2012-10-17";

    /// Reads a document.
    ///
    /// # Errors
    /// If it is not a policy, or has elements that this crate does not write.
    pub fn from_value(value: &Value) -> Result<Self, PolicyError> {
        let statements = value.get("Statement").ok_or(PolicyError::Form { part: "Statement" })?;
        let statements = match statements {
            Value::Array(list) => {
                list.iter().map(Statement::from_value).collect::<Result<_, _>>()?
            }
            one => vec![Statement::from_value(one)?],
        };
        Ok(Self { statements })
    }

    /// The JSON value, its keys in IAM's usual order.
    pub fn to_value(&self) -> Value {
        let statements: Vec<_> = self.statements.iter().map(Statement::to_value).collect();
        json!({ "Version": Self::VERSION, "Statement": statements })
    }

    /// The canonical text: two spaces, a newline at the end.
    pub fn to_json(&self) -> String {
        format!("{:#}\n", self.to_value())
    }

    /// The text without white space, as it is sent.
    pub fn to_compact_json(&self) -> String {
        self.to_value().to_string()
    }

    /// The number of characters that count against IAM's limits: white space does not.
    pub fn compact_len(&self) -> usize {
        self.to_compact_json().chars().count()
    }

    /// Whether both grant the same: order and grouping of statements do not matter, nor upper and lower case in actions,
    /// nor whether a single value stands in brackets.
    pub fn is_equivalent(&self, other: &Self) -> bool {
        self.grants() == other.grants()
    }

    /// Each combination of effect, principal, action, resource and condition.
    fn grants(&self) -> BTreeSet<Statement> {
        let mut grants = BTreeSet::new();
        for statement in &self.statements {
            let no_resource = BTreeSet::from([String::new()]);
            let resources =
                if statement.resources.is_empty() { &no_resource } else { &statement.resources };
            for action in &statement.actions {
                for resource in resources {
                    grants.insert(Statement {
                        actions: BTreeSet::from([action.to_lowercase()]),
                        resources: BTreeSet::from([resource.clone()]),
                        ..statement.clone()
                    });
                }
            }
        }
        grants
    }
}

impl fmt::Display for PolicyDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_json())
    }
}

impl Serialize for PolicyDocument {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_value().serialize(serializer)
    }
}

impl Statement {
    fn from_value(value: &Value) -> Result<Self, PolicyError> {
        let object = value.as_object().ok_or(PolicyError::Form { part: "Statement" })?;
        let mut statement = Self::default();
        for (element, value) in object {
            match element.as_str() {
                "Sid" => {}
                "Effect" => {
                    statement.effect = match value.as_str() {
                        Some("Allow") => Effect::Allow,
                        Some("Deny") => Effect::Deny,
                        _ => return Err(PolicyError::Form { part: "Effect" }),
                    }
                }
                "Principal" => statement.principal = principal(value)?,
                "Action" => statement.actions = texts(value, "Action")?,
                "Resource" => statement.resources = texts(value, "Resource")?,
                "Condition" => statement.condition = condition(value)?,
                _ => return Err(PolicyError::Element { element: element.clone() }),
            }
        }
        Ok(statement)
    }

    fn to_value(&self) -> Value {
        let mut object = Map::new();
        object.insert(
            "Effect".to_owned(),
            json!(if self.effect == Effect::Allow { "Allow" } else { "Deny" }),
        );
        if !self.principal.is_empty() {
            object.insert("Principal".to_owned(), keyed(&self.principal));
        }
        object.insert("Action".to_owned(), one_or_many(&self.actions));
        if !self.resources.is_empty() {
            object.insert("Resource".to_owned(), one_or_many(&self.resources));
        }
        if !self.condition.is_empty() {
            let operators =
                self.condition.iter().map(|(operator, keys)| (operator.clone(), keyed(keys)));
            object.insert("Condition".to_owned(), Value::Object(operators.collect()));
        }
        Value::Object(object)
    }

    /// The number of characters in a document.
    pub(crate) fn compact_len(&self) -> usize {
        self.to_value().to_string().chars().count()
    }
}

/// A single value stands alone, as IAM's own examples have it.
fn one_or_many(values: &BTreeSet<String>) -> Value {
    match values.first() {
        Some(only) if values.len() == 1 => json!(only),
        _ => json!(values),
    }
}

fn keyed(keys: &BTreeMap<String, BTreeSet<String>>) -> Value {
    Value::Object(keys.iter().map(|(key, values)| (key.clone(), one_or_many(values))).collect())
}

fn texts(value: &Value, part: &'static str) -> Result<BTreeSet<String>, PolicyError> {
    let text = |value: &Value| match value {
        Value::String(text) => Ok(text.clone()),
        Value::Bool(_) | Value::Number(_) => Ok(value.to_string()),
        _ => Err(PolicyError::Form { part }),
    };
    match value {
        Value::Array(list) => list.iter().map(text).collect(),
        one => text(one).map(|text| BTreeSet::from([text])),
    }
}

fn principal(value: &Value) -> Result<BTreeMap<String, BTreeSet<String>>, PolicyError> {
    match value {
        Value::String(all) => {
            Ok(BTreeMap::from([("AWS".to_owned(), BTreeSet::from([all.clone()]))]))
        }
        Value::Object(kinds) => kinds
            .iter()
            .map(|(kind, values)| Ok((kind.clone(), texts(values, "Principal")?)))
            .collect(),
        _ => Err(PolicyError::Form { part: "Principal" }),
    }
}

fn condition(value: &Value) -> Result<Condition, PolicyError> {
    let form = PolicyError::Form { part: "Condition" };
    let mut condition = Condition::new();
    for (operator, keys) in value.as_object().ok_or_else(|| form.clone())? {
        let keys = keys.as_object().ok_or_else(|| form.clone())?;
        let keys = keys.iter().map(|(key, values)| Ok((key.clone(), texts(values, "Condition")?)));
        condition.insert(operator.clone(), keys.collect::<Result<_, PolicyError>>()?);
    }
    Ok(condition)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &Value) -> PolicyDocument {
        PolicyDocument::from_value(value).unwrap()
    }

    #[test]
    fn meaning_counts_not_form() {
        let one = read(
            &json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "a"}}),
        );
        let other = read(&json!({"Statement": [
            {"Effect": "Allow", "Action": "s3:putObject", "Resource": ["a"]},
            {"Sid": "x", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "a"}]}));
        assert!(one.is_equivalent(&other));
        assert!(!one.is_equivalent(&PolicyDocument::default()));
        assert_eq!(read(&one.to_value()), one);
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        let error = |value: Value| PolicyDocument::from_value(&value).unwrap_err().to_string();
        assert_eq!(error(json!({})), "`Statement` does not have the form that a policy has");
        assert_eq!(
            error(json!({"Statement": {"NotAction": "x"}})),
            "the element `NotAction` is not supported"
        );
    }

    #[test]
    fn white_space_does_not_count() {
        let document = PolicyDocument::default();
        assert_eq!(document.to_compact_json(), r#"{"Version":"2012-10-17","Statement":[]}"#);
        assert_eq!(document.compact_len(), 39);
        assert_eq!(
            document.to_json(),
            "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": []\n}\n"
        );
    }
}
