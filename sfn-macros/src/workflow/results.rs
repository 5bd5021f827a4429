//! `Result`s as values: outcomes with names, what their methods make of them, and the end of a function with one.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Arm, Expr, ExprCall, ExprMatch, ExprMethodCall, Pat, Stmt, spanned::Spanned};

use super::{
    call::{is_converted, strip},
    closure::closure_of,
    outcome::outcome,
    scope::{Sink, Twin, has_effects},
    statement::{is_path, ok_error_type},
    text,
};

/// Methods that make a `Result` of a `Result`.
const CHANGES: &[&str] = &["map", "map_err", "and_then", "or_else", "and", "or", "clone", "as_ref"];

impl Twin {
    /// Whether the expression is a `Result` that is a value.
    pub(super) fn is_result(&self, expr: &Expr) -> bool {
        match strip(expr) {
            Expr::Path(path) => {
                path.path.get_ident().is_some_and(|name| self.is_result_variable(name))
            }
            Expr::Reference(reference) => self.is_result(&reference.expr),
            Expr::MethodCall(method) => {
                CHANGES.iter().any(|name| method.method == name)
                    && (self.is_result(&method.receiver) || outcome(&method.receiver).is_some())
            }
            Expr::Call(call) => is_path(&call.func, "Ok") || is_path(&call.func, "Err"),
            _ => false,
        }
    }

    /// Whether the expression gives a `Result`: is one, awaits one, or decides which one.
    pub(super) fn becomes_result(&self, expr: &Expr) -> bool {
        let tail = |block: &syn::Block| match block.stmts.last() {
            Some(Stmt::Expr(expr, None)) => self.becomes_result(expr),
            _ => false,
        };
        match strip(expr) {
            Expr::If(condition) => {
                let otherwise = condition.else_branch.as_ref();
                tail(&condition.then_branch)
                    || otherwise.is_some_and(|(_, expr)| self.becomes_result(expr))
            }
            Expr::Match(matching) => matching.arms.iter().any(|arm| self.becomes_result(&arm.body)),
            Expr::Block(block) => tail(&block.block),
            expr => outcome(expr).is_some() || self.is_result(expr),
        }
    }

    /// A value, or the outcome of a call as a value.
    pub(super) fn value_or_outcome(&mut self, expr: &Expr) -> TokenStream {
        match outcome(expr) {
            Some(_) => {
                let name = self.hint.take();
                let name =
                    name.map_or_else(|| "outcome".to_owned(), |name| text::snake_case(&name));
                self.kept_outcome(expr, &name, true)
            }
            None => self.value(expr),
        }
    }

