//! What programs are made of: the types and tasks of `sfn-programs`.

/// A type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    Unit,
    Int,
    Count,
    Float,
    Bool,
    Text,
    Option(Box<Type>),
    List(Box<Type>),
    Map(Box<Type>),
    Tuple(Vec<Type>),
    Struct(Struct),
    Enum(Enum),
}

/// A struct of `sfn-programs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Struct {
    Place,
    Item,
    Order,
    Wrapped,
}

/// An enum of `sfn-programs`, an error or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Enum {
    Size,
    Shape,
    Event,
    Change,
    Loose,
    Failure,
    Denied,
    Any,
}

/// A variant of an enum.
pub(crate) struct Variant {
    pub(crate) name: &'static str,
    pub(crate) fields: Fields,
}

/// What a variant holds.
pub(crate) enum Fields {
    Unit,
    Tuple(Vec<Type>),
    Named(Vec<(&'static str, Type)>),
}

/// A task, or a workflow that programs call.
#[derive(Clone)]
pub(crate) struct Task {
    pub(crate) name: &'static str,
    pub(crate) parameters: Vec<Type>,
    pub(crate) output: Type,
    pub(crate) error: Enum,
}

/// The largest comes least often.
pub(crate) const STRUCTS: [Struct; 7] = [
    Struct::Place,
    Struct::Item,
    Struct::Wrapped,
    Struct::Place,
    Struct::Item,
    Struct::Wrapped,
    Struct::Order,
];
pub(crate) const ENUMS: [Enum; 5] =
    [Enum::Size, Enum::Shape, Enum::Event, Enum::Change, Enum::Loose];

/// An option; of an option, the option itself, since in JSON both are one: `option-in-option` of the README.
pub(crate) fn option(inner: Type) -> Type {
    match inner {
        Type::Option(_) => inner,
        inner => Type::Option(Box::new(inner)),
    }
}

pub(crate) fn list(element: Type) -> Type {
    Type::List(Box::new(element))
}

impl Type {
    /// As Rust writes it.
    pub(crate) fn rust(&self) -> String {
        match self {
            Self::Unit => "()".to_owned(),
            Self::Int => "i32".to_owned(),
            Self::Count => "usize".to_owned(),
            Self::Float => "f64".to_owned(),
            Self::Bool => "bool".to_owned(),
            Self::Text => "String".to_owned(),
            Self::Option(inner) => format!("Option<{}>", inner.rust()),
            Self::List(element) => format!("Vec<{}>", element.rust()),
            Self::Map(value) => format!("BTreeMap<String, {}>", value.rust()),
            Self::Tuple(parts) => {
                let parts: Vec<_> = parts.iter().map(Self::rust).collect();
                format!("({})", parts.join(", "))
            }
            Self::Struct(it) => format!("{it:?}"),
            Self::Enum(it) => format!("{it:?}"),
        }
    }

    pub(crate) fn is_copy(&self) -> bool {
        match self {
            Self::Unit
            | Self::Int
            | Self::Count
            | Self::Float
            | Self::Bool
            | Self::Enum(Enum::Size) => true,
            Self::Option(inner) => inner.is_copy(),
            Self::Tuple(parts) => parts.iter().all(Self::is_copy),
            _ => false,
        }
    }

    /// Whether values may become ever larger in a loop.
    pub(crate) fn can_grow(&self) -> bool {
        !self.is_copy()
    }

    /// The parts that are reached with a `.`.
    pub(crate) fn members(&self) -> Vec<(String, Self)> {
        match self {
            Self::Tuple(parts) => parts
                .iter()
                .enumerate()
                .map(|(index, part)| (index.to_string(), part.clone()))
                .collect(),
            Self::Struct(it) => {
                it.fields().into_iter().map(|(name, ty)| (name.to_owned(), ty)).collect()
            }
            _ => Vec::new(),
        }
    }
}

impl Struct {
    pub(crate) fn fields(self) -> Vec<(&'static str, Type)> {
        match self {
            Self::Place => vec![("x", Type::Int), ("y", Type::Int)],
            Self::Item => vec![
                ("sku", Type::Text),
                ("quantity", Type::Int),
                ("tags", list(Type::Text)),
                ("note", option(Type::Text)),
                ("size", Type::Enum(Enum::Size)),
            ],
            Self::Order => vec![
                ("order_id", Type::Text),
                ("item_list", list(Type::Struct(Self::Item))),
                ("is_open", Type::Bool),
                ("ship_to", option(Type::Struct(Self::Place))),
                ("max_weight", Type::Float),
                ("last_event", Type::Enum(Enum::Event)),
            ],
            Self::Wrapped => vec![
                ("place", Type::Struct(Self::Place)),
                ("name", Type::Text),
                ("rank", option(Type::Int)),
            ],
        }
    }
}

impl Enum {
    pub(crate) fn variants(self) -> Vec<Variant> {
        let unit = |name| Variant { name, fields: Fields::Unit };
        let tuple = |name, types| Variant { name, fields: Fields::Tuple(types) };
        let named = |name, fields| Variant { name, fields: Fields::Named(fields) };
        match self {
            Self::Size => vec![unit("Small"), unit("Medium"), unit("Large")],
            Self::Shape => vec![
                unit("Point"),
                named("Circle", vec![("radius", Type::Int)]),
                tuple("Named", vec![Type::Text]),
                tuple("Both", vec![Type::Int, Type::Text]),
                tuple("Sized", vec![Type::Enum(Self::Size)]),
                tuple("At", vec![Type::Struct(Struct::Place)]),
            ],
            Self::Event => vec![
                unit("Gone"),
                named("CreatedAt", vec![("at", Type::Int)]),
                named("Renamed", vec![("from", Type::Text), ("to_name", option(Type::Text))]),
                tuple("Moved", vec![Type::Struct(Struct::Place)]),
            ],
            Self::Change => vec![
                unit("Clear"),
                tuple("Add", vec![Type::Int]),
                named("Put", vec![("name", Type::Text), ("value", Type::Int)]),
                tuple("Many", vec![list(Type::Int)]),
            ],
            Self::Loose => vec![
                tuple("Number", vec![Type::Int]),
                tuple("Text", vec![Type::Text]),
                tuple("Numbers", vec![list(Type::Int)]),
                named("Pair", vec![("left", Type::Int), ("right", Type::Text)]),
            ],
            Self::Failure => vec![
                unit("Worse"),
                named("Bad", vec![("why", Type::Text), ("code", Type::Int)]),
                unit("Late"),
            ],
            Self::Denied => {
                vec![unit("Throttled"), named("Forbidden", vec![("by", option(Type::Text))])]
            }
            Self::Any => vec![
                named("Stopped", vec![("at", Type::Int)]),
                tuple("Failed", vec![Type::Enum(Self::Failure)]),
                tuple("Refused", vec![Type::Enum(Self::Denied)]),
                named("Other", vec![("name", Type::Text), ("cause", Type::Text)]),
            ],
        }
    }

    /// Whether `?` makes the other error of this one.
    pub(crate) fn becomes(self, other: Self) -> bool {
        self == other || (other == Self::Any && matches!(self, Self::Failure | Self::Denied))
    }
}

/// Every task.
pub(crate) fn tasks() -> Vec<Task> {
    let task = |name, parameters, output, error| Task { name, parameters, output, error };
    let (int, text) = (Type::Int, Type::Text);
    vec![
        task("call_count", vec![int.clone()], int.clone(), Enum::Failure),
        task("call_find", vec![int.clone()], option(int.clone()), Enum::Failure),
        task("call_ready", vec![text.clone(), Type::Bool], Type::Bool, Enum::Denied),
        task("call_name", vec![Type::Struct(Struct::Place)], text.clone(), Enum::Failure),
        task("call_list", vec![option(text.clone()), int.clone()], list(int.clone()), Enum::Denied),
        task("call_note", vec![text.clone()], Type::Unit, Enum::Failure),
        task("call_weigh", vec![Type::Struct(Struct::Order)], Type::Float, Enum::Failure),
        task(
            "call_pair",
            vec![list(int.clone())],
            Type::Tuple(vec![int.clone(), text.clone()]),
            Enum::Failure,
        ),
        task(
            "call_table",
            vec![Type::Struct(Struct::Wrapped)],
            Type::Map(Box::new(int.clone())),
            Enum::Failure,
        ),
        task("call_shape", vec![Type::Enum(Enum::Shape)], Type::Enum(Enum::Shape), Enum::Failure),
        task("call_event", vec![Type::Enum(Enum::Event)], Type::Enum(Enum::Event), Enum::Denied),
        task(
            "call_change",
            vec![Type::Enum(Enum::Change), Type::Enum(Enum::Loose)],
            Type::Enum(Enum::Change),
            Enum::Failure,
        ),
        task(
            "call_pack",
            vec![list(Type::Struct(Struct::Item)), Type::Enum(Enum::Loose)],
            Type::Struct(Struct::Item),
            Enum::Failure,
        ),
        task("call_order", vec![], Type::Struct(Struct::Order), Enum::Denied),
        task("call_ask", vec![text.clone()], Type::Enum(Enum::Loose), Enum::Failure),
        task("child_count", vec![int.clone(), text], int, Enum::Failure),
        task("child_shape", vec![Type::Enum(Enum::Shape)], Type::Enum(Enum::Shape), Enum::Any),
    ]
}
