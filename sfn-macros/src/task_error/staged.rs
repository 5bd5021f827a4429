//! Error enums as expressions: `{Error, Cause}`.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::data::content::Style;

use super::variant::{Kind, Variant};

pub(super) fn expand(name: &Ident, variants: &[Variant]) -> TokenStream {
    let structs = variants.iter().map(|variant| variant.content.declare(&variant.binding(), true));
    let functions = variants.iter().map(|variant| functions(variant, variants));
    let own = variants.iter().flat_map(Variant::own_names);
    let inner = variants
        .iter()
        .filter(|variant| matches!(variant.kind, Kind::Transparent { .. }))
        .map(|variant| variant.function("names"));
    quote! {
        #(#structs)*

        #[automatically_derived]
        impl #name {
            /// Every name that a variant stands for.
            fn __sfn_names() -> ::std::vec::Vec<&'static str> {
                let mut __names: ::std::vec::Vec<&'static str> = ::std::vec![#(#own),*];
                #(__names.extend(Self::#inner());)*
                __names
            }

            #(#functions)*
        }
    }
}

fn functions(variant: &Variant, all: &[Variant]) -> TokenStream {
    let (is, bind, new, names) = (
        variant.function("is"),
        variant.function("bind"),
        variant.function("new"),
        variant.function("names"),
    );
    let binding = variant.binding();
    let (test, read, write, list) =
        (test(variant, all), read(variant), write(variant), list(variant));
    quote! {
        #[doc(hidden)]
        pub fn #is(__value: &::sfn_dsl::__private::Expr<Self>) -> ::sfn_dsl::__private::Expr<bool> {
            let __error = __value.__code();
            ::sfn_dsl::__private::Expr::__new(#test)
        }

        #[doc(hidden)]
        pub fn #bind(__value: &::sfn_dsl::__private::Expr<Self>) -> #binding {
            let __error = __value.__code();
            #read
        }

        #[doc(hidden)]
        pub fn #new(
            mut __given: ::std::vec::Vec<(&'static str, ::sfn_dsl::__private::Code)>,
        ) -> ::sfn_dsl::__private::Expr<Self> {
            ::sfn_dsl::__private::Expr::__new(#write)
        }

        #[doc(hidden)]
        pub fn #names() -> ::std::vec::Vec<&'static str> {
            #list
        }
    }
}

/// Its names, for `ErrorEquals`.
fn list(variant: &Variant) -> TokenStream {
    match &variant.kind {
        Kind::Other => quote!(::std::vec!["States.ALL"]),
        Kind::Transparent { .. } => {
            let inner = variant.inner_error();
            quote! {
                (#inner.variants)().iter().flat_map(::sfn_dsl::__private::ErrorVariant::names).collect()
            }
        }
        Kind::Named(_) | Kind::Timeout => {
            let names = variant.own_names();
            quote!(::std::vec![#(#names),*])
        }
    }
}

/// Whether `__error` is this variant.
fn test(variant: &Variant, all: &[Variant]) -> TokenStream {
    let errors = quote!(::sfn_dsl::__private::errors);
    match &variant.kind {
        Kind::Named(_) | Kind::Timeout => {
            let names = variant.own_names();
            quote!(#errors::is_one_of(__error, &[#(#names),*]))
        }
        Kind::Other => quote!(#errors::is_none_of(__error, &Self::__sfn_names())),
        Kind::Transparent { .. } => {
            let names = variant.function("names");
            // Where the inner enum has a variant for every other error, it takes what no variant here names.
            let own = all.iter().flat_map(Variant::own_names);
            quote!(#errors::is_inner(__error, &Self::#names(), &[#(#own),*]))
        }
    }
}

/// The fields of `__error`.
fn read(variant: &Variant) -> TokenStream {
    let private = quote!(::sfn_dsl::__private);
    let binding = variant.binding();
    match &variant.kind {
        Kind::Other => quote!(#binding {
            name: #private::Expr::__new(__error.field("Error")),
            cause: #private::Expr::__new(#private::errors::cause(__error)),
        }),
        Kind::Transparent { .. } => quote!(#binding(#private::Expr::__new(__error.clone()))),
        Kind::Timeout => quote!(#binding {}),
        Kind::Named(_) if variant.content.style == Style::Unit => quote!(#binding {}),
        Kind::Named(_) => {
            let read = variant.content.read(&binding);
            quote!({
                let __base = &#private::errors::fields(__error);
                let __others: &[&'static str] = &[];
                #read
            })
        }
    }
}

/// The error with the fields `__given`.
fn write(variant: &Variant) -> TokenStream {
    let private = quote!(::sfn_dsl::__private);
    let given = |name: &str| quote!(#private::members::value(&mut __given, #name));
    match &variant.kind {
        Kind::Other => {
            let (name, cause) = (given("name"), given("cause"));
            quote!({
                let __name = #name;
                #private::errors::other(__name, #cause)
            })
        }
        Kind::Transparent { .. } => given("0"),
        Kind::Timeout => {
            quote!(#private::errors::error("States.Timeout", ::std::option::Option::None))
        }
        Kind::Named(name) if variant.content.style == Style::Unit => {
            quote!(#private::errors::error(#name, ::std::option::Option::None))
        }
        Kind::Named(name) if variant.content.style == Style::Newtype => {
            let content = variant.content.fields.first().map(|field| {
                let value = given(&field.name);
                (field.of(&quote!(element(#value))), field.of(&quote!(is_object)))
            });
            let (value, is_object) = content.unwrap_or_default();
            quote!(#private::errors::error_of(#name, #value, #is_object))
        }
        Kind::Named(name) => {
            let fields = variant.content.write(|field| given(&field.name));
            quote!(#private::errors::error(#name, ::std::option::Option::Some(#fields)))
        }
    }
}
