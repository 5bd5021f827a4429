//! A local Step Functions: an interpreter for definitions, and the service's HTTP endpoint on top of it.

pub mod definition;

pub use definition::{
    Definition, Handler, HandlerFuture, InputCheck, LambdaHandler, SourceLocation, TaskFailure,
};
