//! What patterns of lists ask: `[first, rest @ ..]`.

use crate::{
    code::{
        BinaryOperator::{self, And, Equal, GreaterOrEqual, Less, Subtract},
        Code,
    },
    data::Data,
    expr::Expr,
};

use super::iterators::by_index;

fn count(list: &Code) -> Code {
    Code::call("count", [list.clone()])
}

fn compare(operator: BinaryOperator, left: Code, right: impl Into<serde_json::Value>) -> Code {
    Code::binary(operator, left, Code::Literal(right.into()))
}

/// Whether there are exactly so many elements.
pub fn has<T: Data>(list: &Expr<Vec<T>>, elements: usize) -> Expr<bool> {
    Expr::__new(compare(Equal, count(list.__code()), elements))
}

/// Whether there are so many elements or more.
pub fn has_at_least<T: Data>(list: &Expr<Vec<T>>, elements: usize) -> Expr<bool> {
    Expr::__new(compare(GreaterOrEqual, count(list.__code()), elements))
}

/// The element `index`, which is there; from the end where it is negative.
pub fn element_at<T: Data>(list: &Expr<Vec<T>>, index: i64) -> Expr<T> {
    let index = Code::Literal(index.into());
    Expr::__new(Code::Index(list.__code().clone().into(), index.into()))
}

/// The elements without the first `before` and the last `after`.
pub fn between<T: Data>(list: &Expr<Vec<T>>, before: usize, after: usize) -> Expr<Vec<T>> {
    let list = list.__code();
    Expr::__new(by_index::<T>(list, |index| {
        let end = Code::binary(Subtract, count(list), Code::Literal(after.into()));
        let starts = compare(GreaterOrEqual, index.clone(), before);
        match (before, after) {
            (_, 0) => starts,
            (0, _) => Code::binary(Less, index, end),
            _ => Code::binary(And, starts, Code::binary(Less, index, end)),
        }
    }))
}
