//! What [`sdk!`](macro@crate::sdk) and [`optimized!`](macro@crate::optimized) make: calls of any operation that Step Functions knows.

mod members;
mod value;

use std::{marker::PhantomData, rc::Rc};

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{
    TaskError,
    builder::Called,
    code::Code,
    error::ErrorType,
    native::{TaskFuture, TokenPlace},
    task::{Integration, Kind, Pattern, Supports, Task},
};

pub use members::{Members, Rest, Written, optional, or_empty, required};
pub use value::{
    Expression, Fits, IsObject, MayFit, Object, OptionalExpression, Structure, Tree, expression,
    list, object, optional_expression, task_token,
};

/// An operation with its pattern; the macros make one for each that is called.
#[doc(hidden)]
pub trait ServiceOperation: 'static {
    /// What it gives.
    type Output: DeserializeOwned + 'static;
    /// How its states wait.
    type Pattern: Pattern;
    /// The function that its states are named after.
    const NAME: &'static str;
    /// What follows `arn:aws:states:::`, such as `ecs:runTask.sync`.
    const RESOURCE: &'static str;
    /// The action and its resource, where no table knows them.
    const PERMISSION: Option<(&'static str, &'static str)> = None;
}

/// A call of the operation `O`, that gives a `T` or fails with an `E`.
pub struct ServiceCall<O, T, E> {
    operation: PhantomData<fn() -> O>,
    outcome: PhantomData<fn() -> Result<T, E>>,
}

impl<O: ServiceOperation, T: DeserializeOwned + 'static, E: ErrorType> Task
    for ServiceCall<O, T, E>
{
    type Output = T;
    type Error = E;
    type Pattern = O::Pattern;
    const NAME: &'static str = O::NAME;

    fn integration() -> Integration {
        Integration {
            resource: format!("arn:aws:states:::{}", O::RESOURCE),
            arguments: Rc::new(|request| request.into_iter().next().unwrap_or_default()),
            token: None,
            result: None,
            caught: std::convert::identity,
            nested: false,
            permission: O::PERMISSION,
        }
    }

    fn handler() -> Option<sfn_local::Handler> {
        None
    }

    fn lambda_function() -> Option<&'static str> {
        None
    }
}

/// A native call with this request, in which the task token has this place.
#[doc(hidden)]
pub fn call<M: Task>(request: Value, task_token: Option<&'static str>) -> TaskFuture<M> {
    let Value::Object(arguments) = request else { unreachable!("a request is an object") };
    TaskFuture::__of_arguments(arguments, task_token.map(TokenPlace::At))
}

/// The function that stands for an operation where a task is named: `Answers::on_json(sdk!(textract::…), …)`.
#[doc(hidden)]
pub fn named<M: Task>() -> fn() -> TaskFuture<M> {
    || TaskFuture::__of_arguments(serde_json::Map::new(), None)
}

impl<O: ServiceOperation, T: DeserializeOwned + 'static, E: ErrorType>
    TaskFuture<ServiceCall<O, T, E>>
{
    /// What the call may be made on, where its parameters are known only at run time: an ARN, in which `*` stands for
    /// anything. Without it the policy allows all resources of the type.
    ///
    /// # Permissions
    /// The operation's actions on this resource alone.
    pub const fn resource(self, arn: &'static str) -> Self {
        let _ = arn;
        self
    }
}

impl<K: Kind, O: ServiceOperation, T: DeserializeOwned + 'static, E: ErrorType>
    Called<K, ServiceCall<O, T, E>>
{
    /// What the call may be made on, where its parameters are known only at run time: an ARN, in which `*` stands for
    /// anything. Without it the policy allows all resources of the type.
    ///
    /// # Permissions
    /// The operation's actions on this resource alone.
    pub fn resource(self, arn: &str) -> Self {
        self.__permit(arn)
    }
}

impl<K: Kind> crate::builder::W<K> {
    /// Called by `sdk!` and `optimized!`: a call with this request.
    #[doc(hidden)]
    pub fn __service<M: Task>(&self, request: Code) -> Called<K, M>
    where
        K: Supports<M::Pattern>,
    {
        self.task(vec![request])
    }
}

/// How an operation fails, where a call names no error type of its own.
///
/// Each error has the name that Step Functions gives it, such as `Textract.BadDocumentException`, so that one can be
/// told by its name; an error type, `sdk! { enum MyError: service::operation }`, does the same without a state.
///
/// # Example
/// ```
/// use sfn_dsl::{integration::service::ServiceError, prelude::*};
///
/// /// Deletes a table that may be gone already.
/// #[workflow(name = "clean-up")]
/// pub async fn clean_up(table: String) -> Result<bool, ServiceError> {
///     match sdk!(dynamodb::delete_table { TableName: table }).await {
///         Ok(_) => Ok(true),
///         Err(ServiceError::Other { name, .. }) if name == "DynamoDb.ResourceNotFoundException" => Ok(false),
///         Err(error) => Err(error),
///     }
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, TaskError)]
pub enum ServiceError {
    /// It took too long.
    #[sfn(timeout)]
    TimedOut,
    /// Any other error.
    #[sfn(other)]
    Other {
        /// `Error`, such as `Textract.BadDocumentException`.
        name: String,
        /// `Cause`
        cause: String,
    },
}
