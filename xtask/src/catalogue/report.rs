//! What changes from one catalogue to the next, one fact a line.

use std::{collections::BTreeSet, fmt::Write};

use sfn_catalog::{
    Operation, Service, Shape, Statement, Template,
    sdk::{Catalogue, Confidence},
};

/// The facts that go, each after `-`, and those that come, each after `+`.
pub(crate) fn changes(from: Option<Catalogue>, to: Catalogue) -> String {
    let (old, new) = (from.map(facts).unwrap_or_default(), facts(to));
    let mut lines: Vec<_> = old.difference(&new).map(|fact| (fact, '-')).collect();
    lines.extend(new.difference(&old).map(|fact| (fact, '+')));
    lines.sort();
    let mut text = String::new();
    for (fact, sign) in lines {
        let _ = writeln!(text, "{sign} {fact}");
    }
    text
}

/// How much is known.
pub(crate) fn figures(catalogue: Catalogue) -> String {
    let operations = || catalogue.services().flat_map(Service::operations);
    let with =
        |confidence| operations().filter(|operation| operation.confidence() == confidence).count();
    format!(
        "{} services, {} operations; {} are not offered, of {} no source names the IAM action",
        catalogue.services().count(),
        operations().count(),
        with(Confidence::Unsupported),
        with(Confidence::Unknown),
    )
}

fn facts(catalogue: Catalogue) -> BTreeSet<String> {
    let mut facts = BTreeSet::new();
    for service in catalogue.services() {
        let name = service.name();
        facts.insert(format!(
            "{name}: errors {}, actions {}, in Python {}",
            service.error_prefix(),
            service.iam_prefix().unwrap_or("-"),
            service.python_name().unwrap_or("-")
        ));
        let mut seen = BTreeSet::new();
        for operation in service.operations() {
            let owner = format!("{name}:{}", operation.name());
            facts.extend(permissions(&owner, operation));
            facts.extend(operation.errors().map(|error| format!("{owner} raises {error}")));
            shape(&format!("{owner} takes "), operation.input(), name, &mut seen, &mut facts);
            shape(&format!("{owner} gives "), operation.output(), name, &mut seen, &mut facts);
        }
    }
    facts
}

fn permissions(owner: &str, operation: Operation) -> Vec<String> {
    let mut facts = vec![format!("{owner} is {:?}", operation.confidence())];
    for Statement { when, actions, resources, .. } in operation.iam() {
        let resources: Vec<_> = resources.iter().map(Template::to_string).collect();
        facts.push(format!(
            "{owner} needs {} if {when} on {}",
            actions.join(" "),
            resources.join(" ")
        ));
    }
    facts
}

/// The facts of a shape under its owner's name, and those of the shapes in it under theirs.
fn shape(
    owner: &str,
    shape: Shape,
    service: &str,
    seen: &mut BTreeSet<String>,
    facts: &mut BTreeSet<String>,
) {
    for member in shape.members() {
        let required = if member.required { ", required" } else { "" };
        facts.insert(format!("{owner}{}: {}{required}", member.name, describe(member.shape)));
        parts(member.shape, service, seen, facts);
    }
    facts.extend(shape.enum_values().map(|value| format!("{owner}= {value}")));
}

/// The facts of the named shapes in a shape.
fn parts(inner: Shape, service: &str, seen: &mut BTreeSet<String>, facts: &mut BTreeSet<String>) {
    let Some(name) = inner.name() else {
        inner
            .element()
            .into_iter()
            .chain(inner.value())
            .for_each(|part| parts(part, service, seen, facts));
        return;
    };
    let owner = format!("{service} {name}.");
    if seen.insert(owner.clone()) {
        shape(&owner, inner, service, seen, facts);
    }
}

/// `list of Tag`
fn describe(shape: Shape) -> String {
    match (shape.element(), shape.value(), shape.name()) {
        (Some(element), ..) => format!("list of {}", describe(element)),
        (_, Some(value), _) => format!("map of {}", describe(value)),
        (.., Some(name)) => name.to_owned(),
        _ => format!("{:?}", shape.kind()).to_lowercase(),
    }
}
