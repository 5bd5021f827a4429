//! The mock files that the user gives, and what they do not fit.

use sfn_local::{Definition, MockFile, local_tasks::UnknownName};

use crate::{
    Exit,
    cli::Options,
    console::Console,
    error::{Fault, Result},
    input::{self, place},
    local::filled,
    params,
    placeholder::Values,
    session::local_target,
    suggest,
    workflow::{Workflow, Workflows, mock_file},
};

/// Reads the mock files of the options, for an endpoint in this process; the first one wins. Warns of names that no
/// workflow of the program has. An endpoint for others may get workflows that we do not know, so there only of a name
/// that is near one of ours.
pub(crate) fn read(
    options: &Options,
    workflows: &Workflows,
    given: &Values,
    console: &mut Console<'_>,
) -> Result<MockFile> {
    let mut mocks = MockFile::default();
    if options.embedded.mocks.is_empty() {
        return Ok(mocks);
    }
    let definitions = definitions(options, workflows, given);
    for path in &options.embedded.mocks {
        let (text, origin) = input::read_text(path, console)?;
        let file = mock_file(&text, origin.clone())?;
        for unknown in file.unknown_names(&definitions) {
            let UnknownName { pointer, kind, name, known } = &unknown;
            let near = suggest::nearest(name, known.iter().map(String::as_str));
            if near.is_none() && !options.local {
                continue;
            }
            let (line, column) = place::of_pointer(&text, pointer);
            let near = near.map(|near| format!(": did you mean `{near}`?")).unwrap_or_default();
            let origin = &origin.0;
            console.warn(&format!(
                "{origin}:{line}:{column}: no {kind} is called `{name}` (at `{pointer}`){near}"
            ));
        }
        mocks = mocks.or(file);
    }
    Ok(mocks)
}

/// With the values that they have locally: mocks name functions as they are called.
fn definitions(options: &Options, workflows: &Workflows, given: &Values) -> Vec<Definition> {
    let all: Vec<&Workflow> = workflows.iter().collect();
    let target = local_target(options);
    let mut values = given.clone();
    values.extend(params::made_up(&all, given, &target));
    values.extend(params::pseudo(&target));
    all.iter().map(|workflow| filled(&workflow.definition, &values)).collect()
}

/// The test case must be one of the workflow's. Warns where there are some and none is chosen.
pub(crate) fn ensure_test_case(
    chosen: Option<&str>,
    workflow: &Workflow,
    mocks: &MockFile,
    console: &mut Console<'_>,
) -> Result<(), NoSuchTestCase> {
    let of_both = mocks.clone().or(workflow.mocks.clone());
    let known: Vec<&str> = of_both.test_cases(workflow.name()).collect();
    match chosen {
        Some(name) if !known.contains(&name) => Err(NoSuchTestCase {
            workflow: workflow.name().to_owned(),
            name: name.to_owned(),
            help: suggest::help(name, known),
        }),
        None if !known.is_empty() => {
            let names: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
            console.warn(&format!(
                "`{}` takes part in no test case, so their responses are not used: choose one by `run {} --test-case`, of {}",
                workflow.name(),
                workflow.name(),
                names.join(", ")
            ));
            Ok(())
        }
        _ => Ok(()),
    }
}

/// A test case that the mock files do not have.
#[derive(Debug, thiserror::Error)]
#[error("`{workflow}` has no test case `{name}`")]
pub(crate) struct NoSuchTestCase {
    workflow: String,
    name: String,
    help: Option<String>,
}

impl Fault for NoSuchTestCase {
    fn exit(&self) -> Exit {
        Exit::Usage
    }

    fn help(&self) -> Option<String> {
        let none = "give a MockConfigFile.json that has it, by --mocks";
        Some(self.help.clone().unwrap_or_else(|| none.to_owned()))
    }
}
