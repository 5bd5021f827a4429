//! Statements: lets, assignments, conditions, loops, and the ends of a function.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Arm, Block, Expr, ExprIf, ExprMatch, Local, Pat, Stmt, spanned::Spanned};

use super::{
    call::{arm_parts, strip},
    outcome::{is_sleep, outcome},
    pattern::Matched,
    scope::{Sink, Twin, has_effects, is_assignment},
    text,
};

impl Twin {
    /// The statements of a block, whose value goes into the sink.
    pub(super) fn block(&mut self, block: &Block, sink: &Sink) -> TokenStream {
        self.enter_block();
        let mut out = TokenStream::new();
        let last = block.stmts.len().saturating_sub(1);
        let mut outcome: Option<(Stmt, Vec<syn::Attribute>)> = None;
        for (index, statement) in block.stmts.iter().enumerate() {
            let joined = outcome.take();
            if joined.is_none()
                && let Some(next) = block.stmts.get(index + 1)
                && let Some(next) =
                    join_outcome(statement, next, block.stmts.get(index + 2..).unwrap_or_default())
            {
                outcome = Some(next);
                continue;
            }
            let statement = joined.as_ref().map_or(statement, |(statement, _)| statement);
            self.comment_from = joined.as_ref().map(|(_, attributes)| attributes.clone());
            let tokens = match statement {
                Stmt::Local(local) => self.local(local),
                Stmt::Item(item) => item.to_token_stream(),
                Stmt::Expr(expr, None) if index == last => {
                    let at = self.statement_site(expr);
                    let value = self.sink(expr, sink);
                    quote!(#at #value)
                }
                Stmt::Expr(expr, _) => self.statement(expr),
                Stmt::Macro(mac) => {
                    let expr = Expr::Macro(syn::ExprMacro {
                        attrs: mac.attrs.clone(),
                        mac: mac.mac.clone(),
                    });
                    if index == last && mac.semi_token.is_none() {
                        self.sink(&expr, sink)
                    } else {
                        self.statement(&expr)
                    }
                }
            };
            out.extend(tokens);
        }
        self.leave_block();
        out
    }

    fn statement_site(&mut self, expr: &Expr) -> TokenStream {
        let attributes = text::attributes(expr);
        self.check_attributes(attributes);
        self.at(expr.span(), attributes)
    }

    /// A statement whose value nobody reads.
    fn statement(&mut self, expr: &Expr) -> TokenStream {
        let at = self.statement_site(expr);
        let tokens = self.sink(expr, &Sink::Discard);
        quote!(#at #tokens)
    }

    fn local(&mut self, local: &Local) -> TokenStream {
        self.check_attributes(&local.attrs);
        let at = self.at(local.span(), &local.attrs);
        let (pattern, ty) = match &local.pat {
            Pat::Type(typed) => (&*typed.pat, Some(&*typed.ty)),
            pattern => (pattern, None),
        };
        let ty = ty.map(|ty| {
            let ty = super::value::owned_type(ty);
            quote_spanned!(ty.span()=> : ::sfn_dsl::__private::Expr<#ty>)
        });
        let Some(init) = &local.init else {
            return match pattern {
                Pat::Ident(name) => {
                    let (ident, text) = (&name.ident, name.ident.to_string());
                    self.declare(ident);
                    quote!(#at let #ident #ty = __w.__declare(#text, false);)
                }
                other => self
                    .error(other.span(), "declare one variable at a time, or give the value here"),
            };
        };
        self.hint = hint_of(pattern);
        let tokens = match (&init.diverge, pattern) {
            (Some((_, otherwise)), pattern) => self.let_else(pattern, &init.expr, otherwise),
            (None, Pat::Tuple(tuple)) if is_result_join(&init.expr) => {
                self.let_results(tuple, &init.expr)
            }
            (None, Pat::Wild(_)) => self.sink(&init.expr, &Sink::Discard),
            (None, Pat::Ident(name)) if name.subpat.is_none() && outcome(&init.expr).is_some() => {
                let value = self.kept_outcome(&init.expr, &name.ident.to_string());
                self.declare_result(&name.ident);
                let ident = &name.ident;
                quote!(let #ident = #value;)
            }
            (None, Pat::Ident(name))
                if name.subpat.is_none() && !is_refutable_name(&name.ident) =>
            {
                self.let_name(name, &init.expr, ty.as_ref())
            }
            (None, pattern) => {
                let subject = self.temporary("value");
                let value = self.held_value(&init.expr, "value");
                let matched = self.pattern(pattern, &subject.to_token_stream());
                let bindings = if is_join(&init.expr) {
                    self.bind_as(matched, "__hold")
                } else {
                    self.bind(matched)
                };
                quote!(let #subject #ty = #value; #bindings)
            }
        };
        self.hint = None;
        quote!(#at #tokens)
    }

    fn let_name(
        &mut self,
        name: &syn::PatIdent,
        value: &Expr,
        ty: Option<&TokenStream>,
    ) -> TokenStream {
        let (ident, text, mutable) =
            (&name.ident, name.ident.to_string(), name.mutability.is_some());
        if is_control(value) && has_effects(value) {
            let slot = self.temporary("slot");
            let stable = !mutable;
            let body = self.sink(value, &Sink::Assign(slot.clone()));
            self.declare(ident);
            return quote! {
                let #slot #ty = __w.__declare(#text, #stable);
                #body
                let #ident = #slot;
            };
        }
        let value_tokens = self.value(value);
        self.declare(ident);
        let bind = if mutable { quote!(__let_mut) } else { quote!(__let) };
        let span = value.span();
        let bound = quote_spanned!(span=> __w.#bind(#text, __value));
        quote!(let #ident = { let __value #ty = #value_tokens; #bound };)
    }

    /// `let (a, b) = sfn::join!(..)`: names for the `Result` of each branch.
    fn let_results(&mut self, names: &syn::PatTuple, join: &Expr) -> TokenStream {
        let Expr::Macro(mac) = strip(join) else { return TokenStream::new() };
        let joined = self.temporary("joined");
        let called = self.parallel(&mac.mac);
        let mut out = quote!(let #joined = #called;);
        for (index, name) in names.elems.iter().enumerate() {
            match name {
                Pat::Ident(name) if name.subpat.is_none() => {
                    let (ident, text) = (&name.ident, name.ident.to_string());
                    let index = syn::Index::from(index);
                    out.extend(quote!(let #ident = __w.__hold(#text, #joined.#index);));
                    self.declare_result(ident);
                }
                Pat::Wild(_) => {}
                other => {
                    self.error(
                        other.span(),
                        "name the result of the branch, and match on it in a statement of its own",
                    );
                }
            }
        }
        out
    }

    /// A value that is read more than once: held in a variable where computing it is more than a path.
    fn held_value(&mut self, expr: &Expr, name: &str) -> TokenStream {
        let value = self.value(expr);
        quote!(__w.__let(#name, #value))
    }

    /// Names for what a pattern found, as variables or as other names.
    pub(super) fn bind(&mut self, matched: Matched) -> TokenStream {
        self.bind_as(matched, "__let")
    }

    /// The same, with the builder's function for names that do not change.
    fn bind_as(&mut self, matched: Matched, keep: &str) -> TokenStream {
        let keep = quote::format_ident!("{keep}");
        let mut out = TokenStream::new();
        for binding in matched.bindings {
            let (ident, text, value) = (&binding.ident, binding.ident.to_string(), &binding.value);
            let bind = if binding.mutable { quote!(__let_mut) } else { quote!(#keep) };
            out.extend(quote!(let #ident = __w.#bind(#text, #value);));
            self.declare(ident);
        }
        out
    }

    fn let_else(&mut self, pattern: &Pat, value: &Expr, otherwise: &Expr) -> TokenStream {
        let diverge = match otherwise {
            Expr::Block(block) => block.block.clone(),
            other => syn::parse_quote!({ #other }),
        };
        if let (Some(outcome), Pat::TupleStruct(result)) = (outcome(value), pattern)
            && outcome.changes.is_empty()
            && result.path.is_ident("Ok")
            && result.elems.iter().all(super::outcome::is_irrefutable)
        {
            let called = self.called(outcome.future);
            let (call, ok) = (self.temporary("called"), self.temporary("ok"));
            let body = self.block(&diverge, &Sink::Discard);
            let matched =
                result.elems.first().map(|inner| self.pattern(inner, &ok.to_token_stream()));
            let bindings = matched.map(|matched| self.bind(matched));
            return quote! {
                let #call = #called;
                #call.__begin_match();
                let _ = #call.__ok_arm();
                let _ = #call.__rest_arm(&[]);
                { #body }
                #call.__end_match();
                let #ok = #call.__value();
                #bindings
            };
        }
        let subject = self.temporary("value");
        let held = self.held_value(value, "value");
        let hint = Self::hint(pattern.span(), &text::name_of("Unless", value));
        let body = self.block(&diverge, &Sink::Discard);
        let matched = self.pattern(pattern, &subject.to_token_stream());
        let Some(test) = matched.test.clone() else {
            return self
                .error(pattern.span(), "this pattern always matches, so `else` is never taken");
        };
        let bindings = self.bind(matched);
        quote! {
            let #subject = #held;
            #hint
            let __test = ::sfn_dsl::__private::not(#test);
            __w.__begin_choice();
            __w.__arm(&__test);
            { #body }
            __w.__end_choice(false);
            #bindings
        }
    }

    /// The expression as a statement, its value into the sink.
    pub(super) fn sink(&mut self, expr: &Expr, sink: &Sink) -> TokenStream {
        match expr {
            Expr::Paren(inner) => self.sink(&inner.expr, sink),
            Expr::Group(inner) => self.sink(&inner.expr, sink),
            Expr::Block(block) if block.label.is_none() => {
                let body = self.block(&block.block, sink);
                quote!({ #body })
            }
            Expr::If(condition) if !is_plain_value(expr, sink) => self.condition(condition, sink),
            Expr::Match(matching) if !is_plain_value(expr, sink) => self.matching(matching, sink),
            Expr::Block(_) | Expr::ForLoop(_) | Expr::While(_) | Expr::Loop(_) => {
                self.repeat(expr, sink)
            }
            Expr::Return(leave) => {
                let value = leave.expr.as_deref();
                match value {
                    Some(value) => self.sink(value, &Sink::Return),
                    None => self.error(leave.span(), "return a `Result`: `return Ok(())`"),
                }
            }
            Expr::Break(_) | Expr::Continue(_) => self.leave(expr),
            Expr::Assign(assign) => self.assignment(&assign.left, &assign.right),
            Expr::Binary(binary) if is_assignment(&binary.op) => self.compound_assignment(binary),
            Expr::MethodCall(method)
                if matches!(sink, Sink::Discard) && text::is_mutation(&method.method) =>
            {
                self.mutation(method)
            }
            Expr::Unsafe(block) => {
                let error = self.error(
                    block.unsafe_token.span(),
                    "`unsafe` cannot run inside Step Functions: move it into a `#[task]`",
                );
                quote!(#error;)
            }
            expr => self.plain_sink(expr, sink),
        }
    }

    fn plain_sink(&mut self, expr: &Expr, sink: &Sink) -> TokenStream {
        match sink {
            Sink::Discard => {
                if let Expr::Await(awaited) = strip(expr)
                    && !is_sleep(&awaited.base)
                {
                    return self.ignore_outcome(&awaited.base);
                }
                if is_result_join(expr)
                    && let Expr::Macro(mac) = strip(expr)
                {
                    let called = self.parallel(&mac.mac);
                    return quote!(let _ = #called;);
                }
                if let Expr::Tuple(unit) = expr
                    && unit.elems.is_empty()
                {
                    return TokenStream::new();
                }
                let value = self.value(expr);
                quote!(let _ = #value;)
            }
            Sink::Assign(slot) => {
                let value = self.value(expr);
                quote!({ let __value = #value; __w.__assign(&#slot, __value); })
            }
            Sink::Return => self.result(expr),
        }
    }

    /// The result of a function: `Ok(..)`, `Err(..)`, or a call.
    fn result(&mut self, expr: &Expr) -> TokenStream {
        let span = expr.span();
        if let Some(value) = self.mapped_outcome(expr, None) {
            return self.give(&value);
        }
        match expr {
            Expr::Call(call) if is_path(&call.func, "Ok") => {
                let scope = self.scope();
                let error = ok_error_type(&call.func)
                    .map(|error| quote!(::sfn_dsl::__private::fails_with::<_, #error>(&#scope);));
                let value = match call.args.first() {
                    Some(Expr::Tuple(unit)) if unit.elems.is_empty() => {
                        quote!(::sfn_dsl::__private::unit())
                    }
                    Some(value) => self.value(value),
                    None => quote!(::sfn_dsl::__private::unit()),
                };
                let give = if self.gives_results() { "__return_ok" } else { "__return" };
                let give = quote::format_ident!("{give}");
                let give = quote_spanned!(span=> __w.#give(&#scope, __value));
                quote!({ let __value = #value; #error #give; })
            }
            Expr::Call(call) if is_path(&call.func, "Err") => {
                let error = call.args.first();
                let value = error.map(|error| self.error_value(error)).unwrap_or_default();
                if error.is_some_and(super::call::is_converted) {
                    self.fail_into(&value)
                } else {
                    self.fail(&value)
                }
            }
            Expr::Await(awaited) => {
                let value = self.tail(&awaited.base);
                self.give(&value)
            }
            Expr::Macro(mac) if text::is_try_join(&mac.mac.path) => {
                let value = self.tail(expr);
                self.give(&value)
            }
            other => {
                let message = "a workflow ends with `Ok(..)`, `Err(..)` or an awaited call";
                let error = self.error(other.span(), message);
                quote!(#error;)
            }
        }
    }

    pub(super) fn condition(&mut self, condition: &ExprIf, sink: &Sink) -> TokenStream {
        if let Expr::Let(test) = strip(&condition.cond) {
            return self.condition_let(condition, test, sink);
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

    /// A condition and what follows where it is true: what is computed before, the test, and the statements.
    fn branch_of(
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
    fn condition_let(
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
        let subject = self.temporary("subject");
        let value = match strip(&matching.expr) {
            Expr::Macro(mac)
                if text::is_join(&mac.mac.path) && !text::is_try_join(&mac.mac.path) =>
            {
                self.parallel(&mac.mac)
            }
            value if text::is_volatile(value) => {
                let value = self.value(value);
                quote!(__w.__freeze(#value))
            }
            value => self.value(value),
        };
        let arms =
            self.match_arms(&matching.arms, &subject, sink, &matching.expr.to_token_stream(), None);
        quote!({ let #subject = #value; #arms })
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
            let matched = self.pattern(arm_parts(arm).0, &place);
            let last = closed && index + 1 == arms.len();
            let test = self.arm_test(&matched, arm, last);
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

    /// The test of an arm, its guard included; `None` where it is always taken.
    pub(super) fn arm_test(
        &mut self,
        matched: &Matched,
        arm: &Arm,
        last: bool,
    ) -> Option<TokenStream> {
        let test = matched.test.clone().filter(|_| !last);
        let (_, Some(guard)) = arm_parts(arm) else { return test };
        if has_effects(guard) {
            let message = "a guard is computed together with the pattern: await before the `match`, or decide with an `if` inside the arm";
            self.error(guard.span(), message);
        }
        self.enter_block();
        self.declare_bindings(matched);
        let names = matched.bindings.iter().map(|binding| {
            let (ident, value) = (&binding.ident, &binding.value);
            quote!(let #ident = #value;)
        });
        let names: TokenStream = names.collect();
        let guard = self.truth(guard);
        self.leave_block();
        Some(if let Some(test) = test {
            quote!({ let __test = #test; #names ::sfn_dsl::__private::and(__test, #guard) })
        } else {
            quote!({ #names #guard })
        })
    }
}

/// Whether the value is a tuple of what branches gave, whose elements are better names than the tuple.
fn is_join(value: &Expr) -> bool {
    match strip(value) {
        Expr::Try(question) => {
            matches!(strip(&question.expr), Expr::Macro(mac) if text::is_join(&mac.mac.path))
        }
        _ => false,
    }
}

/// `let outcome = call.await;` and the statement after it, where that takes the outcome apart: as one statement.
fn join_outcome(
    statement: &Stmt,
    next: &Stmt,
    later: &[Stmt],
) -> Option<(Stmt, Vec<syn::Attribute>)> {
    struct Join<'a> {
        name: &'a Ident,
        call: &'a Expr,
        uses: usize,
        joined: usize,
    }
    impl Join<'_> {
        fn join(&mut self, place: &mut Expr) {
            if let Expr::Path(path) = strip(place)
                && path.path.is_ident(self.name)
            {
                *place = self.call.clone();
                self.joined += 1;
            }
        }
    }
    impl syn::visit_mut::VisitMut for Join<'_> {
        fn visit_expr_mut(&mut self, expr: &mut Expr) {
            match expr {
                Expr::Match(matching) => {
                    self.join(&mut matching.expr);
                    self.visit_expr_mut(&mut matching.expr);
                    let name = self.name.to_string();
                    for arm in &mut matching.arms {
                        if !text::identifiers(&arm.pat.to_token_stream()).contains(&name) {
                            self.visit_expr_mut(&mut arm.body);
                        }
                    }
                    return;
                }
                Expr::Let(test) => self.join(&mut test.expr),
                Expr::MethodCall(method)
                    if [
                        "unwrap_or",
                        "unwrap_or_default",
                        "unwrap_or_else",
                        "ok",
                        "is_ok",
                        "is_err",
                    ]
                    .iter()
                    .any(|name| method.method == name) =>
                {
                    self.join(&mut method.receiver);
                }
                Expr::Try(question) => self.join(&mut question.expr),
                Expr::Path(path) if path.path.is_ident(self.name) => self.uses += 1,
                _ => {}
            }
            syn::visit_mut::visit_expr_mut(self, expr);
        }
    }
    let Stmt::Local(local) = statement else { return None };
    let (Pat::Ident(name), Some(init)) = (&local.pat, &local.init) else { return None };
    if outcome(&init.expr).is_none() || init.diverge.is_some() {
        return None;
    }
    if is_read(later, &name.ident) {
        return None;
    }
    let mut join = Join { name: &name.ident, call: &init.expr, uses: 0, joined: 0 };
    let mut next = next.clone();
    syn::visit_mut::VisitMut::visit_stmt_mut(&mut join, &mut next);
    (join.joined == 1 && join.uses == 0).then(|| (next, local.attrs.clone()))
}

/// Whether it is an expression of conditions only, so that it is a value and no state.
fn is_plain_value(expr: &Expr, sink: &Sink) -> bool {
    matches!(sink, Sink::Assign(_)) && !has_effects(expr)
}

/// Whether it is `sfn::join!`, which gives a `Result` for each branch.
fn is_result_join(value: &Expr) -> bool {
    matches!(strip(value), Expr::Macro(mac)
        if text::is_join(&mac.mac.path) && !text::is_try_join(&mac.mac.path))
}

/// The name that a pattern gives.
pub(super) fn pattern_name(pattern: &Pat) -> Option<String> {
    match pattern {
        Pat::Ident(pattern) => Some(pattern.ident.to_string()),
        Pat::Reference(inner) => pattern_name(&inner.pat),
        _ => None,
    }
}

/// Whether the statements read the variable, before one of them gives its name away.
fn is_read(statements: &[Stmt], name: &Ident) -> bool {
    let name = name.to_string();
    for statement in statements {
        let renamed = match statement {
            Stmt::Local(local) if pattern_name(&local.pat).as_ref() == Some(&name) => {
                local.init.as_ref().map(|init| init.expr.to_token_stream()).unwrap_or_default()
            }
            statement => {
                if text::identifiers(&statement.to_token_stream()).contains(&name) {
                    return true;
                }
                continue;
            }
        };
        return text::identifiers(&renamed).contains(&name);
    }
    false
}

/// Whether control flow decides the value.
pub(super) fn is_control(expr: &Expr) -> bool {
    matches!(strip(expr), Expr::If(_) | Expr::Match(_) | Expr::Loop(_) | Expr::Block(_))
}

fn is_refutable_name(name: &Ident) -> bool {
    let name = name.to_string();
    text::is_camel(&name) || text::is_constant(&name)
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

fn is_name(pattern: &Pat) -> bool {
    match pattern {
        Pat::Wild(_) => true,
        Pat::Ident(pattern) => pattern.subpat.is_none() && !is_refutable_name(&pattern.ident),
        _ => false,
    }
}

pub(super) fn is_path(expr: &Expr, name: &str) -> bool {
    match expr {
        Expr::Path(path) => {
            path.path.segments.len() == 1
                && path.path.segments.iter().all(|segment| segment.ident == name)
        }
        _ => false,
    }
}

/// `E` of `Ok::<T, E>`.
fn ok_error_type(function: &Expr) -> Option<syn::Type> {
    let Expr::Path(path) = function else { return None };
    let syn::PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments
    else {
        return None;
    };
    match arguments.args.iter().nth(1)? {
        syn::GenericArgument::Type(syn::Type::Infer(_)) => None,
        syn::GenericArgument::Type(ty) => Some(ty.clone()),
        _ => None,
    }
}

/// The variable at the start of `a.b.c`.
pub(super) fn root_of(place: &Expr) -> Option<&Ident> {
    match strip(place) {
        Expr::Path(path) => path.path.get_ident(),
        Expr::Field(field) => root_of(&field.base),
        _ => None,
    }
}

/// What a Map or Parallel is called that gives these names.
fn hint_of(pattern: &Pat) -> Option<String> {
    match pattern {
        Pat::Ident(name) if !name.ident.to_string().starts_with('_') => {
            Some(text::pascal_case(&name.ident.to_string()))
        }
        Pat::TupleStruct(result) if result.elems.len() == 1 => {
            result.elems.first().and_then(hint_of)
        }
        _ => None,
    }
}
