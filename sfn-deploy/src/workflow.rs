//! The workflows of an app: in the order to deploy them, with their samples and mocks.

use sfn_local::{Definition, MockError, MockFile};

use crate::{
    Exit,
    error::{Fault, Result},
    input::{Origin, parse, place},
    permissions::{Declared, Permissions},
    suggest,
};

/// How a workflow is given: evaluated only by commands that need it.
pub(crate) type Source = Box<dyn FnOnce() -> Definition>;

/// What the calls on `App` for one workflow said.
pub(crate) struct Entry {
    pub(crate) source: Source,
    pub(crate) samples: Vec<SampleText>,
    pub(crate) mocks: Vec<String>,
    pub(crate) objects: Vec<Object>,
}

/// An object in S3 for local runs; its bucket and its key may have placeholders.
#[derive(Clone, Debug)]
pub(crate) struct Object {
    pub(crate) bucket: String,
    pub(crate) key: String,
    pub(crate) body: Vec<u8>,
}

/// A sample as it was given.
#[derive(Clone, Debug)]
pub(crate) struct SampleText {
    pub(crate) name: Option<String>,
    pub(crate) text: String,
    pub(crate) fails_with: Option<String>,
}

/// A sample input.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sample {
    pub(crate) name: String,
    pub(crate) input: serde_json::Value,
    /// The error that an execution with it is meant to end with.
    pub(crate) fails_with: Option<String>,
}

/// A workflow with what belongs to it.
#[derive(Clone, Debug)]
pub(crate) struct Workflow {
    pub(crate) definition: Definition,
    pub(crate) samples: Vec<Sample>,
    /// What its tasks answer in the embedded endpoint.
    pub(crate) mocks: MockFile,
    pub(crate) objects: Vec<Object>,
    /// What policies allow beside what the definition shows.
    pub(crate) declared: Declared,
}

impl Workflow {
    pub(crate) fn name(&self) -> &str {
        &self.definition.name
    }

    /// The line of Rust that a state comes from.
    pub(crate) fn source_of(&self, state: &str) -> Option<String> {
        self.definition.source_map.get(state).map(ToString::to_string)
    }

    /// Whether the definition says that a value is an input of it. `text`: what it was read from, if that has lines that
    /// somebody can look at.
    pub(crate) fn check_input(
        &self,
        input: &serde_json::Value,
        origin: &Origin,
        text: Option<&str>,
    ) -> Result<(), UnfitInput> {
        let Some(check) = self.definition.check_input else { return Ok(()) };
        let place = |why: &str| {
            let (line, column) = place::of_complaint(text?, why);
            Some(format!(":{line}:{column}"))
        };
        check(input).map_err(|why| UnfitInput {
            origin: format!("{}{}", origin.0, place(&why).unwrap_or_default()),
            workflow: self.name().to_owned(),
            why,
        })
    }
}

impl Sample {
    /// How messages name it.
    pub(crate) fn origin(&self, workflow: &str) -> Origin {
        Origin(format!("sample `{}` of `{workflow}`", self.name))
    }
}

/// All workflows, children before those that start them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Workflows(Vec<Workflow>);

impl Workflows {
    /// Evaluates what the app was given, and adds the workflows that those start.
    pub(crate) fn gather(entries: Vec<Entry>) -> Result<Self> {
        let mut given: Vec<Option<Workflow>> = Vec::new();
        for entry in entries {
            let workflow = workflow(entry)?;
            if given.iter().flatten().any(|known| known.name() == workflow.name()) {
                return Err(SameName { name: workflow.definition.name }.into());
            }
            given.push(Some(workflow));
        }
        let mut ordered = Ordered { given, done: Vec::new() };
        for index in 0..ordered.given.len() {
            if let Some(workflow) = ordered.given.get_mut(index).and_then(Option::take) {
                ordered.place(workflow, &mut Vec::new())?;
            }
        }
        Ok(Self(ordered.done))
    }

