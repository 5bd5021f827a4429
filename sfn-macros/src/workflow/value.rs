//! Expressions: the same over `Expr`s.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{BinOp, Expr, ExprMethodCall, Lit, Member, UnOp, spanned::Spanned};

use super::{
    call::strip,
    closure::Pure,
    inline,
    pattern::derived,
    scope::{Twin, assigns, effect, has_effects},
    statement::root_of,
    text,
};

/// Methods that change nothing in JSON.
pub(super) const IDENTITY: &[&str] = &[
    "clone",
    "to_owned",
    "as_ref",
    "as_str",
    "as_deref",
    "as_slice",
    "as_mut",
    "borrow",
    "to_vec",
    "into_boxed_str",
];

impl Twin {
    /// The expression as tokens that give an `Expr`.
    pub(super) fn value(&mut self, expr: &Expr) -> TokenStream {
        let span = expr.span();
        match expr {
            Expr::Paren(inner) => self.value(&inner.expr),
            Expr::Group(inner) => self.value(&inner.expr),
            Expr::Reference(reference) => match &reference.mutability {
                Some(token) => self.error(token.span(), "a workflow cannot lend `&mut`: values travel between states; return the new value instead"),
                None => self.value(&reference.expr),
            },
            Expr::Lit(literal) => self.literal(&literal.lit, expr),
            Expr::Path(path) => self.path(path),
            Expr::Field(field) => {
                let base = self.base(&field.base);
                let member = &field.member;
                quote_spanned!(span=> ::sfn_dsl::__private::v(&#base.#member))
            }
            Expr::Unary(unary) => self.unary(unary),
            Expr::Binary(binary) => self.binary(binary),
            Expr::Cast(cast) => {
                let (value, ty) = (self.value(&cast.expr), &cast.ty);
                let span = ty.span();
                quote_spanned!(span=> ::sfn_dsl::__private::cast::<_, #ty>(#value))
            }
            Expr::Call(call) => self.function(call),
            Expr::MethodCall(method) => self.method(method),
            Expr::Macro(mac) => self.macro_value(mac),
            Expr::Struct(literal) => self.struct_literal(literal),
            Expr::Tuple(tuple) if tuple.elems.is_empty() => quote!(::sfn_dsl::__private::unit()),
            Expr::Tuple(tuple) => {
                let elements = self.operands(&tuple.elems);
                quote!(::sfn_dsl::__private::tuple((#(#elements,)*)))
            }
            Expr::Array(array) => {
                let elements = self.operands(&array.elems);
                quote!(::sfn_dsl::__private::array(::std::vec![#(#elements),*]))
            }
            Expr::If(condition) if !self.is_recorded(expr) => self.value_condition(condition),
            Expr::Match(matching) if !self.is_recorded(expr) => self.value_match(matching),
            Expr::Block(block) if block.label.is_none() && self.closures > 0 => {
                self.pure_block(&block.block, Pure::Closure)
            }
            Expr::Block(block) if block.label.is_none() => self.value_block(&block.block),
            Expr::If(_) | Expr::Match(_) | Expr::Loop(_) | Expr::Block(_) => self.slot(expr),
            Expr::Await(awaited) => self.awaited(awaited),
            Expr::Try(question) => self.question(question),
            Expr::Index(index) if is_whole(&index.index) => self.value(&index.expr),
            Expr::Repeat(repeat) => self.repeated(&repeat.expr, &repeat.len),
            Expr::Const(block) => quote!(::sfn_dsl::__private::constant(#block)),
            other => self.unsupported(other),
        }
    }

    /// Whether states compute the value, and no condition inside an expression. In a closure there are no states.
    fn is_recorded(&self, expr: &Expr) -> bool {
        if self.closures > 0 { effect(expr).is_some() } else { has_effects(expr) }
    }

    /// Operands in the order in which Rust reads them: one before an operand that assigns is read before that.
    pub(super) fn operands<'a>(
        &mut self,
        operands: impl IntoIterator<Item = &'a Expr>,
    ) -> Vec<TokenStream> {
        let operands: Vec<&Expr> = operands.into_iter().collect();
        let last = operands.iter().rposition(|operand| assigns(operand)).unwrap_or(0);
        operands
            .into_iter()
            .enumerate()
            .map(|(index, operand)| {
                let value = self.value(operand);
                if index < last { quote!(__w.__freeze(#value)) } else { value }
            })
            .collect()
    }

    /// `[value; count]`, `vec![value; count]`
    pub(super) fn repeated(&mut self, value: &Expr, count: &Expr) -> TokenStream {
        let operands = self.operands([value, count]);
        quote!(::sfn_dsl::__private::repeated(#(#operands),*))
    }

    fn unsupported(&mut self, expr: &Expr) -> TokenStream {
        let (span, message) = match expr {
            Expr::Index(index) => (
                index.bracket_token.span.join(),
                "indexing can panic, and a missing element is `undefined` in JSONata: use `.get(i)`",
            ),
            Expr::Closure(closure) => (
                closure.inputs_begin.span(),
                "a closure can stand in `.map(|x| ..)` and its kind, and in `sfn::map`; call a `#[task]` for the rest",
            ),
            Expr::Async(block) => (
                block.async_token.span(),
                "await the `async` block where it stands: `async { .. }.await`; a future cannot be kept",
            ),
            Expr::Unsafe(block) => (
                block.unsafe_token.span(),
                "`unsafe` cannot run inside Step Functions: move it into a `#[task]`",
            ),
            Expr::Range(range) => {
                (range.span(), "a range can be gone over: `for i in a..b`, `(a..b).map(|i| ..)`")
            }
            Expr::Let(test) => {
                (test.let_token.span(), "`let` can stand alone in an `if` or a `while`")
            }
            Expr::Return(_) | Expr::Break(_) | Expr::Continue(_) => (
                expr.span(),
                "leave the function or the loop in a statement of its own, or in an arm of a `match`",
            ),
            Expr::Assign(_) => (expr.span(), "an assignment is a statement of its own"),
            _ => (
                expr.span(),
                "this expression has no counterpart in a workflow: compute it in a `#[task]`",
            ),
        };
        self.error(span, message)
    }

    /// A value, or a range of numbers to go over.
    pub(super) fn iterable(&mut self, expr: &Expr) -> TokenStream {
        let Expr::Range(range) = strip(expr) else { return self.value(expr) };
        let (Some(from), Some(to)) = (&range.start, &range.end) else {
            return self.error(range.span(), "give both ends: `0..n`");
        };
        let function = match range.limits {
            syn::RangeLimits::HalfOpen(_) => "range",
            syn::RangeLimits::Closed(_) => "range_inclusive",
        };
        let span = range.limits.span();
        let function = quote::format_ident!("{function}", span = span);
        let operands = self.operands([&**from, &**to]);
        quote_spanned!(span=> ::sfn_dsl::__private::#function(#(#operands),*))
    }

    /// `moment.format("%Y-%m-%d")`
    fn moment_format(&mut self, method: &ExprMethodCall, form: &Expr) -> TokenStream {
        let Expr::Lit(syn::ExprLit { lit: Lit::Str(text), .. }) = strip(form) else {
            return self.error(form.span(), "write the form out: `.format(\"%Y-%m-%d\")`");
        };
        let written = text.value().replace("%%", "");
        let unknown = written
            .split('%')
            .skip(1)
            .find(|rest| !rest.starts_with(['Y', 'm', 'd', 'H', 'M', 'S']));
        if unknown.is_some() {
            let message = "a moment has `%Y`, `%m`, `%d`, `%H`, `%M` and `%S` inside Step Functions, and `%%`";
            return self.error(text.span(), message);
        }
        let receiver = self.value(&method.receiver);
        let span = method.method.span();
        quote_spanned!(span=> #receiver.format(#text))
    }

    fn literal(&mut self, literal: &Lit, expr: &Expr) -> TokenStream {
        let span = literal.span();
        match literal {
            Lit::Str(text) => quote_spanned!(span=> ::sfn_dsl::__private::text(#text)),
            Lit::Char(c) => {
                let c = c.value();
                quote_spanned!(span=> ::sfn_dsl::__private::character(#c))
            }
            Lit::Int(_) | Lit::Float(_) => quote_spanned!(span=> ::sfn_dsl::__private::num(#expr)),
            Lit::Bool(_) => quote_spanned!(span=> ::sfn_dsl::__private::boolean(#expr)),
            _ => self.error(span, "bytes cannot travel between states: use text"),
        }
    }

    fn path(&mut self, path: &syn::ExprPath) -> TokenStream {
        let span = path.span();
        if let Some(name) = path.path.get_ident() {
            let text = name.to_string();
            if self.is_variable(&text) {
                return quote_spanned!(span=> ::sfn_dsl::__private::v(&#name));
            }
            if text == "None" {
                return quote_spanned!(span=> ::sfn_dsl::__private::none());
            }
            if text == "self" {
                return self.error(span, "a workflow has no `self`: it is a function of its input");
            }
        }
        if is_ordering(&path.path) {
            return quote_spanned!(span=> ::sfn_dsl::__private::Comparison::from(#path));
        }
        if text::is_variant(&path.path) {
            let make = derived(&path.path, "new");
            return quote_spanned!(span=> #make(::std::vec![]));
        }
        quote_spanned!(span=> ::sfn_dsl::__private::constant(const { #path }))
    }

    /// A place whose fields can be reached.
    fn base(&mut self, base: &Expr) -> TokenStream {
        if root_of(base).is_some_and(|root| self.is_variable(&root.to_string())) {
            return strip(base).to_token_stream();
        }
        let value = self.value(base);
        quote!((#value))
    }

    fn unary(&mut self, unary: &syn::ExprUnary) -> TokenStream {
        let span = unary.op.span();
        match &unary.op {
            UnOp::Deref(_) => self.value(&unary.expr),
            UnOp::Not(_) => {
                let value = self.value(&unary.expr);
                quote_spanned!(span=> ::sfn_dsl::__private::not(#value))
            }
            UnOp::Neg(_) => match strip(&unary.expr) {
                literal @ Expr::Lit(_) => {
                    quote_spanned!(span=> ::sfn_dsl::__private::num(-#literal))
                }
                operand => {
                    let value = self.value(operand);
                    quote_spanned!(span=> ::sfn_dsl::__private::neg(#value))
                }
            },
            _ => self.error(
                span,
                "this operator has no counterpart in JSONata: compute it in a `#[task]`",
            ),
        }
    }

    fn binary(&mut self, binary: &syn::ExprBinary) -> TokenStream {
        let span = binary.op.span();
        if matches!(binary.op, BinOp::And(_) | BinOp::Or(_)) && has_effects(&binary.right) {
            let (left, right) = (&binary.left, &binary.right);
            return self.value(&match binary.op {
                BinOp::And(_) => syn::parse_quote!(if #left { #right } else { false }),
                _ => syn::parse_quote!(if #left { true } else { #right }),
            });
        }
        let function = match binary.op {
            BinOp::Add(_) => "add",
            BinOp::Sub(_) => "sub",
            BinOp::Mul(_) => "mul",
            BinOp::Div(_) => "div",
            BinOp::Rem(_) => "rem",
            BinOp::And(_) => "and",
            BinOp::Or(_) => "or",
            BinOp::Eq(_) => "eq",
            BinOp::Ne(_) => "ne",
            BinOp::Lt(_) => "lt",
            BinOp::Le(_) => "le",
            BinOp::Gt(_) => "gt",
            BinOp::Ge(_) => "ge",
            _ => {
                return self.error(
                    span,
                    "this operator has no counterpart in JSONata: compute it in a `#[task]`",
                );
            }
        };
        let function = quote::format_ident!("{function}", span = span);
        let operands = self.operands([&*binary.left, &*binary.right]);
        quote_spanned!(span=> ::sfn_dsl::__private::#function(#(#operands),*))
    }

    /// `(from..to).contains(&value)`
    fn in_range(&mut self, range: &syn::ExprRange, value: &Expr, span: Span) -> TokenStream {
        let ends = [range.start.as_deref(), range.end.as_deref()];
        let mut operands = self.operands(ends.into_iter().flatten().chain([value])).into_iter();
        let [from, to] = ends.map(|end| {
            let end = end.and_then(|_| operands.next());
            end.map_or_else(
                || quote!(::core::option::Option::None),
                |end| quote!(::core::option::Option::Some(#end)),
            )
        });
        let is_closed = matches!(range.limits, syn::RangeLimits::Closed(_));
        quote_spanned!(span=> ::sfn_dsl::__private::in_range(#from, #to, #is_closed, #(#operands)*))
    }

    fn method(&mut self, method: &ExprMethodCall) -> TokenStream {
        if let Some(value) = self.outcome_method(method) {
            return value;
        }
        let name = method.method.to_string();
        if method.args.is_empty() && IDENTITY.contains(&name.as_str()) {
            return self.value(&method.receiver);
        }
        let span = method.method.span();
        if name == "into" && method.args.is_empty() {
            let value = self.value(&method.receiver);
            return quote_spanned!(span=> ::sfn_dsl::__private::convert(#value));
        }
        if (name == "unwrap" || name == "expect") && !is_comparison(&method.receiver) {
            let message = format!(
                "`{name}` would panic, and a workflow cannot: use `match`, `?` or `.unwrap_or(..)`"
            );
            return self.error(span, message);
        }
        if let Some(value) = self.taken(method) {
            return value;
        }
        if let ("format", Some(form)) = (name.as_str(), method.args.first()) {
            return self.moment_format(method, form);
        }
        if let ("contains", Expr::Range(range), Some(value)) =
            (name.as_str(), strip(&method.receiver), method.args.first())
        {
            return self.in_range(range, value, span);
        }
        let mut receiver = self.iterable(&method.receiver);
        // What an argument changes is read before that.
        if let Some(last) = method.args.iter().rposition(assigns) {
            receiver = quote!(__w.__freeze(#receiver));
            if last > 0 {
                let message = "an argument after it changes something: give this one a name first";
                self.error(method.args.span(), message);
            }
        }
        let (ident, turbofish) = (&method.method, &method.turbofish);
        let arguments: Vec<_> =
            method.args.iter().map(|argument| self.method_argument(&name, argument)).collect();
        if !inline::is_taken(&name) {
            return Self::inline_method(&receiver, ident, &arguments);
        }
        quote_spanned!(span=> #receiver.#ident #turbofish(#(#arguments),*))
    }

    fn struct_literal(&mut self, literal: &syn::ExprStruct) -> TokenStream {
        let path = &literal.path;
        let span = path.span();
        if text::is_variant(path) || literal.rest.is_some() {
            let values: Vec<_> = literal.fields.iter().map(|field| &field.expr).collect();
            let values = self.erased_operands(&values);
            let names = literal.fields.iter().map(|field| member_name(&field.member));
            let fields: Vec<_> =
                names.zip(values).map(|(name, value)| quote!((#name, #value))).collect();
            if let Some(base) = &literal.rest {
                let base = self.value(base);
                return quote_spanned!(span=> ::sfn_dsl::__private::update::<#path>(#base, ::std::vec![#(#fields),*]));
            }
            let make = derived(path, "new");
            return quote_spanned!(span=> #make(::std::vec![#(#fields),*]));
        }
        let values = self.operands(literal.fields.iter().map(|field| &field.expr));
        let fields: Vec<_> = literal
            .fields
            .iter()
            .zip(values)
            .map(|(field, value)| {
                let member = &field.member;
                let span = field.expr.span();
                quote_spanned!(span=> #member: #value)
            })
            .collect();
        quote_spanned!(span=> {
            type __Proxy = ::sfn_dsl::__private::ProxyOf<#path>;
            ::sfn_dsl::__private::Expr::<#path>::from(__Proxy { #(#fields),* })
        })
    }
}

/// Whether it is `a.partial_cmp(b)`, which gives an order for any two numbers of JSON.
fn is_comparison(expr: &Expr) -> bool {
    matches!(strip(expr), Expr::MethodCall(method) if method.method == "partial_cmp")
}

/// Whether it is `..`.
fn is_whole(index: &Expr) -> bool {
    matches!(strip(index), Expr::Range(range) if range.start.is_none() && range.end.is_none())
}

/// Whether the path is `Ordering::Less` or one of its kind.
pub(super) fn is_ordering(path: &syn::Path) -> bool {
    let mut names = path.segments.iter().rev().map(|segment| &segment.ident);
    let (last, owner) = (names.next(), names.next());
    owner.is_some_and(|owner| owner == "Ordering")
        && last.is_some_and(|last| last == "Less" || last == "Equal" || last == "Greater")
}

fn member_name(member: &Member) -> String {
    match member {
        Member::Named(name) => name.to_string().trim_start_matches("r#").to_owned(),
        Member::Unnamed(index) => index.index.to_string(),
    }
}
