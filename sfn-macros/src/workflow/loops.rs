//! Loops, and blocks with a label: how they are repeated and left.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{Expr, ExprIf, ExprMatch, Pat, RangeLimits, spanned::Spanned};

use super::{
    call::strip,
    chain::has_let,
    pattern::Matched,
    scope::{OpenLoop, Sink, Twin, has_effects},
    statement::pattern_name,
    text,
};

impl Twin {
    pub(super) fn repeat(&mut self, expr: &Expr, sink: &Sink) -> TokenStream {
        let id = self.temporary("loop");
        match expr {
            Expr::ForLoop(repeat) => {
                let (begin, matched) = self.for_head(repeat, &id);
                self.open_loop(repeat.label.as_ref(), &id, &Sink::Discard);
                self.enter_block();
                let bindings = self.bind(matched);
                let body = self.block(&repeat.body, &Sink::Discard);
                self.leave_block();
                self.loops.pop();
                quote!({ #begin { #bindings #body } __w.__end_loop(); })
            }
            Expr::While(repeat) => self.while_loop(repeat, &id),
            Expr::Block(block) => {
                self.open_loop(block.label.as_ref(), &id, sink);
                if let Some(open) = self.loops.last_mut() {
                    open.is_block = true;
                }
                let body = self.block(&block.block, sink);
                self.loops.pop();
                quote!({
                    let #id = __w.__begin_loop(::core::option::Option::None);
                    { #body }
                    __w.__break(#id);
                    __w.__end_loop();
                })
            }
            Expr::Loop(repeat) => {
                let hint = Self::hint(repeat.loop_token.span(), "Loop");
                self.open_loop(repeat.label.as_ref(), &id, sink);
                let body = self.block(&repeat.body, &Sink::Discard);
                self.loops.pop();
                quote!({ #hint let #id = __w.__begin_loop(::core::option::Option::None); { #body } __w.__end_loop(); })
            }
            other => self.error(other.span(), "this is no loop"),
        }
    }

    fn open_loop(&mut self, label: Option<&syn::Label>, id: &Ident, sink: &Sink) {
        let label = label.map(|label| label.name.ident.to_string());
        let functions = self.function_count();
        self.loops.push(OpenLoop {
            label,
            id: id.clone(),
            sink: sink.clone(),
            is_block: false,
            functions,
        });
    }

    fn for_head(&mut self, repeat: &syn::ExprForLoop, id: &Ident) -> (TokenStream, Matched) {
        let item = self.temporary("item");
        let name = match &*repeat.pat {
            Pat::Ident(pattern) => pattern.ident.to_string(),
            _ => "item".to_owned(),
        };
        let hint = Self::hint(
            repeat.for_token.span(),
            &format!("For{}", text::pascal_case(name.trim_start_matches('_'))),
        );
        let begin = if let Expr::Range(range) = strip(&repeat.expr) {
            let (Some(from), Some(to)) = (&range.start, &range.end) else {
                let error = self.error(range.span(), "give both ends: `for i in 0..n`");
                return (error, Matched::default());
            };
            let ends = self.operands([&**from, &**to]);
            let [from, to] = ends.as_slice() else {
                return (TokenStream::new(), Matched::default());
            };
            let to = match range.limits {
                RangeLimits::HalfOpen(_) => to.clone(),
                RangeLimits::Closed(_) => {
                    quote!(::sfn_dsl::__private::add(#to, ::sfn_dsl::__private::num(1)))
                }
            };
            quote! {
                let (__from, __to) = (#from, #to);
                #hint
                let (#id, #item) = __w.__begin_range(#name, __from, __to);
            }
        } else if let (Some(items), Pat::Tuple(pair)) = (enumerated(&repeat.expr), &*repeat.pat)
            && let (Some(index), Some(element)) = (pair.elems.first(), pair.elems.get(1))
        {
            let items = self.value(items);
            let number = self.temporary("index");
            let names = (pattern_name(index), pattern_name(element));
            let (index_name, name) =
                (names.0.unwrap_or_default(), names.1.unwrap_or_else(|| "item".to_owned()));
            let hint = Self::hint(
                repeat.for_token.span(),
                &format!("For{}", text::pascal_case(name.trim_start_matches('_'))),
            );
            let matched = self.pattern(index, &number.to_token_stream());
            let matched = matched.and(self.pattern(element, &item.to_token_stream()));
            let begin = quote! {
                let __items = ::sfn_dsl::__private::items(#items);
                #hint
                let (#id, #number, #item) = __w.__begin_for_enumerated(#index_name, #name, &__items);
            };
            return (begin, matched);
        } else {
            let items = self.value(&repeat.expr);
            quote! {
                let __items = ::sfn_dsl::__private::items(#items);
                #hint
                let (#id, #item) = __w.__begin_for(#name, &__items);
            }
        };
        let matched = self.pattern(&repeat.pat, &item.to_token_stream());
        (begin, matched)
    }

    fn while_loop(&mut self, repeat: &syn::ExprWhile, id: &Ident) -> TokenStream {
        let hint = Self::hint(repeat.while_token.span(), &text::name_of("While", &repeat.cond));
        self.open_loop(repeat.label.as_ref(), id, &Sink::Discard);
        let out = if has_let(&repeat.cond) && !matches!(strip(&repeat.cond), Expr::Let(_)) {
            let (condition, body) = (&repeat.cond, &repeat.body);
            let test: ExprIf = syn::parse_quote!(if #condition #body else { break });
            let body = self.condition(&test, &Sink::Discard);
            quote!(let #id = __w.__begin_loop(::core::option::Option::None); #body)
        } else if let Expr::Let(test) = strip(&repeat.cond) {
            let (pattern, value, body) = (&test.pat, &test.expr, &repeat.body);
            let matching: ExprMatch =
                syn::parse_quote!(match #value { #pattern => #body, _ => break });
            let body = self.matching(&matching, &Sink::Discard);
            quote!(#hint let #id = __w.__begin_loop(::core::option::Option::None); #body)
        } else if has_effects(&repeat.cond) {
            let test = self.truth(&repeat.cond);
            let body = self.block(&repeat.body, &Sink::Discard);
            quote! {
                let #id = __w.__begin_loop(::core::option::Option::None);
                let __test = #test;
                #hint
                __w.__begin_choice();
                __w.__arm(&__test);
                { #body }
                __w.__otherwise();
                __w.__break(#id);
                __w.__end_choice(false);
            }
        } else {
            let test = self.truth(&repeat.cond);
            let body = self.block(&repeat.body, &Sink::Discard);
            quote! {
                let __test = #test;
                #hint
                let #id = __w.__begin_loop(::core::option::Option::Some(&__test));
                { #body }
            }
        };
        self.loops.pop();
        quote!({ #out __w.__end_loop(); })
    }

    /// `break` and `continue`.
    pub(super) fn leave(&mut self, expr: &Expr) -> TokenStream {
        let (label, value, is_break) = match expr {
            Expr::Break(leave) => (leave.label.as_ref(), leave.expr.as_deref(), true),
            Expr::Continue(leave) => (leave.label.as_ref(), None, false),
            other => return self.error(other.span(), "this leaves no loop"),
        };
        let Some(open) = self.find_loop(label) else {
            let error = self.error(expr.span(), "there is no such loop inside this function: a Map's closure, a branch and an `async` block cannot leave a loop outside");
            return quote!(#error;);
        };
        let (id, sink) = (open.id.clone(), open.sink.clone());
        if !is_break {
            return quote!(__w.__continue(#id););
        }
        let value = value.map(|value| self.sink(value, &sink));
        quote!(#value __w.__break(#id);)
    }
}

/// The items of `items.iter().enumerate()`.
fn enumerated(items: &Expr) -> Option<&Expr> {
    match strip(items) {
        Expr::MethodCall(method) if method.method == "enumerate" => Some(&method.receiver),
        _ => None,
    }
}