    /// The same with what is declared of their permissions.
    pub(crate) fn declare(mut self, permissions: &Permissions) -> Result<Self> {
        permissions.ensure_known(self.0.iter().map(Workflow::name))?;
        for workflow in &mut self.0 {
            let Definition { name, machine, .. } = &workflow.definition;
            workflow.declared = permissions.of(name, machine)?;
        }
        Ok(self)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Workflow> {
        self.0.iter()
    }

    /// The workflow of this name.
    pub(crate) fn find(&self, name: &str) -> Result<&Workflow, NoSuchWorkflow> {
        self.0.iter().find(|workflow| workflow.name() == name).ok_or_else(|| NoSuchWorkflow {
            name: name.to_owned(),
            help: suggest::help(name, self.0.iter().map(Workflow::name)),
        })
    }

    /// A workflow after those that it starts.
    pub(crate) fn family(&self, workflow: &Workflow) -> Vec<&Workflow> {
        let mut names = vec![workflow.name().to_owned()];
        let mut index = 0;
        while let Some(member) =
            names.get(index).and_then(|name| self.0.iter().find(|known| known.name() == name))
        {
            let children = member.definition.children.iter().map(|child| child().name);
            let fresh: Vec<String> = children.filter(|child| !names.contains(child)).collect();
            names.extend(fresh);
            index += 1;
        }
        self.0.iter().filter(|member| names.iter().any(|name| name == member.name())).collect()
    }

    /// The workflows of these names, or all.
    pub(crate) fn select(&self, names: &[String]) -> Result<Vec<&Workflow>, NoSuchWorkflow> {
        if names.is_empty() {
            return Ok(self.0.iter().collect());
        }
        names.iter().map(|name| self.find(name)).collect()
    }
}

struct Ordered {
    given: Vec<Option<Workflow>>,
    done: Vec<Workflow>,
}

impl Ordered {
    /// Puts a workflow after its children. `parents`: whose child it is; a workflow may start itself.
    fn place(&mut self, workflow: Workflow, parents: &mut Vec<String>) -> Result<()> {
        parents.push(workflow.name().to_owned());
        for child in workflow.definition.children.clone() {
            let child = child();
            if parents.contains(&child.name) {
                continue;
            }
            if let Some(known) = self.done.iter().find(|known| known.name() == child.name) {
                if known.definition.machine != child.machine {
                    return Err(SameName { name: child.name }.into());
                }
                continue;
            }
            let given = self
                .given
                .iter_mut()
                .find(|given| given.as_ref().is_some_and(|w| w.name() == child.name));
            let child = given.and_then(Option::take).unwrap_or(Workflow {
                definition: child,
                samples: Vec::new(),
                mocks: MockFile::default(),
                objects: Vec::new(),
                declared: Declared::default(),
            });
            self.place(child, parents)?;
        }
        parents.pop();
        self.done.push(workflow);
        Ok(())
    }
}

fn workflow(entry: Entry) -> Result<Workflow> {
    let definition = (entry.source)();
    let mut samples: Vec<Sample> = Vec::new();
    for (index, sample) in entry.samples.into_iter().enumerate() {
        let name = sample.name.unwrap_or_else(|| match index {
            0 => "sample".to_owned(),
            _ => format!("sample-{}", index + 1),
        });
        if samples.iter().any(|known| known.name == name) {
            return Err(SameSample { workflow: definition.name, name }.into());
        }
        let input =
            parse(&sample.text, &Origin(format!("sample `{name}` of `{}`", definition.name)))?;
        samples.push(Sample { name, input, fails_with: sample.fails_with });
    }
    let mut mocks = MockFile::default();
    for text in &entry.mocks {
        let origin = Origin(format!("the mocks of `{}`", definition.name));
        mocks = mocks.or(mock_file(text, origin)?);
    }
    let declared = Declared::default();
    Ok(Workflow { definition, samples, mocks, objects: entry.objects, declared })
}

/// Reads a mock file.
pub(crate) fn mock_file(text: &str, origin: Origin) -> Result<MockFile> {
    let value = parse(text, &origin)?;
    MockFile::from_value(&value).map_err(|problems| {
        let placed = problems.into_iter().map(|problem| {
            let (line, column) = place::of_pointer(text, &problem.pointer);
            (line, column, problem)
        });
        BadMocks { origin, problems: placed.collect() }.into()
    })
}

/// No workflow of that name.
#[derive(Debug, thiserror::Error)]
#[error("there is no workflow `{name}`")]
pub(crate) struct NoSuchWorkflow {
    name: String,
    help: Option<String>,
}

impl Fault for NoSuchWorkflow {
    fn exit(&self) -> Exit {
        Exit::Usage
    }

