//! The macros of `sfn-dsl`, which documents and re-exports them.
//!
//! Purely syntactic: types are rustc's business, in the original code and in what is generated beside it.

use proc_macro::TokenStream;

mod data;
mod task_error;

/// See `sfn_dsl::Data`.
#[proc_macro_derive(Data, attributes(serde, sfn))]
pub fn derive_data(input: TokenStream) -> TokenStream {
    data::derive(input.into()).into()
}

/// See `sfn_dsl::TaskError`.
#[proc_macro_derive(TaskError, attributes(sfn, from, serde))]
pub fn derive_task_error(input: TokenStream) -> TokenStream {
    task_error::derive(input.into()).into()
}
