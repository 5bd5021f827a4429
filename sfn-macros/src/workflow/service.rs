//! `sdk!(service::operation { .. }).await`, `optimized!(service::operation { .. }).await`

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::{ItemFn, Macro};

use super::scope::Twin;
use crate::service::{Call, Family, Types, Used, Written, check, future, request};

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
            scope: format_ident!("services_of_{}", function.sig.ident),
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
    pub(super) fn service_call(&mut self, family: Family, mac: &Macro) -> TokenStream {
        let call = match Call::parse(family, mac.tokens.clone()) {
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
        self.services.types.add(&checked.target);
        self.services.written.add(mac, future(&call, &checked, Some(&self.services.scope)));
        let values = self.erased_operands(&checked.leaves());
        let request = request(&call, &checked, &self.services.scope, values);
        let line = Self::line(call.span());
        quote!({ #line #request })
    }

    fn report(&mut self, errors: impl IntoIterator<Item = syn::Error>) -> TokenStream {
        self.errors.extend(errors);
        quote!(::core::unreachable!())
    }
}
