//! Map states with their reader, batcher and writer.

use super::object::{Fields, Object, Sink};
use crate::{
    ExecutionType, ItemBatcher, ItemReader, MapState, ProcessorConfig, ProcessorMode, ReaderConfig,
    ResultWriter, State, WriterConfig,
};

impl MapState {
    pub(super) fn write<S: Sink>(&self, state: &State, object: Object<S>) -> Object<S> {
        state
            .input_path(object)
            .maybe("ItemReader", self.item_reader.as_ref())
            .maybe("ItemsPath", self.items_path.as_ref())
            .maybe("Items", self.items.as_ref())
            .maybe("Parameters", self.parameters.as_ref())
            .maybe("ItemSelector", self.item_selector.as_ref())
            .maybe("ItemBatcher", self.item_batcher.as_ref())
            .maybe("MaxConcurrency", self.max_concurrency.as_ref())
            .maybe("MaxConcurrencyPath", self.max_concurrency_path.as_ref())
            .maybe("ToleratedFailureCount", self.tolerated_failure_count.as_ref())
            .maybe("ToleratedFailureCountPath", self.tolerated_failure_count_path.as_ref())
            .maybe("ToleratedFailurePercentage", self.tolerated_failure_percentage.as_ref())
            .maybe(
                "ToleratedFailurePercentagePath",
                self.tolerated_failure_percentage_path.as_ref(),
            )
            .maybe("Label", self.label.as_ref())
            .put(self.processor_field.as_str(), &self.item_processor)
            .maybe("ResultWriter", self.result_writer.as_ref())
            .maybe("ResultSelector", self.result_selector.as_ref())
            .maybe("ResultPath", self.result_path.as_ref())
            .with(|object| state.results(object))
            .maybe("Retry", self.retry.as_ref())
            .maybe("Catch", self.catch.as_ref())
            .with(|object| self.transition.write(object))
    }
}

impl Fields for ProcessorConfig {
    fn fields<S: Sink>(&self, object: Object<S>) -> Object<S> {
        object
            .maybe("Mode", self.mode.map(ProcessorMode::as_str))
            .maybe("ExecutionType", self.execution_type.as_ref().map(ExecutionType::as_str))
    }
}

impl Fields for ItemReader {
    fn fields<S: Sink>(&self, object: Object<S>) -> Object<S> {
        object
            .name("Resource", &self.resource)
            .maybe("Parameters", self.parameters.as_ref())
            .maybe("Arguments", self.arguments.as_ref())
            .maybe("ReaderConfig", self.reader_config.as_ref())
    }
}

impl Fields for ReaderConfig {
    fn fields<S: Sink>(&self, object: Object<S>) -> Object<S> {
        object
            .maybe("InputType", self.input_type.as_ref())
            .maybe("Transformation", self.transformation.as_ref())
            .maybe("ManifestType", self.manifest_type.as_ref())
            .maybe("CSVHeaderLocation", self.csv_header_location.as_ref())
            .maybe("CSVHeaders", self.csv_headers.as_ref())
            .maybe("CSVDelimiter", self.csv_delimiter.as_ref())
            .maybe("ItemsPointer", self.items_pointer.as_ref())
            .maybe("MaxItems", self.max_items.as_ref())
            .maybe("MaxItemsPath", self.max_items_path.as_ref())
    }
}

impl Fields for ItemBatcher {
    fn fields<S: Sink>(&self, object: Object<S>) -> Object<S> {
        object
            .maybe("MaxItemsPerBatch", self.max_items_per_batch.as_ref())
            .maybe("MaxItemsPerBatchPath", self.max_items_per_batch_path.as_ref())
            .maybe("MaxInputBytesPerBatch", self.max_input_bytes_per_batch.as_ref())
            .maybe("MaxInputBytesPerBatchPath", self.max_input_bytes_per_batch_path.as_ref())
            .maybe("BatchInput", self.batch_input.as_ref())
    }
}

impl Fields for ResultWriter {
    fn fields<S: Sink>(&self, object: Object<S>) -> Object<S> {
        object
            .maybe("Resource", self.resource.as_ref())
            .maybe("Parameters", self.parameters.as_ref())
            .maybe("Arguments", self.arguments.as_ref())
            .maybe("WriterConfig", self.writer_config.as_ref())
    }
}

impl Fields for WriterConfig {
    fn fields<S: Sink>(&self, object: Object<S>) -> Object<S> {
        object
            .maybe("OutputType", self.output_type.as_ref())
            .maybe("Transformation", self.transformation.as_ref())
    }
}
