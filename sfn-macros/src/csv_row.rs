//! `#[derive(CsvRow)]`: a struct whose fields are read from the cells of a CSV file, by the names that serde gives them.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Data, DeriveInput, Fields, spanned::Spanned as _};

use crate::{
    data::{
        content::{Content, Field},
        hidden,
    },
    problems::Problems,
    serde_attributes::ContainerAttributes,
};

pub(crate) fn derive(input: TokenStream) -> TokenStream {
    let input: DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    // What is wrong with serde's attributes is said by `derive(Data)`.
    let mut known = Problems::default();
    let container = ContainerAttributes::parse(&input.attrs, &mut known);
    let mut problems = Problems::default();
    let content = match &input.data {
        Data::Struct(data) if matches!(data.fields, Fields::Named(_)) => {
            let default = container.default.as_ref();
            Content::new(&data.fields, container.rename_all, default, &mut known)
        }
        _ => {
            problems.add(
                &input.ident,
                "a row of a CSV file has a name for each cell",
                "write a struct with named fields",
            );
            return problems.into_tokens();
        }
    };
    for field in content.fields.iter().filter(|field| field.attributes.flatten) {
        problems.add(
            &field.ty,
            "a row of a CSV file has no rows inside it",
            "write the fields out in place of `flatten`",
        );
    }
    let implementation = implementation(&input, &content);
    let problems = problems.into_tokens();
    quote!(#implementation #problems)
}

fn implementation(input: &DeriveInput, content: &Content) -> TokenStream {
    let name = &input.ident;
    let is_cell = |field: &&Field| !field.attributes.skip && !field.attributes.flatten;
    let fields: Vec<&Field> = content.fields.iter().filter(is_cell).collect();
    let cells: Vec<_> = fields.iter().map(|field| cell(field)).collect();
    let parts = fields.iter().zip(&cells).map(|(field, cell)| {
        let keys = &field.keys;
        let default = field.default_json().map_or_else(
            || quote!(::core::option::Option::None),
            |default| quote!(::core::option::Option::Some(#default)),
        );
        field.part(&quote!(#cell.of(__row, &[#(#keys),*], #default)))
    });
    let parsed = fields.iter().zip(&cells).map(|(field, cell)| {
        let keys = &field.keys;
        quote!(#cell.parse(__row, &[#(#keys),*], &mut __values)?;)
    });
    let private = quote!(::sfn_dsl::__private);
    hidden(&quote! {
        #[automatically_derived]
        impl #private::CsvRow for #name {
            fn __row() -> ::core::option::Option<#private::RowCode> {
                fn __of(__row: &#private::Code) -> #private::Code {
                    #private::members::object(::std::vec![#(#parts),*])
                }
                fn __parse(
                    __row: &#private::serde_json::Value,
                ) -> ::core::result::Result<#private::serde_json::Value, ::std::string::String>
                {
                    let mut __values = #private::serde_json::Map::new();
                    #(#parsed)*
                    ::core::result::Result::Ok(__values.into())
                }
                ::core::option::Option::Some(#private::RowCode {
                    of: __of,
                    parse: __parse,
                    is_fallible: false #(|| #cells.is_fallible)*,
                })
            }
        }
    })
}

/// What reads a field, with errors about its type on the type.
fn cell(field: &Field) -> TokenStream {
    let ty = &field.ty;
    quote_spanned!(ty.span().resolved_at(Span::call_site())=> ::sfn_dsl::__private::cell::<#ty>())
}
