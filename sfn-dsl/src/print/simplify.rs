//! Shorter expressions with the same value.

use std::rc::Rc;

use serde_json::{Number, Value};

use crate::code::{BinaryOperator, Code};

/// `code` in its shortest form.
pub(crate) fn simplify(code: &Code) -> Code {
    code.replace(&|part| match part {
        Code::Call("not", arguments) => match arguments.as_slice() {
            [operand] => Some(not(simplify(operand))),
            _ => None,
        },
        Code::Binary(
            operator @ (BinaryOperator::Equal | BinaryOperator::NotEqual),
            left,
            right,
        ) => Some(compare(*operator, simplify(left), simplify(right))),
        Code::Binary(operator @ (BinaryOperator::And | BinaryOperator::Or), left, right) => {
            Some(logical(*operator, simplify(left), simplify(right)))
        }
        Code::Call("append", arguments) => match arguments.as_slice() {
            [array, more] => Some(append(simplify(array), simplify(more))),
            _ => None,
        },
        Code::Binary(
            operator @ (BinaryOperator::Add | BinaryOperator::Subtract | BinaryOperator::Multiply),
            left,
            right,
        ) => Some(compute(*operator, simplify(left), simplify(right))),
        Code::Binary(BinaryOperator::Concatenate, left, right) => {
            Some(concatenate(simplify(left), simplify(right)))
        }
        Code::Conditional(condition, then, otherwise) => {
            Some(conditional(simplify(condition), simplify(then), simplify(otherwise)))
        }
        Code::Call(name @ ("parse" | "exists" | "count"), arguments) => {
            match arguments.as_slice() {
                [argument] => Some(called(name, simplify(argument))),
                _ => None,
            }
        }
        Code::Block(bindings, body) => match bindings.as_slice() {
            [(name, value)] => inlined(name, &simplify(value), body),
            _ => None,
        },
        Code::Binary(
            operator @ (BinaryOperator::Less
            | BinaryOperator::LessOrEqual
            | BinaryOperator::Greater
            | BinaryOperator::GreaterOrEqual
            | BinaryOperator::In),
            left,
            right,
        ) => {
            let (left, right) = (simplify(left), simplify(right));
            Some(
                ordered(*operator, &left, &right)
                    .unwrap_or_else(|| Code::binary(*operator, left, right)),
            )
        }
        Code::Field(base, key) => match simplify(base) {
            Code::Literal(Value::Object(members)) => {
                members.get(&**key).cloned().map(Code::Literal)
            }
            base => Some(base.field(key)),
        },
        _ => None,
    })
}

/// `left < right` and its kind, and `left in right`, as its value where both are constant.
fn ordered(operator: BinaryOperator, left: &Code, right: &Code) -> Option<Code> {
    let number = |code: &Code| match code {
        Code::Literal(Value::Number(number)) => number.as_f64(),
        _ => None,
    };
    let holds = if let (BinaryOperator::In, Code::Array(elements)) = (operator, right) {
        let equal = elements.iter().map(|element| decided(BinaryOperator::Equal, left, element));
        let equal: Option<Vec<Code>> = equal.collect();
        equal?.contains(&Code::Literal(Value::Bool(true)))
    } else {
        let (left, right) = (number(left)?, number(right)?);
        match operator {
            BinaryOperator::Less => left < right,
            BinaryOperator::LessOrEqual => left <= right,
            BinaryOperator::Greater => left > right,
            BinaryOperator::GreaterOrEqual => left >= right,
            _ => return None,
        }
    };
    Some(Code::Literal(holds.into()))
}

/// `$name(argument)`, as its value where that is known.
fn called(name: &'static str, argument: Code) -> Code {
    let value = match (name, &argument) {
        ("parse", Code::Call("string", arguments)) => match arguments.as_slice() {
            [object @ Code::Object(_)] => Some(object.clone()),
            _ => None,
        },
        ("parse", Code::Literal(Value::String(text))) => {
            serde_json::from_str(text).ok().map(Code::Literal)
        }
        ("exists", argument) => exists(argument).map(|exists| Code::Literal(exists.into())),
        ("count", Code::Array(elements)) if elements.iter().all(is_scalar) => {
            Some(Code::Literal(elements.len().into()))
        }
        ("count", Code::Literal(Value::Array(elements))) => {
            Some(Code::Literal(elements.len().into()))
        }
        _ => None,
    };
    value.unwrap_or_else(|| Code::call(name, [argument]))
}

