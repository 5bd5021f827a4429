//! `map.entry(key).or_insert(default)`: a place in a map.

use proc_macro2::Ident;
use syn::{Expr, UnOp};

use super::call::strip;

/// A place in a map, and what is there if nothing was.
pub(super) struct Entry<'a> {
    pub(super) map: &'a Expr,
    pub(super) key: &'a Expr,
    /// `or_insert`, `or_insert_with` or `or_default`
    pub(super) method: &'a Ident,
    /// The type's own where there is none.
    pub(super) default: Option<&'a Expr>,
}

/// The place, where the expression is one, also behind a `*`.
pub(super) fn entry(expr: &Expr) -> Option<Entry<'_>> {
    let expr = match strip(expr) {
        Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => strip(&unary.expr),
        expr => expr,
    };
    let Expr::MethodCall(or) = expr else { return None };
    let Expr::MethodCall(call) = strip(&or.receiver) else { return None };
    let has_default = or.method == "or_insert" || or.method == "or_insert_with";
    if call.method != "entry" || !(has_default || or.method == "or_default") {
        return None;
    }
    let default = or.args.first().map(strip);
    Some(Entry { map: &call.receiver, key: call.args.first()?, method: &or.method, default })
}
