//! `sdk!` and `optimized!`: calls of services, checked against the catalogue.
//!
//! The call is read ([`parse`]), its operation looked up ([`target`]), its request compared with the operation's shapes
//! ([`check`]), and it is written out together with the types of its result ([`types`]). A `#[workflow]` does the same for
//! the calls in it, so that all of them share their types: what one call gives can be assigned to a variable that another
//! call filled.

mod check;
mod errors;
mod expand;
mod names;
mod parse;
mod target;
mod types;
mod used;
mod written;

#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use quote::quote;

pub(crate) use check::check;
pub(crate) use expand::{future, request};
pub(crate) use parse::{Call, Family};
pub(crate) use types::Types;
pub(crate) use used::Used;
pub(crate) use written::Written;

/// A call outside of a workflow, or one that a workflow has already checked; or an error type.
pub(crate) fn expand(family: Family, input: TokenStream) -> TokenStream {
    if errors::is_enum(&input) {
        return errors::expand(family, input);
    }
    let call = match Call::parse(family, input) {
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
