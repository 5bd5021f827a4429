//! Assignments: variables, fields of them, and vectors that grow.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{BinOp, Expr, spanned::Spanned};

use super::{
    call::strip,
    entry::{Entry, entry},
    scope::{NoPlace, Sink, Twin, has_effects},
    statement::{is_control, root_of},
    text,
};

impl Twin {
    pub(super) fn assignment(&mut self, place: &Expr, value: &Expr) -> TokenStream {
        if let Expr::Infer(_) = place {
            return self.sink(value, &Sink::Discard);
        }
        if let Expr::Tuple(places) = strip(place) {
            return self.assign_elements(places, value);
        }
        let Some(target) = self.place(place) else { return TokenStream::new() };
        if let Expr::Path(path) = strip(place)
            && let Some(name) = path.path.get_ident()
            && is_control(value)
            && has_effects(value)
        {
            // A block may have another variable of the name.
            let target = self.temporary("target");
            let body = self.sink(value, &Sink::Assign(target.clone()));
            return quote!({ let #target = ::sfn_dsl::__private::v(&#name); #body });
        }
        self.hint = place_name(place);
        let value = self.value_or_outcome(value);
        self.hint = None;
        quote!({ let __value = #value; __w.__assign(&#target, __value); })
    }

    /// `(a, b) = (b, a)`: the values as they are before, then each into its place.
    fn assign_elements(&mut self, places: &syn::ExprTuple, value: &Expr) -> TokenStream {
        let whole = self.temporary("value");
        let values = match strip(value) {
            Expr::Tuple(tuple) => {
                let elements = self.operands(&tuple.elems);
                quote!((#(__w.__freeze(#elements),)*))
            }
            value => {
                let value = self.value(value);
                quote!(__w.__freeze(#value))
            }
        };
        let mut out = quote!(let #whole = #values;);
        for (index, place) in places.elems.iter().enumerate() {
            let index = syn::Index::from(index);
            if !matches!(strip(place), Expr::Infer(_))
                && let Some(target) = self.place(place)
            {
                out.extend(
                    quote!(__w.__assign(&#target, ::sfn_dsl::__private::v(&#whole.#index));),
                );
            }
        }
        quote!({ #out })
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
        let value = self.value(&binary.right);
        let span = binary.op.span();
        let operator = quote::format_ident!("{operator}", span = span);
        if let Some(entry) = entry(&binary.left) {
            let Some((target, old)) = self.old_entry(&entry) else { return TokenStream::new() };
            let key = self.value(entry.key);
            return quote!({
                let __operand = #value;
                let __value = ::sfn_dsl::__private::#operator(#old, __operand);
                let __value = ::sfn_dsl::__private::inserted(&#target, #key, __value);
                __w.__assign(&#target, __value);
            });
        }
        let Some(target) = self.place(&binary.left) else { return TokenStream::new() };
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

    /// `xs.push(x)` and its kind, as a statement.
    pub(super) fn mutation(&mut self, method: &syn::ExprMethodCall) -> TokenStream {
        if let Some(entry) = entry(&method.receiver) {
            return self.change_entry(&entry, method);
        }
        let Some(target) = self.place(&method.receiver) else { return TokenStream::new() };
        let place = method.receiver.span();
        let value = quote_spanned!(place=> ::sfn_dsl::__private::v(&#target));
        let Some(changed) = self.changed(method, &value) else { return TokenStream::new() };
        quote!({ let __value = #changed; __w.__assign(&#target, __value); })
    }

    /// What `value` is after the method.
    pub(super) fn changed(
        &mut self,
        method: &syn::ExprMethodCall,
        value: &TokenStream,
    ) -> Option<TokenStream> {
        let span = method.method.span();
        let name = method.method.to_string();
        let function = match name.as_str() {
            "sort" | "sort_unstable" => "sorted",
            "sort_by" | "sort_unstable_by" => "sorted_by",
            "sort_by_key" | "sort_unstable_by_key" | "sort_by_cached_key" => "sorted_by_key",
            "reverse" => "reversed",
            "retain" => "retained",
            "truncate" => "truncated",
            "dedup" => "deduplicated",
            "dedup_by_key" => "deduplicated_by_key",
            _ => "",
        };
        if !function.is_empty() {
            let function = quote::format_ident!("{function}", span = span);
            let arguments: Vec<_> =
                method.args.iter().map(|argument| self.method_argument(&name, argument)).collect();
            return Some(quote_spanned!(span=> #value.#function(#(#arguments),*)));
        }
        let call = |function: &str, arguments: &[TokenStream]| {
            let function = quote::format_ident!("{function}", span = span);
            let place = method.receiver.span();
            let value = quote_spanned!(place=> &#value);
            quote_spanned!(span=> ::sfn_dsl::__private::#function(#value #(, #arguments)*))
        };
        Some(match (name.as_str(), method.args.first(), method.args.get(1)) {
            ("clear", ..) => call("cleared", &[]),
            ("pop", ..) => call("without_last", &[]),
            ("take", ..) => call("taken", &[]),
            ("push", Some(element), _) => call("pushed", &[self.value(element)]),
            ("push_str", Some(more), _) => {
                let more = self.value(more);
                quote_spanned!(span=> ::sfn_dsl::__private::add(#value, #more))
            }
            ("extend" | "extend_from_slice", Some(more), _) => {
                call("extended", &[self.iterable(more)])
            }
            ("insert", Some(start), Some(element)) if is_zero(start) => {
                let element = self.value(element);
                quote_spanned!(span=> #value.prepended(#element))
            }
            ("insert", Some(key), Some(element)) => {
                let operands = self.operands([key, element]);
                call("inserted", &operands)
            }
            ("remove", Some(key), _) => call("removed", &[self.value(key)]),
            _ => return None,
        })
    }

    /// What `xs.pop()` and its kind give, beside what they change.
    pub(super) fn taken(&mut self, method: &syn::ExprMethodCall) -> Option<TokenStream> {
        if !text::is_mutation(method) {
            return None;
        }
        let span = method.method.span();
        let name = method.method.to_string();
        if !["pop", "take", "insert", "remove"].contains(&name.as_str()) {
            let message =
                format!("`.{name}(..)` gives nothing: write it as a statement of its own");
            return Some(self.error(span, message));
        }
        let target = self.place(&method.receiver)?;
        let place = method.receiver.span();
        let value = quote_spanned!(place=> ::sfn_dsl::__private::v(&#target));
        let given = match (name.as_str(), method.args.first()) {
            ("pop", _) => quote_spanned!(span=> #value.last()),
            ("take", _) => value.clone(),
            (_, Some(key)) => {
                if self.is_no_key(key) {
                    return None;
                }
                let key = self.value(key);
                let value = quote_spanned!(place=> &#value);
                quote_spanned!(span=> ::sfn_dsl::__private::replaced(#value, #key))
            }
            (_, None) => return None,
        };
        let changed = self.changed(method, &value)?;
        Some(quote!({
            let __given = __w.__freeze(#given);
            let __value = #changed;
            __w.__assign(&#target, __value);
            __given
        }))
    }

    /// `*map.entry(key).or_insert(0) += 1`, `map.entry(key).or_default().push(x)`
    fn change_entry(&mut self, entry: &Entry<'_>, method: &syn::ExprMethodCall) -> TokenStream {
        let Some((target, old)) = self.old_entry(entry) else { return TokenStream::new() };
        let value = quote!(::sfn_dsl::__private::v(&__entry));
        let Some(changed) = self.changed(method, &value) else { return TokenStream::new() };
        let key = self.value(entry.key);
        quote!({
            let __entry = #old;
            let __value = #changed;
            let __value = ::sfn_dsl::__private::inserted(&#target, #key, __value);
            __w.__assign(&#target, __value);
        })
    }

    /// Reports a key that is written down more than once, and is another one each time.
    fn is_no_key(&mut self, key: &Expr) -> bool {
        let is_none = has_effects(key) || text::is_volatile(key);
        if is_none {
            self.error(key.span(), "give the key a name first: `let key = ..;`");
        }
        is_none
    }

    /// The map, and what lies in it under the key, or the default.
    fn old_entry(&mut self, entry: &Entry<'_>) -> Option<(TokenStream, TokenStream)> {
        let target = self.place(entry.map)?;
        if self.is_no_key(entry.key) {
            return None;
        }
        let key = self.value(entry.key);
        let found = quote!(::sfn_dsl::__private::entry(&#target, #key));
        let span = entry.method.span();
        let old = match entry.default {
            Some(Expr::Closure(closure)) => {
                let default = self.value(&closure.body);
                quote_spanned!(span=> #found.unwrap_or(#default))
            }
            Some(default) => {
                let function: Expr = syn::parse_quote!(#default());
                let made = if entry.method == "or_insert_with" { &function } else { default };
                let default = self.value(made);
                quote_spanned!(span=> #found.unwrap_or(#default))
            }
            None => quote_spanned!(span=> #found.unwrap_or_default()),
        };
        Some((target, old))
    }
}

fn is_zero(index: &Expr) -> bool {
    matches!(strip(index), Expr::Lit(syn::ExprLit { lit: syn::Lit::Int(number), .. })
        if number.base10_digits() == "0")
}

fn place_name(place: &Expr) -> Option<String> {
    root_of(place).map(|root| text::pascal_case(&root.to_string()))
}
