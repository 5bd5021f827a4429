//! `format!`: the text and its holes.

use syn::{
    Expr, Ident, LitStr, Token,
    parse::{Parse, ParseStream},
    punctuated::Punctuated,
};

/// A part of a formatted text.
pub(super) enum Part {
    Text(String),
    /// `{}`, `{name}`, `{:.2}`
    Hole {
        value: Expr,
        precision: Option<usize>,
    },
}

/// The arguments of `format!`.
pub(super) struct Format {
    pub(super) parts: Vec<Part>,
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
        split(&text, &arguments)
    }
}

fn split(text: &LitStr, arguments: &[Argument]) -> syn::Result<Format> {
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
    Ok(Format { parts })
}

fn read_hole(
    hole: &str,
    text: &LitStr,
    arguments: &[Argument],
    next: &mut usize,
) -> syn::Result<Part> {
    let (name, spec) = hole.split_once(':').unwrap_or((hole, ""));
    let (name, spec) = (name.trim(), spec.trim());
    let precision = match spec.strip_prefix('.').map(str::parse) {
        Some(Ok(precision)) => Some(precision),
        None if spec.is_empty() => None,
        _ => {
            let message = format!(
                "`{{:{spec}}}` cannot be done inside Step Functions: `{{}}` and a precision such as `{{:.2}}` can"
            );
            return Err(syn::Error::new(text.span(), message));
        }
    };
    let value = if let Ok(index) = name.parse::<usize>() {
        arguments.get(index).map(|argument| argument.value.clone())
    } else if name.is_empty() {
        *next += 1;
        arguments.get(*next - 1).map(|argument| argument.value.clone())
    } else {
        let named = arguments
            .iter()
            .find(|argument| argument.name.as_ref().is_some_and(|known| known == name));
        if let Some(argument) = named {
            Some(argument.value.clone())
        } else {
            let mut ident: Ident = syn::parse_str(name)?;
            ident.set_span(text.span());
            Some(syn::parse_quote!(#ident))
        }
    };
    let value =
        value.ok_or_else(|| syn::Error::new(text.span(), "there is no argument for this hole"))?;
    Ok(Part::Hole { value, precision })
}
