//! `sfn::map(items, n, async |item| ..)`, and what all its kind have in common.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{Expr, ExprCall, ExprClosure, Pat, ReturnType, Type, spanned::Spanned};

use super::{
    scope::{FunctionKind, Sink, Twin},
    text,
};
use crate::function::result_types;

/// The arguments of a Map.
pub(super) struct MapCall<'a> {
    pub(super) items: &'a Expr,
    pub(super) max_concurrency: &'a Expr,
    pub(super) closure: &'a ExprClosure,
    parameter: &'a Pat,
}

/// What the closure of a Map is in the twin.
pub(super) struct MapBody {
    /// What the item is called.
    pub(super) name: String,
    pub(super) item: Ident,
    pub(super) scope: Ident,
    /// The error type, where it is written down.
    pub(super) error: TokenStream,
    pub(super) statements: TokenStream,
}

impl Twin {
    pub(super) fn map(&mut self, call: &ExprCall) -> TokenStream {
        let usage = "write `sfn::map(items, max_concurrency, async |item| ..)`";
        let Some(map) = self.map_call(call, usage) else { return unreachable() };
        let items = self.value(map.items);
        let hint = self.map_hint(call, &map);
        let limit = map.max_concurrency;
        let MapBody { name, item, scope, error, statements } = self.map_body(&map);
        quote!({
            let __items = ::sfn_dsl::__private::items(#items);
            #hint
            let (#item, #scope) = __w.__begin_map::<_, _, #error>(#name, __items, (#limit) as u32);
            { #statements }
            __w.__end_map(&#scope)
        })
    }

    /// The arguments; what is wrong with them is reported.
    pub(super) fn map_call<'a>(&mut self, call: &'a ExprCall, usage: &str) -> Option<MapCall<'a>> {
        let mut arguments = call.args.iter();
        let (Some(items), Some(max_concurrency), Some(Expr::Closure(closure))) =
            (arguments.next(), arguments.next(), arguments.next())
        else {
            self.error(call.span(), usage);
            return None;
        };
        if closure.asyncness.is_none() {
            let message = "write `async |item| ..`: each item is a run of its own";
            self.error(closure.inputs_begin.span(), message);
        }
        if self.reads_variable(max_concurrency) {
            let message = "`MaxConcurrency` is written into the definition: give a constant";
            self.error(max_concurrency.span(), message);
        }
        let Some(parameter) = closure.inputs.first() else {
            self.error(closure.span(), "the closure takes the item: `async |item| ..`");
            return None;
        };
        Some(MapCall { items, max_concurrency, closure, parameter })
    }

    /// The line, and what the state is called where nothing else names it.
    pub(super) fn map_hint(&mut self, call: &ExprCall, map: &MapCall<'_>) -> TokenStream {
        let hint = self.hint.take();
        let hint = hint.unwrap_or_else(|| format!("ForEach{}", text::pascal_case(&map.name())));
        Self::hint(call.func.span(), &hint)
    }

    pub(super) fn map_body(&mut self, map: &MapCall<'_>) -> MapBody {
        let (item, scope) = (self.temporary("item"), self.temporary("scope"));
        let error: Option<Type> = match &map.closure.output {
            output @ ReturnType::Type(..) => result_types(output).map(|(_, error)| error),
            ReturnType::Default => None,
        };
        let error_type = error.as_ref().map_or_else(|| quote!(_), |error| quote!(#error));
        self.enter_function(FunctionKind::Scope, scope.clone(), error);
        let matched = self.pattern(map.parameter, &item.to_token_stream());
        let bindings = self.bind(matched);
        let body = match &*map.closure.body {
            Expr::Block(block) => self.block(&block.block, &Sink::Return),
            body => self.sink(body, &Sink::Return),
        };
        self.leave_function();
        let statements = quote!(#bindings #body);
        MapBody { name: map.name(), item, scope, error: error_type, statements }
    }
}

impl MapCall<'_> {
    fn name(&self) -> String {
        pattern_name(self.parameter).unwrap_or_else(|| "item".to_owned())
    }
}

/// Stands for what was reported; the expansion is not used then.
pub(super) fn unreachable() -> TokenStream {
    quote!(::core::unreachable!())
}

/// The name that a parameter's pattern gives.
fn pattern_name(pattern: &Pat) -> Option<String> {
    match pattern {
        Pat::Ident(pattern) => Some(pattern.ident.to_string()),
        Pat::Type(typed) => pattern_name(&typed.pat),
        Pat::Reference(reference) => pattern_name(&reference.pat),
        _ => None,
    }
}
