//! Map states with their processor, reader, batcher and writer.

use super::{
    fields::Fields,
    reader::Reader,
    tree::{Node, Tree},
};
use crate::{
    ExecutionType, ItemBatcher, ItemProcessor, ItemReader, Location, MapState, ProcessorConfig,
    ProcessorField, ProcessorMode, ReaderConfig, ResultWriter, WriterConfig,
    fields::{
        ITEM_BATCHER, ITEM_PROCESSOR, ITEM_READER, PROCESSOR_CONFIG, READER_CONFIG, RESULT_WRITER,
        WRITER_CONFIG,
    },
    rules::{MAP_PROCESSOR_REQUIRED, VALUE_TYPE},
};

/// AWS's text where a Map has no processor.
const ONE_PROCESSOR: &str =
    "This object should have only one of the following fields: [ItemProcessor, Iterator]";

impl Reader {
    pub(super) fn map(&mut self, fields: &Fields<'_>) -> MapState {
        let processor_field = self.processor_field(fields);
        let name = processor_field.as_str();
        let item_processor = self.field(fields, name, |reader, node, location| {
            reader.item_processor(node, location, name)
        });
        if item_processor.is_none() {
            self.skip_scope(&fields.at(name));
        }
        MapState {
            item_processor: item_processor.unwrap_or_default(),
            processor_field,
            items: fields.template("Items"),
            items_path: self.text(fields, "ItemsPath"),
            item_reader: self.field(fields, "ItemReader", Self::item_reader),
            item_selector: fields.template("ItemSelector"),
            parameters: fields.template("Parameters"),
            item_batcher: self.field(fields, "ItemBatcher", Self::item_batcher),
            result_writer: self.field(fields, "ResultWriter", Self::result_writer),
            max_concurrency: self.quantity(fields, "MaxConcurrency"),
            max_concurrency_path: self.text(fields, "MaxConcurrencyPath"),
            tolerated_failure_count: self.quantity(fields, "ToleratedFailureCount"),
            tolerated_failure_count_path: self.text(fields, "ToleratedFailureCountPath"),
            tolerated_failure_percentage: self.quantity(fields, "ToleratedFailurePercentage"),
            tolerated_failure_percentage_path: self.text(fields, "ToleratedFailurePercentagePath"),
            label: self.text(fields, "Label"),
            result_selector: fields.template("ResultSelector"),
            result_path: self.path_or_null(fields, "ResultPath"),
            retry: self.retry(fields),
            catch: self.catch(fields),
            transition: self.transition(fields),
        }
    }

    /// Under which name the processor stands; neither name and both names are reported.
    fn processor_field(&mut self, fields: &Fields<'_>) -> ProcessorField {
        let help = "write the states of an iteration in `ItemProcessor`";
        match (fields.has("ItemProcessor"), fields.has("Iterator")) {
            (true, false) => ProcessorField::ItemProcessor,
            (false, true) => ProcessorField::Iterator,
            (true, true) => {
                let message = "a Map has both `ItemProcessor` and `Iterator`";
                self.report(&MAP_PROCESSOR_REQUIRED, &fields.at("Iterator"), message)
                    .help("remove `Iterator`")
                    .aws("There should only be one of the following fields: [ItemProcessor, Iterator]")
                    .aws_at(Some(&fields.location));
                ProcessorField::ItemProcessor
            }
            (false, false) => {
                self.diagnose(
                    &MAP_PROCESSOR_REQUIRED,
                    &fields.location,
                    "`ItemProcessor` is missing",
                )
                .help(help)
                .aws(ONE_PROCESSOR);
                ProcessorField::ItemProcessor
            }
        }
    }

    fn item_processor(
        &mut self,
        node: &Node,
        location: &Location,
        name: &str,
    ) -> Option<ItemProcessor> {
        let fields = self.object_of(node, location, name, ITEM_PROCESSOR)?;
        Some(ItemProcessor {
            processor_config: self.field(&fields, "ProcessorConfig", Self::processor_config),
            comment: self.text(&fields, "Comment"),
            query_language: self.query_language(&fields),
            scope: self.scope(&fields),
        })
    }

