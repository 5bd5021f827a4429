//! What a workflow function calls: `sfn::sleep`, `sfn::now`, ….
//!
//! Each has two meanings with the same result. In a native run it does the thing, in the virtual time and with the
//! randomness of the run's [`Environment`](crate::native::Environment). In a definition `#[workflow]` writes the
//! state or the JSONata function that its name stands for.

mod context;
mod format;
mod join;
mod map;
mod map_s3;
mod race;
mod time;
mod timestamp;
mod values;

pub use crate::native::Sleep;
pub use crate::task::TaskToken;
pub use context::{Context, Execution, StateMachine, context};
pub(crate) use format::{Piece, pieces};
pub use join::{__join, Either, join, try_join};
pub use map::map;
pub use map_s3::{
    Batched, Csv, CsvCell, CsvDelimiter, CsvRow, DistributedMap, ItemReader, Items, Json,
    JsonLines, Manifest, MapRunError, MapRunOutput, Objects, Outputs, ResultWriterDetails, Results,
    S3Object, Tolerated, Written, map_distributed, map_s3,
};
#[doc(hidden)]
pub use map_s3::{
    Cell, Input, Listed, Reader, RowCode, cell, cell_of, checked_label, checked_percent,
};
pub use race::{Race, race};
pub use time::{IntoTimestamp, SleepUntil, days, hours, minutes, seconds, sleep, sleep_until};
pub use timestamp::{NotATimestamp, Timestamp};
pub(crate) use values::whole;
pub use values::{Algorithm, hash, now, random, to_json, uuid};
