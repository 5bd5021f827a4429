//! Amazon States Language: the document model of both query languages, a reader that keeps
//! locations, a canonical writer, diagnostics with one file per rule, and the graph.
//!
//! Pure: no I/O, no clock, no AWS SDK.

pub mod diagnostic;
pub mod graph;
pub mod location;
pub mod model;
pub mod write;

pub use diagnostic::{Diagnostic, Severity};
pub use graph::Graph;
pub use location::Location;
pub use model::*;
