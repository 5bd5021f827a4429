//! Loops, each of which ends: over lists that do not grow meanwhile, or with a counter of their own.

use super::{
    model::{Type, list},
    statements::{Block, Statement, leaving, plain},
    writer::{Loop, MOST_TURNS, Writer},
};

impl Writer {
    pub(super) fn any_loop(&mut self) -> Statement {
        if self.turns * 5 > MOST_TURNS {
            return plain("");
        }
        match self.below(5) {
            0 | 1 => self.for_each(),
            2 => self.for_range(),
            3 => self.while_loop(),
            _ => {
                let label = self.label(None, true);
                let counter = self.counter();
                let (head, body) = self.repeated(label, 4, |this| {
                    let stop = format!("if {counter} >= 4 {{ break; }}");
                    (stop, this.statements(3))
                });
                let (name, label) = (&counter, &head.0);
                plain(format!(
                    "let mut {name} = 0;\n{label}loop {{\n{name} += 1;\n{}\n{}}}",
                    head.1, body.code
                ))
            }
        }
    }

    /// `let x = loop { .. break value .. };`
    pub(super) fn let_loop(&mut self, ty: &Type) -> Statement {
        if self.turns * 5 > MOST_TURNS {
            return plain("");
        }
        let label = self.label(Some(ty.clone()), true);
        let counter = self.counter();
        let (head, body) = self.repeated(label, 4, |this| {
            let value = this.value(ty, 1);
            (format!("if {counter} > 3 {{ break {value}; }}"), this.statements(3))
        });
        let name = self.name();
        let grows = ty.can_grow();
        self.declare(&name, ty).grows = grows;
        plain(format!(
            "let mut {counter} = 0;\nlet {name}: {} = {}loop {{\n{counter} += 1;\n{}\n{}}};",
            ty.rust(),
            head.0,
            head.1,
            body.code
        ))
    }

    fn label(&mut self, gives: Option<Type>, can_continue: bool) -> Loop {
        let label = format!("'l{}", self.number());
        Loop { label, has_label: self.below(2) == 0, gives, can_continue }
    }

    /// A variable that counts turns; it is read, and nothing else assigns it.
    fn counter(&mut self) -> String {
        let name = format!("turn{}", self.number());
        self.declare(&name, &Type::Int).most = 10;
        name
    }

    /// The body of a loop, and its label as it is written.
    fn repeated(
        &mut self,
        of: Loop,
        times: usize,
        body: impl FnOnce(&mut Self) -> (String, Block),
    ) -> ((String, String), Block) {
        let label = if of.has_label { format!("{}: ", of.label) } else { String::new() };
        self.loops.push(of);
        let before = self.turns;
        self.turns *= times;
        let (head, body) = self.scoped(body);
        self.turns = before;
        self.loops.pop();
        ((label, head), body)
    }

    fn for_each(&mut self) -> Statement {
        let element = self.element();
        let items = self.short_list(&element);
        let of = self.label(None, true);
        let (head, body) = self.repeated(of, 5, |this| {
            let pattern = match &element {
                Type::Tuple(parts) if this.below(2) == 0 => {
                    let names: Vec<_> = parts
                        .iter()
                        .map(|part| {
                            let name = this.new_name();
                            this.declare(&name, part);
                            name
                        })
                        .collect();
                    format!("({})", names.join(", "))
                }
                _ => {
                    let name = this.name();
                    this.declare(&name, &element);
                    name
                }
            };
            (pattern, this.statements(3))
        });
        let (label, pattern) = head;
        if pattern.starts_with('(') || self.below(3) > 0 {
            return plain(format!("{label}for {pattern} in {items} {{\n{}}}", body.code));
        }
        let index = format!("at{}", self.number());
        plain(format!(
            "{label}for ({index}, {pattern}) in {items}.into_iter().enumerate() {{\n{}}}",
            body.code
        ))
    }

    /// A list of few elements.
    fn short_list(&mut self, element: &Type) -> String {
        let before = std::mem::replace(&mut self.no_growing, true);
        let list = if self.below(3) == 0 {
            let list = self.operand(&list(element.clone()), 2);
            format!("{list}.into_iter().take(4).collect::<Vec<_>>()")
        } else {
            match self.place(&list(element.clone())) {
                Some(place) => place.read(&list(element.clone())),
                None => format!("vec![{}, {}]", self.value(element, 1), self.value(element, 1)),
            }
        };
        self.no_growing = before;
        list
    }

    fn for_range(&mut self) -> Statement {
        let start = self.below(3);
        let length = self.below(4);
        let end = if self.below(3) == 0 {
            format!("={}", start + length)
        } else if self.below(2) == 0 {
            format!("{}", start + length)
        } else {
            format!("(({}) % 4)", self.integer(100, 1))
        };
        let of = self.label(None, true);
        let (head, body) = self.repeated(of, 5, |this| {
            let name = this.name();
            this.declare(&name, &Type::Int).most = 10;
            (name, this.statements(3))
        });
        plain(format!("{}for {} in {start}..{end} {{\n{}}}", head.0, head.1, body.code))
    }

    fn while_loop(&mut self) -> Statement {
        let of = self.label(None, true);
        let counter = self.counter();
        let (head, body) = self.repeated(of, 4, |this| {
            let condition = match this.below(3) {
                0 => format!("{counter} < 3"),
                1 => format!("{counter} < 4 && ({})", this.pure(|this| this.condition(2))),
                _ => format!("({}) && {counter} < 3", this.pure(|this| this.condition(1))),
            };
            (condition, this.statements(3))
        });
        plain(format!(
            "let mut {counter} = 0;\n{}while {} {{\n{counter} += 1;\n{}}}",
            head.0, head.1, body.code
        ))
    }

    /// `break` or `continue`, of this loop or of one around it that has a label.
    pub(super) fn leave_loop(&mut self) -> Option<Statement> {
        let last = self.loops.len().checked_sub(1)?;
        let index = last - self.below(self.loops.len());
        let of = self.loops.get(index)?;
        let (gives, can_continue) = (of.gives.clone(), of.can_continue);
        let label = if index == last && !of.has_label {
            String::new()
        } else if of.has_label {
            format!(" {}", of.label)
        } else {
            return None;
        };
        if can_continue && self.below(2) == 0 {
            return Some(leaving(format!("continue{label};")));
        }
        Some(match gives {
            Some(ty) => leaving(format!("break{label} {};", self.value(&ty, 1))),
            None => leaving(format!("break{label};")),
        })
    }
}
