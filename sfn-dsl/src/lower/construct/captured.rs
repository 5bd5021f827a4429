//! What the child execution of a distributed Map reads of the workflow around it.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{
    VariableInfo,
    graph::{Graph, Node, each_code},
};
use crate::{
    code::{Code, Root, VariableId},
    ir::DistributedMap,
    surface::options,
};

/// Values that become members of the child's input.
pub(super) struct Captured {
    /// The key of the item beside these.
    pub(super) item: String,
    pub(super) values: Vec<(String, Code)>,
}

impl Captured {
    pub(super) fn of(body: &Graph, map: &DistributedMap, variables: &[VariableInfo]) -> Self {
        let name = |id: VariableId| variables.get(id.0 as usize).map_or("value", |info| &info.name);
        let mut own = BTreeSet::from([map.item]);
        assigned(body, &mut own);
        let outer = |part: &Code| match part {
            Code::Variable(id) => (!own.contains(id)).then(|| name(*id).to_owned()),
            Code::Root(Root::ExecutionInput) => Some("input".to_owned()),
            part => of_execution(part),
        };
        let is_outer = |part: &Code| outer(part).is_some();
        // What the child reads, at least as large as what has a name; the rest are whole variables.
        let mut read: BTreeMap<usize, &(String, Code)> = BTreeMap::new();
        let mut whole: Vec<(String, Code)> = Vec::new();
        each_code(body, &mut |code| {
            visit(code, &mut |part| {
                let known = map.captures.iter().position(|(_, value)| stands_for(part, value));
                if let Some(index) = known.filter(|_| contains(part, &is_outer)) {
                    read.extend(map.captures.get(index).map(|capture| (index, capture)));
                } else if let Some(name) = outer(part)
                    && whole.iter().all(|(_, value)| value != part)
                {
                    whole.push((name, part.clone()));
                }
                known.is_some()
            });
        });
        let mut captures: Vec<(String, Code)> = read.into_values().cloned().collect();
        captures.extend(whole);
        // What is a part of another one needs no member of its own.
        let is_part = |value: &Code| {
            captures
                .iter()
                .any(|(_, other)| other != value && contains(value, &|part| part == other))
        };
        let mut values: Vec<(String, Code)> =
            captures.iter().filter(|(_, value)| !is_part(value)).cloned().collect();
        let item = name(map.item).to_owned();
        let mut given = BTreeSet::from([item.clone()]);
        for (name, _) in &mut values {
            let base = name.clone();
            let mut number = 1;
            while !given.insert(name.clone()) {
                number += 1;
                *name = format!("{base}_{number}");
            }
        }
        Self { item, values }
    }

    /// The code as the child computes it.
    pub(super) fn replace(&self, code: &Code, place: &Code) -> Code {
        code.replace(&|part| {
            let (name, _) = self.values.iter().find(|(_, value)| stands_for(part, value))?;
            Some(place.field(name))
        })
    }
}

/// `$states.context.Execution.Name` and its kin, which a child has of its own: `ExecutionName`.
fn of_execution(part: &Code) -> Option<String> {
    let Code::Field(base, key) = part else { return None };
    let Code::Field(context, object) = &**base else { return None };
    let is_execution = matches!(&**object, "Execution" | "StateMachine");
    (is_execution && **context == Code::Root(Root::Context)).then(|| format!("{object}{key}"))
}

/// Whether it is the value. An `Option` is null in the child where it was missing, so there its place alone will do.
fn stands_for(part: &Code, value: &Code) -> bool {
    part == value || *part == options::place(value)
}

fn contains(code: &Code, test: &impl Fn(&Code) -> bool) -> bool {
    let mut found = false;
    code.walk(&mut |part| found |= test(part));
    found
}

/// Calls `visit` on the code and its parts, but not on the parts of one for which it says that it is enough.
fn visit(code: &Code, enough: &mut dyn FnMut(&Code) -> bool) {
    if !enough(code) {
        code.children(&mut |part| visit(part, enough));
    }
}

/// Adds the variables that a scope assigns, and the scopes in it.
fn assigned(graph: &Graph, variables: &mut BTreeSet<VariableId>) {
    let edges = graph.nodes.iter().flat_map(Node::edges).chain([&graph.start]);
    variables.extend(edges.flat_map(|edge| &edge.assign).map(|(variable, _)| *variable));
    for node in &graph.nodes {
        for scope in node.open_scopes() {
            assigned(scope, variables);
        }
    }
}
