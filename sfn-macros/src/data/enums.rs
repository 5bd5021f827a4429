//! `derive(Data)` on an enum.
//!
//! For each variant `V` there are `__sfn_is_V`, a test, `__sfn_bind_V`, the fields, and `__sfn_new_V`, a value; a
//! pattern or an expression needs only its last segment changed to name them.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{DataEnum, DeriveInput, ext::IdentExt as _, spanned::Spanned as _};

use crate::{
    problems::Problems,
    serde_attributes::{ContainerAttributes, VariantAttributes},
};

use super::{
    content::{Content, Style},
    hidden,
};

/// How a variant is told.
enum Representation {
    /// `{"V": content}`
    External,
    /// `{"tag": "V", ..content}`
    Internal(String),
    /// `{"tag": "V", "content": content}`
    Adjacent(String, String),
    /// By its shape.
    Untagged,
}

struct Variant {
    ident: Ident,
    /// The name that is written, then those that are read beside it.
    names: Vec<String>,
    attributes: VariantAttributes,
    content: Content,
}

pub(super) fn derive(
    input: &DeriveInput,
    data: &DataEnum,
    container: &ContainerAttributes,
    problems: &mut Problems,
) -> TokenStream {
    let representation = match (&container.tag, &container.content) {
        _ if container.untagged => Representation::Untagged,
        (Some(tag), Some(content)) => Representation::Adjacent(tag.clone(), content.clone()),
        (Some(tag), None) => Representation::Internal(tag.clone()),
        _ => Representation::External,
    };
    let variants: Vec<Variant> =
        data.variants.iter().map(|variant| Variant::new(variant, container, problems)).collect();
    let name = &input.ident;
    let functions = variants.iter().enumerate().map(|(index, variant)| {
        let earlier = variants.get(..index).unwrap_or_default();
        variant.functions(&representation, &variants, earlier)
    });
    let structs = variants.iter().map(Variant::declaration);
    let items = data_items(&representation, &variants);
    let comparable = comparable(name, &representation, &variants);
    let implementation = quote! {
        #(#structs)*

        #[automatically_derived]
        impl ::sfn_dsl::__private::Data for #name {
            #items
        }

        #[automatically_derived]
        impl #name {
            #(#functions)*
        }

        #[automatically_derived]
        impl ::sfn_dsl::__private::Flatten for #name {
            fn __unflatten(
                __object: &::sfn_dsl::__private::Code,
                __others: &[&'static str],
            ) -> ::sfn_dsl::__private::Code {
                ::sfn_dsl::__private::members::without(__object, __others)
            }
        }

        #comparable
    };
    hidden(&implementation)
}

