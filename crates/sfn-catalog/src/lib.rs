//! What Step Functions can call: integrations, their patterns, parameters, errors and IAM actions, as data.
//!
//! The facts stand in `data/` (`data/README.md` says where each comes from); this crate only reads
//! them. Nothing is opened before it is asked for: an optimized service is one small JSON file, parsed on
//! its first lookup; an SDK operation is one line, found by binary search in a sorted text.

pub mod feature;
pub mod optimized;
pub mod resource;
pub mod sdk;
pub mod statement;
pub mod suggest;
pub mod template;

pub use optimized::{Operation, OptimizedService};
pub use resource::{Pattern, Resource};
pub use statement::{Statement, Test, When};
pub use template::{Function, Part, Path, Segment, Slot, Template};
