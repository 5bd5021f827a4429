//! `match call.await { Ok(..) => .., Err(..) => .. }`: what follows success, and a catcher for each arm for errors.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Arm, Expr, Pat, spanned::Spanned, visit_mut::VisitMut};

use super::{
    arms::arm_parts,
    call::strip,
    joined::first_operand,
    outcome::Outcome,
    pattern::derived,
    scope::{Sink, Twin},
    text,
};

impl Twin {
    /// `match call.await { Ok(..) => .., Err(..) => .. }`
    pub(super) fn result_match(
        &mut self,
        outcome: &Outcome<'_>,
        arms: &[Arm],
        sink: &Sink,
    ) -> TokenStream {
        let called = self.called(outcome.future);
        let (call, seen, ok) =
            (self.temporary("called"), self.temporary("seen"), self.temporary("ok"));
        let arms: Vec<Arm> = arms
            .iter()
            .flat_map(|arm| match arm_parts(arm) {
                (Pat::Ident(name), None) => self.whole_outcome(&name.ident, arm, sink),
                (pattern, _)
                    if inner_pattern(pattern, "Ok").is_none()
                        && inner_pattern(pattern, "Err").is_none() =>
                {
                    self.error(
                        pattern.span(),
                        "an arm for the outcome of a call is `Ok(..)`, `Err(..)` or `_`",
                    );
                    Vec::new()
                }
                _ => vec![arm.clone()],
            })
            .collect();
        let ok_arms: Vec<Arm> = arms.iter().filter_map(ok_arm).collect();
        let error_arms = reached(arms.iter().filter_map(error_arm).collect());
        let shared = self.shared_arm(&ok_arms, &error_arms);
        let leave = shared.as_ref().map(|(id, _)| id);
        let value = self.map_value(quote!(__ok), outcome);
        let scrutinee = scrutinee(outcome.future);
        let ok_body = self.match_arms(&ok_arms, &ok, sink, &scrutinee, leave);
        let simple = if outcome.maps_errors() {
            0
        } else {
            error_arms.iter().position(|arm| !is_simple(arm)).unwrap_or(error_arms.len())
        };
        let mut errors = TokenStream::new();
        for arm in error_arms.iter().take(simple) {
            errors.extend(self.error_arm(arm, &call, &seen, sink, leave));
        }
        if let Some(rest) = error_arms.get(simple..).filter(|rest| !rest.is_empty()) {
            let error = self.temporary("error");
            let mapped = self.map_errors(outcome);
            let body = self.match_arms(rest, &error, sink, &scrutinee, leave);
            errors.extend(quote! {
                let __error = #call.__rest_arm(&#seen);
                let #error = __w.__hold("failure", #mapped);
                { #body }
            });
        }
        let matching = quote! {
            let #call = #called;
            #call.__begin_match();
            let mut #seen: ::std::vec::Vec<&'static str> = ::std::vec::Vec::new();
            let __ok = #call.__ok_arm();
            let #ok = #value;
            { #ok_body }
            #errors
            #call.__end_match();
        };
        match shared {
            None => quote!({ #matching }),
            Some((id, body)) => {
                let body = self.sink(&body, sink);
                quote!({
                    let #id = __w.__begin_loop(::core::option::Option::None);
                    #matching
                    { #body }
                    __w.__break(#id);
                    __w.__end_loop();
                })
            }
        }
    }

    /// `other => { .. other? .. }`: an arm for success, and one for errors that hands them on. That is what it does where
    /// `other?` is the first thing that the body does, and the only use of the name; or where it is the function's result.
    fn whole_outcome(&mut self, name: &Ident, arm: &Arm, sink: &Sink) -> Vec<Arm> {
        // What is in `Ok` takes the name over.
        let (value, error) = (name, quote::format_ident!("__failed"));
        let is_result = matches!(sink, Sink::Return)
            && matches!(strip(&arm.body), Expr::Path(path) if path.path.is_ident(name));
        let body = if is_result {
            Box::new(syn::parse_quote!(Ok(#value)))
        } else {
            let mut body = (*arm.body).clone();
            let mut question = Question { name, uses: 0, questions: 0 };
            let is_first = question.replace_first(&mut body);
            if !is_first || question.uses != 1 || question.questions != 1 {
                let message = format!(
                    "`{name}` is a whole `Result` here: write `Ok(value) => ..` and `Err(error) => ..`, or begin the arm with `{name}?`"
                );
                self.error(arm.pat.span(), message);
                return Vec::new();
            }
            Box::new(body)
        };
        let raise: Expr = syn::parse_quote!(return Err(#error.into()));
        vec![
            Arm { pat: syn::parse_quote!(Ok(#value)), body, ..arm.clone() },
            Arm { pat: syn::parse_quote!(Err(#error)), body: Box::new(raise), ..arm.clone() },
        ]
    }

    /// `_ => body`, where both some success and some error come to it: recorded once, after the match, which the other
    /// arms leave as one leaves a loop.
    fn shared_arm(&mut self, ok_arms: &[Arm], error_arms: &[Arm]) -> Option<(Ident, Expr)> {
        let last = error_arms.last()?;
        let unguarded = |arm: &Arm| {
            matches!(arm.pat, Pat::Wild(_)) && ok_arms.iter().any(|ok| ok.body == arm.body)
        };
        let reached = ok_arms.iter().position(always);
        let is_empty = matches!(&*last.body, Expr::Block(block) if block.block.stmts.is_empty());
        (unguarded(last)
            && !is_empty
            && reached == Some(ok_arms.len() - 1)
            && matches!(ok_arms.last().map(|arm| &arm.pat), Some(Pat::Wild(_))))
        .then(|| (self.temporary("shared"), (*last.body).clone()))
    }

    fn error_arm(
        &mut self,
        arm: &Arm,
        call: &Ident,
        seen: &Ident,
        sink: &Sink,
        leave: Option<&Ident>,
    ) -> TokenStream {
        let error = self.temporary("error");
        self.enter_block();
        let head = if let Some(variants) = variants(&arm.pat) {
            self.variants(&arm.pat, &variants, call, seen, &error)
        } else {
            let matched = self.pattern(&arm.pat, &error.to_token_stream());
            let bindings = self.bind(matched);
            quote!(let #error = #call.__rest_arm(&#seen); #bindings)
        };
        let body = self.arm_body(arm, sink, leave);
        self.leave_block();
        quote!({ #head #body })
    }

    /// The body of an arm, which leaves the match where another arm's body comes after it.
    pub(super) fn arm_body(
        &mut self,
        arm: &Arm,
        sink: &Sink,
        leave: Option<&Ident>,
    ) -> TokenStream {
        match leave {
            None => self.sink(&arm.body, sink),
            Some(_) if matches!(arm.pat, Pat::Wild(_)) => TokenStream::new(),
            Some(id) => {
                let body = self.sink(&arm.body, sink);
                quote!({ #body } __w.__break(#id);)
            }
        }
    }

    fn variants(
        &mut self,
        pattern: &Pat,
        variants: &[&Pat],
        call: &Ident,
        seen: &Ident,
        error: &Ident,
    ) -> TokenStream {
        let paths: Vec<_> = variants.iter().filter_map(|pattern| variant_path(pattern)).collect();
        let names = paths.iter().map(|path| derived(path, "names"));
        let Some(enumeration) = paths.first().map(|path| {
            let mut path = (*path).clone();
            path.segments.pop();
            path.segments.pop_punct();
            path
        }) else {
            return self.error(Span::call_site(), "an arm for errors names its variants");
        };
        let matched = self.pattern(pattern, &error.to_token_stream());
        let bindings = self.bind(matched);
        quote! {
            let __names: ::std::vec::Vec<&'static str> = [#(#names()),*].concat();
            #seen.extend(__names.iter().copied());
            let #error: ::sfn_dsl::__private::Expr<#enumeration> = #call.__error_arm(__names);
            #bindings
        }
    }
}

/// What a Choice over the outcome is called after.
fn scrutinee(future: &Expr) -> TokenStream {
    match strip(future) {
        Expr::Async(_) => quote!(failure),
        Expr::Macro(mac) => mac.mac.path.to_token_stream(),
        future => future.to_token_stream(),
    }
}

/// Puts `name` in the place of `name?`.
struct Question<'a> {
    name: &'a Ident,
    uses: usize,
    questions: usize,
}

impl Question<'_> {
    /// Whether the first thing that the body does is `name?`.
    fn replace_first(&mut self, body: &mut Expr) -> bool {
        let mut first = match &mut *body {
            Expr::Block(block) => match block.block.stmts.first_mut() {
                Some(syn::Stmt::Local(local)) => local.init.as_mut().map(|init| &mut *init.expr),
                Some(syn::Stmt::Expr(expr, _)) => Some(expr),
                _ => None,
            },
            body => Some(body),
        };
        let mut is_first = false;
        while let Some(operand) = first {
            if let Expr::Try(question) = &*operand
                && self.is_name(&question.expr)
            {
                is_first = true;
                break;
            }
            first = first_operand(operand).map(|(operand, _)| operand);
        }
        self.visit_expr_mut(body);
        is_first
    }

    fn is_name(&self, expr: &Expr) -> bool {
        matches!(strip(expr), Expr::Path(path) if path.path.is_ident(self.name))
    }
}

impl VisitMut for Question<'_> {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        if let Expr::Try(question) = expr
            && self.is_name(&question.expr)
        {
            let name = self.name;
            *expr = syn::parse_quote!(#name);
            self.uses += 1;
            self.questions += 1;
            return;
        }
        if let Expr::Path(path) = expr {
            self.uses += usize::from(path.path.is_ident(self.name));
        }
        syn::visit_mut::visit_expr_mut(self, expr);
    }

    fn visit_macro_mut(&mut self, mac: &mut syn::Macro) {
        let names =
            text::identifiers(&mac.tokens).into_iter().chain(text::inline_arguments(&mac.tokens));
        self.uses += names.filter(|name| self.name == name).count();
    }
}

/// The arms up to the first that is always taken.
fn reached(mut arms: Vec<Arm>) -> Vec<Arm> {
    if let Some(last) = arms.iter().position(always) {
        arms.truncate(last + 1);
    }
    arms
}

/// Whether the arm is always taken.
fn always(arm: &Arm) -> bool {
    matches!(arm_parts(arm), (pattern, None) if is_irrefutable(pattern))
}

/// An arm for success, with the pattern inside `Ok`.
fn ok_arm(arm: &Arm) -> Option<Arm> {
    inner_arm(arm, "Ok")
}

/// An arm for errors, with the pattern inside `Err`.
fn error_arm(arm: &Arm) -> Option<Arm> {
    inner_arm(arm, "Err")
}

fn inner_arm(arm: &Arm, name: &str) -> Option<Arm> {
    let (pattern, _) = arm_parts(arm);
    let inner = inner_pattern(pattern, name)?;
    let pat = match &arm.pat {
        Pat::Guard(guarded) => {
            Pat::Guard(syn::PatGuard { pat: Box::new(inner), ..guarded.clone() })
        }
        _ => inner,
    };
    Some(Arm { pat, ..arm.clone() })
}

/// What a pattern for a `Result` says of what is inside `Ok` or `Err`; `None` where it does not take that.
fn inner_pattern(pattern: &Pat, name: &str) -> Option<Pat> {
    match pattern {
        Pat::TupleStruct(result) if result.path.is_ident(name) => result.elems.first().cloned(),
        Pat::Wild(_) => Some(pattern.clone()),
        Pat::Paren(inner) => inner_pattern(&inner.pat, name),
        Pat::Or(alternatives) => {
            let cases = alternatives.cases.iter().filter_map(|case| inner_pattern(case, name));
            let cases: syn::punctuated::Punctuated<Pat, syn::Token![|]> = cases.collect();
            match cases.len() {
                0 => None,
                1 => cases.into_iter().next(),
                _ => Some(Pat::Or(syn::PatOr { cases, ..alternatives.clone() })),
            }
        }
        _ => None,
    }
}

/// Whether a `Catch` alone decides on this arm.
fn is_simple(arm: &Arm) -> bool {
    matches!(arm_parts(arm), (pattern, None) if is_irrefutable(pattern) || variants(pattern).is_some())
}

/// The variants of a pattern that looks at nothing else.
fn variants(pattern: &Pat) -> Option<Vec<&Pat>> {
    match pattern {
        Pat::Or(alternatives) => {
            let cases: Option<Vec<_>> = alternatives.cases.iter().map(variants).collect();
            cases.map(|cases| cases.concat())
        }
        Pat::Paren(inner) => variants(&inner.pat),
        pattern => {
            let inside = match pattern {
                Pat::Path(_) => true,
                Pat::Struct(pattern) => {
                    pattern.fields.iter().all(|field| is_irrefutable(&field.pat))
                }
                Pat::TupleStruct(pattern) => pattern.elems.iter().all(is_irrefutable),
                _ => false,
            };
            (inside && variant_path(pattern).is_some()).then(|| vec![pattern])
        }
    }
}

/// Whether the pattern always matches, as far as its form says.
pub(super) fn is_irrefutable(pattern: &Pat) -> bool {
    match pattern {
        Pat::Wild(_) | Pat::Rest(_) => true,
        Pat::Ident(pattern) => {
            let name = pattern.ident.to_string();
            pattern.subpat.is_none() && !text::is_camel(&name) && !text::is_constant(&name)
        }
        Pat::Paren(inner) => is_irrefutable(&inner.pat),
        Pat::Reference(inner) => is_irrefutable(&inner.pat),
        Pat::Tuple(tuple) => tuple.elems.iter().all(is_irrefutable),
        _ => false,
    }
}

/// `Enum::Variant` of a pattern.
fn variant_path(pattern: &Pat) -> Option<&syn::Path> {
    let path = match pattern {
        Pat::Path(path) => &path.path,
        Pat::Struct(pattern) => &pattern.path,
        Pat::TupleStruct(pattern) => &pattern.path,
        _ => return None,
    };
    text::is_variant(path).then_some(path)
}
