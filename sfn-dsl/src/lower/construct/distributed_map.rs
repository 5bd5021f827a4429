//! A distributed Map: its child executions see nothing of the workflow around them but their input.
//!
//! So what the child reads from outside is put into that input: with `ItemSelector` beside the item, or as the `BatchInput`
//! of a batch.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::{
        VariableInfo,
        graph::{DistributedMapNode, Edge, Graph, Node, NodeKind, WorkNode, replace_everywhere},
    },
    Builder,
};
use crate::{
    code::{Code, Root, VariableId},
    ir::{DistributedMap, Items, MapRunResults, Options, Site},
    sfn::RowCode,
    surface::{options, scope},
};

/// The work of the state, and what it computes, by the names of the fields.
pub(super) fn distributed_map(
    map: &DistributedMap,
    options: &Options,
    site: &Site,
    variables: &[VariableInfo],
) -> (WorkNode, Code) {
    let mut members = Vec::new();
    let reader = match &map.source.items {
        Items::Array(items) => {
            members.push(("Items".into(), items.clone()));
            None
        }
        Items::Reader { resource, arguments, config } => {
            members.push(("ItemReader".into(), arguments.clone()));
            Some((*resource, (**config).clone()))
        }
    };
    let mut child = Builder::new(variables);
    let end = child.end();
    let start = child.block(&map.body, Edge::to(end));
    let mut body = Graph { nodes: std::mem::take(&mut child.nodes), start };
    let captured = Captured::of(&body, map, variables);
    let input = Code::Root(Root::ExecutionInput);
    let is_batched = map.source.batcher.is_some();
    let (item, place) = match (is_batched, captured.values.is_empty()) {
        (true, _) => (input.field("Items"), input.field("BatchInput")),
        (false, true) => (input.clone(), input),
        (false, false) => (input.field(&captured.item), input),
    };
    replace_everywhere(&mut body, &|code| captured.replace(code, &place));
    let mut values = captured.values;
    if is_batched && !values.is_empty() {
        members.push(("BatchInput".into(), object(values)));
    } else if !values.is_empty() {
        let value = Code::Root(Root::Context).field("Map").field("Item").field("Value");
        values.insert(0, (captured.item, value));
        members.push(("ItemSelector".into(), object(values)));
    }
    if let MapRunResults::Written { bucket, prefix } = &options.map_run.results {
        let writer = [("Bucket", bucket.clone()), ("Prefix", prefix.clone())];
        let writer = writer.into_iter().map(|(key, value)| (key.to_owned(), value));
        members.push(("ResultWriter".into(), object(writer.collect())));
    }
    child.nodes = body.nodes;
    if matches!(options.map_run.results, MapRunResults::Tolerated { .. }) {
        // Beside these there will be what Step Functions says of failed executions.
        for node in &mut child.nodes {
            if let NodeKind::Succeed { output } = &mut node.kind {
                *output = Code::Object(vec![("Ok".into(), output.clone())]);
            }
        }
    }
    let row = map.source.row;
    let decoded = row.map_or_else(|| item.clone(), |row| read(row, &item, is_batched));
    let is_fallible = row.is_some_and(|row| row.is_fallible);
    let start = child.begin(map.item, &decoded, is_fallible, body.start, site);
    let node = DistributedMapNode {
        reader,
        batcher: map.source.batcher.clone(),
        max_concurrency: map.max_concurrency,
        is_express: map.is_express,
        label: options.map_run.label.clone(),
        tolerated_count: options.map_run.tolerated_count,
        tolerated_percentage: options.map_run.tolerated_percentage,
        body: Graph { nodes: child.nodes, start },
    };
    (WorkNode::DistributedMap(Box::new(node)), Code::Object(members))
}

fn object(members: Vec<(String, Code)>) -> Code {
    Code::Object(members.into_iter().map(|(key, value)| (key.into(), value)).collect())
}

