//! The text of a call.

use proc_macro2::{Span, TokenStream};
use sfn_catalog::Pattern;
use syn::{
    Expr, Ident, LitInt, LitStr, Token, Type, braced, bracketed,
    ext::IdentExt,
    parse::{Parse, ParseStream, Parser},
    punctuated::Punctuated,
    token,
};

/// Which of the macros it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Family {
    /// `sdk!`: `arn:aws:states:::aws-sdk:service:operation`
    #[default]
    Sdk,
    /// `optimized!`: `arn:aws:states:::service:operation`
    Optimized,
}

impl Family {
    /// The one that the path names.
    pub(crate) fn of(path: &syn::Path) -> Option<Self> {
        Self::named(&path.segments.last()?.ident)
    }

    pub(super) fn named(name: &Ident) -> Option<Self> {
        match name.to_string().as_str() {
            "sdk" => Some(Self::Sdk),
            "optimized" => Some(Self::Optimized),
            _ => None,
        }
    }
}

/// `service::operation.pattern -> Result<T, E> { Member: value }`
pub(crate) struct Call {
    pub(super) family: Family,
    /// `@scope`: the module in which a workflow has put the types.
    pub(super) scope: Option<Ident>,
    /// `w =>`: the builder that records it.
    pub(super) builder: Option<Ident>,
    pub(super) operation: Operation,
    /// `.sync`, `.wait_for_task_token`
    pub(super) pattern: Option<(Pattern, Span)>,
    /// `None`: what the operation gives.
    pub(super) output: Option<Type>,
    /// `None`: `ServiceError`.
    pub(super) error: Option<Type>,
    /// Without it, the call only names the operation.
    pub(super) request: Option<Object>,
}

/// What is called.
pub(super) enum Operation {
    /// `textract::detect_document_text`
    Known {
        /// The service.
        service: Ident,
        /// The operation, in `snake_case`.
        operation: Ident,
    },
    /// `unknown "service:operation", action = "…", resource = "…",`
    Unknown {
        /// As it stands in `Resource`.
        name: LitStr,
        /// The IAM action.
        action: LitStr,
        /// What the action is allowed on.
        resource: LitStr,
    },
}

/// A value in a request.
pub(super) enum Value {
    /// `TaskToken`
    TaskToken(Span),
    /// `{ Member: value }`
    Object(Object),
    /// `[value, value]`
    List(List),
    /// Rust.
    Expr(Box<Expr>),
}

pub(super) struct Object {
    pub(super) span: Span,
    pub(super) entries: Vec<Entry>,
}

pub(super) struct List {
    pub(super) span: Span,
    pub(super) elements: Vec<Value>,
}

/// `Member: value`, `"key": value` or `unknown Member: value`.
pub(super) struct Entry {
    /// Whether the member is newer than the catalogue.
    pub(super) unknown: bool,
    pub(super) key: Key,
    pub(super) value: Value,
}

pub(super) enum Key {
    Member(Ident),
    Text(LitStr),
}

impl Key {
    pub(super) fn text(&self) -> String {
        match self {
            Self::Member(name) => name.unraw().to_string(),
            Self::Text(text) => text.value(),
        }
    }

    pub(super) fn span(&self) -> Span {
        match self {
            Self::Member(name) => name.span(),
            Self::Text(text) => text.span(),
        }
    }
}

impl Call {
    /// Where the operation's name stands.
    pub(crate) fn span(&self) -> Span {
        self.operation.span()
    }

    /// What states that call it are named after.
    pub(crate) fn state_name(&self) -> String {
        self.operation.state_name()
    }
}

impl Operation {
    pub(super) fn span(&self) -> Span {
        match self {
            Self::Known { operation, .. } => operation.span(),
            Self::Unknown { name, .. } => name.span(),
        }
    }

    pub(super) fn state_name(&self) -> String {
        match self {
            Self::Known { operation, .. } => operation.unraw().to_string(),
            Self::Unknown { name, .. } => {
                let name = name.value();
                sfn_catalog::snake_case(name.split(':').next_back().unwrap_or_default())
            }
        }
    }
}

impl Call {
    /// Reads what stands in the macro.
    pub(crate) fn parse(family: Family, tokens: TokenStream) -> syn::Result<Self> {
        (|input: ParseStream<'_>| Self::read(family, input)).parse2(tokens)
    }

    fn read(family: Family, input: ParseStream<'_>) -> syn::Result<Self> {
        let scope = match input.parse::<Option<Token![@]>>()? {
            Some(_) => Some(input.parse()?),
            None => None,
        };
        let builder = if input.peek(syn::Ident) && input.peek2(Token![=>]) {
            let builder = input.parse()?;
            input.parse::<Token![=>]>()?;
            Some(builder)
        } else {
            None
        };
        let operation: Operation = input.parse()?;
        let pattern = pattern(input)?;
        let (output, error) = result(input)?;
        let request = if input.is_empty() { None } else { Some(input.parse()?) };
        if !input.is_empty() {
            return Err(input.error("nothing follows the request"));
        }
        Ok(Self { family, scope, builder, operation, pattern, output, error, request })
    }
}

impl Parse for Operation {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let service = input.call(Ident::parse_any)?;
        if service == "unknown" && input.peek(LitStr) {
            let name: LitStr = input.parse()?;
            let action = setting(input, &name, "action")?;
            let resource = setting(input, &name, "resource")?;
            input.parse::<Option<Token![,]>>()?;
            return Ok(Self::Unknown { name, action, resource });
        }
        if !input.peek(Token![::]) {
            let message = format!("write `{service}::operation {{ Member: value }}`");
            return Err(syn::Error::new(service.span(), message));
        }
        input.parse::<Token![::]>()?;
        Ok(Self::Known { service, operation: input.call(Ident::parse_any)? })
    }
}

