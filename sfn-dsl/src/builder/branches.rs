//! The branches of a Parallel state: what they give and how they fail, together.
//!
//! As natively ([`try_join!`](crate::sfn::try_join)): branches that all fail with one type give that type, others an
//! [`Either`]. The first is an inherent method, which comes before the trait's where it applies.

use crate::{code::Code, expr::Expr, sfn::Either};

use super::{Called, ScopeOf};

/// The scopes of a Parallel state's branches, as a tuple.
pub trait Branches {
    /// What the branches give, as a tuple.
    type Outputs: 'static;
    /// How they fail, as nested [`Either`]s.
    type Error: 'static;
    /// What each of them gives or fails with, as a tuple of expressions.
    type Results;

    /// The elements of what the Parallel state gives.
    #[doc(hidden)]
    fn __results(joined: &Code) -> Self::Results;
}

/// A Parallel whose branches fail with different types: its outcome is what it is.
#[doc(hidden)]
pub trait DifferentBranches: Sized {
    /// The same call.
    #[must_use]
    fn __joined(self) -> Self {
        self
    }
}

impl<K, T: 'static, E: 'static> DifferentBranches for Called<K, ScopeOf<T, E>> {}

macro_rules! either {
    ($only:ident) => { $only };
    ($first:ident $($later:ident)+) => { Either<$first, either!($($later)+)> };
}

macro_rules! branches {
    ($($output:ident $error:ident $index:literal)*; $same:ty) => {
        impl<$($output: 'static, $error: 'static,)*> Branches for ($(ScopeOf<$output, $error>,)*) {
            type Outputs = ($($output,)*);
            type Error = either!($($error)*);
            type Results = ($(Expr<Result<$output, $error>>,)*);

            fn __results(joined: &Code) -> Self::Results {
                ($(Expr::__new(joined.index($index)),)*)
            }
        }

        impl<K, $($output: 'static,)* Z: 'static> Called<K, ScopeOf<($($output,)*), $same>> {
            /// Every branch fails with the same type.
            #[doc(hidden)]
            pub fn __joined(self) -> Called<K, ScopeOf<($($output,)*), Z>> {
                self.with_outcome()
            }
        }
    };
}

branches! { A AA 0; Z }
branches! { A AA 0 B BB 1; Either<Z, Z> }
branches! { A AA 0 B BB 1 C CC 2; Either<Z, Either<Z, Z>> }
branches! { A AA 0 B BB 1 C CC 2 D DD 3; Either<Z, Either<Z, Either<Z, Z>>> }
branches! { A AA 0 B BB 1 C CC 2 D DD 3 E EE 4; Either<Z, Either<Z, Either<Z, Either<Z, Z>>>> }
branches! { A AA 0 B BB 1 C CC 2 D DD 3 E EE 4 F FF 5; Either<Z, Either<Z, Either<Z, Either<Z, Either<Z, Z>>>>> }
branches! { A AA 0 B BB 1 C CC 2 D DD 3 E EE 4 F FF 5 G GG 6; Either<Z, Either<Z, Either<Z, Either<Z, Either<Z, Either<Z, Z>>>>>> }
branches! { A AA 0 B BB 1 C CC 2 D DD 3 E EE 4 F FF 5 G GG 6 H HH 7; Either<Z, Either<Z, Either<Z, Either<Z, Either<Z, Either<Z, Either<Z, Z>>>>>>> }
