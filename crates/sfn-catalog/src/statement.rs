//! A row of a table: when which actions are needed on which resources.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Deserializer, de};

use crate::{Path, Template};

/// Operators of a condition, each with its keys and the templates of their values.
pub type Condition = BTreeMap<String, BTreeMap<String, Values>>;

/// A statement that a call needs.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Statement {
    /// When it is needed.
    pub when: When,
    /// The actions.
    pub actions: Vec<String>,
    /// The resources.
    pub resources: Vec<Template>,
    /// The condition.
    #[serde(default)]
    pub condition: Condition,
    /// What a reader of the policy should know about it.
    #[serde(default)]
    pub note: Option<String>,
}

/// The values of a condition key: the table may write a single one without brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Values(pub Vec<Template>);

/// When a statement is needed: if all tests hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct When(pub Vec<Test>);

/// A part of [`When`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// The pattern is `.sync` or `.sync:2`.
    Sync,
    /// The option of this name is on.
    Option(String),
    /// The user declared something of this name.
    Declared(String),
    /// One of the parameters is there.
    Present(Vec<Path>),
    /// The parameter is not there.
    Absent(Path),
    /// The parameter has this value.
    Equals(Path, String),
    /// The parameter does not have this value.
    Differs(Path, String),
    /// The parameter's value starts with one of these texts.
    StartsWith(Path, Vec<String>),
    /// The parameter's value starts with none of these texts.
    StartsWithout(Path, Vec<String>),
    /// The parameter's value contains this text; upper and lower case are the same.
    Contains(Path, String),
    /// As `Contains`, but a value that is not known does not count.
    SurelyContains(Path, String),
    /// The parameter's value is surely a role: the ARN of one, or a placeholder or declaration that is all of it.
    Role(Path),
}

impl When {
    /// Parses the notation of `data/README.md`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        text.split(" & ")
            .filter(|part| *part != "always")
            .map(part)
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

fn part(text: &str) -> Result<Test, String> {
    match text.split_once(':') {
        None if text == "sync" => Ok(Test::Sync),
        Some(("option", name)) => Ok(Test::Option(name.to_owned())),
        Some(("declared", name)) => Ok(Test::Declared(name.to_owned())),
        Some(("param", condition)) => parameter(condition),
        _ => Err(format!("`{text}` is not a condition")),
    }
}

/// Tests of parameters, each what stands after `param:`, joined by `&`.
pub(crate) fn parameters(text: &str) -> Result<When, String> {
    text.split('&').map(parameter).collect::<Result<_, _>>().map(When)
}

/// The test of a parameter, what stands after `param:`.
fn parameter(text: &str) -> Result<Test, String> {
    if let Some(path) = text.strip_prefix('!') {
        return Path::parse(path).map(Test::Absent);
    }
    if let Some(path) = text.strip_suffix("@role") {
        return Path::parse(path).map(Test::Role);
    }
    let list = |values: &str| values.split('|').map(str::to_owned).collect::<Vec<_>>();
    for (operator, negative) in [("!^=", true), ("^=", false)] {
        if let Some((path, values)) = text.split_once(operator) {
            let path = Path::parse(path)?;
            return Ok(if negative {
                Test::StartsWithout(path, list(values))
            } else {
                Test::StartsWith(path, list(values))
            });
        }
    }
    if let Some((path, value)) = text.split_once("!=") {
        return Ok(Test::Differs(Path::parse(path)?, value.to_owned()));
    }
    if let Some((path, value)) = text.split_once("==") {
        return Ok(Test::Equals(Path::parse(path)?, value.to_owned()));
    }
    if let Some((path, value)) = text.split_once("~=") {
        return Ok(Test::SurelyContains(Path::parse(path)?, value.to_owned()));
    }
    if let Some((path, value)) = text.split_once('~') {
        return Ok(Test::Contains(Path::parse(path)?, value.to_owned()));
    }
    text.split('|').map(Path::parse).collect::<Result<_, _>>().map(Test::Present)
}

/// As it stands in the tables.
impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("always");
        }
        for (at, test) in self.0.iter().enumerate() {
            write!(f, "{}{test}", if at == 0 { "" } else { " & " })?;
        }
        Ok(())
    }
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sync => f.write_str("sync"),
            Self::Option(name) => write!(f, "option:{name}"),
            Self::Declared(name) => write!(f, "declared:{name}"),
            Self::Present(paths) => {
                let paths: Vec<_> = paths.iter().map(Path::to_string).collect();
                write!(f, "param:{}", paths.join("|"))
            }
            Self::Absent(path) => write!(f, "param:!{path}"),
            Self::Equals(path, value) => write!(f, "param:{path}=={value}"),
            Self::Differs(path, value) => write!(f, "param:{path}!={value}"),
            Self::StartsWith(path, values) => write!(f, "param:{path}^={}", values.join("|")),
            Self::StartsWithout(path, values) => write!(f, "param:{path}!^={}", values.join("|")),
            Self::Contains(path, value) => write!(f, "param:{path}~{value}"),
            Self::SurelyContains(path, value) => write!(f, "param:{path}~={value}"),
            Self::Role(path) => write!(f, "param:{path}@role"),
        }
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Values {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum OneOrMany {
            One(Template),
            Many(Vec<Template>),
        }
        Ok(Self(match OneOrMany::deserialize(deserializer)? {
            OneOrMany::One(value) => vec![value],
            OneOrMany::Many(values) => values,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_read() {
        let path = |text| Path::parse(text).unwrap();
        assert_eq!(When::parse("always").unwrap(), When::default());
        assert_eq!(
            When::parse("sync & param:Tags").unwrap().0,
            [Test::Sync, Test::Present(vec![path("Tags")])]
        );
        assert_eq!(parameter("A!=x").unwrap(), Test::Differs(path("A"), "x".into()));
        assert_eq!(
            parameter("A!^=x|y").unwrap(),
            Test::StartsWithout(path("A"), vec!["x".into(), "y".into()])
        );
        assert_eq!(parameter("!A").unwrap(), Test::Absent(path("A")));
        assert_eq!(parameters("!A&B^=x").unwrap(), When::parse("param:!A & param:B^=x").unwrap());
        assert!(When::parse("sometimes").is_err());
        for text in [
            "always",
            "sync & param:Tags",
            "param:A^=x|y",
            "param:!A",
            "declared:k",
            "param:A|B",
            "param:A~=v",
            "param:A.B@role",
        ] {
            assert_eq!(When::parse(text).unwrap().to_string(), text);
        }
    }
}
