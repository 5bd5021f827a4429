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
        "`checked_add`, `saturating_add` and their kin for `-` and `*` work; or compare before you compute":
        checked_rem(A), checked_pow(A), checked_neg(), checked_abs(), wrapping_add(A), wrapping_sub(A),
        wrapping_mul(A), wrapping_div(A), wrapping_neg(), overflowing_add(A), overflowing_sub(A),
        overflowing_mul(A), saturating_pow(A), saturating_div(A);
    RoundedDifferently
        "this function of `{Self}` is rounded differently inside Step Functions"
        "JSONata's result may differ from Rust's in the last digit"
        "write a power as a product: `x * x`; do anything else in a task":
        powi(A), powf(A), exp(), exp2(), ln(), log(A), log2(), log10(), sin(), cos(), tan(), cbrt(), hypot(A),
        mul_add(A, B), to_degrees(), to_radians();
    AlwaysFinite
        "a number inside Step Functions is always finite"
        "JSON has neither `NaN` nor infinity: computing one fails the state"
        "leave the test out, or compare before you divide":
        is_nan(), is_finite(), is_infinite(), is_normal(), is_sign_negative(), is_sign_positive();
    NoBits
        "bits of `{Self}` cannot be reached inside Step Functions"
        "JSONata has numbers, and no bits"
        "do it in a task":
        count_ones(), count_zeros(), leading_zeros(), trailing_zeros(), swap_bytes(), isqrt(),
        ilog2(), ilog10(), is_power_of_two();
    CountsBytes
        "the bytes of `{Self}` cannot be reached inside Step Functions"
        "Rust counts the bytes of a text, JSONata its characters"
        "go over `.chars()`":
        bytes(), as_bytes(), into_bytes(), char_indices(), is_char_boundary(A), rfind(A), is_ascii();
    OtherCase
        "this leaves letters beyond A to Z of `{Self}` as they are, and JSONata does not"
        "JSONata changes the case of all letters"
        "write `.to_lowercase()` or `.to_uppercase()`, on both sides of a comparison":
        to_ascii_lowercase(), to_ascii_uppercase(), eq_ignore_ascii_case(A);
    NotSplitSo
        "`{Self}` cannot be taken apart like this inside Step Functions"
        "JSONata splits at a text from the left"
        "use `.split(text)`, `.split_once(text)`, `.split_whitespace()` or `.lines()`":
        rsplit(A), rsplit_once(A), splitn(A, B), rsplitn(A, B), split_terminator(A), split_inclusive(A),
        split_ascii_whitespace(), matches(A), match_indices(A), trim_matches(A), trim_start_matches(A),
        trim_end_matches(A), replacen(A, B, C);
    NoResultValue
        "`{Self}` is no `Result` by itself inside a workflow"
        "a `Result` ends the function, or is matched where it comes from"
        "put `?` right behind: `option.ok_or(MyError::Missing)?`":
        ok_or(A), ok_or_else(A);
    ChangesInPlace
        "a workflow cannot change a `{Self}` in place like this"
        "a new value takes the old one's place"
        "assign what is left: `xs = xs.iter().filter(|x| ..).cloned().collect();`":
        drain(A), swap(A, B), swap_remove(A), split_off(A), resize(A, B), fill(A), rotate_left(A), rotate_right(A),
        get_or_insert(A), get_or_insert_with(A), get_mut(A), first_mut(), last_mut(), values_mut(),
        entry(A), as_mut_slice();
    CanPanic
        "this could panic on a `{Self}`, and Step Functions knows no panic"
        "it panics where there are too few elements"
        "use `.iter().skip(n)`, `.iter().take(n)` or `.get(i)`":
        split_at(A), copy_from_slice(A), chunks_exact(A), array_windows(), select_nth_unstable(A);
    NotSearchedSo
        "`{Self}` cannot be searched like this inside Step Functions"
        "JSONata goes from the first element to the last"
        "use `.contains(..)`, `.iter().position(..)` or `.iter().find(..)`":
        binary_search(A), binary_search_by(A), binary_search_by_key(A, B), partition_point(A);
}
