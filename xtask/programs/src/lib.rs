//! What the programs of `cargo xtask fuzz-twin` are made of. A generated crate depends on this one, so that types and
//! tasks are compiled once; `xtask/src/fuzz_twin/model.rs` says the same of them to the generator.

mod answers;
mod check;
mod sample;
mod tasks;
mod types;

pub use answers::Errors;
pub use check::{Entry, Runner, run};
pub use sample::{Random, Sample};
pub use tasks::*;
pub use types::*;

/// What a generated program begins with.
pub mod prelude {
    pub use std::collections::BTreeMap;

    pub use sfn_dsl::prelude::*;

    pub use crate::{Errors, Runner, tasks::*, types::*};
}
