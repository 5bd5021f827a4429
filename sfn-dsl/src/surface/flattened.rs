//! Assignments to a field that is `#[serde(flatten)]`: its members lie among those of the object around it.

use crate::{
    code::{BinaryOperator, Code},
    print::not,
    surface::scope,
};

/// The object that `place` lies in, and that object with `value` there instead.
pub(crate) fn replaced(place: &Code, value: Code) -> Option<(Code, Code)> {
    let object = around(place)?;
    // Members that are always there are all overwritten; of others the old ones must not stay behind.
    let others = match (place, rest(place)) {
        (Code::Object(_), _) => object.clone(),
        (_, Some((_, Code::Function(names, kept)))) => {
            let removed = Code::Function(names.clone(), not((**kept).clone()).into());
            Code::call("sift", [object.clone(), removed])
        }
        _ => sift_other_keys(&object, place),
    };
    Some((object, Code::call("merge", [Code::Array(vec![others, value])])))
}

fn around(place: &Code) -> Option<Code> {
    if let Some((object, _)) = rest(place) {
        return Some(object.clone());
    }
    let mut object = None;
    place.walk(&mut |part| {
        if object.is_none() {
            object = match part {
                Code::Field(base, _) => Some((**base).clone()),
                Code::Call("sift", arguments) => arguments.first().cloned(),
                _ => None,
            };
        }
    });
    object
}

/// Of what [`without`](super::members::without) makes, the object and which of its members are left.
fn rest(place: &Code) -> Option<(&Code, &Code)> {
    let Code::Call("merge", parts) = place else { return None };
    let [Code::Array(parts)] = parts.as_slice() else { return None };
    let [Code::Call("sift", arguments)] = parts.as_slice() else { return None };
    let [object, kept] = arguments.as_slice() else { return None };
    Some((object, kept))
}

fn sift_other_keys(object: &Code, part: &Code) -> Code {
    let keys = Code::call("keys", [part.clone()]);
    let kept = scope::with(|names| {
        let key = Code::Local(names.index.clone());
        let kept = not(Code::binary(BinaryOperator::In, key, keys));
        Code::Function(vec![names.item.clone(), names.index.clone()], kept.into())
    });
    Code::call("sift", [object.clone(), kept])
}
