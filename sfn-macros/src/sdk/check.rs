//! A call against the catalogue: service, operation, members at every depth, and what the literals among them say.
//!
//! All that is wrong is reported, each on the user's token, with the nearest known name. What an expression's type says
//! is left to rustc: each goes to a trait of what its member takes (`sfn-dsl/src/integration/sdk/value.rs`).

use proc_macro2::Span;
use sfn_catalog::{Kind, Member, Service, Shape, nearest, sdk::Confidence};
use syn::{Expr, Ident, ext::IdentExt};

use super::{
    names::{is_snake_case, snake_case},
    parse::{Call, Entry, Key, List, Object, Operation, Value},
};

/// A call that is as it should be.
pub(crate) struct Checked<'a> {
    /// `service:operation`, as it stands in `Resource`.
    pub(super) name: String,
    pub(crate) operation: Option<(Service, sfn_catalog::Operation)>,
    /// Nothing where the call only names the operation.
    pub(super) request: Option<Tree<'a>>,
}

/// A request with the kinds of its expressions.
pub(super) enum Tree<'a> {
    Object(Vec<(String, Tree<'a>)>),
    List(Vec<Tree<'a>>),
    /// An expression, and what it has to be.
    Leaf(&'a Expr, Shape),
    /// The same for any JSON.
    Any(&'a Expr),
}

impl<'a> Checked<'a> {
    /// Whether it is a call, and does not only name the operation.
    pub(crate) const fn is_call(&self) -> bool {
        self.request.is_some()
    }

    /// The expressions of the request, in their order.
    pub(crate) fn leaves(&self) -> Vec<&'a Expr> {
        let mut leaves = Vec::new();
        if let Some(request) = &self.request {
            request.leaves(&mut leaves);
        }
        leaves
    }
}

impl<'a> Tree<'a> {
    fn leaves(&self, leaves: &mut Vec<&'a Expr>) {
        match self {
            Self::Leaf(expr, _) | Self::Any(expr) => leaves.push(expr),
            Self::List(elements) => elements.iter().for_each(|element| element.leaves(leaves)),
            Self::Object(entries) => entries.iter().for_each(|(_, value)| value.leaves(leaves)),
        }
    }
}

/// Compares the call with the catalogue.
pub(crate) fn check(call: &Call) -> Result<Checked<'_>, Vec<syn::Error>> {
    let mut check = Check { errors: Vec::new() };
    let (name, operation) = match &call.operation {
        Operation::Unknown { name, action, .. } => {
            check.unknown(name);
            if !action.value().contains(':') {
                check.error(action.span(), "an IAM action is `service:Action`");
            }
            (name.value(), None)
        }
        Operation::Known { service, operation } => match check.operation(service, operation) {
            Some((service, operation)) => {
                (format!("{}:{}", service.name(), operation.name()), Some((service, operation)))
            }
            None => return Err(check.errors),
        },
    };
    let request = call.request.as_ref().map(|request| match &operation {
        Some((_, operation)) => {
            let owner = format!("`{}`", operation.name());
            check.structure(request, operation.input(), &owner, call.operation.span())
        }
        None => check.any_object(request),
    });
    if check.errors.is_empty() {
        Ok(Checked { name, operation, request })
    } else {
        Err(check.errors)
    }
}

struct Check {
    errors: Vec<syn::Error>,
}

impl Check {
    fn error(&mut self, span: Span, message: impl std::fmt::Display) {
        self.errors.push(syn::Error::new(span, message));
    }

    /// The name in `unknown "service:operation"`.
    fn unknown(&mut self, name: &syn::LitStr) {
        let text = name.value();
        match text.split_once(':') {
            Some((service, operation)) if !operation.is_empty() => {
                if sfn_catalog::service(service).is_none() {
                    let known = sfn_catalog::sdk::near_service(service);
                    if let Some(known) = known.filter(|known| known.operation(operation).is_some())
                    {
                        let message =
                            format!("`{service}` is `{}` in Step Functions", known.name());
                        self.error(name.span(), message);
                    }
                } else if sfn_catalog::sdk::operation(service, operation)
                    .is_some_and(|operation| operation.confidence() != Confidence::Unknown)
                {
                    let message = format!(
                        "the catalogue knows this operation: write `{service}::{} {{ .. }}`",
                        snake_case(operation)
                    );
                    self.error(name.span(), message);
                }
            }
            _ => self
                .error(name.span(), "an operation is named `service:operation`, as in `Resource`"),
        }
    }

    fn operation(
        &mut self,
        service: &Ident,
        operation: &Ident,
    ) -> Option<(Service, sfn_catalog::Operation)> {
        let name = service.unraw().to_string();
        let Some(known) = sfn_catalog::service(&name) else {
            let near = sfn_catalog::sdk::near_service(&name).map(Service::name);
            let message = format!("Step Functions knows no service `{name}`");
            let message = with_help(message, near, || None);
            self.error(service.span(), message);
            return None;
        };
        let wanted = operation.unraw().to_string();
        let found = known.operations().find(|found| is_snake_case(&wanted, found.name()));
        let Some(found) = found else {
            let names: Vec<String> =
                known.operations().map(|known| snake_case(known.name())).collect();
            let near = nearest(&snake_case(&wanted), names.iter().map(String::as_str));
            let message = format!("`{name}` has no operation `{wanted}`");
            let message = with_help(message, near, || {
                Some(format!(
                    "one that is newer than the catalogue is called with `sdk!(unknown \"{name}:…\", action = \"…\", resource = \"…\", {{ .. }})`"
                ))
            });
            self.error(operation.span(), message);
            return None;
        };
        match found.confidence() {
            Confidence::Unsupported => {
                let message =
                    format!("Step Functions does not offer `{}` of `{name}`", found.name());
                self.error(operation.span(), message);
                None
            }
            Confidence::Unknown => {
                let message = format!(
                    "no source says which IAM action `{0}` needs\nhelp: say it: `sdk!(unknown \"{name}:{0}\", action = \"…\", resource = \"…\", {{ .. }})`",
                    found.name()
                );
                self.error(operation.span(), message);
                None
            }
            _ => Some((known, found)),
        }
    }

    /// An object with known members. `owner` needs them, and stands at `span`.
    fn structure<'a>(
        &mut self,
        object: &'a Object,
        shape: Shape,
        owner: &str,
        span: Span,
    ) -> Tree<'a> {
        let mut given: Vec<String> = Vec::new();
        let mut entries = Vec::new();
        for entry in &object.entries {
            let name = entry.key.text();
            if given.contains(&name) {
                self.error(entry.key.span(), format!("`{name}` is given twice"));
                continue;
            }
            let member = self.member(entry, shape, owner);
            given.push(name.clone());
            if let Some(member) = member {
                let value = match member {
                    Some(member) => self.value(&entry.value, &member, entry.key.span()),
                    None => self.any(&entry.value),
                };
                entries.push((name, value));
            }
        }
        let missing: Vec<String> = shape
            .members()
            .filter(|member| member.required && !given.iter().any(|name| name == member.name))
            .map(|member| format!("`{}`", member.name))
            .collect();
        // A misspelt member is one mistake, not also a missing one.
        let misspelt = given.iter().any(|name| shape.member(name).is_none());
        if !missing.is_empty() && !misspelt {
            self.error(span, format!("{owner} needs {}", missing.join(", ")));
        }
        if shape.is_union() && object.entries.len() != 1 {
            self.error(object.span, format!("{owner} takes exactly one of its members"));
        }
        Tree::Object(entries)
    }

    /// The member of this name: `None` where there is none, `Some(None)` where the user says that it is newer.
    #[expect(clippy::option_option, reason = "a wrong member, an unknown one, and a known one")]
    fn member(&mut self, entry: &Entry, shape: Shape, owner: &str) -> Option<Option<Member>> {
        let name = entry.key.text();
        if let (Key::Text(text), false) = (&entry.key, entry.unknown) {
            self.error(text.span(), format!("a member is a name: `{name}: value`"));
            return None;
        }
        match (shape.member(&name), entry.unknown) {
            (Some(member), false) => Some(Some(member)),
            (None, true) => Some(None),
            (Some(_), true) => {
                self.error(
                    entry.key.span(),
                    format!("the catalogue knows `{name}`: drop `unknown`"),
                );
                None
            }
            (None, false) => {
                let near = nearest(&name, shape.members().map(|member| member.name));
                let message = format!("{owner} has no member `{name}`");
                let message = with_help(message, near, || {
                    Some(format!(
                        "for one that is newer than the catalogue, write `unknown {name}: value`"
                    ))
                });
                self.error(entry.key.span(), message);
                None
            }
        }
    }

    fn value<'a>(&mut self, value: &'a Value, member: &Member, key: Span) -> Tree<'a> {
        self.shaped(value, member.shape, &format!("`{}`", member.name), key)
    }

    /// A value of this shape, which is (a part of) the member `owner` that is given at `key`.
    fn shaped<'a>(&mut self, value: &'a Value, shape: Shape, owner: &str, key: Span) -> Tree<'a> {
        match (value, shape.kind()) {
            (value, Kind::Document) => self.any(value),
            (Value::Object(object), Kind::Structure) => self.structure(object, shape, owner, key),
            (Value::Object(object), Kind::Map) => self.map(object, shape, owner),
            (Value::List(list), Kind::List) => self.list(list, shape, owner, key),
            (Value::Expr(expr), kind) => {
                self.literal(expr, shape, kind, owner);
                Tree::Leaf(expr, shape)
            }
            (Value::Object(Object { span, .. }) | Value::List(List { span, .. }), kind) => {
                self.error(*span, format!("{owner} is {}", described(kind)));
                Tree::List(Vec::new())
            }
        }
    }

    fn list<'a>(&mut self, list: &'a List, shape: Shape, owner: &str, key: Span) -> Tree<'a> {
        let Some(element) = shape.element() else { return Tree::List(Vec::new()) };
        let owner = element.name().map_or_else(|| owner.to_owned(), |name| format!("`{name}`"));
        let elements = list.elements.iter().map(|value| {
            let key = match value {
                Value::Object(object) => object.span,
                _ => key,
            };
            if let (Value::Expr(expr), Kind::List) = (value, element.kind()) {
                self.list_in_list(expr);
            }
            self.shaped(value, element, &owner, key)
        });
        Tree::List(elements.collect())
    }

    /// JSONata would flatten it.
    fn list_in_list(&mut self, expr: &Expr) {
        let message = "write the inner list out, `[[a, b]]`, or give the whole list as one value";
        self.errors.push(syn::Error::new_spanned(expr, message));
    }

    fn map<'a>(&mut self, object: &'a Object, shape: Shape, owner: &str) -> Tree<'a> {
        let Some(value) = shape.value() else { return Tree::Object(Vec::new()) };
        let keys: Vec<&str> =
            shape.key().map(|key| key.enum_values().collect()).unwrap_or_default();
        let mut entries: Vec<(String, Tree<'a>)> = Vec::new();
        for entry in &object.entries {
            let name = entry.key.text();
            if let Key::Member(key) = &entry.key {
                let message = format!("the keys of {owner} are texts: `\"{name}\": value`");
                self.error(key.span(), message);
            } else if entries.iter().any(|(known, _)| *known == name) {
                self.error(entry.key.span(), format!("`{name}` is given twice"));
            } else if !keys.is_empty() && !keys.contains(&&*name) {
                self.no_value(entry.key.span(), owner, &name, &keys);
            }
            let value = self.shaped(&entry.value, value, owner, entry.key.span());
            entries.push((name, value));
        }
        Tree::Object(entries)
    }

    /// Any JSON.
    fn any<'a>(&mut self, value: &'a Value) -> Tree<'a> {
        match value {
            Value::Object(object) => self.any_object(object),
            Value::List(list) => {
                Tree::List(list.elements.iter().map(|value| self.any(value)).collect())
            }
            Value::Expr(expr) => Tree::Any(expr),
        }
    }

    fn any_object<'a>(&mut self, object: &'a Object) -> Tree<'a> {
        let entries = object.entries.iter().map(|entry| (entry.key.text(), self.any(&entry.value)));
        Tree::Object(entries.collect())
    }

    /// What a literal says of itself.
    fn literal(&mut self, expr: &Expr, shape: Shape, kind: Kind, owner: &str) {
        let Some(literal) = literal_of(expr) else { return };
        let is_text = matches!(kind, Kind::String | Kind::Blob | Kind::Timestamp);
        match literal {
            syn::Lit::Str(text) if is_text => {
                let values: Vec<&str> = shape.enum_values().collect();
                let text = text.value();
                let is_placeholder = text.contains("${");
                if !values.is_empty() && !values.contains(&&*text) && !is_placeholder {
                    self.no_value(literal.span(), owner, &text, &values);
                }
            }
            syn::Lit::Int(_)
                if matches!(kind, Kind::Integer | Kind::Long | Kind::Float | Kind::Double) => {}
            syn::Lit::Float(_) if matches!(kind, Kind::Float | Kind::Double) => {}
            syn::Lit::Bool(_) if kind == Kind::Boolean => {}
            literal => self.error(literal.span(), format!("{owner} is {}", described(kind))),
        }
    }

    /// An enum has no such value.
    fn no_value(&mut self, span: Span, owner: &str, value: &str, known: &[&str]) {
        let near = nearest(value, known.iter().copied());
        let message = with_help(format!("{owner} has no value `{value}`"), near, || {
            (known.len() <= 12).then(|| format!("it is one of `{}`", known.join("`, `")))
        });
        self.error(span, message);
    }
}

