//! Arguments of methods: values, closures over values, and functions by their path.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Expr, ExprPath, spanned::Spanned};

use super::{
    call::strip,
    joined::{declared, typed},
    scope::{Twin, effect},
    text,
};

/// Methods that take a function of two.
const OF_TWO: &[&str] =
    &["fold", "reduce", "sort_by", "sort_unstable_by", "min_by", "max_by", "then_with"];

/// Methods that take a function of nothing.
const OF_NOTHING: &[&str] = &["unwrap_or_else", "or_else", "then", "ok_or_else", "or_insert_with"];

/// What has a body that only computes.
#[derive(Clone, Copy)]
pub(super) enum Pure {
    Closure,
    InlineMethod,
}

impl Pure {
    const fn message(self) -> &'static str {
        match self {
            Self::Closure => {
                "a closure over values holds `let`s and a value: use `sfn::map` or a `for` loop for more"
            }
            Self::InlineMethod => {
                "an inline method holds `let`s and a value: what takes several statements is a `#[step]`"
            }
        }
    }
}

impl Twin {
    /// What a method is given: `receiver.method(argument)`.
    pub(super) fn method_argument(&mut self, method: &str, argument: &Expr) -> TokenStream {
        match strip(argument) {
            Expr::Path(path) if self.is_function(path) || is_constructor(method, path) => {
                let closure = closure_of(method, path);
                self.argument(&closure)
            }
            _ => self.argument(argument),
        }
    }

    /// Whether the path names a function, and no value.
    fn is_function(&self, path: &ExprPath) -> bool {
        let Some(last) = path.path.segments.last() else { return false };
        let name = last.ident.to_string();
        match path.path.get_ident() {
            Some(_) if ["Some", "Reverse"].contains(&name.as_str()) => true,
            Some(_) => name.starts_with(char::is_lowercase) && !self.is_variable(&name),
            None => name.starts_with(char::is_lowercase),
        }
    }

    /// An argument of a method: a value, or a closure over values.
    pub(super) fn argument(&mut self, argument: &Expr) -> TokenStream {
        let Expr::Closure(closure) = argument else { return self.iterable(argument) };
        if let Some(token) = &closure.asyncness {
            return self.error(
                token.span(),
                "await inside `sfn::map(items, n, async |item| ..)`, not inside an iterator",
            );
        }
        if let Some(effect) = effect(&closure.body) {
            return self.error(effect, "a closure over values can neither await, nor assign, nor leave the function: use `sfn::map` or a `for` loop");
        }
        self.enter_block();
        self.closures += 1;
        let names: Vec<_> = closure.inputs.iter().map(|_| self.temporary("argument")).collect();
        let mut bindings = TokenStream::new();
        for (parameter, name) in closure.inputs.iter().zip(&names) {
            let matched = self.pattern(parameter, &name.to_token_stream());
            if matched.test.is_some() {
                self.error(parameter.span(), "this pattern does not always match");
            }
            self.declare_bindings(&matched);
            bindings.extend(matched.names());
        }
        let body = match &*closure.body {
            Expr::Block(block) => self.pure_block(&block.block, Pure::Closure),
            body => self.iterable(body),
        };
        self.closures -= 1;
        self.leave_block();
        quote!(|#(#names),*| { #bindings #body })
    }

    /// A block that only computes: lets, and a value at the end.
    pub(super) fn pure_block(&mut self, block: &syn::Block, of: Pure) -> TokenStream {
        self.enter_block();
        let mut out = TokenStream::new();
        // Of values that differ each time, each is computed once for what comes after it.
        let mut around = Vec::new();
        for statement in &block.stmts {
            match statement {
                syn::Stmt::Local(local)
                    if local.init.as_ref().is_some_and(|init| {
                        init.diverge.is_none() && effect(&init.expr).is_none()
                    }) =>
                {
                    let Some(init) = &local.init else { continue };
                    let name = self.temporary("value");
                    let value = self.value(&init.expr);
                    let (pattern, ty) = typed(&local.pat);
                    let ty = ty.map(declared);
                    let matched = self.pattern(pattern, &name.to_token_stream());
                    self.declare_bindings(&matched);
                    let names = matched.names();
                    if text::is_volatile(&init.expr) {
                        around.push((
                            quote!(#out ::sfn_dsl::__private::once),
                            quote!(#value, |#name #ty|),
                        ));
                        out = names;
                    } else {
                        out.extend(quote!(let #name #ty = #value; #names));
                    }
                }
                syn::Stmt::Item(item) => out.extend(item.to_token_stream()),
                syn::Stmt::Expr(expr, None) if effect(expr).is_none() => {
                    let value = self.value(expr);
                    out.extend(value);
                }
                other => {
                    let span = match other {
                        syn::Stmt::Expr(expr, _) => effect(expr),
                        syn::Stmt::Local(local) => {
                            local.init.as_ref().and_then(|init| effect(&init.expr))
                        }
                        _ => None,
                    };
                    let error = self.error(span.unwrap_or_else(|| other.span()), of.message());
                    out.extend(error);
                }
            }
        }
        self.leave_block();
        around
            .into_iter()
            .rev()
            .fold(quote!({ #out }), |body, (before, value)| quote!({ #before(#value #body) }))
    }
}

/// Whether the path is a variant that a value is put into: `.map_err(Failure::Known)`.
fn is_constructor(method: &str, path: &ExprPath) -> bool {
    ["map", "map_err"].contains(&method) && text::is_variant(&path.path)
}

/// `String::from` as `|value| String::from(value)`, `str::trim` as `|value| value.trim()`.
pub(super) fn closure_of(method: &str, path: &ExprPath) -> Expr {
    let Some(last) = path.path.segments.last() else { return Expr::Path(path.clone()) };
    let name = &last.ident;
    let is_function = name == "from" || name == "new" || text::is_variant(&path.path);
    let is_method = path.path.segments.len() > 1 && !is_function;
    // The first function of `option.map_or_else(String::new, ..)` is given nothing.
    let makes = method == "map_or_else" && (name == "new" || name == "default");
    if makes || OF_NOTHING.contains(&method) {
        syn::parse_quote!(|| #path())
    } else if OF_TWO.contains(&method) {
        syn::parse_quote!(|__left, __right| __left.#name(__right))
    } else if is_method {
        syn::parse_quote!(|__value| __value.#name())
    } else {
        syn::parse_quote!(|__value| #path(__value))
    }
}
