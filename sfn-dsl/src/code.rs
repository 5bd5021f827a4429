//! A JSONata expression as a tree.
//!
//! Typed expressions ([`Expr`](crate::Expr)) erase to this early, so that the lowering can substitute, compare and
//! count without knowing Rust types, and so that text is printed once, at the end, when every variable has its name.

use std::rc::Rc;

use serde_json::Value;

/// A variable of a workflow; its name is chosen when the definition is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VariableId(pub(crate) u32);

/// What an expression may start from, besides variables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Root {
    /// `$states.context.Execution.Input`: the input of the execution.
    ExecutionInput,
    /// `$states.context`: the context object.
    Context,
    /// `$states.input`: the input of the state.
    StateInput,
    /// `$states.result`: what the Task, Map or Parallel gave.
    Result,
    /// `$states.errorOutput`: what a catcher caught.
    ErrorOutput,
}

/// A binary operator of JSONata.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the variant says it")]
pub enum BinaryOperator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    Concatenate,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

impl BinaryOperator {
    /// Whether the right side is computed only where the left one does not decide.
    #[cfg(feature = "definitions")]
    pub(crate) const fn is_lazy(self) -> bool {
        matches!(self, Self::Or | Self::And)
    }
}

/// A JSONata expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Code {
    /// A constant.
    Literal(Value),
    /// A workflow variable.
    Variable(VariableId),
    /// A name inside the expression: a function's parameter or a block's binding.
    Local(Rc<str>),
    /// Something Step Functions provides.
    Root(Root),
    /// `object.key`
    Field(Rc<Code>, Rc<str>),
    /// `array[index]`
    Index(Rc<Code>, Rc<Code>),
    /// `$name(arguments)`, a built-in function without its dollar.
    Call(&'static str, Vec<Code>),
    /// `left op right`
    Binary(BinaryOperator, Rc<Code>, Rc<Code>),
    /// `-operand`
    Negate(Rc<Code>),
    /// `condition ? then : otherwise`
    Conditional(Rc<Code>, Rc<Code>, Rc<Code>),
    /// `{key: value, …}`
    Object(Vec<(Rc<str>, Code)>),
    /// `{key: value}` with a computed key.
    Entry(Rc<Code>, Rc<Code>),
    /// `[element, …]`
    Array(Vec<Code>),
    /// `[from..to]`
    Range(Rc<Code>, Rc<Code>),
    /// `function($a, $b) { body }`
    Function(Vec<Rc<str>>, Rc<Code>),
    /// `($name := value; …; body)`
    Block(Vec<(Rc<str>, Code)>, Rc<Code>),
    /// `sequence[]`: a sequence of one stays an array, also where that one is an array itself.
    KeepArray(Rc<Code>),
    /// `/pattern/`, in what JavaScript's and Java's regular expressions have in common.
    Regex(&'static str),
}

impl Code {
    /// A constant text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Literal(Value::String(text.into()))
    }

    /// `null`
    pub const fn null() -> Self {
        Self::Literal(Value::Null)
    }

    /// The member `key`, looked up now where the object is written out here.
    #[must_use]
    pub fn field(&self, key: &str) -> Self {
        if let Self::Object(members) = self
            && let Some((_, value)) = members.iter().find(|(name, _)| &**name == key)
        {
            return value.clone();
        }
        Self::Field(Rc::new(self.clone()), key.into())
    }

    /// The element `index`.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        if let Self::Array(elements) = self
            && let Some(element) = elements.get(index)
        {
            // An array alone in an array constructor is a copy of that array.
            let is_copy = elements.len() == 1 && !element.is_written();
            return if is_copy { element.index(index) } else { element.clone() };
        }
        Self::Index(Rc::new(self.clone()), Rc::new(Self::Literal(index.into())))
    }

    /// The element at a constant index, where it is written out and so are those before it.
    fn written_element(&self, index: &Self) -> Option<Self> {
        let (Self::Array(elements), Self::Literal(index)) = (self, index) else { return None };
        let index = usize::try_from(index.as_u64()?).ok()?;
        let elements = elements.get(..=index)?;
        elements.iter().all(Self::is_written).then(|| elements.last().cloned())?
    }

    /// Whether it is one element of an array constructor around it, whatever the variables are.
    const fn is_written(&self) -> bool {
        matches!(
            self,
            Self::Literal(_)
                | Self::Array(_)
                | Self::Object(_)
                | Self::Binary(..)
                | Self::Negate(_)
        )
    }

    /// `$name(arguments)`
    pub fn call(name: &'static str, arguments: impl IntoIterator<Item = Self>) -> Self {
        Self::Call(name, arguments.into_iter().collect())
    }

    /// `left op right`
    #[must_use]
    pub fn binary(operator: BinaryOperator, left: Self, right: Self) -> Self {
        Self::Binary(operator, Rc::new(left), Rc::new(right))
    }

    /// `condition ? then : otherwise`, decided now where the condition is a constant.
    #[must_use]
    pub fn conditional(condition: Self, then: Self, otherwise: Self) -> Self {
        match condition {
            Self::Literal(Value::Bool(true)) => then,
            Self::Literal(Value::Bool(false)) => otherwise,
            condition => Self::Conditional(Rc::new(condition), Rc::new(then), Rc::new(otherwise)),
        }
    }

    /// `$exists(place) ? place : default`: a member that may be missing.
    #[must_use]
    pub fn or_else(place: Self, default: Self) -> Self {
        Self::conditional(Self::call("exists", [place.clone()]), place, default)
    }

    /// The place behind [`Code::or_else`], where this is one.
    pub fn place_of_or_else(&self) -> Option<&Self> {
        match self {
            Self::Conditional(condition, then, _) => match &**condition {
                Self::Call("exists", arguments) if arguments.first() == Some(&**then) => Some(then),
                _ => None,
            },
            _ => None,
        }
    }

    /// Calls `visit` on this expression and every one inside it.
    pub fn walk(&self, visit: &mut impl FnMut(&Self)) {
        visit(self);
        self.children(&mut |part| part.walk_dynamic(visit));
    }

    fn walk_dynamic(&self, visit: &mut dyn FnMut(&Self)) {
        visit(self);
        self.children(&mut |part| part.walk_dynamic(visit));
    }

    /// Whether evaluating it twice gives different values.
    pub(crate) fn is_volatile(&self) -> bool {
        let mut volatile = false;
        self.walk(&mut |part| {
            volatile |=
                matches!(part, Self::Call("now" | "millis" | "random" | "uuid" | "shuffle", _));
        });
        volatile
    }

    /// Calls `visit` on each direct part.
    pub(crate) fn children(&self, visit: &mut dyn FnMut(&Self)) {
        match self {
            Self::Literal(_)
            | Self::Variable(_)
            | Self::Local(_)
            | Self::Root(_)
            | Self::Regex(_) => {}
            Self::Field(base, _)
            | Self::Negate(base)
            | Self::Function(_, base)
            | Self::KeepArray(base) => visit(base),
            Self::Index(a, b) | Self::Binary(_, a, b) | Self::Range(a, b) | Self::Entry(a, b) => {
                visit(a);
                visit(b);
            }
            Self::Conditional(a, b, c) => {
                visit(a);
                visit(b);
                visit(c);
            }
            Self::Call(_, parts) | Self::Array(parts) => parts.iter().for_each(visit),
            Self::Object(members) => members.iter().for_each(|(_, value)| visit(value)),
            Self::Block(bindings, body) => {
                for (_, value) in bindings {
                    visit(value);
                }
                visit(body);
            }
        }
    }

    /// Whether this is `{"Ok": …}` or `{"Err": …}` with the member `key`, where it is a result that is written out here.
    fn is_variant_of_result(&self, key: &str) -> Option<bool> {
        match self {
            Self::Object(members) => match members.as_slice() {
                [(name, _)] if &**name == "Ok" || &**name == "Err" => Some(&**name == key),
                _ => None,
            },
            _ => None,
        }
    }

    /// This expression with every part for which `replace` gives something replaced by it.
    #[must_use]
    pub fn replace(&self, replace: &impl Fn(&Self) -> Option<Self>) -> Self {
        if let Some(code) = replace(self) {
            return code;
        }
        let part = |code: &Self| code.replace(replace);
        let shared = |code: &Rc<Self>| Rc::new(code.replace(replace));
        match self {
            Self::Literal(_)
            | Self::Variable(_)
            | Self::Local(_)
            | Self::Root(_)
            | Self::Regex(_) => self.clone(),
            Self::Field(base, key) => part(base).field(key),
            Self::Negate(base) => Self::Negate(shared(base)),
            Self::KeepArray(base) => Self::KeepArray(shared(base)),
            Self::Function(parameters, body) => Self::Function(parameters.clone(), shared(body)),
            Self::Index(base, index) => {
                let (base, index) = (part(base), part(index));
                base.written_element(&index)
                    .unwrap_or_else(|| Self::Index(base.into(), index.into()))
            }
            Self::Binary(operator, a, b) => Self::Binary(*operator, shared(a), shared(b)),
            Self::Range(a, b) => Self::Range(shared(a), shared(b)),
            Self::Entry(key, value) => Self::Entry(shared(key), shared(value)),
            Self::Conditional(a, b, c) => Self::conditional(part(a), part(b), part(c)),
            Self::Call("exists", parts) => {
                let known = match parts.as_slice() {
                    [Self::Field(base, key)] => part(base).is_variant_of_result(key),
                    _ => None,
                };
                known.map_or_else(
                    || Self::Call("exists", parts.iter().map(part).collect()),
                    |known| Self::Literal(known.into()),
                )
            }
            Self::Call(name, parts) => Self::Call(name, parts.iter().map(part).collect()),
            Self::Array(parts) => {
                Self::Array(parts.iter().flat_map(|old| spliced(old, part(old))).collect())
            }
            Self::Object(members) => Self::Object(
                members.iter().map(|(key, value)| (key.clone(), part(value))).collect(),
            ),
            Self::Block(bindings, body) => Self::Block(
                bindings.iter().map(|(name, value)| (name.clone(), part(value))).collect(),
                shared(body),
            ),
        }
    }
}

/// What replaces an element of an array: JSONata takes apart an array that stands there, but not one written out.
fn spliced(old: &Code, new: Code) -> Vec<Code> {
    match new {
        Code::Array(elements) if !matches!(old, Code::Array(_)) => elements,
        Code::Literal(Value::Array(elements)) if !matches!(old, Code::Literal(Value::Array(_))) => {
            elements.into_iter().map(Code::Literal).collect()
        }
        new => vec![new],
    }
}