/// Whether something is there, where that is known.
fn exists(code: &Code) -> Option<bool> {
    match code {
        Code::Field(base, key) => match &**base {
            Code::Object(members) => {
                (!members.iter().any(|(name, _)| name == key)).then_some(false)
            }
            Code::Literal(value) => Some(value.get(&**key).is_some()),
            _ => None,
        },
        Code::Literal(_) => Some(true),
        code => is_surely_some(code).then_some(true),
    }
}

const fn is_scalar(code: &Code) -> bool {
    matches!(code, Code::Literal(Value::Number(_) | Value::String(_) | Value::Bool(_)))
}

/// `($name := value; body)` without the name, where the value is an object that is written out and the same each time, so
/// that its members are known.
fn inlined(name: &Rc<str>, value: &Code, body: &Code) -> Option<Code> {
    let is_written_out = matches!(value, Code::Object(_) | Code::Literal(Value::Object(_)));
    let mut is_bound_again = false;
    body.walk(&mut |part| {
        is_bound_again |= match part {
            Code::Function(parameters, _) => parameters.contains(name),
            Code::Block(bindings, _) => bindings.iter().any(|(bound, _)| bound == name),
            _ => false,
        };
    });
    (is_written_out && !is_bound_again && !value.is_volatile()).then(|| {
        let local = Code::Local(Rc::clone(name));
        simplify(&body.replace(&|part| (*part == local).then(|| value.clone())))
    })
}

/// `$append(array, more)`, as one array where both are written out.
fn append(array: Code, more: Code) -> Code {
    match (array, more) {
        (Code::Array(elements), Code::Array(more)) => {
            Code::Array(elements.into_iter().chain(more).collect())
        }
        (array, Code::Array(more)) => match array {
            Code::Call("append", inner) if matches!(inner.get(1), Some(Code::Array(_))) => {
                let mut inner = inner.into_iter();
                let (first, last) = (inner.next(), inner.next());
                let last =
                    last.map_or(Code::Array(Vec::new()), |last| append(last, Code::Array(more)));
                Code::Call("append", first.into_iter().chain([last]).collect())
            }
            array => Code::call("append", [array, Code::Array(more)]),
        },
        (array, more) => Code::call("append", [array, more]),
    }
}

/// `left op right`, as its value where both are constant whole numbers.
fn compute(operator: BinaryOperator, left: Code, right: Code) -> Code {
    const EXACT: i64 = 1 << 53;
    let number = |code: &Code| match code {
        Code::Literal(value) => value.as_i64(),
        _ => None,
    };
    let value = match (number(&left), number(&right)) {
        (Some(left), Some(right)) => match operator {
            BinaryOperator::Add => left.checked_add(right),
            BinaryOperator::Subtract => left.checked_sub(right),
            BinaryOperator::Multiply => left.checked_mul(right),
            _ => None,
        },
        _ => None,
    };
    match value.filter(|value| (-EXACT..=EXACT).contains(value)) {
        Some(value) => Code::Literal(value.into()),
        None => Code::binary(operator, left, right),
    }
}

/// `left & right`, with constants beside each other as one text.
fn concatenate(left: Code, right: Code) -> Code {
    let text = |code: &Code| match code {
        Code::Literal(Value::String(text)) => Some(text.clone()),
        Code::Literal(Value::Number(number)) if !number.is_f64() => Some(number.to_string()),
        Code::Literal(Value::Bool(value)) => Some(value.to_string()),
        _ => None,
    };
    let Some(end) = text(&right) else {
        return Code::binary(BinaryOperator::Concatenate, left, right);
    };
    match &left {
        Code::Binary(BinaryOperator::Concatenate, first, middle) => match text(middle) {
            Some(middle) => Code::Binary(
                BinaryOperator::Concatenate,
                first.clone(),
                Code::text(middle + &end).into(),
            ),
            None => Code::binary(BinaryOperator::Concatenate, left, right),
        },
        left => match text(left) {
            Some(start) => Code::text(start + &end),
            None => Code::binary(BinaryOperator::Concatenate, left.clone(), right),
        },
    }
}

