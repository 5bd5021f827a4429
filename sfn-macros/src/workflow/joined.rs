//! `let outcome = call.await;` and the statement after it, where taking the outcome apart is the first thing that does: as
//! one statement, so that the call's own catchers lead to the arms.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{Attribute, Expr, Local, Pat, Stmt, Type, spanned::Spanned, visit::Visit};

use super::{call::strip, outcome::outcome, statement::pattern_name, text};

/// Methods that take an outcome apart.
const METHODS: &[&str] = &[
    "unwrap_or",
    "unwrap_or_default",
    "unwrap_or_else",
    "ok",
    "is_ok",
    "is_err",
    "map",
    "map_err",
];

/// The next statement, with the call in place of the name.
pub(super) struct Joined {
    pub(super) statement: Stmt,
    /// The attributes of the statement that it took in.
    pub(super) attributes: Vec<Attribute>,
    /// The outcome's type, where it is written beside the name.
    pub(super) expected: Option<Type>,
}

/// Joins two statements, where that changes nothing. The last statement of a function may be the outcome itself.
pub(super) fn join_outcome(
    statement: &Stmt,
    next: &Stmt,
    later: &[Stmt],
    returns: bool,
) -> Option<Joined> {
    let Stmt::Local(local) = statement else { return None };
    let (Pat::Ident(name), Some(init)) = (typed(&local.pat).0, &local.init) else { return None };
    if outcome(&init.expr).is_none() || init.diverge.is_some() {
        return None;
    }
    let mut joined = next.clone();
    *taken_apart(&mut joined, &name.ident, returns && later.is_empty())? = (*init.expr).clone();
    let mut reads = Reads { name: &name.ident, count: 0 };
    let mut rest = std::iter::once(&joined).chain(later);
    rest.try_for_each(|statement| reads.statement(statement)).ok();
    // The call itself may read an older variable of that name.
    let own = Reads::of(&name.ident, &init.expr);
    (reads.count == own).then(|| Joined {
        statement: joined,
        attributes: local.attrs.clone(),
        expected: expected(local),
    })
}

/// The place where the statement takes the outcome apart, before it does anything else.
fn taken_apart<'a>(statement: &'a mut Stmt, name: &Ident, returns: bool) -> Option<&'a mut Expr> {
    let mut place = match statement {
        Stmt::Local(local) => {
            let takes = matches!(typed(&local.pat).0, Pat::TupleStruct(_));
            let init = local.init.as_mut()?;
            if takes && is_name(&init.expr, name) {
                return Some(&mut init.expr);
            }
            &mut *init.expr
        }
        Stmt::Expr(expr, end) => {
            if returns && end.is_none() && is_name(expr, name) {
                return Some(expr);
            }
            expr
        }
        _ => return None,
    };
    loop {
        let (first, takes) = first_operand(place)?;
        if is_name(first, name) {
            return takes.then_some(first);
        }
        place = first;
    }
}

/// The type that is written for an outcome that gets a name.
pub(super) fn expected(local: &Local) -> Option<Type> {
    let init = local.init.as_ref()?;
    outcome(&init.expr).filter(|outcome| outcome.changes.is_empty())?;
    typed(&local.pat).1.cloned()
}

/// The pattern, and the type beside it.
pub(super) fn typed(pattern: &Pat) -> (&Pat, Option<&Type>) {
    match pattern {
        Pat::Type(typed) => (&typed.pat, Some(&typed.ty)),
        pattern => (pattern, None),
    }
}

/// `: Expr<T>`, for what is declared as a `T`.
pub(super) fn declared(ty: &Type) -> TokenStream {
    let ty = crate::function::owned_type(ty);
    quote_spanned!(ty.span()=> : ::sfn_dsl::__private::Expr<#ty>)
}

fn is_name(expr: &Expr, name: &Ident) -> bool {
    matches!(strip(expr), Expr::Path(path) if path.path.is_ident(name))
}

/// What the expression evaluates before anything else, and whether it takes that apart.
pub(super) fn first_operand(expr: &mut Expr) -> Option<(&mut Expr, bool)> {
    Some(match expr {
        Expr::Match(matching) => (&mut *matching.expr, true),
        Expr::Let(test) => (&mut *test.expr, true),
        Expr::Try(question) => (&mut *question.expr, true),
        Expr::MethodCall(method) => {
            let takes = METHODS.iter().any(|name| method.method == name);
            (&mut *method.receiver, takes)
        }
        Expr::If(condition) => (&mut *condition.cond, false),
        Expr::Binary(binary) => (&mut *binary.left, false),
        Expr::Unary(unary) => (&mut *unary.expr, false),
        Expr::Paren(inner) => (&mut *inner.expr, false),
        Expr::Group(inner) => (&mut *inner.expr, false),
        Expr::Reference(reference) => (&mut *reference.expr, false),
        Expr::Cast(cast) => (&mut *cast.expr, false),
        Expr::Field(field) => (&mut *field.base, false),
        Expr::Await(awaited) => (&mut *awaited.base, false),
        Expr::Call(call) => (call.args.first_mut()?, false),
        Expr::Struct(literal) => (&mut literal.fields.first_mut()?.expr, false),
        Expr::Tuple(tuple) => (tuple.elems.first_mut()?, false),
        Expr::Array(array) => (array.elems.first_mut()?, false),
        Expr::Return(leave) => (&mut **leave.expr.as_mut()?, true),
        _ => return None,
    })
}

/// Counts how often a variable is read.
struct Reads<'a> {
    name: &'a Ident,
    count: usize,
}

impl<'a> Reads<'a> {
    fn of(name: &'a Ident, expr: &Expr) -> usize {
        let mut reads = Self { name, count: 0 };
        reads.visit_expr(expr);
        reads.count
    }

    /// Counts on; an error where the statement gives the name to another variable.
    fn statement(&mut self, statement: &Stmt) -> Result<(), ()> {
        self.visit_stmt(statement);
        match statement {
            Stmt::Local(local)
                if pattern_name(typed(&local.pat).0).is_some_and(|name| self.name == &name) =>
            {
                Err(())
            }
            _ => Ok(()),
        }
    }
}

impl<'ast> Visit<'ast> for Reads<'_> {
    fn visit_expr_path(&mut self, path: &'ast syn::ExprPath) {
        self.count += usize::from(path.path.is_ident(self.name));
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        let names = text::identifiers(&mac.tokens);
        let names = names.into_iter().chain(text::inline_arguments(&mac.tokens));
        self.count += names.filter(|name| self.name == name).count();
    }

    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        // The pattern may give the name to something else.
        if !text::identifiers(&arm.pat.to_token_stream()).iter().any(|name| self.name == name) {
            syn::visit::visit_arm(self, arm);
        }
    }
}
