//! AWS Step Functions workflows as type-checked Rust.
//!
//! A [`workflow`](macro@workflow) is an `async fn` whose awaits are [`task`](macro@task)s, calls of AWS services
//! ([`integration`]), other workflows, and what [`sfn`] has. It stays that function, and beside it stands its
//! definition, which does the same in Step Functions.
//!
//! # Example
//! ```
//! use sfn_dsl::{prelude::*, testing::Answers};
//!
//! #[derive(Clone, Serialize, Deserialize, Data)]
//! pub struct Order {
//!     pub id: String,
//!     pub total: f64,
//! }
//!
//! #[derive(Clone, Debug, PartialEq, TaskError)]
//! pub enum OrderError {
//!     Empty,
//!     Declined { code: String },
//! }
//!
//! #[task(lambda = "${ChargeFunction}")]
//! pub async fn charge(order: Order) -> Result<String, OrderError>;
//!
//! #[workflow(name = "orders")]
//! pub async fn orders(order: Order) -> Result<String, OrderError> {
//!     if order.total == 0.0 {
//!         return Err(OrderError::Empty);
//!     }
//!     let receipt = charge(order).retry(Retry::transient()).await?;
//!     Ok(receipt)
//! }
//!
//! // It runs as it is, with answers in place of tasks.
//! let answers = Answers::new().succeed(charge, &"receipt-1".to_owned());
//! let run = answers.run(orders(Order { id: "1".into(), total: 9.5 }));
//! assert_eq!(run.result, Ok("receipt-1".to_owned()));
//!
//! // Its definition does the same.
//! sfn_dsl::testing::assert_equivalent(|| orders(Order { id: "1".into(), total: 9.5 }), &answers);
//! let states: Vec<_> = orders::definition().machine.walk().map(|state| state.name.to_string()).collect();
//! assert_eq!(states, ["IfOrderTotal", "Fail Empty", "Charge"]);
//! ```
//!
//! # Where to look
//! - [`prelude`]: what a workflow file begins with.
//! - [`macro@workflow`], [`macro@task`], [`derive(Data)`](derive@Data), [`derive(TaskError)`](derive@TaskError).
//! - [`what_you_can_write`]: every construct, with the states that it makes.
//! - [`integration`]: typed calls of AWS services.
//! - [`testing`]: answers for tasks, and the proof that function and definition agree.
//! - [`builder`]: the same by hand, where a workflow is not known before the program runs.

extern crate self as sfn_dsl;

#[cfg(feature = "definitions")]
pub mod builder;
pub mod code;
pub mod data;
pub mod error;
pub mod expr;
#[cfg(feature = "definitions")]
mod glue;
mod handler;
#[cfg(feature = "definitions")]
mod inline;
#[cfg(feature = "definitions")]
pub mod integration;
#[cfg(feature = "definitions")]
mod ir;
#[cfg(feature = "lambda")]
pub mod lambda;
#[cfg(feature = "definitions")]
mod lower;
#[cfg(feature = "definitions")]
pub mod native;
mod print;
#[cfg(feature = "definitions")]
pub mod retry;
#[cfg(feature = "definitions")]
pub mod sfn;
/// What a Lambda function's binary has of it.
#[cfg(not(feature = "definitions"))]
pub mod sfn {
    pub use sfn_macros::inline;
}
#[cfg(feature = "definitions")]
pub mod step;
pub mod surface;
pub mod task;
#[cfg(feature = "definitions")]
pub mod testing;

#[doc = include_str!("what_you_can_write.md")]
pub mod what_you_can_write {}

