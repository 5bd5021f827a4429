//! A task call that is awaited.

use std::{
    any::type_name,
    future::Future,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll},
};

use serde::Serialize;
use serde_json::{Map, Value};
use sfn_local::TaskFailure;

use super::{
    attempt::{CallOptions, Callee},
    failure::error_of_failure,
    limit::{end_run, has_ended},
    token_place::TokenPlace,
};
use crate::{data::Data, integration::insert, retry::Retry, task::Task};

/// An argument of a task call, under the name of its parameter.
#[derive(Debug)]
pub struct Argument {
    name: &'static str,
    value: ArgumentValue,
}

#[derive(Debug)]
enum ArgumentValue {
    /// An object can be the whole payload.
    Json { value: Result<Value, String>, is_object: bool },
    /// The token is not an argument of the call; every attempt gets a new one.
    TaskToken,
    /// How often it was tried before.
    RetryCount,
}

impl Argument {
    /// The argument for the parameter `name`.
    pub fn new<T: Data + Serialize>(name: &'static str, value: &T) -> Self {
        let value = serde_json::to_value(value).map_err(|error| error.to_string());
        Self { name, value: ArgumentValue::Json { value, is_object: T::__IS_OBJECT } }
    }

    /// The same where it is known whether the type is an object.
    pub fn json<T: Serialize>(name: &'static str, value: &T, is_object: bool) -> Self {
        let value = serde_json::to_value(value).map_err(|error| error.to_string());
        Self { name, value: ArgumentValue::Json { value, is_object } }
    }

    /// A member of an integration's `Arguments`.
    pub fn member(name: &'static str, value: impl Into<Value>) -> Self {
        Self { name, value: ArgumentValue::Json { value: Ok(value.into()), is_object: false } }
    }

    /// The parameter `name` is the task token.
    pub const fn task_token(name: &'static str) -> Self {
        Self { name, value: ArgumentValue::TaskToken }
    }

    /// The parameter `name` is how often the call was tried before.
    pub const fn retry_count(name: &'static str) -> Self {
        Self { name, value: ArgumentValue::RetryCount }
    }
}

/// A call of the task `M`, to be awaited; what a `#[task]` function and the typed integrations return.
///
/// Awaiting it gives `Result<M::Output, M::Error>`. In a workflow it becomes a Task state. In a native run an
/// installed mock answers, else the task's own body.
///
/// # Errors
/// A failure that `M::Error` has no variant for ends the run, as an error that is not caught ends an execution.
#[must_use = "a task is called when it is awaited"]
pub struct TaskFuture<M: Task> {
    payload: Result<Value, String>,
    token_place: Option<TokenPlace>,
    options: CallOptions,
    running: Option<Running<M>>,
    task: PhantomData<fn() -> M>,
}

type Running<M> = Pin<Box<dyn Future<Output = Outcome<M>>>>;
type Outcome<M> = Result<<M as Task>::Output, <M as Task>::Error>;

impl<M: Task> TaskFuture<M> {
    /// A call with these arguments, in the order of the parameters. Called by `#[task]`:
    /// `__call(vec![Argument::new("amount", &amount), Argument::task_token("token")])`.
    ///
    /// The payload is an object with the parameters' names as keys. A single parameter whose type is an object is
    /// the payload itself.
    #[doc(hidden)]
    pub fn __call(arguments: Vec<Argument>) -> Self {
        let place = |is: fn(&ArgumentValue) -> bool| {
            arguments.iter().find(|argument| is(&argument.value)).map(|argument| argument.name)
        };
        let token_place = place(|value| matches!(value, ArgumentValue::TaskToken));
        let retry_count = place(|value| matches!(value, ArgumentValue::RetryCount));
        Self {
            payload: payload(arguments),
            token_place: token_place.map(TokenPlace::Member),
            options: CallOptions { retry_count, ..CallOptions::default() },
            running: None,
            task: PhantomData,
        }
    }

    /// A call of an integration with these `Arguments`.
    pub(crate) fn __of_arguments(
        arguments: Map<String, Value>,
        token_place: Option<TokenPlace>,
    ) -> Self {
        Self {
            payload: Ok(Value::Object(arguments)),
            token_place,
            options: CallOptions::default(),
            running: None,
            task: PhantomData,
        }
    }

