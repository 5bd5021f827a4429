//! `sdk! { pub enum Name: service::operation }`: how operations fail, as an error type to `match` on.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use sfn_catalog::optimized;
use syn::{
    Attribute, Ident, Token, Variant, Visibility, braced,
    ext::IdentExt,
    parse::{Parse, ParseStream},
    punctuated::Punctuated,
    token,
};

use super::{
    Family,
    check::Check,
    names::{ident, type_name},
};

/// `#[attribute] pub enum Name: service::operation, service::operation { OfItsOwn }`
pub(super) struct Errors {
    attributes: Vec<Attribute>,
    visibility: Visibility,
    name: Ident,
    operations: Vec<(Ident, Ident)>,
    variants: Punctuated<Variant, Token![,]>,
}

/// Whether it is an enum, and no call.
pub(super) fn is_enum(tokens: &TokenStream) -> bool {
    let head = |input: ParseStream<'_>| {
        input.call(Attribute::parse_outer)?;
        input.parse::<Visibility>()?;
        input.parse::<Token![enum]>()?;
        input.parse::<TokenStream>()
    };
    syn::parse::Parser::parse2(head, tokens.clone()).is_ok()
}

impl Parse for Errors {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        input.parse::<Token![enum]>()?;
        let name = input.parse()?;
        input.parse::<Token![:]>()?;
        let mut operations = Vec::new();
        while !input.is_empty() && !input.peek(token::Brace) {
            let service = input.call(Ident::parse_any)?;
            if !input.peek(Token![::]) {
                let message = format!("name its operation: `{service}::operation`");
                return Err(syn::Error::new(service.span(), message));
            }
            input.parse::<Token![::]>()?;
            operations.push((service, input.call(Ident::parse_any)?));
            if input.parse::<Option<Token![,]>>()?.is_none() {
                break;
            }
        }
        let mut variants = Punctuated::new();
        if input.peek(token::Brace) {
            let content;
            braced!(content in input);
            variants = Punctuated::parse_terminated(&content)?;
        }
        Ok(Self { attributes, visibility, name, operations, variants })
    }
}

/// The enum, which derives `TaskError`.
pub(super) fn expand(family: Family, input: TokenStream) -> TokenStream {
    let errors: Errors = match syn::parse2(input) {
        Ok(errors) => errors,
        Err(error) => return error.to_compile_error(),
    };
    let mut check = Check::new();
    let mut names: Vec<String> = Vec::new();
    for (service, operation) in &errors.operations {
        names.extend(check.errors_of(family, service, operation).unwrap_or_default());
    }
    let own: Vec<String> = errors.variants.iter().map(|own| own.ident.to_string()).collect();
    let variants = variants(names, own);
    let problems: TokenStream =
        check.into_errors().iter().map(syn::Error::to_compile_error).collect();
    let Errors { attributes, visibility, name, variants: own, .. } = errors;
    let own = own.iter().map(ToTokens::to_token_stream);
    let variants = variants.iter().map(|(name, variant)| {
        let (doc, variant) = (format!("`{name}`"), ident(variant));
        quote!(#[doc = #doc] #[sfn(name = #name)] #variant)
    });
    quote! {
        #(#attributes)*
        #[derive(Clone, Debug, PartialEq, ::sfn_dsl::TaskError)]
        #visibility enum #name {
            #(#variants,)*
            #(#own,)*
            /// It took too long.
            #[sfn(timeout)]
            TimedOut,
            /// Any other error.
            #[sfn(other)]
            Other {
                /// `Error`
                name: ::std::string::String,
                /// `Cause`
                cause: ::std::string::String,
            },
        }
        #problems
    }
}

/// The variants of errors, each once. `TimedOut`, `Other` and those that are `taken` stand for something else.
fn variants(names: Vec<String>, mut taken: Vec<String>) -> Vec<(String, String)> {
    let mut variants: Vec<(String, String)> = Vec::new();
    taken.extend(["TimedOut".to_owned(), "Other".to_owned()]);
    for name in names {
        if variants.iter().any(|(known, _)| *known == name) {
            continue;
        }
        let mut variant = variant(&name, false);
        if variant.is_empty() || taken.contains(&variant) {
            variant = self::variant(&name, true);
        }
        taken.push(variant.clone());
        variants.push((name, variant));
    }
    variants
}

/// `Textract.BadDocumentException` is `BadDocument`; with its service, `TextractBadDocument`.
fn variant(name: &str, with_service: bool) -> String {
    let (service, bare) = name.rsplit_once('.').unwrap_or(("", name));
    let bare = type_name(bare.strip_suffix("Exception").unwrap_or(bare));
    if with_service { type_name(&service.replace('.', "")) + &bare } else { bare }
}

impl Check {
    /// The errors of an operation, by their names; nothing where there is no such operation, which is reported.
    fn errors_of(
        &mut self,
        family: Family,
        service: &Ident,
        operation: &Ident,
    ) -> Option<Vec<String>> {
        match family {
            Family::Sdk => {
                let (_, operation) = self.operation_of_sdk(service, operation)?;
                Some(operation.errors().map(str::to_owned).collect())
            }
            Family::Optimized => {
                let (name, known) = self.optimized_service(service)?;
                let (_, operation) = self.optimized_operation(name, known, operation)?;
                Some(optimized::errors(known, operation))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use sfn_catalog::sdk;

    use super::*;

    /// Every operation's errors have names of their own in Rust.
    #[test]
    fn names_stay_apart() {
        let of_sdk = sdk::services().flat_map(sdk::Service::operations);
        let of_sdk = of_sdk.map(|operation| operation.errors().map(str::to_owned).collect());
        let services = optimized::services().filter_map(optimized::service);
        let of_optimized = services.flat_map(|service| {
            service.operations.values().map(move |operation| optimized::errors(service, operation))
        });
        for names in of_sdk.chain(of_optimized).collect::<Vec<Vec<String>>>() {
            let variants = variants(names.clone(), Vec::new());
            let distinct: BTreeSet<_> =
                variants.iter().map(|(_, variant)| ident(variant).to_string()).collect();
            let names: BTreeSet<_> = names.into_iter().collect();
            assert_eq!(distinct.len(), names.len(), "{names:?}");
        }
    }

    #[test]
    fn an_integration_has_its_own_names() {
        let glue = optimized::service("glue").unwrap();
        let names = optimized::errors(glue, &glue.operations["startJobRun"]);
        assert!(names.contains(&"Glue.ConcurrentRunsExceededException".to_owned()), "{names:?}");
        let ecs = optimized::service("ecs").unwrap();
        let names = optimized::errors(ecs, &ecs.operations["runTask"]);
        assert_eq!(names[..2], ["AmazonECS.Unknown", "ECS.AmazonECSException"]);
        assert!(!names.contains(&"ECS.EcsException".to_owned()), "{names:?}");
        assert_eq!(variant("States.Http.Socket", true), "StatesHttpSocket");
    }
}