/// The item, or the items of a batch, of what was read.
fn read(row: RowCode, read: &Code, is_batch: bool) -> Code {
    if !is_batch {
        return (row.of)(read);
    }
    let each = scope::function(|read| (row.of)(&read));
    Code::Array(vec![Code::call("map", [read.clone(), each])])
}

impl Builder<'_> {
    /// The edge into a child, which begins with its item. What text is no item must fail the child before it does
    /// anything else, as a native run does.
    fn begin(
        &mut self,
        item: VariableId,
        value: &Code,
        is_fallible: bool,
        start: Edge,
        site: &Site,
    ) -> Edge {
        let computes_first = start.assign.is_empty()
            && self.nodes.get(start.to).is_some_and(|first| computes(first, item));
        if !is_fallible || computes_first {
            return self.bind(item, value, start, site);
        }
        let set = self.set(item, start, site);
        Edge { assign: vec![(item, value.clone())], to: set }
    }
}

/// Whether the state cannot do anything before the variable's whole value is computed, and hands on that this failed.
fn computes(node: &Node, variable: VariableId) -> bool {
    let NodeKind::Action(action) = &node.kind else { return false };
    let retries = action.retry.iter().flat_map(|retrier| &retrier.error_equals);
    let mut handled = retries.chain(action.catches.iter().flat_map(|(errors, _)| errors));
    !handled.any(|error| error == "States.ALL" || error == "States.QueryEvaluationError")
        && is_computed(&action.arguments, variable)
}

fn is_computed(code: &Code, variable: VariableId) -> bool {
    match code {
        Code::Variable(id) => *id == variable,
        Code::Function(..) => false,
        // A member alone, which is looked up in the value as it is written.
        Code::Field(base, _) if **base == Code::Variable(variable) => false,
        Code::Conditional(condition, ..) => is_computed(condition, variable),
        Code::Binary(operator, left, _) if operator.is_lazy() => is_computed(left, variable),
        code => {
            let mut found = false;
            code.children(&mut |part| found |= is_computed(part, variable));
            found
        }
    }
}

/// What a child reads of the workflow around it.
struct Captured {
    /// The key of the item beside these.
    item: String,
    values: Vec<(String, Code)>,
}

impl Captured {
    fn of(body: &Graph, map: &DistributedMap, variables: &[VariableInfo]) -> Self {
        let name = |id: VariableId| variables.get(id.0 as usize).map_or("value", |info| &info.name);
        let mut own = BTreeSet::from([map.item]);
        assigned(body, &mut own);
        let outer = |part: &Code| match part {
            Code::Variable(id) => !own.contains(id),
            part => *part == Code::Root(Root::ExecutionInput),
        };
        // What the child reads, at least as large as what has a name; the rest are whole variables.
        let mut read: BTreeMap<usize, &(String, Code)> = BTreeMap::new();
        let mut whole: Vec<(String, Code)> = Vec::new();
        each_code(body, &mut |code| {
            visit(code, &mut |part| {
                let known = map.captures.iter().position(|(_, value)| stands_for(part, value));
                if let Some(index) = known.filter(|_| contains(part, &outer)) {
                    read.extend(map.captures.get(index).map(|capture| (index, capture)));
                } else if outer(part) && whole.iter().all(|(_, value)| value != part) {
                    whole.push((
                        match part {
                            Code::Variable(id) => name(*id).to_owned(),
                            _ => "input".to_owned(),
                        },
                        part.clone(),
                    ));
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
    fn replace(&self, code: &Code, place: &Code) -> Code {
        code.replace(&|part| {
            let (name, _) = self.values.iter().find(|(_, value)| stands_for(part, value))?;
            Some(place.field(name))
        })
    }
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

fn each_code(graph: &Graph, visit: &mut dyn FnMut(&Code)) {
    for node in &graph.nodes {
        node.codes().into_iter().for_each(&mut *visit);
        for scope in node.open_scopes() {
            each_code(scope, visit);
        }
    }
    let edges = graph.nodes.iter().flat_map(Node::edges).chain([&graph.start]);
    edges.flat_map(|edge| &edge.assign).for_each(|(_, value)| visit(value));
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
