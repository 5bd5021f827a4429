//! What can be awaited: tasks, workflows, `sfn::map`, `sfn::sleep`; and what is done with the outcome.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Expr, ExprCall, ExprMethodCall, spanned::Spanned};

use super::{
    scope::{FunctionKind, Sink, Twin, assigns},
    statement::is_path,
    text,
};
use crate::{function::outcome_types, service::Family};

/// Methods that say something of a call before it is awaited, with plain Rust values.
const OPTIONS: &[&str] = &[
    "retry",
    "timeout_seconds",
    "heartbeat_seconds",
    "named",
    "tolerate_percent",
    "tolerate_count",
    "label",
    "resource",
];

impl Twin {
    /// The future in `future.await`, as tokens that give a `Called`.
    pub(super) fn called(&mut self, future: &Expr) -> TokenStream {
        match future {
            Expr::Paren(inner) => self.called(&inner.expr),
            Expr::Group(inner) => self.called(&inner.expr),
            Expr::Call(call) => self.call(call),
            Expr::MethodCall(method) => self.option(method),
            Expr::Macro(mac) if text::branches(&mac.mac.path).is_some() => self.parallel(&mac.mac),
            Expr::Macro(mac) if let Some(family) = Family::of(&mac.mac.path) => {
                self.service_call(family, &mac.mac)
            }
            Expr::Async(block) => self.attempt(block),
            other if self.is_faulty(other) => TokenStream::new(),
            other => {
                let message =
                    "await the call where it is made: `task(..).await`; a future cannot be kept";
                self.error(other.span(), message)
            }
        }
    }

