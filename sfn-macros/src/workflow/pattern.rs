//! Patterns: a test, and names for what is inside.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{Expr, Member, Pat, Path, spanned::Spanned};

use super::{scope::Twin, text, value::is_ordering};

/// A pattern over a value that the twin holds in a variable.
#[derive(Default)]
pub(super) struct Matched {
    /// An `Expr<bool>`; `None` where the pattern always matches.
    pub(super) test: Option<TokenStream>,
    /// The names that the pattern gives, and their values.
    pub(super) bindings: Vec<Binding>,
}

/// A name that a pattern gives.
pub(super) struct Binding {
    pub(super) ident: Ident,
    pub(super) mutable: bool,
    pub(super) value: TokenStream,
    /// Whether the value is a `Result`.
    pub(super) result: bool,
}

impl Binding {
    /// The same name, which has another value in the rest of the alternatives.
    fn or(self, test: &TokenStream, rest: &Matched) -> Self {
        let other = rest.bindings.iter().find(|other| other.ident == self.ident);
        let value = &self.value;
        let value = match other {
            Some(other) => {
                let other = &other.value;
                quote!(::sfn_dsl::__private::cond(#test, #value, #other))
            }
            None => value.clone(),
        };
        Self { value, ..self }
    }
}

impl Matched {
    pub(super) fn and(self, other: Self) -> Self {
        let test = match (self.test, other.test) {
            (Some(a), Some(b)) => Some(quote!(::sfn_dsl::__private::and(#a, #b))),
            (a, b) => a.or(b),
        };
        Self { test, bindings: self.bindings.into_iter().chain(other.bindings).collect() }
    }

    /// The names as plain names for expressions.
    pub(super) fn names(&self) -> TokenStream {
        let names =
            self.bindings.iter().map(|Binding { ident, value, .. }| quote!(let #ident = #value;));
        names.collect()
    }

    pub(super) fn test(test: TokenStream) -> Self {
        Self { test: Some(test), bindings: Vec::new() }
    }
}

impl Twin {
    /// Makes the names of a pattern known.
    pub(super) fn declare_bindings(&mut self, matched: &Matched) {
        for binding in &matched.bindings {
            self.declare_as(&binding.ident, binding.result);
        }
    }

    /// The pattern over `subject`, tokens of a place that can be borrowed.
    pub(super) fn pattern(&mut self, pattern: &Pat, subject: &TokenStream) -> Matched {
        let span = pattern.span();
        match pattern {
            Pat::Wild(_) | Pat::Rest(_) => Matched::default(),
            Pat::Paren(inner) => self.pattern(&inner.pat, subject),
            Pat::Reference(inner) => self.pattern(&inner.pat, subject),
            Pat::Type(typed) => self.pattern(&typed.pat, subject),
            Pat::Ident(pattern) => self.ident_pattern(pattern, subject),
            Pat::Path(path) => Self::path_pattern(&path.path, subject),
            Pat::Lit(literal) => {
                let value = self.value(&Expr::Lit(literal.clone()));
                Matched::test(
                    quote_spanned!(span=> ::sfn_dsl::__private::eq(::sfn_dsl::__private::v(&#subject), #value)),
                )
            }
            Pat::Const(_) => {
                let error = self.error(
                    span,
                    "a `const` block cannot be a pattern here: give the constant a name",
                );
                Matched::test(error)
            }
            Pat::Range(range) => self.range_pattern(range, subject),
            Pat::Or(alternatives) => self.or_pattern(alternatives, subject),
            Pat::Tuple(tuple) => self.elements(tuple.elems.iter(), subject),
            Pat::TupleStruct(pattern) => self.tuple_struct_pattern(pattern, subject),
            Pat::Struct(pattern) => self.struct_pattern(pattern, subject),
            Pat::Slice(slice) => self.slice_pattern(slice, subject),
            other => {
                let message = "this pattern has no counterpart in a workflow: use variants, literals, names, tuples, lists and `_`";
                let error = self.error(other.span(), message);
                Matched::test(error)
            }
        }
    }

    fn ident_pattern(&mut self, pattern: &syn::PatIdent, subject: &TokenStream) -> Matched {
        let name = pattern.ident.to_string();
        if name == "None" {
            return Matched::test(quote!(::sfn_dsl::__private::is_none(&#subject)));
        }
        if text::is_constant(&name) {
            let ident = &pattern.ident;
            let constant = quote!(::sfn_dsl::__private::constant(const { #ident }));
            return Matched::test(
                quote!(::sfn_dsl::__private::eq(::sfn_dsl::__private::v(&#subject), #constant)),
            );
        }
        if text::is_camel(&name) {
            let message = format!("write the variant with its enum: `Enum::{name}`");
            let error = self.error(pattern.span(), message);
            return Matched::test(error);
        }
        let whole = Matched {
            test: None,
            bindings: vec![Binding {
                ident: pattern.ident.clone(),
                mutable: pattern.mutability.is_some(),
                value: quote!(::sfn_dsl::__private::v(&#subject)),
                result: self.is_result_variable(subject),
            }],
        };
        match &pattern.subpat {
            Some((_, inner)) => whole.and(self.pattern(inner, subject)),
            None => whole,
        }
    }

    fn path_pattern(path: &Path, subject: &TokenStream) -> Matched {
        let span = path.span();
        if is_ordering(path) {
            return Matched::test(
                quote_spanned!(span=> ::sfn_dsl::__private::is_ordering(&#subject, #path)),
            );
        }
        if text::is_variant(path) {
            let test = derived(path, "is");
            return Matched::test(quote_spanned!(span=> #test(&#subject)));
        }
        Matched::test(quote_spanned!(span=> ::sfn_dsl::__private::eq(
            ::sfn_dsl::__private::v(&#subject),
            ::sfn_dsl::__private::constant(const { #path })
        )))
    }

    fn range_pattern(&mut self, range: &syn::PatRange, subject: &TokenStream) -> Matched {
        let mut matched = Matched::default();
        if let Some(start) = &range.start {
            let start = self.value(start);
            let test = quote!(::sfn_dsl::__private::ge(::sfn_dsl::__private::v(&#subject), #start));
            matched = matched.and(Matched::test(test));
        }
        if let Some(end) = &range.end {
            let end = self.value(end);
            let compare = match range.limits {
                syn::RangeLimits::HalfOpen(_) => quote!(lt),
                syn::RangeLimits::Closed(_) => quote!(le),
            };
            let test =
                quote!(::sfn_dsl::__private::#compare(::sfn_dsl::__private::v(&#subject), #end));
            matched = matched.and(Matched::test(test));
        }
        matched
    }

    /// `A(x) | B(x)`
    fn or_pattern(&mut self, alternatives: &syn::PatOr, subject: &TokenStream) -> Matched {
        let cases = alternatives.cases.iter().map(|case| self.pattern(case, subject));
        first_of(cases.collect())
    }

    fn elements<'a>(
        &mut self,
        elements: impl Iterator<Item = &'a Pat>,
        base: &TokenStream,
    ) -> Matched {
        let mut matched = Matched::default();
        let mut elements = elements.enumerate();
        while let Some((index, element)) = elements.next() {
            if let Pat::Rest(_) = element {
                if let Some((_, last)) = elements.next() {
                    let message = "how many elements `..` stands for is not known here: write `_` for each, `(_, _, last)`";
                    self.error(last.span(), message);
                }
                break;
            }
            let member = syn::Index::from(index);
            let subject = quote!(#base.#member);
            matched = matched.and(self.pattern(element, &subject));
        }
        matched
    }

    fn tuple_struct_pattern(
        &mut self,
        pattern: &syn::PatTupleStruct,
        subject: &TokenStream,
    ) -> Matched {
        let path = &pattern.path;
        let span = path.span();
        if path.is_ident("Some") {
            let inner = quote!(::sfn_dsl::__private::bind_some(&#subject));
            let test =
                Matched::test(quote_spanned!(span=> ::sfn_dsl::__private::is_some(&#subject)));
            return match pattern.elems.first() {
                Some(element) => test.and(self.pattern(element, &inner)),
                None => test,
            };
        }
        for (name, is, bind) in [("Ok", "is_ok", "bind_ok"), ("Err", "is_err", "bind_err")] {
            if path.is_ident(name) {
                let (is, bind) = (format_ident!("{is}"), format_ident!("{bind}"));
                let inner = quote!(::sfn_dsl::__private::#bind(&#subject));
                let test =
                    Matched::test(quote_spanned!(span=> ::sfn_dsl::__private::#is(&#subject)));
                return match pattern.elems.first() {
                    Some(element) => test.and(self.pattern(element, &inner)),
                    None => test,
                };
            }
        }
        if text::is_variant(path) {
            let (test, bind) = (derived(path, "is"), derived(path, "bind"));
            let test = Matched::test(quote_spanned!(span=> #test(&#subject)));
            let inner = quote!(#bind(&#subject));
            return test.and(self.elements(pattern.elems.iter(), &inner));
        }
        self.elements(pattern.elems.iter(), subject)
    }

    fn struct_pattern(&mut self, pattern: &syn::PatStruct, subject: &TokenStream) -> Matched {
        let path = &pattern.path;
        let (mut matched, base) = if text::is_variant(path) {
            let (test, bind) = (derived(path, "is"), derived(path, "bind"));
            let span = path.span();
            (Matched::test(quote_spanned!(span=> #test(&#subject))), quote!(#bind(&#subject)))
        } else {
            (Matched::default(), subject.clone())
        };
        for field in &pattern.fields {
            let inner = match &field.member {
                Member::Named(name) => quote!(#base.#name),
                Member::Unnamed(index) => quote!(#base.#index),
            };
            matched = matched.and(self.pattern(&field.pat, &inner));
        }
        matched
    }
}

/// The first of several patterns that matches: for each name the value that belongs to it.
pub(super) fn first_of(cases: Vec<Matched>) -> Matched {
    let reached = cases.iter().position(|case| case.test.is_none());
    let reached = reached.map_or(cases.len(), |always| always + 1);
    let cases = cases.into_iter().take(reached).rev();
    let first = cases.reduce(|rest, case| {
        let Some(test) = case.test else { return case };
        let bindings = case.bindings.into_iter().map(|binding| binding.or(&test, &rest)).collect();
        let test = rest.test.map(|rest| quote!(::sfn_dsl::__private::or(#test, #rest)));
        Matched { test, bindings }
    });
    first.unwrap_or_default()
}

/// `Enum::Variant` as `Enum::__sfn_what_Variant`. Where the function does not compile there is no such type, so that what
/// is wrong with the variant is told once.
pub(super) fn derived(path: &Path, what: &str) -> TokenStream {
    let mut enumeration = path.clone();
    let Some(variant) = enumeration.segments.pop() else { return quote!(#path) };
    enumeration.segments.pop_punct();
    let variant = &variant.ident;
    let name = variant.to_string();
    let name =
        format_ident!("__sfn_{what}_{}", name.trim_start_matches("r#"), span = variant.span());
    // Located at the pattern, for what rustc says of it.
    let span = Span::call_site().located_at(path.span());
    quote_spanned!(span=> <__Checked<#enumeration>>::#name)
}
