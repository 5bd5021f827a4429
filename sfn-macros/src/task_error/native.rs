//! Error enums in Rust: to and from what a state sees.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned as _;

use crate::{
    data::content::{Content, Field, Style},
    serde_attributes::DefaultValue,
};

use super::{
    Options,
    variant::{Kind, Variant},
};

pub(super) fn expand(name: &Ident, variants: &[Variant], options: &Options) -> TokenStream {
    let table = variants.iter().map(table_entry);
    let to_failure = variants.iter().map(to_failure);
    let (last, first): (Vec<_>, Vec<_>) =
        variants.iter().partition(|variant| matches!(variant.kind, Kind::Other));
    // An inner error takes what it names before it takes what nothing names.
    let (inner, named): (Vec<_>, Vec<_>) =
        first.into_iter().partition(|variant| matches!(variant.kind, Kind::Transparent { .. }));
    let known = inner.iter().map(|variant| from_inner(variant, true));
    let unknown = inner.iter().map(|variant| from_inner(variant, false));
    let from_failure = named.into_iter().map(from_failure).chain(known).chain(unknown);
    let otherwise = if let Some(other) = last.first() {
        from_failure_other(other)
    } else {
        quote!(::std::option::Option::None)
    };
    let conversions = variants.iter().map(|variant| conversion(name, variant, options));
    let display = options.display.then(|| display(name));
    let either = either(name, variants);
    quote! {
        #[automatically_derived]
        impl ::sfn_dsl::__private::ErrorType for #name {
            const __VARIANTS: &'static [::sfn_dsl::__private::ErrorVariant] = &[#(#table),*];

            fn __to_failure(&self) -> ::sfn_dsl::__private::TaskFailure {
                match *self {
                    #(#to_failure)*
                }
            }

            fn __from_failure(
                __failure: &::sfn_dsl::__private::TaskFailure,
            ) -> ::std::option::Option<Self> {
                #(#from_failure)*
                #otherwise
            }
        }

        #display
        #(#conversions)*

        #either
    }
}

