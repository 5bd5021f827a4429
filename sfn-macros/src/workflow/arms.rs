//! The arms of a `match`: a pattern together with its guard.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Arm, Expr, Pat, spanned::Spanned, visit::Visit};

use super::{
    lets::is_name,
    pattern::{Matched, first_of},
    scope::{Twin, has_effects},
};

impl Twin {
    /// The pattern of an arm together with its guard, which Rust asks again for each alternative that matches.
    pub(super) fn arm_pattern(&mut self, arm: &Arm, subject: &TokenStream) -> Matched {
        let (pattern, guard) = arm_parts(arm);
        let Some(guard) = guard else { return self.pattern(pattern, subject) };
        if has_effects(guard) {
            let message = "a guard is computed together with the pattern: await before the `match`, or decide with an `if` inside the arm";
            self.error(guard.span(), message);
        }
        let cases = match pattern {
            Pat::Or(alternatives) if has_names(pattern) => alternatives.cases.iter().collect(),
            pattern => vec![pattern],
        };
        if let Some(alternatives) = cases.iter().find_map(|case| named_alternatives(case)) {
            let message = "with a guard, alternatives with names are the whole pattern: `A(Some(n)) | B(n) if ..`";
            self.error(alternatives.span(), message);
        }
        let mut told = None;
        let cases = cases.into_iter().map(|case| {
            let matched = self.guarded(case, guard, subject);
            // The guard is the same each time, and so is what is wrong with it.
            self.errors.truncate(*told.get_or_insert(self.errors.len()));
            matched
        });
        first_of(cases.collect())
    }

    fn guarded(&mut self, pattern: &Pat, guard: &Expr, subject: &TokenStream) -> Matched {
        let matched = self.pattern(pattern, subject);
        self.enter_block();
        self.declare_bindings(&matched);
        let names = matched.names();
        let guard = self.truth(guard);
        self.leave_block();
        let test = if let Some(test) = &matched.test {
            quote!({ let __test = #test; #names ::sfn_dsl::__private::and(__test, #guard) })
        } else {
            quote!({ #names #guard })
        };
        Matched { test: Some(test), ..matched }
    }
}

/// The pattern of an arm, and its guard.
pub(super) fn arm_parts(arm: &Arm) -> (&Pat, Option<&Expr>) {
    match &arm.pat {
        Pat::Guard(guarded) => (&*guarded.pat, Some(&*guarded.guard)),
        pattern => (pattern, None),
    }
}

/// Whether the pattern gives names.
pub(super) fn has_names(pattern: &Pat) -> bool {
    struct Names(bool);
    impl<'ast> Visit<'ast> for Names {
        fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
            self.0 |= pattern.subpat.is_some() || is_name(&Pat::Ident(pattern.clone()));
        }
    }
    let mut names = Names(false);
    names.visit_pat(pattern);
    names.0
}

/// Alternatives with names somewhere in the pattern.
fn named_alternatives(pattern: &Pat) -> Option<&Pat> {
    struct Alternatives<'a>(Option<&'a Pat>);
    impl<'ast> Visit<'ast> for Alternatives<'ast> {
        fn visit_pat(&mut self, pattern: &'ast Pat) {
            if self.0.is_none() && matches!(pattern, Pat::Or(_)) && has_names(pattern) {
                self.0 = Some(pattern);
            }
            syn::visit::visit_pat(self, pattern);
        }
    }
    let mut alternatives = Alternatives(None);
    alternatives.visit_pat(pattern);
    alternatives.0
}
