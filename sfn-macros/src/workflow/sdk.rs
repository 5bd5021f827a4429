//! `sdk!(service::operation { .. }).await`

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::{ItemFn, Macro};

use super::scope::Twin;
use crate::sdk::{Call, Types, Used, Written, check, future, request};

/// The calls of a workflow or a step.
pub(super) struct Calls {
    /// What they give.
    types: Types,
    /// The module of those types.
    scope: Ident,
    /// What stands in their place in the function.
    written: Written,
}

impl Calls {
    pub(super) fn of(function: &ItemFn) -> Self {
        Self {
            types: Types::new(Used::by(function.block.to_token_stream())),
            scope: format_ident!("sdk_of_{}", function.sig.ident),
            written: Written::default(),
        }
    }

    /// Writes the calls into the function, and gives what stands beside it.
    pub(super) fn write(&self, function: &mut ItemFn) -> TokenStream {
        self.written.write(&mut function.block, &self.scope);
        self.types.module(&self.scope)
    }
}

impl Twin {
    /// The call, whose types are collected for the whole workflow.
    pub(super) fn sdk(&mut self, mac: &Macro) -> TokenStream {
        let call: Call = match mac.parse_body() {
            Ok(call) => call,
            Err(error) => return self.report([error]),
        };
        let checked = match check(&call) {
            Ok(checked) => checked,
            Err(errors) => return self.report(errors),
        };
        if !checked.is_call() {
            let message = "give the request, be it empty: `{ Member: value }`";
            return self.error(call.span(), message);
        }
        if let Some((service, operation)) = checked.operation {
            self.sdk.types.add(service, operation);
        }
        self.sdk.written.add(mac, future(&call, &checked, Some(&self.sdk.scope)));
        let values = self.erased_operands(&checked.leaves());
        let request = request(&call, &checked, &self.sdk.scope, values);
        let line = Self::line(call.span());
        quote!({ #line #request })
    }

    fn report(&mut self, errors: impl IntoIterator<Item = syn::Error>) -> TokenStream {
        self.errors.extend(errors);
        quote!(::core::unreachable!())
    }
}
