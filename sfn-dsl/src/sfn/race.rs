//! The first of several things: a Parallel state that its first branch ends.
//!
//! A Parallel ends before all of its branches do only where one of them fails. So the branch that is first leaves with an
//! error of its own, whose cause is the JSON text of the value, and a catcher takes the value out of it.

use std::{
    future::{IntoFuture, poll_fn},
    task::Poll,
};

use futures_util::{FutureExt, future::LocalBoxFuture};
use serde::{Serialize, de::DeserializeOwned};
use sfn_local::TaskFailure;

use crate::{native::end_run, surface::errors::cause_text};

/// Awaits several futures at once and gives what the first one gives, be it a value or an error; the others are given
/// up: a Parallel state.
///
/// All branches give the same `Result`. Where two end at the same moment, the earlier branch is first.
///
/// # Example
/// ```
/// use sfn_dsl::{prelude::*, testing::{Answers, assert_equivalent}};
///
/// #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
/// pub enum Decision {
///     Approved,
///     Rejected,
///     Silent,
/// }
///
/// #[derive(Clone, Debug, PartialEq, TaskError)]
/// pub enum ApprovalError {
///     NoSuchPerson,
/// }
///
/// #[task(lambda = "ask")]
/// pub async fn ask(request: String, token: TaskToken) -> Result<Decision, ApprovalError>;
///
/// #[workflow(name = "ask-for-a-day")]
/// pub async fn ask_for_a_day(request: String) -> Result<Decision, ApprovalError> {
///     let decision = sfn::race!(ask(request), async {
///         sfn::sleep(sfn::hours(24)).await;
///         Ok(Decision::Silent)
///     })?;
///     Ok(decision)
/// }
///
/// let request = || ask_for_a_day("a new chair".to_owned());
/// let answers = Answers::new().succeed(ask, &Decision::Approved).taking(sfn::hours(5));
/// assert_eq!(answers.run(request()).result, Ok(Decision::Approved));
/// assert_equivalent(request, &answers);
///
/// let answers = Answers::new().succeed(ask, &Decision::Approved).taking(sfn::hours(30));
/// assert_eq!(answers.run(request()).result, Ok(Decision::Silent));
/// assert_equivalent(request, &answers);
/// ```
///
/// # ASL
/// ```json
/// {
///   "Type": "Parallel",
///   "Branches": [{
///     "StartAt": "Ask",
///     "States": {
///       "Ask": {"Type": "Task", "Assign": {"ask": "{% $states.result.Payload %}"}, "Next": "Won"},
///       "Won": {"Type": "Fail", "Error": "Race.Won", "Cause": "{% $string({'value': $ask}) %}"}
///     }
///   }],
///   "End": true,
///   "Catch": [{
///     "ErrorEquals": ["Race.Won"],
///     "Assign": {"decision": "{% $parse($states.errorOutput.Cause).value %}"},
///     "Next": "…"
///   }]
/// }
/// ```
/// The history shows the Parallel as failed, with `Race.Won`; that is how it ends well.
///
/// # Units
/// The JSON text of the value has at most about 32,700 characters, since a `Cause` has at most 32,768; neither a native
/// run nor a local one looks at that. As in every `Cause`, numbers have at most 15 significant digits, natively too.
///
/// # Errors
/// The error of the branch that is first. What goes on in the others is no matter any more: an activity or a callback that
/// they wait for finds its token closed, and a Lambda function that they called runs to its end.
///
/// # Source
/// <https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html>
#[doc(inline)]
pub use crate::__sfn_race as race;

#[doc(hidden)]
#[macro_export]
macro_rules! __sfn_race {
    ($first:expr $(, $branch:expr)* $(,)?) => {
        $crate::sfn::Race::of($first)$(.or($branch))*.first().await
    };
}

/// What a branch of a race gives.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a branch of the race gives `{Self}`, where `Result<{T}, {E}>` is wanted",
    label = "gives `{Self}`",
    note = "any branch may be the first, so all give the same `Result`: `async {{ sfn::sleep(..).await; Ok(..) }}`"
)]
pub trait Finish<T, E> {
    /// The result.
    fn finish(self) -> Result<T, E>;
}

#[diagnostic::do_not_recommend]
impl<T, E> Finish<T, E> for Result<T, E> {
    fn finish(self) -> Self {
        self
    }
}

/// The branches of a race, in order.
#[doc(hidden)]
pub struct Race<'a, T, E>(Vec<LocalBoxFuture<'a, Result<T, E>>>);

impl<'a, T: 'a, E: 'a> Race<'a, T, E> {
    /// A race of one.
    #[must_use]
    pub fn of<A>(branch: A) -> Self
    where
        A: IntoFuture<Output: Finish<T, E> + 'a, IntoFuture: 'a>,
    {
        Self(Vec::new()).or(branch)
    }

    /// With another branch.
    #[must_use]
    pub fn or<A>(mut self, branch: A) -> Self
    where
        A: IntoFuture<Output: Finish<T, E> + 'a, IntoFuture: 'a>,
    {
        self.0.push(branch.into_future().map(Finish::finish).boxed_local());
        self
    }

    /// What the first branch gives, as it comes out of a `Cause`.
    pub async fn first(mut self) -> Result<T, E>
    where
        T: Serialize + DeserializeOwned,
    {
        let first = poll_fn(|context| {
            let mut polled = self.0.iter_mut().map(|branch| branch.poll_unpin(context));
            polled.find(Poll::is_ready).unwrap_or(Poll::Pending)
        });
        let value = serde_json::to_value(first.await?);
        match value.and_then(|value| serde_json::from_str(&cause_text(&value))) {
            Ok(value) => Ok(value),
            Err(problem) => end_run(TaskFailure::new("States.Runtime", problem.to_string())).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use crate::{native, sfn};

    async fn after<T>(seconds: u64, result: Result<T, &'static str>) -> Result<T, &'static str> {
        sfn::sleep(sfn::seconds(seconds)).await;
        result
    }

    #[test]
    fn the_first_decides() {
        let race = |a: Result<u8, _>, b| {
            native::run(async move {
                let first = sfn::race!(after(9, Ok(0)), after(3, a), after(2, b));
                (first, native::with_current(|environment| environment.elapsed()))
            })
        };
        let two_seconds = Duration::from_secs(2);
        assert_eq!(race(Ok(1), Ok(2)), Ok((Ok(2), two_seconds)));
        assert_eq!(race(Ok(1), Err("no")), Ok((Err("no"), two_seconds)));
    }

    #[test]
    fn of_two_at_the_same_moment_the_earlier_branch_is_first() {
        let first = native::run(async {
            let in_two_steps = async {
                after(1, Ok(())).await?;
                after(2, Ok(1)).await
            };
            sfn::race!(in_two_steps, after(3, Ok(2)), after(4, Ok(3)))
        });
        assert_eq!(first, Ok(Ok(1)));
    }

    #[test]
    fn a_number_has_the_digits_of_a_cause() {
        let first = native::run(async { sfn::race!(after(1, Ok(0.1 + 0.2)), after(2, Ok(1.0))) });
        assert_eq!(first, Ok(Ok(0.3)));
    }
}
