//! `if` and `match` as statements: one Choice, a rule an arm.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Arm, Block, Expr, ExprIf, ExprMatch, Pat, spanned::Spanned};

use super::{
    arms::arm_parts,
    call::strip,
    chain::split,
    lets::is_name,
    outcome::outcome,
    results::match_of_outcome,
    scope::{Sink, Twin, has_effects},
    statement::is_result_join,
    text,
};

impl Twin {
    pub(super) fn condition(&mut self, condition: &ExprIf, sink: &Sink) -> TokenStream {
        if let Expr::Let(test) = strip(&condition.cond) {
            return self.condition_let(condition, test, sink);
        }
        if let Some((before, rest)) = split(&condition.cond) {
            return self.condition_in_two(condition, &before, &rest, sink);
        }
        let hint = Self::hint(condition.if_token.span(), &text::name_of("If", &condition.cond));
        let (before, test, then) = self.branch_of(&condition.cond, &condition.then_branch, sink);
        let mut out = quote! {
            #before
            let __test = #test;
            #hint
            __w.__begin_choice();
            __w.__arm(&__test);
            { #then }
        };
        let mut rest = condition.else_branch.as_ref().map(|(_, expr)| &**expr);
        while let Some(Expr::If(next)) = rest {
            if has_effects(&next.cond) || text::is_volatile(&next.cond) {
                break;
            }
            let (_, test, then) = self.branch_of(&next.cond, &next.then_branch, sink);
            out.extend(quote! {
                __w.__arm(&#test);
                { #then }
            });
            rest = next.else_branch.as_ref().map(|(_, expr)| &**expr);
        }
        if let Some(otherwise) = rest {
            let otherwise = self.sink(otherwise, sink);
            out.extend(quote!(__w.__otherwise(); { #otherwise }));
        }
        quote!({ #out __w.__end_choice(false); })
    }

    /// `if before && rest { then } else { otherwise }`, where the rest awaits: one `if` inside the other, and a block that
    /// the inner one leaves.
    fn condition_in_two(
        &mut self,
        condition: &ExprIf,
        before: &Expr,
        rest: &Expr,
        sink: &Sink,
    ) -> TokenStream {
        let name = self.temporary("chain");
        let label = syn::Lifetime::new(&format!("'{name}"), name.span());
        let then = &condition.then_branch;
        let otherwise = condition.else_branch.as_ref().map(|(_, expr)| expr);
        self.sink(
            &syn::parse_quote!(#label: {
                if #before {
                    if #rest { break #label #then; }
                }
                #otherwise
            }),
            sink,
        )
    }

    /// A condition and what follows where it is true: what is computed before, the test, and the statements.
    pub(super) fn branch_of(
        &mut self,
        condition: &Expr,
        then: &Block,
        sink: &Sink,
    ) -> (TokenStream, TokenStream, TokenStream) {
        self.enter_block();
        let chain = self.chain(condition);
        let (before, test) = (chain.before().clone(), chain.test());
        let names = self.bind_chain(chain);
        let then = self.block(then, sink);
        self.leave_block();
        (before, test, quote!(#names { #then }))
    }

    /// `if let` is a match with two arms.
    pub(super) fn condition_let(
        &mut self,
        condition: &ExprIf,
        test: &syn::ExprLet,
        sink: &Sink,
    ) -> TokenStream {
        let (pattern, value, then) = (&test.pat, &test.expr, &condition.then_branch);
        let otherwise = condition
            .else_branch
            .as_ref()
            .map_or_else(|| quote!({}), |(_, expr)| expr.to_token_stream());
        let matching: ExprMatch =
            syn::parse_quote!(match #value { #pattern => #then, _ => #otherwise });
        self.matching(&matching, sink)
    }

    /// An expression that is true or false.
    pub(super) fn truth(&mut self, expr: &Expr) -> TokenStream {
        let value = self.value(expr);
        let span = expr.span();
        quote_spanned!(span=> { let __truth: ::sfn_dsl::__private::Expr<bool> = #value; __truth })
    }

    pub(super) fn matching(&mut self, matching: &ExprMatch, sink: &Sink) -> TokenStream {
        if let Some(outcome) = outcome(&matching.expr) {
            return self.result_match(&outcome, &matching.arms, sink);
        }
        if let Some(matching) = match_of_outcome(matching) {
            return self.matching(&matching, sink);
        }
        let subject = self.temporary("subject");
        self.declare_subject(&subject, &matching.expr);
        let value = self.scrutinee(&matching.expr, &matching.arms);
        let arms =
            self.match_arms(&matching.arms, &subject, sink, &matching.expr.to_token_stream(), None);
        quote!({ let #subject = #value; #arms })
    }

    /// Says whether what a match looks at is a `Result`, or which elements of a tuple are.
    pub(super) fn declare_subject(&mut self, subject: &Ident, expr: &Expr) {
        self.declare_as(subject, self.is_result(expr));
        let Expr::Tuple(tuple) = strip(expr) else { return };
        for (index, element) in tuple.elems.iter().enumerate() {
            let index = syn::Index::from(index);
            self.declare_as(&quote!(#subject.#index), self.is_result(element));
        }
    }

    /// What a match looks at. A tuple that every arm takes apart is no value itself.
    pub(super) fn scrutinee(&mut self, expr: &Expr, arms: &[Arm]) -> TokenStream {
        if arms.iter().all(|arm| takes_apart(arm_parts(arm).0))
            && let Some(elements) = self.elements_of(expr)
        {
            return quote!((#(#elements,)*));
        }
        match strip(expr) {
            Expr::Macro(mac) if is_result_join(expr) => self.parallel(&mac.mac),
            value => {
                let tokens = self.value(value);
                self.frozen(value, &tokens)
            }
        }
    }

    /// The elements of a tuple that is written out.
    pub(super) fn elements_of(&mut self, expr: &Expr) -> Option<Vec<TokenStream>> {
        let Expr::Tuple(tuple) = strip(expr) else { return None };
        if tuple.elems.is_empty() {
            return None;
        }
        let elements = self.operands(&tuple.elems);
        let frozen =
            elements.iter().zip(&tuple.elems).map(|(value, expr)| self.frozen(expr, value));
        Some(frozen.collect())
    }

    /// The value, computed once where it differs each time.
    pub(super) fn frozen(&mut self, expr: &Expr, value: &TokenStream) -> TokenStream {
        if !text::is_volatile(expr) {
            return value.clone();
        }
        if self.closures > 0 {
            let message = "this differs each time: give it a name first, `let value = ..;`";
            return self.error(expr.span(), message);
        }
        quote!(__w.__freeze(#value))
    }

    /// One Choice, a rule an arm.
    pub(super) fn match_arms(
        &mut self,
        arms: &[Arm],
        subject: &Ident,
        sink: &Sink,
        scrutinee: &TokenStream,
        leave: Option<&Ident>,
    ) -> TokenStream {
        let place = subject.to_token_stream();
        if let [arm] = arms
            && let (pattern, None) = arm_parts(arm)
        {
            self.enter_block();
            let matched = self.pattern(pattern, &place);
            if matched.test.is_none() {
                let bindings = self.bind(matched);
                let body = self.arm_body(arm, sink, leave);
                self.leave_block();
                return quote!({ #bindings #body });
            }
            self.leave_block();
        }
        let Some(first) = arms.first() else { return TokenStream::new() };
        let hint = Self::hint(first.pat.span(), &text::name_of("Match", scrutinee));
        let closed = arms.iter().all(|arm| is_closed(&arm.pat));
        let mut out = quote!(#hint __w.__begin_choice(););
        let mut exhaustive = true;
        for (index, arm) in arms.iter().enumerate() {
            self.enter_block();
            let mut matched = self.arm_pattern(arm, &place);
            let last = closed && index + 1 == arms.len();
            let test = matched.test.take().filter(|_| !last);
            exhaustive &= test.is_some();
            let end = test.is_none();
            out.extend(
                test.map_or_else(|| quote!(__w.__otherwise();), |test| quote!(__w.__arm(&#test);)),
            );
            let bindings = self.bind(matched);
            let body = self.arm_body(arm, sink, leave);
            out.extend(quote!({ #bindings #body }));
            self.leave_block();
            if end {
                break;
            }
        }
        quote!(#out __w.__end_choice(#exhaustive);)
    }
}

/// Whether the pattern looks only at the elements of a tuple.
pub(super) fn takes_apart(pattern: &Pat) -> bool {
    match pattern {
        Pat::Wild(_) | Pat::Tuple(_) => true,
        Pat::Paren(inner) => takes_apart(&inner.pat),
        Pat::Or(alternatives) => alternatives.cases.iter().all(takes_apart),
        _ => false,
    }
}

/// Whether the value has one of two known forms, so that the last arm needs no test.
fn is_closed(pattern: &Pat) -> bool {
    match pattern {
        Pat::TupleStruct(pattern) => {
            ["Some", "Ok", "Err"].iter().any(|name| pattern.path.is_ident(name))
                && pattern.elems.iter().all(is_name)
        }
        Pat::Ident(pattern) => pattern.ident == "None",
        Pat::Lit(literal) => matches!(literal.lit, syn::Lit::Bool(_)),
        Pat::Paren(inner) => is_closed(&inner.pat),
        Pat::Reference(inner) => is_closed(&inner.pat),
        _ => false,
    }
}
