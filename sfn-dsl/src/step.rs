//! Steps: functions whose statements become a part of each workflow that calls them.

use std::{future::Future, marker::PhantomData};

use crate::{
    builder::{Outcome, ScopeOf, W},
    code::Code,
    error::ErrorType,
    retry::Retry,
    task::{Kind, OwnState},
};

/// A step: implemented by the type that `#[step]` makes under the function's name.
pub trait Step: 'static {
    /// What it gives.
    type Output: 'static;
    /// How it fails.
    type Error: ErrorType;
    /// `Express` where workflows of both kinds can call it.
    type Kind: Kind;
    /// The file it stands in.
    const FILE: &'static str;

    /// Writes its statements down.
    #[doc(hidden)]
    fn __record(
        w: &W<Self::Kind>,
        scope: &ScopeOf<Self::Output, Self::Error>,
        arguments: Vec<Code>,
    );
}

/// The outcome of the step `S`.
pub struct StepOf<S>(PhantomData<fn() -> S>);

impl<S: Step> Outcome for StepOf<S> {
    type Output = S::Output;
    type Error = S::Error;
}

/// A call of the step `S`, to be awaited; what a `#[step]` function returns.
///
/// Natively it runs the function itself. Inside a workflow the function's states stand in the place of the call.
#[must_use = "a step runs when it is awaited"]
pub struct StepFuture<S, F> {
    run: F,
    step: PhantomData<fn() -> S>,
}

impl<S: Step, F: Future<Output = Result<S::Output, S::Error>>> StepFuture<S, F> {
    /// Called by `#[step]`.
    #[doc(hidden)]
    pub const fn __new(run: F) -> Self {
        Self { run, step: PhantomData }
    }
}

impl<S, F> StepFuture<S, F> {
    /// A step cannot be retried: its calls can.
    #[doc(hidden)]
    pub const fn retry(self, _: Retry) -> Self
    where
        S: OwnState,
    {
        self
    }

    /// A step has no time limit: its calls have.
    #[doc(hidden)]
    pub const fn timeout_seconds(self, _: u32) -> Self
    where
        S: OwnState,
    {
        self
    }

    /// A step has no state to name.
    #[doc(hidden)]
    pub const fn named(self, _: &'static str) -> Self
    where
        S: OwnState,
    {
        self
    }
}

/// Not boxed, so that rustc sees a step that calls itself.
impl<S, F: Future> IntoFuture for StepFuture<S, F> {
    type Output = F::Output;
    type IntoFuture = F;

    fn into_future(self) -> F {
        self.run
    }
}
