//! Vectors and iterator chains.

use super::{
    model::{Type, list},
    writer::{SMALL, Writer},
};

/// A chain under construction.
struct Chain {
    code: String,
    item: Type,
    /// Whether it can be turned round.
    has_two_ends: bool,
}

impl Writer {
    /// A vector.
    pub(super) fn list(&mut self, element: &Type, depth: u32) -> String {
        let ty = list(element.clone());
        match self.below(6) {
            0 | 1 => {
                let count = 1 + self.below(3);
                let elements: Vec<_> = (0..count).map(|_| self.value(element, depth)).collect();
                format!("vec![{}]", elements.join(", "))
            }
            2 => self.unwrapped(&ty, depth),
            3 if matches!(element, Type::Int | Type::Text) => {
                let rows = self.receiver(&list(ty), depth);
                format!("{rows}.concat()")
            }
            _ => {
                let (chain, _) = self.chain(element, depth);
                format!("{chain}.collect::<{}>()", ty.rust())
            }
        }
    }

    /// An iterator of owned elements of the type, and whether it can be turned round.
    pub(super) fn chain(&mut self, element: &Type, depth: u32) -> (String, bool) {
        let mut chain = self.source(element, depth);
        let steps = self.below(3);
        for _ in 0..steps {
            self.step(&mut chain, depth.saturating_sub(1));
        }
        if chain.item != *element {
            self.turn_into(&mut chain, element, depth.saturating_sub(1));
        }
        (chain.code, chain.has_two_ends)
    }

    /// What the chain begins with.
    fn source(&mut self, element: &Type, depth: u32) -> Chain {
        let item = if self.below(3) == 0 { self.element() } else { element.clone() };
        let owned = |code| Chain { code, item: item.clone(), has_two_ends: true };
        match self.below(8) {
            0..=2 if let Some(place) = self.place(&list(item.clone())) => {
                let cloned = if item.is_copy() { "copied" } else { "cloned" };
                owned(format!("{}.iter().{cloned}()", place.receiver()))
            }
            3 if let Some(place) = self.place(&list(item.clone())) => {
                let place = place.receiver().to_owned();
                let condition =
                    self.closure_over(&[(item.clone(), 2)], |this| this.condition(depth.min(1)));
                owned(format!("{place}.iter().filter({condition}).cloned()"))
            }
            4 if let Some(place) = self.place(&list(item.clone())) => {
                let place = place.receiver().to_owned();
                let to = self.element();
                let change =
                    self.closure_over(&[(item.clone(), 1)], |this| this.value(&to, depth.min(2)));
                Chain {
                    code: format!("{place}.iter().map({change})"),
                    item: to,
                    has_two_ends: true,
                }
            }
            5 if item == Type::Text => {
                let text = self.receiver(&Type::Text, depth.min(1));
                owned(format!("{text}.split({}).map(|part| part.to_owned())", self.separator()))
                    .one_way()
            }
            6 if matches!(item, Type::Int | Type::Text) => {
                let map = self.receiver(&Type::Map(Box::new(item.clone())), 0);
                if self.below(2) == 0 {
                    owned(format!("{map}.values().cloned()"))
                } else {
                    Chain {
                        code: format!("{map}.keys().cloned()"),
                        item: Type::Text,
                        has_two_ends: true,
                    }
                }
            }
            _ => {
                let list = self.operand(&list(item.clone()), depth.min(1));
                owned(format!("{list}.into_iter()"))
            }
        }
    }

    /// Another step, which may change the type.
    fn step(&mut self, chain: &mut Chain, depth: u32) {
        let item = chain.item.clone();
        let step = match self.below(10) {
            0 => {
                let condition = self.closure_over(&[(item, 1)], |this| this.condition(depth));
                format!("filter({condition})")
            }
            1 => {
                let to = self.element();
                let change = self.closure_over(&[(item, 0)], |this| this.value(&to, depth));
                chain.item = to;
                format!("map({change})")
            }
            kind @ 2..=3 => {
                chain.has_two_ends = false;
                let count = self.pure(|this| this.count(depth));
                format!("{}({count})", if kind == 2 { "take" } else { "skip" })
            }
            4 if chain.has_two_ends => "rev()".to_owned(),
            5 => {
                let (other, has_two_ends) = self.pure(|this| {
                    let list = this.operand(&list(item), depth.min(1));
                    (format!("{list}.into_iter()"), true)
                });
                chain.has_two_ends &= has_two_ends;
                format!("chain({other})")
            }
            6 => {
                let to = self.element();
                let optional = super::model::option(to.clone());
                let change = self.closure_over(&[(item, 0)], |this| this.value(&optional, depth));
                chain.item = to;
                format!("filter_map({change})")
            }
            7 => {
                let to = self.element();
                let many = list(to.clone());
                let change = self.closure_over(&[(item, 0)], |this| this.value(&many, depth));
                chain.item = to;
                chain.has_two_ends = false;
                format!("flat_map({change})")
            }
            8 => {
                chain.has_two_ends = false;
                chain.item = Type::Tuple(vec![Type::Count, item]);
                "enumerate()".to_owned()
            }
            _ => {
                let to = self.element();
                let other = self.pure(|this| this.operand(&list(to.clone()), depth.min(1)));
                chain.has_two_ends = false;
                chain.item = Type::Tuple(vec![item, to]);
                format!("zip({other})")
            }
        };
        chain.code = format!("{}.{step}", chain.code);
    }

