//! How a call waits: the methods that say it, of what a function of this module returns.

use std::marker::PhantomData;

use super::CallbackOutput;
use crate::{
    builder::Called,
    error::ErrorType,
    native::{TaskFuture, TokenPlace},
    task::{Callback, Integration, Kind, NoPattern, RunAJob, Supports, Task},
};

/// The pattern of a call that waits for a callback, which delivers a `T` or an `E`.
pub struct WaitForTaskToken<T, E>(PhantomData<fn() -> Result<T, E>>);

/// A call of a service, for which nothing is said yet of how it waits.
#[diagnostic::on_unimplemented(
    message = "this call does not wait for a response",
    label = "how it waits is said already, or it is no call of a service"
)]
pub trait OfService: Task {
    /// Whose method `run_job` is.
    #[doc(hidden)]
    type Job;
    /// Whose method `wait_for_task_token` is.
    #[doc(hidden)]
    type Callback;
    /// The same operation as a job.
    #[doc(hidden)]
    type Running: Task;
    /// The same operation with a callback.
    #[doc(hidden)]
    type Waiting<T: CallbackOutput, E: ErrorType>: Task;
    /// Where the task token goes.
    #[doc(hidden)]
    fn token() -> Option<TokenPlace>;
}

/// A method is the same for all services.
#[doc(hidden)]
pub enum ForAll {}
/// A service has a method of its own.
#[doc(hidden)]
pub enum ByHand {}

/// A call of a service that can run as a job.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `.run_job()`: Step Functions waits for the response alone",
    label = "no job that could be waited for",
    note = "drop `.run_job()`; what goes on after the response is asked for with a call of its own, in a loop with `sfn::sleep`"
)]
pub trait RunsAsJob: OfService {}

/// A call of a service that can wait for a callback.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `.wait_for_task_token()`: Step Functions gives it no task token",
    label = "no callback that could be waited for",
    note = "drop `.wait_for_task_token()`, or send the token with `sqs::send_message`, `sns::publish` or a `#[task]` with a `TaskToken`"
)]
pub trait WaitsForTaskToken: OfService {}

/// An operation in a pattern that it does not have; no call is one.
#[doc(hidden)]
pub struct Unsupported<T, E>(PhantomData<fn() -> Result<T, E>>);

impl<T: CallbackOutput, E: ErrorType> Task for Unsupported<T, E> {
    type Output = T;
    type Error = E;
    type Pattern = NoPattern;
    const NAME: &'static str = "";

    fn integration() -> Integration {
        super::integration("", &[], None, None)
    }

    fn handler() -> Option<sfn_local::Handler> {
        None
    }

    fn lambda_function() -> Option<&'static str> {
        None
    }
}

impl<M: OfService> TaskFuture<M> {
    /// Waits for the response alone, as a call does of which nothing else is said.
    pub fn request_response(self) -> Self {
        self
    }
}

impl<M: OfService<Job = ForAll>> TaskFuture<M> {
    /// Waits for the end of the job: `.sync`.
    ///
    /// Only a Standard workflow can.
    pub fn run_job(self) -> TaskFuture<M::Running>
    where
        M: RunsAsJob,
    {
        self.__become(None)
    }
}

impl<M: OfService<Callback = ForAll>> TaskFuture<M> {
    /// Waits until somebody calls back with the task token: `.waitForTaskToken`.
    ///
    /// What the callback delivers is a `T` or an `E`: `.wait_for_task_token::<Decision, Rejected>()`. The function says
    /// where the token stands in the request. Only a Standard workflow can.
    pub fn wait_for_task_token<T: CallbackOutput, E: ErrorType>(
        self,
    ) -> TaskFuture<M::Waiting<T, E>>
    where
        M: WaitsForTaskToken,
    {
        self.__become(M::token())
    }
}

impl<K: Kind, M: OfService> Called<K, M> {
    /// Waits for the response alone, as a call does of which nothing else is said.
    pub fn request_response(self) -> Self {
        self
    }
}

impl<K: Kind, M: OfService<Job = ForAll>> Called<K, M> {
    /// Waits for the end of the job: `.sync`.
    pub fn run_job(self) -> Called<K, M::Running>
    where
        M: RunsAsJob,
        K: Supports<RunAJob>,
    {
        self.__become(None)
    }
}

impl<K: Kind, M: OfService<Callback = ForAll>> Called<K, M> {
    /// Waits until somebody calls back with the task token: `.waitForTaskToken`.
    pub fn wait_for_task_token<T: CallbackOutput, E: ErrorType>(self) -> Called<K, M::Waiting<T, E>>
    where
        M: WaitsForTaskToken,
        K: Supports<Callback>,
    {
        self.__become(M::token())
    }
}
