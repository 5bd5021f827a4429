//! Conditions, `let`s among them: `a && let Some(b) = c && d`.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{BinOp, Expr};

use super::{
    call::strip,
    outcome::outcome,
    pattern::Matched,
    results::outcome_before_ok,
    scope::{Twin, has_effects},
    text,
};

/// A condition, and the names that hold where it is true.
pub(super) struct Chain {
    /// What is computed before the condition, once.
    before: TokenStream,
    links: Vec<Link>,
}

/// One of the conditions.
struct Link {
    /// The value that a pattern is for.
    subject: Option<(Ident, TokenStream)>,
    matched: Matched,
}

impl Link {
    fn subject(&self) -> TokenStream {
        self.subject
            .as_ref()
            .map_or_else(TokenStream::new, |(name, value)| quote!(let #name = #value;))
    }

    fn names(&self) -> TokenStream {
        self.matched.names()
    }
}

impl Chain {
    pub(super) fn before(&self) -> &TokenStream {
        &self.before
    }

    /// The whole condition as an `Expr<bool>`.
    pub(super) fn test(&self) -> TokenStream {
        let test = self.links.iter().rev().fold(None, |rest, link| {
            let (subject, names) = (link.subject(), link.names());
            let rest = rest.map(|rest: TokenStream| quote!({ #names #rest }));
            let test = match (&link.matched.test, rest) {
                (Some(test), Some(rest)) => quote!(::sfn_dsl::__private::and(#test, #rest)),
                (Some(test), None) => test.clone(),
                (None, Some(rest)) => rest,
                (None, None) => quote!(::sfn_dsl::__private::boolean(true)),
            };
            Some(quote!({ #subject #test }))
        });
        test.unwrap_or_else(|| quote!(::sfn_dsl::__private::boolean(true)))
    }

    /// The names as plain names for expressions.
    pub(super) fn names(&self) -> TokenStream {
        self.links
            .iter()
            .map(|link| {
                let (subject, names) = (link.subject(), link.names());
                quote!(#subject #names)
            })
            .collect()
    }
}

/// Whether a condition has a `let` in it.
pub(super) fn has_let(condition: &Expr) -> bool {
    match strip(condition) {
        Expr::Let(_) => true,
        Expr::Binary(binary) if matches!(binary.op, BinOp::And(_)) => {
            has_let(&binary.left) || has_let(&binary.right)
        }
        _ => false,
    }
}

/// The conditions of a chain before the first that awaits behind another, and the rest: what is behind a condition runs
/// only where that holds. The outcome of a call at the beginning is matched alone.
pub(super) fn split(condition: &Expr) -> Option<(Expr, Expr)> {
    let all = conditions(condition);
    let begins_with_outcome = matches!(all.first(), Some(Expr::Let(test)) if outcome(outcome_before_ok(&test.expr).unwrap_or(&test.expr)).is_some());
    let first = if begins_with_outcome {
        1
    } else {
        1 + all.iter().skip(1).position(|condition| has_effects(condition))?
    };
    let join = |conditions: &[&Expr]| {
        let mut conditions = conditions.iter();
        let first = (*conditions.next()?).clone();
        Some(conditions.fold(first, |chain, next| syn::parse_quote!(#chain && #next)))
    };
    let (before, rest) = all.split_at_checked(first)?;
    Some((join(before)?, join(rest)?))
}

/// The conditions of `a && b && c`, where one of them has a `let`.
fn conditions(condition: &Expr) -> Vec<&Expr> {
    match strip(condition) {
        Expr::Binary(binary) if matches!(binary.op, BinOp::And(_)) && has_let(condition) => {
            let mut all = conditions(&binary.left);
            all.extend(conditions(&binary.right));
            all
        }
        condition => vec![condition],
    }
}

impl Twin {
    /// The condition, in a block in which its names are known from here on.
    pub(super) fn chain(&mut self, condition: &Expr) -> Chain {
        let mut chain = Chain { before: TokenStream::new(), links: Vec::new() };
        let conditions = conditions(condition);
        let several = conditions.len() > 1;
        for condition in conditions {
            let link = match condition {
                Expr::Let(test) => {
                    let subject = self.temporary("subject");
                    let value = self.value(&test.expr);
                    let matched = self.pattern(&test.pat, &subject.to_token_stream());
                    self.declare_bindings(&matched);
                    if text::is_volatile(&test.expr) {
                        let value = self.frozen(&test.expr, &value);
                        chain.before.extend(quote!(let #subject = #value;));
                        Link { subject: None, matched }
                    } else if has_effects(&test.expr) {
                        chain.before.extend(quote!(let #subject = __w.__freeze(#value);));
                        Link { subject: None, matched }
                    } else {
                        Link { subject: Some((subject, value)), matched }
                    }
                }
                condition => {
                    let mut test = self.truth(condition);
                    if several && has_effects(condition) {
                        let name = self.temporary("test");
                        chain.before.extend(quote!(let #name = __w.__freeze(#test);));
                        test = quote!(::sfn_dsl::__private::v(&#name));
                    }
                    Link {
                        subject: None,
                        matched: Matched { test: Some(test), bindings: Vec::new() },
                    }
                }
            };
            chain.links.push(link);
        }
        chain
    }

    /// The names of the condition for the statements that follow where it is true.
    pub(super) fn bind_chain(&mut self, chain: Chain) -> TokenStream {
        let mut out = TokenStream::new();
        for link in chain.links {
            out.extend(link.subject());
            out.extend(self.bind(link.matched));
        }
        out
    }
}
