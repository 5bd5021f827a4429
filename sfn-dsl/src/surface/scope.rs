//! Names inside an expression: parameters of functions and bindings of blocks.
//!
//! They are `$it`, `$it2`, … by nesting depth, which makes them deterministic and never the same as a name around
//! them. Workflow variables are never called so.

use std::{cell::Cell, rc::Rc};

use crate::{code::Code, expr::Expr, surface::ExprIter};

thread_local! {
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

/// The names of one nesting level.
pub(crate) struct Names {
    /// The element, or the value of a binding.
    pub(crate) item: Rc<str>,
    /// Its index.
    pub(crate) index: Rc<str>,
    /// A second element, or what a fold has so far.
    pub(crate) other: Rc<str>,
}

/// Runs `body` one level deeper.
pub(crate) fn with<R>(body: impl FnOnce(&Names) -> R) -> R {
    struct Level(usize);
    impl Drop for Level {
        fn drop(&mut self) {
            DEPTH.set(self.0);
        }
    }
    let level = Level(DEPTH.get());
    DEPTH.set(level.0 + 1);
    let item = if level.0 == 0 { "it".to_owned() } else { format!("it{}", level.0 + 1) };
    body(&Names {
        index: format!("{item}_index").into(),
        other: format!("{item}_other").into(),
        item: item.into(),
    })
}

/// `function($it) { body }`
pub(crate) fn function(body: impl FnOnce(Code) -> Code) -> Code {
    with(|names| {
        let body = body(Code::Local(names.item.clone()));
        Code::Function(vec![names.item.clone()], body.into())
    })
}

/// `function($it, $it_index) { body }`
pub(crate) fn indexed_function(body: impl FnOnce(Code, Code) -> Code) -> Code {
    with(|names| {
        let body = body(Code::Local(names.item.clone()), Code::Local(names.index.clone()));
        Code::Function(vec![names.item.clone(), names.index.clone()], body.into())
    })
}

/// `body` of `value`, which is written once: bound to a name if it is long and used more than once.
pub(crate) fn bind(value: &Code, body: impl FnOnce(&Code) -> Code) -> Code {
    if is_short(value) {
        return body(value);
    }
    with(|names| {
        let local = Code::Local(names.item.clone());
        let result = body(&local);
        match uses(&result, &local, false) {
            Uses::Once => result.replace(&|part| (*part == local).then(|| value.clone())),
            Uses::Never => result,
            Uses::Often => Code::Block(vec![(names.item.clone(), value.clone())], result.into()),
        }
    })
}

/// What a block ends with in an expression.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a value that differs each time cannot be kept for this",
    label = "`sfn::uuid()` and its kind are kept where a closure gives a value or an iterator"
)]
pub trait EndOfBlock {
    #[doc(hidden)]
    fn __end(self) -> Code;
    #[doc(hidden)]
    fn __of(code: Code) -> Self;
}

impl<T> EndOfBlock for Expr<T> {
    fn __end(self) -> Code {
        self.__code().clone()
    }

    fn __of(code: Code) -> Self {
        Self::__new(code)
    }
}

impl<T> EndOfBlock for ExprIter<T> {
    fn __end(self) -> Code {
        self.into_array()
    }

    fn __of(code: Code) -> Self {
        Self::new(code)
    }
}

/// `{ let name = value; body }` inside an expression, for a value that differs each time: computed once.
pub fn once<T, B: EndOfBlock>(value: Expr<T>, body: impl FnOnce(Expr<T>) -> B) -> B {
    with(|names| {
        let local = Code::Local(names.item.clone());
        let body = body(Expr::__new(local)).__end();
        B::__of(Code::Block(vec![(names.item.clone(), value.__code().clone())], body.into()))
    })
}

/// A constant, or a name with at most a few keys after it.
fn is_short(code: &Code) -> bool {
    match code {
        Code::Literal(value) => !value.is_array() && !value.is_object(),
        Code::Variable(_) | Code::Local(_) | Code::Root(_) => true,
        Code::Field(base, _) => is_short(base),
        Code::Index(base, index) => is_short(base) && is_short(index),
        _ => false,
    }
}

enum Uses {
    Never,
    Once,
    Often,
}

fn uses(code: &Code, local: &Code, repeated: bool) -> Uses {
    let mut count = 0;
    count_uses(code, local, repeated, &mut count);
    match count {
        0 => Uses::Never,
        1 => Uses::Once,
        _ => Uses::Often,
    }
}

/// A use inside a function counts double, since the function may be called often.
fn count_uses(code: &Code, local: &Code, repeated: bool, count: &mut usize) {
    if code == local {
        *count += if repeated { 2 } else { 1 };
        return;
    }
    let inside = repeated || matches!(code, Code::Function(..));
    code.children(&mut |part| count_uses(part, local, inside, count));
}
