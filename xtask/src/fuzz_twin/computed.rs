//! Numbers, texts and conditions: operators and methods.

use std::fmt::Write as _;

use super::{
    model::{Enum, Type, list, option},
    writer::{SMALL, Writer},
};

impl Writer {
    /// An integer that stays within `most`.
    pub(super) fn integer(&mut self, most: u64, depth: u32) -> String {
        let (code, bound) = self.bounded(depth);
        if bound > most { format!("({code} % {most})") } else { code }
    }

    /// An integer, and what it stays within.
    pub(super) fn bounded(&mut self, depth: u32) -> (String, u64) {
        if depth == 0 || !self.spend(1) {
            if self.below(4) < 3
                && let Some(place) = self.place(&Type::Int)
            {
                return (place.read(&Type::Int), place.most);
            }
            return (self.literal(&Type::Int), 100);
        }
        let deeper = depth - 1;
        match self.below(18) {
            0 => (self.simple(&Type::Int), SMALL),
            kind @ 1..=3 => {
                let ((left, a), (right, b)) = (self.bounded(deeper), self.bounded(deeper));
                let (operator, bound) = match kind {
                    1 => ("+", a + b),
                    2 => ("-", a + b),
                    _ => ("*", a.saturating_mul(b)),
                };
                if bound > 100_000_000 {
                    return (format!("(({left}) % 100 {operator} ({right}) % 100)"), 10_000);
                }
                (format!("(({left}) {operator} ({right}))"), bound)
            }
            kind @ 4..=5 => {
                let (left, bound) = self.bounded(deeper);
                let by = self.pick(&["2", "3", "-2", "7", "10"]).unwrap_or("2");
                if kind == 4 {
                    (format!("(({left}) / {by})"), bound)
                } else {
                    (format!("(({left}) % {by})"), 10)
                }
            }
            6 => {
                let (inner, bound) = self.bounded(deeper);
                (format!("(-({inner}))"), bound)
            }
            7 => {
                let (inner, bound) = self.bounded(deeper);
                (format!("i32::from({inner}).abs()"), bound)
            }
            kind @ 8..=9 => {
                let ((left, a), (right, b)) = (self.bounded(deeper), self.bounded(deeper));
                let method = if kind == 8 { "min" } else { "max" };
                // A literal before a method needs its type.
                (format!("i32::from({left}).{method}({right})"), a.max(b))
            }
            10 => {
                let count = self.count(deeper);
                (format!("(({count}) as i32)"), 1_000_000)
            }
            11 => (format!("(({}) as i32)", self.condition(deeper)), 1),
            12 => {
                let float = self.float(deeper);
                (format!("((({float}) as i32) % 1000)"), SMALL)
            }
            13 => {
                let (inner, _) = self.bounded(deeper);
                (format!("i32::from({inner}).clamp(-5, 50)"), 50)
            }
            14 => (self.unwrapped(&Type::Int, deeper), SMALL),
            15 => {
                let condition = self.condition(deeper);
                let ((then, a), (otherwise, b)) = (self.bounded(deeper), self.bounded(deeper));
                (format!("(if {condition} {{ {then} }} else {{ {otherwise} }})"), a.max(b))
            }
            _ => self.reduced(deeper),
        }
    }

    /// A `usize`.
    pub(super) fn count(&mut self, depth: u32) -> String {
        if depth == 0 || !self.spend(1) {
            return self.simple(&Type::Count);
        }
        let deeper = depth - 1;
        match self.below(9) {
            0 => self.simple(&Type::Count),
            1 => {
                let (left, right) = (self.count(deeper), self.count(deeper));
                format!("(({left}) % 1000 + ({right}) % 1000)")
            }
            2 => format!("(({}) % 100 * 3)", self.count(deeper)),
            3 => format!("(({}) / 2)", self.count(deeper)),
            4 => {
                let text = self.receiver(&Type::Text, deeper);
                format!("{text}.chars().count()")
            }
            5 => {
                let map = self.receiver(&Type::Map(Box::new(Type::Int)), deeper);
                format!("{map}.len()")
            }
            6 => self.unwrapped(&Type::Count, deeper),
            7 => {
                let element = self.element();
                let (chain, _) = self.chain(&element, deeper);
                format!("{chain}.count()")
            }
            _ => {
                let element = self.element();
                let list = self.receiver(&list(element), deeper);
                format!("{list}.len()")
            }
        }
    }

