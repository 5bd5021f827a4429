//! Errors of tasks and workflows: one enum gives `Catch`, `match` and the handler's answer.

use serde::de::DeserializeOwned;
pub use sfn_task::TaskFailure;

mod told_apart;

pub use told_apart::{IsToldApart, ToldApart};

/// One variant of an error enum, as a state machine sees it.
#[derive(Clone, Copy, Debug)]
pub struct ErrorVariant {
    /// The variant's name in Rust.
    pub rust_name: &'static str,
    /// What it stands for.
    pub kind: ErrorKind,
}

/// What a variant of an error enum stands for.
#[derive(Clone, Copy, Debug)]
pub enum ErrorKind {
    /// The error of this name.
    Named(&'static str),
    /// `#[sfn(timeout)]`: `States.Timeout` and `States.HeartbeatTimeout`.
    Timeout,
    /// `#[sfn(other)]`: every error without a variant of its own.
    Other,
    /// `#[from]`: the variants of another error enum, under their own names.
    Transparent(&'static [ErrorVariant]),
}

impl ErrorVariant {
    /// The error names for `ErrorEquals`; `States.ALL` for [`ErrorKind::Other`].
    pub fn names(&self) -> Vec<&'static str> {
        match self.kind {
            ErrorKind::Named(name) => vec![name],
            ErrorKind::Timeout => vec!["States.Timeout", "States.HeartbeatTimeout"],
            ErrorKind::Other => vec!["States.ALL"],
            ErrorKind::Transparent(variants) => variants.iter().flat_map(Self::names).collect(),
        }
    }
}

/// An error enum of a task or a workflow. Derive it: `#[derive(Debug, TaskError)]`.
///
/// A failure is `Error`, the name, and `Cause`, the JSON text of the variant's fields.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an error that a workflow knows",
    label = "this error type has no names for `Catch`",
    note = "derive it: `#[derive(Debug, TaskError)]`"
)]
pub trait ErrorType: Sized + 'static {
    /// The variants in the order of the enum.
    #[doc(hidden)]
    const __VARIANTS: &'static [ErrorVariant];

    /// See `__VARIANTS`.
    #[doc(hidden)]
    fn __variants() -> &'static [ErrorVariant] {
        Self::__VARIANTS
    }

    /// `Error` and `Cause`; the cause is the JSON text of the fields, empty where there are none.
    #[doc(hidden)]
    fn __to_failure(&self) -> TaskFailure;

    /// The variant for a failure whose cause is the JSON text of the fields; `None` where no variant stands for it.
    #[doc(hidden)]
    fn __from_failure(failure: &TaskFailure) -> Option<Self>;
}

/// The fields of an error's variant, out of the cause.
#[doc(hidden)]
pub fn read_cause<T: DeserializeOwned>(failure: &TaskFailure) -> Option<T> {
    #[cfg(all(debug_assertions, feature = "definitions"))]
    if let Some(value) = crate::testing::Sampler::stand_in() {
        return value.ok();
    }
    serde_json::from_str(&failure.cause).ok()
}

/// `?` on an `E` inside something that fails with `Self` keeps the error's name.
#[diagnostic::on_unimplemented(
    message = "`{E}` cannot become `{Self}` inside Step Functions",
    label = "an error that is not caught keeps its name, so no `From` runs here",
    note = "give `{Self}` a variant `#[from] {E}`, or handle the error: `match` on the call, or `.map_err(..)`"
)]
pub trait Propagates<E> {}

impl<E> Propagates<E> for E {}

/// One of two errors: what `sfn::try_join!` gives where the branches fail with different types.
///
/// With more than two branches it nests: `Either<A, Either<B, C>>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Either<A, B> {
    /// An error of the first branch.
    First(A),
    /// An error of a later one.
    Later(B),
}

impl<A: ErrorType, B: ErrorType> ErrorType for Either<A, B> {
    const __VARIANTS: &'static [ErrorVariant] = &[
        ErrorVariant { rust_name: "First", kind: ErrorKind::Transparent(A::__VARIANTS) },
        ErrorVariant { rust_name: "Later", kind: ErrorKind::Transparent(B::__VARIANTS) },
    ];

    fn __to_failure(&self) -> TaskFailure {
        match self {
            Self::First(error) => error.__to_failure(),
            Self::Later(error) => error.__to_failure(),
        }
    }

    fn __from_failure(failure: &TaskFailure) -> Option<Self> {
        let first = A::__from_failure(failure).map(Self::First);
        first.or_else(|| B::__from_failure(failure).map(Self::Later))
    }
}
