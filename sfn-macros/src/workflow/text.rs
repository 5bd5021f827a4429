//! Names, comments and attributes: what the twin reads off tokens.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Expr, LitStr, Meta, Path, Token};

/// The text of the doc comments.
pub(super) fn doc(attributes: &[Attribute]) -> Option<String> {
    let lines: Vec<String> = attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
                Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => {
                    Some(text.value().trim().to_owned())
                }
                _ => None,
            },
            _ => None,
        })
        .collect();
    let text = lines.join("\n").trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// The name in `#[sfn(name = "…")]`.
pub(super) fn explicit_name(attributes: &[Attribute]) -> Option<String> {
    attributes.iter().find(|attribute| attribute.path().is_ident("sfn")).and_then(|attribute| {
        let mut name = None;
        let parsed = attribute.parse_nested_meta(|meta| {
            if !meta.path.is_ident("name") {
                return Err(meta.error("expected `name`"));
            }
            name = Some(meta.value()?.parse::<LitStr>()?.value());
            Ok(())
        });
        parsed.ok().and(name)
    })
}

/// The attributes of an expression that can be a statement.
pub(super) fn attributes_mut(expr: &mut Expr) -> Option<&mut Vec<Attribute>> {
    Some(match expr {
        Expr::Await(expr) => &mut expr.attrs,
        Expr::Try(expr) => &mut expr.attrs,
        Expr::If(expr) => &mut expr.attrs,
        Expr::Match(expr) => &mut expr.attrs,
        Expr::ForLoop(expr) => &mut expr.attrs,
        Expr::While(expr) => &mut expr.attrs,
        Expr::Loop(expr) => &mut expr.attrs,
        Expr::Call(expr) => &mut expr.attrs,
        Expr::MethodCall(expr) => &mut expr.attrs,
        Expr::Return(expr) => &mut expr.attrs,
        Expr::Assign(expr) => &mut expr.attrs,
        Expr::Block(expr) => &mut expr.attrs,
        Expr::Macro(expr) => &mut expr.attrs,
        _ => return None,
    })
}

/// The attributes of an expression that can be a statement; an operator's stand on its first operand.
pub(super) fn attributes(expr: &Expr) -> &[Attribute] {
    match expr {
        Expr::Await(expr) if expr.attrs.is_empty() => attributes(&expr.base),
        Expr::Try(expr) if expr.attrs.is_empty() => attributes(&expr.expr),
        Expr::MethodCall(expr) if expr.attrs.is_empty() => attributes(&expr.receiver),
        Expr::Await(expr) => &expr.attrs,
        Expr::Try(expr) => &expr.attrs,
        Expr::If(expr) => &expr.attrs,
        Expr::Match(expr) => &expr.attrs,
        Expr::ForLoop(expr) => &expr.attrs,
        Expr::While(expr) => &expr.attrs,
        Expr::Loop(expr) => &expr.attrs,
        Expr::Call(expr) => &expr.attrs,
        Expr::MethodCall(expr) => &expr.attrs,
        Expr::Return(expr) => &expr.attrs,
        Expr::Assign(expr) => &expr.attrs,
        Expr::Block(expr) => &expr.attrs,
        Expr::Macro(expr) => &expr.attrs,
        _ => &[],
    }
}

/// Words that say nothing in a state's name.
const SILENT: &[&str] = &[
    "clone",
    "await",
    "as_ref",
    "as_str",
    "as_deref",
    "to_string",
    "to_owned",
    "into",
    "iter",
    "into_iter",
    "unwrap_or",
    "Some",
    "None",
    "Ok",
    "Err",
    "true",
    "sfn",
    "let",
    "if",
    "else",
    "as",
    "f64",
    "u32",
    "i32",
    "usize",
    "is_some",
];

/// A state's name from a word and the names in an expression: `if !order.paid` is `IfNotOrderPaid`.
pub(super) fn name_of(word: &str, expr: &impl ToTokens) -> String {
    let mut words = vec![word.to_owned()];
    add_words(expr.to_token_stream(), &mut words);
    words.truncate(6);
    words.concat()
}