    /// Something that methods can be called on.
    pub(super) fn receiver(&mut self, ty: &Type, depth: u32) -> String {
        if self.below(4) < 3
            && let Some(place) = self.place(ty)
        {
            return place.receiver().to_owned();
        }
        self.operand(ty, depth)
    }

    /// A float whose value is exact: a multiple of a power of two.
    pub(super) fn float(&mut self, depth: u32) -> String {
        if depth == 0 || !self.spend(1) {
            return self.simple(&Type::Float);
        }
        let deeper = depth - 1;
        match self.below(11) {
            0 => self.simple(&Type::Float),
            1 => format!(
                "({} + {})",
                self.operand(&Type::Float, deeper),
                self.operand(&Type::Float, deeper)
            ),
            2 => format!(
                "({} - {})",
                self.operand(&Type::Float, deeper),
                self.operand(&Type::Float, deeper)
            ),
            3 => format!("({} * 0.5)", self.operand(&Type::Float, deeper)),
            4 => format!("({} / 4.0)", self.operand(&Type::Float, deeper)),
            5 => format!("(({}) as f64)", self.integer(SMALL, deeper)),
            6 => {
                let method = self
                    .pick(&["floor", "ceil", "round", "trunc", "abs", "round_ties_even"])
                    .unwrap_or("floor");
                let float = self.float(deeper);
                format!("f64::from({float}).{method}()")
            }
            7 => format!(
                "f64::from({}).max({})",
                self.float(deeper),
                self.value(&Type::Float, deeper)
            ),
            8 => format!("(({}) as f64)", self.count(deeper)),
            9 => self.unwrapped(&Type::Float, deeper),
            _ => {
                let (chain, _) = self.chain(&Type::Float, deeper);
                format!("{chain}.sum::<f64>()")
            }
        }
    }

    /// A condition.
    pub(super) fn condition(&mut self, depth: u32) -> String {
        if depth == 0 || !self.spend(1) {
            return self.simple(&Type::Bool);
        }
        let deeper = depth - 1;
        match self.below(16) {
            0..=3 => self.comparison(deeper),
            4 => {
                let condition = self.operand(&Type::Bool, deeper);
                format!("!{condition}")
            }
            5 => format!("(({}) && ({}))", self.condition(deeper), self.condition(deeper)),
            6 => format!("(({}) || ({}))", self.condition(deeper), self.condition(deeper)),
            7 => {
                let inner = self.element();
                let option = self.receiver(&option(inner), deeper);
                let method = self.pick(&["is_some", "is_none"]).unwrap_or("is_some");
                format!("{option}.{method}()")
            }
            8 => {
                let inner = self.element();
                let option = self.operand(&option(inner.clone()), deeper);
                let condition = self.closure_over(&[(inner, 0)], |this| this.condition(deeper));
                format!("{option}.is_some_and({condition})")
            }
            9 => {
                let text = self.receiver(&Type::Text, deeper);
                let method =
                    self.pick(&["contains", "starts_with", "ends_with"]).unwrap_or("contains");
                let part = self.text_reference(deeper);
                format!("{text}.{method}({part})")
            }
            10 => {
                let text = self.receiver(&Type::Text, deeper);
                format!("{text}.is_empty()")
            }
            11 => self.matches(deeper),
            12 => {
                let element = self.element();
                let (chain, _) = self.chain(&element, deeper);
                let method = self.pick(&["any", "all"]).unwrap_or("any");
                let condition = self.closure_over(&[(element, 0)], |this| this.condition(deeper));
                format!("{chain}.{method}({condition})")
            }
            13 => {
                let list = self.receiver(&list(Type::Int), deeper);
                let value = self.integer(SMALL, deeper);
                format!("{list}.contains(&({value}))")
            }
            14 => {
                let map = self.receiver(&Type::Map(Box::new(Type::Int)), deeper);
                let key = self.text_reference(deeper);
                format!("{map}.contains_key({key})")
            }
            _ => self.simple(&Type::Bool),
        }
    }

    fn comparison(&mut self, depth: u32) -> String {
        let ordered = [Type::Int, Type::Text, Type::Count, Type::Float];
        if self.below(3) > 0 {
            let ty = self.pick(&ordered).unwrap_or(Type::Int);
            let operator = self.pick(&["<", "<=", ">", ">="]).unwrap_or("<");
            return self.compared(&ty, operator, depth);
        }
        let others = [
            Type::Int,
            Type::Text,
            Type::Bool,
            Type::Enum(Enum::Size),
            option(Type::Int),
            list(Type::Int),
            option(Type::Text),
            list(Type::Text),
            Type::Count,
        ];
        let ty = self.pick(&others).unwrap_or(Type::Int);
        let operator = self.pick(&["==", "!="]).unwrap_or("==");
        self.compared(&ty, operator, depth)
    }

