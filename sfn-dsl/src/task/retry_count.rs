//! How often a task was tried before.

use serde::{Deserialize, Serialize};

use crate::data::Data;

/// How often the state was tried before: 0 at first, 1 in the first retry.
///
/// A `#[task]` with a parameter of this type is told. The call in the workflow does not pass it; the state adds it to the
/// payload of each attempt, under the parameter's name.
///
/// # Example
/// ```
/// use sfn_dsl::{prelude::*, task::RetryCount, testing::{Answers, assert_equivalent}};
///
/// #[derive(Clone, Debug, PartialEq, TaskError)]
/// pub enum FetchError {
///     Busy,
/// }
///
/// /// The mirror is asked where the first server was busy.
/// #[task(lambda = "fetch")]
/// pub async fn fetch(path: String, attempt: RetryCount) -> Result<String, FetchError> {
///     match attempt.get() {
///         0 => Err(FetchError::Busy),
///         attempt => Ok(format!("mirror-{attempt}/{path}")),
///     }
/// }
///
/// #[workflow]
/// pub async fn download(path: String) -> Result<String, FetchError> {
///     fetch(path).retry(Retry::on(["Busy"])).await
/// }
///
/// assert_eq!(Answers::new().run(download("a".to_owned())).result, Ok("mirror-1/a".to_owned()));
/// assert_equivalent(|| download("a".to_owned()), &Answers::new());
/// ```
///
/// # ASL
/// ```text
/// "Payload": {
///   "path": "{% $states.context.Execution.Input.path %}",
///   "attempt": "{% $states.context.State.RetryCount %}"
/// }
/// ```
///
/// # Source
/// <https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RetryCount(u32);

impl RetryCount {
    /// A count of one's own, for tests.
    pub const fn new(count: u32) -> Self {
        Self(count)
    }

    /// The number.
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl Data for RetryCount {}
