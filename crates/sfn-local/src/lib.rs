//! A local Step Functions: an interpreter for definitions, and the service's HTTP endpoint on top of it.
//!
//! [`Program::compile`] makes a definition ready to run, [`Run`] runs it: with
//! [`LocalTasks`] or any other [`TaskRunner`] for its tasks, on a virtual or a real [`Clock`],
//! and with every event of AWS's execution history.
//!
//! # Example
//! ```
//! use std::sync::Arc;
//!
//! use serde_json::json;
//! use sfn_asl::WorkflowType;
//! use sfn_local::{LocalTasks, MockFile, Program, Run, block_on};
//!
//! let machine = sfn_asl::read::json(
//!     r#"{
//!         "QueryLanguage": "JSONata",
//!         "StartAt": "Night",
//!         "States": {
//!             "Night": { "Type": "Wait", "Seconds": 28800, "Next": "Greet" },
//!             "Greet": {
//!                 "Type": "Task",
//!                 "Resource": "arn:aws:states:::lambda:invoke",
//!                 "Arguments": { "FunctionName": "greet", "Payload": { "name": "{% $states.context.Execution.Input.name %}" } },
//!                 "Output": "{% $states.result.Payload %}",
//!                 "End": true
//!             }
//!         }
//!     }"#,
//! )
//! .machine
//! .unwrap();
//! let program = Program::compile("morning", WorkflowType::Standard, &machine).unwrap();
//! let mocks = MockFile::parse(r#"{ "functions": { "greet": { "return": "good morning" } } }"#).unwrap();
//! let tasks = Arc::new(LocalTasks::new().mocks(mocks));
//! // Time is virtual: the night is over at once.
//! let finished = block_on(Run::new(Arc::new(program), json!({ "name": "Ada" }), tasks).run());
//! assert_eq!(finished.outcome.output(), Some(&json!("good morning")));
//! ```

pub mod clock;
pub mod definition;
#[cfg(feature = "endpoint")]
pub mod endpoint;
mod errors;
mod execution;
pub mod history;
pub mod local_tasks;
pub mod machine;
pub mod map_run;
pub mod objects;
mod payload;
pub mod program;
mod randomness;
mod run;
pub mod task_runner;
mod time;

pub use clock::{Clock, RealClock, TimeScale, VirtualClock};
pub use definition::{
    Definition, Handler, HandlerFuture, InputCheck, LambdaHandler, SourceLocation, StatePermission,
    TaskFailure,
};
pub use errors::{StateError, names as error_names};
pub use execution::{ExecutionContext, Outcome, Status};
pub use history::{Event, EventKind, HistoryReader};
pub use local_tasks::{LocalTasks, MockError, MockFile, StandIn};
pub use machine::NotRedrivable;
pub use payload::{MAX_PAYLOAD_BYTES, Payload};
pub use program::{IntegrationPattern, Program, Resource, ResourceKind, StateIndex};
pub use randomness::{Randomness, SeededRandomness};
pub use run::{
    BadJournal, ChildExecution, Counts, ExecutionHandle, Finished, Journal, MapRunHandle,
    MapRunStatus, Observer, Run, UnknownToken, block_on,
};
pub use task_runner::{HttpExchange, HttpResponse, TaskControl, TaskRequest, TaskRunner};
pub use time::Timestamp;
