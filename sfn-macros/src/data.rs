//! `#[derive(Data)]`: typed access to a type's JSON, by serde's own attributes.
//!
//! Each kind of content (object, array, newtype, nothing) reads and writes itself in one place, `content`; a struct
//! is one content, an enum a content per variant behind a test on its tag.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput};

use crate::{problems::Problems, serde_attributes::ContainerAttributes};

pub(crate) mod content;
mod enums;
mod structs;

pub(crate) fn derive(input: TokenStream) -> TokenStream {
    let input: DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let mut problems = Problems::default();
    let implementation = if refuse_generics(&input, &mut problems) {
        stub(&input)
    } else {
        let container = ContainerAttributes::parse(&input.attrs, &mut problems);
        match &input.data {
            Data::Struct(data) => structs::derive(&input, &data.fields, &container, &mut problems),
            Data::Enum(data) => enums::derive(&input, data, &container, &mut problems),
            Data::Union(data) => {
                problems.add(data.union_token, "a union has no JSON", "use an enum");
                stub(&input)
            }
        }
    };
    let problems = problems.into_tokens();
    quote!(#implementation #problems)
}

/// Types with parameters have no single JSON shape. One with a lifetime cannot outlive a state either.
pub(crate) fn refuse_generics(input: &DeriveInput, problems: &mut Problems) -> bool {
    if input.generics.params.is_empty() {
        return false;
    }
    problems.add(
        &input.generics,
        "a type with parameters has no one JSON shape, which a definition needs",
        "write the type out for each use, with owned fields",
    );
    true
}

/// What a type that is not understood still implements, so that its uses are no further errors.
fn stub(input: &DeriveInput) -> TokenStream {
    let name = &input.ident;
    let (parameters, arguments, condition) = input.generics.split_for_impl();
    let condition = condition.map(|condition| &condition.predicates);
    quote! {
        #[automatically_derived]
        impl #parameters ::sfn_dsl::__private::Data for #name #arguments
        where
            Self: 'static,
            #condition
        {}
    }
}

/// Generated items, out of sight of the user's names and lints.
pub(crate) fn hidden(items: &TokenStream) -> TokenStream {
    quote! {
        #[doc(hidden)]
        #[allow(
            dead_code,
            non_camel_case_types,
            non_snake_case,
            private_interfaces,
            unreachable_pub,
            unused_mut,
            unused_variables,
            clippy::all,
            clippy::pedantic,
            clippy::nursery,
            clippy::restriction
        )]
        const _: () = {
            #items
        };
    }
}
