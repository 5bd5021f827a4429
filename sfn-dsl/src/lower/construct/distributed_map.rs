//! A distributed Map: its child executions see nothing of the workflow around them but their input.
//!
//! So what the child reads from outside is put into that input: with `ItemSelector` beside the item, or as the `BatchInput`
//! of a batch.

use super::{
    super::{
        VariableInfo,
        graph::{DistributedMapNode, Edge, NodeKind, WorkNode, replace_everywhere},
    },
    Builder,
    captured::Captured,
    item::Item,
};
use crate::{
    code::{Code, Root},
    ir::{DistributedMap, Items, MapRunResults, Options, Site},
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
    let mut body = child.finish(start);
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
    if matches!(options.map_run.results, MapRunResults::Tolerated { .. }) {
        // Beside these there will be what Step Functions says of failed executions.
        for node in &mut body.nodes {
            if let NodeKind::Succeed { output } = &mut node.kind {
                *output = Code::Object(vec![("Ok".into(), output.clone())]);
            }
        }
    }
    let item = Item { variable: map.item, read: item, row: map.source.row, is_batch: is_batched };
    let node = DistributedMapNode {
        reader,
        batcher: map.source.batcher.clone(),
        max_concurrency: map.max_concurrency,
        is_express: map.is_express,
        label: options.map_run.label.clone(),
        tolerated_count: options.map_run.tolerated_count,
        tolerated_percentage: options.map_run.tolerated_percentage,
        body: child.begin_with(&item, body, site),
    };
    (WorkNode::DistributedMap(Box::new(node)), Code::Object(members))
}

fn object(members: Vec<(String, Code)>) -> Code {
    Code::Object(members.into_iter().map(|(key, value)| (key.into(), value)).collect())
}