    /// Makes elements of another type of the elements.
    fn turn_into(&mut self, chain: &mut Chain, element: &Type, depth: u32) {
        let item = std::mem::replace(&mut chain.item, element.clone());
        let change = self.pure(|this| {
            if let Type::Tuple(parts) = &item
                && this.below(2) == 0
            {
                let names: Vec<_> = parts
                    .iter()
                    .map(|part| {
                        let name = this.new_name();
                        this.declare(&name, part);
                        name
                    })
                    .collect();
                return format!("|({})| {}", names.join(", "), this.value(element, depth));
            }
            let name = this.new_name();
            this.declare(&name, &item);
            format!("|{name}| {}", this.value(element, depth))
        });
        chain.code = format!("{}.map({change})", chain.code);
    }

    /// An integer of a chain, and what it stays within.
    pub(super) fn reduced(&mut self, depth: u32) -> (String, u64) {
        let kind = self.below(6);
        let element = if kind == 4 { self.element() } else { Type::Int };
        let (chain, _) = self.chain(&element, depth);
        match kind {
            0 | 1 => (format!("({chain}.sum::<i32>() % 1000)"), SMALL),
            2 => {
                let next = self.pure(|this| {
                    let (total, item) = (this.new_name(), "each");
                    this.declare(&total, &Type::Int).most = 100;
                    this.declare(item, &element);
                    let value = this.integer(100, depth);
                    format!("|{total}, {item}| {value}")
                });
                (format!("{chain}.fold(0, {next})"), 100)
            }
            3 => {
                let method = self.pick(&["max", "min"]).unwrap_or("max");
                (format!("{chain}.{method}().unwrap_or(7)"), SMALL)
            }
            4 => (format!("({chain}.count() as i32)"), 1_000_000),
            _ => (format!("{chain}.last().unwrap_or_default()"), SMALL),
        }
    }

    /// An option that a list or a map gives.
    pub(super) fn optional_of_list(&mut self, inner: &Type, depth: u32) -> String {
        let places = self.places(&list(inner.clone())).len();
        let kind = self.below(9);
        if kind < 4
            && places > 0
            && let Some(place) = self.place(&list(inner.clone()))
        {
            let place = place.receiver().to_owned();
            let cloned = if inner.is_copy() { "copied" } else { "cloned" };
            return match kind {
                0 => format!("{place}.first().{cloned}()"),
                1 => format!("{place}.last().cloned()"),
                _ => format!("{place}.get({}).{cloned}()", self.count(depth.min(1))),
            };
        }
        if matches!(inner, Type::Int | Type::Text) && kind == 4 {
            let map = self.receiver(&Type::Map(Box::new(inner.clone())), 0);
            return format!("{map}.get({}).cloned()", self.separator());
        }
        let element = if kind == 5 { self.element() } else { inner.clone() };
        if *inner == Type::Count {
            let (chain, _) = self.chain(&element, depth);
            let condition = self.closure_over(&[(element, 0)], |this| this.condition(depth));
            return format!("{chain}.position({condition})");
        }
        let (chain, _) = self.chain(&element, depth);
        match kind {
            5 => {
                let optional = super::model::option(inner.clone());
                let change =
                    self.closure_over(&[(element, 0)], |this| this.value(&optional, depth));
                format!("{chain}.find_map({change})")
            }
            6 => format!("{chain}.last()"),
            7 => {
                let method = self.pick(&["max_by_key", "min_by_key"]).unwrap_or("max_by_key");
                let key = self.closure_over(&[(element, 1)], |this| this.integer(SMALL, depth));
                format!("{chain}.{method}({key})")
            }
            8 => format!("{chain}.nth({})", self.pure(|this| this.count(depth.min(1)))),
            _ => {
                let condition = self.closure_over(&[(element, 1)], |this| this.condition(depth));
                format!("{chain}.find({condition})")
            }
        }
    }
}

impl Chain {
    fn one_way(self) -> Self {
        Self { has_two_ends: false, ..self }
    }
}