/// `$not(operand)`, without `$not` where the operand has an opposite.
pub(crate) fn not(operand: Code) -> Code {
    use BinaryOperator::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
    match operand {
        Code::Literal(Value::Bool(value)) => Code::Literal(Value::Bool(!value)),
        Code::Call("not", arguments) if arguments.len() == 1 => {
            arguments.into_iter().next().unwrap_or(Code::null())
        }
        Code::Binary(operator, left, right) => {
            let opposite = match operator {
                // A missing value is neither equal nor unequal to null.
                Equal | NotEqual if *left == Code::null() || *right == Code::null() => None,
                Equal => Some(NotEqual),
                NotEqual => Some(Equal),
                Less => Some(GreaterOrEqual),
                LessOrEqual => Some(Greater),
                Greater => Some(LessOrEqual),
                GreaterOrEqual => Some(Less),
                _ => None,
            };
            match opposite {
                Some(opposite) => Code::Binary(opposite, left, right),
                None => Code::call("not", [Code::Binary(operator, left, right)]),
            }
        }
        operand => Code::call("not", [operand]),
    }
}

/// `($exists(p) ? p : null) = x` is `p = x` where `x` is surely a value, since a missing `p` equals nothing.
fn compare(operator: BinaryOperator, left: Code, right: Code) -> Code {
    let (place, value) = match (null_place(&left), null_place(&right)) {
        (Some(place), None) if right == Code::null() => return compare_null(operator, place),
        (None, Some(place)) if left == Code::null() => return compare_null(operator, place),
        (Some(place), None) if is_surely_some(&right) => (place, right),
        (None, Some(place)) if is_surely_some(&left) => (place, left),
        _ => {
            return decided(operator, &left, &right)
                .unwrap_or_else(|| Code::binary(operator, left, right));
        }
    };
    let equal = Code::binary(BinaryOperator::Equal, place, value);
    if operator == BinaryOperator::Equal { equal } else { Code::call("not", [equal]) }
}

/// The comparison of two constants.
fn decided(operator: BinaryOperator, left: &Code, right: &Code) -> Option<Code> {
    let equal = match (left, right) {
        (Code::Literal(Value::String(left)), Code::Literal(Value::String(right))) => left == right,
        (Code::Literal(Value::Bool(left)), Code::Literal(Value::Bool(right))) => left == right,
        (Code::Literal(Value::Null), Code::Literal(Value::Null)) => true,
        (Code::Literal(Value::Number(left)), Code::Literal(Value::Number(right))) => {
            left.as_f64() == right.as_f64()
        }
        (some, Code::Literal(Value::Null)) | (Code::Literal(Value::Null), some)
            if is_surely_some(some) =>
        {
            false
        }
        _ => return None,
    };
    Some(Code::Literal(Value::Bool(equal == (operator == BinaryOperator::Equal))))
}

fn compare_null(operator: BinaryOperator, place: Code) -> Code {
    let some = Code::binary(BinaryOperator::NotEqual, place, Code::null());
    if operator == BinaryOperator::NotEqual { some } else { Code::call("not", [some]) }
}

fn null_place(code: &Code) -> Option<Code> {
    match code {
        Code::Conditional(_, _, otherwise) if **otherwise == Code::null() => {
            code.place_of_or_else().cloned()
        }
        _ => None,
    }
}

/// Whether the value is neither missing nor null, whatever the variables are.
pub(crate) fn is_surely_some(code: &Code) -> bool {
    match code {
        Code::Literal(value) => !value.is_null(),
        Code::Object(_)
        | Code::Entry(..)
        | Code::Array(_)
        | Code::Range(..)
        | Code::Binary(..)
        | Code::Negate(_)
        | Code::Function(..) => true,
        Code::Conditional(_, then, otherwise) => is_surely_some(then) && is_surely_some(otherwise),
        Code::Block(_, body) => is_surely_some(body),
        _ => false,
    }
}

