//! A typed expression: what a value of type `T` is inside a workflow.

use std::{any::Any, cell::OnceCell, marker::PhantomData, ops::Deref, rc::Rc};

use crate::{
    code::Code,
    data::{Data, Fields},
};

/// A value of type `T` that Step Functions will compute.
///
/// Its fields are reached as those of `T` are: `order.customer.email` is an `Expr<String>` where `order` is an
/// `Expr<Order>`.
pub struct Expr<T> {
    __code: Rc<Code>,
    __proxy: OnceCell<Box<dyn Any>>,
    __type: PhantomData<fn() -> T>,
}

impl<T> Expr<T> {
    /// The expression `code`, said to be a `T`.
    #[doc(hidden)]
    pub fn __new(code: Code) -> Self {
        Self { __code: Rc::new(code), __proxy: OnceCell::new(), __type: PhantomData }
    }

    /// What it is in JSONata.
    #[doc(hidden)]
    pub fn __code(&self) -> &Code {
        &self.__code
    }

    /// The same expression, said to be a `U`.
    #[doc(hidden)]
    pub fn __retype<U>(&self) -> Expr<U> {
        Expr { __code: Rc::clone(&self.__code), __proxy: OnceCell::new(), __type: PhantomData }
    }
}

impl<T> Clone for Expr<T> {
    fn clone(&self) -> Self {
        self.__retype()
    }
}

impl<T> std::fmt::Debug for Expr<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.__code.fmt(f)
    }
}

impl<T: Fields> Deref for Expr<T> {
    type Target = T::Proxy;

    fn deref(&self) -> &T::Proxy {
        let proxy = self.__proxy.get_or_init(|| Box::new(T::__proxy(&self.__code)));
        match proxy.downcast_ref() {
            Some(proxy) => proxy,
            None => unreachable!("the cell holds what `T::__proxy` made"),
        }
    }
}

/// The field `key` of `base`; called by `derive(Data)`.
#[doc(hidden)]
pub fn field<T: Data>(base: &Code, key: &str) -> Expr<T> {
    Expr::__new(T::__read(base.field(key)))
}
