//! What can be told of a call before it runs: that it fails with any input.

use std::fmt;

use serde_json::Value;

use super::{Argument, Call, call, format::Template, function::Function};
use crate::{hash::HashAlgorithm, jsonpath::Document, random::Draws};

/// Why a call fails with any input. AWS takes the definition, and the state fails when it runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallFault {
    /// The function, such as `States.MathAdd`: that of the call or of one inside it.
    pub function: &'static str,
    /// What is wrong with its arguments.
    pub kind: CallFaultKind,
}

/// What is wrong with the arguments of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CallFaultKind {
    /// There are too many or too few of them.
    Count {
        /// How many there are.
        given: usize,
        /// The least and the most that the function takes.
        takes: (usize, usize),
    },
    /// A constant is none that the function takes.
    Constant {
        /// Which argument it is, from 1.
        number: usize,
        /// What the function takes there.
        takes: &'static str,
    },
    /// All of them are constants, and the call has no value; AWS's words.
    Fails(String),
    /// The template of `States.Format` does not parse; AWS's words.
    Template(&'static str),
    /// The template of `States.Format` has another number of places.
    Places {
        /// How many `{}` it has.
        places: usize,
        /// How many values there are for them.
        values: usize,
    },
}

impl Call {
    /// What is wrong with the arguments, here or in a call inside.
    pub fn fault(&self) -> Option<CallFault> {
        fault(self.function, &self.arguments)
    }
}

fn fault(function: Function, arguments: &[Argument]) -> Option<CallFault> {
    let inside = arguments.iter().find_map(|argument| match argument {
        Argument::Call(function, arguments) => fault(*function, arguments),
        _ => None,
    });
    let own =
        || Some(CallFault { function: function.name(), kind: own_fault(function, arguments)? });
    inside.or_else(own)
}

fn own_fault(function: Function, arguments: &[Argument]) -> Option<CallFaultKind> {
    let (takes, given) = (function.arity(), arguments.len());
    if !(takes.0..=takes.1).contains(&given) {
        return Some(CallFaultKind::Count { given, takes });
    }
    if let Some(Argument::Template(template)) = arguments.first() {
        let values = given - 1;
        return match template.as_ref().map(Template::places) {
            Err(error) => Some(CallFaultKind::Template(error)),
            Ok(places) if places != values => Some(CallFaultKind::Places { places, values }),
            Ok(_) => None,
        };
    }
    let misfit = arguments.iter().enumerate().find_map(|(index, argument)| {
        let Argument::Value(value) = argument else { return None };
        let (takes, fits) = constant(function, index)?;
        (!fits(value)).then_some(CallFaultKind::Constant { number: index + 1, takes })
    });
    misfit.or_else(|| failure(function, arguments).map(CallFaultKind::Fails))
}

/// Why a call of constants has no value.
fn failure(function: Function, arguments: &[Argument]) -> Option<String> {
    let nothing = Value::Null;
    let draws = Draws::new(0);
    let failed = arguments
        .iter()
        .all(is_constant)
        .then(|| call(function, arguments, &Document(&nothing), &draws).err())?;
    Some(failed?.to_string())
}

fn is_constant(argument: &Argument) -> bool {
    match argument {
        Argument::Value(_) | Argument::Template(_) => true,
        Argument::Path(_) => false,
        Argument::Call(_, arguments) => arguments.iter().all(is_constant),
    }
}

