//! What a workflow function calls: `sfn::sleep`, `sfn::now`, ….
//!
//! Each has two meanings with the same result. In a native run it does the thing, in the virtual time and with the
//! randomness of the run's [`Environment`](crate::native::Environment). In a definition `#[workflow]` writes the
//! state or the JSONata function that its name stands for.

mod time;
mod values;

pub use crate::native::Sleep;
pub use time::{IntoTimestamp, SleepUntil, days, hours, minutes, seconds, sleep, sleep_until};
pub use values::{now, random, uuid};
