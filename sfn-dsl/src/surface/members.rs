//! Objects as serde writes and reads them. Called by `derive(Data)`.

use serde_json::Value;

use crate::{
    code::{BinaryOperator, Code},
    data::{Data, element},
    expr::Expr,
    print::not,
    surface::{options, scope},
};

/// One part of an object.
pub enum Part {
    /// A member.
    Member(&'static str, Code),
    /// `skip_serializing_if = "Option::is_none"`
    UnlessNone(&'static str, Code),
    /// `skip_serializing_if = "String::is_empty"` and the like: left out where it equals this.
    Unless(&'static str, Code, Value),
    /// `flatten`: all members of an object.
    Flattened(Code),
}

/// An object of these parts: written out where it is known which members it has, else merged.
pub fn object(parts: Vec<Part>) -> Code {
    let mut pieces = Pieces::default();
    for part in parts {
        match part {
            Part::Member(key, value) => pieces.member(key, value),
            Part::UnlessNone(key, value) => match options::present(&value) {
                Code::Literal(Value::Bool(false)) => {}
                Code::Literal(Value::Bool(true)) => pieces.member(key, value),
                _ => pieces.optional(&options::place(&value), key, |value| {
                    Code::binary(BinaryOperator::NotEqual, value.clone(), Code::null())
                }),
            },
            Part::Unless(key, value, left_out) => match &value {
                Code::Literal(known) if *known == left_out => {}
                Code::Literal(_) => pieces.member(key, value),
                _ => pieces.optional(&value, key, |value| {
                    let left_out = Code::Literal(left_out.clone());
                    Code::binary(BinaryOperator::NotEqual, value.clone(), left_out)
                }),
            },
            Part::Flattened(Code::Object(members)) => {
                for (key, value) in members {
                    pieces.member(&key, value);
                }
            }
            Part::Flattened(value) => pieces.piece(value),
        }
    }
    pieces.finish()
}

#[derive(Default)]
struct Pieces {
    done: Vec<Code>,
    members: Vec<(std::rc::Rc<str>, Code)>,
}

impl Pieces {
    fn member(&mut self, key: &str, value: Code) {
        self.members.push((key.into(), value));
    }

    fn optional(&mut self, value: &Code, key: &str, condition: impl FnOnce(&Code) -> Code) {
        self.piece(scope::bind(value, |value| {
            let member = Code::Object(vec![(key.into(), value.clone())]);
            Code::conditional(condition(value), member, Code::Object(Vec::new()))
        }));
    }

    fn piece(&mut self, piece: Code) {
        if !self.members.is_empty() {
            self.done.push(Code::Object(std::mem::take(&mut self.members)));
        }
        self.done.push(piece);
    }

    fn finish(mut self) -> Code {
        if self.done.is_empty() {
            return Code::Object(self.members);
        }
        if !self.members.is_empty() {
            self.done.push(Code::Object(self.members));
        }
        Code::call("merge", [Code::Array(self.done)])
    }
}

/// `base` with the members of `changes`, and without the members `removed`, which `changes` may bring back.
pub fn update(base: Code, changes: Vec<Part>, removed: &[&'static str]) -> Code {
    let base = if removed.is_empty() { base } else { without(&base, removed) };
    let mut parts = vec![Part::Flattened(base)];
    parts.extend(changes);
    match object(parts) {
        // A member written twice is an error in JSONata, and the later one counts.
        Code::Object(members) => {
            let mut unique: Vec<(std::rc::Rc<str>, Code)> = Vec::with_capacity(members.len());
            for (key, value) in members {
                match unique.iter_mut().find(|(known, _)| *known == key) {
                    Some((_, known)) => *known = value,
                    None => unique.push((key, value)),
                }
            }
            Code::Object(unique)
        }
        code => code,
    }
}

/// `object` without some members.
pub fn without(object: &Code, keys: &[&'static str]) -> Code {
    if let Code::Object(members) = object {
        let rest = members.iter().filter(|(key, _)| !keys.contains(&&**key)).cloned();
        return Code::Object(rest.collect());
    }
    let kept = scope::with(|names| {
        let key = Code::Local(names.index.clone());
        let kept = match keys {
            [one] => Code::binary(BinaryOperator::NotEqual, key, Code::text(*one)),
            keys => not(Code::binary(
                BinaryOperator::In,
                key,
                Code::Array(keys.iter().map(|key| Code::text(*key)).collect()),
            )),
        };
        Code::Function(vec![names.item.clone(), names.index.clone()], kept.into())
    });
    // `$sift` gives nothing where no member is left.
    let sifted = Code::call("sift", [object.clone(), kept]);
    Code::call("merge", [Code::Array(vec![sifted])])
}

/// The object that [`without`] took members from.
pub fn whole(object: &Code) -> &Code {
    if let Code::Call("merge", arguments) = object
        && let [Code::Array(elements)] = arguments.as_slice()
        && let [Code::Call("sift", arguments)] = elements.as_slice()
        && let Some(object) = arguments.first()
    {
        return object;
    }
    object
}

/// A member of an object that is written out, at least in part.
enum Found {
    Always(Code),
    If(Code, Code),
    Never,
    Unknown,
}

/// The member under one of `keys`.
fn find(base: &Code, keys: &[&str]) -> Found {
    let pieces = match base {
        Code::Object(_) => std::slice::from_ref(base),
        Code::Call("merge", arguments) => match arguments.as_slice() {
            [Code::Array(pieces)] => pieces.as_slice(),
            _ => return Found::Unknown,
        },
        _ => return Found::Unknown,
    };
    let among = |members: &[(std::rc::Rc<str>, Code)]| {
        members.iter().find(|(key, _)| keys.contains(&&**key)).map(|(_, value)| value.clone())
    };
    // Of several, the last counts.
    for piece in pieces.iter().rev() {
        match piece {
            Code::Object(members) => {
                if let Some(value) = among(members) {
                    return Found::Always(value);
                }
            }
            Code::Conditional(condition, then, otherwise) => {
                let (Code::Object(members), Code::Object(_)) = (&**then, &**otherwise) else {
                    return Found::Unknown;
                };
                if let Some(value) = among(members) {
                    return Found::If((**condition).clone(), value);
                }
            }
            _ => return Found::Unknown,
        }
    }
    Found::Never
}

/// What `derive(Data)` needs of a field's type.
pub struct Of<T> {
    read: fn(Code) -> Code,
    appended: fn(Code) -> Code,
    element: fn(Code) -> Code,
    shape: fn(&Code, u32) -> Code,
    /// See `Data::__IS_ARRAY`.
    pub is_array: bool,
    /// See `Data::__IS_OBJECT`.
    pub is_object: bool,
    /// See `Data::__MAY_BE_MISSING`.
    pub may_be_missing: bool,
    field: std::marker::PhantomData<fn() -> T>,
}

/// The one place where generated code asks that a field's type be `Data`, so that a missing derive is one error.
pub const fn of<T: Data>() -> Of<T> {
    Of {
        read: T::__read,
        appended: T::__appended,
        element: element::<T>,
        shape: T::__shape,
        is_array: T::__IS_ARRAY,
        is_object: T::__IS_OBJECT,
        may_be_missing: T::__MAY_BE_MISSING,
        field: std::marker::PhantomData,
    }
}

impl<T> Of<T> {
    /// The member of `base` under the first of `keys` that is there, or the default.
    pub fn member(&self, base: &Code, keys: &[&str], default: Option<Value>) -> Expr<T> {
        Expr::__new(self.member_code(whole(base), keys, default))
    }

    fn member_code(&self, base: &Code, keys: &[&str], default: Option<Value>) -> Code {
        let Some((key, others)) = keys.split_first() else {
            return default.map_or_else(Code::null, Code::Literal);
        };
        let missing = || default.clone().map_or_else(Code::null, Code::Literal);
        match find(base, keys) {
            Found::Always(value) => return value,
            Found::Never => return missing(),
            Found::If(condition, value) => return Code::conditional(condition, value, missing()),
            Found::Unknown => {}
        }
        let place = base.field(key);
        match (others.is_empty(), default) {
            (true, None) => (self.read)(place),
            (_, default) => Code::or_else(place, self.member_code(base, others, default)),
        }
    }

    /// The element `index` of `base`.
    pub fn element_of(&self, base: &Code, index: usize) -> Expr<T> {
        Expr::__new(base.index(index))
    }

    /// The value itself, which has this type.
    pub fn itself(&self, base: &Code) -> Expr<T> {
        Expr::__new(base.clone())
    }

    /// A value that is never written: its default.
    pub fn constant(&self, value: Value) -> Expr<T> {
        Expr::__new(Code::Literal(value))
    }

    /// See `Data::__appended`.
    pub fn appended(&self, value: Code) -> Code {
        (self.appended)(value)
    }

    /// An array constructor's element that gives exactly this value.
    pub fn element(&self, value: Code) -> Code {
        (self.element)(value)
    }

    /// See `Data::__shape`.
    pub fn shape(&self, place: &Code, depth: u32) -> Code {
        if depth == 0 {
            return Code::call("exists", [place.clone()]);
        }
        (self.shape)(place, depth - 1)
    }

    /// See `Data::__read`.
    pub fn read(&self, place: Code) -> Code {
        (self.read)(place)
    }

    /// The shape of a member under one of `keys`, which is only missing where it may be.
    pub fn required_shape(&self, place: &Code, keys: &[&str], depth: u32) -> Code {
        if self.may_be_missing {
            return Code::Literal(Value::Bool(true));
        }
        self.member_shape(place, keys, depth)
    }

    fn member_shape(&self, place: &Code, keys: &[&str], depth: u32) -> Code {
        keys.iter()
            .map(|key| self.shape(&place.field(key), depth))
            .reduce(|left, right| Code::binary(BinaryOperator::Or, left, right))
            .unwrap_or(Code::Literal(Value::Bool(true)))
    }
}

/// The values of fields that were given by their Rust names.
pub fn take(fields: &mut Vec<(&'static str, Code)>, name: &str) -> Option<Code> {
    let index = fields.iter().position(|(field, _)| *field == name)?;
    Some(fields.swap_remove(index).1)
}

/// As [`take`], where the field must be there: rustc has checked that in the original.
pub fn value(fields: &mut Vec<(&'static str, Code)>, name: &str) -> Code {
    take(fields, name).unwrap_or_else(Code::null)
}
