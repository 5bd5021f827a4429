//! Callbacks of containers: `ecs::run_task(..).wait_for_task_token(..)`, which says which container gets the token.

use super::{CallbackOutput, WaitForTaskToken, ecs::RunTask};
use crate::{
    builder::Called,
    error::ErrorType,
    native::{TaskFuture, TokenPlace},
    task::{Callback, Integration, Kind, Supports, Task},
};

impl<T: CallbackOutput, E: ErrorType> Task for RunTask<WaitForTaskToken<T, E>> {
    type Output = T;
    type Error = E;
    type Pattern = Callback;
    const NAME: &'static str = "run_task";
    const PATH: &'static str = "ecs::run_task::wait_for_task_token";

    fn integration() -> Integration {
        let resource = "arn:aws:states:::ecs:runTask.waitForTaskToken";
        super::integration(resource, &["TaskDefinition"], None, None)
    }

    fn handler() -> Option<sfn_local::Handler> {
        None
    }

    fn lambda_function() -> Option<&'static str> {
        None
    }
}

impl TaskFuture<RunTask> {
    /// Waits until somebody calls back with the task token, which this container gets as a variable of its environment.
    ///
    /// What the callback delivers is a `T` or an `E`. Only a Standard workflow can.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::ecs, prelude::*, testing::Answers};
    ///
    /// #[derive(Debug, TaskError)]
    /// pub enum Broken { Broken }
    ///
    /// let count = ecs::run_task("${Counter}").wait_for_task_token::<u32, Broken>("app", "TASK_TOKEN");
    /// let run = Answers::new().succeed(ecs::run_task::wait_for_task_token::<u32, Broken>, &7).run(count);
    /// assert_eq!(run.result.unwrap(), 7);
    /// assert_eq!(run.calls[0].payload["Overrides"]["ContainerOverrides"][0]["Name"], "app");
    /// ```
    pub fn wait_for_task_token<T: CallbackOutput, E: ErrorType>(
        self,
        container: &'static str,
        variable: &'static str,
    ) -> TaskFuture<RunTask<WaitForTaskToken<T, E>>> {
        self.__become(Some(TokenPlace::Environment { container, variable }))
    }
}

impl<K: Kind + Supports<Callback>> Called<K, RunTask> {
    /// Waits until somebody calls back with the task token, which this container gets as a variable of its environment.
    pub fn wait_for_task_token<T: CallbackOutput, E: ErrorType>(
        self,
        container: &'static str,
        variable: &'static str,
    ) -> Called<K, RunTask<WaitForTaskToken<T, E>>> {
        self.__become(Some(TokenPlace::Environment { container, variable }))
    }
}

/// `run_task(..).wait_for_task_token(..)`, as tests name it.
pub fn wait_for_task_token<T: CallbackOutput, E: ErrorType>(
    task_definition: &str,
    container: &'static str,
    variable: &'static str,
) -> TaskFuture<RunTask<WaitForTaskToken<T, E>>> {
    super::ecs::run_task(task_definition).wait_for_task_token(container, variable)
}
