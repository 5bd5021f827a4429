//! The macros of `sfn-dsl`, which documents and re-exports them.
//!
//! Purely syntactic: types are rustc's business, in the original code and in what is generated beside it.

#![cfg_attr(
    not(feature = "definitions"),
    allow(dead_code, reason = "workflows share some of it with tasks")
)]

use proc_macro::TokenStream;

mod csv_row;
mod data;
mod function;
mod problems;
mod rename_rule;
mod serde_attributes;
#[cfg(feature = "definitions")]
mod service;
mod task;
mod task_error;
#[cfg(feature = "definitions")]
mod workflow;

/// See `sfn_dsl::Data`.
#[proc_macro_derive(Data, attributes(serde, sfn))]
pub fn derive_data(input: TokenStream) -> TokenStream {
    data::derive(input.into()).into()
}

/// See `sfn_dsl::CsvRow`.
#[proc_macro_derive(CsvRow, attributes(serde))]
pub fn derive_csv_row(input: TokenStream) -> TokenStream {
    if cfg!(feature = "definitions") {
        csv_row::derive(input.into()).into()
    } else {
        TokenStream::new()
    }
}

/// See `sfn_dsl::TaskError`.
#[proc_macro_derive(TaskError, attributes(sfn, from, serde))]
pub fn derive_task_error(input: TokenStream) -> TokenStream {
    task_error::derive(input.into()).into()
}

/// See `sfn_dsl::sdk`.
#[cfg(feature = "definitions")]
#[proc_macro]
pub fn sdk(input: TokenStream) -> TokenStream {
    service::expand(service::Family::Sdk, input.into()).into()
}

/// See `sfn_dsl::optimized`.
#[cfg(feature = "definitions")]
#[proc_macro]
pub fn optimized(input: TokenStream) -> TokenStream {
    service::expand(service::Family::Optimized, input.into()).into()
}

/// See `sfn_dsl::task`.
#[proc_macro_attribute]
pub fn task(attribute: TokenStream, item: TokenStream) -> TokenStream {
    task::expand(attribute.into(), item.into()).into()
}

/// See `sfn_dsl::step`.
#[proc_macro_attribute]
pub fn step(attribute: TokenStream, item: TokenStream) -> TokenStream {
    #[cfg(feature = "definitions")]
    return workflow::step::expand(attribute.into(), &item.into()).into();
    #[cfg(not(feature = "definitions"))]
    {
        let _ = (attribute, item);
        TokenStream::new()
    }
}

/// See `sfn_dsl::sfn::inline`.
#[proc_macro_attribute]
pub fn inline(attribute: TokenStream, item: TokenStream) -> TokenStream {
    #[cfg(feature = "definitions")]
    return workflow::inline::expand(&attribute.into(), &item.into()).into();
    #[cfg(not(feature = "definitions"))]
    {
        let _ = attribute;
        item
    }
}

/// See `sfn_dsl::workflow`.
#[proc_macro_attribute]
pub fn workflow(attribute: TokenStream, item: TokenStream) -> TokenStream {
    #[cfg(feature = "definitions")]
    return workflow::expand(attribute.into(), &item.into()).into();
    #[cfg(not(feature = "definitions"))]
    {
        let _ = (attribute, item);
        TokenStream::new()
    }
}
