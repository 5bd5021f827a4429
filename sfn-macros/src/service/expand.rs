//! A call as it is written out: natively a future, in a definition a Task state.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use sfn_catalog::{Kind, Shape};
use syn::{Expr, spanned::Spanned};

use super::{
    Types, Used,
    check::{Checked, Tree},
    parse::{Call, Operation},
    types::{marker, waits},
};

/// A call by itself, with the types that it needs unless they stand in a scope.
pub(super) fn expand(call: &Call, checked: &Checked<'_>) -> TokenStream {
    let mut types = Types::new(Used::all());
    if call.scope.is_none() {
        types.add(&checked.target);
    }
    let types = types.modules();
    let call = future(call, checked, call.scope.as_ref());
    quote!({ #types #call })
}

/// The call alone, whose types stand in `scope` or beside it.
pub(crate) fn future(call: &Call, checked: &Checked<'_>, scope: Option<&Ident>) -> TokenStream {
    let (declared, task) = task(call, checked, scope);
    let span = call.operation.span();
    let value = match (&checked.request, &call.builder) {
        (None, _) => quote_spanned!(span=> ::sfn_dsl::__private::service::named::<#task>()),
        (Some(request), None) => {
            let request = request.tokens(&mut |leaf| {
                let expr = without_reference(leaf.expr);
                let takes = takes(leaf, expr.span());
                quote_spanned!(expr.span()=> ::sfn_dsl::__private::service::#takes::member(&#expr))
            });
            let token = checked.token.as_ref().map_or_else(
                || quote!(::core::option::Option::None),
                |place| quote!(::core::option::Option::Some(#place)),
            );
            quote_spanned!(span=> ::sfn_dsl::__private::service::call::<#task>(#request, #token))
        }
        (Some(request), Some(builder)) => {
            let request = request.tokens(&mut |leaf| {
                let expr = leaf.expr;
                let kind = kind_of(leaf.shape, expr.span(), 0);
                let function = if leaf.is_optional { "optional_expression" } else { "expression" };
                let function = Ident::new(function, expr.span());
                quote_spanned!(expr.span()=> ::sfn_dsl::__private::service::#function::<#kind, _>(#expr))
            });
            quote_spanned!(span=> #builder.__service::<#task>(#request))
        }
    };
    quote!({ #declared #value })
}

/// What is lent, where the expression lends something.
fn without_reference(expr: &Expr) -> &Expr {
    match expr {
        Expr::Reference(reference) if reference.mutability.is_none() => &reference.expr,
        expr => expr,
    }
}

/// A call in a workflow's twin, whose types stand in `scope`, with these values for its expressions.
pub(crate) fn request(
    call: &Call,
    checked: &Checked<'_>,
    scope: &Ident,
    values: Vec<TokenStream>,
) -> TokenStream {
    let (declared, task) = task(call, checked, Some(scope));
    let span = call.operation.span();
    let mut values = values.into_iter();
    let request = checked.request.as_ref();
    let request = request.map(|request| request.tokens(&mut |_| values.next().unwrap_or_default()));
    let record = quote_spanned!(span=> __w.__service::<#task>(#request));
    quote!({ #declared #record })
}

/// What the call needs declared beside it, and its task as a type.
fn task(call: &Call, checked: &Checked<'_>, scope: Option<&Ident>) -> (TokenStream, TokenStream) {
    let (declared, operation) = match (&checked.target.known, &call.operation) {
        (Some(known), _) => {
            let marker = marker(known);
            let scope = scope.map(|scope| quote!(#scope::));
            (TokenStream::new(), quote!(#scope #marker))
        }
        (None, Operation::Unknown { action, resource, .. }) => {
            let (function, name) = (call.operation.state_name(), &checked.target.resource);
            let pattern = waits(checked.target.pattern);
            let operation = format_ident!("__Operation");
            let declared = quote! {
                enum #operation {}
                impl ::sfn_dsl::__private::service::ServiceOperation for #operation {
                    type Output = ::sfn_dsl::__private::serde_json::Value;
                    type Pattern = ::sfn_dsl::__private::#pattern;
                    const NAME: &'static str = #function;
                    const RESOURCE: &'static str = #name;
                    const PERMISSION: ::core::option::Option<(&'static str, &'static str)> =
                        ::core::option::Option::Some((#action, #resource));
                }
            };
            (declared, quote!(#operation))
        }
        (None, Operation::Known { .. }) => (TokenStream::new(), quote!(_)),
    };
    let output = match (&call.output, call.request.is_some()) {
        (Some(output), _) => quote!(#output),
        (None, true) => {
            quote!(<#operation as ::sfn_dsl::__private::service::ServiceOperation>::Output)
        }
        // An answer to the operation is any JSON.
        (None, false) => quote!(::sfn_dsl::__private::serde_json::Value),
    };
    let error = call.error.as_ref().map_or_else(
        || quote!(::sfn_dsl::__private::service::ServiceError),
        |error| quote!(#error),
    );
    (declared, quote!(::sfn_dsl::__private::service::ServiceCall<#operation, #output, #error>))
}

/// An expression in a request, with what its member takes; any JSON where there is no shape.
#[derive(Clone, Copy)]
struct Leaf<'a> {
    expr: &'a Expr,
    shape: Option<Shape>,
    is_optional: bool,
}

impl<'a> Tree<'a> {
    /// The request, whose expressions `leaf` makes.
    fn tokens(&self, leaf: &mut dyn FnMut(Leaf<'a>) -> TokenStream) -> TokenStream {
        let mut given = |expr, shape, is_optional| leaf(Leaf { expr, shape, is_optional });
        match self {
            Self::Leaf(expr, shape) => given(expr, Some(*shape), false),
            Self::Optional(expr, shape) => given(expr, Some(*shape), true),
            Self::Any(expr) => given(expr, None, false),
            Self::TaskToken => quote!(::sfn_dsl::__private::service::task_token()),
            Self::List(elements) => {
                let elements: Vec<_> =
                    elements.iter().map(|element| element.tokens(leaf)).collect();
                quote!(::sfn_dsl::__private::service::list(::std::vec![#(#elements),*]))
            }
            Self::Object(entries) => {
                let entries: Vec<_> = entries
                    .iter()
                    .map(|(key, value)| {
                        let value = value.tokens(leaf);
                        quote!((#key, #value))
                    })
                    .collect();
                quote!(::sfn_dsl::__private::service::object(::std::vec![#(#entries),*]))
            }
        }
    }
}

/// The trait of `sdk` that an expression for this member has.
fn takes(leaf: Leaf<'_>, span: Span) -> TokenStream {
    let is_object = leaf.shape.is_some_and(|shape| shape.kind() == Kind::Structure);
    if is_object && !leaf.is_optional {
        return quote_spanned!(span=> IsObject);
    }
    let kind = kind_of(leaf.shape, span, 0);
    let fits = Ident::new(if leaf.is_optional { "MayFit" } else { "Fits" }, span);
    quote_spanned!(span=> #fits::<#kind>)
}

/// The type that stands for what an expression for this shape can be. A shape may hold itself, so that it ends somewhere.
fn kind_of(shape: Option<Shape>, span: Span, depth: u32) -> TokenStream {
    let json = quote_spanned!(span=> ::sfn_dsl::__private::serde_json::Value);
    let Some(shape) = shape.filter(|_| depth < 5) else { return json };
    match shape.kind() {
        Kind::String | Kind::Blob | Kind::Timestamp => quote_spanned!(span=> ::std::string::String),
        Kind::Integer | Kind::Long => quote_spanned!(span=> i64),
        Kind::Float | Kind::Double => quote_spanned!(span=> f64),
        Kind::Boolean => quote_spanned!(span=> bool),
        Kind::Structure => quote_spanned!(span=> ::sfn_dsl::__private::service::Object),
        Kind::List => {
            let element = kind_of(shape.element(), span, depth + 1);
            quote_spanned!(span=> ::std::vec::Vec<#element>)
        }
        Kind::Map => {
            let value = kind_of(shape.value(), span, depth + 1);
            quote_spanned!(span=> ::std::collections::BTreeMap<::std::string::String, #value>)
        }
        Kind::Document => json,
    }
}
