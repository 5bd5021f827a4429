//! Calls that are values: variants, newtypes, `sfn::…`, and functions of the standard library.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Expr, ExprCall, spanned::Spanned};

use super::{
    pattern::derived,
    scope::{Twin, has_effects},
    text,
};

impl Twin {
    pub(super) fn function(&mut self, call: &ExprCall) -> TokenStream {
        let span = call.func.span();
        let Expr::Path(path) = &*call.func else {
            return self.error(span, "this call would run inside Step Functions, which runs no Rust: write `.await` behind a task or a service; make anything else a `#[task]`, or a method in an `#[sfn::inline] impl`");
        };
        let path = &path.path;
        let argument = call.args.first();
        if let (true, Some(value)) = (path.is_ident("Some"), argument) {
            let value = self.value(value);
            return quote_spanned!(span=> ::sfn_dsl::__private::some(#value));
        }
        if let (true, Some(value)) =
            (path.segments.last().is_some_and(|last| last.ident == "Reverse"), argument)
        {
            let value = self.value(value);
            return quote_spanned!(span=> ::sfn_dsl::__private::reversed(#value));
        }
        if let Some(result) = self.result_value(call) {
            return result;
        }
        if let Some(name) = text::sfn_function(path) {
            let arguments: Vec<_> =
                call.args.iter().map(|argument| self.sfn_argument(argument)).collect();
            return match name.as_str() {
                "seconds" | "minutes" | "hours" | "days" => Self::duration(&name, &arguments, span),
                "context" | "now" | "uuid" | "random" | "hash" | "base64" | "to_json" => {
                    let function = quote::format_ident!("staged_{name}");
                    quote_spanned!(span=> ::sfn_dsl::__private::#function(#(#arguments),*))
                }
                _ => self
                    .error(span, format!("`sfn::{name}(..)` is awaited: `sfn::{name}(..).await`")),
            };
        }
        if text::is_variant(path) {
            let make = derived(path, "new");
            let values = self.erased_operands(&call.args.iter().collect::<Vec<_>>());
            let names = (0..values.len()).map(|index| index.to_string());
            let fields: Vec<_> =
                names.zip(values).map(|(name, value)| quote!((#name, #value))).collect();
            return quote_spanned!(span=> #make(::std::vec![#(#fields),*]));
        }
        self.associated(call, path)
    }

    /// `sfn::hours(6)` where a moment is moved by it.
    fn duration(unit: &str, count: &[TokenStream], span: Span) -> TokenStream {
        let millis: u32 = match unit {
            "seconds" => 1_000,
            "minutes" => 60_000,
            "hours" => 3_600_000,
            _ => 86_400_000,
        };
        quote_spanned!(span=> ::sfn_dsl::__private::duration(#(#count,)* #millis))
    }

    fn sfn_argument(&mut self, argument: &Expr) -> TokenStream {
        match argument {
            Expr::Path(path) if text::is_variant(&path.path) => argument.to_token_stream(),
            argument => self.value(argument),
        }
    }

    /// `String::from(x)`, `Vec::new()`, `Newtype(x)`, `f64::from(x)`, or a call without workflow values.
    fn associated(&mut self, call: &ExprCall, path: &syn::Path) -> TokenStream {
        let span = path.span();
        let mut names = path.segments.iter().rev().map(|segment| segment.ident.to_string());
        let (last, owner) = (names.next().unwrap_or_default(), names.next().unwrap_or_default());
        let argument = call.args.first();
        if owner != "Timestamp" && names.next().is_some_and(|module| module == "sfn") {
            let message = format!(
                "where items are read from stands in the call: `sfn::map_s3(sfn::{owner}::{last}(..), max_concurrency, async |item| ..)`"
            );
            return self.error(span, message);
        }
        match (owner.as_str(), last.as_str(), argument) {
            ("String" | "Vec", "from", Some(value)) => self.value(value),
            ("HashMap" | "BTreeMap" | "IndexMap", "new", None) => {
                of_type(path, &quote_spanned!(span=> ::sfn_dsl::__private::empty_map()))
            }
            ("HashMap" | "BTreeMap" | "IndexMap", "from", Some(pairs)) => {
                let pairs = self.value(pairs);
                quote_spanned!(span=> #pairs.iter().collect())
            }
            ("Timestamp", "now", None) => {
                quote_spanned!(span=> ::sfn_dsl::__private::staged_timestamp())
            }
            ("Duration", "from_secs" | "from_mins" | "from_hours" | "from_millis", Some(count)) => {
                let millis: u32 = match last.as_str() {
                    "from_secs" => 1_000,
                    "from_mins" => 60_000,
                    "from_hours" => 3_600_000,
                    _ => 1,
                };
                let count = self.value(count);
                quote_spanned!(span=> ::sfn_dsl::__private::duration(#count, #millis))
            }
            ("Default", "default", None) => {
                quote_spanned!(span=> ::sfn_dsl::__private::default_value())
            }
            (owner, "default", None) if text::is_camel(owner) => {
                let ty = owner_of(path);
                quote_spanned!(span=> ::sfn_dsl::__private::default_value::<#ty>())
            }
            ("String", "new", None) => quote_spanned!(span=> ::sfn_dsl::__private::text("")),
            ("Vec", "new", None) | ("Vec", "with_capacity", _) => {
                of_type(path, &quote_spanned!(span=> ::sfn_dsl::__private::array(::std::vec![])))
            }
            (
                "f64" | "f32" | "u8" | "u16" | "u32" | "i8" | "i16" | "i32" | "u64" | "i64"
                | "usize",
                "from",
                Some(value),
            ) => {
                let value = self.value(value);
                let ty = quote::format_ident!("{owner}", span = span);
                quote_spanned!(span=> ::sfn_dsl::__private::cast::<_, #ty>(#value))
            }
            (_, last, Some(_)) if text::is_camel(last) => {
                let values = self.operands(&call.args).into_iter().enumerate();
                let fields: Vec<_> = values
                    .map(|(index, value)| {
                        let index = syn::Index::from(index);
                        quote!(#index: #value)
                    })
                    .collect();
                quote_spanned!(span=> {
                    type __Proxy = ::sfn_dsl::__private::ProxyOf<#path>;
                    ::sfn_dsl::__private::Expr::<#path>::from(__Proxy { #(#fields),* })
                })
            }
            ("BTreeSet" | "HashSet" | "VecDeque" | "BinaryHeap" | "LinkedList", ..) => {
                let message = format!(
                    "a `{owner}` does not flow between states: use a `Vec`, with `.contains(&x)`, `.sort()` and `.dedup()`, or a `BTreeMap`"
                );
                self.error(span, message)
            }
            (owner, _, _) if text::is_camel(owner) => {
                let arguments = self.operands(&call.args);
                Self::inline_function(path, &arguments)
            }
            _ if self.reads_any(&call.args) => {
                let message = "this call would run inside Step Functions, which runs no Rust: write `.await` behind a task or a service; make anything else a `#[task]`, or a method in an `#[sfn::inline] impl`";
                self.error(span, message)
            }
            _ => quote_spanned!(span=> ::sfn_dsl::__private::constant(const { #call })),
        }
    }

    fn reads_any<'a>(&self, values: impl IntoIterator<Item = &'a Expr>) -> bool {
        values.into_iter().any(|value| self.reads_variable(value) || has_effects(value))
    }
}

/// `a::Type` of `a::Type::function`.
pub(super) fn owner_of(path: &syn::Path) -> syn::Path {
    let mut owner = path.clone();
    owner.segments.pop();
    owner.segments.pop_punct();
    owner
}

/// The value as one of the type whose function the path is, where that is written out: `Vec::<Item>::new`.
fn of_type(path: &syn::Path, value: &TokenStream) -> TokenStream {
    let ty = owner_of(path);
    match ty.segments.last() {
        Some(last) if !last.arguments.is_none() => {
            quote_spanned!(path.span()=> { let __value: ::sfn_dsl::__private::Expr<#ty> = #value; __value })
        }
        _ => value.clone(),
    }
}
