//! The compiled fields of a Map, and of a distributed one.

use std::sync::Arc;

use sfn_query::jsonpath::ReferencePath;

use super::{DecimalProgram, NumberProgram, Program, ScopeIndex, TemplateProgram};
use crate::{map_run::WriterConfig, objects::InputType};

#[derive(Debug)]
pub(crate) struct MapProgram {
    pub(crate) items: ItemsProgram,
    pub(crate) item_selector: Option<TemplateProgram>,
    pub(crate) max_concurrency: Option<NumberProgram>,
    /// Evaluated also where the Map is inline, which tolerates nothing.
    pub(crate) tolerated_failure_count: Option<NumberProgram>,
    pub(crate) tolerated_failure_percentage: Option<DecimalProgram>,
    pub(crate) processor: Processor,
}

/// Where the items are.
#[derive(Debug)]
pub(crate) enum ItemsProgram {
    /// The state's input, where the language is JSONata.
    Input,
    /// `Items`
    Template(TemplateProgram),
    /// `ItemsPath`
    Path(ReferencePath),
}

/// What runs for each item.
#[derive(Debug)]
pub(crate) enum Processor {
    /// A scope of the same execution.
    Inline(ScopeIndex),
    /// An execution of its own.
    Distributed(Box<DistributedProgram>),
}

#[derive(Debug)]
pub(crate) struct DistributedProgram {
    /// What the child executions run.
    pub(crate) program: Arc<Program>,
    pub(crate) label: Arc<str>,
    pub(crate) reader: Option<ReaderProgram>,
    pub(crate) batcher: Option<BatcherProgram>,
    pub(crate) writer: Option<WriterProgram>,
}

/// `ItemReader`
#[derive(Debug)]
pub(crate) struct ReaderProgram {
    pub(crate) source: ReaderSource,
    pub(crate) arguments: TemplateProgram,
    pub(crate) max_items: Option<NumberProgram>,
}

/// What an `ItemReader` reads, but for the names of bucket and object.
#[derive(Debug)]
pub(crate) enum ReaderSource {
    Object(InputType),
    Listing(Option<InputType>),
}

/// `ItemBatcher`
#[derive(Debug)]
pub(crate) struct BatcherProgram {
    pub(crate) max_items_per_batch: Option<NumberProgram>,
    pub(crate) max_input_bytes_per_batch: Option<NumberProgram>,
    pub(crate) batch_input: Option<TemplateProgram>,
}

/// `ResultWriter`
#[derive(Debug)]
pub(crate) struct WriterProgram {
    /// Where the results go; without it they are the state's result.
    pub(crate) arguments: Option<TemplateProgram>,
    pub(crate) config: WriterConfig,
}