/// The items of `impl Data`.
fn data_items(representation: &Representation, variants: &[Variant]) -> TokenStream {
    let shapes = variants.iter().filter(|variant| !variant.attributes.skip).map(|variant| {
        match representation {
            Representation::Untagged => variant.content.shape(),
            _ => variant.test(representation, variants),
        }
    });
    let may_be_array = variants.iter().filter_map(|variant| match variant.content.style {
        Style::Tuple => Some(quote!(true)),
        Style::Newtype => variant.content.fields.first().map(|field| field.of(&quote!(is_array))),
        Style::Object | Style::Unit => None,
    });
    let element = matches!(representation, Representation::Untagged).then(|| {
        quote! {
            const __IS_ARRAY: bool = false #(|| #may_be_array)*;

            fn __appended(__value: ::sfn_dsl::__private::Code) -> ::sfn_dsl::__private::Code {
                if <Self as ::sfn_dsl::__private::Data>::__IS_ARRAY {
                    ::sfn_dsl::__private::shape::appended_of_any_kind(__value)
                } else {
                    __value
                }
            }
        }
    });
    quote! {
        #element

        fn __shape(__place: &::sfn_dsl::__private::Code, __depth: u32) -> ::sfn_dsl::__private::Code {
            let __base = __place;
            ::sfn_dsl::__private::shape::any(::std::vec![#(#shapes),*])
        }
    }
}

/// An enum without fields can be compared, and as a text it can stand in a cell of a CSV file.
fn comparable(name: &Ident, representation: &Representation, variants: &[Variant]) -> TokenStream {
    if !variants.iter().all(|variant| variant.content.style == Style::Unit) {
        return TokenStream::new();
    }
    let is_text = matches!(representation, Representation::External);
    let cell = (is_text && cfg!(feature = "definitions")).then(|| cell(name, variants));
    quote! {
        #cell

        #[automatically_derived]
        impl ::sfn_dsl::__private::Comparable for #name {
            const __SCALAR: bool = #is_text;
        }
    }
}

/// A cell of a CSV file holds one of the names, or any text where a variant stands for all others.
fn cell(name: &Ident, variants: &[Variant]) -> TokenStream {
    let private = quote!(::sfn_dsl::__private);
    let known = variants.iter().filter(|variant| !variant.attributes.skip);
    let names = known.flat_map(|variant| &variant.names);
    let is_fallible = !variants.iter().any(|variant| variant.attributes.other);
    let (of, parse) = if is_fallible {
        (quote!(#private::cell_of(__cell, Self::__NAMES)), quote!(Self::__NAMES.contains(&__cell)))
    } else {
        (quote!(__cell), quote!(true))
    };
    quote! {
        #[automatically_derived]
        impl #name {
            const __NAMES: &'static [&'static str] = &[#(#names),*];
        }

        #[automatically_derived]
        impl #private::CsvCell for #name {
            const __IS_FALLIBLE: bool = #is_fallible;

            fn __of_cell(__cell: #private::Code) -> #private::Code {
                #of
            }

            fn __parse_cell(__cell: &str) -> ::core::option::Option<#private::serde_json::Value> {
                (#parse).then(|| __cell.into())
            }
        }
    }
}

impl Variant {
    fn new(
        variant: &syn::Variant,
        container: &ContainerAttributes,
        problems: &mut Problems,
    ) -> Self {
        let attributes = VariantAttributes::parse(&variant.attrs, problems);
        let rule = attributes.rename_all.or(container.rename_all_fields);
        let content = Content::new(&variant.fields, rule, None, problems);
        let ident = variant.ident.clone();
        let plain = ident.unraw().to_string();
        let renamed =
            || container.rename_all.map_or_else(|| plain.clone(), |rule| rule.of_variant(&plain));
        let mut names = vec![attributes.rename.clone().unwrap_or_else(renamed)];
        names.extend(attributes.aliases.iter().cloned());
        Self { ident, names, attributes, content }
    }

    fn binding(&self) -> Ident {
        format_ident!("__{}", self.ident.unraw(), span = self.ident.span())
    }

    fn declaration(&self) -> TokenStream {
        self.content.declare(&self.binding(), true)
    }

    fn functions(
        &self,
        representation: &Representation,
        all: &[Self],
        earlier: &[Self],
    ) -> TokenStream {
        let is = format_ident!("__sfn_is_{}", self.ident.unraw(), span = self.ident.span());
        let bind = format_ident!("__sfn_bind_{}", self.ident.unraw(), span = self.ident.span());
        let new = format_ident!("__sfn_new_{}", self.ident.unraw(), span = self.ident.span());
        let binding = self.binding();
        let test = match representation {
            Representation::Untagged => self.test_shape(earlier),
            _ => self.test(representation, all),
        };
        let read = self.read(representation);
        let written = self.write(representation);
        // A skipped variant has no JSON, so nothing can make one.
        let new = (!self.attributes.skip).then(|| {
            quote! {
                #[doc(hidden)]
                pub fn #new(
                    mut __given: ::std::vec::Vec<(&'static str, ::sfn_dsl::__private::Code)>,
                ) -> ::sfn_dsl::__private::Expr<Self> {
                    ::sfn_dsl::__private::Expr::__new(#written)
                }
            }
        });
        quote! {
            #[doc(hidden)]
            pub fn #is(__value: &::sfn_dsl::__private::Expr<Self>) -> ::sfn_dsl::__private::Expr<bool> {
                let __base = ::sfn_dsl::__private::members::whole(__value.__code());
                let __depth = ::sfn_dsl::__private::shape::DEPTH;
                ::sfn_dsl::__private::Expr::__new(#test)
            }

            #[doc(hidden)]
            pub fn #bind(__value: &::sfn_dsl::__private::Expr<Self>) -> #binding {
                let __base = ::sfn_dsl::__private::members::whole(__value.__code());
                let __others: &[&'static str] = &[];
                #read
            }

            #new
        }
    }

    /// Whether `__base` is this variant.
    fn test(&self, representation: &Representation, all: &[Self]) -> TokenStream {
        let enums = quote!(::sfn_dsl::__private::enums);
        if self.attributes.skip {
            return quote!(::sfn_dsl::__private::shape::never());
        }
        let (names, test) = if self.attributes.other {
            let others =
                all.iter().filter(|other| !other.attributes.other && !other.attributes.skip);
            (others.flat_map(|other| &other.names).collect::<Vec<_>>(), quote!(is_none_of))
        } else {
            (self.names.iter().collect(), quote!(is_one_of))
        };
        match representation {
            Representation::Internal(tag) | Representation::Adjacent(tag, _) => {
                quote!(#enums::#test(&__base.field(#tag), &[#(#names),*]))
            }
            Representation::External if self.content.style == Style::Unit => {
                quote!(#enums::#test(__base, &[#(#names),*]))
            }
            Representation::External => quote!(#enums::has_member(__base, &[#(#names),*])),
            Representation::Untagged => self.content.shape(),
        }
    }

    /// Untagged variants are tried in order.
    fn test_shape(&self, earlier: &[Self]) -> TokenStream {
        let shape = quote!(::sfn_dsl::__private::shape);
        let earlier = earlier
            .iter()
            .filter(|variant| !variant.attributes.skip)
            .map(|variant| variant.content.shape());
        let own = self.content.shape();
        quote!({
            let __place = __base;
            #shape::first(::std::vec![#(#earlier),*], #own)
        })
    }

    /// The fields out of `__base`.
    fn read(&self, representation: &Representation) -> TokenStream {
        let binding = self.binding();
        let names = &self.names;
        let enums = quote!(::sfn_dsl::__private::enums);
        let base = match representation {
            Representation::Internal(tag) if self.content.style == Style::Newtype => {
                let field = self.content.fields.iter().map(|field| {
                    let ty = &field.ty;
                    quote::quote_spanned! {ty.span().resolved_at(proc_macro2::Span::call_site())=>
                        #binding(::sfn_dsl::__private::Expr::__new(
                            <#ty as ::sfn_dsl::__private::Flatten>::__unflatten(__base, &[#tag])
                        ))
                    }
                });
                return quote!(#(#field)*);
            }
            Representation::Internal(tag) => {
                let read = self.content.read(&binding);
                return quote!({ let __others: &[&'static str] = &[#tag]; #read });
            }
            Representation::Untagged => quote!(__base.clone()),
            Representation::External => quote!(#enums::content(__base, &[#(#names),*])),
            Representation::Adjacent(_, content) => quote!(#enums::content(__base, &[#content])),
        };
        let read = self.content.read(&binding);
        if self.content.style == Style::Unit {
            return read;
        }
        quote!({ let __base = &#base; #read })
    }

    /// The JSON of the variant with the fields `__given`.
    fn write(&self, representation: &Representation) -> TokenStream {
        let private = quote!(::sfn_dsl::__private);
        let name = self.names.first();
        let content = self.content.write(|field| {
            let name = &field.name;
            quote!(#private::members::value(&mut __given, #name))
        });
        let unit = self.content.style == Style::Unit;
        let member = |key: &String| quote!(#private::members::Part::Member(#key, #private::Code::text(#name)));
        match representation {
            Representation::External if unit => quote!(#private::Code::text(#name)),
            Representation::External => quote!(#private::members::object(::std::vec![
                #private::members::Part::Member(#name, #content)
            ])),
            Representation::Internal(tag) | Representation::Adjacent(tag, _) if unit => {
                let tag = member(tag);
                quote!(#private::members::object(::std::vec![#tag]))
            }
            Representation::Internal(tag) => {
                quote!(#private::enums::tagged(#tag, #name, #content))
            }
            Representation::Adjacent(tag, key) => {
                let tag = member(tag);
                quote!(#private::members::object(::std::vec![
                    #tag, #private::members::Part::Member(#key, #content)
                ]))
            }
            Representation::Untagged => content,
        }
    }
}
