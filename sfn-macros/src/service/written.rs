//! The calls of a workflow, written into the function in place of the macro that they stand in.
//!
//! They are checked once, for the definition, and share their types. The macro may stand in another one's tokens
//! (`sfn::try_join!`), so it is looked for among tokens.

use std::collections::HashMap;

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;
use syn::{Macro, visit_mut::VisitMut};

use super::Family;

/// Where a macro's arguments begin.
type Place = (usize, usize);

/// Calls by the place of their macro.
#[derive(Default)]
pub(crate) struct Written(HashMap<Place, TokenStream>);

fn place(span: Span) -> Place {
    let start = span.unwrap().start();
    (start.line(), start.column())
}

impl Written {
    /// Remembers what is to stand in place of the macro.
    pub(crate) fn add(&mut self, mac: &Macro, call: TokenStream) {
        self.0.insert(place(mac.delimiter.span().open()), call);
    }

    /// Writes the calls into the function. One that the definition has not seen learns where the types stand.
    pub(crate) fn write(&self, block: &mut syn::Block, scope: &Ident) {
        Write { written: self, scope }.visit_block_mut(block);
    }
}

struct Write<'a> {
    written: &'a Written,
    scope: &'a Ident,
}

impl VisitMut for Write<'_> {
    fn visit_expr_mut(&mut self, expr: &mut syn::Expr) {
        if let syn::Expr::Macro(mac) = expr
            && Family::of(&mac.mac.path).is_some()
            && let Some(call) = self.written.0.get(&place(mac.mac.delimiter.span().open()))
        {
            *expr = syn::Expr::Verbatim(call.clone());
            return;
        }
        syn::visit_mut::visit_expr_mut(self, expr);
    }

    fn visit_macro_mut(&mut self, mac: &mut Macro) {
        let tokens = self.tokens(std::mem::take(&mut mac.tokens));
        let scope = self.scope;
        mac.tokens =
            if Family::of(&mac.path).is_some() { quote!(@ #scope #tokens) } else { tokens };
    }
}

impl Write<'_> {
    fn tokens(&self, tokens: TokenStream) -> TokenStream {
        let mut out: Vec<TokenTree> = Vec::new();
        for token in tokens {
            let TokenTree::Group(group) = token else {
                out.push(token);
                continue;
            };
            if !ends_with_macro(&out) {
                out.push(like(&group, self.tokens(group.stream())));
            } else if let Some(call) = self.written.0.get(&place(group.span_open())) {
                take_path(&mut out);
                out.push(TokenTree::Group(Group::new(Delimiter::Parenthesis, call.clone())));
            } else {
                let (scope, inner) = (self.scope, group.stream());
                out.push(like(&group, quote!(@ #scope #inner)));
            }
        }
        out.into_iter().collect()
    }
}

/// The group with other tokens.
fn like(group: &Group, tokens: TokenStream) -> TokenTree {
    let mut other = Group::new(group.delimiter(), tokens);
    other.set_span(group.span());
    TokenTree::Group(other)
}

/// Whether they end with `sdk!` or `optimized!`.
fn ends_with_macro(tokens: &[TokenTree]) -> bool {
    matches!(tokens, [.., TokenTree::Ident(name), TokenTree::Punct(mark)]
        if Family::named(name).is_some() && mark.as_char() == '!')
}

/// Takes `sdk!` or `sfn_dsl::sdk!` off the end.
fn take_path(tokens: &mut Vec<TokenTree>) {
    tokens.truncate(tokens.len().saturating_sub(2));
    while let [.., TokenTree::Ident(_), TokenTree::Punct(first), TokenTree::Punct(second)] =
        tokens.as_slice()
        && first.as_char() == ':'
        && second.as_char() == ':'
    {
        tokens.truncate(tokens.len().saturating_sub(3));
    }
}
