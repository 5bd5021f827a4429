//! What is done with the outcome of a call: `?`, `match`, `.map(..)`, `.map_err(..)`, `.unwrap_or(..)` and their kin.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Expr, ExprMethodCall, spanned::Spanned};

use super::{
    call::strip,
    closure::closure_of,
    scope::{Twin, has_effects},
    text,
};

/// An awaited call, and what is done with its outcome before somebody looks at it.
pub(super) struct Outcome<'a> {
    pub(super) future: &'a Expr,
    /// `.map(..)` and `.map_err(..)`, in the order in which they are applied.
    pub(super) changes: Vec<&'a ExprMethodCall>,
}

impl Outcome<'_> {
    pub(super) fn maps_errors(&self) -> bool {
        self.changes.iter().any(|change| change.method == "map_err")
    }
}

/// The outcome of a call, where the expression is one.
pub(super) fn outcome(expr: &Expr) -> Option<Outcome<'_>> {
    match strip(expr) {
        Expr::Await(awaited) if !is_sleep(&awaited.base) => {
            Some(Outcome { future: &awaited.base, changes: Vec::new() })
        }
        Expr::Macro(mac) if text::is_outcome(&mac.mac.path) => {
            Some(Outcome { future: expr, changes: Vec::new() })
        }
        Expr::MethodCall(method) if method.method == "map" || method.method == "map_err" => {
            let mut outcome = outcome(&method.receiver)?;
            outcome.changes.push(method);
            Some(outcome)
        }
        _ => None,
    }
}

/// Whether the future is a wait, which has no outcome.
pub(super) fn is_sleep(future: &Expr) -> bool {
    let Expr::Call(call) = strip(future) else { return false };
    let Expr::Path(path) = &*call.func else { return false };
    text::sfn_function(&path.path).is_some_and(|name| name.starts_with("sleep"))
}

