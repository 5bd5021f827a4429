//! Writes a program: what is in scope, and what may stand where.
//!
//! Whatever a choice gives, the program compiles natively, ends, and keeps clear of the differences that the README
//! names: numbers stay small, loops are counted, and what a loop makes longer is not read to make it longer still.

use super::{
    choices::Choices,
    model::{ENUMS, Enum, STRUCTS, Struct, Type, list, option},
};

/// What integers in data stay below, so that sums and products of a few of them are no overflow.
pub(super) const SMALL: u64 = 1_000;

/// What integers that loops add to stay below.
const SUMMED: u64 = 200_000;

/// How often the innermost statement may run.
pub(super) const MOST_TURNS: usize = 60;

#[expect(clippy::struct_excessive_bools, reason = "each is about something else")]
pub(crate) struct Writer {
    pub(super) choices: Choices,
    pub(super) variables: Vec<Variable>,
    pub(super) loops: Vec<Loop>,
    /// How much may still be written.
    pub(super) budget: u32,
    pub(super) function: Function,
    /// Whether calls may stand in the expression that is written.
    pub(super) calls: bool,
    /// How often the statement that is written may run.
    pub(super) turns: usize,
    /// Whether what was written reads what a loop may make longer.
    pub(super) reads_growing: bool,
    /// Whether that must not be read.
    pub(super) no_growing: bool,
    /// Whether the program has scopes inside, which see what their calls fail with: a Map, a Parallel, a workflow.
    pub(super) has_scopes: bool,
    names: usize,
}

#[derive(Clone)]
pub(super) struct Variable {
    pub(super) name: String,
    pub(super) ty: Type,
    pub(super) is_mutable: bool,
    /// How many references are around the value.
    pub(super) references: usize,
    /// What an integer stays within.
    pub(super) most: u64,
    /// Whether a loop may make it longer.
    pub(super) grows: bool,
    /// The function in which it is.
    pub(super) function: usize,
}

/// The function, or the closure or block that is as one.
#[derive(Clone)]
pub(super) struct Function {
    pub(super) depth: usize,
    pub(super) output: Type,
    pub(super) error: Enum,
}

pub(super) struct Loop {
    pub(super) label: String,
    pub(super) has_label: bool,
    /// Of a `loop`, what `break` gives.
    pub(super) gives: Option<Type>,
    pub(super) can_continue: bool,
}

/// A place that can be read: a variable, or a part of one.
pub(super) struct Place {
    pub(super) code: String,
    pub(super) references: usize,
    pub(super) most: u64,
    pub(super) grows: bool,
    pub(super) is_mutable: bool,
}

/// Some are names of functions in JSONata, some are often used twice.
const NAMES: &[&str] = &[
    "a", "x", "n", "count", "total", "sum", "name", "item", "value", "list", "string", "states",
    "map", "index", "left", "result", "error", "input", "key", "context", "text", "it", "i",
    "number", "exists", "output",
];

impl Writer {
    pub(super) fn new(choices: Choices) -> Self {
        Self {
            choices,
            variables: Vec::new(),
            loops: Vec::new(),
            budget: 0,
            function: Function { depth: 0, output: Type::Unit, error: Enum::Failure },
            calls: false,
            turns: 1,
            reads_growing: false,
            no_growing: false,
            has_scopes: false,
            names: 0,
        }
    }

    pub(super) fn below(&mut self, end: usize) -> usize {
        self.choices.below(end)
    }

    pub(super) fn once_in(&mut self, odds: usize) -> bool {
        self.choices.once_in(odds)
    }

    /// One of several.
    pub(super) fn pick<T: Clone>(&mut self, of: &[T]) -> Option<T> {
        let index = self.below(of.len());
        of.get(index).cloned()
    }

    /// Takes from the budget, where there is enough.
    pub(super) fn spend(&mut self, amount: u32) -> bool {
        let is_enough = self.budget >= amount;
        self.budget = self.budget.saturating_sub(amount);
        is_enough
    }

