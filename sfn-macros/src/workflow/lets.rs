//! `let`: names for values, for parts of values, and `let … else`.

use proc_macro2::Ident;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{Expr, Local, Pat, spanned::Spanned};

use super::{
    call::strip,
    conditions::takes_apart,
    joined::{declared, expected, typed},
    outcome::outcome,
    pattern::Matched,
    results::{outcome_before_ok, result_pattern},
    scope::{Sink, Twin, has_effects},
    statement::{is_control, is_result_join},
    text,
};
use crate::function::outcome_types;

impl Twin {
    pub(super) fn local(&mut self, local: &Local) -> TokenStream {
        self.check_attributes(&local.attrs);
        let at = self.at(local.span(), &local.attrs);
        let (pattern, ty) = typed(&local.pat);
        self.expected = self.expected.take().or_else(|| expected(local));
        let is_result = ty.and_then(outcome_types).is_some();
        let ty = ty.map(declared);
        let Some(init) = &local.init else {
            return match pattern {
                Pat::Ident(name) => {
                    let (ident, text) = (&name.ident, name.ident.to_string());
                    self.declare_as(ident, is_result);
                    quote!(#at let #ident #ty = __w.__declare(#text, false);)
                }
                Pat::Tuple(tuple) if tuple.elems.iter().all(is_name) && ty.is_none() => {
                    let names = tuple.elems.iter().map(|element| {
                        self.local(&Local { pat: element.clone(), ..local.clone() })
                    });
                    names.collect()
                }
                other => self
                    .error(other.span(), "declare one variable at a time, or give the value here"),
            };
        };
        self.hint = hint_of(pattern);
        let errors = self.errors.len();
        let tokens = match (&init.diverge, pattern) {
            (Some((_, otherwise)), pattern) => self.let_else(pattern, &init.expr, otherwise),
            (None, Pat::Tuple(tuple)) if is_result_join(&init.expr) => {
                self.let_results(tuple, &init.expr)
            }
            (None, Pat::Wild(_)) => self.sink(&init.expr, &Sink::Discard),
            (None, Pat::Tuple(tuple)) if ty.is_none() && pairs(tuple, &init.expr).is_some() => {
                self.let_pairs(pairs(tuple, &init.expr).unwrap_or_default())
            }
            (None, Pat::Ident(name)) if name.subpat.is_none() && outcome(&init.expr).is_some() => {
                let stable = name.mutability.is_none();
                let value = self.kept_outcome(&init.expr, &name.ident.to_string(), stable);
                self.declare_result(&name.ident);
                let ident = &name.ident;
                quote!(let #ident #ty = #value;)
            }
            (None, Pat::Ident(name))
                if name.subpat.is_none() && !is_refutable_name(&name.ident) =>
            {
                let is_result = is_result || self.becomes_result(&init.expr);
                let tokens = self.let_name(name, &init.expr, ty.as_ref());
                self.declare_as(&name.ident, is_result);
                tokens
            }
            (None, pattern) => {
                let subject = self.temporary("value");
                let value = self.held_value(&init.expr, "value");
                let matched = self.pattern(pattern, &subject.to_token_stream());
                let bindings = if is_join(&init.expr) {
                    self.bind_as(matched, "__hold")
                } else {
                    self.bind(matched)
                };
                quote!(let #subject #ty = #value; #bindings)
            }
        };
        self.hint = None;
        if let (Pat::Ident(name), true) = (pattern, self.errors.len() > errors) {
            self.mark_faulty(&name.ident);
        }
        self.expected = None;
        quote!(#at #tokens)
    }

    pub(super) fn let_name(
        &mut self,
        name: &syn::PatIdent,
        value: &Expr,
        ty: Option<&TokenStream>,
    ) -> TokenStream {
        let (ident, text, mutable) =
            (&name.ident, name.ident.to_string(), name.mutability.is_some());
        if is_control(value) && has_effects(value) {
            let slot = self.temporary("slot");
            let stable = !mutable;
            let body = self.sink(value, &Sink::Assign(slot.clone()));
            self.declare(ident);
            return quote! {
                let #slot #ty = __w.__declare(#text, #stable);
                #body
                let #ident = #slot;
            };
        }
        let value_tokens = self.value(value);
        self.declare(ident);
        let span = value.span();
        let bind = Ident::new(if mutable { "__let_mut" } else { "__let" }, span);
        let bound = quote_spanned!(span=> __w.#bind(#text, __value));
        quote!(let #ident = { let __value #ty = #value_tokens; #bound };)
    }

    /// `let (a, b) = sfn::join!(..)`: names for the `Result` of each branch.
    pub(super) fn let_results(&mut self, names: &syn::PatTuple, join: &Expr) -> TokenStream {
        let Expr::Macro(mac) = strip(join) else { return TokenStream::new() };
        let joined = self.temporary("joined");
        let called = self.parallel(&mac.mac);
        let mut out = quote!(let #joined = #called;);
        for (index, name) in names.elems.iter().enumerate() {
            match name {
                Pat::Ident(name) if name.subpat.is_none() => {
                    let (ident, text) = (&name.ident, name.ident.to_string());
                    let index = syn::Index::from(index);
                    out.extend(quote!(let #ident = __w.__hold(#text, #joined.#index);));
                    self.declare_result(ident);
                }
                Pat::Wild(_) => {}
                other => {
                    self.error(
                        other.span(),
                        "name the result of the branch, and match on it in a statement of its own",
                    );
                }
            }
        }
        out
    }

    /// `let (a, b) = (x, y);`: the values first, then their names.
    fn let_pairs(&mut self, pairs: Vec<(&Pat, &Expr)>) -> TokenStream {
        let values = self.operands(pairs.iter().map(|(_, value)| *value));
        let mut out = TokenStream::new();
        let mut names = TokenStream::new();
        for ((pattern, _), value) in pairs.into_iter().zip(values) {
            let subject = self.temporary("value");
            out.extend(if is_name(pattern) {
                quote!(let #subject = #value;)
            } else {
                quote!(let #subject = __w.__let("value", #value);)
            });
            let matched = self.pattern(pattern, &subject.to_token_stream());
            names.extend(self.bind(matched));
        }
        quote!(#out #names)
    }

    /// A value that is read more than once: held in a variable where computing it is more than a path.
    pub(super) fn held_value(&mut self, expr: &Expr, name: &str) -> TokenStream {
        let value = self.value(expr);
        quote!(__w.__let(#name, #value))
    }

    /// Names for what a pattern found, as variables or as other names.
    pub(super) fn bind(&mut self, matched: Matched) -> TokenStream {
        self.bind_as(matched, "__let")
    }

    /// The same, with the builder's function for names that do not change.
    pub(super) fn bind_as(&mut self, matched: Matched, keep: &str) -> TokenStream {
        let keep = quote::format_ident!("{keep}");
        let mut out = TokenStream::new();
        for binding in matched.bindings {
            let (ident, text, value) = (&binding.ident, binding.ident.to_string(), &binding.value);
            let bind = if binding.mutable { quote!(__let_mut) } else { quote!(#keep) };
            out.extend(quote!(let #ident = __w.#bind(#text, #value);));
            self.declare_as(ident, binding.result);
        }
        out
    }

    pub(super) fn let_else(
        &mut self,
        pattern: &Pat,
        value: &Expr,
        otherwise: &Expr,
    ) -> TokenStream {
        let diverge = match otherwise {
            Expr::Block(block) => block.block.clone(),
            other => syn::parse_quote!({ #other }),
        };
        if let (Some(outcome), Some(pattern)) = (outcome_before_ok(value), result_pattern(pattern))
        {
            return self.let_else(&pattern, outcome, otherwise);
        }
        if let (Some(outcome), Pat::TupleStruct(result)) = (outcome(value), pattern)
            && outcome.changes.is_empty()
            && result.path.is_ident("Ok")
            && result.elems.iter().all(super::result_match::is_irrefutable)
        {
            let called = self.called(outcome.future);
            let (call, ok) = (self.temporary("called"), self.temporary("ok"));
            let body = self.block(&diverge, &Sink::Discard);
            let matched =
                result.elems.first().map(|inner| self.pattern(inner, &ok.to_token_stream()));
            let bindings = matched.map(|matched| self.bind(matched));
            return quote! {
                let #call = #called;
                #call.__begin_match();
                let _ = #call.__ok_arm();
                let _ = #call.__rest_arm(&[]);
                { #body }
                #call.__end_match();
                let #ok = #call.__value();
                #bindings
            };
        }
        let subject = self.temporary("value");
        let elements = if takes_apart(pattern) { self.elements_of(value) } else { None };
        let held = match elements {
            Some(elements) => quote!((#(__w.__let("value", #elements),)*)),
            None => self.held_value(value, "value"),
        };
        let hint = Self::hint(pattern.span(), &text::name_of("Unless", value));
        let body = self.block(&diverge, &Sink::Discard);
        let matched = self.pattern(pattern, &subject.to_token_stream());
        let Some(test) = matched.test.clone() else {
            return self
                .error(pattern.span(), "this pattern always matches, so `else` is never taken");
        };
        let bindings = self.bind(matched);
        quote! {
            let #subject = #held;
            #hint
            let __test = ::sfn_dsl::__private::not(#test);
            __w.__begin_choice();
            __w.__arm(&__test);
            { #body }
            __w.__end_choice(false);
            #bindings
        }
    }
}

/// Whether the value is a tuple of what branches gave, whose elements are better names than the tuple.
fn is_join(value: &Expr) -> bool {
    match strip(value) {
        Expr::Try(question) => {
            matches!(strip(&question.expr), Expr::Macro(mac)
                if text::branches(&mac.mac.path) == Some(text::Branches::TryJoin))
        }
        _ => false,
    }
}

pub(super) fn is_refutable_name(name: &Ident) -> bool {
    let name = name.to_string();
    text::is_camel(&name) || text::is_constant(&name)
}

/// The elements of a tuple that is taken apart where it is made.
fn pairs<'a>(names: &'a syn::PatTuple, value: &'a Expr) -> Option<Vec<(&'a Pat, &'a Expr)>> {
    let Expr::Tuple(tuple) = strip(value) else { return None };
    let fits = names.elems.len() == tuple.elems.len()
        && !names.elems.iter().any(|element| matches!(element, Pat::Rest(_)));
    fits.then(|| names.elems.iter().zip(&tuple.elems).collect())
}

/// Whether the pattern is a name, or `_`.
pub(super) fn is_name(pattern: &Pat) -> bool {
    match pattern {
        Pat::Wild(_) => true,
        Pat::Ident(name) => name.subpat.is_none() && !is_refutable_name(&name.ident),
        _ => false,
    }
}

/// What a Map or Parallel is called that gives these names.
fn hint_of(pattern: &Pat) -> Option<String> {
    match pattern {
        Pat::Ident(name) if !name.ident.to_string().starts_with('_') => {
            Some(text::pascal_case(&name.ident.to_string()))
        }
        Pat::TupleStruct(result) if result.elems.len() == 1 => {
            result.elems.first().and_then(hint_of)
        }
        _ => None,
    }
}
