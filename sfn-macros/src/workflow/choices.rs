//! `if`, `match` and blocks that give a value: conditions where they are plain, else statements that assign it.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Expr, ExprMatch, spanned::Spanned};

use super::{
    call::strip,
    closure::Pure,
    scope::{Sink, Twin},
    text,
};

impl Twin {
    pub(super) fn value_condition(&mut self, condition: &syn::ExprIf) -> TokenStream {
        if let (Expr::Let(test), Some((_, otherwise))) =
            (strip(&condition.cond), &condition.else_branch)
        {
            let (pattern, value, then) = (&test.pat, &test.expr, &condition.then_branch);
            return self.value_match(
                &syn::parse_quote!(match #value { #pattern => #then, _ => #otherwise }),
            );
        }
        let Some((_, otherwise)) = &condition.else_branch else {
            return self
                .error(condition.if_token.span(), "an `if` that gives a value needs an `else`");
        };
        self.enter_block();
        let chain = self.chain(&condition.cond);
        let (before, test) = (chain.before(), chain.test());
        let names: TokenStream = chain.names();
        let then = self.pure_block(&condition.then_branch, Pure::Closure);
        let then = quote!({ #names #then });
        self.leave_block();
        let test = quote!({ #before #test });
        let otherwise = match &**otherwise {
            Expr::Block(block) => self.pure_block(&block.block, Pure::Closure),
            other => self.value(other),
        };
        quote!(::sfn_dsl::__private::cond(#test, #then, #otherwise))
    }

    /// A match without effects is a chain of conditions.
    pub(super) fn value_match(&mut self, matching: &ExprMatch) -> TokenStream {
        let subject = self.temporary("subject");
        self.declare_subject(&subject, &matching.expr);
        let value = self.scrutinee(&matching.expr, &matching.arms);
        let mut chain = Vec::new();
        for arm in &matching.arms {
            self.enter_block();
            let matched = self.arm_pattern(arm, &subject.to_token_stream());
            self.declare_bindings(&matched);
            let (names, test) = (matched.names(), matched.test);
            let body = match &*arm.body {
                Expr::Block(block) => self.pure_block(&block.block, Pure::Closure),
                body => self.value(body),
            };
            self.leave_block();
            chain.push((test, quote!({ #names #body })));
        }
        let folded = chain.into_iter().rev().reduce(|(_, rest), (test, body)| match test {
            Some(test) => (None, quote!(::sfn_dsl::__private::cond(#test, #body, #rest))),
            None => (None, body),
        });
        let folded = folded.map(|(_, value)| value);
        quote!({ let #subject = #value; #folded })
    }

    /// A value that statements compute.
    pub(super) fn slot(&mut self, expr: &Expr) -> TokenStream {
        let slot = self.temporary("slot");
        let name =
            self.hint.clone().map_or_else(|| "value".to_owned(), |hint| text::snake_case(&hint));
        let body = self.sink(expr, &Sink::Assign(slot.clone()));
        quote!({
            let #slot = __w.__declare(#name, true);
            #body
            #slot
        })
    }

    pub(super) fn value_block(&mut self, block: &syn::Block) -> TokenStream {
        let slot = self.temporary("slot");
        if let [syn::Stmt::Expr(expr, None)] = block.stmts.as_slice() {
            self.value(expr)
        } else {
            let body = self.block(block, &Sink::Assign(slot.clone()));
            quote!({
                let #slot = __w.__declare("value", true);
                { #body }
                #slot
            })
        }
    }
}
