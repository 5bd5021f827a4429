//! `format!`, `vec!` and `matches!`, and what other macros mean in a workflow.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{Expr, spanned::Spanned};

use super::{
    format::{Format, Part},
    scope::Twin,
};

impl Twin {
    pub(super) fn macro_value(&mut self, mac: &syn::ExprMacro) -> TokenStream {
        let path = &mac.mac.path;
        let name = path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
        match name.as_str() {
            "format" => self.format(&mac.mac),
            "vec" => match mac.mac.parse_body_with(syn::punctuated::Punctuated::<Expr, syn::Token![,]>::parse_terminated) {
                Ok(elements) => {
                    let elements = self.operands(&elements);
                    quote!(::sfn_dsl::__private::array(::std::vec![#(#elements),*]))
                }
                Err(_) => self.error(path.span(), "write the elements: `vec![a, b]`"),
            },
            "matches" => self.matches(&mac.mac),
            "try_join" | "race" => self.error(path.span(), format!("handle the errors of the branches: `sfn::{name}!(..)?`, or `match`")),
            "join" => self.error(path.span(), "name the results, and look at each: `let (a, b) = sfn::join!(..); match a { Ok(..) => .., Err(..) => .. }`"),
            "panic" | "todo" | "unimplemented" | "unreachable" | "assert" | "assert_eq" => {
                self.error(path.span(), "a workflow cannot panic: end it with `return Err(..)`")
            }
            "println" | "print" | "eprintln" | "dbg" => {
                self.error(path.span(), "a workflow has no console: the execution history shows every value")
            }
            _ => self.error(path.span(), "this macro has no meaning in a workflow: `format!`, `vec!`, `matches!`, `sfn::try_join!` and `sfn::race!` have"),
        }
    }

    pub(super) fn format(&mut self, mac: &syn::Macro) -> TokenStream {
        let format: Format = match mac.parse_body() {
            Ok(format) => format,
            Err(error) => {
                self.errors.push(error);
                return quote!(::core::unreachable!());
            }
        };
        let parts: Vec<_> = format
            .parts
            .iter()
            .map(|part| match part {
                Part::Text(text) => quote!(::sfn_dsl::__private::code(::sfn_dsl::__private::text(#text))),
                Part::Hole { value, precision } => {
                    let span = value.span();
                    let value = self.value(value);
                    if let Some(digits) = precision { quote_spanned!(span=> ::sfn_dsl::__private::display_precision(#value, #digits)) } else { quote_spanned!(span=> ::sfn_dsl::__private::display(#value)) }
                }
            })
            .collect();
        quote!(::sfn_dsl::__private::concat(::std::vec![#(#parts),*]))
    }

    pub(super) fn matches(&mut self, mac: &syn::Macro) -> TokenStream {
        let parsed = mac.parse_body_with(|input: syn::parse::ParseStream<'_>| {
            let value: Expr = input.parse()?;
            input.parse::<syn::Token![,]>()?;
            let pattern = syn::Pat::parse_multi_with_leading_vert(input)?;
            input.parse::<Option<syn::Token![,]>>()?;
            Ok((value, pattern))
        });
        match parsed {
            Ok((value, pattern)) => {
                let value = self.value(&value);
                let subject = self.temporary("subject");
                let test = self.pattern(&pattern, &subject.to_token_stream()).test;
                let test = test.unwrap_or_else(|| quote!(::sfn_dsl::__private::boolean(true)));
                quote!({ let #subject = #value; #test })
            }
            Err(error) => {
                self.errors.push(error);
                quote!(::core::unreachable!())
            }
        }
    }
}
