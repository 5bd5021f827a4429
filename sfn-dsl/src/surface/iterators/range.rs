//! Ranges of numbers: `a..b` and `a..=b`.

use crate::{
    code::Code,
    expr::Expr,
    surface::{
        ExprIter,
        numbers::{Integer, minus_one},
    },
};

/// `from..to`
#[expect(clippy::needless_pass_by_value, reason = "the twin gives its expressions away")]
pub fn range<T: Integer>(from: Expr<T>, to: Expr<T>) -> ExprIter<T> {
    let last = minus_one(to.__code().clone());
    ExprIter::new(Code::Range(from.__code().clone().into(), last.into()))
}

/// `from..=to`
#[expect(clippy::needless_pass_by_value, reason = "the twin gives its expressions away")]
pub fn range_inclusive<T: Integer>(from: Expr<T>, to: Expr<T>) -> ExprIter<T> {
    ExprIter::new(Code::Range(from.__code().clone().into(), to.__code().clone().into()))
}
