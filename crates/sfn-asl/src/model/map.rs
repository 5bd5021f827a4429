//! Map: the same states for each item, inline or as child executions.

use super::{
    Catcher, PathOrNull, Quantity, QueryLanguage, Retrier, Scope, Template, TemplateMap, Transition,
};

/// The fields of a Map state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MapState {
    /// `ItemProcessor`, or its old name `Iterator`
    pub item_processor: ItemProcessor,
    /// Under which name the processor stands.
    pub processor_field: ProcessorField,
    /// `Items` (JSONata)
    pub items: Option<Template>,
    /// `ItemsPath` (JSONPath)
    pub items_path: Option<String>,
    /// `ItemReader`
    pub item_reader: Option<ItemReader>,
    /// `ItemSelector`
    pub item_selector: Option<Template>,
    /// `Parameters`, the old name of `ItemSelector` (JSONPath)
    pub parameters: Option<Template>,
    /// `ItemBatcher`
    pub item_batcher: Option<ItemBatcher>,
    /// `ResultWriter`
    pub result_writer: Option<ResultWriter>,
    /// `MaxConcurrency`
    pub max_concurrency: Option<Quantity>,
    /// `MaxConcurrencyPath` (JSONPath)
    pub max_concurrency_path: Option<String>,
    /// `ToleratedFailureCount`
    pub tolerated_failure_count: Option<Quantity>,
    /// `ToleratedFailureCountPath` (JSONPath)
    pub tolerated_failure_count_path: Option<String>,
    /// `ToleratedFailurePercentage`
    pub tolerated_failure_percentage: Option<Quantity>,
    /// `ToleratedFailurePercentagePath` (JSONPath)
    pub tolerated_failure_percentage_path: Option<String>,
    /// `Label`
    pub label: Option<String>,
    /// `ResultSelector` (JSONPath)
    pub result_selector: Option<Template>,
    /// `ResultPath` (JSONPath)
    pub result_path: Option<PathOrNull>,
    /// `Retry`
    pub retry: Option<Vec<Retrier>>,
    /// `Catch`
    pub catch: Option<Vec<Catcher>>,
    /// `Next` or `End`
    pub transition: Transition,
}

impl MapState {
    /// Whether the iterations are child executions.
    pub fn is_distributed(&self) -> bool {
        self.item_processor
            .processor_config
            .as_ref()
            .is_some_and(|config| config.mode == Some(ProcessorMode::Distributed))
    }
}

/// The name under which the processor stands in the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProcessorField {
    /// `ItemProcessor`
    #[default]
    ItemProcessor,
    /// `Iterator`, deprecated
    Iterator,
}

impl ProcessorField {
    /// The field's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ItemProcessor => "ItemProcessor",
            Self::Iterator => "Iterator",
        }
    }
}

/// `ItemProcessor`: the states that each item goes through.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ItemProcessor {
    /// `ProcessorConfig`
    pub processor_config: Option<ProcessorConfig>,
    /// `Comment`
    pub comment: Option<String>,
    /// `QueryLanguage`, which AWS refuses here
    pub query_language: Option<QueryLanguage>,
    /// `StartAt` and `States`
    pub scope: Scope,
}

/// `ProcessorConfig`
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProcessorConfig {
    /// `Mode`
    pub mode: Option<ProcessorMode>,
    /// `ExecutionType`
    pub execution_type: Option<ExecutionType>,
}

/// `Mode` of a processor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProcessorMode {
    /// `INLINE`
    Inline,
    /// `DISTRIBUTED`
    Distributed,
}

impl ProcessorMode {
    /// The value of `Mode`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Inline => "INLINE",
            Self::Distributed => "DISTRIBUTED",
        }
    }
}

/// `ExecutionType` of the child executions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExecutionType {
    /// `STANDARD`
    Standard,
    /// `EXPRESS`
    Express,
    /// A `${Placeholder}`.
    Placeholder(String),
}

impl ExecutionType {
    /// The value of `ExecutionType`.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Standard => "STANDARD",
            Self::Express => "EXPRESS",
            Self::Placeholder(text) => text,
        }
    }
}

/// `ItemReader`: where a distributed Map finds its items.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ItemReader {
    /// `Resource`
    pub resource: String,
    /// `Arguments` (JSONata)
    pub arguments: Option<Template>,
    /// `Parameters` (JSONPath)
    pub parameters: Option<Template>,
    /// `ReaderConfig`
    pub reader_config: Option<ReaderConfig>,
}

/// `ReaderConfig`; the enumerated values stay text, since placeholders may stand there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReaderConfig {
    /// `InputType`
    pub input_type: Option<String>,
    /// `Transformation`
    pub transformation: Option<String>,
    /// `ManifestType`
    pub manifest_type: Option<String>,
    /// `CSVHeaderLocation`
    pub csv_header_location: Option<String>,
    /// `CSVHeaders`
    pub csv_headers: Option<Vec<String>>,
    /// `CSVDelimiter`
    pub csv_delimiter: Option<String>,
    /// `ItemsPointer`
    pub items_pointer: Option<String>,
    /// `MaxItems`
    pub max_items: Option<Quantity>,
    /// `MaxItemsPath` (JSONPath)
    pub max_items_path: Option<String>,
}

/// `ItemBatcher`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ItemBatcher {
    /// `MaxItemsPerBatch`
    pub max_items_per_batch: Option<Quantity>,
    /// `MaxItemsPerBatchPath` (JSONPath)
    pub max_items_per_batch_path: Option<String>,
    /// `MaxInputBytesPerBatch`
    pub max_input_bytes_per_batch: Option<Quantity>,
    /// `MaxInputBytesPerBatchPath` (JSONPath)
    pub max_input_bytes_per_batch_path: Option<String>,
    /// `BatchInput`
    pub batch_input: Option<TemplateMap>,
}

/// `ResultWriter`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ResultWriter {
    /// `Resource`
    pub resource: Option<String>,
    /// `Arguments` (JSONata)
    pub arguments: Option<Template>,
    /// `Parameters` (JSONPath)
    pub parameters: Option<Template>,
    /// `WriterConfig`
    pub writer_config: Option<WriterConfig>,
}

/// `WriterConfig`
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WriterConfig {
    /// `OutputType`
    pub output_type: Option<String>,
    /// `Transformation`
    pub transformation: Option<String>,
}
