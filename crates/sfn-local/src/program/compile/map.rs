//! Map, inline or distributed.

use std::{mem, sync::Arc};

use sfn_asl::{
    ExecutionType, ItemBatcher, ItemReader, Location, MapState, QueryLanguage, ReaderConfig,
    ResultWriter, WorkflowType,
};

use super::{Compiler, Context};
use crate::{
    map_run::{OutputType, Transformation, WriterConfig},
    objects::{Csv, CsvDelimiter, CsvHeader, InputType},
    program::{
        BatcherProgram, DistributedProgram, ItemsProgram, MapProgram, Processor, Program,
        ReaderProgram, ReaderSource, WriterProgram, report,
    },
};

/// The most characters of a label.
const MAX_LABEL: usize = 40;

impl Compiler {
    pub(super) fn map(
        &mut self,
        context: &Context<'_>,
        map: &MapState,
        machine_language: QueryLanguage,
    ) -> Option<MapProgram> {
        let location = context.location.field("ItemProcessor");
        let processor = if map.is_distributed() {
            Processor::Distributed(Box::new(self.distributed(
                context,
                map,
                &location,
                machine_language,
            )?))
        } else {
            if map.item_reader.is_some() {
                let message = "an `ItemReader` needs `\"Mode\": \"DISTRIBUTED\"`";
                self.malformed(context.location.field("ItemReader"), message);
            }
            Processor::Inline(self.scope(&map.item_processor.scope, &location, machine_language))
        };
        // `Parameters` is what `ItemSelector` was called.
        let old_name = map.parameters.as_ref().filter(|_| context.is_jsonpath());
        let (name, selector) = match (&map.item_selector, old_name) {
            (None, Some(parameters)) => ("Parameters", Some(parameters)),
            (selector, _) => ("ItemSelector", selector.as_ref()),
        };
        Some(MapProgram {
            items: self.items(context, map),
            item_selector: self.template(context, name, selector),
            max_concurrency: self.number_or_path(
                context,
                ("MaxConcurrency", map.max_concurrency.as_ref()),
                map.max_concurrency_path.as_ref(),
            ),
            tolerated_failure_count: self.number_or_path(
                context,
                ("ToleratedFailureCount", map.tolerated_failure_count.as_ref()),
                map.tolerated_failure_count_path.as_ref(),
            ),
            tolerated_failure_percentage: self.decimal_or_path(
                context,
                ("ToleratedFailurePercentage", map.tolerated_failure_percentage.as_ref()),
                map.tolerated_failure_percentage_path.as_ref(),
            ),
            processor,
        })
    }

    fn items(&mut self, context: &Context<'_>, map: &MapState) -> ItemsProgram {
        let items = if context.is_jsonpath() {
            let path = map.items_path.as_deref().unwrap_or("$");
            self.reference(context, "ItemsPath", path).map(ItemsProgram::Path)
        } else {
            self.template(context, "Items", map.items.as_ref()).map(ItemsProgram::Template)
        };
        items.unwrap_or(ItemsProgram::Input)
    }

    fn malformed(&mut self, location: Location, message: &str) {
        self.diagnostics.push(report::malformed(location, message));
    }

    fn distributed(
        &mut self,
        context: &Context<'_>,
        map: &MapState,
        location: &Location,
        language: QueryLanguage,
    ) -> Option<DistributedProgram> {
        if self.workflow_type == WorkflowType::Express {
            let message = "a distributed Map cannot be part of an Express workflow";
            self.malformed(context.location.clone(), message);
        }
        let workflow_type = self.execution_type(map, location)?;
        let label = self.label(context, map);
        let mut child = Self::new(&self.name, workflow_type);
        child.labels = mem::take(&mut self.labels);
        child.scope(&map.item_processor.scope, location, language);
        self.labels = mem::take(&mut child.labels);
        self.diagnostics.append(&mut child.diagnostics);
        Some(DistributedProgram {
            program: Arc::new(Program {
                name: format!("{}/{label}", self.name).into(),
                ..child.finish(None)
            }),
            label,
            reader: map.item_reader.as_ref().and_then(|reader| self.reader(context, reader)),
            batcher: map.item_batcher.as_ref().map(|batcher| self.batcher(context, batcher)),
            writer: map.result_writer.as_ref().and_then(|writer| self.writer(context, writer)),
        })
    }

