//! `#[workflow]`: the function stays as it is, and a twin of it records the definition.
//!
//! The twin has the same text over [`Expr`](../sfn_dsl/struct.Expr.html)s: types are decided by rustc, here only by syntax.
//! Every construct that a workflow cannot have is reported, not only the first.

mod arms;
mod assignment;
mod branches;
mod call;
mod chain;
mod choices;
mod closure;
mod conditions;
mod entry;
mod format;
mod functions;
pub(crate) mod inline;
mod joined;
mod lets;
mod loops;
mod macros;
mod map;
mod map_run;
mod original;
mod outcome;
mod pattern;
mod question;
mod result_match;
mod results;
mod scope;
mod service;
mod slice;
mod statement;
pub(crate) mod step;
mod text;
mod value;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{FnArg, ItemFn, LitInt, LitStr, Pat, Type, parse::Parser, spanned::Spanned};

use crate::function::{Parameter, parameters, result_types};
use original::original;
use scope::Twin;

/// What stands in the attribute.
#[derive(Default)]
struct Settings {
    name: Option<LitStr>,
    timeout_seconds: Option<LitInt>,
    kind: Option<syn::Path>,
}

pub(crate) fn expand(attribute: TokenStream, item: &TokenStream) -> TokenStream {
    let function: ItemFn = match syn::parse2(item.clone()) {
        Ok(function) => function,
        Err(error) => {
            let error = error.to_compile_error();
            return quote!(#item #error);
        }
    };
    let mut errors = Vec::new();
    let settings = settings(attribute, &mut errors);
    check_signature(&function, &WORKFLOW, &mut errors);
    let parameters = parameters(&function.sig.inputs, &mut errors);
    let Some((output, error)) = checked_types(&function, &WORKFLOW, &mut errors) else {
        return fallback(&function, errors);
    };
    let mut twin = Twin::new(error.clone(), service::Calls::of(&function));
    let body = twin.workflow_body(&parameters, &function.block);
    if !errors.is_empty() {
        errors.extend(twin.errors);
        return fallback(&function, errors);
    }
    // With mistakes in the body, what calls the workflow still sees what it is.
    let body = if twin.errors.is_empty() { body } else { quote!(::core::unreachable!()) };
    let mut original = original(&function, &mut twin.errors);
    let service_types = twin.services.write(&mut original);
    let workflow = generate(&original, &settings, &parameters, &output, &error, &body);
    let errors = twin.errors.iter().map(syn::Error::to_compile_error);
    quote!(#workflow #service_types #(#errors)*)
}

fn settings(attribute: TokenStream, errors: &mut Vec<syn::Error>) -> Settings {
    let mut settings = Settings::default();
    let parser = syn::meta::parser(|meta| {
        if meta.path.is_ident("name") {
            let name: LitStr = meta.value()?.parse()?;
            check_name(&name)?;
            settings.name = Some(name);
        } else if meta.path.is_ident("timeout_seconds") {
            let seconds: LitInt = meta.value()?.parse()?;
            if !(1..=99_999_999).contains(&seconds.base10_parse::<u32>()?) {
                return Err(syn::Error::new(
                    seconds.span(),
                    "a timeout is 1 to 99,999,999 seconds",
                ));
            }
            settings.timeout_seconds = Some(seconds);
        } else if meta.path.is_ident("kind") {
            settings.kind = Some(kind(&meta)?);
        } else {
            return Err(meta.error(
                "expected `name = \"…\"`, `timeout_seconds = …` or `kind = Standard | Express`",
            ));
        }
        Ok(())
    });
    if let Err(error) = parser.parse2(attribute) {
        errors.push(error);
    }
    settings
}

/// `kind = Standard` or `kind = Express`
fn kind(meta: &syn::meta::ParseNestedMeta<'_>) -> syn::Result<syn::Path> {
    let kind: syn::Path = meta.value()?.parse()?;
    if kind.is_ident("Standard") || kind.is_ident("Express") {
        Ok(kind)
    } else {
        Err(syn::Error::new(kind.span(), "a workflow is `Standard` or `Express`"))
    }
}

/// The rules of `CreateStateMachine` for names.
fn check_name(name: &LitStr) -> syn::Result<()> {
    let text = name.value();
    let length = text.chars().count();
    if !(1..=80).contains(&length) {
        let message =
            format!("a state machine's name has 1 to 80 characters, this one has {length}");
        return Err(syn::Error::new(name.span(), message));
    }
    match text.chars().find(|c| !(c.is_ascii_alphanumeric() || *c == '-' || *c == '_')) {
        Some(wrong) => {
            let message = format!(
                "`{wrong}` cannot stand in a state machine's name: use letters, digits, `-` and `_`"
            );
            Err(syn::Error::new(name.span(), message))
        }
        None => Ok(()),
    }
}

/// What is said of a signature.
struct Messages {
    not_async: &'static str,
    generic: &'static str,
    no_result: &'static str,
}

const WORKFLOW: Messages = Messages {
    not_async: "a workflow is an `async fn`",
    generic: "a workflow cannot be generic: its definition is one document; write one workflow for each type",
    no_result: "a workflow returns `Result<T, E>`, with `E` an error enum that derives `TaskError`",
};

/// `T` and `E` of the function's `Result<T, E>`.
fn checked_types(
    function: &ItemFn,
    messages: &Messages,
    errors: &mut Vec<syn::Error>,
) -> Option<(Type, Type)> {
    let types = result_types(&function.sig.output);
    if types.is_none() {
        let span = match &function.sig.output {
            syn::ReturnType::Default => function.sig.ident.span(),
            syn::ReturnType::Type(_, ty) => ty.span(),
        };
        errors.push(syn::Error::new(span, messages.no_result));
    }
    types
}

fn check_signature(function: &ItemFn, messages: &Messages, errors: &mut Vec<syn::Error>) {
    let signature = &function.sig;
    if signature.asyncness.is_none() {
        errors.push(syn::Error::new(signature.fn_token.span(), messages.not_async));
    }
    if !signature.generics.params.is_empty() {
        errors.push(syn::Error::new(signature.generics.span(), messages.generic));
    }
    if let syn::Safety::Unsafe(token) = &signature.safety {
        errors.push(syn::Error::new(token.span(), "`unsafe` cannot run inside Step Functions"));
    }
}

/// With errors, the function stays, so that the editor and the rest of the crate keep working.
fn fallback(function: &ItemFn, mut errors: Vec<syn::Error>) -> TokenStream {
    let (name, visibility) = (&function.sig.ident, &function.vis);
    let original = original(function, &mut errors);
    let errors = errors.iter().map(syn::Error::to_compile_error);
    quote! {
        #[allow(dead_code, unused, clippy::all)]
        #original
        #[doc(hidden)]
        #[allow(non_camel_case_types, dead_code)]
        #visibility struct #name {}
        #[allow(dead_code)]
        impl #name {
            #[doc(hidden)]
            #visibility fn definition() -> ::sfn_dsl::__private::Definition {
                ::core::unreachable!()
            }
        }
        #(#errors)*
    }
}

