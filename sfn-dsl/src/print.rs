//! temporary
use crate::code::{Code, VariableId};
pub(crate) fn print(code: &Code, names: &impl Fn(VariableId) -> String) -> String {
    let _ = names;
    format!("{code:?}")
}
pub(crate) fn to_template(code: &Code, names: &impl Fn(VariableId) -> String) -> serde_json::Value {
    print(code, names).into()
}
