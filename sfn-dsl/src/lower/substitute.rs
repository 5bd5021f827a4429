//! New values in the place of variables, each computed once.

use std::{collections::BTreeSet, rc::Rc};

use super::graph::{Assign, reads, size};
use crate::code::{Code, VariableId};

/// A value of this size is bound to a name rather than written twice into one expression.
const WORTH_A_NAME: usize = 8;

/// The code with the variables of `assign` replaced by their new values.
///
/// What is read more than once, or in a function that may be called often, is bound to a name:
/// `($it := $sort($xs); $filter($it, …))`.
pub(crate) fn substitute(code: &Code, assign: &Assign) -> Code {
    if assign.is_empty() {
        return code.clone();
    }
    match code {
        // Each of them is an expression of its own in the definition.
        Code::Object(members) => Code::Object(
            members.iter().map(|(key, value)| (key.clone(), substitute(value, assign))).collect(),
        ),
        code => into_expression(code, assign),
    }
}

fn into_expression(code: &Code, assign: &Assign) -> Code {
    let bound: Vec<_> =
        assign.iter().filter(|(variable, value)| is_bound(code, *variable, value)).collect();
    let mut names = Names::default();
    names.see(code);
    for (_, value) in assign {
        names.see(value);
    }
    let bindings: Vec<(VariableId, Rc<str>, &Code)> =
        bound.into_iter().map(|(variable, value)| (*variable, names.next(), value)).collect();
    let replaced = code.replace(&|part| {
        let Code::Variable(id) = part else { return None };
        if let Some((_, name, _)) = bindings.iter().find(|(variable, ..)| variable == id) {
            return Some(Code::Local(name.clone()));
        }
        assign.iter().find(|(variable, _)| variable == id).map(|(_, value)| value.clone())
    });
    if bindings.is_empty() {
        return replaced;
    }
    let bindings = bindings.into_iter().map(|(_, name, value)| (name, value.clone())).collect();
    Code::Block(bindings, replaced.into())
}

/// How often the value is written where it takes the place of the variable.
pub(super) fn copies(code: &Code, variable: VariableId, value: &Code) -> usize {
    match code {
        Code::Object(members) => {
            members.iter().map(|(_, member)| copies(member, variable, value)).sum()
        }
        code if is_bound(code, variable, value) => 1,
        code => reads(code, variable),
    }
}

/// Whether the value gets a name in the code.
fn is_bound(code: &Code, variable: VariableId, value: &Code) -> bool {
    let is_long = || value.is_volatile() || size(value) >= WORTH_A_NAME;
    is_computed(value)
        && (is_read_in_a_function(code, variable) || reads(code, variable) > 1 && is_long())
}

/// Whether nothing is known of the value before it is computed, such as a member that is written out.
fn is_computed(value: &Code) -> bool {
    match value {
        Code::Call(..)
        | Code::Binary(..)
        | Code::Conditional(..)
        | Code::Block(..)
        | Code::KeepArray(_)
        | Code::Range(..) => true,
        Code::Array(elements) => elements.first().is_some_and(is_computed),
        _ => false,
    }
}

fn is_read_in_a_function(code: &Code, variable: VariableId) -> bool {
    let mut is_read = false;
    code.walk(&mut |part| {
        is_read |= matches!(part, Code::Function(_, body) if reads(body, variable) > 0);
    });
    is_read
}

/// Names that stand for nothing yet.
#[derive(Default)]
struct Names {
    taken: BTreeSet<Rc<str>>,
}

impl Names {
    fn see(&mut self, code: &Code) {
        code.walk(&mut |part| match part {
            Code::Local(name) => {
                self.taken.insert(name.clone());
            }
            Code::Function(names, _) => self.taken.extend(names.iter().cloned()),
            Code::Block(bindings, _) => {
                self.taken.extend(bindings.iter().map(|(name, _)| name.clone()));
            }
            _ => {}
        });
    }

    fn next(&mut self) -> Rc<str> {
        let mut level = 1;
        loop {
            let name: Rc<str> = if level == 1 { "it".into() } else { format!("it{level}").into() };
            if self.taken.insert(name.clone()) {
                return name;
            }
            level += 1;
        }
    }
}
