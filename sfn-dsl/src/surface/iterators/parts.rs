//! Parts of an iterator: by number, by condition, and in two.

use crate::{
    code::{BinaryOperator, Code},
    data::{Data, IntoExpr, element},
    expr::Expr,
    print::not,
    surface::{Collect, options::option_at, scope},
};

use super::{ExprIter, at, collected, count, indexes, literal, sequence};

fn compare(operator: BinaryOperator, left: Code, right: Code) -> Code {
    Code::binary(operator, left, right)
}

/// The elements whose index fulfils a condition.
pub(crate) fn by_index<T: Data>(array: &Code, condition: impl FnOnce(Code) -> Code) -> Code {
    let kept = scope::indexed_function(|_, index| condition(index));
    collected(Code::call("filter", [sequence(array), kept]), T::__IS_ARRAY)
}

/// The index of the first element that fulfils `condition`, or nothing.
fn first_index<T>(array: &Code, condition: impl FnOnce(Expr<T>) -> Code) -> Code {
    let holds = scope::function(|index| {
        condition(Expr::__new(Code::Index(array.clone().into(), index.into())))
    });
    at(Code::call("filter", [indexes(array), holds]), 0)
}

impl<T: Data> ExprIter<T> {
    /// The first elements, at most `count`.
    #[must_use]
    pub fn take(self, count: impl IntoExpr<usize>) -> Self {
        self.where_index(BinaryOperator::Less, count.into_expr().__code())
    }

    /// All but the first `count` elements.
    #[must_use]
    pub fn skip(self, count: impl IntoExpr<usize>) -> Self {
        self.where_index(BinaryOperator::GreaterOrEqual, count.into_expr().__code())
    }

    fn where_index(self, operator: BinaryOperator, limit: &Code) -> Self {
        Self::new(by_index::<T>(&self.array(), |index| compare(operator, index, limit.clone())))
    }

    /// The first element, and from there every `step`th.
    #[must_use]
    pub fn step_by(self, step: impl IntoExpr<usize>) -> Self {
        let step = step.into_expr().__code().clone();
        Self::new(by_index::<T>(&self.array(), |index| {
            compare(
                BinaryOperator::Equal,
                compare(BinaryOperator::Remainder, index, step),
                literal(0),
            )
        }))
    }

    /// The elements before the first that does not fulfil `condition`.
    #[must_use]
    pub fn take_while(self, condition: impl FnOnce(Expr<T>) -> Expr<bool>) -> Self {
        self.split_where(condition, BinaryOperator::Less)
    }

    /// The first element that does not fulfil `condition`, and all after it.
    #[must_use]
    pub fn skip_while(self, condition: impl FnOnce(Expr<T>) -> Expr<bool>) -> Self {
        self.split_where(condition, BinaryOperator::GreaterOrEqual)
    }

    fn split_where(
        self,
        condition: impl FnOnce(Expr<T>) -> Expr<bool>,
        side: BinaryOperator,
    ) -> Self {
        Self::new(scope::bind(&self.array(), |array| {
            let end = first_index(array, |item| not(condition(item).__code().clone()));
            // Where all fulfil it, that is the end of the array.
            let end = at(Code::call("append", [end, count(array)]), 0);
            scope::bind(&end, |end| by_index::<T>(array, |index| compare(side, index, end.clone())))
        }))
    }

    /// The index of the first element that fulfils `condition`.
    pub fn position(self, condition: impl FnOnce(Expr<T>) -> Expr<bool>) -> Expr<Option<usize>> {
        option_at(&scope::bind(&self.array(), |array| {
            first_index(array, |item| condition(item).__code().clone())
        }))
    }

    /// The elements that fulfil `condition`, and those that do not.
    pub fn partition<C, F>(self, condition: F) -> Expr<(C, C)>
    where
        C: Collect<T>,
        F: Fn(Expr<T>) -> Expr<bool>,
    {
        Expr::__new(scope::bind(&self.array(), |array| {
            let part = |fulfilled: bool| {
                let kept = Self::new(array.clone()).filter(|item| {
                    let holds = condition(item);
                    if fulfilled { holds } else { !holds }
                });
                element::<C>(C::__collect(kept.array()))
            };
            Code::Array(vec![part(true), part(false)])
        }))
    }
}

impl<A: Data, B: Data> ExprIter<(A, B)> {
    /// The first parts of all pairs, and the second ones.
    pub fn unzip<C: Collect<A>, D: Collect<B>>(self) -> Expr<(C, D)> {
        Expr::__new(scope::bind(&self.array(), |array| {
            let pairs = Self::new(array.clone());
            let left = pairs.clone().map(|pair| pair.0.clone());
            let right = pairs.map(|pair| pair.1.clone());
            Code::Array(vec![
                element::<C>(C::__collect(left.array())),
                element::<D>(D::__collect(right.array())),
            ])
        }))
    }
}
