//! A local Step Functions: an interpreter for definitions, and the service's HTTP endpoint on top of it.
//!
//! [`Program::compile`] makes a definition ready to run, [`Run`] runs it: with
//! [`LocalTasks`] or any other [`TaskRunner`] for its tasks, on a virtual or a real [`Clock`],
//! and with every event of AWS's execution history.

pub mod clock;
pub mod definition;
#[cfg(feature = "endpoint")]
pub mod endpoint;
mod errors;
mod execution;
pub mod history;
pub mod local_tasks;
pub mod machine;
mod payload;
pub mod program;
mod randomness;
mod run;
pub mod task_runner;
mod time;

pub use clock::{Clock, RealClock, VirtualClock};
pub use definition::{
    Definition, Handler, HandlerFuture, InputCheck, LambdaHandler, SourceLocation, TaskFailure,
};
pub use errors::{StateError, names as error_names};
pub use execution::{ExecutionContext, Outcome, Status};
pub use history::{Event, EventKind, HistoryReader};
pub use local_tasks::{LocalTasks, MockError, MockFile};
pub use payload::{MAX_PAYLOAD_BYTES, Payload};
pub use program::{IntegrationPattern, Program, Resource, ResourceKind, StateIndex};
pub use randomness::{Randomness, SeededRandomness};
pub use run::{ExecutionHandle, Finished, Observer, Run, UnknownToken, block_on};
pub use task_runner::{TaskControl, TaskRequest, TaskRunner};
pub use time::Timestamp;