pub use data::{Data, IntoExpr};
pub use error::{ErrorType, TaskFailure};
pub use expr::Expr;
#[cfg(feature = "definitions")]
pub use native::{TaskFuture, WorkflowFuture};
#[cfg(feature = "definitions")]
pub use retry::Retry;
#[cfg(feature = "definitions")]
pub use sfn::CsvRow;
/// Makes a struct the row of a CSV file, for [`sfn::Csv`] and [`sfn::Manifest`].
///
/// Each field is a column, under the name that serde gives it; `rename`, `rename_all`, `alias`, `default` and `skip` count
/// as for [`Data`](derive@Data). Columns without a field are left out.
///
/// | Field | Cell |
/// |---|---|
/// | `String` | the text itself |
/// | an enum without fields | the name of a variant, as serde writes it |
/// | an integer | decimal digits, of a signed one with `-` before them: `007` is 7, `+7` and `7.0` are none |
/// | `f64`, `f32` | decimal digits, a fraction, an exponent: `-1.5e3` |
/// | `bool` | `true` or `false` |
/// | an `Option` of these | the same, or empty for `None` |
///
/// # Example
/// ```
/// use sfn_dsl::prelude::*;
///
/// #[derive(Clone, Serialize, Deserialize, Data, CsvRow)]
/// #[serde(rename_all = "camelCase")]
/// struct Row {
///     sku: String,
///     unit_price: Option<f64>,
/// }
/// ```
///
/// # ASL
/// ```json
/// {"sku": "{% $row.sku %}",
///  "unitPrice": "{% $exists($row.unitPrice) and $row.unitPrice != '' ? $number($row.unitPrice) : null %}"}
/// ```
///
/// # Errors
/// A cell that is no such value fails the child execution that it is the input of, with `States.QueryEvaluationError`,
/// before that does anything else; so it counts among the failures that a Map tolerates. A child whose first state does not
/// take the whole row therefore begins with a Pass state.
pub use sfn_macros::CsvRow;
/// Lets a type's values flow between states, with the JSON that serde gives it.
///
/// Inside a workflow its fields are reached as in Rust, under the names that serde's attributes give them: `rename`,
/// `rename_all`, `rename_all_fields`, `alias`, `default`, `skip`, `skip_serializing_if` with the usual predicates,
/// `flatten`, `transparent`, and for enums `tag`, `content`, `untagged` and `other`. What changes the JSON by Rust code
/// (`with`, `from`, `into`, a predicate of one's own) is refused where it stands, as are names that differ between
/// reading and writing, and generic types.
///
/// # Example
/// ```
/// use sfn_dsl::{prelude::*, surface::cond};
///
/// #[derive(Clone, Serialize, Deserialize, Data)]
/// #[serde(rename_all = "camelCase")]
/// struct Order {
///     order_id: String,
///     line_items: Vec<Item>,
///     note: Option<String>,
/// }
///
/// #[derive(Clone, Serialize, Deserialize, Data)]
/// struct Item {
///     price: f64,
/// }
///
/// fn total(order: &Expr<Order>) -> Expr<f64> {
///     let prices = order.line_items.iter().map(|item| item.price.clone());
///     prices.sum::<f64>() + cond(order.note.is_some(), 1.0.into_expr(), 0.0.into_expr())
/// }
/// ```
///
/// # ASL
/// ```text
/// $sum([$map($order.lineItems, function($it) { $it.price })]) + ($order.note != null ? 1 : 0)
/// ```
pub use sfn_macros::Data;
/// Makes an enum the error of a task or a workflow.
///
/// A variant's name is the error name that `Retry` and `Catch` compare, and its fields are the JSON text in `Cause`.
///
/// | On | Attribute | Meaning |
/// |---|---|---|
/// | a variant | `#[sfn(name = "Lambda.TooManyRequestsException")]` | the error of this name |
/// | a variant | `#[sfn(timeout)]` | `States.Timeout` and `States.HeartbeatTimeout` |
/// | a variant `{ name: String, cause: String }` | `#[sfn(other)]` | every error without a variant of its own |
/// | the field of a variant | `#[from]` | the variants of another error enum under their own names, so that `?` needs no state |
/// | the enum | `#[sfn(no_display)]` | `Display` and `std::error::Error` are written elsewhere |
///
/// Beside `thiserror::Error`, whose `#[error(..)]` it sees, it leaves `Display`, `Error` and `From` to that.
/// serde's attributes on fields count as for [`Data`](derive@Data).
///
/// # Example
/// ```
/// use sfn_dsl::prelude::*;
///
/// #[derive(Debug, TaskError)]
/// enum PaymentError {
///     Declined { code: String },
///     #[sfn(timeout)]
///     TimedOut,
/// }
///
/// #[derive(Debug, TaskError)]
/// enum OrderError {
///     OutOfStock,
///     Payment(#[from] PaymentError),
/// }
///
/// let error = OrderError::from(PaymentError::Declined { code: "51".into() });
/// assert_eq!(error.to_string(), r#"Declined: {"code":"51"}"#);
/// ```
pub use sfn_macros::TaskError;
/// Calls an optimized integration: `optimized!(service::operation { Member: value })`.
///
/// Service and operation are those of `arn:aws:states:::service:operation`, a `-` in a service's name written as `_`. All
/// that [`sdk!`](macro@sdk) says of names, members, checks, results and forms holds here too, but that a member takes no
/// `Option`, since no source says what these integrations make of `null`: both macros read the same
/// catalogue. What follows the operation says how the state waits, where the integration can wait so:
///
/// | Form | Resource | The call gives |
/// |---|---|---|
/// | `optimized!(ecs::run_task { M: v })` | `ecs:runTask` | the response |
/// | `optimized!(ecs::run_task.sync { M: v })` | `ecs:runTask.sync` | the job as it ended; any JSON where no source says what that is |
/// | `optimized!(states::start_execution.sync:2 { M: v })` | `states:startExecution.sync:2` | the execution, whose output is JSON |
/// | `optimized!(sqs::send_message.wait_for_task_token -> Result<T, E> { M: v })` | `sqs:sendMessage.waitForTaskToken` | what the callback brings |
///
/// A callback's request says where the token goes, with `TaskToken` as a value: `MessageBody: { "token": TaskToken }`. Members
/// that are sent as JSON text, such as `MessageBody`, take any JSON. In results a point in time is any JSON, since no source
/// says how these integrations write one. `sdk!` has `.wait_for_task_token` too. Only a
/// Standard workflow waits for the end of a job or for a callback.
///
/// The modules of [`integration`] have functions for the same operations, with their own result and error types.
///
/// # Example
/// ```
/// use serde_json::json;
/// use sfn_dsl::{integration::service::ServiceError, prelude::*, testing::{Answers, assert_equivalent}};
///
/// /// Renders a film, and asks whether it is good.
/// #[workflow(name = "render")]
/// pub async fn render(film: String) -> Result<bool, ServiceError> {
///     let job = optimized!(batch::submit_job.sync {
///         JobName: "render",
///         JobQueue: "${Queue}",
///         JobDefinition: "${Render}",
///         Parameters: { "film": film },
///     })
///     .timeout_seconds(7200)
///     .await?;
///     let good = optimized!(sqs::send_message.wait_for_task_token -> Result<bool, _> {
///         QueueUrl: "${Reviews}",
///         MessageBody: { "film": film, "log": job.container.and_then(|it| it.log_stream_name), "token": TaskToken },
///     })
///     .await?;
///     Ok(good)
/// }
///
/// let answers = Answers::new()
///     .on_json(optimized!(batch::submit_job.sync), |_| Ok(json!({ "JobId": "j1", "JobName": "render" })))
///     .on_json(optimized!(sqs::send_message.wait_for_task_token), |call| {
///         assert_eq!(call.payload["MessageBody"]["film"], "dune");
///         Ok(json!(true))
///     });
/// assert_eq!(answers.run(render("dune".to_owned())).result, Ok(true));
/// assert_equivalent(|| render("dune".to_owned()), &answers);
/// ```
///
/// # ASL
/// ```json
/// {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
///  "Arguments": {"QueueUrl": "${Reviews}",
///   "MessageBody": {"film": "{% $film %}", "log": "{% … %}", "token": "{% $states.context.Task.Token %}"}}}
/// ```
///
/// # Permissions
/// Those of the operation, with what waiting for the end of a job needs.
///
/// # Errors
/// [`ServiceError`](integration::service::ServiceError) or an error type of one's own, such as
/// `optimized! { pub enum RunError: ecs::run_task }` makes; `States.TaskFailed` where the job failed.
///
/// # Integrations
///
#[doc = include_str!("optimized.md")]
///
/// # Source
/// <https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html>
#[cfg(feature = "definitions")]
pub use sfn_macros::optimized;
/// Calls any operation of the AWS SDK: `sdk!(service::operation { Member: value })`.
///
/// Service and operation are those of `arn:aws:states:::aws-sdk:service:operation`, the operation in `snake_case`; members
/// are written as Step Functions writes them, at every depth. All of it is checked while it compiles: a service, an
/// operation, a member or the value of an enum that is not there, a required member that is missing, a value of another
/// kind. What the call gives has the operation's own types, whose fields are the members in `snake_case`:
///
/// | Member | Field |
/// |---|---|
/// | that AWS always sends | its type |
/// | a list or a map | `Vec`, `BTreeMap`; empty where it is missing |
/// | any other | `Option` of its type |
/// | text, enum, blob, point in time | `String` |
/// | a number of 32 bits, of 64 bits, with a fraction | `i32`, `i64`, `f64` |
///
/// A member that need not be given takes an `Option` too, such as the token of the next page. `None` is sent as `null`, which
/// the calls of the SDK take as not given.
///
/// All calls of a workflow share these types. Like a task's call it takes `.retry(…)`, `.timeout_seconds(…)`, `.named("…")`
/// before `.await`, and `.resource("arn:…")`, which narrows its permissions where the members are known only at run time.
///
/// | Form | Meaning |
/// |---|---|
/// | `sdk!(s::o { M: v })` | a call |
/// | `sdk!(s::o -> Result<T, E> { M: v })` | the same, with a result or an error type of one's own; `_` keeps the other |
/// | `sdk!(w => s::o { M: v })` | a call that the builder `w` records |
/// | `sdk!(s::o)` | the operation where a task is named: `Answers::on_json(sdk!(s::o), …)` |
/// | `unknown M: v` | a member that is newer than the catalogue |
/// | `sdk!(unknown "s:o", action = "s:O", resource = "*", { M: v })` | an operation that is newer |
/// | `sdk!(s::o.wait_for_task_token -> Result<T, E> { M: { "token": TaskToken } })` | a call that waits for a callback with the token |
///
/// # Example
/// ```
/// use serde_json::json;
/// use sfn_dsl::{integration::service::ServiceError, prelude::*, testing::{Answers, assert_equivalent}};
///
/// /// Reads a page.
/// #[workflow(name = "read-page")]
/// pub async fn read_page(key: String) -> Result<Vec<String>, ServiceError> {
///     let found = sdk!(textract::detect_document_text {
///         Document: { S3Object: { Bucket: "${Papers}", Name: key } }
///     })
///     .retry(Retry::on(["Textract.ThrottlingException"]))
///     .await?;
///     Ok(found.blocks.iter().filter_map(|block| block.text.clone()).collect())
/// }
///
/// let answers = Answers::new().succeed(
///     sdk!(textract::detect_document_text),
///     &json!({ "Blocks": [{ "BlockType": "PAGE" }, { "BlockType": "LINE", "Text": "Hello" }] }),
/// );
/// let run = answers.run(read_page("a.png".to_owned()));
/// assert_eq!(run.result, Ok(vec!["Hello".to_owned()]));
/// assert_equivalent(|| read_page("a.png".to_owned()), &answers);
/// ```
///
/// # ASL
/// ```json
/// {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:textract:detectDocumentText",
///  "Arguments": {"Document": {"S3Object": {"Bucket": "${Papers}", "Name": "{% $key %}"}}}}
/// ```
///
/// # Permissions
/// Those of the operation, on what its members name.
///
/// # Errors
/// [`ServiceError`](integration::service::ServiceError), whose names are those of Step Functions: `Textract.BadDocumentException`.
/// For a `match`, the macro also writes an error type with a variant for each error that the API names, and `TimedOut` and
/// `Other`. Several operations can share one, and variants of one's own follow in braces:
///
/// ```
/// use sfn_dsl::{prelude::*, testing::{Answers, RunError}};
///
/// sdk! {
///     /// How a table is not deleted.
///     pub enum DeleteError: dynamodb::delete_table {
///         /// It is not to be deleted.
///         Kept { table: String },
///     }
/// }
///
/// /// Deletes a table that may be gone already.
/// #[workflow(name = "clean-up")]
/// pub async fn clean_up(table: String) -> Result<bool, DeleteError> {
///     if table == "orders" {
///         return Err(DeleteError::Kept { table });
///     }
///     match sdk!(dynamodb::delete_table -> Result<_, DeleteError> { TableName: table }).await {
///         Ok(_) => Ok(true),
///         Err(DeleteError::ResourceNotFound) => Ok(false),
///         Err(error) => Err(error),
///     }
/// }
///
/// let answers = Answers::new()
///     .fail(sdk!(dynamodb::delete_table -> Result<_, DeleteError>), &DeleteError::ResourceInUse);
/// let run = answers.run(clean_up("drafts".to_owned()));
/// assert_eq!(run.result, Err(RunError::Returned(DeleteError::ResourceInUse)));
/// ```
///
/// # Source
/// <https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html>
#[cfg(feature = "definitions")]
pub use sfn_macros::sdk;
/// Makes an `async fn` a step: a part of workflows that has a name.
///
/// A workflow awaits it like a task, and so does another step. Its states stand in the place of the call, so it needs no
/// state of its own; `return` ends the step, and its errors are matched or handed on with `?` as those of a call. Called
/// twice, its states are there twice. It takes values or shared references, and returns `Result<T, E>` with an error enum
/// that derives [`TaskError`](derive@TaskError). It cannot call itself, neither directly nor through other steps.
///
/// With `#[step(kind = Express)]` both Standard and Express workflows can call it, else Standard ones.
///
/// # Example
/// ```
/// use sfn_dsl::{prelude::*, testing::{Answers, assert_equivalent}};
///
/// #[derive(Clone, Debug, PartialEq, TaskError)]
/// pub enum StockError {
///     OutOfStock,
/// }
///
/// #[task(lambda = "reserve")]
/// pub async fn reserve(item: String) -> Result<u32, StockError>;
///
/// #[task(lambda = "release")]
/// pub async fn release(item: String) -> Result<(), StockError>;
///
/// /// Both or none.
/// #[step]
/// pub async fn reserve_pair(first: &str, second: &str) -> Result<u32, StockError> {
///     let shelf = reserve(first.to_owned()).await?;
///     if let Err(error) = reserve(second.to_owned()).await {
///         release(first.to_owned()).await?;
///         return Err(error);
///     }
///     Ok(shelf)
/// }
///
/// #[workflow]
/// pub async fn bedroom() -> Result<u32, StockError> {
///     match reserve_pair("bed", "lamp").await {
///         Ok(shelf) => Ok(shelf),
///         Err(StockError::OutOfStock) => reserve_pair("sofa", "rug").await,
///     }
/// }
///
/// let answers = Answers::new().fail(reserve, &StockError::OutOfStock).succeed(release, &());
/// assert_equivalent(|| bedroom(), &answers);
/// let states: Vec<_> = bedroom::definition().machine.walk().map(|state| state.name.to_string()).collect();
/// assert_eq!(states, ["Reserve", "Reserve 2", "Release", "Reserve 3", "Reserve 4", "Release 2", "Fail"]);
/// ```
pub use sfn_macros::step;
/// Makes an `async fn` a task: a Lambda function that a workflow calls.
///
/// `lambda` is the function's name, its ARN, or a `${Placeholder}` that gets its value at deployment. With a body the
/// function runs natively: in tests, under `--local`, and as the handler of the Lambda function. With `;` in place of
/// a body its answers come from [`testing::Answers`] or a mock file.
///
/// One argument whose JSON is an object is the payload itself; else the payload is an object with a member for each
/// argument. A parameter of type [`RetryCount`] is told how often the call was tried before. A parameter of type [`TaskToken`] makes it a callback: it is not passed at the call, and the call's result
/// is what somebody sends with the token.
///
/// A call takes `.retry(…)`, `.timeout_seconds(…)`, `.heartbeat_seconds(…)` and `.named("…")` before `.await`.
///
/// # Example
/// ```
/// use sfn_dsl::prelude::*;
///
/// #[derive(Debug, TaskError)]
/// pub enum ReviewError {
///     #[sfn(timeout)]
///     NobodyAnswered,
/// }
///
/// /// Mails the reviewer a link that holds the token.
/// #[task(lambda = "${ReviewFunction}")]
/// pub async fn review(document: String, token: TaskToken) -> Result<bool, ReviewError>;
///
/// #[workflow(name = "reviewed")]
/// pub async fn reviewed(document: String) -> Result<bool, ReviewError> {
///     review(document).timeout_seconds(3_600).named("AskForReview").await
/// }
///
/// let definition = sfn_asl::write::to_value(&reviewed::definition().machine);
/// let state = &definition["States"]["AskForReview"];
/// assert_eq!(state["Resource"], "arn:aws:states:::lambda:invoke.waitForTaskToken");
/// assert_eq!(state["Arguments"]["FunctionName"], "${ReviewFunction}");
/// assert_eq!(state["Arguments"]["Payload"]["token"], "{% $states.context.Task.Token %}");
/// assert_eq!(state["TimeoutSeconds"], 3_600);
/// ```
///
/// # Permissions
/// `lambda:InvokeFunction` on the function.
pub use sfn_macros::task;
/// Makes an `async fn` a workflow: it stays that function, and gets a definition that does the same in Step Functions.
///
/// The function takes what an execution's input is, and returns `Result<Output, Error>`, with an error enum that derives
/// [`TaskError`](derive@TaskError). `name_of_the_function::definition()` gives the definition, which `sfn-deploy` deploys.
///
/// | Setting | Meaning |
/// |---|---|
/// | `name = "…"` | the state machine's name, 1 to 80 letters, digits, `-` and `_`; without it the function's, with `-` for `_` |
/// | `kind = Express` | an Express workflow: it has no callbacks and waits for no other workflow; `Standard` without it |
/// | `timeout_seconds = …` | how long an execution may take, 1 to 99,999,999 s |
///
/// A doc comment on the function is the machine's `Comment`; one on a statement is that of the state it makes.
/// What cannot be done inside Step Functions does not compile, and the message says what can.
///
/// # Example
/// ```
/// use sfn_dsl::{prelude::*, testing::{Answers, assert_equivalent}};
///
/// #[derive(Clone, Debug, PartialEq, TaskError)]
/// pub enum StockError {
///     OutOfStock,
/// }
///
/// #[task(lambda = "reserve")]
/// pub async fn reserve(item: String) -> Result<u32, StockError>;
///
/// /// Reserves each item, three at a time.
/// #[workflow(name = "reserve-all", kind = Express)]
/// pub async fn reserve_all(items: Vec<String>) -> Result<u32, StockError> {
///     let shelves = sfn::map(items, 3, async |item| reserve(item).await).await?;
///     Ok(shelves.len() as u32)
/// }
///
/// let answers = Answers::new().succeed(reserve, &7);
/// let items = || vec!["lamp".to_owned(), "chair".to_owned()];
/// assert_eq!(answers.run(reserve_all(items())).result, Ok(2));
/// assert_equivalent(|| reserve_all(items()), &answers);
///
/// let definition = sfn_asl::write::to_value(&reserve_all::definition().machine);
/// assert_eq!(definition["Comment"], "Reserves each item, three at a time.");
/// let map = &definition["States"]["Shelves"];
/// assert_eq!((&map["Type"], &map["MaxConcurrency"]), (&"Map".into(), &3.into()));
/// ```
pub use sfn_macros::workflow;
#[cfg(not(feature = "definitions"))]
pub use task::TaskFuture;
pub use task::{RetryCount, TaskToken};