    /// `call.await.map_or(..)` and its kind, where it is one.
    pub(super) fn method_of_outcome(&mut self, method: &ExprMethodCall) -> Option<TokenStream> {
        if method.method == "clone" || method.method == "as_ref" {
            return Some(self.value_or_outcome(&method.receiver));
        }
        if ["err", "and", "or"].iter().any(|name| method.method == name) {
            let outcome = self.value_or_outcome(&method.receiver);
            let arguments: Vec<_> =
                method.args.iter().map(|argument| self.value(argument)).collect();
            let name = &method.method;
            return Some(quote!({ let __outcome = #outcome; __outcome.#name(#(#arguments),*) }));
        }
        let matching = as_match(method)?;
        Some(self.slot(&Expr::Match(matching)))
    }

    /// `result.and_then(..)` and its kind, as the match that it is.
    pub(super) fn method_as_match(&self, expr: &Expr) -> Option<ExprMatch> {
        let Expr::MethodCall(method) = strip(expr) else { return None };
        let is_one =
            ["and_then", "or_else", "map", "map_err"].iter().any(|name| method.method == name);
        let of_result = outcome(&method.receiver).is_some() || self.is_result(&method.receiver);
        if is_one && of_result { as_match(method) } else { None }
    }

    /// `(if .. { a().await } else { Ok(b) })?`
    pub(super) fn question_control(&mut self, expr: &Expr) -> TokenStream {
        let slot = self.temporary("slot");
        let name =
            self.hint.take().map_or_else(|| "value".to_owned(), |hint| text::snake_case(&hint));
        let body = self.sink(expr, &Sink::Unwrap(slot.clone()));
        quote!({
            let #slot = __w.__declare(#name, true);
            #body
            #slot
        })
    }

    /// `expr?` into a variable.
    pub(super) fn unwrapped(&mut self, expr: &Expr, slot: &Ident) -> TokenStream {
        let span = expr.span();
        let value = match strip(expr) {
            Expr::Call(call) if is_path(&call.func, "Err") => {
                let error = call.args.first().map(|error| self.error_value(error));
                return self.fail_into(&error.unwrap_or_default(), span);
            }
            Expr::Call(call) if is_path(&call.func, "Ok") => {
                call.args.first().map(|value| self.value(value)).unwrap_or_default()
            }
            expr => self.question(&syn::parse_quote_spanned!(span=> #expr?)),
        };
        quote!({ let __value = #value; __w.__assign(&#slot, __value); })
    }

    /// `Ok(value)` or `Err(error)` as a value, where it is one.
    pub(super) fn result_value(&mut self, call: &ExprCall) -> Option<TokenStream> {
        let span = call.func.span();
        let argument = call.args.first()?;
        if is_path(&call.func, "Ok") {
            let value = self.value(argument);
            let error = ok_error_type(&call.func);
            let error = error.map_or_else(|| quote!(_), |error| quote!(#error));
            return Some(
                quote_spanned!(span=> ::sfn_dsl::__private::ok_value::<_, #error>(#value)),
            );
        }
        if !is_path(&call.func, "Err") {
            return None;
        }
        let mut error = self.error_value(argument);
        if is_converted(argument) {
            let span = argument.span();
            error = quote_spanned!(span=> ::sfn_dsl::__private::into_error(#error, ::core::marker::PhantomData));
        }
        Some(quote_spanned!(span=> ::sfn_dsl::__private::err_value(#error)))
    }

    /// `result?`
    pub(super) fn question_result(&mut self, result: &Expr, span: Span) -> TokenStream {
        let fail = self.fail_into(&quote!(::sfn_dsl::__private::bind_err(&__result)), span);
        let value = self.value(result);
        Self::unless_failed(result, &value, span, &fail)
    }

    /// Ends the function with a `Result`.
    pub(super) fn give_result(&mut self, result: &Expr) -> TokenStream {
        let (value, scope) = (self.value(result), self.scope());
        if self.gives_results() {
            return quote!({ let __result = #value; __w.__return_result(&#scope, __result); });
        }
        let fail = self.fail(&quote!(::sfn_dsl::__private::bind_err(&__result)));
        let value = quote!(::sfn_dsl::__private::result_of(&#scope, #value));
        let value = Self::unless_failed(result, &value, result.span(), &fail);
        self.give(&value)
    }

    /// The value in the `Result`, after statements for where it is an error.
    fn unless_failed(
        result: &Expr,
        value: &TokenStream,
        span: Span,
        fail: &TokenStream,
    ) -> TokenStream {
        let hint = Self::hint(span, &text::name_of("If", &quote!(#result is_err)));
        quote!({
            let __result = #value;
            let __test = ::sfn_dsl::__private::is_err(&__result);
            #hint
            __w.__begin_choice();
            __w.__arm(&__test);
            { #fail }
            __w.__end_choice(false);
            ::sfn_dsl::__private::bind_ok(&__result)
        })
    }
}

/// `result.map_or(default, |value| ..)` and its kind, as a match on the result.
fn as_match(method: &ExprMethodCall) -> Option<ExprMatch> {
    let name = method.method.to_string();
    let receiver = &method.receiver;
    let mut arguments = method.args.iter().map(|argument| match strip(argument) {
        Expr::Path(path) => closure_of(&name, path),
        argument => argument.clone(),
    });
    let (first, second) = (arguments.next(), arguments.next());
    let parts = |closure: &Option<Expr>| match closure {
        Some(Expr::Closure(closure)) => {
            let parameter = closure.inputs.first();
            let parameter = parameter.map_or_else(|| quote!(_), ToTokens::to_token_stream);
            (!has_effects(&closure.body)).then(|| (parameter, closure.body.to_token_stream()))
        }
        _ => None,
    };
    let (ok, err) = match name.as_str() {
        "and_then" => {
            let (value, body) = parts(&first)?;
            (quote!(Ok(#value) => #body), quote!(Err(__failed) => Err(__failed)))
        }
        "map" => {
            let (value, body) = parts(&first)?;
            (quote!(Ok(#value) => Ok(#body)), quote!(Err(__failed) => Err(__failed)))
        }
        "map_err" => {
            let (error, body) = parts(&first)?;
            (quote!(Ok(__done) => Ok(__done)), quote!(Err(#error) => Err(#body)))
        }
        "or_else" => {
            let (error, body) = parts(&first)?;
            (quote!(Ok(__done) => Ok(__done)), quote!(Err(#error) => #body))
        }
        "map_or" => {
            let (default, (value, body)) = (method.args.first()?, parts(&second)?);
            if has_effects(default) {
                return None;
            }
            (quote!(Ok(#value) => #body), quote!(Err(_) => #default))
        }
        "map_or_else" => {
            let ((error, default), (value, body)) = (parts(&first)?, parts(&second)?);
            (quote!(Ok(#value) => #body), quote!(Err(#error) => #default))
        }
        "is_ok_and" => {
            let (value, body) = parts(&first)?;
            (quote!(Ok(#value) => #body), quote!(Err(_) => false))
        }
        "is_err_and" => {
            let (error, body) = parts(&first)?;
            (quote!(Ok(_) => false), quote!(Err(#error) => #body))
        }
        _ => return None,
    };
    Some(syn::parse_quote!(match #receiver { #ok, #err }))
}

/// `match call.await.ok() { Some(..) => .., None => .. }` as the match on the outcome that it is.
pub(super) fn match_of_outcome(matching: &ExprMatch) -> Option<ExprMatch> {
    let expr = Box::new(outcome_before_ok(&matching.expr)?.clone());
    let arms = matching
        .arms
        .iter()
        .map(|arm| Some(Arm { pat: result_pattern(&arm.pat)?, ..arm.clone() }))
        .collect::<Option<Vec<_>>>()?;
    Some(ExprMatch { expr, arms, ..matching.clone() })
}

/// `call.await` of `call.await.ok()`.
pub(super) fn outcome_before_ok(expr: &Expr) -> Option<&Expr> {
    match strip(expr) {
        Expr::MethodCall(method) if method.method == "ok" => {
            outcome(&method.receiver).map(|_| &*method.receiver)
        }
        _ => None,
    }
}

/// `Ok(..)` for `Some(..)`, `Err(_)` for `None`.
pub(super) fn result_pattern(pattern: &Pat) -> Option<Pat> {
    match pattern {
        Pat::Wild(_) => Some(pattern.clone()),
        Pat::Ident(none) if none.ident == "None" => Some(syn::parse_quote!(Err(_))),
        Pat::TupleStruct(some) if some.path.is_ident("Some") => {
            let path = syn::parse_quote!(Ok);
            Some(Pat::TupleStruct(syn::PatTupleStruct { path, ..some.clone() }))
        }
        Pat::Guard(guarded) => {
            let pat = Box::new(result_pattern(&guarded.pat)?);
            Some(Pat::Guard(syn::PatGuard { pat, ..guarded.clone() }))
        }
        _ => None,
    }
}
