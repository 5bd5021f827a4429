//! `#[step]`: the function stays as it is, and its twin is written down at each call.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{ItemFn, Type, parse::Parser, spanned::Spanned};

use crate::function::{Parameter, named_parameters, owned_type};

use super::{
    Messages, check_signature, checked_types, kind, original::original, plain_input, run,
    scope::Twin, service, text,
};

const STEP: Messages = Messages {
    not_async: "a step is an `async fn`",
    generic: "a step cannot be generic: write one for each type",
    no_result: "a step returns `Result<T, E>`, with `E` an error enum that derives `TaskError`",
};

pub(crate) fn expand(attribute: TokenStream, item: &TokenStream) -> TokenStream {
    let function: ItemFn = match syn::parse2(item.clone()) {
        Ok(function) => function,
        Err(error) => {
            let error = error.to_compile_error();
            return quote!(#item #error);
        }
    };
    let mut errors = Vec::new();
    let kind = settings(attribute, &mut errors);
    check_signature(&function, &STEP, &mut errors);
    let parameters = named_parameters(&function.sig.inputs, &mut errors);
    for parameter in &parameters {
        if let Type::Reference(syn::TypeReference { mutability: Some(token), .. }) = &parameter.ty {
            let message =
                "a step cannot change what it is lent: take the value and return the new one";
            errors.push(syn::Error::new(token.span(), message));
        }
    }
    let types = checked_types(&function, &STEP, &mut errors);
    let Some((output, error)) = types.filter(|_| errors.is_empty()) else {
        let errors = errors.iter().map(syn::Error::to_compile_error);
        return quote!(#[allow(unused)] #function #(#errors)*);
    };
    let mut twin = Twin::new(error.clone(), service::Calls::of(&function));
    twin.step = Some(function.sig.ident.clone());
    let body = twin.workflow_body(&parameters, &function.block);
    // With mistakes in the body, what calls the step still sees what it is.
    let body = if twin.errors.is_empty() { body } else { quote!(::core::unreachable!()) };
    let mut original = original(&function, &mut twin.errors);
    let service_types = twin.services.write(&mut original);
    let step = generate(&original, kind.as_ref(), &parameters, (&output, &error), &body);
    let errors = twin.errors.iter().map(syn::Error::to_compile_error);
    quote!(#step #service_types #(#errors)*)
}

fn settings(attribute: TokenStream, errors: &mut Vec<syn::Error>) -> Option<syn::Path> {
    let mut found = None;
    let parser = syn::meta::parser(|meta| {
        if !meta.path.is_ident("kind") {
            return Err(meta.error("expected `kind = Express`, or nothing"));
        }
        found = Some(kind(&meta)?);
        Ok(())
    });
    if let Err(error) = parser.parse2(attribute) {
        errors.push(error);
    }
    found
}

fn generate(
    function: &ItemFn,
    kind: Option<&syn::Path>,
    parameters: &[Parameter],
    (output, error): (&Type, &Type),
    body: &TokenStream,
) -> TokenStream {
    let (name, visibility) = (&function.sig.ident, &function.vis);
    let (attributes, generics) = (&function.attrs, &function.sig.generics);
    let result = match &function.sig.output {
        syn::ReturnType::Type(_, ty) => quote!(#ty),
        syn::ReturnType::Default => quote!(()),
    };
    let kind = kind.map_or_else(|| quote!(Standard), |kind| quote!(#kind));
    let inputs = function.sig.inputs.iter().map(plain_input);
    let idents = parameters.iter().map(|parameter| &parameter.ident);
    let bind = parameters.iter().map(|parameter| {
        let (ident, key) = (&parameter.ident, parameter.key());
        let ty = owned_type(&parameter.ty);
        let bind = if parameter.mutable { quote!(__let_mut) } else { quote!(__let) };
        quote! {
            let #ident = __w.#bind(#key, ::sfn_dsl::__private::argument::<#ty>(&mut __arguments));
        }
    });
    let run = run(function, parameters.len(), &TokenStream::new());
    let start = "Awaiting it runs this very function.";
    let start = if text::doc(attributes).is_some() { quote!() } else { quote!(#[doc = #start]) };
    let about = format!("The step `{name}`, as workflows know it.");
    quote! {
        #(#attributes)*
        #start
        #visibility fn #name #generics(#(#inputs),*) -> ::sfn_dsl::__private::StepFuture<
            #name,
            impl ::core::future::Future<Output = #result>,
        > {
            ::sfn_dsl::__private::StepFuture::__new(#name::__run(#(#idents),*))
        }

        #[doc = #about]
        #[allow(non_camel_case_types)]
        #visibility struct #name {}

        impl ::sfn_dsl::__private::Step for #name {
            type Output = #output;
            type Error = #error;
            type Kind = ::sfn_dsl::__private::#kind;
            const FILE: &'static str = ::core::file!();

            #[allow(
                unused, clippy::all, clippy::pedantic,
                non_snake_case, unreachable_code
            )]
            fn __record(
                __w: &::sfn_dsl::__private::W<Self::Kind>,
                __scope: &::sfn_dsl::__private::ScopeOf<#output, #error>,
                mut __arguments: ::std::vec::Vec<::sfn_dsl::__private::Code>,
            ) {
                type __Checked<T> = ::sfn_dsl::__private::Checked<T, { #name::__CHECK }>;
                let __w: &__Checked<::sfn_dsl::__private::W<Self::Kind>> = __w;
                let mut __arguments = __arguments.into_iter();
                #(#bind)*
                #body
            }
        }

        #run
    }
}