/// What a workflow file begins with: `use sfn_dsl::prelude::*;`.
pub mod prelude {
    pub use serde::{Deserialize, Serialize};

    pub use crate::{
        CsvRow, Data, Expr, IntoExpr, RetryCount, TaskError, TaskToken, step,
        surface::{array, cond, none, some, text, tuple},
        task, workflow,
    };
    #[cfg(feature = "definitions")]
    pub use crate::{
        Retry,
        builder::{Called, W, Workflow},
        optimized, sdk, sfn,
        task::{Express, Standard},
    };
}

/// What generated code calls. Not a public interface.
#[doc(hidden)]
pub mod __private {
    pub use sfn_task::Handler;

    #[cfg(feature = "definitions")]
    pub use crate::testing::{CannotCompare, Compare, Generated};
    pub use crate::{
        TaskFuture,
        code::{BinaryOperator, Code, Root},
        data::{Data, Fields, Flatten, IntoExpr, ProxyOf, shape},
        error::{
            Either, ErrorKind, ErrorType, ErrorVariant, IsToldApart, Propagates, TaskFailure,
            ToldApart, read_cause,
        },
        expr::{Expr, field},
        handler::{handler, lambda_failure},
        print::{print, to_template},
        surface::{constants::json, enums, errors, members, *},
        task::Task,
    };
    #[cfg(feature = "definitions")]
    pub use crate::{
        builder::{
            DifferentBranches, ScopeOf, Settings, W, bind_err, bind_ok, define, err_value,
            error_of, into_error, is_err, is_ok, ok_value, result_of, scope,
        },
        glue::*,
        inline::{AssociatedFunction, Gives, Method, associated_function, bound, method},
        integration::{http::header::checked as header_name, service},
        native::{Argument, WorkflowFuture},
        retry::Retry,
        sfn::{CsvCell, CsvRow, RowCode, cell, cell_of, checked_label, checked_percent},
        step::{Step, StepFuture},
        task::{
            Awaitable, Callback, Express, Integration, Pattern, RequestResponse, RunAJob, Standard,
        },
    };
    pub use ::{serde, serde_json};
    #[cfg(feature = "definitions")]
    pub use ::{sfn_asl, sfn_local, sfn_local::Definition};
}
