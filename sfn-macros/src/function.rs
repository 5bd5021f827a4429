//! What `#[task]` and `#[workflow]` read off a signature.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::{
    FnArg, GenericArgument, Pat, PathArguments, ReturnType, Token, Type, punctuated::Punctuated,
    spanned::Spanned, visit_mut::VisitMut,
};

/// A parameter with a name.
pub(crate) struct Parameter {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) mutable: bool,
}

impl Parameter {
    /// Its name in the payload.
    pub(crate) fn key(&self) -> String {
        self.ident.to_string().trim_start_matches("r#").to_owned()
    }

    /// The argument of a native call to `task`. It does not need the type to be `Data`: that is asked for once, by
    /// [`shape`].
    pub(crate) fn argument(&self, task: &Ident) -> TokenStream {
        let (key, span) = (self.key(), self.ty.span());
        let mut ident = self.ident.clone();
        ident.set_span(span);
        quote_spanned!(span=> ::sfn_dsl::__private::Argument::json(#key, &#ident, #task::__SHAPE.0))
    }
}

/// The parameters; what cannot be one is reported.
pub(crate) fn parameters(
    inputs: &Punctuated<FnArg, Token![,]>,
    errors: &mut Vec<syn::Error>,
) -> Vec<Parameter> {
    let parameters = named_parameters(inputs, errors);
    for parameter in &parameters {
        if let Type::Reference(reference) = &parameter.ty {
            let message = "a reference cannot travel between states: take the value";
            errors.push(syn::Error::new(reference.and_token.span(), message));
        }
    }
    parameters
}

/// The same for parameters that need not travel.
pub(crate) fn named_parameters(
    inputs: &Punctuated<FnArg, Token![,]>,
    errors: &mut Vec<syn::Error>,
) -> Vec<Parameter> {
    let mut parameters = Vec::new();
    for input in inputs {
        match input {
            FnArg::Receiver(receiver) => {
                errors.push(syn::Error::new(
                    receiver.span(),
                    "a method cannot be this: only its parameters travel, so write a function",
                ));
            }
            FnArg::Typed(typed) => match &*typed.pat {
                Pat::Ident(pattern) if pattern.by_ref.is_none() && pattern.subpat.is_none() => {
                    parameters.push(Parameter {
                        ident: pattern.ident.clone(),
                        ty: (*typed.ty).clone(),
                        mutable: pattern.mutability.is_some(),
                    });
                }
                pattern => {
                    let message = "give the parameter a name, which becomes its name in the payload, and take it apart inside";
                    errors.push(syn::Error::new(pattern.span(), message));
                }
            },
        }
    }
    parameters
}

/// `T` and `E` of `Result<T, E>`.
pub(crate) fn result_types(output: &ReturnType) -> Option<(Type, Type)> {
    let ReturnType::Type(_, ty) = output else { return None };
    outcome_types(ty)
}

/// The same of the type itself.
pub(crate) fn outcome_types(ty: &Type) -> Option<(Type, Type)> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|segment| segment.ident == "Result")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    let mut types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty.clone()),
        _ => None,
    });
    Some((types.next()?, types.next()?))
}

/// The constant that says whether the payload is the one parameter itself, as its type decides, and how each parameter is
/// read.
///
/// It is the one place that needs the parameters to be `Data`, so that a missing derive is one error, on the type.
pub(crate) fn shape(function: &Ident, parameters: &[Parameter], alone: bool) -> TokenStream {
    let types: Vec<_> = parameters.iter().map(|parameter| &parameter.ty).collect();
    let reads =
        types.iter().map(|ty| quote_spanned!(ty.span()=> ::sfn_dsl::__private::parameter::<#ty>));
    let whole = match types.as_slice() {
        [ty] if alone => {
            quote_spanned!(ty.span()=> <#ty as ::sfn_dsl::__private::Data>::__IS_OBJECT)
        }
        _ => quote!(false),
    };
    quote! {
        impl #function {
            #[doc(hidden)]
            #[allow(clippy::type_complexity, dead_code)]
            const __SHAPE: (bool, (#(::sfn_dsl::__private::Read<#types>,)*)) = (#whole, (#(#reads,)*));
        }
    }
}

/// A type as it is in a workflow: without references, and text as `String`.
pub(crate) fn owned_type(ty: &Type) -> Type {
    struct Owned;
    impl VisitMut for Owned {
        fn visit_type_mut(&mut self, ty: &mut Type) {
            match ty {
                Type::Reference(reference) => {
                    *ty = (*reference.elem).clone();
                    self.visit_type_mut(ty);
                }
                Type::Path(path) if path.path.is_ident("str") => {
                    *ty = syn::parse_quote!(::std::string::String);
                }
                Type::Slice(slice) => {
                    let element = owned_type(&slice.elem);
                    *ty = syn::parse_quote!(::std::vec::Vec<#element>);
                }
                _ => syn::visit_mut::visit_type_mut(self, ty),
            }
        }
    }
    let mut ty = ty.clone();
    Owned.visit_type_mut(&mut ty);
    ty
}
