//! Operators as functions, which say what their operands must be; `overloads` has them as `std::ops` and as methods.

use serde_json::Value;

use crate::{
    code::{BinaryOperator, Code},
    data::Data,
    expr::Expr,
    print,
    surface::{
        format,
        numbers::{Arithmetic, Signed, integer_quotient},
        scope,
    },
};

mod comparison;
mod overloads;

pub use comparison::{Comparison, PartialComparison, is_ordering, reversed};

/// What `+` works on: exact numbers and text.
#[diagnostic::on_unimplemented(
    message = "`{Self}` arithmetic is not exact inside Step Functions",
    label = "this operator runs in JSONata, whose only number is a 64-bit float",
    note = "`+` works on `u32`, `i32`, `f64`, `usize` and text; for anything else use a task"
)]
pub trait Addable: Data {
    /// The sum.
    #[doc(hidden)]
    fn __add(left: &Code, right: &Code) -> Code {
        folded(BinaryOperator::Add, left, right)
    }
}

macro_rules! addable {
    ($($t:ty),*) => {$(impl Addable for $t {})*};
}

addable!(u8, u16, u32, usize, i8, i16, i32, isize, f64);

impl Addable for String {
    fn __add(left: &Code, right: &Code) -> Code {
        format::concat_code(vec![left.clone(), right.clone()])
    }
}

/// Types whose `==` is JSONata's deep equality.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be compared inside Step Functions",
    label = "`==` on this type has no exact counterpart in JSONata",
    note = "compare fields that are numbers, text, booleans or enums without fields"
)]
pub trait Comparable: Data {
    /// Whether its JSON is a number, a text or a boolean, which `in` compares.
    #[doc(hidden)]
    const __SCALAR: bool = true;
}

macro_rules! comparable {
    ($($t:ty),*) => {$(impl Comparable for $t {})*};
}

comparable! {
    u8, u16, u32, u64, usize, i8, i16, i32, i64, isize, f64, f32, bool, String, char, (), uuid::Uuid
}

impl<T: Comparable> Comparable for Option<T> {
    const __SCALAR: bool = T::__SCALAR;
}

impl<T: Comparable> Comparable for Vec<T> {
    const __SCALAR: bool = false;
}

impl<T: Comparable> Comparable for Box<T> {
    const __SCALAR: bool = T::__SCALAR;
}

/// Types that `<` orders as Rust does.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no order inside Step Functions",
    label = "numbers, text, `bool`, `sfn::Timestamp` and tuples of them have an order here",
    note = "compare a field that has one"
)]
pub trait Ordered: Data {
    /// Whether `<` and `$sort` order its JSON so.
    #[doc(hidden)]
    const __BY_JSON: bool = true;

    /// Which of two comes first.
    #[doc(hidden)]
    fn __compare(left: &Code, right: &Code) -> Comparison {
        Comparison::by_json(left, right)
    }

    /// The larger or the smaller of two.
    #[doc(hidden)]
    fn __extreme(left: &Code, right: &Code, largest: bool) -> Code {
        let compared = Self::__compare(left, right);
        let other = if largest { compared.less } else { compared.greater };
        Code::conditional(other, right.clone(), left.clone())
    }
}

macro_rules! ordered {
    ($($t:ty),*) => {$(
        impl Ordered for $t {
            fn __extreme(left: &Code, right: &Code, largest: bool) -> Code {
                let both = Code::Array(vec![left.clone(), right.clone()]);
                Code::call(if largest { "max" } else { "min" }, [both])
            }
        }
    )*};
}

ordered!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize, f64);

impl Ordered for String {}
impl Ordered for char {}

fn binary<T, U>(operator: BinaryOperator, left: &Expr<T>, right: &Expr<T>) -> Expr<U> {
    Expr::__new(folded(operator, left.__code(), right.__code()))
}

/// The operation, computed now where both sides are numbers: `24 * 60 * 60` is one number.
fn folded(operator: BinaryOperator, left: &Code, right: &Code) -> Code {
    let number = |code: &Code| match code {
        Code::Literal(Value::Number(number)) => number.as_f64(),
        _ => None,
    };
    let value = match (number(left), number(right)) {
        (Some(left), Some(right)) => match operator {
            BinaryOperator::Add => left + right,
            BinaryOperator::Subtract => left - right,
            BinaryOperator::Multiply => left * right,
            _ => f64::NAN,
        },
        _ => f64::NAN,
    };
    if value.is_finite() {
        Code::Literal(print::number(value))
    } else {
        Code::binary(operator, left.clone(), right.clone())
    }
}

