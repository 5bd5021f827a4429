//! An error type of a service, which has none.

use sfn_dsl::prelude::*;

optimized! {
    /// How a task does not run.
    pub enum RunError: ecs
}

fn main() {}
