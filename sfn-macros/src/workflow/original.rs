//! The user's function as it is emitted beside its twin.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Attribute, Expr, ItemFn, Stmt, visit_mut::VisitMut};

use super::text;

/// The function without what only the twin understands.
///
/// Each error takes the place of the expression that it is about, so that rustc does not report the same mistake once
/// more in other words. What stands in no such expression is left in `errors`.
pub(super) fn original(function: &ItemFn, errors: &mut Vec<syn::Error>) -> ItemFn {
    let mut function = function.clone();
    Strip.visit_block_mut(&mut function.block);
    if !errors.is_empty() {
        function.attrs.push(syn::parse_quote!(#[allow(unused, unreachable_code)]));
        Replace { errors }.visit_block_mut(&mut function.block);
    }
    function
}

struct Strip;

impl VisitMut for Strip {
    fn visit_local_mut(&mut self, local: &mut syn::Local) {
        strip(&mut local.attrs);
        syn::visit_mut::visit_local_mut(self, local);
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        if let Some(attributes) = text::attributes_mut(expr) {
            strip(attributes);
        }
        syn::visit_mut::visit_expr_mut(self, expr);
    }
}

fn strip(attributes: &mut Vec<Attribute>) {
    attributes
        .retain(|attribute| !attribute.path().is_ident("doc") && !attribute.path().is_ident("sfn"));
}

/// Puts errors where their expressions stand, the innermost first.
struct Replace<'a> {
    errors: &'a mut Vec<syn::Error>,
}

impl Replace<'_> {
    /// What to write in place of these tokens, if an error is about them.
    fn take(&mut self, tokens: TokenStream) -> Option<TokenStream> {
        let places = places(tokens);
        let (here, elsewhere) = std::mem::take(self.errors)
            .into_iter()
            .partition(|error: &syn::Error| places.contains(&place(error.span())));
        *self.errors = elsewhere;
        let here: Vec<_> = here.iter().map(syn::Error::to_compile_error).collect();
        // `compile_error!` has a type that silences what follows from it.
        let (last, before) = here.split_last()?;
        Some(if before.is_empty() { quote!((#last)) } else { quote!({ #(#before;)* #last }) })
    }
}

impl VisitMut for Replace<'_> {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        match expr {
            // The left side alone is no place for an error, nor is a function's name.
            Expr::Assign(assign) => self.visit_expr_mut(&mut assign.right),
            Expr::Call(call) => call.args.iter_mut().for_each(|value| self.visit_expr_mut(value)),
            _ => syn::visit_mut::visit_expr_mut(self, expr),
        }
        if holds_statements(expr) {
            return;
        }
        if let Expr::Await(awaited) = expr
            && let Expr::Verbatim(error) = &*awaited.base
        {
            *expr = Expr::Verbatim(error.clone());
        } else if let Some(error) = self.take(expr.to_token_stream()) {
            let leaves = matches!(expr, Expr::Break(_) | Expr::Continue(_) | Expr::Return(_));
            let error = if leaves { quote!({ #error; loop {} }) } else { error };
            *expr = Expr::Verbatim(error);
        }
    }

    fn visit_stmt_mut(&mut self, statement: &mut Stmt) {
        syn::visit_mut::visit_stmt_mut(self, statement);
        if let Stmt::Macro(mac) = statement
            && let Some(error) = self.take(mac.to_token_stream())
        {
            *statement = Stmt::Expr(Expr::Verbatim(error), mac.semi_token);
        }
    }
}

/// Whether too much stands in it to be taken out whole.
const fn holds_statements(expr: &Expr) -> bool {
    matches!(
        expr,
        Expr::Async(_)
            | Expr::Block(_)
            | Expr::Closure(_)
            | Expr::ForLoop(_)
            | Expr::If(_)
            | Expr::Loop(_)
            | Expr::Match(_)
            | Expr::While(_)
    )
}

/// Line and column of a span's first character.
fn place(span: Span) -> (usize, usize) {
    let start = span.unwrap().start();
    (start.line(), start.column())
}

fn places(tokens: TokenStream) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for token in tokens {
        found.push(place(token.span()));
        if let TokenTree::Group(group) = token {
            found.extend(places(group.stream()));
        }
    }
    found
}