fn logical(operator: BinaryOperator, left: Code, right: Code) -> Code {
    // `true and x` is `x`, `false and x` is `false`; the other way round for `or`.
    let neutral = Value::Bool(operator == BinaryOperator::And);
    match (&left, &right) {
        (Code::Literal(value @ Value::Bool(_)), _) => {
            if *value == neutral {
                right
            } else {
                left
            }
        }
        (_, Code::Literal(value @ Value::Bool(_))) if *value == neutral => left,
        _ => match (operator, in_both(&left, &right)) {
            (BinaryOperator::And, Some(both)) => both,
            _ => Code::binary(operator, left, right),
        },
    }
}

/// `x in a and x in b`, as `x in c`.
fn in_both(left: &Code, right: &Code) -> Option<Code> {
    let ((tested, first), (same, second)) = (texts(left)?, texts(right)?);
    if tested != same {
        return None;
    }
    let both: Vec<Code> = first.into_iter().filter(|code| second.contains(code)).cloned().collect();
    Some(match both.as_slice() {
        [] => Code::Literal(Value::Bool(false)),
        [only] => Code::binary(BinaryOperator::Equal, tested.clone(), only.clone()),
        _ => Code::binary(BinaryOperator::In, tested.clone(), Code::Array(both)),
    })
}

/// What is tested, and the constant texts that it is compared with.
fn texts(test: &Code) -> Option<(&Code, Vec<&Code>)> {
    let is_text = |code: &&Code| matches!(code, Code::Literal(Value::String(_)));
    match test {
        Code::Binary(BinaryOperator::Equal, tested, value) if is_text(&&**value) => {
            Some((tested, vec![value]))
        }
        Code::Binary(BinaryOperator::In, tested, values) => match &**values {
            Code::Array(values) if values.iter().all(|value| is_text(&value)) => {
                Some((tested, values.iter().collect()))
            }
            _ => None,
        },
        _ => None,
    }
}

fn conditional(condition: Code, then: Code, otherwise: Code) -> Code {
    match (&then, &otherwise) {
        (Code::Literal(Value::Bool(true)), Code::Literal(Value::Bool(false)))
            if is_bool(&condition) =>
        {
            condition
        }
        (Code::Literal(Value::Bool(false)), Code::Literal(Value::Bool(true)))
            if is_bool(&condition) =>
        {
            not(condition)
        }
        _ if then == otherwise => then,
        _ => match same_result(&condition, &then, &otherwise) {
            Some(result) => result.clone(),
            None => Code::conditional(condition, then, otherwise),
        },
    }
}

/// `r` of `$exists(r.Ok) ? {'Ok': r.Ok} : {'Err': r.Err}`.
fn same_result<'a>(condition: &'a Code, then: &Code, otherwise: &Code) -> Option<&'a Code> {
    let Code::Call("exists", arguments) = condition else { return None };
    let [Code::Field(result, key)] = arguments.as_slice() else { return None };
    let is = |code: &Code, name: &str| {
        *code == Code::Object(vec![(name.into(), Code::Field(Rc::clone(result), name.into()))])
    };
    (&**key == "Ok" && is(then, "Ok") && is(otherwise, "Err")).then_some(result)
}

/// Whether the value is surely a boolean, so that using it as a condition changes nothing.
fn is_bool(code: &Code) -> bool {
    use BinaryOperator::{
        And, Equal, Greater, GreaterOrEqual, In, Less, LessOrEqual, NotEqual, Or,
    };
    match code {
        Code::Literal(Value::Bool(_)) | Code::Call("not" | "exists" | "contains", _) => true,
        Code::Binary(operator, ..) => matches!(
            operator,
            And | Or | Equal | NotEqual | Less | LessOrEqual | Greater | GreaterOrEqual | In
        ),
        _ => false,
    }
}

/// JSONata has one kind of number, so `5.0` is written `5`.
pub(super) fn shortest(number: &Number) -> Value {
    match number.as_f64() {
        Some(float) if number.is_f64() => self::number(float),
        _ => Value::Number(number.clone()),
    }
}

/// The JSON of a number.
pub(crate) fn number(float: f64) -> Value {
    /// Beyond it not every whole number is an `f64`.
    const LIMIT: f64 = 9_007_199_254_740_992.0;
    if float.fract() != 0.0 || float.abs() >= LIMIT {
        return Value::from(float);
    }
    #[expect(clippy::cast_possible_truncation, reason = "whole and within the limit")]
    let whole = float as i64;
    Value::from(whole)
}
