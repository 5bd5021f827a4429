//! `sdk!`: a call of an operation of the AWS SDK, checked against the catalogue.
//!
//! The call is read ([`parse`]), compared with the operation's shapes ([`check`]), and written out together with the
//! types of its result ([`types`]). A `#[workflow]` does the same for the calls in it, so that all of them share their
//! types: what one call gives can be assigned to a variable that another call filled.

mod check;
mod expand;
mod names;
mod parse;
mod types;
mod used;
mod written;

use proc_macro2::TokenStream;
use quote::quote;

pub(crate) use check::check;
pub(crate) use expand::{future, is_sdk, request};
pub(crate) use parse::Call;
pub(crate) use types::Types;
pub(crate) use used::Used;
pub(crate) use written::Written;

/// A call outside of a workflow, or the one that a workflow has already checked.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let call: Call = match syn::parse2(input) {
        Ok(call) => call,
        Err(error) => return error.to_compile_error(),
    };
    match check(&call) {
        Ok(checked) => expand::expand(&call, &checked),
        Err(errors) => {
            let errors = errors.iter().map(syn::Error::to_compile_error);
            quote!({ #(#errors)* })
        }
    }
}