fn generate(
    function: &ItemFn,
    settings: &Settings,
    parameters: &[Parameter],
    output: &Type,
    error: &Type,
    body: &TokenStream,
) -> TokenStream {
    let (name, visibility) = (&function.sig.ident, &function.vis);
    let machine_name =
        settings.name.as_ref().map_or_else(|| name.to_string().replace('_', "-"), LitStr::value);
    let timeout = settings
        .timeout_seconds
        .as_ref()
        .map_or_else(|| quote!(None), |seconds| quote!(Some(#seconds)));
    let kind = settings.kind.as_ref().map_or_else(|| quote!(Standard), |kind| quote!(#kind));
    let comment =
        text::doc(&function.attrs).map_or_else(|| quote!(None), |comment| quote!(Some(#comment)));
    let attributes = &function.attrs;
    let inputs = &function.sig.inputs;
    let plain_inputs = inputs.iter().map(plain_input);
    let types: Vec<_> = parameters.iter().map(|parameter| &parameter.ty).collect();
    let idents: Vec<_> = parameters.iter().map(|parameter| &parameter.ident).collect();
    let keys: Vec<_> = parameters.iter().map(Parameter::key).collect();
    let arguments = parameters.iter().map(|parameter| parameter.argument(name));
    let constant = crate::function::shape(name, parameters, true);
    let whole = quote!(#name::__SHAPE.0);
    let check = check(parameters, &whole);
    let bind = parameters.iter().enumerate().map(|(index, parameter)| {
        let (ident, key) = (&parameter.ident, parameter.key());
        let index = syn::Index::from(index);
        let read = quote!((#name::__SHAPE.1.#index)(&__input, #key, #whole));
        let ty = &parameter.ty;
        let ty = quote!(__Checked<::sfn_dsl::__private::Expr<#ty>>);
        if parameter.mutable {
            quote!(let #ident: #ty = __w.__let_mut(#key, #read);)
        } else {
            quote!(let #ident: #ty = #read;)
        }
    });
    let run = run(function, parameters.len(), &quote!(let _ = Self::__SHAPE;));
    let task = task(name, &machine_name, &keys, &whole, (output, error));
    let test = format_ident!("{}_is_a_valid_definition", name.to_string().trim_start_matches("r#"));
    let comparison = comparison(name, &types);
    let start = "Starts the workflow natively: awaiting it runs this very function.";
    let start = if text::doc(attributes).is_some() { quote!() } else { quote!(#[doc = #start]) };
    let about = format!(
        "The workflow `{machine_name}`: its definition, beside the function of the same name."
    );
    quote! {
        #(#attributes)*
        #start
        #visibility fn #name(#(#plain_inputs),*) -> ::sfn_dsl::__private::WorkflowFuture<#name> {
            ::sfn_dsl::__private::WorkflowFuture::__new(
                ::std::vec![#(#arguments),*],
                move || #name::__run(#(::core::clone::Clone::clone(&#idents)),*),
            )
        }

        #[doc = #about]
        #[allow(non_camel_case_types)]
        #visibility struct #name {}

        impl #name {
            /// The definition: the state machine and what is known beside it.
            #visibility fn definition() -> ::sfn_dsl::__private::Definition {
                type __Checked<T> = ::sfn_dsl::__private::Checked<T, { #name::__CHECK }>;
                ::sfn_dsl::__private::define::<::sfn_dsl::__private::#kind>(
                    &::sfn_dsl::__private::Settings {
                        name: #machine_name,
                        file: ::core::file!(),
                        comment: #comment,
                        timeout_seconds: #timeout,
                    },
                    #check,
                    |__w: &__Checked<::sfn_dsl::__private::W<::sfn_dsl::__private::#kind>>, __input| {
                        #[allow(
                            unused, clippy::all, clippy::pedantic,
                            non_snake_case, unreachable_code
                        )]
                        {
                            let __scope = ::sfn_dsl::__private::scope::<#output, #error>();
                            #(#bind)*
                            #body
                        }
                    },
                )
            }
        }

        #run

        #constant

        #task

        #[cfg(test)]
        #[allow(unnameable_test_items)]
        #[test]
        fn #test() {
            ::sfn_dsl::__private::assert_valid(&#name::definition());
        }

        #comparison
    }
}

/// How many parameters serde reads as a tuple.
const TUPLE: usize = 16;

/// The test that holds the function against its definition.
fn comparison(name: &syn::Ident, types: &[&Type]) -> TokenStream {
    if types.len() > TUPLE {
        return TokenStream::new();
    }
    let test = format_ident!(
        "{}_does_what_its_definition_does",
        name.to_string().trim_start_matches("r#")
    );
    let arguments: Vec<_> = (0..types.len()).map(|index| format_ident!("a{index}")).collect();
    quote! {
        #[cfg(test)]
        #[allow(unnameable_test_items)]
        #[test]
        fn #test() {
            #[allow(unused_imports)]
            use ::sfn_dsl::__private::{CannotCompare as _, Compare as _};
            let workflow = ::sfn_dsl::__private::Generated::<#name, (#(#types,)*)>::new();
            (&workflow).compare(|(#(#arguments,)*)| #name(#(#arguments),*));
        }
    }
}

/// The function itself, and the constant that has a value where it compiles: see `Checked` in `sfn-dsl`.
///
/// `first` is what else must have a value.
fn run(function: &ItemFn, parameters: usize, first: &TokenStream) -> TokenStream {
    let name = &function.sig.ident;
    let mut run = function.clone();
    run.attrs.retain(|attribute| !attribute.path().is_ident("doc"));
    run.vis = syn::Visibility::Inherited;
    run.sig.ident = format_ident!("__run", span = name.span());
    let types: Vec<_> = (0..parameters).map(|index| format_ident!("A{index}")).collect();
    quote! {
        impl #name {
            #[doc(hidden)]
            #[allow(clippy::unused_async, unused_mut)]
            #run

            const __CHECK: usize = {
                const fn size<#(#types,)* R, F: ::core::ops::Fn(#(#types),*) -> R>(_: &F) -> usize {
                    ::core::mem::size_of::<R>()
                }
                #first
                size(&Self::__run)
            };
        }
    }
}

/// What another workflow needs to call this one.
fn task(
    name: &syn::Ident,
    machine_name: &str,
    keys: &[String],
    whole: &TokenStream,
    (output, error): (&Type, &Type),
) -> TokenStream {
    quote! {
        impl ::sfn_dsl::__private::Task for #name {
            type Output = #output;
            type Error = #error;
            type Pattern = ::sfn_dsl::__private::RunAJob;
            const NAME: &'static str = ::core::stringify!(#name);

            fn integration() -> ::sfn_dsl::__private::Integration {
                ::sfn_dsl::__private::start_execution(#machine_name, &[#(#keys),*], #whole)
            }

            fn handler() -> ::core::option::Option<::sfn_dsl::__private::Handler> {
                ::core::option::Option::None
            }

            fn lambda_function() -> ::core::option::Option<&'static str> {
                ::core::option::Option::None
            }

            fn definition() -> ::core::option::Option<fn() -> ::sfn_dsl::__private::Definition> {
                ::core::option::Option::Some(#name::definition)
            }
        }
    }
}

/// The parameter without `mut`, which says nothing to a caller.
fn plain_input(input: &FnArg) -> TokenStream {
    match input {
        FnArg::Typed(typed) => {
            if let Pat::Ident(pattern) = &*typed.pat {
                let (ident, ty) = (&pattern.ident, &typed.ty);
                quote!(#ident: #ty)
            } else {
                quote!(#input)
            }
        }
        FnArg::Receiver(_) => quote!(#input),
    }
}

/// How an execution's input is checked against the parameters.
fn check(parameters: &[Parameter], whole: &TokenStream) -> TokenStream {
    let types = parameters.iter().map(|parameter| &parameter.ty);
    let keys = parameters.iter().map(Parameter::key);
    let members = quote! {
        |__input| ::sfn_dsl::__private::check_members(
            __input,
            &[#((#keys, ::sfn_dsl::__private::check_input::<#types>)),*],
        )
    };
    let [only] = parameters else { return members };
    let ty = &only.ty;
    quote!(if #whole { ::sfn_dsl::__private::check_input::<#ty> } else { #members })
}
