//! AWS Step Functions workflows as type-checked Rust.

extern crate self as sfn_dsl;

pub mod builder;
pub mod code;
pub mod data;
pub mod error;
pub mod expr;
mod glue;
pub mod integration;
mod ir;
mod lower;
pub mod native;
mod print;
pub mod retry;
pub mod sfn;
pub mod surface;
pub mod task;
pub mod testing;

pub use data::{Data, IntoExpr};
pub use error::{ErrorType, TaskFailure};
pub use expr::Expr;
pub use native::{TaskFuture, WorkflowFuture};
pub use retry::Retry;
pub use sfn::TaskToken;
pub use sfn_macros::{Data, TaskError, task, workflow};

/// What a workflow file begins with: `use sfn_dsl::prelude::*;`.
pub mod prelude {
    pub use serde::{Deserialize, Serialize};

    pub use crate::{
        Data, Expr, IntoExpr, Retry, TaskError, TaskToken,
        builder::{W, Workflow},
        sfn, task,
        task::{Express, Standard},
        workflow,
    };
}

/// What generated code calls. Not a public interface.
#[doc(hidden)]
pub mod __private {
    pub use sfn_local::{Definition, Handler};

    pub use crate::{
        builder::{DifferentBranches, Settings, W, define, scope},
        code::{BinaryOperator, Code, Root},
        data::{Data, Fields, Flatten, IntoExpr, ProxyOf, shape},
        error::{ErrorKind, ErrorType, ErrorVariant, Propagates, TaskFailure},
        expr::{Expr, field},
        glue::*,
        native::{Argument, TaskFuture, WorkflowFuture, lambda_failure},
        print::{print, to_template},
        sfn::Either,
        surface::{constants::json, enums, errors, members, *},
        task::{
            Awaitable, Callback, Express, Integration, Pattern, RequestResponse, RunAJob, Standard,
            Task,
        },
    };
    pub use ::{serde, serde_json, sfn_asl, sfn_local};
}