    fn option(&mut self, method: &ExprMethodCall) -> TokenStream {
        if method.method == "express" && method.args.is_empty() {
            // It is said after the states of the child, and decides how they may wait.
            self.express = true;
            let called = self.called(&method.receiver);
            self.express = false;
            return called;
        }
        let name = &method.method;
        if name == "wait_for_task_token" && !says_types(method) {
            let message = "say what the callback brings, and how it fails: `.wait_for_task_token::<Decision, Rejected>()`";
            return self.error(name.span(), message);
        }
        let called = self.called(&method.receiver);
        let plain = OPTIONS.iter().any(|option| name == option);
        let arguments: Vec<_> = method
            .args
            .iter()
            .enumerate()
            .map(|(index, argument)| match (plain, self.reads_variable(argument)) {
                (true, true) => self.error(
                    argument.span(),
                    "this is written into the definition, so it cannot depend on the input or on a result",
                ),
                (false, true) => self.erased(argument),
                (false, false) if is_made_here(argument) => self.erased(argument),
                // In a constant item the retrier's ranges are checked whenever the crate is, not only when it is built.
                (true, false) if name == "retry" => quote_spanned! {argument.span()=> {
                    const __RETRY: ::sfn_dsl::__private::Retry = (#argument).__checked();
                    __RETRY
                }},
                (false, false) if name == "header" && index == 0 => quote_spanned! {argument.span()=> {
                    const __HEADER: &str = ::sfn_dsl::__private::header_name(#argument);
                    __HEADER
                }},
                (true, false) if name == "tolerate_percent" => quote_spanned! {argument.span()=> {
                    const __PERCENT: f64 = ::sfn_dsl::__private::checked_percent(#argument);
                    __PERCENT
                }},
                (true, false) if name == "label" => quote_spanned! {argument.span()=> {
                    const __LABEL: &str = ::sfn_dsl::__private::checked_label(#argument);
                    __LABEL
                }},
                (_, false) => argument.to_token_stream(),
            })
            .collect();
        let (span, turbofish) = (name.span(), &method.turbofish);
        quote_spanned!(span=> #called.#name #turbofish (#(#arguments),*))
    }

    fn call(&mut self, call: &ExprCall) -> TokenStream {
        let Expr::Path(path) = &*call.func else {
            return self.error(
                call.func.span(),
                "only a `#[task]`, a `#[workflow]` or `sfn::…` can be awaited in a workflow",
            );
        };
        if let Some(name) = text::sfn_function(&path.path) {
            return match name.as_str() {
                "map" => self.map(call),
                "map_s3" => self.map_s3(call),
                "map_distributed" => self.map_distributed(call),
                _ => self.error(path.span(), format!("`sfn::{name}` cannot be used here")),
            };
        }
        if self.step.as_ref().is_some_and(|step| path.path.is_ident(step)) {
            return self.error(
                path.span(),
                "a step cannot call itself: its states are written out at each call; use a loop, or make it a `#[workflow]`",
            );
        }
        let arguments = self.erased_operands(&call.args.iter().collect::<Vec<_>>());
        let line = Self::line(path.span());
        let span = call.func.span();
        let call = quote_spanned!(span=> __w.__call(#path, __arguments));
        quote_spanned!(span=> {
            let __arguments = ::std::vec![#(#arguments),*];
            #line
            #call
        })
    }

    /// Erased operands in the order in which Rust reads them: one before an operand that assigns is read before that.
    pub(super) fn erased_operands(&mut self, operands: &[&Expr]) -> Vec<TokenStream> {
        let last = operands.iter().rposition(|operand| assigns(operand)).unwrap_or(0);
        let operands = operands.iter().enumerate().map(|(index, operand)| {
            let value = self.erased(operand);
            if index < last { quote!(__w.__freeze_code(#value)) } else { value }
        });
        operands.collect()
    }

    /// A value whose type the original function checks: without a type of its own, where that could not be inferred.
    pub(super) fn erased(&mut self, value: &Expr) -> TokenStream {
        let value = match strip(value) {
            Expr::Path(path) if path.path.is_ident("None") => {
                quote!(::sfn_dsl::__private::none::<()>())
            }
            Expr::Reference(reference) if reference.mutability.is_none() => {
                return self.erased(&reference.expr);
            }
            value if is_empty_array(value) => {
                quote!(::sfn_dsl::__private::array::<()>(::std::vec![]))
            }
            Expr::MethodCall(method) if method.method == "into" && method.args.is_empty() => {
                return self.erased(&method.receiver);
            }
            Expr::Call(call) if is_path(&call.func, "Some") && call.args.len() == 1 => {
                return call.args.first().map(|value| self.erased(value)).unwrap_or_default();
            }
            value => self.value(value),
        };
        quote!(::sfn_dsl::__private::code(#value))
    }

    pub(super) fn line(span: Span) -> TokenStream {
        let line = u32::try_from(span.unwrap().line()).unwrap_or(0);
        quote!(__w.__line(#line);)
    }

    /// The line, and what the next state is called where nothing else names it.
    pub(super) fn hint(span: Span, hint: &str) -> TokenStream {
        let line = Self::line(span);
        quote!(#line __w.__hint(#hint);)
    }

    /// `sfn::sleep(d).await` and `sfn::sleep_until(t).await`, where it is one of them.
    pub(super) fn sleep(&mut self, future: &Expr) -> Option<TokenStream> {
        let Expr::Call(call) = future else { return None };
        let Expr::Path(path) = &*call.func else { return None };
        let name = text::sfn_function(&path.path)?;
        if name != "sleep" && name != "sleep_until" {
            return None;
        }
        let argument = call.args.first()?;
        let line = Self::line(path.span());
        let wait = if name == "sleep_until" {
            let value = self.value(argument);
            quote!(__w.sleep_until(#value);)
        } else if self.reads_variable(argument) {
            let (seconds, factor) = self.seconds(argument);
            quote!(__w.__sleep(#seconds, #factor);)
        } else {
            quote!(__w.sleep(#argument);)
        };
        Some(quote!({ #line #wait ::sfn_dsl::__private::unit() }))
    }

    /// A computed duration: a number and how many seconds it counts.
    fn seconds(&mut self, duration: &Expr) -> (TokenStream, u32) {
        if let Expr::Call(call) = duration
            && let Expr::Path(path) = &*call.func
            && let (Some(last), Some(argument)) = (path.path.segments.last(), call.args.first())
        {
            let factor = match last.ident.to_string().as_str() {
                "seconds" | "from_secs" => Some(1),
                "minutes" | "from_mins" => Some(60),
                "hours" | "from_hours" => Some(3600),
                "days" => Some(86_400),
                _ => None,
            };
            if let Some(factor) = factor {
                return (self.erased(argument), factor);
            }
        }
        let message = "a computed duration is `sfn::seconds(n)`, `minutes`, `hours`, `days` or `Duration::from_secs(n)`";
        (self.error(duration.span(), message), 1)
    }

    /// `async { .. }`, awaited where it stands: a try block.
    fn attempt(&mut self, block: &syn::ExprAsync) -> TokenStream {
        let scope = self.temporary("scope");
        let types = self.expected.take().as_ref().and_then(outcome_types);
        let begin = types.as_ref().map_or_else(
            || quote!(__begin_try()),
            |(output, error)| quote!(__begin_try::<#output, #error>()),
        );
        let kind = FunctionKind::Try { moves: block.capture.is_some() };
        let error = types.map(|(_, error)| error).filter(|ty| !matches!(ty, syn::Type::Infer(_)));
        self.enter_function(kind, scope.clone(), error);
        let body = self.block(&block.block, &Sink::Return);
        self.leave_function();
        let span = block.async_token.span();
        let end = quote_spanned!(span=> __w.__end_try(&#scope));
        quote!({
            let #scope = __w.#begin;
            { #body }
            #end
        })
    }

    /// `call.await?`
    pub(super) fn propagate(&mut self, future: &Expr, question: Span) -> TokenStream {
        let called = self.called(future);
        if self.gives_results() {
            let scope = self.scope();
            let check = quote_spanned!(question=> .__catch_in(&#scope));
            quote!(#called #check)
        } else if let Some(error) = self.error_type() {
            let marker = quote_spanned!(question=> ::core::marker::PhantomData::<#error>);
            let check = quote_spanned!(question=> .__propagate(#marker));
            quote!(#called #check)
        } else {
            let scope = self.scope();
            let check = quote_spanned!(question=> .__propagate_in(&#scope));
            quote!(#called #check)
        }
    }

    /// A call whose outcome nobody looks at: an error changes nothing.
    pub(super) fn ignore_outcome(&mut self, future: &Expr) -> TokenStream {
        let called = self.called(future);
        quote!({
            let __called = #called;
            __called.__begin_match();
            let _ = __called.__ok_arm();
            let _ = __called.__rest_arm(&[]);
            __called.__end_match();
        })
    }

    /// The value in `Err(value)`.
    pub(super) fn error_value(&mut self, expr: &Expr) -> TokenStream {
        match expr {
            Expr::MethodCall(method) if method.method == "into" && method.args.is_empty() => {
                self.error_value(&method.receiver)
            }
            Expr::Call(call) if is_from(&call.func) && call.args.len() == 1 => {
                call.args.first().map_or_else(TokenStream::new, |error| self.error_value(error))
            }
            Expr::Paren(inner) => self.error_value(&inner.expr),
            expr => self.value(expr),
        }
    }
}

/// An expression without parentheses around it.
pub(super) fn strip(expr: &Expr) -> &Expr {
    match expr {
        Expr::Paren(inner) => strip(&inner.expr),
        Expr::Group(inner) => strip(&inner.expr),
        expr => expr,
    }
}

/// Whether the method is given types, all of them: in the definition nothing else says them.
fn says_types(method: &ExprMethodCall) -> bool {
    method.turbofish.as_ref().is_some_and(|types| {
        types.args.iter().all(|ty| !matches!(ty, syn::GenericArgument::Type(syn::Type::Infer(_))))
    })
}

/// Whether it is a struct or a list that is written out, or what is made of one.
fn is_made_here(value: &Expr) -> bool {
    match strip(value) {
        Expr::Struct(_) => true,
        Expr::Macro(mac) => mac.mac.path.is_ident("vec"),
        Expr::MethodCall(method) => method.method == "into" && is_made_here(&method.receiver),
        _ => false,
    }
}

/// Whether it is an array of which nothing says what would be in it.
fn is_empty_array(value: &Expr) -> bool {
    match value {
        Expr::Array(array) => array.elems.is_empty(),
        Expr::Macro(mac) => mac.mac.path.is_ident("vec") && mac.mac.tokens.is_empty(),
        Expr::Call(call) => matches!(&*call.func, Expr::Path(path) if makes_list(&path.path)),
        _ => false,
    }
}

/// Whether the path is `Vec::new`, with or without the elements' type, or `Vec::with_capacity`.
fn makes_list(path: &syn::Path) -> bool {
    let mut names = path.segments.iter().rev().map(|segment| &segment.ident);
    let (last, owner) = (names.next(), names.next());
    owner.is_some_and(|owner| owner == "Vec")
        && last.is_some_and(|last| last == "new" || last == "with_capacity")
}

/// Whether it is `error.into()` or `Enum::from(error)`.
pub(super) fn is_converted(error: &Expr) -> bool {
    match strip(error) {
        Expr::MethodCall(method) => method.method == "into" && method.args.is_empty(),
        Expr::Call(call) => is_from(&call.func) && call.args.len() == 1,
        _ => false,
    }
}

/// Whether it is `Enum::from`.
fn is_from(function: &Expr) -> bool {
    match function {
        Expr::Path(path) => {
            path.path.segments.len() > 1
                && path.path.segments.last().is_some_and(|last| last.ident == "from")
        }
        _ => false,
    }
}