/// The literal that the expression is, be it negated.
fn literal_of(expr: &Expr) -> Option<&syn::Lit> {
    match expr {
        Expr::Lit(literal) => Some(&literal.lit),
        Expr::Unary(unary) => literal_of(&unary.expr),
        Expr::Paren(inner) => literal_of(&inner.expr),
        Expr::Group(inner) => literal_of(&inner.expr),
        _ => None,
    }
}

/// The message with the name that may be meant, or else with other help.
fn with_help(
    message: String,
    near: Option<&str>,
    otherwise: impl FnOnce() -> Option<String>,
) -> String {
    match (near, near.is_none().then(otherwise).flatten()) {
        (Some(near), _) => format!("{message}: did you mean `{near}`?"),
        (None, Some(help)) => format!("{message}\nhelp: {help}"),
        (None, None) => message,
    }
}

const fn described(kind: Kind) -> &'static str {
    match kind {
        Kind::Structure => "an object: `{ Member: value }`",
        Kind::List => "a list: `[value, value]`",
        Kind::Map => "a map: `{ \"key\": value }`",
        Kind::String | Kind::Blob => "a text",
        Kind::Timestamp => "a time as text: `\"2026-01-31T12:00:00Z\"`",
        Kind::Integer | Kind::Long => "a whole number",
        Kind::Float | Kind::Double => "a number",
        Kind::Boolean => "`true` or `false`",
        Kind::Document => "any JSON",
    }
}
