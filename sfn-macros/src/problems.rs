//! Everything that is wrong with an input, so that nobody fixes one mistake after the other.

use proc_macro2::TokenStream;
use quote::ToTokens;

/// Collected errors.
#[derive(Default)]
pub(crate) struct Problems(Vec<syn::Error>);

impl Problems {
    /// An error on `tokens`; the remedy follows after the message, on a line of its own.
    pub(crate) fn add(&mut self, tokens: impl ToTokens, message: &str, help: &str) {
        self.0.push(syn::Error::new_spanned(tokens, format!("{message}\nhelp: {help}")));
    }

    /// An error of `syn` itself.
    pub(crate) fn push(&mut self, error: syn::Error) {
        self.0.push(error);
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// `compile_error!`s.
    pub(crate) fn into_tokens(self) -> TokenStream {
        self.0.into_iter().map(syn::Error::into_compile_error).collect()
    }
}