/// `.sync`, `.sync:2`, `.wait_for_task_token`
fn pattern(input: ParseStream<'_>) -> syn::Result<Option<(Pattern, Span)>> {
    if input.parse::<Option<Token![.]>>()?.is_none() {
        return Ok(None);
    }
    let name = input.call(Ident::parse_any)?;
    let pattern = match name.to_string().as_str() {
        "sync" if input.parse::<Option<Token![:]>>()?.is_some() => {
            let version: LitInt = input.parse()?;
            if version.base10_digits() != "2" {
                return Err(syn::Error::new(version.span(), "there is `.sync` and `.sync:2`"));
            }
            Pattern::Sync2
        }
        "sync" => Pattern::Sync,
        "wait_for_task_token" => Pattern::WaitForTaskToken,
        _ => {
            let message = "a call waits for the end of a job, `.sync`, or for a callback, `.wait_for_task_token`";
            return Err(syn::Error::new(name.span(), message));
        }
    };
    Ok(Some((pattern, name.span())))
}

/// `, setting = "…"`, without which the operation cannot be called.
fn setting(input: ParseStream<'_>, operation: &LitStr, setting: &str) -> syn::Result<LitStr> {
    let missing = || {
        let message = format!(
            "the catalogue does not know what this operation needs: say `{setting} = \"…\"` after it"
        );
        syn::Error::new(operation.span(), message)
    };
    input.parse::<Token![,]>().map_err(|_| missing())?;
    if !input.fork().call(Ident::parse_any).is_ok_and(|found| found == setting) {
        return Err(missing());
    }
    input.call(Ident::parse_any)?;
    input.parse::<Token![=]>()?;
    input.parse()
}

/// `-> Result<T, E>`, of which either type may be `_`.
fn result(input: ParseStream<'_>) -> syn::Result<(Option<Type>, Option<Type>)> {
    if !input.peek(Token![->]) {
        return Ok((None, None));
    }
    let output = input.parse()?;
    let Some((result, error)) = crate::function::result_types(&output) else {
        let message = "a call gives `Result<T, E>`; `_` stands for what it would give without it";
        return Err(syn::Error::new_spanned(&output, message));
    };
    let given = |ty: Type| (!matches!(ty, Type::Infer(_))).then_some(ty);
    Ok((given(result), given(error)))
}

impl Parse for Object {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let content;
        let brace = braced!(content in input);
        let entries = Punctuated::<Entry, Token![,]>::parse_terminated(&content)?;
        Ok(Self { span: brace.span.join(), entries: entries.into_iter().collect() })
    }
}

impl Parse for Entry {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let is_marked =
            input.peek(syn::Ident) && !input.peek2(Token![:]) && !input.peek2(Token![,]);
        let unknown = if is_marked {
            let mark: Ident = input.call(Ident::parse_any)?;
            if mark != "unknown" {
                return Err(syn::Error::new(mark.span(), "expected `Member: value`"));
            }
            true
        } else {
            false
        };
        let key = if input.peek(LitStr) {
            Key::Text(input.parse()?)
        } else {
            Key::Member(input.call(Ident::parse_any)?)
        };
        if !input.peek(Token![:]) {
            return Err(syn::Error::new(key.span(), "give the member a value: `Member: value`"));
        }
        input.parse::<Token![:]>()?;
        Ok(Self { unknown, key, value: input.parse()? })
    }
}

impl Parse for Value {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(token::Brace) {
            return input.parse().map(Self::Object);
        }
        if input.peek(token::Bracket) {
            let content;
            let bracket = bracketed!(content in input);
            let elements = Punctuated::<Self, Token![,]>::parse_terminated(&content)?;
            let elements = elements.into_iter().collect();
            return Ok(Self::List(List { span: bracket.span.join(), elements }));
        }
        let ahead = input.fork();
        if let Ok(name) = ahead.parse::<Ident>()
            && name == "TaskToken"
            && (ahead.is_empty() || ahead.peek(Token![,]))
        {
            return input.parse().map(|name: Ident| Self::TaskToken(name.span()));
        }
        input.parse().map(|expr| Self::Expr(Box::new(expr)))
    }
}