fn table_entry(variant: &Variant) -> TokenStream {
    let rust_name = variant.ident.to_string();
    let kind = quote!(::sfn_dsl::__private::ErrorKind);
    let kind = match &variant.kind {
        Kind::Named(name) => quote!(#kind::Named(#name)),
        Kind::Timeout => quote!(#kind::Timeout),
        Kind::Other => quote!(#kind::Other),
        Kind::Transparent { .. } => {
            let inner = variant.inner_error();
            quote!(#kind::Transparent(#inner.variants))
        }
    };
    quote!(::sfn_dsl::__private::ErrorVariant { rust_name: #rust_name, kind: #kind })
}

/// `Variant { a: ref a, .. }` and the names that it gives.
fn pattern(variant: &Variant) -> (TokenStream, Vec<Ident>) {
    let ident = &variant.ident;
    let names: Vec<_> =
        (0..variant.content.fields.len()).map(|index| format_ident!("__f{index}")).collect();
    let members = variant.content.fields.iter().map(|field| &field.member);
    (quote!(Self::#ident { #(#members: ref #names),* }), names)
}

fn to_failure(variant: &Variant) -> TokenStream {
    let (pattern, names) = pattern(variant);
    let failure = quote!(::sfn_dsl::__private::TaskFailure::new);
    let value = match &variant.kind {
        Kind::Named(name) => {
            let cause = cause(&variant.content, &names);
            quote!(#failure(#name, #cause))
        }
        Kind::Timeout => quote!(#failure("States.Timeout", "")),
        Kind::Other => {
            let value = |wanted| {
                let index = variant.content.fields.iter().position(|field| field.name == wanted);
                index.and_then(|index| names.get(index))
            };
            let (name, cause) = (value("name"), value("cause"));
            quote!(#failure(::std::clone::Clone::clone(#name), ::std::clone::Clone::clone(#cause)))
        }
        Kind::Transparent { .. } => {
            let inner = variant.inner_error();
            quote!((#inner.to_failure)(#(#names),*))
        }
    };
    quote!(#pattern => #value,)
}

/// The JSON text of the fields.
fn cause(content: &Content, names: &[Ident]) -> TokenStream {
    let private = quote!(::sfn_dsl::__private);
    let json = |(field, name): (&Field, &Ident)| {
        let ty = &field.ty;
        quote_spanned!(ty.span().resolved_at(Span::call_site())=> ::sfn_dsl::__private::json::<#ty>(#name))
    };
    let fields = content.fields.iter().zip(names);
    match content.style {
        Style::Unit => quote!(""),
        Style::Newtype => {
            let value = fields.map(json);
            quote!(#private::errors::cause_text(&#(#value)*))
        }
        Style::Tuple => {
            let values = fields.map(json);
            quote!(#private::errors::cause_text(&#private::serde_json::Value::Array(::std::vec![#(#values),*])))
        }
        Style::Object => {
            let inserts =
                fields.filter(|(field, _)| !field.attributes.skip).map(|(field, name)| {
                    let value = json((field, name));
                    let key = field.keys.first();
                    if field.attributes.flatten {
                        return quote!(#private::errors::flatten(&mut __members, #value););
                    }
                    let insert =
                        quote!(__members.insert(::std::string::String::from(#key), #value););
                    match &field.attributes.skip_if {
                        Some(skip_if) => {
                            let path = &skip_if.path;
                            quote!(if !#path(#name) { #insert })
                        }
                        None => insert,
                    }
                });
            quote!({
                let mut __members = #private::serde_json::Map::new();
                #(#inserts)*
                #private::errors::cause_text(&#private::serde_json::Value::Object(__members))
            })
        }
    }
}

fn from_failure(variant: &Variant) -> TokenStream {
    let ident = &variant.ident;
    let some = quote!(::std::option::Option::Some);
    match &variant.kind {
        Kind::Named(name) if variant.content.style == Style::Unit => quote! {
            if __failure.error == #name {
                return #some(Self::#ident {});
            }
        },
        Kind::Named(name) => {
            let read = read(variant);
            quote! {
                if __failure.error == #name {
                    if let #some(__value) = #read {
                        return #some(__value);
                    }
                }
            }
        }
        Kind::Timeout => {
            let names = super::variant::TIMEOUTS;
            quote! {
                if [#(#names),*].contains(&__failure.error.as_str()) {
                    return #some(Self::#ident {});
                }
            }
        }
        Kind::Transparent { .. } | Kind::Other => TokenStream::new(),
    }
}

fn from_inner(variant: &Variant, named: bool) -> TokenStream {
    let ident = &variant.ident;
    let inner = variant.inner_error();
    let some = quote!(::std::option::Option::Some);
    let read = quote! {
        if let #some(__inner) = (#inner.from_failure)(__failure) {
            return #some(Self::#ident { 0: __inner });
        }
    };
    if named {
        let is_named = quote!(::sfn_dsl::__private::errors::is_named);
        quote!(if #is_named(#inner.variants, __failure) { #read })
    } else {
        read
    }
}

/// What is left when no name fits.
fn from_failure_other(variant: &Variant) -> TokenStream {
    let ident = &variant.ident;
    quote! {
        ::std::option::Option::Some(Self::#ident {
            name: ::std::clone::Clone::clone(&__failure.error),
            cause: ::std::clone::Clone::clone(&__failure.cause),
        })
    }
}

/// An `Option` of the variant, out of the cause.
fn read(variant: &Variant) -> TokenStream {
    let ident = &variant.ident;
    let fields = &variant.content.fields;
    let read = quote!(::sfn_dsl::__private::read_cause);
    match variant.content.style {
        Style::Unit => quote!(::std::option::Option::Some(Self::#ident {})),
        Style::Newtype => {
            let ty = variant.inner();
            quote_spanned! {ty.span().resolved_at(Span::call_site())=>
                #read::<#ty>(__failure).map(|__value| Self::#ident { 0: __value })
            }
        }
        Style::Tuple => {
            let types = fields.iter().map(|field| &field.ty);
            let indexes: Vec<_> = (0..fields.len()).map(syn::Index::from).collect();
            quote! {
                #read::<(#(#types,)*)>(__failure)
                    .map(|__value| Self::#ident { #(#indexes: __value.#indexes),* })
            }
        }
        Style::Object => {
            let declarations = fields.iter().map(|field| {
                let (attributes, member, ty) = (serde_attributes(field), &field.member, &field.ty);
                quote!(#attributes #member: #ty)
            });
            let members: Vec<_> = fields.iter().map(|field| &field.member).collect();
            quote!({
                #[derive(::sfn_dsl::__private::serde::Deserialize)]
                #[serde(crate = "::sfn_dsl::__private::serde")]
                struct __Fields {
                    #(#declarations),*
                }
                #read::<__Fields>(__failure)
                    .map(|__value| Self::#ident { #(#members: __value.#members),* })
            })
        }
    }
}

/// How serde reads the field.
fn serde_attributes(field: &Field) -> TokenStream {
    let mut parts = Vec::new();
    let attributes = &field.attributes;
    if attributes.flatten {
        parts.push(quote!(flatten));
    } else if attributes.skip {
        parts.push(quote!(skip));
    } else {
        for (index, key) in field.keys.iter().enumerate() {
            parts.push(if index == 0 { quote!(rename = #key) } else { quote!(alias = #key) });
        }
    }
    match &attributes.default {
        Some(DefaultValue::Trait) => parts.push(quote!(default)),
        Some(DefaultValue::Path(path)) => {
            let path = quote!(#path).to_string();
            parts.push(quote!(default = #path));
        }
        None => {}
    }
    quote!(#[serde(#(#parts),*)])
}

fn conversion(name: &Ident, variant: &Variant, options: &Options) -> TokenStream {
    let Kind::Transparent { from } = variant.kind else { return TokenStream::new() };
    let (ident, inner) = (&variant.ident, variant.inner());
    let from = (from && options.from).then(|| {
        quote! {
            #[automatically_derived]
            impl ::std::convert::From<#inner> for #name {
                fn from(__inner: #inner) -> Self {
                    Self::#ident { 0: __inner }
                }
            }
        }
    });
    quote! {
        #from

        #[automatically_derived]
        impl ::sfn_dsl::__private::Propagates<#inner> for #name {}
    }
}

/// The branches of a Parallel may fail with different types: this type has an error of either if it has both, which
/// it only can where it has errors of other types at all.
fn either(name: &Ident, variants: &[Variant]) -> TokenStream {
    if !variants.iter().any(|variant| matches!(variant.kind, Kind::Transparent { .. })) {
        return TokenStream::new();
    }
    quote! {
        #[automatically_derived]
        impl<__First, __Later> ::sfn_dsl::__private::Propagates<::sfn_dsl::__private::Either<__First, __Later>>
            for #name
        where
            Self: ::sfn_dsl::__private::Propagates<__First> + ::sfn_dsl::__private::Propagates<__Later>,
        {
        }

        #[automatically_derived]
        impl<__First, __Later> ::std::convert::From<::sfn_dsl::__private::Either<__First, __Later>> for #name
        where
            Self: ::std::convert::From<__First> + ::std::convert::From<__Later>,
        {
            fn from(__either: ::sfn_dsl::__private::Either<__First, __Later>) -> Self {
                match __either {
                    ::sfn_dsl::__private::Either::First(__error) => ::std::convert::From::from(__error),
                    ::sfn_dsl::__private::Either::Later(__error) => ::std::convert::From::from(__error),
                }
            }
        }
    }
}

fn display(name: &Ident) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl ::std::fmt::Display for #name {
            fn fmt(&self, __f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::sfn_dsl::__private::errors::display(
                    &::sfn_dsl::__private::ErrorType::__to_failure(self),
                    __f,
                )
            }
        }

        #[automatically_derived]
        impl ::std::error::Error for #name {}
    }
}