    fn execution_type(&mut self, map: &MapState, location: &Location) -> Option<WorkflowType> {
        let config = map.item_processor.processor_config.as_ref();
        let location = location.field("ProcessorConfig").field("ExecutionType");
        match config.and_then(|config| config.execution_type.as_ref()) {
            Some(ExecutionType::Standard) => return Some(WorkflowType::Standard),
            Some(ExecutionType::Express) => return Some(WorkflowType::Express),
            Some(ExecutionType::Placeholder(text)) => {
                self.diagnostics.push(report::placeholder(location, text));
            }
            None => self.malformed(location, "a distributed Map needs an `ExecutionType`"),
        }
        None
    }

    /// The label, or one that is made of the state's name.
    fn label(&mut self, context: &Context<'_>, map: &MapState) -> Arc<str> {
        if let Some(label) = &map.label {
            return label.as_str().into();
        }
        let name = context.location.as_str().rsplit('/').next().unwrap_or_default();
        let is_plain = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let name: String = name.chars().filter(is_plain).take(MAX_LABEL - 4).collect();
        let numbered = (2..).map(|number| format!("{name}-{number}"));
        let mut candidates = std::iter::once(name.clone()).chain(numbered);
        let free = candidates.find(|label| !label.is_empty() && !self.labels.contains(label));
        let label = free.unwrap_or(name);
        self.labels.insert(label.clone());
        label.into()
    }

    fn reader(&mut self, context: &Context<'_>, reader: &ItemReader) -> Option<ReaderProgram> {
        let location = context.location.field("ItemReader");
        let default = ReaderConfig::default();
        let config = reader.reader_config.as_ref().unwrap_or(&default);
        let at_config = location.field("ReaderConfig");
        let source = match reader.resource.rsplit_once(":::").map(|(_, api)| api) {
            Some("s3:getObject") => ReaderSource::Object(self.object_input(config, &at_config)?),
            Some("s3:listObjectsV2") => match config.transformation.as_deref() {
                Some("LOAD_AND_FLATTEN") => {
                    ReaderSource::Listing(Some(self.input_type(config, &at_config)?))
                }
                _ => ReaderSource::Listing(None),
            },
            _ => {
                let message = "an `ItemReader` reads `arn:aws:states:::s3:getObject` or `arn:aws:states:::s3:listObjectsV2`";
                self.malformed(location.field("Resource"), message);
                return None;
            }
        };
        if reader.arguments.is_none() && reader.parameters.is_none() {
            self.malformed(location, "an `ItemReader` needs `Arguments`, in JSONPath `Parameters`");
        }
        Some(ReaderProgram {
            source,
            arguments: self.either(
                context,
                ("ItemReader/Arguments", reader.arguments.as_ref()),
                ("ItemReader/Parameters", reader.parameters.as_ref()),
            )?,
            max_items: self.number_or_path(
                context,
                ("ItemReader/ReaderConfig/MaxItems", config.max_items.as_ref()),
                config.max_items_path.as_ref(),
            ),
        })
    }

    fn object_input(&mut self, config: &ReaderConfig, location: &Location) -> Option<InputType> {
        match config.manifest_type.as_deref() {
            None => self.input_type(config, location),
            Some("S3_INVENTORY") => Some(InputType::Inventory),
            Some("ATHENA_DATA") => {
                self.input_type(config, location).map(|input| InputType::Athena(Box::new(input)))
            }
            Some(other) => self.unknown(location.field("ManifestType"), other),
        }
    }

    fn input_type(&mut self, config: &ReaderConfig, location: &Location) -> Option<InputType> {
        let at = location.field("InputType");
        Some(match config.input_type.as_deref() {
            Some("CSV") => InputType::Csv(self.csv(config, location)?),
            Some("JSON") => InputType::Json { items_pointer: config.items_pointer.clone() },
            Some("JSONL") => InputType::JsonLines,
            Some("MANIFEST") => InputType::Inventory,
            Some("PARQUET") if cfg!(feature = "parquet") => InputType::Parquet,
            Some("PARQUET") => {
                let help = "build with the feature `parquet` of `sfn-deploy` or `sfn-local`, or use CSV, JSON or JSONL in local runs";
                self.diagnostics.push(report::not_supported(at, "`PARQUET`", help));
                return None;
            }
            Some(other) => return self.unknown(at, other),
            None => {
                self.malformed(location.clone(), "a `ReaderConfig` needs an `InputType`");
                return None;
            }
        })
    }

