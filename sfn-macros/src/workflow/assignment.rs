//! Assignments: variables, fields of them, and vectors that grow.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{BinOp, Expr, spanned::Spanned};

use super::{
    call::strip,
    scope::{NoPlace, Sink, Twin, has_effects},
    statement::{is_control, root_of},
    text,
};

impl Twin {
    pub(super) fn assignment(&mut self, place: &Expr, value: &Expr) -> TokenStream {
        if let Expr::Infer(_) = place {
            return self.sink(value, &Sink::Discard);
        }
        let Some(target) = self.place(place) else { return TokenStream::new() };
        if let Expr::Path(path) = strip(place)
            && let Some(name) = path.path.get_ident()
            && is_control(value)
            && has_effects(value)
        {
            return self.sink(value, &Sink::Assign(name.clone()));
        }
        self.hint = place_name(place);
        let value = self.value(value);
        self.hint = None;
        quote!({ let __value = #value; __w.__assign(&#target, __value); })
    }

    pub(super) fn compound_assignment(&mut self, binary: &syn::ExprBinary) -> TokenStream {
        let operator = match binary.op {
            BinOp::AddAssign(_) => "add",
            BinOp::SubAssign(_) => "sub",
            BinOp::MulAssign(_) => "mul",
            BinOp::DivAssign(_) => "div",
            BinOp::RemAssign(_) => "rem",
            _ => {
                let error = self.error(
                    binary.op.span(),
                    "this operator has no counterpart in JSONata: compute it in a `#[task]`",
                );
                return quote!(#error;);
            }
        };
        let Some(target) = self.place(&binary.left) else { return TokenStream::new() };
        let value = self.value(&binary.right);
        let span = binary.op.span();
        let operator = quote::format_ident!("{operator}", span = span);
        let compute = quote_spanned!(span=> ::sfn_dsl::__private::#operator(::sfn_dsl::__private::v(&#target), __operand));
        quote!({ let __operand = #value; let __value = #compute; __w.__assign(&#target, __value); })
    }

    /// A variable or a field of one, that may be assigned here.
    fn place(&mut self, place: &Expr) -> Option<TokenStream> {
        let place = match strip(place) {
            Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => strip(&unary.expr),
            place => place,
        };
        let Some(root) = root_of(place) else {
            self.error(place.span(), "assign a variable or one of its fields");
            return None;
        };
        let (span, message) = match self.check_place(&root.to_string()) {
            Ok(()) => return Some(place.to_token_stream()),
            Err(NoPlace::Outside) => (
                place.span(),
                format!(
                    "`{root}` lives outside: a Map's closure and a branch can read it but not assign it; return the new value instead"
                ),
            ),
            Err(NoPlace::Copied) => (
                place.span(),
                format!(
                    "`async move` may have a `{root}` of its own, which is lost with the block: write `async` without `move`"
                ),
            ),
            Err(NoPlace::Unknown) => {
                (root.span(), format!("`{root}` is no variable of this workflow"))
            }
        };
        self.error(span, message);
        None
    }

    /// `xs.push(x)` and its kind.
    pub(super) fn mutation(&mut self, method: &syn::ExprMethodCall) -> TokenStream {
        let Some(target) = self.place(&method.receiver) else { return TokenStream::new() };
        let value = quote!(::sfn_dsl::__private::v(&#target));
        let span = method.method.span();
        let changed = match (method.method.to_string().as_str(), method.args.first()) {
            ("sort" | "sort_unstable", None) => quote_spanned!(span=> #value.sorted()),
            ("reverse", None) => quote_spanned!(span=> #value.reversed()),
            ("clear", None) => quote_spanned!(span=> ::sfn_dsl::__private::cleared(&#target)),
            ("sort_by_key" | "sort_unstable_by_key", Some(key)) => {
                let key = self.argument(key);
                quote_spanned!(span=> #value.sorted_by_key(#key))
            }
            (name, Some(argument)) => {
                let argument = self.value(argument);
                let call = match name {
                    "push" => quote!(__w.__push(&#target, __value);),
                    "push_str" => quote!(__w.__push_str(&#target, &__value);),
                    _ => quote!(__w.__extend(&#target, ::sfn_dsl::__private::items(__value));),
                };
                return quote!({ let __value = #argument; #call });
            }
            (_, None) => return TokenStream::new(),
        };
        quote!({ let __value = #changed; __w.__assign(&#target, __value); })
    }
}

fn place_name(place: &Expr) -> Option<String> {
    root_of(place).map(|root| text::pascal_case(&root.to_string()))
}