/// The words of an expression; of a call only the function's, since its arguments say nothing of what it gives.
fn add_words(tokens: TokenStream, words: &mut Vec<String>) {
    let mut after_name = false;
    for token in tokens {
        let follows_name = std::mem::replace(&mut after_name, matches!(token, TokenTree::Ident(_)));
        match token {
            TokenTree::Group(group)
                if follows_name && group.delimiter() == proc_macro2::Delimiter::Parenthesis => {}
            TokenTree::Ident(name) => {
                let name = name.to_string();
                if !SILENT.contains(&name.as_str()) {
                    words.push(pascal_case(&name));
                }
            }
            TokenTree::Punct(punct) if punct.as_char() == '!' && !follows_name => {
                words.push("Not".to_owned());
            }
            TokenTree::Group(group) => add_words(group.stream(), words),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// `line_items` as `LineItems`.
pub(super) fn pascal_case(name: &str) -> String {
    name.trim_start_matches("r#")
        .split('_')
        .map(|word| {
            let mut letters = word.chars();
            letters
                .next()
                .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        })
        .collect()
}

/// Methods that change their receiver, and that a workflow has as an assignment; with how many arguments.
pub(super) const MUTATIONS: &[(&str, usize)] = &[
    ("push", 1),
    ("push_str", 1),
    ("extend", 1),
    ("extend_from_slice", 1),
    ("sort", 0),
    ("sort_unstable", 0),
    ("sort_by", 1),
    ("sort_unstable_by", 1),
    ("sort_by_key", 1),
    ("sort_unstable_by_key", 1),
    ("sort_by_cached_key", 1),
    ("reverse", 0),
    ("clear", 0),
    ("retain", 1),
    ("truncate", 1),
    ("dedup", 0),
    ("dedup_by_key", 1),
    ("insert", 2),
    ("remove", 1),
    ("pop", 0),
    ("take", 0),
];

/// Whether the method changes its receiver.
pub(super) fn is_mutation(method: &syn::ExprMethodCall) -> bool {
    MUTATIONS
        .iter()
        .any(|(name, arguments)| method.method == name && method.args.len() == *arguments)
        && is_place(&method.receiver)
}

/// Whether it is a variable, a field of one, or an entry of a map: something that can change.
fn is_place(expr: &Expr) -> bool {
    match super::call::strip(expr) {
        Expr::Path(_) => true,
        Expr::Field(field) => is_place(&field.base),
        other => super::entry::entry(other).is_some(),
    }
}

/// All identifiers in the tokens.
pub(super) fn identifiers(tokens: &TokenStream) -> Vec<String> {
    idents(tokens).iter().map(Ident::to_string).collect()
}

fn idents(tokens: &TokenStream) -> Vec<Ident> {
    let mut names = Vec::new();
    for token in tokens.clone() {
        match token {
            TokenTree::Ident(name) => names.push(name),
            TokenTree::Group(group) => names.extend(idents(&group.stream())),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
    names
}

/// The names that a format text takes from its surroundings: `{total}`.
pub(super) fn inline_arguments(tokens: &TokenStream) -> Vec<String> {
    let Some(TokenTree::Literal(literal)) = tokens.clone().into_iter().next() else {
        return Vec::new();
    };
    let Ok(text) = syn::parse2::<LitStr>(TokenTree::Literal(literal).into()) else {
        return Vec::new();
    };
    let text = text.value();
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split([':', '}']).next())
        .map(str::to_owned)
        .collect()
}

/// The expressions that a macro is given, as far as they are some: `vec![a, b]`, `vec![a; n]`, `format!("{x}", x = a)`.
pub(super) fn expressions(mac: &syn::Macro) -> Vec<Expr> {
    let parse = |input: syn::parse::ParseStream<'_>| {
        let mut found = Vec::new();
        while !input.is_empty() {
            if input.peek(syn::Ident) && input.peek2(Token![=]) && !input.peek2(Token![==]) {
                input.parse::<Ident>()?;
                input.parse::<Token![=]>()?;
            }
            match input.parse::<Expr>() {
                Ok(expr) => found.push(expr),
                // A pattern, or something else that is computed nowhere.
                Err(_) => break,
            }
            if !(input.peek(Token![,]) || input.peek(Token![;])) {
                break;
            }
            input.parse::<TokenTree>()?;
        }
        input.parse::<TokenStream>()?;
        Ok(found)
    };
    mac.parse_body_with(parse).unwrap_or_default()
}

/// A macro for several things at once.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Branches {
    /// `sfn::join!`
    Join,
    /// `sfn::try_join!`
    TryJoin,
    /// `sfn::race!`
    Race,
}

/// Which macro for several things at once it is.
pub(super) fn branches(path: &Path) -> Option<Branches> {
    match path.segments.last()?.ident.to_string().as_str() {
        "join" => Some(Branches::Join),
        "try_join" => Some(Branches::TryJoin),
        "race" => Some(Branches::Race),
        _ => None,
    }
}

/// Whether it is a macro for several things at once that gives one `Result`.
pub(super) fn is_outcome(path: &Path) -> bool {
    matches!(branches(path), Some(Branches::TryJoin | Branches::Race))
}

/// Whether evaluating it twice gives different values.
pub(super) fn is_volatile(expr: &Expr) -> bool {
    volatile(&expr.to_token_stream()).is_some()
}

/// What gives another value each time.
pub(super) fn volatile(tokens: &TokenStream) -> Option<Span> {
    let names = idents(tokens);
    names.windows(2).find_map(|pair| match pair {
        [of, name]
            if (of == "sfn" && (name == "uuid" || name == "now" || name == "random"))
                || (of == "Timestamp" && name == "now") =>
        {
            Some(of.span())
        }
        _ => None,
    })
}

/// The last segment, where the path is `sfn::name` or `sfn_dsl::…::sfn::name`.
pub(super) fn sfn_function(path: &Path) -> Option<String> {
    let mut segments = path.segments.iter().rev();
    let last = segments.next()?;
    (segments.next()?.ident == "sfn").then(|| last.ident.to_string())
}

/// Whether a name is written as a type or variant.
pub(super) fn is_camel(name: &str) -> bool {
    name.chars().next().is_some_and(char::is_uppercase) && !is_constant(name)
}

/// Whether a name is written as a constant.
pub(super) fn is_constant(name: &str) -> bool {
    name.len() > 1 && name.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || c == '_')
}

/// Whether the path is `Enum::Variant`.
pub(super) fn is_variant(path: &Path) -> bool {
    let mut segments = path.segments.iter().rev();
    match (segments.next(), segments.next()) {
        (Some(last), Some(before)) => {
            is_camel(&last.ident.to_string())
                && before.ident.to_string().starts_with(char::is_uppercase)
        }
        _ => false,
    }
}

/// `LineItems` as `line_items`.
pub(super) fn snake_case(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}