    /// Writes with other settings, and with what comes into scope gone afterwards.
    pub(super) fn scoped<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        let (variables, calls) = (self.variables.len(), self.calls);
        let out = work(self);
        self.variables.truncate(variables);
        self.calls = calls;
        out
    }

    /// Writes what holds no calls, as in a closure or a guard.
    pub(super) fn pure<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        self.scoped(|this| {
            this.calls = false;
            work(this)
        })
    }

    /// A number that no other name has.
    pub(super) fn number(&mut self) -> usize {
        self.names += 1;
        self.names
    }

    /// A name, which may be that of something else in scope.
    pub(super) fn name(&mut self) -> String {
        let index = self.below(NAMES.len() * 2);
        match NAMES.get(index) {
            Some(name) => (*name).to_owned(),
            None => format!("v{}", self.number()),
        }
    }

    /// A name that nothing in scope has.
    pub(super) fn new_name(&mut self) -> String {
        let name = self.name();
        if self.variables.iter().any(|variable| variable.name == name) {
            return format!("v{}", self.number());
        }
        name
    }

    /// Makes a variable known that does not change.
    pub(super) fn declare(&mut self, name: &str, ty: &Type) -> &mut Variable {
        self.declare_behind(name, ty, 0)
    }

    /// The same behind references.
    pub(super) fn declare_behind(
        &mut self,
        name: &str,
        ty: &Type,
        references: usize,
    ) -> &mut Variable {
        let variable = Variable {
            name: name.to_owned(),
            ty: ty.clone(),
            is_mutable: false,
            references,
            most: SMALL,
            grows: false,
            function: self.function.depth,
        };
        let at = self.variables.len();
        self.variables.push(variable);
        &mut self.variables[at]
    }

    /// Makes a variable known that may change.
    pub(super) fn declare_mutable(&mut self, name: &str, ty: &Type) {
        let can_grow = ty.can_grow();
        let variable = self.declare(name, ty);
        variable.is_mutable = true;
        variable.most = SUMMED;
        variable.grows = can_grow;
    }

    /// The variables whose names still mean them, the latest first.
    pub(super) fn visible(&self) -> Vec<&Variable> {
        let mut seen: Vec<&Variable> = Vec::new();
        for variable in self.variables.iter().rev() {
            if !seen.iter().any(|other| other.name == variable.name) {
                seen.push(variable);
            }
        }
        seen
    }

    /// The variables that may be assigned here.
    pub(super) fn assignable(&self) -> Vec<Variable> {
        let here = self.function.depth;
        let variables = self.visible().into_iter();
        variables
            .filter(|variable| variable.is_mutable && variable.function == here)
            .cloned()
            .collect()
    }

    /// Every place of the type, the latest first.
    pub(super) fn places(&self, ty: &Type) -> Vec<Place> {
        let mut places = Vec::new();
        for variable in self.visible() {
            if self.no_growing && variable.grows {
                continue;
            }
            let place = Place {
                code: variable.name.clone(),
                references: variable.references,
                most: variable.most,
                grows: variable.grows,
                is_mutable: variable.is_mutable,
            };
            add_places(&mut places, place, &variable.ty, ty, 2);
        }
        places
    }

    /// One of the places of the type.
    pub(super) fn place(&mut self, ty: &Type) -> Option<Place> {
        let places = self.places(ty);
        if places.is_empty() {
            return None;
        }
        let index = self.below(places.len());
        let place = places.into_iter().nth(index);
        self.reads_growing |= place.as_ref().is_some_and(|place| place.grows);
        place
    }

    /// A type of data. There are few of them, so that what rustc makes of generic code serves many programs.
    pub(super) fn any_type(&mut self, depth: u32) -> Type {
        let kind = self.below(if depth == 0 { 9 } else { 20 });
        match kind {
            0 | 1 => Type::Int,
            2 | 3 => Type::Text,
            4 => Type::Bool,
            5 => Type::Float,
            6 => Type::Struct(self.pick(&STRUCTS).unwrap_or(Struct::Place)),
            7 | 9 | 10 => Type::Enum(self.pick(&ENUMS).unwrap_or(Enum::Size)),
            8 => Type::Count,
            11..=13 => option(self.element()),
            14..=16 if depth > 1 && self.once_in(4) => {
                let rows = [list(Type::Int), list(Type::Text), option(Type::Int)];
                list(self.pick(&rows).unwrap_or(Type::Int))
            }
            14..=16 => list(self.element()),
            17 => Type::Map(Box::new(self.pick(&[Type::Int, Type::Text]).unwrap_or(Type::Int))),
            _ => self.tuple(),
        }
    }

    /// What stands in options and lists.
    pub(super) fn element(&mut self) -> Type {
        match self.below(9) {
            0 | 1 => Type::Int,
            2 | 3 => Type::Text,
            4 => Type::Bool,
            5 => Type::Float,
            6 => Type::Struct(self.pick(&[Struct::Place, Struct::Item]).unwrap_or(Struct::Place)),
            7 => {
                Type::Enum(self.pick(&[Enum::Size, Enum::Shape, Enum::Event]).unwrap_or(Enum::Size))
            }
            _ => Type::Tuple(vec![Type::Int, Type::Text]),
        }
    }

    /// What a program gives.
    pub(super) fn output(&mut self) -> Type {
        let tuples = [
            vec![Type::Int, Type::Text],
            vec![Type::Int, Type::Text, list(Type::Int)],
            vec![Type::Enum(Enum::Shape), list(Type::Text), Type::Int],
            vec![Type::Enum(Enum::Event), Type::Float, Type::Bool],
            vec![Type::Struct(Struct::Item), option(Type::Int), Type::Int],
            vec![Type::Enum(Enum::Change), Type::Struct(Struct::Wrapped)],
            vec![Type::Struct(Struct::Order), Type::Map(Box::new(Type::Int)), Type::Text],
            vec![
                Type::Enum(Enum::Loose),
                Type::Enum(Enum::Size),
                option(Type::Struct(Struct::Place)),
            ],
        ];
        Type::Tuple(self.pick(&tuples).unwrap_or_default())
    }

    pub(super) fn tuple(&mut self) -> Type {
        let tuples = [
            vec![Type::Int, Type::Text],
            vec![Type::Text, Type::Bool],
            vec![Type::Int, list(Type::Int)],
            vec![Type::Enum(Enum::Shape), Type::Int],
            vec![Type::Struct(Struct::Item), Type::Float],
            vec![option(Type::Text), Type::Enum(Enum::Event), Type::Count],
            vec![list(Type::Text), option(Type::Int), Type::Enum(Enum::Change)],
        ];
        Type::Tuple(self.pick(&tuples).unwrap_or_default())
    }
}

fn add_places(places: &mut Vec<Place>, place: Place, ty: &Type, wanted: &Type, depth: u32) {
    if depth > 0 {
        for (member, part) in ty.members() {
            let most = SMALL;
            let code = format!("{}.{member}", place.code);
            let inner = Place {
                code,
                references: 0,
                most,
                grows: place.grows,
                is_mutable: place.is_mutable,
            };
            add_places(places, inner, &part, wanted, depth - 1);
        }
    }
    if ty == wanted {
        places.push(place);
    }
}

impl Place {
    /// The value, owned.
    pub(super) fn read(&self, ty: &Type) -> String {
        if ty.is_copy() {
            return self.place();
        }
        match self.references {
            0 | 1 => format!("{}.clone()", self.code),
            _ => format!("({}).clone()", self.place()),
        }
    }

    /// The place itself.
    pub(super) fn place(&self) -> String {
        format!("{}{}", "*".repeat(self.references), self.code)
    }

    /// A receiver of methods.
    pub(super) fn receiver(&self) -> &str {
        &self.code
    }
}
