//! The builder: a workflow recorded as it is written down.
//!
//! One layer for two users. By hand, with closures: `w.when(…, |w| …)`. And by the twin that `#[workflow]` makes, with
//! calls in a straight line (`begin_choice`, `arm`, `end_choice`), so that `return`, `break` and `?` need no closures.

mod call;
mod control;
mod define;
mod recorder;

use std::{cell::RefCell, marker::PhantomData, rc::Rc};

pub use call::{Arguments, Called, Callee, Outcome, ScopeOf};
pub use define::Workflow;

use recorder::Recorder;

use crate::{
    code::{BinaryOperator, Code},
    data::{Data, IntoExpr},
    expr::Expr,
    task::{Kind, Standard},
};

/// A workflow that is being written down.
///
/// A state is added by each call that needs one: [`call`](Self::call), [`map`](Self::map), [`sleep`](Self::sleep),
/// [`when`](Self::when), …; values in between ride along.
pub struct W<K = Standard> {
    recorder: Rc<RefCell<Recorder>>,
    kind: PhantomData<fn() -> K>,
}

impl<K> Clone for W<K> {
    fn clone(&self) -> Self {
        Self { recorder: Rc::clone(&self.recorder), kind: PhantomData }
    }
}

impl<K: Kind> W<K> {
    fn new() -> Self {
        Self { recorder: Rc::default(), kind: PhantomData }
    }

    /// Says where the next states come from: the line, and a comment for the next one.
    #[doc(hidden)]
    pub fn __at(&self, line: u32, comment: Option<&str>) -> &Self {
        self.recorder.borrow_mut().at(line, comment);
        self
    }

    /// Says what the next state without a name of its own is called.
    #[doc(hidden)]
    pub fn __name(&self, name: &str) -> &Self {
        self.recorder.borrow_mut().name_next(name);
        self
    }

    /// A named value that does not change. It needs no state.
    ///
    /// What is only another name for a field stays that field; everything else becomes a workflow variable.
    pub fn let_<T>(&self, name: &str, value: impl IntoExpr<T>) -> Expr<T> {
        let value = value.into_expr();
        let mut recorder = self.recorder.borrow_mut();
        if recorder.is_alias(value.__code()) {
            return value;
        }
        Expr::__new(Code::Variable(recorder.bind(name, value.__code().clone(), true)))
    }

    /// A variable, to be assigned again with [`assign`](Self::assign).
    pub fn let_mut<T>(&self, name: &str, value: impl IntoExpr<T>) -> Expr<T> {
        let value = value.into_expr();
        Expr::__new(Code::Variable(self.recorder.borrow_mut().bind(
            name,
            value.__code().clone(),
            false,
        )))
    }

    /// A variable that every way on assigns before it is read: the value of an `if`, a `match` or a `loop`.
    #[doc(hidden)]
    pub fn __declare<T>(&self, name: &str, stable: bool) -> Expr<T> {
        Expr::__new(Code::Variable(self.recorder.borrow_mut().declare(name, stable)))
    }

    /// A new value for a variable, or for a field of one.
    pub fn assign<T>(&self, place: &Expr<T>, value: impl IntoExpr<T>) {
        self.recorder.borrow_mut().assign(place.__code(), value.into_expr().__code().clone());
    }

    /// `xs.push(x)`
    #[doc(hidden)]
    pub fn __push<T: Data>(&self, place: &Expr<Vec<T>>, element: Expr<T>) {
        let element = Code::Array(vec![element.__code().clone()]);
        let element = if T::__IS_ARRAY { Code::Array(vec![element]) } else { element };
        let value = Code::call("append", [place.__code().clone(), element]);
        self.recorder.borrow_mut().assign(place.__code(), value);
    }

    /// `text.push_str(more)`
    #[doc(hidden)]
    pub fn __push_str(&self, place: &Expr<String>, more: &Expr<String>) {
        let value = Code::binary(
            BinaryOperator::Concatenate,
            place.__code().clone(),
            more.__code().clone(),
        );
        self.recorder.borrow_mut().assign(place.__code(), value);
    }
}