    fn processor_config(&mut self, node: &Node, location: &Location) -> Option<ProcessorConfig> {
        let fields = self.object_of(node, location, "ProcessorConfig", PROCESSOR_CONFIG)?;
        let modes =
            [ProcessorMode::Inline, ProcessorMode::Distributed].map(|mode| (mode.as_str(), mode));
        Some(ProcessorConfig {
            mode: self.word(&VALUE_TYPE, &fields, "Mode", &modes),
            execution_type: self.execution_type(&fields),
        })
    }

    fn execution_type(&mut self, fields: &Fields<'_>) -> Option<ExecutionType> {
        let words = [("STANDARD", ()), ("EXPRESS", ())];
        match &fields.get("ExecutionType")?.value {
            Tree::String(text) if text == "STANDARD" => Some(ExecutionType::Standard),
            Tree::String(text) if text == "EXPRESS" => Some(ExecutionType::Express),
            Tree::String(text) if text.contains("${") => {
                Some(ExecutionType::Placeholder(text.clone()))
            }
            _ => self.word::<()>(&VALUE_TYPE, fields, "ExecutionType", &words).and(None),
        }
    }

    fn item_reader(&mut self, node: &Node, location: &Location) -> Option<ItemReader> {
        let fields = self.object_of(node, location, "ItemReader", ITEM_READER)?;
        Some(ItemReader {
            resource: self.required_text(&fields, "Resource"),
            arguments: fields.template("Arguments"),
            parameters: fields.template("Parameters"),
            reader_config: self.field(&fields, "ReaderConfig", Self::reader_config),
        })
    }

    fn reader_config(&mut self, node: &Node, location: &Location) -> Option<ReaderConfig> {
        let fields = self.object_of(node, location, "ReaderConfig", READER_CONFIG)?;
        Some(ReaderConfig {
            input_type: self.text(&fields, "InputType"),
            transformation: self.text(&fields, "Transformation"),
            manifest_type: self.text(&fields, "ManifestType"),
            csv_header_location: self.text(&fields, "CSVHeaderLocation"),
            csv_headers: self.texts(&fields, "CSVHeaders"),
            csv_delimiter: self.text(&fields, "CSVDelimiter"),
            items_pointer: self.text(&fields, "ItemsPointer"),
            max_items: self.quantity(&fields, "MaxItems"),
            max_items_path: self.text(&fields, "MaxItemsPath"),
        })
    }

    fn item_batcher(&mut self, node: &Node, location: &Location) -> Option<ItemBatcher> {
        let fields = self.object_of(node, location, "ItemBatcher", ITEM_BATCHER)?;
        Some(ItemBatcher {
            max_items_per_batch: self.quantity(&fields, "MaxItemsPerBatch"),
            max_items_per_batch_path: self.text(&fields, "MaxItemsPerBatchPath"),
            max_input_bytes_per_batch: self.quantity(&fields, "MaxInputBytesPerBatch"),
            max_input_bytes_per_batch_path: self.text(&fields, "MaxInputBytesPerBatchPath"),
            batch_input: self.template_map(&fields, "BatchInput"),
        })
    }

    fn result_writer(&mut self, node: &Node, location: &Location) -> Option<ResultWriter> {
        let fields = self.object_of(node, location, "ResultWriter", RESULT_WRITER)?;
        Some(ResultWriter {
            resource: self.text(&fields, "Resource"),
            arguments: fields.template("Arguments"),
            parameters: fields.template("Parameters"),
            writer_config: self.field(&fields, "WriterConfig", Self::writer_config),
        })
    }

    fn writer_config(&mut self, node: &Node, location: &Location) -> Option<WriterConfig> {
        let fields = self.object_of(node, location, "WriterConfig", WRITER_CONFIG)?;
        Some(WriterConfig {
            output_type: self.text(&fields, "OutputType"),
            transformation: self.text(&fields, "Transformation"),
        })
    }
}
