//! The values of placeholders: given by the user, known of the target, or made up for a local run.

use std::{collections::BTreeMap, path::Path};

use serde_json::Value;

use crate::{
    Exit,
    cli::Options,
    console::Console,
    error::{Fault, Result},
    input,
    naming::Target,
    placeholder::{Expected, Misfit, ParamValue, Use, Values, is_name, local_value, uses},
    suggest,
    workflow::Workflow,
};

/// What the user gave, by `--params` and `--param`; the latter wins. Warns of values that none of the workflows takes.
pub(crate) fn given(
    options: &Options,
    workflows: &[&Workflow],
    console: &mut Console<'_>,
) -> Result<Values> {
    let mut values = match &options.params {
        Some(path) => from_file(path, console)?,
        None => Values::new(),
    };
    let mut seen = BTreeMap::new();
    for (name, value) in &options.param {
        if seen.insert(name, value).is_some_and(|first| first != value) {
            return Err(Twice { name: name.clone() }.into());
        }
        values.insert(name.clone(), value.clone());
    }
    warn_unused(workflows, &values, console);
    Ok(values)
}

fn from_file(path: &Path, console: &mut Console<'_>) -> Result<Values> {
    let origin = path.display().to_string();
    let Value::Object(members) = input::read(path, console)?.value else {
        return Err(BadFile { origin, what: "it must hold a JSON object".to_owned() }.into());
    };
    let mut values = Values::new();
    for (name, value) in members {
        if !is_name(&name) || name.contains(':') {
            return Err(BadFile {
                origin,
                what: format!("`{name}` cannot be the name of a placeholder"),
            }
            .into());
        }
        let value = match value {
            Value::String(text) => ParamValue::Text(text),
            Value::Number(number) => ParamValue::Number(number),
            Value::Bool(boolean) => ParamValue::Boolean(boolean),
            _ => {
                return Err(BadFile {
                    origin,
                    what: format!("`{name}` must be a text, a number or a boolean"),
                }
                .into());
            }
        };
        values.insert(name, value);
    }
    Ok(values)
}

/// `AWS::Partition`, `AWS::Region` and `AWS::AccountId`.
pub(crate) fn pseudo(target: &Target) -> Values {
    [("Partition", &target.partition), ("Region", &target.region), ("AccountId", &target.account)]
        .into_iter()
        .map(|(name, value)| (format!("AWS::{name}"), ParamValue::text(value.as_str())))
        .collect()
}

/// A placeholder without a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MissingParameter {
    pub(crate) name: String,
    /// Where it stands first: workflow, field and state, and the line of Rust.
    pub(crate) place: String,
}

/// The placeholders for which there is no value, each once.
pub(crate) fn missing(workflows: &[&Workflow], values: &Values) -> Vec<MissingParameter> {
    let mut missing: Vec<MissingParameter> = Vec::new();
    for workflow in workflows {
        for Use { name, site, .. } in uses(&workflow.definition.machine) {
            if is_pseudo(&name)
                || values.contains_key(&name)
                || missing.iter().any(|known| known.name == name)
            {
                continue;
            }
            let source = site.state.as_ref().and_then(|state| workflow.source_of(state));
            let source = source.map(|source| format!(" ({source})")).unwrap_or_default();
            missing.push(MissingParameter {
                name,
                place: format!("`{}`: {site}{source}", workflow.name()),
            });
        }
    }
    missing
}

/// Values for the placeholders that have none, for the embedded endpoint.
pub(crate) fn made_up(workflows: &[&Workflow], values: &Values, target: &Target) -> Values {
    let mut expected: BTreeMap<String, Expected> = BTreeMap::new();
    for workflow in workflows {
        let open = uses(&workflow.definition.machine).into_iter();
        for found in
            open.filter(|found| !is_pseudo(&found.name) && !values.contains_key(&found.name))
        {
            // A number also serves as a text, a text not as a number.
            let kind = expected.entry(found.name).or_insert(found.expected);
            if found.expected != Expected::Text {
                *kind = found.expected;
            }
        }
    }
    let value = |(name, kind): (String, Expected)| {
        let value = local_value(&name, kind, &target.region, &target.account);
        (name, value)
    };
    expected.into_iter().map(value).collect()
}

/// Warns of values that no placeholder takes.
fn warn_unused(workflows: &[&Workflow], values: &Values, console: &mut Console<'_>) {
    if values.is_empty() {
        return;
    }
    let used: Vec<String> = workflows
        .iter()
        .flat_map(|workflow| uses(&workflow.definition.machine))
        .map(|found| found.name)
        .collect();
    for name in values.keys().filter(|name| !used.contains(name)) {
        // A misspelt name is meant for a placeholder that has no value yet.
        let open = used
            .iter()
            .map(String::as_str)
            .filter(|used| !is_pseudo(used) && !values.contains_key(*used));
        let hint = suggest::nearest(name, open)
            .map(|near| format!(": did you mean `{near}`?"))
            .unwrap_or_default();
        console.warn(&format!("no workflow has a placeholder `${{{name}}}`{hint}"));
    }
}

fn is_pseudo(name: &str) -> bool {
    name.starts_with("AWS::")
}

/// Values that do not fit where their placeholders stand.
#[derive(Debug, thiserror::Error)]
#[error("{}", if let [one] = self.0.as_slice() { format!("parameter {one}") } else { "parameters do not fit".to_owned() })]
pub(crate) struct Misfits(pub(crate) Vec<Misfit>);

impl Fault for Misfits {
    fn exit(&self) -> Exit {
        Exit::Usage
    }

    fn items(&self) -> Vec<String> {
        if self.0.len() == 1 {
            Vec::new()
        } else {
            self.0.iter().map(ToString::to_string).collect()
        }
    }
}

#[derive(Debug, thiserror::Error)]
#[error("--param gives `{name}` two values")]
struct Twice {
    name: String,
}

impl Fault for Twice {
    fn exit(&self) -> Exit {
        Exit::Usage
    }
}

#[derive(Debug, thiserror::Error)]
#[error("cannot take parameters from {origin}: {what}")]
struct BadFile {
    origin: String,
    what: String,
}

impl Fault for BadFile {
    fn exit(&self) -> Exit {
        Exit::Usage
    }
}
