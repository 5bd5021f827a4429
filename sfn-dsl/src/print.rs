//! From an expression tree to JSONata text, and to the JSON of a payload template.
//!
//! Text is made once, at the end, when every variable has its name. Parentheses stand only where JSONata's
//! precedence asks for them, so that a definition reads as if a person had written it.
//!
//! The trees keep one invariant that lets `$not(a = b)` become `a != b`: the operands of a comparison are always
//! defined, except beside the literal `null`, where `x != null` is false for a missing `x`.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use crate::code::{BinaryOperator, Code, Root, VariableId};

mod quote;
pub(crate) mod simplify;

use quote::text_literal;
pub(crate) use simplify::{is_surely_some, not, number};

/// The names of variables, without the dollar.
type Names<'a> = &'a dyn Fn(VariableId) -> String;

/// Binding powers of JSONata's operators (jsonata.org, "Operators", and its parser's table), the loosest first.
mod power {
    pub(super) const ANY: u8 = 0;
    pub(super) const CONDITIONAL: u8 = 20;
    pub(super) const OR: u8 = 25;
    pub(super) const AND: u8 = 30;
    pub(super) const COMPARE: u8 = 40;
    pub(super) const ADD: u8 = 50;
    pub(super) const MULTIPLY: u8 = 60;
    pub(super) const NEGATE: u8 = 70;
    pub(super) const PATH: u8 = 75;
    pub(super) const ATOM: u8 = 100;
}

/// The JSONata text of an expression, without `{%` and `%}`.
pub fn print(code: &Code, names: &impl Fn(VariableId) -> String) -> String {
    let mut printer = Printer { text: String::new(), names };
    printer.print(&simplify::simplify(code), power::ANY);
    printer.text
}

/// The JSON that stands for an expression in a payload template: constants, objects and arrays as JSON, everything
/// else as `{% … %}`.
pub fn to_template(code: &Code, names: &impl Fn(VariableId) -> String) -> Value {
    template(&simplify::simplify(code), names)
}

fn template(code: &Code, names: Names) -> Value {
    match code {
        Code::Literal(value) => literal_template(value),
        Code::Object(members) => members
            .iter()
            .map(|(key, value)| (key.to_string(), template(value, names)))
            .collect::<Map<_, _>>()
            .into(),
        Code::Array(elements) if elements.iter().all(is_one_element) => {
            elements.iter().map(|element| template(element, names)).collect()
        }
        code => expression(code, names).into(),
    }
}

/// Whether an element of an array constructor is surely no array, which would be flattened.
fn is_one_element(code: &Code) -> bool {
    match code {
        Code::Literal(_)
        | Code::Object(_)
        | Code::Range(..)
        | Code::Binary(..)
        | Code::Negate(_) => true,
        Code::Array(elements) => elements.iter().all(is_one_element),
        Code::Call(name, _) => matches!(
            *name,
            "string" | "count" | "sum" | "not" | "exists" | "uppercase" | "lowercase" | "floor"
        ),
        _ => false,
    }
}

fn expression(code: &Code, names: Names) -> String {
    let mut printer = Printer { text: "{% ".to_owned(), names };
    printer.print(code, power::ANY);
    printer.text.push_str(" %}");
    printer.text
}

/// A constant as JSON; a text that Step Functions would take for an expression becomes one.
fn literal_template(value: &Value) -> Value {
    match value {
        Value::String(text) if text.contains("{%") || text.contains("%}") => {
            format!("{{% {} %}}", text_literal(text)).into()
        }
        Value::Array(elements) => elements.iter().map(literal_template).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(key, value)| (key.clone(), literal_template(value)))
            .collect::<Map<_, _>>()
            .into(),
        Value::Number(number) => simplify::shortest(number),
        value => value.clone(),
    }
}

struct Printer<'a> {
    text: String,
    names: Names<'a>,
}

