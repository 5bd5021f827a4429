//! What a distributed Map does besides running its children: batches, and how much failure it bears.
//!
//! Plain functions, so that a native run and the interpreter decide alike.

mod batch;
mod tolerance;

pub use self::{
    batch::{BatchLimits, batches},
    tolerance::Tolerance,
};
