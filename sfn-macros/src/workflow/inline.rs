//! `#[sfn::inline]`: the methods stay as they are, and each has a twin that is written into the expressions that call it.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{
    Block, FnArg, ImplItem, ImplItemFn, ItemFn, ItemImpl, ReceiverKind, ReturnType, Type,
    ext::IdentExt as _, spanned::Spanned,
};

use super::{closure::Pure, functions::owner_of, original::original, scope::Twin, service, text};
use crate::function::{named_parameters, owned_type, result_types};

mod names;

pub(super) use names::is_taken;

/// What `self` is called in a twin.
const SELF: &str = "__self";

pub(crate) fn expand(attribute: &TokenStream, item: &TokenStream) -> TokenStream {
    let mut block: ItemImpl = match syn::parse2(item.clone()) {
        Ok(block) => block,
        Err(error) => {
            let message =
                "`#[sfn::inline]` stands above an `impl` block: `#[sfn::inline] impl Order { .. }`";
            let error = syn::Error::new(error.span(), message).to_compile_error();
            return quote!(#item #error);
        }
    };
    let mut errors = Vec::new();
    if !attribute.is_empty() {
        errors.push(syn::Error::new(attribute.span(), "`#[sfn::inline]` takes no settings"));
    }
    if let Some((of, _)) = &block.trait_ {
        let message = "a workflow calls the methods that a type has itself: leave the trait out";
        errors.push(syn::Error::new(of.span(), message));
    }
    if !block.generics.params.is_empty() {
        let message = "an `impl` for workflows cannot be generic: write one for each type";
        errors.push(syn::Error::new(block.generics.span(), message));
    }
    if !is_plain(&block.self_ty) {
        let message =
            "workflows call the methods of a struct or an enum: name it, without parameters";
        errors.push(syn::Error::new(block.self_ty.span(), message));
    }
    if !errors.is_empty() {
        let errors = errors.iter().map(syn::Error::to_compile_error);
        return quote!(#block #(#errors)*);
    }
    let ty = (*block.self_ty).clone();
    let mut twins = TokenStream::new();
    let mut items = Vec::new();
    for item in std::mem::take(&mut block.items) {
        match item {
            ImplItem::Fn(method) => {
                items.extend(expand_method(&ty, method, &mut twins, &mut errors));
            }
            item => items.push(item),
        }
    }
    block.items = items;
    let errors = errors.iter().map(syn::Error::to_compile_error);
    quote!(#block #twins #(#errors)*)
}

/// Whether it is a path without parameters, which can stand for `Self` everywhere.
fn is_plain(ty: &Type) -> bool {
    match ty {
        Type::Path(path) => path.path.segments.iter().all(|segment| segment.arguments.is_none()),
        _ => false,
    }
}

/// The method and what belongs to it in the same `impl`; its twin goes to `twins`.
fn expand_method(
    ty: &Type,
    mut method: ImplItemFn,
    twins: &mut TokenStream,
    errors: &mut Vec<syn::Error>,
) -> Vec<ImplItem> {
    let before = errors.len();
    let output = check_signature(&method, errors);
    let receiver = method.sig.receiver().is_some();
    let typed = method.sig.inputs.iter().filter(|input| matches!(input, FnArg::Typed(_)));
    let parameters = named_parameters(&typed.cloned().collect(), errors);
    let Some(output) = output.filter(|_| errors.len() == before) else {
        return vec![ImplItem::Fn(method)];
    };
    let (signature, block) = (&method.sig, &method.block);
    let function: ItemFn = syn::parse_quote!(#signature #block);
    let infallible = syn::parse_quote!(::core::convert::Infallible);
    let mut twin = Twin::new(infallible, service::Calls::of(&function));
    twin.declare(&Ident::new(SELF, Span::call_site()));
    for parameter in &parameters {
        twin.declare(&parameter.ident);
    }
    if let Some(volatile) = text::volatile(&method.block.to_token_stream()) {
        twin.error(
            volatile,
            "an inline method computes from what it is given: let the workflow pass this to it",
        );
    }
    let body = with_names(&method.block, ty);
    twin.closures += 1;
    let body = twin.pure_block(&body, Pure::InlineMethod);
    let function = original(&function, &mut twin.errors);
    errors.append(&mut twin.errors);
    method.block = *function.block;
    // Errors that stand in the function are attributes of it as well.
    if errors.len() > before || !function.attrs.is_empty() {
        method.attrs.extend(function.attrs);
        return vec![ImplItem::Fn(method)];
    }
    let name = &method.sig.ident;
    let check = format_ident!("__CHECK_{}", plain_name(name).to_uppercase());
    let arguments: Vec<_> = parameters
        .iter()
        .map(|parameter| {
            let ty = owned_type(&parameter.ty);
            quote!(::sfn_dsl::__private::Expr<#ty>)
        })
        .collect();
    let idents: Vec<_> = parameters.iter().map(|parameter| &parameter.ident).collect();
    let output = owned_type(&output);
    let this = format_ident!("{SELF}");
    let bound = idents
        .iter()
        .zip(&arguments)
        .rev()
        .fold(quote!(#body), |body, (ident, ty)| bind(ident, ty, &body));
    let number = number(name);
    let (bound, of, this) = if receiver {
        let of = quote!(Method<#number>);
        let own = quote!(::sfn_dsl::__private::Expr<#ty>);
        (bind(&this, &own, &bound), of, quote!(#this: #own,))
    } else {
        (bound, quote!(AssociatedFunction<#number>), quote!())
    };
    let cfg = cfg_of(&method);
    twins.extend(quote! {
        #(#cfg)*
        #[automatically_derived]
        #[allow(unused, clippy::all, clippy::pedantic, non_snake_case)]
        impl ::sfn_dsl::__private::#of for #ty {
            type Arguments = (#(#arguments,)*);
            type Output = #output;

            fn __inline(#this (#(#idents,)*): Self::Arguments) -> ::sfn_dsl::__private::Expr<#output> {
                type __Checked<T> = ::sfn_dsl::__private::Checked<T, { <#ty>::#check }>;
                #bound
            }
        }
    });
    with_check(method, &check)
}

/// `value`, which is written once, however often the body reads it.
fn bind(ident: &Ident, ty: &TokenStream, body: &TokenStream) -> TokenStream {
    quote!(::sfn_dsl::__private::bound(#ident, |#ident: __Checked<#ty>| #body))
}

/// What it gives.
fn check_signature(method: &ImplItemFn, errors: &mut Vec<syn::Error>) -> Option<Type> {
    let signature = &method.sig;
    let mut refuse = |span: Span, message: &str| errors.push(syn::Error::new(span, message));
    let name = signature.ident.to_string();
    if is_taken(&name) {
        refuse(
            signature.ident.span(),
            &format!(
                "`{name}` is a method of values that workflows know: give this one another name"
            ),
        );
    }
    if let Some(token) = &signature.asyncness {
        refuse(
            token.span(),
            "an inline method cannot await: write a `#[step]`, which is a function",
        );
    }
    if !signature
        .generics
        .params
        .iter()
        .all(|parameter| matches!(parameter, syn::GenericParam::Lifetime(_)))
    {
        refuse(
            signature.generics.span(),
            "an inline method cannot be generic: write one for each type",
        );
    }
    if let syn::Safety::Unsafe(token) = &signature.safety {
        refuse(token.span(), "`unsafe` cannot run inside Step Functions");
    }
    if let Some(receiver) = signature.receiver() {
        match &receiver.kind {
            ReceiverKind::Reference(_, _, Some(token)) => refuse(
                token.span(),
                "an inline method gives a new value: take `self` and return what it becomes",
            ),
            ReceiverKind::Typed(colon, _) => {
                refuse(colon.span(), "an inline method takes `self` or `&self`");
            }
            _ => {}
        }
    }
    if result_types(&signature.output).is_some() {
        refuse(
            signature.output.span(),
            "an inline method cannot fail: return an `Option`, or write a `#[step]`",
        );
    }
    match &signature.output {
        ReturnType::Type(_, ty) if matches!(**ty, Type::ImplTrait(_)) => {
            refuse(ty.span(), "an inline method gives a value: collect it into a `Vec`");
            None
        }
        ReturnType::Type(_, ty) => Some((**ty).clone()),
        ReturnType::Default => {
            refuse(signature.ident.span(), "an inline method gives a value: say which, `-> f64`");
            None
        }
    }
}

/// The method, whose body is in another that rustc computes a size for where it compiles: see `Checked` in `sfn-dsl`.
fn with_check(mut method: ImplItemFn, check: &Ident) -> Vec<ImplItem> {
    if method.sig.constness.is_some() {
        // Evaluated by rustc itself, so nothing can be put around the body.
        let cfg = cfg_of(&method);
        let constant = syn::parse_quote!(#(#cfg)* #[doc(hidden)] const #check: usize = 0;);
        return vec![ImplItem::Fn(method), constant];
    }
    let mut body = method.clone();
    body.attrs.retain(|attribute| is_lint(attribute) || is_cfg(attribute));
    method.attrs.retain(|attribute| !is_lint(attribute));
    let cfg = cfg_of(&method);
    body.vis = syn::Visibility::Inherited;
    body.sig.ident =
        format_ident!("__{}", plain_name(&method.sig.ident), span = method.sig.ident.span());
    if let ReturnType::Type(_, ty) = &method.sig.output {
        let block = &method.block;
        let span = ty.span();
        body.block = syn::parse_quote!({ let __value: #ty = #block; __value });
        body.sig.output =
            syn::parse2(quote_spanned!(span=> -> impl ::sfn_dsl::__private::Gives<#ty>))
                .unwrap_or(ReturnType::Default);
    }
    let name = &body.sig.ident;
    let arguments = method.sig.inputs.iter_mut().enumerate().map(|(index, input)| match input {
        FnArg::Receiver(receiver) => receiver.self_token.to_token_stream(),
        FnArg::Typed(typed) => {
            let ident = format_ident!("__{index}");
            *typed.pat = plain(&typed.pat);
            match &*typed.pat {
                syn::Pat::Ident(pattern) => pattern.ident.to_token_stream(),
                _ => ident.to_token_stream(),
            }
        }
    });
    let arguments: Vec<_> = arguments.collect();
    let types: Vec<_> = (0..arguments.len()).map(|index| format_ident!("A{index}")).collect();
    let constant = syn::parse_quote! {
        #(#cfg)*
        #[doc(hidden)]
        const #check: usize = {
            const fn size<#(#types,)* R, F: ::core::ops::Fn(#(#types),*) -> R>(_: &F) -> usize {
                ::core::mem::size_of::<R>()
            }
            size(&Self::#name)
        };
    };
    method.block =
        syn::parse_quote!({ ::sfn_dsl::__private::Gives::give(Self::#name(#(#arguments),*)) });
    vec![ImplItem::Fn(method), ImplItem::Fn(body), constant]
}

/// The parameter's name without `mut`, which says nothing to a caller.
fn plain(pattern: &syn::Pat) -> syn::Pat {
    let mut pattern = pattern.clone();
    if let syn::Pat::Ident(ident) = &mut pattern {
        ident.mutability = None;
    }
    pattern
}

/// What the method stands and falls with; so does what is made of it.
fn cfg_of(method: &ImplItemFn) -> Vec<syn::Attribute> {
    method.attrs.iter().filter(|attribute| is_cfg(attribute)).cloned().collect()
}

fn is_cfg(attribute: &syn::Attribute) -> bool {
    attribute.path().is_ident("cfg")
}

fn is_lint(attribute: &syn::Attribute) -> bool {
    ["allow", "expect", "warn", "deny"].iter().any(|level| attribute.path().is_ident(level))
}

/// The block with `__self` for `self` and the type for `Self`, also inside macros.
fn with_names(block: &Block, ty: &Type) -> Block {
    fn rename(tokens: TokenStream, ty: &Type) -> TokenStream {
        let mut tokens = tokens.into_iter().peekable();
        std::iter::from_fn(|| {
            let token = tokens.next()?;
            // `self::NAME` is a path of the module.
            let is_path =
                matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() == ':');
            Some((token, is_path))
        })
        .flat_map(|(token, is_path)| match token {
            TokenTree::Ident(ident) if ident == "self" && !is_path => {
                Ident::new(SELF, ident.span()).into_token_stream()
            }
            TokenTree::Ident(ident) if ident == "Self" => {
                let span = ident.span();
                quote_spanned!(span=> #ty)
            }
            TokenTree::Group(group) => {
                let mut renamed = Group::new(group.delimiter(), rename(group.stream(), ty));
                renamed.set_span(group.span());
                renamed.into_token_stream()
            }
            token => token.into(),
        })
        .collect()
    }
    syn::parse2(rename(block.to_token_stream(), ty)).unwrap_or_else(|_| block.clone())
}

/// The name without `r#`.
fn plain_name(name: &Ident) -> String {
    name.unraw().to_string()
}

/// A method's name as a number, which a `const` parameter can be: FNV-1a.
pub(super) fn number(name: &Ident) -> u64 {
    plain_name(name).bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

impl Twin {
    /// `value.method(..)` where workflows know no such method: one of an `#[sfn::inline] impl`.
    pub(super) fn inline_method(
        receiver: &TokenStream,
        name: &Ident,
        arguments: &[TokenStream],
    ) -> TokenStream {
        let (number, span) = (number(name), name.span());
        quote_spanned!(span=> ::sfn_dsl::__private::method::<#number, _, _, _, _>(#receiver, (#(#arguments,)*)))
    }

    /// `Type::function(..)`
    pub(super) fn inline_function(path: &syn::Path, arguments: &[TokenStream]) -> TokenStream {
        let Some(name) = path.segments.last().map(|last| &last.ident) else {
            return TokenStream::new();
        };
        let (owner, number, span) = (owner_of(path), number(name), name.span());
        quote_spanned!(span=> ::sfn_dsl::__private::associated_function::<#number, #owner, _, _>((#(#arguments,)*)))
    }
}
