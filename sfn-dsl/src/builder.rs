//! The builder: a workflow recorded as it is written down.
//!
//! One layer for two users. By hand, with closures: `w.when(…, |w| …)`. And by the twin that `#[workflow]` makes, with
//! calls in a straight line (`begin_choice`, `arm`, `end_choice`), so that `return`, `break` and `?` need no closures.

mod branches;
mod call;
mod caught;
mod control;
mod define;
mod map_run;
mod race;
mod recorder;
mod results;
mod tries;

use std::{cell::RefCell, marker::PhantomData, rc::Rc};

pub use crate::ir::LoopId;
pub use branches::{DifferentBranches, ParallelBranches};
pub use call::{Arguments, Called, Callee, Outcome, ScopeOf};
pub use caught::Caught;
pub use control::{Choose, IntoError};
pub use define::{Settings, Workflow, define, scope};
pub use map_run::{MapItems, MapRunOf, StagedItems};
pub use race::OneOutput;
pub use results::{
    ErrorOfResult, bind_err, bind_ok, err_value, error_of, into_error, is_err, is_ok, ok_value,
    result_of,
};

use recorder::Recorder;

use crate::{
    code::Code,
    data::{Data, IntoExpr},
    expr::Expr,
    ir::{Statement, Until},
    surface,
    task::{Kind, Standard},
};

/// A workflow that is being written down.
///
/// A state is added by each call that needs one: [`call`](Self::call), [`map`](Self::map), [`sleep`](Self::sleep),
/// [`when`](Self::when), …; values in between ride along.
///
/// A part that several workflows share is a Rust function over `W`, or a [`step`](macro@crate::step) that is
/// [called](Self::call).
///
/// # Example
/// ```
/// use sfn_dsl::prelude::*;
///
/// #[derive(Debug, TaskError)]
/// enum StockError {
///     OutOfStock,
/// }
///
/// #[task(lambda = "reserve")]
/// async fn reserve(item: String) -> Result<u32, StockError>;
///
/// /// Two shelves, added up.
/// fn reserve_pair(w: &W, first: &Expr<String>, second: &str) -> Expr<u32> {
///     let first = w.call(reserve, (first,));
///     let second = w.call(reserve, (second.to_owned(),));
///     first.clone() + second.clone()
/// }
///
/// let workflow = Workflow::<String, u32>::new("bedroom", |w, item| {
///     let sum = reserve_pair(w, &item, "lamp");
///     w.done(sum);
/// });
/// assert_eq!(workflow.definition().machine.walk().count(), 2);
/// ```
pub struct W<K = Standard> {
    recorder: Rc<RefCell<Recorder>>,
    kind: PhantomData<fn() -> K>,
}

/// What can have a name in a workflow.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "this is nothing that a workflow can keep",
    label = "only values travel between states",
    note = "of an iterator, `.collect::<Vec<_>>()` makes a value; an `Ordering` is used where it is made"
)]
pub trait Kept {
    /// What it is a value of.
    type Type;
    #[doc(hidden)]
    fn __kept(self) -> Expr<Self::Type>;
}

#[diagnostic::do_not_recommend]
impl<T> Kept for Expr<T> {
    type Type = T;

    fn __kept(self) -> Self {
        self
    }
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

    /// The same workflow, written down by a step for another kind.
    fn of_kind<L>(&self) -> W<L> {
        W { recorder: Rc::clone(&self.recorder), kind: PhantomData }
    }

    /// Begins a statement: its line, and the comment and the name of the first state it makes.
    #[doc(hidden)]
    pub fn __at(&self, line: u32, comment: Option<&str>, name: Option<&str>) {
        self.recorder.borrow_mut().at(line, comment, name);
    }

    /// The line of the next state.
    #[doc(hidden)]
    pub fn __line(&self, line: u32) {
        self.recorder.borrow_mut().line = line;
    }

    /// What the next state is called where the statement gives no name.
    #[doc(hidden)]
    pub fn __hint(&self, name: &str) {
        self.recorder.borrow_mut().hint = Some(name.to_owned());
    }

    /// A named value that does not change. It needs no state.
    ///
    /// What is only another name for a field stays that field; everything else becomes a workflow variable.
    pub fn let_<T>(&self, name: &str, value: impl IntoExpr<T>) -> Expr<T> {
        self.__let(name, value.into_expr())
    }

    /// A variable, to be assigned again with [`assign`](Self::assign).
    pub fn let_mut<T>(&self, name: &str, value: impl IntoExpr<T>) -> Expr<T> {
        self.__let_mut(name, value.into_expr())
    }

    #[doc(hidden)]
    pub fn __let<V: Kept>(&self, name: &str, value: V) -> Expr<V::Type> {
        let value = value.__kept();
        let mut recorder = self.recorder.borrow_mut();
        if recorder.is_alias(value.__code()) {
            recorder.name_result(value.__code(), name);
            return value;
        }
        Expr::__new(Code::Variable(recorder.bind(name, value.__code().clone(), true)))
    }

    /// A variable, also where the value is only a part of something.
    #[doc(hidden)]
    #[expect(clippy::needless_pass_by_value, reason = "the twin gives its expressions away")]
    pub fn __hold<T>(&self, name: &str, value: Expr<T>) -> Expr<T> {
        Expr::__new(Code::Variable(self.recorder.borrow_mut().bind(
            name,
            value.__code().clone(),
            true,
        )))
    }

    /// The value as it is now: a variable where it could change, or differ each time.
    #[doc(hidden)]
    #[expect(clippy::needless_pass_by_value, reason = "the twin gives its expressions away")]
    pub fn __freeze<T>(&self, value: Expr<T>) -> Expr<T> {
        Expr::__new(self.__freeze_code(value.__code().clone()))
    }

    #[doc(hidden)]
    pub fn __freeze_code(&self, value: Code) -> Code {
        self.recorder.borrow_mut().freeze(value)
    }

    #[doc(hidden)]
    pub fn __let_mut<V: Kept>(&self, name: &str, value: V) -> Expr<V::Type> {
        let value = value.__kept().__code().clone();
        Expr::__new(Code::Variable(self.recorder.borrow_mut().bind(name, value, false)))
    }

    #[doc(hidden)]
    #[expect(clippy::needless_pass_by_value, reason = "the twin gives its expressions away")]
    pub fn __assign<T>(&self, place: &Expr<T>, value: Expr<T>) {
        self.recorder.borrow_mut().assign(place.__code(), value.__code().clone());
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

    /// Adds an element at the end: `xs.push(x)`.
    pub fn push<T: Data>(&self, place: &Expr<Vec<T>>, element: impl IntoExpr<T>) {
        self.assign(place, surface::pushed(place, element.into_expr()));
    }

    /// Adds elements at the end: `xs.extend(more)`.
    pub fn extend<T: Data>(&self, place: &Expr<Vec<T>>, more: impl IntoExpr<Vec<T>>) {
        self.assign(place, surface::extended(place, more.into_expr()));
    }

    /// Names the next state, which otherwise takes its name from what it does.
    pub fn name_next(&self, name: &str) {
        self.recorder.borrow_mut().name_next(name);
    }

    /// `Comment` of the next state.
    pub fn comment_next(&self, comment: &str) {
        self.recorder.borrow_mut().comment_next(comment);
    }

    /// Waits a computed time.
    #[doc(hidden)]
    pub fn __sleep(&self, count: Code, factor: u32) {
        let until = Until::Seconds(crate::glue::seconds(count, factor));
        self.recorder.borrow_mut().statement("Wait", |site| Statement::Wait { until, site });
    }
}
