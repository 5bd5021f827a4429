//! Methods that Rust has and a workflow does not: each says what to write instead.

use crate::expr::Expr;

macro_rules! refused {
    ($($trait:ident $message:literal $label:literal $note:literal: $($method:ident($($argument:ident),*)),*;)*) => {$(
        /// Implemented for nothing: it explains itself where it is wanted.
        #[doc(hidden)]
        #[diagnostic::on_unimplemented(message = $message, label = $label, note = $note)]
        pub trait $trait {}

        impl<T> Expr<T> {$(
            #[doc = concat!("Refused: ", $label, ".")]
            #[must_use]
            pub fn $method<$($argument),*>(&self, $(_: $argument),*) -> Self
            where
                T: $trait,
            {
                self.clone()
            }
        )*}
    )*};
}

refused! {
    OverflowIsNotSeen
        "overflow of `{Self}` is not seen inside Step Functions"
        "JSONata's numbers do not end where the type does"
        "compare before you compute, or do it in a task":
        checked_add(A), checked_sub(A), checked_mul(A), checked_div(A), checked_rem(A), checked_pow(A),
        wrapping_add(A), wrapping_sub(A), wrapping_mul(A), overflowing_add(A), overflowing_sub(A),
        overflowing_mul(A), saturating_add(A), saturating_sub(A), saturating_mul(A);
    RoundedDifferently
        "this function of `{Self}` is rounded differently inside Step Functions"
        "JSONata's result may differ from Rust's in the last digit"
        "do it in a task":
        powi(A), powf(A), exp(), ln(), log(A), log2(), log10(), sin(), cos(), tan();
    ChangesInPlace
        "a workflow cannot change a `{Self}` in place like this"
        "a new value takes the old one's place"
        "assign what is left: `xs = xs.iter().filter(|x| ..).cloned().collect();`":
        dedup(), dedup_by_key(A), retain(A), truncate(A), pop(), remove(A), insert(A, B), drain(A), swap(A, B),
        sort_by(A), rotate_left(A), rotate_right(A);
}
