//! `sfn::map_s3(reader, n, async |item| ..)` and `sfn::map_distributed(items, n, async |item| ..)`: a child execution for
//! each item.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{Expr, ExprCall, Member, Token, punctuated::Punctuated, spanned::Spanned, visit::Visit};

use super::{
    call::strip,
    map::{MapBody, MapCall, unreachable},
    scope::{Twin, has_effects},
    statement::root_of,
    text,
};

impl Twin {
    pub(super) fn map_s3(&mut self, call: &ExprCall) -> TokenStream {
        let usage = "write `sfn::map_s3(sfn::Csv::<Row>::at(bucket, key), max_concurrency, async |row| ..)`";
        let Some(map) = self.map_call(call, usage) else { return unreachable() };
        let items = self.reader(map.items);
        self.map_run(call, &map, &items)
    }

    pub(super) fn map_distributed(&mut self, call: &ExprCall) -> TokenStream {
        let usage = "write `sfn::map_distributed(items, max_concurrency, async |item| ..)`";
        let Some(map) = self.map_call(call, usage) else { return unreachable() };
        let items = self.value(map.items);
        self.map_run(call, &map, &quote!(::sfn_dsl::__private::items(#items)))
    }

    fn map_run(&mut self, call: &ExprCall, map: &MapCall<'_>, items: &TokenStream) -> TokenStream {
        let kind = if std::mem::take(&mut self.express) { "Express" } else { "Standard" };
        let kind = quote::format_ident!("{kind}");
        let captures = self.captures(&map.closure.body);
        let hint = self.map_hint(call, map);
        let limit = map.max_concurrency;
        let MapBody { name, item, scope, error, statements } = self.map_body(map);
        let span = call.func.span();
        let begin = quote_spanned! {span=>
            __w.__begin_map_run::<::sfn_dsl::__private::#kind, _, _, #error>(
                #name, __items, (#limit) as u32, ::std::vec![#(#captures),*],
            )
        };
        quote!({
            let __items = #items;
            #hint
            let (__children, #item, #scope) = #begin;
            {
                let __w = &__children;
                #statements
            }
            __w.__end_map_run(&#scope)
        })
    }

    /// Where the items are read from: `sfn::Csv::<Row>::at(bucket, key).batch(100)`.
    fn reader(&mut self, reader: &Expr) -> TokenStream {
        match strip(reader) {
            Expr::MethodCall(method) => {
                let receiver = self.reader(&method.receiver);
                for argument in method
                    .args
                    .iter()
                    .filter(|argument| self.reads_variable(argument))
                    .collect::<Vec<_>>()
                {
                    self.error(argument.span(), "this is written into the definition, so it cannot depend on the input or on a result");
                }
                let (name, arguments) = (&method.method, &method.args);
                quote_spanned!(name.span()=> #receiver.#name(#arguments))
            }
            Expr::Call(call) if is_constructor(&call.func) => {
                // In the place of the user's own call, so that rustc says once what is wrong with both.
                let mut staged = call.clone();
                for argument in &mut staged.args {
                    if self.reads_variable(argument) || has_effects(argument) {
                        *argument = Expr::Verbatim(self.value(argument));
                    }
                }
                staged.to_token_stream()
            }
            other if self.is_faulty(other) => TokenStream::new(),
            other => self.error(
                other.span(),
                "write here where the items are read from: `sfn::Csv::<Row>::at(bucket, key)`",
            ),
        }
    }

    /// What the child reads of the workflow around it, each with a name: variables, and fields of them. A field of a struct is
    /// always there, so that nothing but the fields that are read must travel.
    fn captures(&self, body: &Expr) -> Vec<TokenStream> {
        let mut captures = Captures { twin: self, found: Vec::new() };
        captures.visit_expr(body);
        let captures = captures.found.into_iter();
        captures
            .map(|(name, place)| {
                quote!((#name, ::sfn_dsl::__private::code(::sfn_dsl::__private::v(&#place))))
            })
            .collect()
    }
}

/// Whether it is `Type::function`.
fn is_constructor(function: &Expr) -> bool {
    matches!(function, Expr::Path(path) if path.path.segments.len() > 1)
}

struct Captures<'a> {
    twin: &'a Twin,
    found: Vec<(String, TokenStream)>,
}

impl Captures<'_> {
    fn add(&mut self, name: String, place: TokenStream) {
        let text = place.to_string();
        if self.found.iter().all(|(_, known)| known.to_string() != text) {
            self.found.push((name, place));
        }
    }

    fn is_outer(&self, name: &str) -> bool {
        self.twin.is_variable(name)
    }
}

impl<'ast> Visit<'ast> for Captures<'_> {
    fn visit_expr(&mut self, expr: &'ast Expr) {
        let Some(root) = root_of(expr).filter(|root| self.is_outer(&root.to_string())) else {
            syn::visit::visit_expr(self, expr);
            return;
        };
        let root = root.to_string();
        let name = match strip(expr) {
            Expr::Field(field) => match &field.member {
                Member::Named(name) => name.to_string(),
                Member::Unnamed(index) => format!("{root}_{}", index.index),
            },
            _ => root,
        };
        self.add(name.trim_start_matches("r#").to_owned(), strip(expr).to_token_stream());
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        let mut names = text::inline_arguments(&mac.tokens);
        match mac.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated) {
            Ok(arguments) => {
                let mut inside = Captures { twin: self.twin, found: Vec::new() };
                arguments.iter().for_each(|argument| inside.visit_expr(argument));
                inside.found.into_iter().for_each(|(name, place)| self.add(name, place));
            }
            Err(_) => names.extend(text::identifiers(&mac.tokens)),
        }
        for name in names.into_iter().filter(|name| self.is_outer(name)).collect::<Vec<_>>() {
            let place = quote::format_ident!("{name}");
            self.add(name, quote!(#place));
        }
    }
}