impl Printer<'_> {
    /// Prints `code` where only operators that bind tighter than `minimum`, or as tight, stand bare.
    fn print(&mut self, code: &Code, minimum: u8) {
        if power_of(code) < minimum {
            self.text.push('(');
            self.bare(code);
            self.text.push(')');
        } else {
            self.bare(code);
        }
    }

    fn bare(&mut self, code: &Code) {
        match code {
            Code::Literal(value) => self.literal(value),
            Code::Variable(id) => {
                let name = (self.names)(*id);
                self.variable(&name);
            }
            Code::Local(name) => self.variable(name),
            Code::Root(root) => self.text.push_str(root_text(*root)),
            Code::Field(base, key) => {
                self.print(base, if is_no_step(base) { power::ATOM + 1 } else { power::PATH });
                self.text.push('.');
                self.text.push_str(&quote::path_key(key));
            }
            Code::Index(base, index) => {
                // `$a[$i][0]` would index what `$a[$i]` selected, not the element itself.
                let inner = matches!(&**base, Code::Index(_, index) if !is_literal(index));
                self.print(base, if inner { power::ATOM + 1 } else { power::PATH });
                self.enclosed("[", index, "]");
            }
            Code::Call(name, arguments) => self.call(name, arguments),
            Code::Binary(operator, left, right) => self.binary(*operator, left, right),
            Code::Negate(operand) => {
                self.text.push('-');
                // `--x` is legal, but nobody writes it.
                let minus = matches!(&**operand, Code::Negate(_)) || is_negative(operand);
                self.print(operand, if minus { power::ATOM + 1 } else { power::PATH });
            }
            Code::Conditional(condition, then, otherwise) => {
                self.print(condition, power::CONDITIONAL + 1);
                self.text.push_str(" ? ");
                self.print(then, power::CONDITIONAL + 1);
                self.text.push_str(" : ");
                self.print(otherwise, power::CONDITIONAL);
            }
            Code::Object(members) => {
                self.text.push('{');
                self.list(members, |printer, (key, value)| {
                    printer.text.push_str(&text_literal(key));
                    printer.text.push_str(": ");
                    printer.print(value, power::ANY);
                });
                self.text.push('}');
            }
            Code::Entry(key, value) => {
                self.text.push('{');
                self.print(key, power::ANY);
                self.text.push_str(": ");
                self.print(value, power::ANY);
                self.text.push('}');
            }
            Code::Array(elements) => {
                self.text.push('[');
                self.list(elements, |printer, element| {
                    // What `[a, b][0]` gives would be taken for an array constructor itself.
                    let minimum =
                        if is_part_of_array(element) { power::ATOM + 1 } else { power::ANY };
                    printer.print(element, minimum);
                });
                self.text.push(']');
            }
            Code::Range(from, to) => {
                self.text.push('[');
                self.print(from, power::OR);
                self.text.push_str("..");
                self.print(to, power::OR);
                self.text.push(']');
            }
            Code::Function(parameters, body) => {
                self.text.push_str("function(");
                self.list(parameters, |printer, name| printer.variable(name));
                self.text.push_str(") ");
                self.enclosed("{ ", body, " }");
            }
            Code::Block(bindings, body) => {
                self.text.push('(');
                for (name, value) in bindings {
                    self.variable(name);
                    self.text.push_str(" := ");
                    self.print(value, power::ANY);
                    self.text.push_str("; ");
                }
                self.print(body, power::ANY);
                self.text.push(')');
            }
            Code::KeepArray(sequence) => {
                self.print(sequence, power::PATH);
                self.text.push_str("[]");
            }
            Code::Regex(pattern) => {
                let _ = write!(self.text, "/{pattern}/");
            }
        }
    }

    fn call(&mut self, name: &str, arguments: &[Code]) {
        self.variable(name);
        self.text.push('(');
        self.list(arguments, |printer, argument| printer.print(argument, power::ANY));
        self.text.push(')');
    }

    fn binary(&mut self, operator: BinaryOperator, left: &Code, right: &Code) {
        let (symbol, power) = operator_text(operator);
        self.print(left, power);
        let _ = write!(self.text, " {symbol} ");
        let associative = matches!(right, Code::Binary(inner, ..) if *inner == operator)
            && !starts_with_equal_power(right, operator)
            && matches!(
                operator,
                BinaryOperator::And | BinaryOperator::Or | BinaryOperator::Concatenate
            );
        self.print(right, if associative { power } else { power + 1 });
    }

    fn literal(&mut self, value: &Value) {
        match value {
            Value::String(text) => self.text.push_str(&text_literal(text)),
            Value::Array(elements) => {
                self.text.push('[');
                self.list(elements, Self::literal);
                self.text.push(']');
            }
            Value::Object(members) => {
                self.text.push('{');
                self.list(members, |printer, (key, value)| {
                    printer.text.push_str(&text_literal(key));
                    printer.text.push_str(": ");
                    printer.literal(value);
                });
                self.text.push('}');
            }
            Value::Number(number) => {
                let _ = write!(self.text, "{}", simplify::shortest(number));
            }
            value => {
                let _ = write!(self.text, "{value}");
            }
        }
    }

    fn variable(&mut self, name: &str) {
        self.text.push('$');
        self.text.push_str(name);
    }

    fn enclosed(&mut self, open: &str, code: &Code, close: &str) {
        self.text.push_str(open);
        self.print(code, power::ANY);
        self.text.push_str(close);
    }

    fn list<I: IntoIterator>(&mut self, parts: I, print: impl Fn(&mut Self, I::Item)) {
        for (index, part) in parts.into_iter().enumerate() {
            if index > 0 {
                self.text.push_str(", ");
            }
            print(self, part);
        }
    }
}

