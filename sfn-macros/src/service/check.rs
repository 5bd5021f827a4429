//! A request against the catalogue: members at every depth, and what the literals among them say.
//!
//! All that is wrong is reported, each on the user's token, with the nearest known name. What an expression's type says
//! is left to rustc: each goes to a trait of what its member takes (`sfn-dsl/src/integration/service/value.rs`).

use proc_macro2::Span;
use sfn_catalog::{Kind, Member, Pattern, Shape, nearest};
use syn::Expr;

use super::{
    parse::{Call, Entry, Family, Key, List, Object, Value},
    target::{Known, Target},
};

/// A call that is as it should be.
pub(crate) struct Checked<'a> {
    pub(crate) target: Target,
    /// Nothing where the call only names the operation.
    pub(super) request: Option<Tree<'a>>,
    /// The place of the task token in the request, as a JSON pointer.
    pub(super) token: Option<String>,
}

/// A request with the kinds of its expressions.
pub(super) enum Tree<'a> {
    Object(Vec<(String, Tree<'a>)>),
    List(Vec<Tree<'a>>),
    /// An expression, and what it has to be.
    Leaf(&'a Expr, Shape),
    /// The same for a member that need not be given.
    Optional(&'a Expr, Shape),
    /// The same for any JSON.
    Any(&'a Expr),
    /// The token to call back with.
    TaskToken,
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
            Self::Leaf(expr, _) | Self::Optional(expr, _) | Self::Any(expr) => leaves.push(expr),
            Self::List(elements) => elements.iter().for_each(|element| element.leaves(leaves)),
            Self::Object(entries) => entries.iter().for_each(|(_, value)| value.leaves(leaves)),
            Self::TaskToken => {}
        }
    }
}

/// Compares the call with the catalogue.
pub(crate) fn check(call: &Call) -> Result<Checked<'_>, Vec<syn::Error>> {
    let mut check = Check::new();
    let Some(target) = check.target(call) else { return Err(check.errors) };
    // Calls of the SDK read `null` as not given; of the optimized integrations no source says so.
    check.takes_null = call.family == Family::Sdk;
    let request = call.request.as_ref().map(|request| {
        let request = match &target.known {
            Some(known) => check.request(request, known, call.operation.span()),
            None => check.any_object(request),
        };
        check.task_token(&target, call.pattern.map(|(_, span)| span));
        request
    });
    if check.errors.is_empty() {
        let token = check.tokens.pop().map(|(place, _)| place);
        Ok(Checked { target, request, token })
    } else {
        Err(check.errors)
    }
}

pub(super) struct Check {
    errors: Vec<syn::Error>,
    /// Where in the request it is: names and numbers.
    place: Vec<String>,
    /// Where the task token stands.
    tokens: Vec<(String, Span)>,
    /// Whether `null` leaves out a member that need not be given.
    takes_null: bool,
}

impl Check {
    pub(super) const fn new() -> Self {
        Self { errors: Vec::new(), place: Vec::new(), tokens: Vec::new(), takes_null: false }
    }

    pub(super) fn into_errors(self) -> Vec<syn::Error> {
        self.errors
    }

    pub(super) fn error(&mut self, span: Span, message: impl std::fmt::Display) {
        self.errors.push(syn::Error::new(span, message));
    }

    /// A request for this operation, which stands at `span`.
    fn request<'a>(&mut self, object: &'a Object, known: &Known, span: Span) -> Tree<'a> {
        let owner = format!("`{}`", known.operation);
        let Some(parameters) = known.parameters else {
            return self.structure(object, known.input, &[], &owner, span);
        };
        let one_of = &parameters.one_of;
        let given = |name: &String| object.entries.iter().any(|entry| entry.key.text() == *name);
        if !one_of.is_empty() && !one_of.iter().any(given) {
            self.error(span, format!("{owner} needs one of `{}`", one_of.join("`, `")));
        }
        self.structure(object, known.input, &parameters.required, &owner, span)
    }

    /// The task token, which a callback needs, and nothing else has.
    fn task_token(&mut self, target: &Target, pattern: Option<Span>) {
        let is_callback = target.pattern == Pattern::WaitForTaskToken;
        let mut tokens = std::mem::take(&mut self.tokens).into_iter();
        match (tokens.next(), pattern) {
            (None, Some(span)) if is_callback && self.errors.is_empty() => self.error(
                span,
                "nothing gives the task token to what is called\nhelp: write `TaskToken` as a value in the request",
            ),
            (Some((_, span)), _) if !is_callback => {
                self.error(span, "only a call with `.wait_for_task_token` has a task token");
            }
            (first, _) => self.tokens.extend(first),
        }
        for (_, span) in tokens {
            self.error(span, "the task token is given once");
        }
    }

    /// An object with known members. `owner` needs them and those in `required`, and stands at `span`.
    fn structure<'a>(
        &mut self,
        object: &'a Object,
        shape: Shape,
        required: &[String],
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
                let value = self.at(&name, |check| match member {
                    Some(member) => check.value(&entry.value, &member, entry.key.span()),
                    None => check.any(&entry.value),
                });
                let needed = shape.is_union() || member.is_some_and(|member| member.required);
                entries.push((name, if needed { value } else { self.not_needed(value) }));
            }
        }
        let missing: Vec<String> = shape
            .members()
            .filter(|member| member.required || required.iter().any(|name| name == member.name))
            .filter(|member| !given.iter().any(|name| name == member.name))
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

    /// The value of a member that need not be given.
    fn not_needed<'a>(&self, value: Tree<'a>) -> Tree<'a> {
        match value {
            Tree::Leaf(expr, shape) if self.takes_null => Tree::Optional(expr, shape),
            value => value,
        }
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
            (Value::Object(object), Kind::Structure) => {
                self.structure(object, shape, &[], owner, key)
            }
            (Value::Object(object), Kind::Map) => self.map(object, shape, owner),
            (Value::List(list), Kind::List) => self.list(list, shape, owner, key),
            (Value::Expr(expr), kind) => {
                self.literal(expr, shape, kind, owner);
                Tree::Leaf(expr, shape)
            }
            (Value::TaskToken(span), Kind::String) => self.token(*span),
            (
                Value::Object(Object { span, .. })
                | Value::List(List { span, .. })
                | Value::TaskToken(span),
                kind,
            ) => {
                self.error(*span, format!("{owner} is {}", described(kind)));
                Tree::List(Vec::new())
            }
        }
    }

    fn list<'a>(&mut self, list: &'a List, shape: Shape, owner: &str, key: Span) -> Tree<'a> {
        let Some(element) = shape.element() else { return Tree::List(Vec::new()) };
        let owner = element.name().map_or_else(|| owner.to_owned(), |name| format!("`{name}`"));
        let elements = list.elements.iter().enumerate().map(|(index, value)| {
            let key = match value {
                Value::Object(object) => object.span,
                _ => key,
            };
            if let (Value::Expr(expr), Kind::List) = (value, element.kind()) {
                self.list_in_list(expr);
            }
            self.at(&index.to_string(), |check| check.shaped(value, element, &owner, key))
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
            let value =
                self.at(&name, |check| check.shaped(&entry.value, value, owner, entry.key.span()));
            entries.push((name, value));
        }
        Tree::Object(entries)
    }

    /// Any JSON.
    fn any<'a>(&mut self, value: &'a Value) -> Tree<'a> {
        match value {
            Value::Object(object) => self.any_object(object),
            Value::List(list) => {
                let elements =
                    list.elements.iter().enumerate().map(|(index, value)| {
                        self.at(&index.to_string(), |check| check.any(value))
                    });
                Tree::List(elements.collect())
            }
            Value::Expr(expr) => Tree::Any(expr),
            Value::TaskToken(span) => self.token(*span),
        }
    }

    fn any_object<'a>(&mut self, object: &'a Object) -> Tree<'a> {
        let entries = object.entries.iter().map(|entry| {
            let name = entry.key.text();
            let value = self.at(&name, |check| check.any(&entry.value));
            (name, value)
        });
        Tree::Object(entries.collect())
    }

    fn token<'a>(&mut self, span: Span) -> Tree<'a> {
        let escaped = |name: &String| name.replace('~', "~0").replace('/', "~1");
        let names: Vec<String> = self.place.iter().map(escaped).collect();
        let place = format!("/{}", names.join("/"));
        self.tokens.push((place, span));
        Tree::TaskToken
    }

    /// What is found at this place within the current one.
    fn at<T>(&mut self, name: &str, find: impl FnOnce(&mut Self) -> T) -> T {
        self.place.push(name.to_owned());
        let found = find(self);
        self.place.pop();
        found
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
pub(super) fn with_help(
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