/// `left + right`
pub fn add<T: Addable>(left: Expr<T>, right: Expr<T>) -> Expr<T> {
    Expr::__new(T::__add(left.__code(), right.__code()))
}

/// `left - right`
pub fn sub<T: Arithmetic>(left: Expr<T>, right: Expr<T>) -> Expr<T> {
    binary(BinaryOperator::Subtract, &left, &right)
}

/// `left * right`
pub fn mul<T: Arithmetic>(left: Expr<T>, right: Expr<T>) -> Expr<T> {
    binary(BinaryOperator::Multiply, &left, &right)
}

/// `left / right`, toward zero for integers.
pub fn div<T: Arithmetic>(left: Expr<T>, right: Expr<T>) -> Expr<T> {
    if T::__INTEGER {
        Expr::__new(integer_quotient(left.__code(), right.__code(), T::__SIGNED))
    } else {
        binary(BinaryOperator::Divide, &left, &right)
    }
}

/// `left % right`, with the sign of `left`.
pub fn rem<T: Arithmetic>(left: Expr<T>, right: Expr<T>) -> Expr<T> {
    binary(BinaryOperator::Remainder, &left, &right)
}

/// `-operand`
pub fn neg<T: Signed>(operand: Expr<T>) -> Expr<T> {
    let operand = operand.__code();
    match folded(BinaryOperator::Subtract, &Code::Literal(0.into()), operand) {
        negative @ Code::Literal(_) => Expr::__new(negative),
        _ => Expr::__new(Code::Negate(operand.clone().into())),
    }
}

/// `!operand`
pub fn not(operand: Expr<bool>) -> Expr<bool> {
    Expr::__new(print::not(operand.__code().clone()))
}

/// `left && right`
pub fn and(left: Expr<bool>, right: Expr<bool>) -> Expr<bool> {
    binary(BinaryOperator::And, &left, &right)
}

/// `left || right`
pub fn or(left: Expr<bool>, right: Expr<bool>) -> Expr<bool> {
    binary(BinaryOperator::Or, &left, &right)
}

/// `left == right`
pub fn eq<T: Comparable>(left: Expr<T>, right: Expr<T>) -> Expr<bool> {
    binary(BinaryOperator::Equal, &left, &right)
}

/// `left != right`
pub fn ne<T: Comparable>(left: Expr<T>, right: Expr<T>) -> Expr<bool> {
    binary(BinaryOperator::NotEqual, &left, &right)
}

/// `left < right`
pub fn lt<T: Ordered>(left: Expr<T>, right: Expr<T>) -> Expr<bool> {
    Expr::__new(T::__compare(left.__code(), right.__code()).less)
}

/// `left <= right`
pub fn le<T: Ordered>(left: Expr<T>, right: Expr<T>) -> Expr<bool> {
    Expr::__new(print::not(T::__compare(left.__code(), right.__code()).greater))
}

/// `left > right`
pub fn gt<T: Ordered>(left: Expr<T>, right: Expr<T>) -> Expr<bool> {
    Expr::__new(T::__compare(left.__code(), right.__code()).greater)
}

/// `left >= right`
pub fn ge<T: Ordered>(left: Expr<T>, right: Expr<T>) -> Expr<bool> {
    Expr::__new(print::not(T::__compare(left.__code(), right.__code()).less))
}

/// `(from..to).contains(value)`, or with `is_closed` `(from..=to)`
pub fn in_range<T: Ordered>(
    from: Option<Expr<T>>,
    to: Option<Expr<T>>,
    is_closed: bool,
    value: Expr<T>,
) -> Expr<bool> {
    Expr::__new(scope::bind(value.__code(), |value| {
        let value = || Expr::__new(value.clone());
        let above = from.map(|from| ge(value(), from));
        let below = to.map(|to| if is_closed { le(value(), to) } else { lt(value(), to) });
        let both = [above, below].into_iter().flatten().reduce(and);
        both.map_or(Code::Literal(true.into()), |both| both.__code().clone())
    }))
}

/// `if condition { then } else { otherwise }`
pub fn cond<T>(condition: Expr<bool>, then: Expr<T>, otherwise: Expr<T>) -> Expr<T> {
    Expr::__new(Code::conditional(
        condition.__code().clone(),
        then.__code().clone(),
        otherwise.__code().clone(),
    ))
}
