//! What a distributed Map does besides running its children: batches, how much failure it bears, the form of results.
//!
//! Plain functions, so that a native run and the interpreter decide alike.

mod batch;
mod tolerance;
mod writer_config;

pub use self::{
    batch::{BatchLimits, batches},
    tolerance::Tolerance,
    writer_config::{Formed, OutputType, Results, Transformation, WriterConfig},
};
