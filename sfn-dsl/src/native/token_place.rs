//! Where a task token stands in what is called with it: natively in JSON, in a definition among expressions.

use std::rc::Rc;

use serde_json::{Map, Value, json};

use crate::{
    code::{BinaryOperator, Code, Root},
    integration::insert,
};

/// Where the task token stands in a payload.
#[derive(Clone, Copy, Debug)]
pub enum TokenPlace {
    /// Under this name.
    Member(&'static str),
    /// Beside the message that was this member: `{"Message": message, "TaskToken": token}`.
    WithMessage(&'static str),
    /// Beside the `Detail` of each event: `{"Message": detail, "TaskToken": token}`.
    InEvents,
    /// Here, a JSON pointer.
    At(&'static str),
    /// In the header `TaskToken`.
    Header,
    /// In a variable of a container's environment.
    Environment {
        /// The container's name.
        container: &'static str,
        /// The variable.
        variable: &'static str,
    },
}

impl TokenPlace {
    /// Puts the token into a payload.
    pub(super) fn put(self, payload: &mut Value, token: &str) {
        match (self, payload) {
            (Self::Member(name), Value::Object(members)) => {
                members.insert(name.to_owned(), token.into());
            }
            (Self::WithMessage(name), payload) => {
                if let Some(message) = payload.get_mut(name) {
                    *message = json!({ "Message": message.take(), "TaskToken": token });
                }
            }
            (Self::InEvents, payload) => {
                let events = payload.get_mut("Entries").and_then(Value::as_array_mut);
                let details = events.into_iter().flatten();
                for detail in details.filter_map(|event| event.get_mut("Detail")) {
                    *detail = json!({ "Message": detail.take(), "TaskToken": token });
                }
            }
            (Self::At(place), payload) => {
                if let Some(value) = payload.pointer_mut(place) {
                    *value = token.into();
                }
            }
            (Self::Header, Value::Object(members)) => {
                insert(members, "Headers.TaskToken", json!([token]));
            }
            (Self::Environment { container, variable }, Value::Object(members)) => {
                let overrides = members.get("Overrides");
                let listed = overrides.and_then(|overrides| overrides.get("ContainerOverrides"));
                let listed = listed.and_then(Value::as_array).cloned().unwrap_or_default();
                let is_named =
                    |listed: &Value| listed.get("Name").is_some_and(|name| name == container);
                let (same, mut others): (Vec<_>, Vec<_>) = listed.into_iter().partition(is_named);
                let mut own = match same.into_iter().next() {
                    Some(Value::Object(own)) => own,
                    _ => Map::new(),
                };
                let environment = own.get("Environment").and_then(Value::as_array).cloned();
                let mut environment = environment.unwrap_or_default();
                environment.push(json!({ "Name": variable, "Value": token }));
                own.insert("Name".to_owned(), container.into());
                own.insert("Environment".to_owned(), environment.into());
                others.push(own.into());
                insert(members, "Overrides.ContainerOverrides", others.into());
            }
            (Self::Member(_) | Self::Header | Self::Environment { .. }, _) => {}
        }
    }

    /// The `Arguments` of a Task state with the token among them.
    pub(crate) fn put_in(self, arguments: &Code) -> Code {
        let token = Code::Root(Root::Context).field("Task").field("Token");
        let Code::Object(members) = arguments else { return arguments.clone() };
        let mut members = members.clone();
        match self {
            Self::Member(name) => members.push((name.into(), token)),
            Self::WithMessage(name) => {
                for (_, message) in members.iter_mut().filter(|(key, _)| &**key == name) {
                    let both = [("Message", message.clone()), ("TaskToken", token.clone())];
                    *message = object(both);
                }
            }
            Self::InEvents => change(&mut members, "Entries", |events| {
                let with_token = |event: Code| {
                    let detail = member(&event, "Detail").unwrap_or_else(Code::null);
                    let both = object([("Message", detail), ("TaskToken", token.clone())]);
                    merged(Some(event), "Detail", both)
                };
                in_each(events.unwrap_or_else(|| Code::Array(Vec::new())), with_token)
            }),
            // The request was written with the token in it.
            Self::At(_) => {}
            Self::Header => change(&mut members, "Headers", |headers| {
                merged(headers, "TaskToken", Code::Array(vec![token]))
            }),
            Self::Environment { container, variable } => {
                let entry = object([("Name", Code::text(variable)), ("Value", token)]);
                change(&mut members, "Overrides", |overrides| {
                    let listed = overrides
                        .as_ref()
                        .and_then(|overrides| member(overrides, "ContainerOverrides"));
                    let containers = with_variable(listed, container, entry);
                    merged(overrides, "ContainerOverrides", containers)
                });
            }
        }
        Code::Object(members)
    }
}

fn object<const N: usize>(members: [(&str, Code); N]) -> Code {
    Code::Object(members.into_iter().map(|(key, value)| (key.into(), value)).collect())
}

/// Changes a member that may not be there.
fn change(members: &mut Vec<(Rc<str>, Code)>, key: &str, value: impl FnOnce(Option<Code>) -> Code) {
    let at = members.iter().position(|(name, _)| &**name == key);
    let old = at.map(|at| members.remove(at).1);
    members.push((key.into(), value(old)));
}

/// A member, which is missing where the object is written out without it.
fn member(of: &Code, key: &str) -> Option<Code> {
    match of {
        Code::Object(members) => {
            members.iter().find(|(name, _)| &**name == key).map(|(_, value)| value.clone())
        }
        Code::Literal(value) => value.get(key).cloned().map(Code::Literal),
        other => Some(other.field(key)),
    }
}

/// The object with another value of this member.
fn merged(base: Option<Code>, key: &str, value: Code) -> Code {
    match base {
        None => object([(key, value)]),
        Some(Code::Object(mut members)) => {
            members.retain(|(name, _)| &**name != key);
            members.push((key.into(), value));
            Code::Object(members)
        }
        Some(Code::Literal(Value::Object(members))) => {
            let members =
                members.into_iter().map(|(name, value)| (name.into(), Code::Literal(value)));
            merged(Some(Code::Object(members.collect())), key, value)
        }
        Some(base) => Code::call("merge", [Code::Array(vec![base, object([(key, value)])])]),
    }
}

/// A list whose elements are changed.
fn in_each(list: Code, change: impl Fn(Code) -> Code) -> Code {
    match list {
        Code::Array(elements)
            if elements.iter().all(|element| matches!(element, Code::Object(_))) =>
        {
            Code::Array(elements.into_iter().map(change).collect())
        }
        Code::Literal(Value::Array(elements)) => Code::Array(
            elements.into_iter().map(|element| change(Code::Literal(element))).collect(),
        ),
        list => {
            let body = change(Code::Local("event".into()));
            let function = Code::Function(vec!["event".into()], Rc::new(body));
            Code::Array(vec![Code::call("map", [list, function])])
        }
    }
}

/// The list of containers, of which this one has one more variable; it comes last.
fn with_variable(listed: Option<Code>, container: &str, entry: Code) -> Code {
    let name = || Code::text(container);
    let Some(listed) = listed else {
        return Code::Array(vec![object([
            ("Name", name()),
            ("Environment", Code::Array(vec![entry])),
        ])]);
    };
    let that = |operator| {
        let test = Code::binary(operator, Code::Local("container".into()).field("Name"), name());
        let test = Code::Function(vec!["container".into()], Rc::new(test));
        Code::call("filter", [listed.clone(), test])
    };
    let same = that(BinaryOperator::Equal);
    let environment = Code::Array(vec![same.field("Environment"), entry]);
    let own = object([("Name", name()), ("Environment", environment)]);
    let own = Code::call("merge", [Code::Array(vec![same, own])]);
    Code::Array(vec![that(BinaryOperator::NotEqual), own])
}
