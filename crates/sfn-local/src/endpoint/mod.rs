//! The Step Functions service: its operations, and the HTTP endpoint that any AWS SDK can use.
//!
//! Three layers, each of which knows only the one below. [`Endpoint`] is HTTP and nothing else. [`Service`] takes an
//! operation's name and its JSON, checks the JSON against the API model, and calls the operation. An operation is a
//! function over the state behind one lock; it never waits, so that what it does is one step to all others.
//! Executions run beside as tasks of the runtime and come back to the state only when they end.

mod activities;
mod activity_task;
mod arn;
mod config;
mod connections;
mod definition;
mod error;
mod http;
mod iam;
mod model;
mod naming;
mod ops;
mod origin;
mod page;
mod query;
mod run;
mod server;
mod service;
mod shape;
mod state;
mod state_file;
mod stop_execution;
mod sync_execution;
mod tasks;
mod test_state;
mod variables;
mod xml;

pub use self::{
    config::{ServiceConfig, TimeMode},
    error::ApiError,
    server::{BindError, Endpoint, HOST_PREFIX_NOTE},
    service::Service,
    state_file::StateFileError,
};
