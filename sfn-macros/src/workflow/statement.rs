//! Statements: lets, assignments, conditions, loops, and the ends of a function.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Block, Expr, Pat, Stmt, spanned::Spanned};

use super::{
    call::strip,
    joined::{Joined, join_outcome},
    outcome::is_sleep,
    question::gives_result,
    scope::{Sink, Twin, has_effects, is_assignment},
    text,
};

impl Twin {
    /// The statements of a block, whose value goes into the sink.
    pub(super) fn block(&mut self, block: &Block, sink: &Sink) -> TokenStream {
        self.enter_block();
        let mut out = TokenStream::new();
        let last = block.stmts.len().saturating_sub(1);
        let mut joined = None;
        for (index, statement) in block.stmts.iter().enumerate() {
            let taken: Option<Joined> = joined.take();
            if taken.is_none()
                && let Some(next) = block.stmts.get(index + 1)
                && let later = block.stmts.get(index + 2..).unwrap_or_default()
                && let Some(next) =
                    join_outcome(statement, next, later, matches!(sink, Sink::Return))
            {
                joined = Some(next);
                continue;
            }
            let statement = taken.as_ref().map_or(statement, |taken| &taken.statement);
            self.comment_from = taken.as_ref().map(|taken| taken.attributes.clone());
            self.expected = taken.as_ref().and_then(|taken| taken.expected.clone());
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
                if matches!(sink, Sink::Discard) && text::is_mutation(method) =>
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
                if matches!(strip(expr), Expr::Macro(mac) if text::is_outcome(&mac.mac.path)) {
                    return self.ignore_outcome(strip(expr));
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
                let value = self.value_or_outcome(expr);
                quote!({ let __value = #value; __w.__assign(&#slot, __value); })
            }
            Sink::Unwrap(slot) => self.unwrapped(expr, slot),
            Sink::Return => self.result(expr),
        }
    }

    /// The result of a function: `Ok(..)`, `Err(..)`, or a call.
    fn result(&mut self, expr: &Expr) -> TokenStream {
        let span = expr.span();
        if let Some(value) = self.mapped_outcome(expr, None) {
            return self.give(&value);
        }
        if let Some(matching) = self.method_as_match(expr) {
            return self.matching(&matching, &Sink::Return);
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
                match error.filter(|error| super::call::is_converted(error)) {
                    Some(error) => self.fail_into(&value, error.span()),
                    None => self.fail(&value),
                }
            }
            Expr::Await(awaited) => {
                let value = self.tail(&awaited.base);
                self.give(&value)
            }
            Expr::MethodCall(method) if gives_result(method) => {
                self.result(&syn::parse_quote!(Ok(#method?)))
            }
            Expr::Macro(mac) if text::is_outcome(&mac.mac.path) => {
                let value = self.tail(expr);
                self.give(&value)
            }
            other if self.is_result(other) => self.give_result(other),
            other if self.is_faulty(other) => TokenStream::new(),
            other => {
                let message = "a workflow ends with `Ok(..)`, `Err(..)` or an awaited call";
                let error = self.error(other.span(), message);
                quote!(#error;)
            }
        }
    }
}

/// Whether it is an expression of conditions only, so that it is a value and no state.
fn is_plain_value(expr: &Expr, sink: &Sink) -> bool {
    matches!(sink, Sink::Assign(_)) && !has_effects(expr)
}

/// Whether it is `sfn::join!`, which gives a `Result` for each branch.
pub(super) fn is_result_join(value: &Expr) -> bool {
    matches!(strip(value), Expr::Macro(mac)
        if text::branches(&mac.mac.path) == Some(text::Branches::Join))
}

/// The name that a pattern gives.
pub(super) fn pattern_name(pattern: &Pat) -> Option<String> {
    match pattern {
        Pat::Ident(pattern) => Some(pattern.ident.to_string()),
        Pat::Reference(inner) => pattern_name(&inner.pat),
        _ => None,
    }
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
pub(super) fn ok_error_type(function: &Expr) -> Option<syn::Type> {
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