impl Twin {
    /// Ends the function with a value.
    pub(super) fn give(&mut self, value: &TokenStream) -> TokenStream {
        let scope = self.scope();
        if self.gives_results() {
            quote!({ let __value = #value; __w.__return_ok(&#scope, __value); })
        } else {
            quote!({ let __value = #value; __w.__return(&#scope, __value); })
        }
    }

    /// Ends the function with an error that becomes the function's: what `?` and `.into()` do.
    pub(super) fn fail_into(&mut self, error: &TokenStream, span: Span) -> TokenStream {
        let bound = self.error_bound();
        let error = quote_spanned!(span=> ::sfn_dsl::__private::into_error(#error, #bound));
        self.fail(&error)
    }

    /// The function's error type, as a value that says which it is.
    pub(super) fn error_bound(&self) -> TokenStream {
        self.error_type().map_or_else(
            || {
                let scope = self.scope();
                quote!(::sfn_dsl::__private::error_of(&#scope))
            },
            |error| quote!(::core::marker::PhantomData::<#error>),
        )
    }

    /// Ends the function with an error.
    pub(super) fn fail(&mut self, error: &TokenStream) -> TokenStream {
        if self.gives_results() {
            let scope = self.scope();
            quote!({ let __error = #error; __w.__return_err(&#scope, __error); })
        } else if self.error_type().is_none() {
            let scope = self.scope();
            quote!({ let __error = #error; __w.__fail_in(&#scope, &__error); })
        } else {
            quote!({ let __error = #error; __w.__fail(&__error); })
        }
    }

    /// What a call at the end of the function gives; its errors are the function's.
    pub(super) fn tail(&mut self, future: &Expr) -> TokenStream {
        let called = self.called(future);
        let scope = self.scope();
        if self.gives_results() {
            quote!({ let __called = #called; __called.__catch_tail(&#scope) })
        } else {
            quote!({ let __called = #called; __called.__tail(&#scope) })
        }
    }

    /// The value of `call.await.map(..).map_err(..)`, with a `?` or at the end of the function; `None` where it is not that.
    pub(super) fn mapped_outcome(
        &mut self,
        expr: &Expr,
        question: Option<Span>,
    ) -> Option<TokenStream> {
        let outcome = outcome(expr).filter(|outcome| !outcome.changes.is_empty())?;
        if !outcome.maps_errors() {
            let value = match question {
                Some(span) => self.propagate(outcome.future, span),
                None => self.tail(outcome.future),
            };
            return Some(self.map_value(value, &outcome));
        }
        let called = self.called(outcome.future);
        let mapped = self.map_errors(&outcome);
        let fail = match question {
            Some(span) => self.fail_into(&mapped, span),
            None => self.fail(&mapped),
        };
        let value = self.map_value(quote!(__ok), &outcome);
        Some(quote!({
            let __called = #called;
            __called.__begin_match();
            let __ok = __called.__ok_arm();
            let __error = __called.__rest_arm(&[]);
            #fail
            __called.__end_match();
            #value
        }))
    }

    /// An outcome with a name: a `Result` as a value, to be looked at more than once.
    pub(super) fn kept_outcome(&mut self, expr: &Expr, name: &str, stable: bool) -> TokenStream {
        let Some(outcome) = outcome(expr) else { return TokenStream::new() };
        let called = self.called(outcome.future);
        let slot = self.temporary("slot");
        let value = self.map_value(quote!(__ok), &outcome);
        let error = self.map_errors(&outcome);
        quote!({
            let __called = #called;
            let #slot = __w.__declare(#name, #stable);
            __called.__begin_match();
            let __ok = __called.__ok_arm();
            let __value = #value;
            __w.__assign(&#slot, ::sfn_dsl::__private::ok_value(__value));
            let __error = __called.__rest_arm(&[]);
            let __error = #error;
            __w.__assign(&#slot, ::sfn_dsl::__private::err_value(__error));
            __called.__end_match();
            #slot
        })
    }

    /// The value after every `.map(..)`.
    pub(super) fn map_value(&mut self, value: TokenStream, outcome: &Outcome<'_>) -> TokenStream {
        let maps = outcome.changes.iter().filter(|change| change.method == "map");
        maps.fold(value, |value, change| match change.args.first() {
            Some(closure @ Expr::Closure(_)) => {
                let closure = self.argument(closure);
                quote!(::sfn_dsl::__private::bound(#value, #closure))
            }
            Some(Expr::Path(path)) if path.path.is_ident("Some") => {
                quote!(::sfn_dsl::__private::some(#value))
            }
            other => {
                let span = other.map_or_else(|| change.span(), Spanned::span);
                self.error(span, "write what it becomes in a closure: `.map(|value| ..)`")
            }
        })
    }

    /// The error in `__error` after every `.map_err(..)`.
    pub(super) fn map_errors(&mut self, outcome: &Outcome<'_>) -> TokenStream {
        let changes = outcome.changes.iter().filter(|change| change.method == "map_err");
        changes.fold(quote!(__error), |before, change| {
            let given = change.args.first().map(|argument| match argument {
                Expr::Path(path) if text::is_variant(&path.path) => closure_of("map_err", path),
                argument => argument.clone(),
            });
            let Some(Expr::Closure(closure)) = &given else {
                let span = change.args.first().map_or_else(|| change.span(), Spanned::span);
                return self.error(
                    span,
                    "write the new error in a closure: `.map_err(|_| Enum::Variant)`",
                );
            };
            self.enter_block();
            let error = self.temporary("error");
            let matched = closure
                .inputs
                .first()
                .map(|parameter| self.pattern(parameter, &error.to_token_stream()));
            let bindings = matched.map(|matched| self.bind(matched));
            let value = self.error_value(&closure.body);
            self.leave_block();
            quote!({ let #error = #before; #bindings #value })
        })
    }

    /// `call.await.unwrap_or(d)` and its kind, where it is one: a value, whatever the outcome.
    pub(super) fn outcome_method(&mut self, method: &ExprMethodCall) -> Option<TokenStream> {
        let outcome = outcome(&method.receiver)?;
        let name = method.method.to_string();
        let value = self.temporary("value");
        let ok = quote!(__ok);
        let boolean = |value: bool| quote!(::sfn_dsl::__private::boolean(#value));
        let (on_ok, on_error) = match name.as_str() {
            "unwrap_or" => {
                let default = method.args.first()?;
                if has_effects(default) {
                    let message = "this runs whatever the outcome is: `match` on the call, and write what happens in each case";
                    self.error(default.span(), message);
                }
                (ok, self.value(default))
            }
            "unwrap_or_default" => (ok, quote!(::sfn_dsl::__private::default_value())),
            "unwrap_or_else" => {
                let Some(Expr::Closure(closure)) = method.args.first() else { return None };
                self.enter_block();
                let error = quote!(__error);
                let matched =
                    closure.inputs.first().map(|parameter| self.pattern(parameter, &error));
                let bindings = matched.map(|matched| self.bind(matched));
                let default = self.value(&closure.body);
                self.leave_block();
                (ok, quote!({ #bindings #default }))
            }
            "ok" => {
                (quote!(::sfn_dsl::__private::some(__ok)), quote!(::sfn_dsl::__private::none()))
            }
            "is_ok" => (boolean(true), boolean(false)),
            "is_err" => (boolean(false), boolean(true)),
            _ => return self.method_of_outcome(method),
        };
        let called = self.called(outcome.future);
        let hint = self.hint.take().unwrap_or_else(|| "value".to_owned());
        let hint = text::snake_case(&hint);
        let mapped = self.map_value(quote!(__ok), &outcome);
        let changed = self.map_errors(&outcome);
        Some(quote!({
            let __called = #called;
            let #value = __w.__declare(#hint, true);
            __called.__begin_match();
            let __ok = __called.__ok_arm();
            let __ok = #mapped;
            __w.__assign(&#value, #on_ok);
            let __error = __called.__rest_arm(&[]);
            let __error = #changed;
            __w.__assign(&#value, #on_error);
            __called.__end_match();
            #value
        }))
    }
}
