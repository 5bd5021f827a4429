//! `format!`: the text and its holes.

mod spec;

use quote::format_ident;
use syn::{
    Expr, Ident, LitStr, Token,
    parse::{Parse, ParseStream},
    punctuated::Punctuated,
    spanned::Spanned as _,
};

use spec::Width;
pub(super) use spec::{Align, Form, Spec};

/// A part of a formatted text.
pub(super) enum Part {
    Text(String),
    Hole(Box<Hole>),
}

/// `{}`, `{name}`, `{:>8.2}`
pub(super) struct Hole {
    pub(super) value: Expr,
    pub(super) spec: Spec,
    pub(super) width: Option<Expr>,
}

/// The arguments of `format!`.
pub(super) struct Format {
    pub(super) parts: Vec<Part>,
    pub(super) arguments: Vec<Expr>,
}

struct Argument {
    name: Option<Ident>,
    value: Expr,
}

impl Parse for Argument {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = if input.peek(Ident) && input.peek2(Token![=]) && !input.peek2(Token![==]) {
            let name = input.parse()?;
            input.parse::<Token![=]>()?;
            Some(name)
        } else {
            None
        };
        Ok(Self { name, value: input.parse()? })
    }
}

impl Parse for Format {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let text: LitStr = input.parse()?;
        let mut arguments = Vec::new();
        if input.parse::<Option<Token![,]>>()?.is_some() {
            arguments =
                Punctuated::<Argument, Token![,]>::parse_terminated(input)?.into_iter().collect();
        }
        let parts = split(&text, &arguments)?;
        Ok(Self {
            parts,
            arguments: arguments.into_iter().map(|argument| argument.value).collect(),
        })
    }
}

impl Format {
    /// How many holes name the argument, as a value or as a width.
    pub(super) fn uses(&self, index: usize) -> usize {
        let holes = self.parts.iter().filter_map(|part| match part {
            Part::Hole(hole) => Some(hole),
            Part::Text(_) => None,
        });
        let named = holes.flat_map(|hole| [Some(&hole.value), hole.width.as_ref()]);
        named.flatten().filter(|value| argument_of(value) == Some(index)).count()
    }
}

/// What stands in a hole for an argument.
pub(super) fn placeholder(index: usize, argument: &Expr) -> Ident {
    format_ident!("{ARGUMENT}{index}", span = argument.span())
}

/// The argument that a hole names.
pub(super) fn argument_of(hole: &Expr) -> Option<usize> {
    let Expr::Path(path) = hole else { return None };
    let name = path.path.get_ident()?.to_string();
    name.strip_prefix(ARGUMENT)?.parse().ok()
}

const ARGUMENT: &str = "__argument_";

fn split(text: &LitStr, arguments: &[Argument]) -> syn::Result<Vec<Part>> {
    let content = text.value();
    let mut parts = Vec::new();
    let mut plain = String::new();
    let mut next = 0;
    let mut rest = content.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '{' | '}' if rest.peek() == Some(&c) => {
                rest.next();
                plain.push(c);
            }
            '{' => {
                let hole: String = rest.by_ref().take_while(|c| *c != '}').collect();
                if !plain.is_empty() {
                    parts.push(Part::Text(std::mem::take(&mut plain)));
                }
                parts.push(read_hole(&hole, text, arguments, &mut next)?);
            }
            c => plain.push(c),
        }
    }
    if !plain.is_empty() {
        parts.push(Part::Text(plain));
    }
    Ok(parts)
}

fn read_hole(
    hole: &str,
    text: &LitStr,
    arguments: &[Argument],
    next: &mut usize,
) -> syn::Result<Part> {
    let (name, written) = hole.split_once(':').unwrap_or((hole, ""));
    let name = name.trim();
    let spec = Spec::read(written.trim_end()).ok_or_else(|| {
        let message = format!(
            "`{{:{written}}}` cannot be done inside Step Functions: `{{}}`, fill, alignment, sign and width, a precision such as `{{:.2}}`, and `x`, `X`, `o`, `b` can"
        );
        syn::Error::new(text.span(), message)
    })?;
    let value = if name.is_empty() {
        *next += 1;
        named(*next - 1, arguments)
    } else {
        argument(name, text, arguments)?
    };
    let missing = || syn::Error::new(text.span(), "there is no argument for this hole");
    let width = match &spec.width {
        None => None,
        Some(Width::Number(width)) => Some(syn::parse_quote!(#width)),
        Some(Width::Argument(name)) => Some(argument(name, text, arguments)?.ok_or_else(missing)?),
    };
    Ok(Part::Hole(Box::new(Hole { value: value.ok_or_else(missing)?, spec, width })))
}

fn named(index: usize, arguments: &[Argument]) -> Option<Expr> {
    let name = placeholder(index, &arguments.get(index)?.value);
    Some(syn::parse_quote!(#name))
}

/// The argument of this number or name; a name that is no argument is one of the surroundings.
fn argument(name: &str, text: &LitStr, arguments: &[Argument]) -> syn::Result<Option<Expr>> {
    if let Ok(index) = name.parse::<usize>() {
        return Ok(named(index, arguments));
    }
    let index = arguments
        .iter()
        .position(|argument| argument.name.as_ref().is_some_and(|known| known == name));
    if let Some(index) = index {
        return Ok(named(index, arguments));
    }
    let mut ident: Ident = syn::parse_str(name)?;
    ident.set_span(text.span());
    Ok(Some(syn::parse_quote!(#ident)))
}
