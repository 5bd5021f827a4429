//! `format!`, `vec!` and `matches!`, and what other macros mean in a workflow.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{Arm, Expr, spanned::Spanned};

use super::{
    format::{Align, Form, Format, Hole, Part, argument_of, placeholder},
    scope::{Twin, has_effects},
    text,
};

impl Twin {
    pub(super) fn macro_value(&mut self, mac: &syn::ExprMacro) -> TokenStream {
        let path = &mac.mac.path;
        let name = path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
        match name.as_str() {
            "format" => self.format(&mac.mac),
            "vec" => match mac.mac.parse_body_with(syn::punctuated::Punctuated::<Expr, syn::Token![,]>::parse_terminated) {
                Ok(elements) => {
                    let elements = self.operands(&elements);
                    quote!(::sfn_dsl::__private::array(::std::vec![#(#elements),*]))
                }
                Err(_) => match mac.mac.parse_body::<Repeat>() {
                    Ok(Repeat { value, count }) => self.repeated(&value, &count),
                    Err(_) => self.error(path.span(), "write the elements: `vec![a, b]`"),
                },
            },
            "matches" => self.matches(&mac.mac),
            "try_join" | "race" => self.error(path.span(), format!("handle the errors of the branches: `sfn::{name}!(..)?`, or `match`")),
            "join" => self.error(path.span(), "name the results, and look at each: `let (a, b) = sfn::join!(..); match a { Ok(..) => .., Err(..) => .. }`"),
            "panic" | "todo" | "unimplemented" | "unreachable" | "assert" | "assert_eq" => {
                self.error(path.span(), "a workflow cannot panic: end it with `return Err(..)`")
            }
            "println" | "print" | "eprintln" | "dbg" => {
                self.error(path.span(), "a workflow has no console: the execution history shows every value")
            }
            _ => self.error(path.span(), "this macro has no meaning in a workflow: `format!`, `vec!`, `matches!`, `sfn::try_join!` and `sfn::race!` have"),
        }
    }

    pub(super) fn format(&mut self, mac: &syn::Macro) -> TokenStream {
        let format: Format = match mac.parse_body() {
            Ok(format) => format,
            Err(error) => {
                self.errors.push(error);
                return quote!(::core::unreachable!());
            }
        };
        let names: Vec<_> = format
            .arguments
            .iter()
            .enumerate()
            .map(|(index, argument)| placeholder(index, argument))
            .collect();
        let computed_once = |argument: &Expr| has_effects(argument) || text::is_volatile(argument);
        let binds = self.closures == 0 && format.arguments.iter().any(computed_once);
        let mut bindings = TokenStream::new();
        self.enter_block();
        if binds {
            let values = self.operands(&format.arguments);
            for ((name, argument), value) in names.iter().zip(&format.arguments).zip(values) {
                self.declare(name);
                let value = self.frozen(argument, &value);
                bindings.extend(quote!(let #name = #value;));
            }
        } else {
            for (index, argument) in format.arguments.iter().enumerate() {
                if text::is_volatile(argument) && format.uses(index) > 1 {
                    let message =
                        "this would be another value in each hole: give it a name outside";
                    self.error(argument.span(), message);
                }
            }
        }
        let parts: Vec<_> = format
            .parts
            .iter()
            .map(|part| match part {
                Part::Text(text) => {
                    quote!(::sfn_dsl::__private::code(::sfn_dsl::__private::text(#text)))
                }
                Part::Hole(hole) if binds => self.hole(hole),
                Part::Hole(hole) => {
                    let given = |expr: &Expr| {
                        let index = argument_of(expr);
                        index.and_then(|index| format.arguments.get(index)).unwrap_or(expr).clone()
                    };
                    let (value, width) = (given(&hole.value), hole.width.as_ref().map(given));
                    self.hole(&Hole { value, width, spec: hole.spec.clone() })
                }
            })
            .collect();
        self.leave_block();
        quote!({ #bindings ::sfn_dsl::__private::concat(::std::vec![#(#parts),*]) })
    }

    fn hole(&mut self, hole: &Hole) -> TokenStream {
        let Hole { value, spec, width } = hole;
        let span = value.span();
        let value = self.value(value);
        let shown = |value: TokenStream| match spec.form {
            Form::Plain => quote_spanned!(span=> ::sfn_dsl::__private::display(#value)),
            Form::Precision(digits) => {
                quote_spanned!(span=> ::sfn_dsl::__private::display_precision(#value, #digits))
            }
            Form::Base(base) => {
                quote_spanned!(span=> ::sfn_dsl::__private::display_base(#value, #base))
            }
            Form::UpperHex => {
                quote_spanned!(span=> ::sfn_dsl::__private::display_upper_hex(#value))
            }
        };
        if !spec.has_layout() {
            return shown(value);
        }
        let option = |tokens: Option<TokenStream>| {
            tokens.map_or_else(
                || quote!(::core::option::Option::None),
                |tokens| quote!(::core::option::Option::Some(#tokens)),
            )
        };
        let align = option(spec.align.map(|align| match align {
            Align::Left => quote!(::sfn_dsl::__private::Align::Left),
            Align::Center => quote!(::sfn_dsl::__private::Align::Center),
            Align::Right => quote!(::sfn_dsl::__private::Align::Right),
        }));
        let width = option(width.as_ref().map(|width| self.value(width)));
        let (fill, plus, zeros) = (spec.fill.unwrap_or(' '), spec.plus, spec.zeros);
        let text = shown(quote!(__hole.clone()));
        let kind = quote_spanned!(span=> ::sfn_dsl::__private::kind(&__hole));
        quote!({
            let __hole = #value;
            let __layout = ::sfn_dsl::__private::Layout {
                fill: #fill, align: #align, plus: #plus, zeros: #zeros, width: #width,
            };
            ::sfn_dsl::__private::lay_out(#text, #kind, __layout)
        })
    }

    /// `matches!(value, pattern if guard)`
    pub(super) fn matches(&mut self, mac: &syn::Macro) -> TokenStream {
        let Matches { value, arm } = match mac.parse_body() {
            Ok(matches) => matches,
            Err(error) => {
                self.errors.push(error);
                return quote!(::core::unreachable!());
            }
        };
        if has_effects(&value) {
            return self.slot(&syn::parse_quote!(match #value { #arm _ => false }));
        }
        let subject = self.temporary("subject");
        let arms = [arm];
        let value = self.scrutinee(&value, &arms);
        let [arm] = &arms;
        let test = self.arm_pattern(arm, &subject.to_token_stream()).test;
        let test = test.unwrap_or_else(|| quote!(::sfn_dsl::__private::boolean(true)));
        quote!({ let #subject = #value; #test })
    }
}

/// What `matches!` is given: its arm gives `true`.
struct Matches {
    value: Expr,
    arm: Arm,
}

impl syn::parse::Parse for Matches {
    fn parse(input: syn::parse::ParseStream<'_>) -> syn::Result<Self> {
        let value = input.parse()?;
        input.parse::<syn::Token![,]>()?;
        let pattern = syn::Pat::parse_multi_with_leading_vert(input)?;
        let guard = if input.parse::<Option<syn::Token![if]>>()?.is_some() {
            let guard: Expr = input.parse()?;
            Some(quote!(if #guard))
        } else {
            None
        };
        input.parse::<Option<syn::Token![,]>>()?;
        Ok(Self { value, arm: syn::parse_quote!(#pattern #guard => true,) })
    }
}

/// `value; count`
struct Repeat {
    value: Expr,
    count: Expr,
}

impl syn::parse::Parse for Repeat {
    fn parse(input: syn::parse::ParseStream<'_>) -> syn::Result<Self> {
        let value = input.parse()?;
        input.parse::<syn::Token![;]>()?;
        Ok(Self { value, count: input.parse()? })
    }
}
