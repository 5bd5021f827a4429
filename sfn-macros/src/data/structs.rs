//! `derive(Data)` on a struct.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{DeriveInput, Fields};

use crate::{problems::Problems, serde_attributes::ContainerAttributes};

use super::{
    content::{Content, Style},
    hidden,
};

pub(super) fn derive(
    input: &DeriveInput,
    fields: &Fields,
    container: &ContainerAttributes,
    problems: &mut Problems,
) -> TokenStream {
    let name = &input.ident;
    let mut content =
        Content::new(fields, container.rename_all, container.default.as_ref(), problems);
    if container.transparent && content.fields.len() == 1 {
        content.style = Style::Newtype;
    }
    let tag = container.tag.as_ref().map(|tag| (tag, name));
    let proxy = format_ident!("__Fields");
    let declaration = content.declare(&proxy, false);
    let read = content.read(&proxy);
    let write = write(&content, tag, |field| quote!(__fields.#field.__code().clone()));
    let data = data(&content);
    let update = update(&content);
    let new = new(&content, tag);
    let flatten = flatten(&content, name);
    let implementation = quote! {
        #declaration

        #[automatically_derived]
        impl ::sfn_dsl::__private::Data for #name {
            #data
        }

        #[automatically_derived]
        impl #name {
            fn __sfn_read(__base: &::sfn_dsl::__private::Code, __others: &[&'static str]) -> #proxy {
                #read
            }

            #new
        }

        #[automatically_derived]
        impl ::sfn_dsl::__private::Fields for #name {
            type Proxy = #proxy;

            fn __proxy(__base: &::sfn_dsl::__private::Code) -> #proxy {
                Self::__sfn_read(__base, &[])
            }

            fn __update(
                __base: ::sfn_dsl::__private::Code,
                mut __given: ::std::vec::Vec<(&'static str, ::sfn_dsl::__private::Code)>,
            ) -> ::sfn_dsl::__private::Code {
                #update
            }
        }

        #[automatically_derived]
        impl ::std::convert::From<#proxy> for ::sfn_dsl::__private::Expr<#name> {
            fn from(__fields: #proxy) -> Self {
                ::sfn_dsl::__private::Expr::__new(#write)
            }
        }

        #flatten
    };
    hidden(&implementation)
}

fn write(
    content: &Content,
    tag: Option<(&String, &Ident)>,
    value: impl Fn(&syn::Member) -> TokenStream,
) -> TokenStream {
    let written = content.write(|field| value(&field.member));
    match tag {
        Some((tag, name)) if content.style == Style::Object => {
            let name = name.to_string();
            quote!(::sfn_dsl::__private::enums::tagged(#tag, #name, #written))
        }
        _ => written,
    }
}

/// The items of `impl Data`.
fn data(content: &Content) -> TokenStream {
    let shape = content.shape();
    let common = quote! {
        fn __shape(__place: &::sfn_dsl::__private::Code, __depth: u32) -> ::sfn_dsl::__private::Code {
            #shape
        }
    };
    match (content.style, content.fields.first()) {
        (Style::Object, _) => quote!(const __IS_OBJECT: bool = true; #common),
        (Style::Tuple, _) => quote!(const __IS_ARRAY: bool = true; #common),
        (Style::Newtype, Some(field)) => {
            let is_array = field.of(&quote!(is_array));
            let is_object = field.of(&quote!(is_object));
            let may_be_missing = field.of(&quote!(may_be_missing));
            let appended = field.of(&quote!(appended(__value)));
            let read = field.of(&quote!(read(__place)));
            quote! {
                const __IS_ARRAY: bool = #is_array;
                const __IS_OBJECT: bool = #is_object;
                const __MAY_BE_MISSING: bool = #may_be_missing;

                fn __read(__place: ::sfn_dsl::__private::Code) -> ::sfn_dsl::__private::Code {
                    #read
                }

                fn __appended(__value: ::sfn_dsl::__private::Code) -> ::sfn_dsl::__private::Code {
                    #appended
                }

                #common
            }
        }
        _ => common,
    }
}

/// `Self { a, ..base }`
fn update(content: &Content) -> TokenStream {
    let private = quote!(::sfn_dsl::__private);
    match content.style {
        Style::Unit => quote!(__base),
        Style::Newtype => {
            let name = content.fields.first().map(|field| &field.name);
            quote!(#private::members::take(&mut __given, #name).unwrap_or(__base))
        }
        Style::Tuple => {
            let elements = content.fields.iter().map(|field| {
                let (name, member) = (&field.name, &field.member);
                let value = quote!(#private::members::take(&mut __given, #name)
                    .unwrap_or_else(|| __fields.#member.__code().clone()));
                field.of(&quote!(element(#value)))
            });
            quote! {
                let __fields = Self::__sfn_read(&__base, &[]);
                #private::Code::Array(::std::vec![#(#elements),*])
            }
        }
        Style::Object => {
            let changes = content.fields.iter().filter(|field| !field.attributes.skip).map(|field| {
                let name = &field.name;
                let part = field.part(&quote!(__value));
                // What may be left out, and what an alias stands for, must not stay behind.
                let stays = match (&field.attributes.skip_if, field.keys.as_slice()) {
                    (Some(_), keys) => keys,
                    (None, [_, aliases @ ..]) => aliases,
                    (None, []) => &[],
                };
                quote! {
                    if let ::std::option::Option::Some(__value) = #private::members::take(&mut __given, #name) {
                        __removed.extend_from_slice(&[#(#stays),*]);
                        __changes.push(#part);
                    }
                }
            });
            quote! {
                let mut __changes = ::std::vec::Vec::new();
                let mut __removed: ::std::vec::Vec<&'static str> = ::std::vec::Vec::new();
                #(#changes)*
                #private::members::update(__base, __changes, &__removed)
            }
        }
    }
}

/// The struct of fields that were given by name: `Self(a, b)`.
fn new(content: &Content, tag: Option<(&String, &Ident)>) -> TokenStream {
    let value = |member: &syn::Member| {
        let name =
            content.fields.iter().find(|field| field.member == *member).map(|field| &field.name);
        quote!(::sfn_dsl::__private::members::value(&mut __given, #name))
    };
    let written = write(content, tag, value);
    quote! {
        #[doc(hidden)]
        pub fn __sfn_new(
            mut __given: ::std::vec::Vec<(&'static str, ::sfn_dsl::__private::Code)>,
        ) -> ::sfn_dsl::__private::Expr<Self> {
            ::sfn_dsl::__private::Expr::__new(#written)
        }
    }
}

/// An object can lie among the members of another.
fn flatten(content: &Content, name: &Ident) -> TokenStream {
    let unflattened = match (content.style, content.fields.first()) {
        (Style::Object, _) => quote! {
            ::sfn_dsl::__private::Expr::<#name>::from(Self::__sfn_read(__object, __others)).__code().clone()
        },
        _ => return TokenStream::new(),
    };
    let keys = content.all_keys();
    quote! {
        #[automatically_derived]
        impl ::sfn_dsl::__private::Flatten for #name {
            fn __unflatten(
                __object: &::sfn_dsl::__private::Code,
                __others: &[&'static str],
            ) -> ::sfn_dsl::__private::Code {
                #unflattened
            }

            fn __keys() -> ::std::vec::Vec<&'static str> {
                #keys.collect()
            }
        }
    }
}
