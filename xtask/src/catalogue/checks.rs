//! What the tables say, held against the packages: an action, an operation or a parameter that does not exist is an error.

use std::{collections::BTreeMap, fs, path::Path};

use sfn_catalog::{
    Operation, Part, Segment, Service, Shape, Template, Test, feature::Feature, optimized,
    sdk::Catalogue,
};

use super::{Result, iam::Iam, statements::Sources};

/// Checks the tables, and the catalogue that was made from them.
pub(crate) fn check(data: &Path, sources: &Sources, catalogue: Catalogue) -> Result<()> {
    let mut problems = Vec::new();
    for operation in catalogue.services().flat_map(Service::operations) {
        problems.extend(operation_problems(operation, &sources.iam));
    }
    for service in optimized::services().filter_map(optimized::service) {
        for (name, operation) in &service.operations {
            let actions = operation.iam.iter().flat_map(|statement| &statement.actions);
            problems
                .extend(actions.filter_map(|action| action_problem(name, action, &sources.iam)));
        }
    }
    for (name, feature) in features(data)? {
        let actions = feature.iam.iter().flat_map(|statement| &statement.actions);
        problems.extend(actions.filter_map(|action| action_problem(&name, action, &sources.iam)));
    }
    let unknown = |key: &&String| {
        key.split_once(':')
            .and_then(|(service, name)| catalogue.service(service)?.operation(name))
            .is_none()
    };
    problems.extend(
        sources
            .corrections
            .keys()
            .filter(unknown)
            .map(|key| format!("there is no operation `{key}`")),
    );
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
}

fn features(data: &Path) -> Result<BTreeMap<String, Feature>> {
    let path = data.join("features.json");
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

fn action_problem(owner: &str, action: &str, iam: &Iam) -> Option<String> {
    let known =
        iam.action(action).is_some_and(|known| action.ends_with(&format!(":{}", known.name)));
    (!known).then(|| format!("{owner}: IAM has no action `{action}`"))
}

fn operation_problems(operation: Operation, iam: &Iam) -> Vec<String> {
    let name = operation.name();
    let mut problems = Vec::new();
    for statement in operation.iam() {
        problems.extend(
            statement.actions.iter().filter_map(|action| action_problem(name, action, iam)),
        );
        let tested = statement.when.0.iter().flat_map(tested);
        let filled = statement.resources.iter().flat_map(filled);
        let missing = tested.chain(filled).filter(|path| !leads_somewhere(operation.input(), path));
        problems.extend(missing.map(|path| format!("{name}: there is no parameter `{path}`")));
    }
    problems
}

/// The parameters that a condition tests.
fn tested(test: &Test) -> Vec<&sfn_catalog::Path> {
    match test {
        Test::Sync | Test::Option(_) | Test::Declared(_) => Vec::new(),
        Test::Present(paths) => paths.iter().collect(),
        Test::Absent(path)
        | Test::Equals(path, _)
        | Test::Differs(path, _)
        | Test::StartsWith(path, _)
        | Test::StartsWithout(path, _)
        | Test::Contains(path, _)
        | Test::SurelyContains(path, _)
        | Test::Role(path) => vec![path],
    }
}

/// The parameters that fill a template.
fn filled(template: &Template) -> Vec<&sfn_catalog::Path> {
    let slots = template.parts.iter().filter_map(|part| match part {
        Part::Slot(slot) => Some(slot),
        _ => None,
    });
    slots.flat_map(|slot| slot.paths.iter().chain(slot.otherwise.iter().flat_map(filled))).collect()
}

fn leads_somewhere(input: Shape, path: &sfn_catalog::Path) -> bool {
    let step = |shape: Shape, segment: &Segment| match segment {
        Segment::Member(name) => shape.member(name).map(|member| member.shape),
        Segment::Elements => shape.element(),
        Segment::Keys => shape.key(),
    };
    path.0.iter().try_fold(input, step).is_some()
}