    /// The same call as another task, with a task token or without.
    pub(crate) fn __become<N: Task>(self, token_place: Option<TokenPlace>) -> TaskFuture<N> {
        let Self { payload, options, .. } = self;
        TaskFuture { payload, token_place, options, running: None, task: PhantomData }
    }

    /// Tries again after errors; several retriers are looked at in the order in which they were given.
    ///
    /// # Units
    /// See [`Retry`].
    pub fn retry(mut self, retry: Retry) -> Self {
        self.options.retriers.push(retry);
        self
    }

    /// `TimeoutSeconds`: an attempt that takes longer fails with `States.Timeout`.
    ///
    /// # Units
    /// 1–99,999,999 seconds, AWS default 99,999,999.
    pub const fn timeout_seconds(mut self, seconds: u32) -> Self {
        self.options.timeout_seconds = Some(seconds);
        self
    }

    /// `HeartbeatSeconds`: an attempt without a heartbeat for so long fails with `States.Timeout`.
    ///
    /// Nobody sends heartbeats in a native run, so there it is a second time limit.
    ///
    /// # Units
    /// 1–99,999,999 seconds, less than the timeout.
    pub const fn heartbeat_seconds(mut self, seconds: u32) -> Self {
        self.options.heartbeat_seconds = Some(seconds);
        self
    }

    /// The name of the state; natively it means nothing.
    pub const fn named(self, name: &'static str) -> Self {
        let _ = name;
        self
    }

    /// Sets a member of the payload or of the integration's `Arguments`.
    ///
    /// The typed integrations have a method for each parameter; this is for those that are newer than they are.
    pub fn argument(mut self, key: &str, value: impl Into<Value>) -> Self {
        if let Ok(Value::Object(members)) = &mut self.payload {
            members.insert(key.to_owned(), value.into());
        }
        self
    }

    /// Sets a member at a path such as `Document.S3Object.Bucket` of the integration's `Arguments`.
    pub(crate) fn __member(mut self, path: &str, value: impl Into<Value>) -> Self {
        if let Ok(Value::Object(members)) = &mut self.payload {
            insert(members, path, value.into());
        }
        self
    }

    /// Sets `key` in the object that is the argument `argument`.
    #[doc(hidden)]
    pub fn __entry(mut self, argument: &str, key: &str, value: impl Into<Value>) -> Self {
        if let Ok(Value::Object(members)) = &mut self.payload {
            let entries = members.entry(argument).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(entries) = entries {
                entries.insert(key.to_owned(), value.into());
            }
        }
        self
    }
}

/// The payload of a call.
pub(super) fn payload(arguments: Vec<Argument>) -> Result<Value, String> {
    let is_alone = arguments.len() == 1;
    let mut members = Map::new();
    for Argument { name, value } in arguments {
        let ArgumentValue::Json { value, is_object } = value else { continue };
        let value = value.map_err(|error| format!("the argument `{name}` has no JSON: {error}"))?;
        if is_alone && is_object {
            return Ok(value);
        }
        members.insert(name.to_owned(), value);
    }
    Ok(Value::Object(members))
}

async fn perform<M: Task>(
    payload: Result<Value, String>,
    token_place: Option<TokenPlace>,
    options: CallOptions,
) -> Outcome<M> {
    let payload = match payload {
        Ok(payload) => payload,
        Err(problem) => return end_run(run_time_failure::<M>(&problem)).await,
    };
    match Callee::of::<M>().call(payload, token_place, options).await {
        Ok(result) => match serde_path_to_error::deserialize(result) {
            Ok(output) => Ok(output),
            Err(error) => {
                let problem =
                    format!("the answer is not a `{}`: {error}", type_name::<M::Output>());
                end_run(run_time_failure::<M>(&problem)).await
            }
        },
        Err(failure) => match error_of_failure(&failure) {
            Some(error) => Err(error),
            None => end_run(failure).await,
        },
    }
}

fn run_time_failure<M: Task>(problem: &str) -> TaskFailure {
    TaskFailure::new("States.Runtime", format!("the task `{}`: {problem}", M::NAME))
}

impl<M: Task> Future for TaskFuture<M> {
    type Output = Outcome<M>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if has_ended() {
            return Poll::Pending;
        }
        let this = &mut *self;
        let running = this.running.get_or_insert_with(|| {
            let payload = std::mem::replace(&mut this.payload, Ok(Value::Null));
            let options = std::mem::take(&mut this.options);
            Box::pin(perform::<M>(payload, this.token_place, options))
        });
        running.as_mut().poll(context)
    }
}