    fn csv(&mut self, config: &ReaderConfig, location: &Location) -> Option<Csv> {
        let header = match config.csv_header_location.as_deref() {
            Some("FIRST_ROW") => CsvHeader::FirstRow,
            Some("GIVEN") => CsvHeader::Given(config.csv_headers.clone().unwrap_or_default()),
            Some(other) => return self.unknown(location.field("CSVHeaderLocation"), other),
            None => {
                self.malformed(location.clone(), "CSV needs a `CSVHeaderLocation`");
                return None;
            }
        };
        let delimiter = match config.csv_delimiter.as_deref() {
            None => CsvDelimiter::default(),
            Some(name) => match CsvDelimiter::parse(name) {
                Some(delimiter) => delimiter,
                None => return self.unknown(location.field("CSVDelimiter"), name),
            },
        };
        Some(Csv { header, delimiter })
    }

    /// Reports a value that is no word of the field.
    fn unknown<T>(&mut self, location: Location, value: &str) -> Option<T> {
        self.diagnostics.push(if value.contains("${") {
            report::placeholder(location, value)
        } else {
            report::malformed(location, format!("`{value}` is no value of this field"))
        });
        None
    }

    fn batcher(&mut self, context: &Context<'_>, batcher: &ItemBatcher) -> BatcherProgram {
        let batch_input = batcher.batch_input.clone().map(serde_json::Value::Object);
        BatcherProgram {
            max_items_per_batch: self.number_or_path(
                context,
                ("ItemBatcher/MaxItemsPerBatch", batcher.max_items_per_batch.as_ref()),
                batcher.max_items_per_batch_path.as_ref(),
            ),
            max_input_bytes_per_batch: self.number_or_path(
                context,
                ("ItemBatcher/MaxInputBytesPerBatch", batcher.max_input_bytes_per_batch.as_ref()),
                batcher.max_input_bytes_per_batch_path.as_ref(),
            ),
            batch_input: self.template(context, "ItemBatcher/BatchInput", batch_input.as_ref()),
        }
    }

    fn writer(&mut self, context: &Context<'_>, writer: &ResultWriter) -> Option<WriterProgram> {
        let location = context.location.field("ResultWriter");
        let exports = writer.resource.is_some();
        if writer.resource.as_deref().is_some_and(|arn| !arn.ends_with(":::s3:putObject")) {
            let message = "a `ResultWriter` writes with `arn:aws:states:::s3:putObject`";
            self.malformed(location.field("Resource"), message);
        }
        let has_arguments = if context.is_jsonpath() {
            writer.parameters.is_some()
        } else {
            writer.arguments.is_some()
        };
        if exports != has_arguments {
            let message = "a `ResultWriter` has both `Resource` and `Arguments` (in JSONPath `Parameters`), or neither";
            self.malformed(location.clone(), message);
        }
        let mut config = if exports { WriterConfig::EXPORT } else { WriterConfig::STATE_RESULT };
        let given = writer.writer_config.as_ref();
        let at_config = location.field("WriterConfig");
        if let Some(name) = given.and_then(|given| given.output_type.as_deref()) {
            config.output_type = match OutputType::parse(name) {
                Some(output_type) => output_type,
                None => return self.unknown(at_config.field("OutputType"), name),
            };
        }
        if let Some(name) = given.and_then(|given| given.transformation.as_deref()) {
            config.transformation = match Transformation::parse(name) {
                Some(transformation) => transformation,
                None => return self.unknown(at_config.field("Transformation"), name),
            };
        }
        let arguments = self.either(
            context,
            ("ResultWriter/Arguments", writer.arguments.as_ref()),
            ("ResultWriter/Parameters", writer.parameters.as_ref()),
        );
        Some(WriterProgram { arguments, config })
    }
}
