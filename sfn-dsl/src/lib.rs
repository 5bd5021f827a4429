//! AWS Step Functions workflows as type-checked Rust.

extern crate self as sfn_dsl;

pub mod builder;
pub mod code;
pub mod data;
pub mod error;
pub mod expr;
mod ir;
mod lower;
pub mod native;
mod print;
pub mod retry;
pub mod sfn;
pub mod task;
pub mod testing;

pub use data::{Data, IntoExpr};
pub use error::{ErrorType, TaskFailure};
pub use expr::Expr;
pub use native::{TaskFuture, WorkflowFuture};
pub use retry::Retry;
pub use sfn::TaskToken;

/// What generated code calls. Not a public interface.
#[doc(hidden)]
pub mod __private {
    pub use crate::{
        code::{BinaryOperator, Code, Root},
        data::{Data, Fields, IntoExpr, ProxyOf},
        error::{ErrorKind, ErrorType, ErrorVariant, Propagates, TaskFailure},
        expr::{Expr, field},
        native::{Argument, TaskFuture, WorkflowFuture, lambda_failure},
        task::{Awaitable, Callback, Integration, Pattern, RequestResponse, RunAJob, Task},
    };
    pub use ::{serde, serde_json, sfn_asl, sfn_local};
}
