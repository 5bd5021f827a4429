//! The compiled fields of a Map, and of a distributed one.

use std::sync::Arc;

use sfn_query::template::Template;

use super::{DecimalProgram, NumberProgram, Program, ScopeIndex};
use crate::{map_run::WriterConfig, objects::InputType};

#[derive(Debug)]
pub(crate) struct MapProgram {
    pub(crate) items: Option<Template>,
    pub(crate) item_selector: Option<Template>,
    pub(crate) max_concurrency: Option<NumberProgram>,
    /// Evaluated also where the Map is inline, which tolerates nothing.
    pub(crate) tolerated_failure_count: Option<NumberProgram>,
    pub(crate) tolerated_failure_percentage: Option<DecimalProgram>,
    pub(crate) processor: Processor,
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
    pub(crate) arguments: Template,
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
    pub(crate) batch_input: Option<Template>,
}

/// `ResultWriter`
#[derive(Debug)]
pub(crate) struct WriterProgram {
    /// Where the results go; without it they are the state's result.
    pub(crate) arguments: Option<Template>,
    pub(crate) config: WriterConfig,
}