    fn help(&self) -> Option<String> {
        self.help.clone()
    }
}

/// An input that the workflow's input type does not take. `why` begins with the place in the value where it is known.
#[derive(Debug, thiserror::Error)]
#[error("{origin} is not an input of `{workflow}`: {why}")]
pub(crate) struct UnfitInput {
    origin: String,
    workflow: String,
    why: String,
}

impl Fault for UnfitInput {
    fn exit(&self) -> Exit {
        Exit::Usage
    }
}

#[derive(Debug, thiserror::Error)]
#[error("two workflows are called `{name}`")]
struct SameName {
    name: String,
}

impl Fault for SameName {
    fn exit(&self) -> Exit {
        Exit::Usage
    }

    fn help(&self) -> Option<String> {
        Some("a state machine's name is unique in an account and region: rename one".to_owned())
    }
}

/// Mocks that no mock file can hold.
#[derive(Debug, thiserror::Error)]
#[error("{} cannot be used", origin.0)]
struct BadMocks {
    origin: Origin,
    /// Each with its line and column.
    problems: Vec<(usize, usize, MockError)>,
}

impl Fault for BadMocks {
    fn exit(&self) -> Exit {
        Exit::Usage
    }

    fn items(&self) -> Vec<String> {
        self.problems
            .iter()
            .map(|(line, column, problem)| format!("{line}:{column}: {problem}"))
            .collect()
    }
}

#[derive(Debug, thiserror::Error)]
#[error("two samples of `{workflow}` are called `{name}`")]
struct SameSample {
    workflow: String,
    name: String,
}

impl Fault for SameSample {
    fn exit(&self) -> Exit {
        Exit::Usage
    }
}

#[cfg(test)]
mod tests {
    use sfn_asl::{StateMachine, WorkflowType};

    use super::*;

    fn leaf(name: &str) -> Definition {
        Definition::new(name, WorkflowType::Standard, StateMachine::default())
    }

    fn child() -> Definition {
        leaf("child")
    }

    fn parent() -> Definition {
        Definition { children: vec![child, parent], ..leaf("parent") }
    }

    fn entry(source: fn() -> Definition, sample: &str) -> Entry {
        let sample = SampleText { name: None, text: sample.to_owned(), fails_with: None };
        Entry {
            source: Box::new(source),
            samples: vec![sample],
            mocks: Vec::new(),
            objects: Vec::new(),
        }
    }

    #[test]
    fn children_come_first_and_once() {
        let workflows = Workflows::gather(vec![entry(parent, "1"), entry(child, "2")]).unwrap();
        let names: Vec<_> = workflows.iter().map(|w| (w.name(), w.samples.len())).collect();
        assert_eq!(names, [("child", 1), ("parent", 1)]);
        let family = |name| {
            workflows
                .family(workflows.find(name).unwrap())
                .into_iter()
                .map(Workflow::name)
                .collect::<Vec<_>>()
        };
        assert_eq!((family("child"), family("parent")), (vec!["child"], vec!["child", "parent"]));
        let workflows = Workflows::gather(vec![entry(parent, "1")]).unwrap();
        let names: Vec<_> = workflows.iter().map(|w| (w.name(), w.samples.len())).collect();
        assert_eq!(names, [("child", 0), ("parent", 1)]);
    }

    #[test]
    fn mistakes_in_an_app_are_named() {
        let text = |entries| Workflows::gather(entries).unwrap_err().lines().join("\n");
        assert!(
            text(vec![entry(child, "1"), entry(child, "1")])
                .starts_with("two workflows are called `child`")
        );
        assert_eq!(
            text(vec![entry(child, "{")]),
            "sample `sample` of `child`:1:1: not JSON: EOF while parsing an object"
        );
    }
}
