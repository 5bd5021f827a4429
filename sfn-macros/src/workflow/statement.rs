//! Statements: lets, assignments, conditions, loops, and the ends of a function.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Block, Expr, Pat, Stmt, spanned::Spanned};

use super::{
    call::strip,
    outcome::{is_sleep, outcome},
    scope::{Sink, Twin, has_effects, is_assignment},
    text,
};

impl Twin {
    /// The statements of a block, whose value goes into the sink.
    pub(super) fn block(&mut self, block: &Block, sink: &Sink) -> TokenStream {
        self.enter_block();
        let mut out = TokenStream::new();
        let last = block.stmts.len().saturating_sub(1);
        let mut outcome: Option<(Stmt, Vec<syn::Attribute>)> = None;
        for (index, statement) in block.stmts.iter().enumerate() {
            let joined = outcome.take();
            if joined.is_none()
                && let Some(next) = block.stmts.get(index + 1)
                && let Some(next) =
                    join_outcome(statement, next, block.stmts.get(index + 2..).unwrap_or_default())
            {
                outcome = Some(next);
                continue;
            }
            let statement = joined.as_ref().map_or(statement, |(statement, _)| statement);
            self.comment_from = joined.as_ref().map(|(_, attributes)| attributes.clone());
            let tokens = match statement {
                Stmt::Local(local) => self.local(local),
                Stmt::Item(item) => item.to_token_stream(),
                Stmt::Expr(expr, None) if index == last => {
                    let at = self.statement_site(expr);
                    let value = self.sink(expr, sink);
                    quote!(#at #value)
                }
                Stmt::Expr(expr, _) => self.statement(expr),
                Stmt::Macro(mac) => {
                    let expr = Expr::Macro(syn::ExprMacro {
                        attrs: mac.attrs.clone(),
                        mac: mac.mac.clone(),
                    });
                    if index == last && mac.semi_token.is_none() {
                        self.sink(&expr, sink)
                    } else {
                        self.statement(&expr)
                    }
                }
            };
            out.extend(tokens);
        }
        self.leave_block();
        out
    }

    fn statement_site(&mut self, expr: &Expr) -> TokenStream {
        let attributes = text::attributes(expr);
        self.check_attributes(attributes);
        self.at(expr.span(), attributes)
    }

    /// A statement whose value nobody reads.
    fn statement(&mut self, expr: &Expr) -> TokenStream {
        let at = self.statement_site(expr);
        let tokens = self.sink(expr, &Sink::Discard);
        quote!(#at #tokens)
    }

    /// The expression as a statement, its value into the sink.
    pub(super) fn sink(&mut self, expr: &Expr, sink: &Sink) -> TokenStream {
        match expr {
            Expr::Paren(inner) => self.sink(&inner.expr, sink),
            Expr::Group(inner) => self.sink(&inner.expr, sink),
            Expr::Block(block) if block.label.is_none() => {
                let body = self.block(&block.block, sink);
                quote!({ #body })
            }
            Expr::If(condition) if !is_plain_value(expr, sink) => self.condition(condition, sink),
            Expr::Match(matching) if !is_plain_value(expr, sink) => self.matching(matching, sink),
            Expr::Block(_) | Expr::ForLoop(_) | Expr::While(_) | Expr::Loop(_) => {
                self.repeat(expr, sink)
            }
            Expr::Return(leave) => {
                let value = leave.expr.as_deref();
                match value {
                    Some(value) => self.sink(value, &Sink::Return),
                    None => self.error(leave.span(), "return a `Result`: `return Ok(())`"),
                }
            }
            Expr::Break(_) | Expr::Continue(_) => self.leave(expr),
            Expr::Assign(assign) => self.assignment(&assign.left, &assign.right),
            Expr::Binary(binary) if is_assignment(&binary.op) => self.compound_assignment(binary),
            Expr::MethodCall(method)
                if matches!(sink, Sink::Discard) && text::is_mutation(&method.method) =>
            {
                self.mutation(method)
            }
            Expr::Unsafe(block) => {
                let error = self.error(
                    block.unsafe_token.span(),
                    "`unsafe` cannot run inside Step Functions: move it into a `#[task]`",
                );
                quote!(#error;)
            }
            expr => self.plain_sink(expr, sink),
        }
    }

    fn plain_sink(&mut self, expr: &Expr, sink: &Sink) -> TokenStream {
        match sink {
            Sink::Discard => {
                if let Expr::Await(awaited) = strip(expr)
                    && !is_sleep(&awaited.base)
                {
                    return self.ignore_outcome(&awaited.base);
                }
                if is_result_join(expr)
                    && let Expr::Macro(mac) = strip(expr)
                {
                    let called = self.parallel(&mac.mac);
                    return quote!(let _ = #called;);
                }
                if let Expr::Tuple(unit) = expr
                    && unit.elems.is_empty()
                {
                    return TokenStream::new();
                }
                let value = self.value(expr);
                quote!(let _ = #value;)
            }
            Sink::Assign(slot) => {
                let value = self.value(expr);
                quote!({ let __value = #value; __w.__assign(&#slot, __value); })
            }
            Sink::Return => self.result(expr),
        }
    }

    /// The result of a function: `Ok(..)`, `Err(..)`, or a call.
    fn result(&mut self, expr: &Expr) -> TokenStream {
        let span = expr.span();
        if let Some(value) = self.mapped_outcome(expr, None) {
            return self.give(&value);
        }
        match expr {
            Expr::Call(call) if is_path(&call.func, "Ok") => {
                let scope = self.scope();
                let error = ok_error_type(&call.func)
                    .map(|error| quote!(::sfn_dsl::__private::fails_with::<_, #error>(&#scope);));
                let value = match call.args.first() {
                    Some(Expr::Tuple(unit)) if unit.elems.is_empty() => {
                        quote!(::sfn_dsl::__private::unit())
                    }
                    Some(value) => self.value(value),
                    None => quote!(::sfn_dsl::__private::unit()),
                };
                let give = if self.gives_results() { "__return_ok" } else { "__return" };
                let give = quote::format_ident!("{give}");
                let give = quote_spanned!(span=> __w.#give(&#scope, __value));
                quote!({ let __value = #value; #error #give; })
            }
            Expr::Call(call) if is_path(&call.func, "Err") => {
                let error = call.args.first();
                let value = error.map(|error| self.error_value(error)).unwrap_or_default();
                if error.is_some_and(super::call::is_converted) {
                    self.fail_into(&value)
                } else {
                    self.fail(&value)
                }
            }
            Expr::Await(awaited) => {
                let value = self.tail(&awaited.base);
                self.give(&value)
            }
            Expr::Macro(mac) if text::is_try_join(&mac.mac.path) => {
                let value = self.tail(expr);
                self.give(&value)
            }
            other => {
                let message = "a workflow ends with `Ok(..)`, `Err(..)` or an awaited call";
                let error = self.error(other.span(), message);
                quote!(#error;)
            }
        }
    }
}

/// `let outcome = call.await;` and the statement after it, where that takes the outcome apart: as one statement.
fn join_outcome(
    statement: &Stmt,
    next: &Stmt,
    later: &[Stmt],
) -> Option<(Stmt, Vec<syn::Attribute>)> {
    struct Join<'a> {
        name: &'a Ident,
        call: &'a Expr,
        uses: usize,
        joined: usize,
    }
    impl Join<'_> {
        fn join(&mut self, place: &mut Expr) {
            if let Expr::Path(path) = strip(place)
                && path.path.is_ident(self.name)
            {
                *place = self.call.clone();
                self.joined += 1;
            }
        }
    }
    impl syn::visit_mut::VisitMut for Join<'_> {
        fn visit_expr_mut(&mut self, expr: &mut Expr) {
            match expr {
                Expr::Match(matching) => {
                    self.join(&mut matching.expr);
                    self.visit_expr_mut(&mut matching.expr);
                    let name = self.name.to_string();
                    for arm in &mut matching.arms {
                        if !text::identifiers(&arm.pat.to_token_stream()).contains(&name) {
                            self.visit_expr_mut(&mut arm.body);
                        }
                    }
                    return;
                }
                Expr::Let(test) => self.join(&mut test.expr),
                Expr::MethodCall(method)
                    if [
                        "unwrap_or",
                        "unwrap_or_default",
                        "unwrap_or_else",
                        "ok",
                        "is_ok",
                        "is_err",
                    ]
                    .iter()
                    .any(|name| method.method == name) =>
                {
                    self.join(&mut method.receiver);
                }
                Expr::Try(question) => self.join(&mut question.expr),
                Expr::Path(path) if path.path.is_ident(self.name) => self.uses += 1,
                _ => {}
            }
            syn::visit_mut::visit_expr_mut(self, expr);
        }
    }
    let Stmt::Local(local) = statement else { return None };
    let (Pat::Ident(name), Some(init)) = (&local.pat, &local.init) else { return None };
    if outcome(&init.expr).is_none() || init.diverge.is_some() {
        return None;
    }
    if is_read(later, &name.ident) {
        return None;
    }
    let mut join = Join { name: &name.ident, call: &init.expr, uses: 0, joined: 0 };
    let mut next = next.clone();
    syn::visit_mut::VisitMut::visit_stmt_mut(&mut join, &mut next);
    (join.joined == 1 && join.uses == 0).then(|| (next, local.attrs.clone()))
}

/// Whether it is an expression of conditions only, so that it is a value and no state.
fn is_plain_value(expr: &Expr, sink: &Sink) -> bool {
    matches!(sink, Sink::Assign(_)) && !has_effects(expr)
}

/// Whether it is `sfn::join!`, which gives a `Result` for each branch.
pub(super) fn is_result_join(value: &Expr) -> bool {
    matches!(strip(value), Expr::Macro(mac)
        if text::is_join(&mac.mac.path) && !text::is_try_join(&mac.mac.path))
}

/// The name that a pattern gives.
pub(super) fn pattern_name(pattern: &Pat) -> Option<String> {
    match pattern {
        Pat::Ident(pattern) => Some(pattern.ident.to_string()),
        Pat::Reference(inner) => pattern_name(&inner.pat),
        _ => None,
    }
}

/// Whether the statements read the variable, before one of them gives its name away.
fn is_read(statements: &[Stmt], name: &Ident) -> bool {
    let name = name.to_string();
    for statement in statements {
        let renamed = match statement {
            Stmt::Local(local) if pattern_name(&local.pat).as_ref() == Some(&name) => {
                local.init.as_ref().map(|init| init.expr.to_token_stream()).unwrap_or_default()
            }
            statement => {
                if text::identifiers(&statement.to_token_stream()).contains(&name) {
                    return true;
                }
                continue;
            }
        };
        return text::identifiers(&renamed).contains(&name);
    }
    false
}

/// Whether control flow decides the value.
pub(super) fn is_control(expr: &Expr) -> bool {
    matches!(strip(expr), Expr::If(_) | Expr::Match(_) | Expr::Loop(_) | Expr::Block(_))
}

pub(super) fn is_path(expr: &Expr, name: &str) -> bool {
    match expr {
        Expr::Path(path) => {
            path.path.segments.len() == 1
                && path.path.segments.iter().all(|segment| segment.ident == name)
        }
        _ => false,
    }
}

/// `E` of `Ok::<T, E>`.
fn ok_error_type(function: &Expr) -> Option<syn::Type> {
    let Expr::Path(path) = function else { return None };
    let syn::PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments
    else {
        return None;
    };
    match arguments.args.iter().nth(1)? {
        syn::GenericArgument::Type(syn::Type::Infer(_)) => None,
        syn::GenericArgument::Type(ty) => Some(ty.clone()),
        _ => None,
    }
}

/// The variable at the start of `a.b.c`.
pub(super) fn root_of(place: &Expr) -> Option<&Ident> {
    match strip(place) {
        Expr::Path(path) => path.path.get_ident(),
        Expr::Field(field) => root_of(&field.base),
        _ => None,
    }
}
