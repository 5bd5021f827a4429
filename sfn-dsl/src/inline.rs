//! Inline methods: what they are written as in the expressions that call them.

use std::cell::Cell;

use crate::{code::Code, expr::Expr, surface::scope};

/// A method of `Self` whose name has this number, written by `#[sfn::inline]`.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "this method of `{Self}` would run inside Step Functions, which runs no Rust",
    label = "not known there",
    note = "where it only computes, write `#[sfn::inline]` above the `impl` block it stands in; else call a `#[task]`"
)]
pub trait Method<const NAME: u64>: Sized {
    /// Its parameters after `self`.
    type Arguments;
    /// What it gives.
    type Output;

    #[doc(hidden)]
    fn __inline(this: Expr<Self>, arguments: Self::Arguments) -> Expr<Self::Output>;
}

/// A function of `Self` whose name has this number, written by `#[sfn::inline]`.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "this function of `{Self}` would run inside Step Functions, which runs no Rust",
    label = "not known there",
    note = "where it only computes, write `#[sfn::inline]` above the `impl` block it stands in; else call a `#[task]`; a `const fn` is called in a `const` block"
)]
pub trait AssociatedFunction<const NAME: u64> {
    /// Its parameters.
    type Arguments;
    /// What it gives.
    type Output;

    #[doc(hidden)]
    fn __inline(arguments: Self::Arguments) -> Expr<Self::Output>;
}

/// What can have inline methods.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a workflow knows no such method of this value",
    label = "not known inside Step Functions",
    note = "collect an iterator into a `Vec` first; what no expression can compute is a `#[task]`"
)]
pub trait Receiver {
    /// The type of its value.
    type Type;

    #[doc(hidden)]
    fn __into(self) -> Expr<Self::Type>;
}

impl<T> Receiver for Expr<T> {
    type Type = T;

    fn __into(self) -> Self {
        self
    }
}

/// `receiver.name(arguments)`
#[doc(hidden)]
pub fn method<const NAME: u64, R, T, A, O>(receiver: R, arguments: A) -> Expr<O>
where
    R: Receiver<Type = T>,
    T: Method<NAME, Arguments = A, Output = O>,
{
    nested(|| T::__inline(receiver.__into(), arguments))
}

/// `T::name(arguments)`
#[doc(hidden)]
pub fn associated_function<const NAME: u64, T, A, O>(arguments: A) -> Expr<O>
where
    T: AssociatedFunction<NAME, Arguments = A, Output = O>,
{
    nested(|| T::__inline(arguments))
}

/// What a closure or the body of an inline method makes of a value, which is computed once.
#[doc(hidden)]
#[expect(clippy::needless_pass_by_value, reason = "the twin gives its expressions away")]
pub fn bound<T, R>(value: Expr<T>, body: impl FnOnce(Expr<T>) -> Expr<R>) -> Expr<R> {
    Expr::__new(scope::bind(value.__code(), |value: &Code| {
        body(Expr::__new(value.clone())).__code().clone()
    }))
}

/// A method that calls itself has no end when it is written out.
fn nested<R>(write: impl FnOnce() -> R) -> R {
    thread_local! {
        static DEPTH: Cell<u32> = const { Cell::new(0) };
    }
    struct Level;
    impl Drop for Level {
        fn drop(&mut self) {
            DEPTH.set(DEPTH.get().saturating_sub(1));
        }
    }
    DEPTH.set(DEPTH.get() + 1);
    let _level = Level;
    assert!(
        DEPTH.get() <= 64,
        "an inline method calls itself: its calls are written out, so it would have no end"
    );
    write()
}

/// A value, of which rustc computes the size where the body compiles that gives it.
#[doc(hidden)]
pub trait Gives<T> {
    #[doc(hidden)]
    fn give(self) -> T;
}

impl<T> Gives<T> for T {
    fn give(self) -> T {
        self
    }
}