/// What a constant must be, in words and as a test.
type Constant = (&'static str, fn(&Value) -> bool);

const NUMBER: Constant = ("a number", Value::is_number);
const TEXT: Constant = ("a text", Value::is_string);

/// What a function takes as a constant in this place; `None` where that is any.
fn constant(function: Function, index: usize) -> Option<Constant> {
    use Function as F;
    Some(match (function, index) {
        (F::ArrayContains, 1) | (F::Array | F::JsonToString, _) => return None,
        (F::Format, at) if at > 0 => return None,
        (F::ArrayGetItem, 1) => ("a number from 0 on", |index| index.as_f64() >= Some(0.0)),
        (F::ArrayPartition, 1) => ("a number above 0", |size| size.as_f64() > Some(0.0)),
        (F::ArrayRange, 2) => {
            ("a number other than 0", |step| step.is_number() && step.as_f64() != Some(0.0))
        }
        (F::ArrayRange | F::MathAdd | F::MathRandom, _) => NUMBER,
        // No constant is an array or an object.
        (
            F::ArrayContains
            | F::ArrayGetItem
            | F::ArrayLength
            | F::ArrayPartition
            | F::ArrayUnique,
            _,
        ) => ("an array", |_| false),
        (F::JsonMerge, 2) => ("`false`", |value| *value == Value::Bool(false)),
        (F::JsonMerge, _) => ("an object", |_| false),
        (F::Hash, 1) => ("`MD5`, `SHA-1`, `SHA-256`, `SHA-384` or `SHA-512`", |value| {
            value.as_str().is_some_and(|name| HashAlgorithm::from_name(name).is_some())
        }),
        (
            F::Base64Decode
            | F::Base64Encode
            | F::Format
            | F::Hash
            | F::StringSplit
            | F::StringToJson
            | F::Uuid,
            _,
        ) => TEXT,
    })
}

impl fmt::Display for CallFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let function = self.function;
        match &self.kind {
            CallFaultKind::Count { given, takes: (least, most) } => {
                let takes = match *most {
                    most if most == *least => format!("{least}"),
                    usize::MAX => format!("at least {least}"),
                    most => format!("{least} to {most}"),
                };
                let noun = if takes == "1" { "argument" } else { "arguments" };
                write!(f, "`{function}` takes {takes} {noun}, but has {given}")
            }
            CallFaultKind::Constant { number, takes } => {
                write!(f, "argument {number} of `{function}` must be {takes}")
            }
            CallFaultKind::Fails(why) => {
                write!(f, "`{function}` fails with these arguments: {}", why.trim_end_matches('.'))
            }
            CallFaultKind::Template(error) => {
                write!(f, "the template of `{function}` is broken: {}", error.trim_end_matches('.'))
            }
            CallFaultKind::Places { places, values } => {
                let noun = if *values == 1 { "value" } else { "values" };
                write!(f, "the template of `{function}` has {places} `{{}}` for {values} {noun}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Call;
    use crate::{jsonpath::Document, random::Draws};

    fn told(text: &str) -> Option<String> {
        Call::parse(text).unwrap().fault().map(|fault| fault.to_string())
    }

    /// What is told of does fail.
    #[test]
    fn calls_that_fail_with_any_input_are_found() {
        for (call, message) in [
            ("States.MathAdd(1, '-1')", "argument 2 of `States.MathAdd` must be a number"),
            ("States.MathAdd(1)", "`States.MathAdd` takes 2 arguments, but has 1"),
            ("States.UUID(1)", "`States.UUID` takes 0 arguments, but has 1"),
            ("States.Format()", "`States.Format` takes at least 1 arguments, but has 0"),
            ("States.MathRandom(1)", "`States.MathRandom` takes 2 to 3 arguments, but has 1"),
            ("States.ArrayLength(1, 2)", "`States.ArrayLength` takes 1 argument, but has 2"),
            ("States.ArrayLength('a')", "argument 1 of `States.ArrayLength` must be an array"),
            (
                "States.ArrayGetItem($.list, '0')",
                "argument 2 of `States.ArrayGetItem` must be a number from 0 on",
            ),
            (
                "States.ArrayGetItem($.list, -1)",
                "argument 2 of `States.ArrayGetItem` must be a number from 0 on",
            ),
            (
                "States.ArrayPartition($.list, 0)",
                "argument 2 of `States.ArrayPartition` must be a number above 0",
            ),
            (
                "States.ArrayRange(1, 10, 0)",
                "argument 3 of `States.ArrayRange` must be a number other than 0",
            ),
            (
                "States.ArrayGetItem(States.Array(1), 3)",
                "`States.ArrayGetItem` fails with these arguments: Invalid arguments in States.ArrayGetItem",
            ),
            (
                "States.ArrayRange(1, 5000, 1)",
                "`States.ArrayRange` fails with these arguments: Invalid arguments in States.ArrayRange",
            ),
            (
                "States.JsonMerge($.o, $.o, true)",
                "argument 3 of `States.JsonMerge` must be `false`",
            ),
            (
                "States.Hash($.text, 'SHA256')",
                "argument 2 of `States.Hash` must be `MD5`, `SHA-1`, `SHA-256`, `SHA-384` or `SHA-512`",
            ),
            (
                "States.Array(States.Base64Encode(1))",
                "argument 1 of `States.Base64Encode` must be a text",
            ),
            (
                "States.Format('{} {}', $.text)",
                "the template of `States.Format` has 2 `{}` for 1 value",
            ),
            (
                "States.Format('{', $.text)",
                "the template of `States.Format` is broken: matching '}' not found for '{'",
            ),
        ] {
            assert_eq!(told(call).as_deref(), Some(message), "{call}");
            let input = json!({ "list": [1], "text": "a", "o": {} });
            let call = Call::parse(call).unwrap();
            assert!(call.evaluate(&Document(&input), &Draws::new(1)).is_err(), "{}", call.text());
        }
    }

    #[test]
    fn calls_that_some_input_fits_are_not_told_of() {
        for call in [
            "States.MathAdd($.a, -1)",
            "States.MathRandom(1, 5, 7)",
            "States.Format('a {} \\'{}\\'', 1, null)",
            "States.Format($.template, $.a)",
            "States.Array()",
            "States.ArrayContains($.a, 'x')",
            "States.ArrayLength(States.Array())",
            "States.JsonMerge($.a, $.b, false)",
            "States.Hash($.a, 'SHA-1')",
            "States.StringToJson('{}')",
            "States.JsonToString(1)",
        ] {
            assert_eq!(told(call), None, "{call}");
        }
    }
}
