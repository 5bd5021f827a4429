//! `#[task]`: a function that Step Functions calls.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{
    Attribute, Block, LitStr, Signature, Token, Type, Visibility,
    parse::{Parse, ParseStream, Parser},
    spanned::Spanned,
};

use crate::function::{Parameter, parameters, result_types, shape};

/// A function with a body, or declared with `;`.
struct TaskFn {
    attributes: Vec<Attribute>,
    visibility: Visibility,
    signature: Signature,
    body: Option<Block>,
}

impl Parse for TaskFn {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let signature = input.parse()?;
        let body = if input.peek(Token![;]) {
            input.parse::<Token![;]>()?;
            None
        } else {
            Some(input.parse()?)
        };
        Ok(Self { attributes, visibility, signature, body })
    }
}

pub(crate) fn expand(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let function: TaskFn = match syn::parse2(item) {
        Ok(function) => function,
        Err(error) => return error.to_compile_error(),
    };
    let mut errors = Vec::new();
    let lambda = lambda(attribute, &function, &mut errors);
    let before = errors.len();
    let signature = &function.signature;
    if signature.asyncness.is_none() {
        errors.push(syn::Error::new(signature.fn_token.span(), "a task is an `async fn`"));
    }
    if !signature.generics.params.is_empty() {
        let message = "a task cannot be generic: it is one Lambda function with one payload";
        errors.push(syn::Error::new(signature.generics.span(), message));
    }
    let mut parameters = parameters(&signature.inputs, &mut errors);
    let injected = Injected::take(&mut parameters, &mut errors);
    let types = result_types(&signature.output);
    if types.is_none() {
        let message =
            "a task returns `Result<T, E>`, with `E` an error enum that derives `TaskError`";
        errors.push(syn::Error::new(signature.output.span(), message));
    }
    // A mistake in the attribute leaves the task to those who call it, so that it is the only error.
    let is_whole = errors.len() == before;
    let item = match types {
        Some((output, error)) if is_whole => {
            let lambda = lambda.unwrap_or_else(|| LitStr::new("function", signature.ident.span()));
            if cfg!(feature = "definitions") {
                generate(&function, &lambda, &parameters, &injected, (&output, &error))
            } else {
                direct(&function, &parameters, &injected, (&output, &error))
            }
        }
        _ => TokenStream::new(),
    };
    let errors = errors.iter().map(syn::Error::to_compile_error);
    quote!(#item #(#errors)*)
}

fn lambda(
    attribute: TokenStream,
    function: &TaskFn,
    errors: &mut Vec<syn::Error>,
) -> Option<LitStr> {
    let mut lambda: Option<LitStr> = None;
    let parser = syn::meta::parser(|meta| {
        if meta.path.is_ident("lambda") {
            let name: LitStr = meta.value()?.parse()?;
            if name.value().is_empty() {
                return Err(syn::Error::new(
                    name.span(),
                    "name the Lambda function: its name, its ARN or a `${Placeholder}`",
                ));
            }
            lambda = Some(name);
            Ok(())
        } else {
            Err(meta.error(
                "expected `lambda = \"…\"`: the function's name, its ARN or a `${Placeholder}`",
            ))
        }
    });
    if let Err(error) = parser.parse2(attribute) {
        errors.push(error);
    } else if lambda.is_none() {
        let message = "say which Lambda function this is: `#[task(lambda = \"…\")]`";
        errors.push(syn::Error::new(function.signature.ident.span(), message));
    }
    lambda
}

/// The parameters that a state adds to the payload, which a call does not pass.
struct Injected {
    token: Option<Parameter>,
    retry_count: Option<Parameter>,
}

impl Injected {
    fn take(parameters: &mut Vec<Parameter>, errors: &mut Vec<syn::Error>) -> Self {
        let mut take = |name: &str, twice: &str| {
            let is_one = |parameter: &Parameter| matches!(&parameter.ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == name));
            let index = parameters.iter().position(is_one)?;
            let first = parameters.remove(index);
            for second in parameters.iter().filter(|parameter| is_one(parameter)) {
                errors.push(syn::Error::new(second.ident.span(), twice));
            }
            Some(first)
        };
        Self {
            token: take("TaskToken", "a task has one task token"),
            retry_count: take("RetryCount", "a task has one retry count"),
        }
    }

    const fn is_none(&self) -> bool {
        self.token.is_none() && self.retry_count.is_none()
    }

    fn iter(&self) -> impl Iterator<Item = &Parameter> {
        self.token.iter().chain(&self.retry_count)
    }

    /// Their names in the payload, for `lambda`.
    fn keys(&self) -> TokenStream {
        let key = |parameter: &Option<Parameter>| {
            let key = parameter.as_ref().map(Parameter::key);
            key.map_or_else(|| quote!(None), |key| quote!(Some(#key)))
        };
        let (token, retry_count) = (key(&self.token), key(&self.retry_count));
        quote!(&::sfn_dsl::__private::Injected { token: #token, retry_count: #retry_count })
    }

    /// What the native call knows of them.
    fn arguments(&self) -> impl Iterator<Item = TokenStream> {
        let argument = |parameter: &Option<Parameter>, function: &str| {
            let key = parameter.as_ref().map(Parameter::key)?;
            let function = quote::format_ident!("{function}");
            Some(quote!(::sfn_dsl::__private::Argument::#function(#key)))
        };
        let token = argument(&self.token, "task_token");
        token.into_iter().chain(argument(&self.retry_count, "retry_count"))
    }
}

fn generate(
    function: &TaskFn,
    lambda: &LitStr,
    parameters: &[Parameter],
    injected: &Injected,
    (output, error): (&Type, &Type),
) -> TokenStream {
    let TaskFn { attributes, visibility, signature, body } = function;
    let name = &signature.ident;
    let idents: Vec<_> = parameters.iter().map(|parameter| &parameter.ident).collect();
    let types: Vec<_> = parameters.iter().map(|parameter| &parameter.ty).collect();
    let keys: Vec<_> = parameters.iter().map(Parameter::key).collect();
    let arguments = parameters.iter().map(|parameter| parameter.argument(name));
    let constant = shape(name, parameters, injected.is_none());
    let whole = quote!(#name::__SHAPE.0);
    let output_check =
        quote_spanned!(output.span()=> ::sfn_dsl::__private::assert_data::<#output>(););
    let pattern = if injected.token.is_some() { quote!(Callback) } else { quote!(RequestResponse) };
    let (injected_keys, injected_arguments) = (injected.keys(), injected.arguments());
    let handler = body.as_ref().map_or_else(
        || quote!(::core::option::Option::None),
        |body| handler(function, body, parameters, injected, &whole),
    );
    let about = format!("The task `{name}`, as workflows know it.");
    quote! {
        #(#attributes)*
        #visibility fn #name(#(#idents: #types),*) -> ::sfn_dsl::__private::TaskFuture<#name> {
            ::sfn_dsl::__private::TaskFuture::__call(::std::vec![
                #(#arguments,)*
                #(#injected_arguments,)*
            ])
        }

        #[doc = #about]
        #[allow(non_camel_case_types)]
        #visibility struct #name {}

        #constant

        impl ::sfn_dsl::__private::Task for #name {
            type Output = #output;
            type Error = #error;
            type Pattern = ::sfn_dsl::__private::#pattern;
            const NAME: &'static str = ::core::stringify!(#name);

            fn integration() -> ::sfn_dsl::__private::Integration {
                #output_check
                ::sfn_dsl::__private::lambda(#lambda, &[#(#keys),*], #whole, #injected_keys)
            }

            fn handler() -> ::core::option::Option<::sfn_dsl::__private::Handler> {
                #handler
            }

            fn lambda_function() -> ::core::option::Option<&'static str> {
                ::core::option::Option::Some(#lambda)
            }
        }
    }
}

/// The task in its Lambda function's own binary: the body alone, and nothing where the body lives elsewhere.
fn direct(
    function: &TaskFn,
    parameters: &[Parameter],
    injected: &Injected,
    (output, error): (&Type, &Type),
) -> TokenStream {
    let TaskFn { attributes, visibility, signature, body: Some(body) } = function else {
        return TokenStream::new();
    };
    let (name, inputs, result) = (&signature.ident, &signature.inputs, &signature.output);
    let idents = parameters.iter().chain(injected.iter()).map(|parameter| &parameter.ident);
    let whole = match parameters {
        [only] if injected.is_none() => {
            let ty = &only.ty;
            quote_spanned!(ty.span()=> <#ty as ::sfn_dsl::__private::Data>::__IS_OBJECT)
        }
        _ => quote!(false),
    };
    let handler = handler(function, body, parameters, injected, &whole);
    quote! {
        #(#attributes)*
        #visibility fn #name(#inputs) -> ::sfn_dsl::__private::TaskFuture<#name> {
            #[allow(clippy::unused_async, unused_mut)]
            async fn #name(#inputs) #result #body
            ::sfn_dsl::__private::TaskFuture::__of(#name(#(#idents),*))
        }

        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        #visibility struct #name {}

        impl ::sfn_dsl::__private::Task for #name {
            type Output = #output;
            type Error = #error;
            const NAME: &'static str = ::core::stringify!(#name);

            fn handler() -> ::core::option::Option<::sfn_dsl::__private::Handler> {
                #handler
            }
        }
    }
}

/// The body as a function from payload to result.
fn handler(
    function: &TaskFn,
    body: &Block,
    parameters: &[Parameter],
    injected: &Injected,
    whole: &TokenStream,
) -> TokenStream {
    let signature = &function.signature;
    let (name, inputs, output) = (&signature.ident, &signature.inputs, &signature.output);
    let all = || {
        signature.inputs.iter().filter_map(|input| match input {
            syn::FnArg::Typed(typed) => match &*typed.pat {
                syn::Pat::Ident(pattern) => Some((&pattern.ident, &typed.ty)),
                _ => None,
            },
            syn::FnArg::Receiver(_) => None,
        })
    };
    let idents: Vec<_> = all().map(|(ident, _)| ident).collect();
    let types: Vec<_> = all().map(|(_, ty)| ty).collect();
    let keys: Vec<_> =
        idents.iter().map(|ident| ident.to_string().trim_start_matches("r#").to_owned()).collect();
    let single = match parameters {
        [only] if injected.is_none() => {
            let ty = &only.ty;
            quote! {
                if #whole {
                    return ::core::option::Option::Some(::sfn_dsl::__private::handler(#name as fn(#ty) -> _));
                }
            }
        }
        _ => quote!(),
    };
    quote! {{
        #[allow(clippy::unused_async, unused_mut)]
        async fn #name(#inputs) #output #body
        #single
        #[derive(::sfn_dsl::__private::serde::Deserialize)]
        #[serde(crate = "::sfn_dsl::__private::serde")]
        struct __Payload { #(#[serde(rename = #keys)] #idents: #types),* }
        ::core::option::Option::Some(::sfn_dsl::__private::handler(|__payload: __Payload| {
            #name(#(__payload.#idents),*)
        }))
    }}
}
