//! The branches of a Parallel state: what they give and how they fail, together.
//!
//! As natively ([`try_join!`](crate::sfn::try_join)): branches that all fail with one type give that type, others an
//! [`Either`]. The first is an inherent method, which comes before the trait's where it applies.

use crate::{code::Code, expr::Expr, sfn::Either, task::Kind};

use super::{Called, ScopeOf, W};

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

/// What the branches of [`W::parallel`] are: a tuple of closures, each of which gives an expression.
pub trait ParallelBranches<K> {
    /// What they give, as a tuple.
    type Outputs: 'static;

    /// Records them.
    #[doc(hidden)]
    fn __record(self, w: &W<K>);
}

impl<K: Kind> W<K> {
    /// Does several things at once, and gives what each gives: a Parallel state.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::prelude::*;
    ///
    /// let workflow = Workflow::<u32, u32>::new("both", |w, n| {
    ///     let both = w.parallel((|_w: &W| n.clone() + 1, |_w: &W| n.clone() * 2));
    ///     let sum = both.0.clone() + both.1.clone();
    ///     w.done(sum);
    /// });
    /// let machine = sfn_asl::write::to_value(&workflow.definition().machine);
    /// assert_eq!(machine["States"]["Parallel"]["Branches"].as_array().map(Vec::len), Some(2));
    /// ```
    pub fn parallel<B: ParallelBranches<K>>(
        &self,
        branches: B,
    ) -> Called<K, ScopeOf<B::Outputs, std::convert::Infallible>> {
        self.__begin_parallel();
        branches.__record(self);
        self.end_parallel()
    }
}

macro_rules! closures {
    ($($closure:ident $output:ident $index:tt)*) => {
        impl<K: Kind, $($closure, $output: 'static,)*> ParallelBranches<K> for ($($closure,)*)
        where
            $($closure: FnOnce(&W<K>) -> Expr<$output>,)*
        {
            type Outputs = ($($output,)*);

            fn __record(self, w: &W<K>) {
                $(
                    let scope = w.__begin_branch::<$output, ()>();
                    let value = (self.$index)(w);
                    w.__return(&scope, value);
                    w.__end_branch(&scope);
                )*
            }
        }
    };
}

closures! { FA A 0 FB B 1 }
closures! { FA A 0 FB B 1 FC C 2 }
closures! { FA A 0 FB B 1 FC C 2 FD D 3 }
closures! { FA A 0 FB B 1 FC C 2 FD D 3 FE E 4 }
closures! { FA A 0 FB B 1 FC C 2 FD D 3 FE E 4 FG G 5 }
closures! { FA A 0 FB B 1 FC C 2 FD D 3 FE E 4 FG G 5 FH H 6 }
closures! { FA A 0 FB B 1 FC C 2 FD D 3 FE E 4 FG G 5 FH H 6 FI I 7 }

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