fn power_of(code: &Code) -> u8 {
    match code {
        Code::Binary(operator, ..) => operator_text(*operator).1,
        Code::Conditional(..) => power::CONDITIONAL,
        Code::Negate(_) | Code::Function(..) => power::NEGATE,
        Code::Field(..) | Code::Index(..) | Code::KeepArray(_) => power::PATH,
        code if is_negative(code) => power::NEGATE,
        _ => power::ATOM,
    }
}

fn is_negative(code: &Code) -> bool {
    matches!(code, Code::Literal(Value::Number(number)) if number.to_string().starts_with('-'))
}

/// Whether JSONata does not take it as it stands for what a path begins with: a text would be the name of a member, a
/// number is an error, and of `[a, b][0].c` there is nothing.
fn is_no_step(code: &Code) -> bool {
    match code {
        Code::Literal(value) => !value.is_object(),
        Code::Index(base, _) => matches!(&**base, Code::Array(_)) || is_no_step(base),
        _ => false,
    }
}

fn is_literal(code: &Code) -> bool {
    matches!(code, Code::Literal(_))
}

/// Whether it is `[a, b][0]`.
fn is_part_of_array(code: &Code) -> bool {
    match code {
        Code::Index(base, _) => {
            matches!(**base, Code::Array(_) | Code::Literal(Value::Array(_)))
                || is_part_of_array(base)
        }
        _ => false,
    }
}

fn operator_text(operator: BinaryOperator) -> (&'static str, u8) {
    match operator {
        BinaryOperator::Or => ("or", power::OR),
        BinaryOperator::And => ("and", power::AND),
        BinaryOperator::Equal => ("=", power::COMPARE),
        BinaryOperator::NotEqual => ("!=", power::COMPARE),
        BinaryOperator::Less => ("<", power::COMPARE),
        BinaryOperator::LessOrEqual => ("<=", power::COMPARE),
        BinaryOperator::Greater => (">", power::COMPARE),
        BinaryOperator::GreaterOrEqual => (">=", power::COMPARE),
        BinaryOperator::In => ("in", power::COMPARE),
        BinaryOperator::Concatenate => ("&", power::ADD),
        BinaryOperator::Add => ("+", power::ADD),
        BinaryOperator::Subtract => ("-", power::ADD),
        BinaryOperator::Multiply => ("*", power::MULTIPLY),
        BinaryOperator::Divide => ("/", power::MULTIPLY),
        BinaryOperator::Remainder => ("%", power::MULTIPLY),
    }
}

/// Whether a chain of the operator begins with another operator of the same power: `a + b & c`.
fn starts_with_equal_power(chain: &Code, operator: BinaryOperator) -> bool {
    match chain {
        Code::Binary(inner, left, _) if *inner == operator => {
            starts_with_equal_power(left, operator)
        }
        Code::Binary(inner, ..) => operator_text(*inner).1 == operator_text(operator).1,
        _ => false,
    }
}

fn root_text(root: Root) -> &'static str {
    match root {
        Root::ExecutionInput => "$states.context.Execution.Input",
        Root::Context => "$states.context",
        Root::StateInput => "$states.input",
        Root::Result => "$states.result",
        Root::ErrorOutput => "$states.errorOutput",
    }
}
