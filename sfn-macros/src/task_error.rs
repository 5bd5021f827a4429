//! `#[derive(TaskError)]`: the names and the payloads of an error enum.
//!
//! A variant is a name that states compare (`Error`), and its fields are JSON in `Cause`. The same variants are read
//! and written twice: natively, and as expressions, where they have the same hidden functions as `derive(Data)` gives.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput};

use crate::{
    data::{hidden, refuse_generics},
    problems::Problems,
};

mod native;
mod staged;
mod variant;

use variant::Variant;

pub(crate) fn derive(input: TokenStream) -> TokenStream {
    let input: DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let mut problems = Problems::default();
    let variants = variants(&input, &mut problems);
    let is_enum = matches!(input.data, Data::Enum(_));
    let implementation = if refuse_generics(&input, &mut problems) || !is_enum {
        stub(&input)
    } else {
        expand(&input, &variants)
    };
    let problems = problems.into_tokens();
    quote!(#implementation #problems)
}

fn variants(input: &DeriveInput, problems: &mut Problems) -> Vec<Variant> {
    let Data::Enum(data) = &input.data else {
        problems.add(
            &input.ident,
            "an error type is an enum with a variant for each error name",
            "write `enum` with one variant, if there is only one error",
        );
        return Vec::new();
    };
    let container = crate::serde_attributes::ContainerAttributes::parse(&input.attrs, problems);
    let variants: Vec<_> = data
        .variants
        .iter()
        .map(|variant| Variant::new(variant, container.rename_all_fields, problems))
        .collect();
    variant::refuse_repetitions(&variants, problems);
    variants
}

fn expand(input: &DeriveInput, variants: &[Variant]) -> TokenStream {
    let native = native::expand(&input.ident, variants, &Options::new(input));
    let staged = staged::expand(&input.ident, variants);
    hidden(&quote!(#native #staged))
}

/// What is left to others.
struct Options {
    /// `Display` and `std::error::Error`.
    display: bool,
    /// `From` for `#[from]`.
    from: bool,
}

impl Options {
    /// thiserror writes these impls where it is derived too, which its `#[error(..)]` shows.
    fn new(input: &DeriveInput) -> Self {
        let mut no_display = false;
        for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("sfn")) {
            let _ = attribute.parse_nested_meta(|meta| {
                no_display |= meta.path.is_ident("no_display");
                Ok(())
            });
        }
        let attributes = match &input.data {
            Data::Enum(data) => data.variants.iter().flat_map(|variant| &variant.attrs).collect(),
            _ => Vec::new(),
        };
        let thiserror = attributes
            .into_iter()
            .chain(&input.attrs)
            .any(|attribute| attribute.path().is_ident("error"));
        Self { display: !no_display && !thiserror, from: !thiserror }
    }
}

/// What a type that is not understood still implements, so that its uses are no further errors.
fn stub(input: &DeriveInput) -> TokenStream {
    let name = &input.ident;
    let (parameters, arguments, condition) = input.generics.split_for_impl();
    let condition = condition.map(|condition| &condition.predicates);
    quote! {
        #[automatically_derived]
        impl #parameters ::sfn_dsl::__private::ErrorType for #name #arguments
        where
            Self: 'static,
            #condition
        {
            const __VARIANTS: &'static [::sfn_dsl::__private::ErrorVariant] = &[];

            fn __to_failure(&self) -> ::sfn_dsl::__private::TaskFailure {
                ::sfn_dsl::__private::TaskFailure::new("", "")
            }

            fn __from_failure(_: &::sfn_dsl::__private::TaskFailure) -> ::std::option::Option<Self> {
                ::std::option::Option::None
            }
        }
    }
}