    fn compared(&mut self, ty: &Type, operator: &str, depth: u32) -> String {
        let left = match self.place(ty) {
            Some(place) => place.place(),
            None => self.operand(ty, depth),
        };
        let right = self.operand(ty, depth);
        format!("({left} {operator} {right})")
    }

    /// A text that is not empty, for methods that do not take an empty one.
    pub(super) fn separator(&mut self) -> &'static str {
        self.pick(&["\",\"", "\"a\"", "\"-\"", "\" \"", "\"ab\"", "\"$\""]).unwrap_or("\",\"")
    }

    /// A `&str`.
    fn text_reference(&mut self, depth: u32) -> String {
        if self.below(2) == 0 {
            return self.separator().to_owned();
        }
        if let Some(place) = self.place(&Type::Text) {
            return format!("{}.as_str()", place.receiver());
        }
        format!("&({})", self.value(&Type::Text, depth))
    }

    /// A text.
    pub(super) fn text(&mut self, depth: u32) -> String {
        let deeper = depth.saturating_sub(1);
        match self.below(14) {
            0..=3 => self.format(deeper),
            4 => {
                let text = self.receiver(&Type::Text, deeper);
                let method = self
                    .pick(&[
                        "to_uppercase()",
                        "to_lowercase()",
                        "trim().to_owned()",
                        "trim_start().to_owned()",
                        "trim_end().to_string()",
                    ])
                    .unwrap_or("to_uppercase()");
                format!("{text}.{method}")
            }
            5 => {
                let text = self.receiver(&Type::Text, deeper);
                let (from, to) = (self.separator(), self.text_reference(deeper));
                format!("{text}.replace({from}, {to})")
            }
            6 => {
                let left = self.value(&Type::Text, deeper);
                format!("(({left}) + {})", self.text_reference(deeper))
            }
            7 => self.unwrapped(&Type::Text, deeper),
            8 => {
                let (chain, _) = self.chain(&Type::Text, deeper);
                format!("{chain}.collect::<Vec<String>>().join({})", self.separator())
            }
            9 => {
                let (chain, _) = self.chain(&Type::Text, deeper);
                format!("{chain}.collect::<String>()")
            }
            10 => {
                let (text, prefix) = (self.receiver(&Type::Text, deeper), self.separator());
                let method = self.pick(&["strip_prefix", "strip_suffix"]).unwrap_or("strip_prefix");
                format!("{text}.{method}({prefix}).unwrap_or(\"none\").to_owned()")
            }
            11 => {
                let (text, separator) = (self.receiver(&Type::Text, deeper), self.separator());
                format!(
                    "{text}.split_once({separator}).map(|(before, after)| format!(\"{{after}}{{before}}\")).unwrap_or_default()"
                )
            }
            12 => {
                let ty = self.pick(&[Type::Int, Type::Count, Type::Bool]).unwrap_or(Type::Int);
                format!("({}).to_string()", self.value(&ty, deeper))
            }
            _ => {
                let lists = self.receiver(&list(Type::Text), deeper);
                format!("{lists}.concat()")
            }
        }
    }

    /// `format!(..)`
    fn format(&mut self, depth: u32) -> String {
        let count = self.below(4);
        let (mut picture, mut arguments) = (String::new(), String::new());
        for _ in 0..count {
            picture.push_str(self.pick(&["", " ", "-", "{{", "'", "\\\""]).unwrap_or(""));
            let ty = self
                .pick(&[Type::Int, Type::Text, Type::Bool, Type::Count, Type::Float])
                .unwrap_or(Type::Int);
            let variable = self
                .visible()
                .into_iter()
                .find(|variable| variable.ty == ty && !(self.no_growing && variable.grows))
                .map(|variable| (variable.name.clone(), variable.grows));
            let hole = if ty == Type::Float { ":.2" } else { "" };
            match variable {
                Some((name, grows)) if self.below(2) == 0 => {
                    self.reads_growing |= grows;
                    let _ = write!(picture, "{{{name}{hole}}}");
                }
                _ => {
                    let _ = write!(picture, "{{{hole}}}");
                    arguments.push_str(", ");
                    arguments.push_str(&self.value(&ty, depth));
                }
            }
        }
        format!("format!(\"{picture}\"{arguments})")
    }
}
