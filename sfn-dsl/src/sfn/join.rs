//! Several things at once: a Parallel state.
//!
//! The branches may fail with different error types. Where all have one type, `try_join!` gives that type; otherwise
//! it gives an [`Either`], which `?` takes apart, since every error enum that has the errors `A` and `B` also has
//! `Either<A, B>`.

use futures_util::{TryFutureExt, future};

pub use crate::error::Either;

/// Awaits several futures at once and gives a tuple of what each gives: a Parallel state.
///
/// No branch ends another one: each `Result` is an element of the tuple.
///
/// # Example
/// ```
/// use sfn_dsl::{native, sfn};
///
/// let both = native::run(async {
///     sfn::join!(async { Ok::<_, String>(1) }, async { Err::<u8, _>("no") })
/// });
/// assert_eq!(both, Ok((Ok(1), Err("no"))));
/// ```
///
/// # Source
/// <https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html>
#[doc(inline)]
pub use crate::__sfn_join as join;
/// Awaits several futures at once and gives a tuple of their values, or the first error by time: a Parallel state.
///
/// # Example
/// ```
/// use sfn_dsl::{native, sfn};
///
/// async fn answer(n: u32) -> Result<u32, String> {
///     if n == 0 { Err("nothing".to_owned()) } else { Ok(n) }
/// }
/// let run = |a, b| native::run(async move { sfn::try_join!(answer(a), answer(b)) });
/// assert_eq!(run(1, 2), Ok(Ok((1, 2))));
/// assert_eq!(run(1, 0), Ok(Err("nothing".to_owned())));
/// ```
///
/// # ASL
/// ```json
/// {"Type": "Parallel", "Branches": [{"StartAt": "…", "States": {}}], "Assign": {"a": "{% $states.result[0] %}"}}
/// ```
///
/// # Errors
/// The branches that are still running are given up. Branches with different error types give
/// [`sfn::Either`](crate::sfn::Either), which `?` turns into an error enum that has both.
///
/// # Source
/// <https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html>
#[doc(inline)]
pub use crate::__sfn_try_join as try_join;

