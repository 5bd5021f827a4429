//! The fields of a distributed Map.

use serde_json::Value;
use sfn_asl::{
    ExecutionType, ItemBatcher, ItemReader, MapState, ProcessorConfig, ProcessorMode, Quantity,
    ReaderConfig, ResultWriter,
};

use super::{super::graph::DistributedMapNode, Emitter, Names};
use crate::{code::Code, print::number};

impl Emitter<'_> {
    pub(super) fn distributed_map(
        &mut self,
        map: &DistributedMapNode,
        computed: &Code,
        names: &Names,
    ) -> MapState {
        let field = |name: &str| match computed {
            Code::Object(members) => {
                members.iter().find(|(key, _)| &**key == name).map(|(_, code)| self.value(code))
            }
            _ => None,
        };
        let reader = map.reader.clone().map(|(resource, config)| ItemReader {
            resource: resource.to_owned(),
            arguments: field("ItemReader"),
            reader_config: (config != ReaderConfig::default()).then_some(config),
            ..ItemReader::default()
        });
        let batcher = map.batcher.clone().map(|batcher| ItemBatcher {
            batch_input: field("BatchInput").and_then(|input| input.as_object().cloned()),
            ..batcher
        });
        let (items, item_selector) = (field("Items"), field("ItemSelector"));
        let writer = field("ResultWriter").map(|arguments| ResultWriter {
            resource: Some("arn:aws:states:::s3:putObject".to_owned()),
            arguments: Some(arguments),
            ..ResultWriter::default()
        });
        let execution_type =
            if map.is_express { ExecutionType::Express } else { ExecutionType::Standard };
        let config = ProcessorConfig {
            mode: Some(ProcessorMode::Distributed),
            execution_type: Some(execution_type),
        };
        let whole = |number: u32| Quantity::from(u64::from(number));
        MapState {
            items,
            item_reader: reader,
            item_selector,
            item_batcher: batcher,
            result_writer: writer,
            max_concurrency: map.max_concurrency.map(whole),
            tolerated_failure_count: map.tolerated_count.map(whole),
            tolerated_failure_percentage: map.tolerated_percentage.map(percentage),
            label: map.label.clone(),
            item_processor: self.processor(config, &map.body, names),
            ..MapState::default()
        }
    }
}

fn percentage(percent: f64) -> Quantity {
    match number(percent) {
        Value::Number(number) => Quantity::Number(number),
        other => Quantity::Text(other.to_string()),
    }
}
