//! What a definition does not show of the permissions that it needs, from a file: a table by state machine, state and
//! parameter.
//!
//! ```json
//! { "orders": { "Tell": { "QueueUrl": "arn:aws:sqs:*:*:orders-*" }, "*": { "bucketKmsKey": [] } } }
//! ```
//! `*` stands for any state, or for any parameter whose resource has the type of the ARN. A name with a colon is an IAM
//! action that the state may use beside those of its call.

use std::{collections::BTreeMap, path::Path};

use serde_json::{Map, Value};
use sfn_asl::StateMachine;
use sfn_iam::{Declaration, DeclaredStatement, PolicyContext};

use crate::{
    Exit,
    console::Console,
    error::{Fault, Result},
    input, suggest,
};

/// The table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Permissions {
    origin: String,
    machines: BTreeMap<String, Declared>,
}

/// What is declared for one state machine.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Declared(Vec<Row>);

#[derive(Clone, Debug, PartialEq)]
struct Row {
    /// `None` for any state.
    state: Option<String>,
    /// A parameter, a name that a warning asks for, an action, or `*`.
    key: String,
    resources: Vec<String>,
}

impl Permissions {
    /// Reads the file, if there is one.
    pub(crate) fn read(path: Option<&Path>, console: &mut Console<'_>) -> Result<Self> {
        let Some(path) = path else { return Ok(Self::default()) };
        let origin = path.display().to_string();
        let value = input::read(path, console)?.value;
        let machines = object(&value, "the file")
            .and_then(|machines| {
                machines.iter().map(|(name, of)| Ok((name.clone(), declared(name, of)?))).collect()
            })
            .map_err(|what| BadFile { origin: origin.clone(), what })?;
        Ok(Self { origin, machines })
    }

    /// What is declared for the machine of this name; all states have to be there.
    pub(crate) fn of(&self, name: &str, machine: &StateMachine) -> Result<Declared> {
        let Some(declared) = self.machines.get(name) else { return Ok(Declared::default()) };
        let states: Vec<_> = machine.walk().map(|node| node.name.to_string()).collect();
        let known = || states.iter().map(String::as_str);
        let unknown = declared
            .0
            .iter()
            .filter_map(|row| row.state.as_deref())
            .find(|state| known().all(|name| name != *state));
        match unknown {
            None => Ok(declared.clone()),
            Some(state) => Err(Unknown {
                origin: self.origin.clone(),
                what: format!("`{name}` has no state `{state}`"),
                help: suggest::help(state, known()),
            }
            .into()),
        }
    }

    /// Refuses a table that speaks of another machine than these.
    pub(crate) fn ensure_known<'n>(
        &self,
        names: impl IntoIterator<Item = &'n str> + Clone,
    ) -> Result<()> {
        let is_unknown = |name: &&String| names.clone().into_iter().all(|known| known != *name);
        match self.machines.keys().find(is_unknown) {
            None => Ok(()),
            Some(name) => Err(Unknown {
                origin: self.origin.clone(),
                what: format!("there is no workflow `{name}`"),
                help: suggest::help(name, names.into_iter().collect::<Vec<_>>()),
            }
            .into()),
        }
    }
}

impl Declared {
    /// The context with what is declared. `fill` puts values where placeholders stand.
    pub(crate) fn apply(&self, context: &mut PolicyContext, fill: impl Fn(&mut String)) {
        for Row { state, key, resources } in &self.0 {
            let mut resources = resources.clone();
            resources.iter_mut().for_each(&fill);
            let state = state.clone();
            if key.contains(':') {
                let actions = vec![key.clone()];
                context.statements.push(DeclaredStatement { state, actions, resources });
            } else {
                let parameter = Some(key.clone()).filter(|key| key != ANY);
                context.declared.push(Declaration { state, parameter, resources });
            }
        }
    }
}

const ANY: &str = "*";

fn declared(name: &str, value: &Value) -> Result<Declared, String> {
    let mut rows = Vec::new();
    for (state, keys) in object(value, &format!("`{name}`"))? {
        for (key, resources) in object(keys, &format!("`{state}` of `{name}`"))? {
            let resources = texts(resources).ok_or_else(|| {
                format!("`{key}` of `{state}` must be an ARN or value, or a list of them")
            })?;
            let state = Some(state.clone()).filter(|state| state != ANY);
            rows.push(Row { state, key: key.clone(), resources });
        }
    }
    Ok(Declared(rows))
}

fn object<'v>(value: &'v Value, what: &str) -> Result<&'v Map<String, Value>, String> {
    value.as_object().ok_or_else(|| format!("{what} must hold a JSON object"))
}

fn texts(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(text) => Some(vec![text.clone()]),
        Value::Array(list) => list.iter().map(|text| text.as_str().map(str::to_owned)).collect(),
        _ => None,
    }
}

#[derive(Debug, thiserror::Error)]
#[error("{origin}: {what}")]
struct BadFile {
    origin: String,
    what: String,
}

impl Fault for BadFile {
    fn exit(&self) -> Exit {
        Exit::Usage
    }

    fn help(&self) -> Option<String> {
        Some(r#"{"machine": {"State": {"Parameter": ["arn:…"]}}}"#.to_owned())
    }
}

#[derive(Debug, thiserror::Error)]
#[error("{origin}: {what}")]
struct Unknown {
    origin: String,
    what: String,
    help: Option<String>,
}

impl Fault for Unknown {
    fn exit(&self) -> Exit {
        Exit::Usage
    }

    fn help(&self) -> Option<String> {
        self.help.clone()
    }
}
