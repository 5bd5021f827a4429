//! Tuples, which are JSON arrays.

use crate::{
    code::Code,
    data::{self, Data, Fields, IntoExpr, shape},
    expr::Expr,
    surface::Comparable,
};

/// A tuple of expressions as one expression.
pub trait Tuple {
    /// The tuple of the expressions' types.
    type Type: Data;

    /// The expression.
    fn into_tuple(self) -> Expr<Self::Type>;
}

/// `(a, b, …)`
pub fn tuple<T: Tuple>(parts: T) -> Expr<T::Type> {
    parts.into_tuple()
}

/// The parts of a tuple, or of a struct.
pub fn destructure<T: Fields>(value: &Expr<T>) -> T::Proxy {
    T::__proxy(value.__code())
}

/// The element `index` of an array of known length.
#[doc(hidden)]
pub fn element<T: Data>(base: &Code, index: usize) -> Expr<T> {
    Expr::__new(base.index(index))
}

macro_rules! tuples {
    ($(($($t:ident $index:tt),+) $length:literal;)*) => {$(
        impl<$($t: Data),+> Data for ($($t,)+) {
            const __IS_ARRAY: bool = true;

            fn __shape(place: &Code, depth: u32) -> Code {
                let array = shape::is(place, "array");
                let length = Code::binary(
                    crate::code::BinaryOperator::Equal,
                    Code::call("count", [place.clone()]),
                    Code::Literal($length.into()),
                );
                let shape = shape::and(array, length);
                if depth == 0 {
                    return shape;
                }
                $(let shape = shape::and(shape, $t::__shape(&place.index($index), depth - 1));)+
                shape
            }
        }

        impl<$($t: Data),+> Fields for ($($t,)+) {
            type Proxy = ($(Expr<$t>,)+);

            fn __proxy(base: &Code) -> Self::Proxy {
                ($(element::<$t>(base, $index),)+)
            }

            fn __update(base: Code, _: Vec<(&'static str, Code)>) -> Code {
                base
            }
        }

        impl<$($t: Comparable),+> Comparable for ($($t,)+) {
            const __SCALAR: bool = false;
        }

        impl<$($t: Data),+> Tuple for ($(Expr<$t>,)+) {
            type Type = ($($t,)+);

            fn into_tuple(self) -> Expr<Self::Type> {
                Expr::__new(Code::Array(vec![$(data::element::<$t>(self.$index.__code().clone())),+]))
            }
        }

        impl<$($t: Data),+> IntoExpr<($($t,)+)> for ($(Expr<$t>,)+) {
            fn into_expr(self) -> Expr<($($t,)+)> {
                self.into_tuple()
            }
        }
    )*};
}

tuples! {
    (A 0) 1;
    (A 0, B 1) 2;
    (A 0, B 1, C 2) 3;
    (A 0, B 1, C 2, D 3) 4;
    (A 0, B 1, C 2, D 3, E 4) 5;
    (A 0, B 1, C 2, D 3, E 4, F 5) 6;
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6) 7;
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7) 8;
}
