//! Error enums as expressions: `{Error, Cause}`.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::data::content::Style;

use super::variant::{Kind, Variant};

pub(super) fn expand(name: &Ident, variants: &[Variant]) -> TokenStream {
    let structs = variants.iter().map(|variant| variant.content.declare(&variant.binding(), true));
    let functions =
        variants.iter().enumerate().map(|(index, variant)| functions(name, index, variant));
    quote! {
        #(#structs)*

        #[automatically_derived]
        impl #name {
            #(#functions)*
        }
    }
}

fn functions(name: &Ident, index: usize, variant: &Variant) -> TokenStream {
    let (is, bind, new, names) = (
        variant.function("is"),
        variant.function("bind"),
        variant.function("new"),
        variant.function("names"),
    );
    let binding = variant.binding();
    let (read, write) = (read(variant), write(variant));
    let variants = quote!(<#name as ::sfn_dsl::__private::ErrorType>::__VARIANTS);
    // With a lifetime of its own the bound is looked at where the function is called.
    let told_apart = quote! {
        for<'__a> ::sfn_dsl::__private::ToldApart<
            '__a,
            { ::sfn_dsl::__private::ErrorVariant::__is_told_apart(#variants, #index) },
        >: ::sfn_dsl::__private::IsToldApart<#name>
    };
    quote! {
        #[doc(hidden)]
        pub fn #is(__value: &::sfn_dsl::__private::Expr<Self>) -> ::sfn_dsl::__private::Expr<bool>
        where
            #told_apart,
        {
            let __error = __value.__code();
            ::sfn_dsl::__private::Expr::__new(
                ::sfn_dsl::__private::errors::is_variant(__error, #variants, #index),
            )
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
        pub fn #names() -> ::std::vec::Vec<&'static str>
        where
            #told_apart,
        {
            ::sfn_dsl::__private::errors::names(#variants, #index)
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
