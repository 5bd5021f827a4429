//! Patterns of lists: `[]`, `[one]`, `[first, .., last]`, `[first, rest @ ..]`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Pat, PatSlice, spanned::Spanned};

use super::{
    pattern::{Binding, Matched},
    scope::Twin,
};

/// Whether it is `..` or `name @ ..`.
fn is_rest(pattern: &Pat) -> bool {
    match pattern {
        Pat::Rest(_) => true,
        Pat::Ident(name) => {
            matches!(&name.subpat, Some((_, inner)) if matches!(**inner, Pat::Rest(_)))
        }
        _ => false,
    }
}

impl Twin {
    pub(super) fn slice_pattern(&mut self, slice: &PatSlice, subject: &TokenStream) -> Matched {
        let span = slice.span();
        let rest = slice.elems.iter().position(is_rest);
        let count = slice.elems.len();
        let (before, after) = rest.map_or((count, 0), |rest| (rest, count - rest - 1));
        let known = before + after;
        let mut matched = match rest {
            Some(_) if known == 0 => Matched::default(),
            Some(_) => Matched::test(
                quote_spanned!(span=> ::sfn_dsl::__private::has_at_least(&#subject, #known)),
            ),
            None => {
                Matched::test(quote_spanned!(span=> ::sfn_dsl::__private::has(&#subject, #known)))
            }
        };
        for (index, element) in slice.elems.iter().enumerate() {
            matched = matched.and(match (element, rest) {
                (Pat::Ident(name), Some(rest)) if index == rest => Matched {
                    test: None,
                    bindings: vec![Binding {
                        ident: name.ident.clone(),
                        mutable: name.mutability.is_some(),
                        value: quote!(::sfn_dsl::__private::between(&#subject, #before, #after)),
                        result: false,
                    }],
                },
                (_, Some(rest)) if index == rest => Matched::default(),
                (element, rest) => {
                    let from_end = rest.is_some_and(|rest| index > rest);
                    let index = i64::try_from(index).unwrap_or(0);
                    let count = i64::try_from(count).unwrap_or(0);
                    let at = if from_end { index - count } else { index };
                    self.pattern(element, &quote!(::sfn_dsl::__private::element_at(&#subject, #at)))
                }
            });
        }
        matched
    }
}
