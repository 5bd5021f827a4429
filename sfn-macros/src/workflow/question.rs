//! `?`, and `.await` without it.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Expr, ExprMethodCall, spanned::Spanned};

use super::{
    call::strip,
    scope::{Twin, has_effects},
    statement::is_control,
    text,
};

/// Whether it gives a `Result` of a value: `option.ok_or(..)`, `result.map_err(..)`.
pub(super) fn gives_result(method: &ExprMethodCall) -> bool {
    ["ok_or", "ok_or_else", "map_err"].iter().any(|name| method.method == name)
        && method.args.len() == 1
}

impl Twin {
    pub(super) fn awaited(&mut self, awaited: &syn::ExprAwait) -> TokenStream {
        if let Some(wait) = self.sleep(strip(&awaited.base)) {
            return wait;
        }
        let message = "this gives a `Result`: write `.await?`, or match on it: `match call(..).await { Ok(..) => .., Err(..) => .. }`";
        self.error(awaited.await_token.span(), message)
    }

    pub(super) fn question(&mut self, question: &syn::ExprTry) -> TokenStream {
        let span = question.question_token.span();
        if let Some(value) = self.mapped_outcome(&question.expr, Some(span)) {
            return value;
        }
        if let Some(matching) = self.method_as_match(&question.expr) {
            return self.question_control(&Expr::Match(matching));
        }
        if is_control(&question.expr) {
            return self.question_control(&question.expr);
        }
        if self.is_result(&question.expr) {
            return self.question_result(&question.expr, span);
        }
        match strip(&question.expr) {
            Expr::Await(awaited) => self.propagate(&awaited.base, span),
            Expr::Macro(mac) if text::is_outcome(&mac.mac.path) => {
                self.propagate(&question.expr, span)
            }
            Expr::MethodCall(method) if gives_result(method) => self.question_value(method),
            Expr::Call(_) | Expr::MethodCall(_) => {
                let message = "`.await` is missing: write `call(..).await?`; without it `?` follows `option.ok_or(..)` or `result.map_err(..)`";
                self.error(span, message)
            }
            _ => {
                let message =
                    "`?` follows an awaited call, `option.ok_or(..)` or `result.map_err(..)`";
                self.error(span, message)
            }
        }
    }

    /// `option.ok_or(error)?`, `text.parse::<u32>().map_err(|_| error)?`
    fn question_value(&mut self, method: &ExprMethodCall) -> TokenStream {
        let hint = Self::hint(method.method.span(), &text::name_of("Unless", &method.receiver));
        let held = self.held_value(&method.receiver, "value");
        let subject = self.temporary("held");
        let is_option = method.method != "map_err";
        let (test, bind) = if is_option { ("is_none", "bind_some") } else { ("is_err", "bind_ok") };
        let (test, bind) = (quote::format_ident!("{test}"), quote::format_ident!("{bind}"));
        self.enter_block();
        let mut names = TokenStream::new();
        let error = match method.args.first().map(strip) {
            Some(Expr::Closure(closure)) => {
                let error = quote!(::sfn_dsl::__private::bind_err(&#subject));
                if let Some(parameter) = closure.inputs.first() {
                    let matched = self.pattern(parameter, &error);
                    names = self.bind(matched);
                }
                self.error_value(&closure.body)
            }
            Some(error) => {
                if has_effects(error) {
                    let message = "this runs whether there is a value or not: give it a name first, or `match` on the value";
                    self.error(error.span(), message);
                }
                self.error_value(error)
            }
            None => TokenStream::new(),
        };
        self.leave_block();
        let span = method.method.span();
        let fail = self.fail_into(&error, span);
        let test = quote_spanned!(span=> ::sfn_dsl::__private::#test(&#subject));
        quote!({
            let #subject = #held;
            #hint
            let __test = #test;
            __w.__begin_choice();
            __w.__arm(&__test);
            { #names #fail }
            __w.__end_choice(false);
            ::sfn_dsl::__private::#bind(&#subject)
        })
    }
}
