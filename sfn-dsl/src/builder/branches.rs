//! The branches of a Parallel state: what they give and how they fail, together.
//!
//! As natively ([`try_join!`](crate::sfn::try_join)): branches that all fail with one type give that type, others an
//! [`Either`]. The first is an inherent method, which comes before the trait's where it applies.

use crate::sfn::Either;

use super::{Called, ScopeOf};

/// The scopes of a Parallel state's branches, as a tuple.
pub trait Branches {
    /// What the branches give, as a tuple.
    type Outputs: 'static;
    /// How they fail, as nested [`Either`]s.
    type Error: 'static;
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
    ($($output:ident $error:ident)*; $same:ty) => {
        impl<$($output: 'static, $error: 'static,)*> Branches for ($(ScopeOf<$output, $error>,)*) {
            type Outputs = ($($output,)*);
            type Error = either!($($error)*);
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

branches! { A AA; Z }
branches! { A AA B BB; Either<Z, Z> }
branches! { A AA B BB C CC; Either<Z, Either<Z, Z>> }
branches! { A AA B BB C CC D DD; Either<Z, Either<Z, Either<Z, Z>>> }
branches! { A AA B BB C CC D DD E EE; Either<Z, Either<Z, Either<Z, Either<Z, Z>>>> }
branches! { A AA B BB C CC D DD E EE F FF; Either<Z, Either<Z, Either<Z, Either<Z, Either<Z, Z>>>>> }
branches! { A AA B BB C CC D DD E EE F FF G GG; Either<Z, Either<Z, Either<Z, Either<Z, Either<Z, Either<Z, Z>>>>>> }
branches! { A AA B BB C CC D DD E EE F FF G GG H HH; Either<Z, Either<Z, Either<Z, Either<Z, Either<Z, Either<Z, Either<Z, Z>>>>>>> }