#[doc(hidden)]
#[macro_export]
macro_rules! __sfn_join {
    ($($branch:expr),+ $(,)?) => {
        $crate::sfn::__join::all(
            $crate::__sfn_nested!(pair $($branch),+),
            $crate::__sfn_flat!($([$branch])+),
        ).await
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __sfn_try_join {
    ($($branch:expr),+ $(,)?) => {{
        #[allow(unused_imports, reason = "only used where the error types differ")]
        use $crate::sfn::__join::DifferentErrors as _;
        $crate::sfn::__join::try_all(
            $crate::__sfn_nested!(try_pair $($branch),+),
            $crate::__sfn_flat!($([$branch])+),
        ).await.__result()
    }};
}

/// `a, b, c` as `pair(a, pair(b, c))`.
#[doc(hidden)]
#[macro_export]
macro_rules! __sfn_nested {
    ($pair:ident $last:expr) => { $last };
    ($pair:ident $first:expr, $($later:expr),+) => {
        $crate::sfn::__join::$pair($first, $crate::__sfn_nested!($pair $($later),+))
    };
}

/// From nested pairs to a tuple of as many.
#[doc(hidden)]
#[macro_export]
macro_rules! __sfn_flat {
    ($a:tt) => {
        |a| (a,)
    };
    ($a:tt $b:tt) => {
        |(a, b)| (a, b)
    };
    ($a:tt $b:tt $c:tt) => {
        |(a, (b, c))| (a, b, c)
    };
    ($a:tt $b:tt $c:tt $d:tt) => {
        |(a, (b, (c, d)))| (a, b, c, d)
    };
    ($a:tt $b:tt $c:tt $d:tt $e:tt) => {
        |(a, (b, (c, (d, e))))| (a, b, c, d, e)
    };
    ($a:tt $b:tt $c:tt $d:tt $e:tt $f:tt) => {
        |(a, (b, (c, (d, (e, f)))))| (a, b, c, d, e, f)
    };
    ($a:tt $b:tt $c:tt $d:tt $e:tt $f:tt $g:tt) => {
        |(a, (b, (c, (d, (e, (f, g))))))| (a, b, c, d, e, f, g)
    };
    ($a:tt $b:tt $c:tt $d:tt $e:tt $f:tt $g:tt $h:tt) => {
        |(a, (b, (c, (d, (e, (f, (g, h)))))))| (a, b, c, d, e, f, g, h)
    };
    ($($too_many:tt)+) => {
        compile_error!(
            "at most 8 branches; put some of them into an `async` block with a join of its own"
        )
    };
}

/// What the macros call.
#[doc(hidden)]
pub mod __join {
    pub use super::{DifferentErrors, TryJoined, all, pair, try_all, try_pair};
}

#[doc(hidden)]
pub async fn pair<A: IntoFuture, B: IntoFuture>(a: A, b: B) -> (A::Output, B::Output) {
    future::join(a.into_future(), b.into_future()).await
}

#[doc(hidden)]
pub async fn try_pair<A, B, T, U, E, F>(a: A, b: B) -> Result<(T, U), Either<E, F>>
where
    A: IntoFuture<Output = Result<T, E>>,
    B: IntoFuture<Output = Result<U, F>>,
{
    let first = a.into_future().map_err(Either::First);
    future::try_join(first, b.into_future().map_err(Either::Later)).await
}

#[doc(hidden)]
pub async fn all<F: IntoFuture, T>(nested: F, flat: impl FnOnce(F::Output) -> T) -> T {
    flat(nested.await)
}

#[doc(hidden)]
pub async fn try_all<F, N, T, E>(nested: F, flat: impl FnOnce(N) -> T) -> TryJoined<T, E>
where
    F: IntoFuture<Output = Result<N, E>>,
{
    TryJoined(nested.await.map(flat))
}

/// The result of branches whose error types may differ.
#[doc(hidden)]
pub struct TryJoined<T, E>(Result<T, E>);

/// The result as it is. Where all branches fail with one type, the inherent `__result` comes before this one.
#[doc(hidden)]
pub trait DifferentErrors {
    /// The values.
    type Outputs;
    /// The nested [`Either`]s, or the error of the only branch.
    type Error;
    /// The result as it is.
    fn __result(self) -> Result<Self::Outputs, Self::Error>;
}

impl<T, E> DifferentErrors for TryJoined<T, E> {
    type Outputs = T;
    type Error = E;

    fn __result(self) -> Result<T, E> {
        self.0
    }
}

/// The one type behind nested [`Either`]s.
trait OneError<E> {
    /// The error.
    fn only(self) -> E;
}

impl<E> OneError<E> for E {
    fn only(self) -> E {
        self
    }
}

impl<E, R: OneError<E>> OneError<E> for Either<E, R> {
    fn only(self) -> E {
        match self {
            Self::First(error) => error,
            Self::Later(later) => later.only(),
        }
    }
}

// One for each number of branches, so that an error type which is yet to be inferred leaves no choice between them.
macro_rules! one_error {
    ($(($($value:ident)+) $nested:ty;)+) => {$(
        impl<$($value,)+ S> TryJoined<($($value,)+), $nested> {
            #[doc(hidden)]
            pub fn __result(self) -> Result<($($value,)+), S> {
                self.0.map_err(OneError::only)
            }
        }
    )+};
}

one_error! {
    (A B) Either<S, S>;
    (A B C) Either<S, Either<S, S>>;
    (A B C D) Either<S, Either<S, Either<S, S>>>;
    (A B C D F) Either<S, Either<S, Either<S, Either<S, S>>>>;
    (A B C D F G) Either<S, Either<S, Either<S, Either<S, Either<S, S>>>>>;
    (A B C D F G H) Either<S, Either<S, Either<S, Either<S, Either<S, Either<S, S>>>>>>;
    (A B C D F G H I) Either<S, Either<S, Either<S, Either<S, Either<S, Either<S, Either<S, S>>>>>>>;
}

#[cfg(test)]
mod tests {
    use super::Either;
    use crate::{native, sfn};

    #[derive(Debug, PartialEq)]
    struct A(u8);
    #[derive(Debug, PartialEq)]
    struct B;
    #[derive(Debug, PartialEq)]
    enum Both {
        A(A),
        B(B),
    }
    impl From<A> for Both {
        fn from(error: A) -> Self {
            Self::A(error)
        }
    }
    impl From<B> for Both {
        fn from(error: B) -> Self {
            Self::B(error)
        }
    }
    // What the derive of an error enum writes.
    impl<F, L> From<Either<F, L>> for Both
    where
        Self: From<F> + From<L>,
    {
        fn from(error: Either<F, L>) -> Self {
            match error {
                Either::First(error) => error.into(),
                Either::Later(error) => error.into(),
            }
        }
    }

    async fn after<T, E>(seconds: u64, result: Result<T, E>) -> Result<T, E> {
        sfn::sleep(sfn::seconds(seconds)).await;
        result
    }

    #[test]
    fn question_mark_takes_different_errors_apart() {
        let joined = |a: Result<u8, A>, b: Result<&'static str, B>| {
            native::run(async move {
                let (n, text, m) =
                    sfn::try_join!(after(3, a), after(2, b), after(1, Ok::<u8, A>(7)))?;
                Ok::<_, Both>(format!("{n}{text}{m}"))
            })
        };
        assert_eq!(joined(Ok(1), Ok("x")), Ok(Ok("1x7".to_owned())));
        assert_eq!(joined(Err(A(1)), Ok("x")), Ok(Err(Both::A(A(1)))));
        assert_eq!(joined(Err(A(1)), Err(B)), Ok(Err(Both::B(B))), "the earlier one by time");
    }

    #[test]
    fn one_error_type_stays_what_it_is() {
        let joined: Result<(u8, u8, u8, u8), A> = native::run(async {
            sfn::try_join!(
                after(1, Ok(1)),
                after(2, Ok(2)),
                after(9, Err::<u8, _>(A(3))),
                after(5, Err(A(4))),
            )
        })
        .unwrap();
        assert_eq!(joined, Err(A(4)));
        assert_eq!(native::run(async { sfn::try_join!(after(1, Err::<u8, _>(B))) }), Ok(Err(B)));
    }

    #[test]
    fn join_waits_for_all() {
        let elapsed = || native::with_current(|environment| environment.elapsed());
        let joined = native::run(async {
            let all = sfn::join!(after(3, Ok::<_, B>(1)), after(2, Err::<u8, _>(B)), async { "x" });
            (all, elapsed())
        });
        assert_eq!(joined, Ok(((Ok(1), Err(B), "x"), sfn::seconds(3))));
    }
}
