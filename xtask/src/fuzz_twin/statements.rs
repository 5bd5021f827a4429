//! Statements.

use std::fmt::Write as _;

use super::{
    model::{Type, list, option},
    patterns::Subject,
    values::has_default,
    writer::{SMALL, Variable, Writer},
};

/// Statements, and whether they always leave the block.
pub(super) struct Block {
    pub(super) code: String,
    pub(super) leaves: bool,
}

/// A statement.
pub(super) struct Statement {
    pub(super) code: String,
    pub(super) leaves: bool,
}

pub(super) fn plain(code: impl Into<String>) -> Statement {
    Statement { code: code.into(), leaves: false }
}

pub(super) fn leaving(code: impl Into<String>) -> Statement {
    Statement { code: code.into(), leaves: true }
}

impl Writer {
    /// Statements; what they declare is gone afterwards.
    pub(super) fn block(&mut self, mean: usize) -> Block {
        self.scoped(|this| this.statements(mean))
    }

    /// Statements; what they declare stays in scope.
    pub(super) fn statements(&mut self, mean: usize) -> Block {
        let mut code = String::new();
        loop {
            let start = self.choices.begin();
            let goes_on = self.below(mean + 1) > 0 && self.spend(2);
            let statement = if goes_on { Some(self.statement()) } else { None };
            self.choices.end(start);
            let Some(statement) = statement else { return Block { code, leaves: false } };
            code.push_str(&statement.code);
            code.push('\n');
            if statement.leaves {
                return Block { code, leaves: true };
            }
        }
    }

    fn statement(&mut self) -> Statement {
        self.calls = true;
        self.reads_growing = false;
        match self.below(40) {
            5 => self.let_typed(),
            6..=8 => self.let_mutable(),
            9 => self.let_pattern(),
            10..=12 => self.assign(),
            13..=15 => self.change(),
            16..=19 => self.if_statement(),
            20..=22 => self.match_statement(),
            23..=25 => self.any_loop(),
            26..=31 => self.call_statement(),
            32 => self.wait(),
            33 => self.leave(),
            34 => self.let_else(),
            35..=36 => self.let_control(),
            37 => self.map_statement(),
            38 => self.join_statement(),
            _ => self.let_value(),
        }
    }

    fn let_value(&mut self) -> Statement {
        let ty = self.any_type(2);
        let name;
        let code = if ty == Type::Int {
            let (value, most) = self.bounded(3);
            name = self.name();
            self.declare(&name, &ty).most = most;
            value
        } else {
            let value = self.value(&ty, 3);
            name = self.name();
            self.declare_value(&name, &ty);
            value
        };
        // A constant would be an `i32` where nothing else says what it is.
        let declared = if ty == Type::Count { format!("{name}: {}", ty.rust()) } else { name };
        plain(format!("let {declared} = {code};"))
    }

    fn let_typed(&mut self) -> Statement {
        let ty = self.any_type(2);
        let value = match &ty {
            Type::List(_) => "vec![]".to_owned(),
            Type::Option(_) => "None".to_owned(),
            _ => self.value(&ty, 3),
        };
        let name = self.name();
        self.declare_value(&name, &ty);
        plain(format!("let {name}: {} = {value};", ty.rust()))
    }

    fn let_mutable(&mut self) -> Statement {
        let ty = self.any_type(1);
        let value = self.value(&ty, 2);
        let name = self.name();
        self.declare_mutable(&name, &ty);
        plain(format!("let mut {name}: {} = {value};", ty.rust()))
    }

    fn let_pattern(&mut self) -> Statement {
        let ty = self.tuple();
        let value = self.value(&ty, 2);
        let grows = std::mem::take(&mut self.reads_growing);
        let Type::Tuple(parts) = &ty else { return plain(";") };
        let names: Vec<_> = parts
            .iter()
            .map(|part| {
                let name = format!("p{}", self.number());
                self.declare(&name, part).grows = grows && part.can_grow();
                name
            })
            .collect();
        plain(format!("let ({}) = {value};", names.join(", ")))
    }

    /// A value that is not made longer by what is longer already, where this may run often.
    fn new_value(&mut self, ty: &Type, depth: u32) -> String {
        let before = std::mem::replace(&mut self.no_growing, self.turns > 1);
        let value = self.value(ty, depth);
        self.no_growing = before;
        value
    }

    fn assign(&mut self) -> Statement {
        let variables = self.assignable();
        let Some(variable) = self.pick(&variables) else { return self.let_mutable() };
        // A field of a struct, or the whole.
        let members = variable.ty.members();
        if let Some((member, ty)) = self.pick(&members)
            && self.below(3) > 0
        {
            let value = self.new_value(&ty, 2);
            return plain(format!("{}.{member} = {value};", variable.name));
        }
        let value = self.new_value(&variable.ty, 3);
        plain(format!("{} = {value};", variable.name))
    }

    /// `+=`, `push` and their kin.
    fn change(&mut self) -> Statement {
        let variables: Vec<Variable> = self
            .assignable()
            .into_iter()
            .filter(|it| matches!(it.ty, Type::Int | Type::Float | Type::Text | Type::List(_)))
            .collect();
        let Some(Variable { name, ty, .. }) = self.pick(&variables) else {
            return self.let_mutable();
        };
        match &ty {
            Type::Int => match self.below(5) {
                0 => plain(format!("{name} /= 3;")),
                1 => plain(format!("{name} %= 50;")),
                2 => plain(format!("{name} -= {};", self.integer(100, 2))),
                _ => plain(format!("{name} += {};", self.integer(100, 2))),
            },
            Type::Float => {
                let operator = self.pick(&["+=", "-="]).unwrap_or("+=");
                plain(format!("{name} {operator} {};", self.value(&Type::Float, 1)))
            }
            Type::Text => {
                let value = self.new_value(&ty, 2);
                match self.below(2) {
                    0 => plain(format!("{name}.push_str(&{value});")),
                    _ => plain(format!("{name} += &{value};")),
                }
            }
            Type::List(element) => self.change_list(&name, element),
            _ => plain(";"),
        }
    }

    fn change_list(&mut self, name: &str, element: &Type) -> Statement {
        let is_ordered = matches!(element, Type::Int | Type::Text | Type::Count);
        match self.below(8) {
            0 => plain(format!("{name}.reverse();")),
            1 => plain(format!("{name}.clear();")),
            2 if is_ordered => plain(format!("{name}.sort();")),
            3 => {
                // The list is borrowed, so the key cannot read it.
                let key = self.scoped(|this| {
                    this.declare(name, &Type::Unit);
                    this.closure_over(&[(element.clone(), 1)], |this| this.integer(SMALL, 1))
                });
                plain(format!("{name}.sort_by_key({key});"))
            }
            4 => {
                let more = self.new_value(&list(element.clone()), 2);
                plain(format!("{name}.extend({more});"))
            }
            _ => {
                let value = self.new_value(element, 2);
                plain(format!("{name}.push({value});"))
            }
        }
    }

    /// A condition of an `if`, perhaps with `let`s; their names are in scope from here on.
    pub(super) fn test(&mut self) -> String {
        match self.below(5) {
            0 | 1 => self.let_test(),
            2 => {
                let first = self.let_test();
                let second = self.pure(|this| this.condition(1));
                format!("{first} && ({second})")
            }
            _ => self.condition(2),
        }
    }

    fn let_test(&mut self) -> String {
        let ty = match self.below(3) {
            0 => self.any_type(1),
            1 => Type::Enum(self.pick(&super::model::ENUMS).unwrap_or(super::model::Enum::Shape)),
            _ => option(self.element()),
        };
        let subject = self.pure(|this| this.subject_of(ty, 1));
        let pattern = self.pattern(&subject.ty, subject.references, 2);
        format!("let {} = {}", pattern.code, subject.code)
    }

    fn if_statement(&mut self) -> Statement {
        let mut code = String::new();
        let mut leaves = true;
        let arms = 1 + self.below(3);
        for arm in 0..arms {
            let (test, block) = self.scoped(|this| {
                this.calls = arm == 0;
                let test = this.test();
                (test, this.statements(2))
            });
            leaves &= block.leaves;
            let word = if arm == 0 { "if" } else { " else if" };
            let _ = write!(code, "{word} {test} {{\n{}}}", block.code);
        }
        if self.below(2) == 0 {
            let block = self.block(2);
            leaves &= block.leaves;
            let _ = write!(code, " else {{\n{}}}", block.code);
        } else {
            leaves = false;
        }
        Statement { code, leaves }
    }

    fn match_statement(&mut self) -> Statement {
        let subject = self.subject(1);
        self.match_on(&subject)
    }

    /// A `match` of statements.
    pub(super) fn match_on(&mut self, subject: &Subject) -> Statement {
        let mut leaves = true;
        let arms = self.arms(subject, |this| {
            let block = this.statements(2);
            leaves &= block.leaves;
            format!("{{\n{}}}", block.code)
        });
        Statement { code: format!("match {} {{\n{}\n}}", subject.code, arms.join("\n")), leaves }
    }

    fn wait(&mut self) -> Statement {
        let duration = match self.below(3) {
            0 => "sfn::seconds(5)".to_owned(),
            1 => "sfn::minutes(2)".to_owned(),
            _ => format!("sfn::seconds((({}) % 50) as u64)", self.count(1)),
        };
        plain(format!("sfn::sleep({duration}).await;"))
    }

    /// Leaves the loop or the function.
    pub(super) fn leave(&mut self) -> Statement {
        let way = self.below(4);
        if way < 2
            && let Some(statement) = self.leave_loop()
        {
            return statement;
        }
        if way == 2 {
            return leaving(format!("return Err({});", self.error(1)));
        }
        let output = self.function.output.clone();
        leaving(format!("return Ok({});", self.value(&output, 1)))
    }

    /// Statements that end by leaving.
    pub(super) fn leaving_block(&mut self) -> String {
        self.scoped(|this| {
            let block = this.statements(1);
            if block.leaves {
                return format!("{{\n{}}}", block.code);
            }
            let leave = this.leave();
            format!("{{\n{}{}\n}}", block.code, leave.code)
        })
    }

    fn let_else(&mut self) -> Statement {
        let ty = match self.below(2) {
            0 => option(self.element()),
            _ => Type::Enum(self.pick(&super::model::ENUMS).unwrap_or(super::model::Enum::Shape)),
        };
        let value = self.operand(&ty, 2);
        self.reads_growing = false;
        let otherwise = self.leaving_block();
        let before = self.variables.len();
        let pattern = self.pattern(&ty, 0, 2);
        if pattern.always {
            self.variables.truncate(before);
            return plain(format!("let _ = {value};"));
        }
        plain(format!("let {} = {value} else {otherwise};", pattern.code))
    }

    /// `let x = if ..` with statements inside.
    fn let_control(&mut self) -> Statement {
        let ty = self.any_type(1);
        let name = self.name();
        let value = match self.below(3) {
            0 => {
                let (test, then) = self.scoped(|this| (this.test(), this.value_block(&ty)));
                let otherwise = self.value_block(&ty);
                format!("if {test} {then} else {otherwise}")
            }
            1 => {
                let subject = self.subject(1);
                let arms = self.arms(&subject, |this| this.value_block(&ty));
                format!("match {} {{\n{}\n}}", subject.code, arms.join("\n"))
            }
            _ => return self.let_loop(&ty),
        };
        let is_assigned =
            self.assignable().into_iter().filter(|it| it.ty == ty).collect::<Vec<_>>();
        if let Some(variable) = self.pick(&is_assigned)
            && !ty.can_grow()
            && ty != Type::Int
        {
            return plain(format!("{} = {value};", variable.name));
        }
        if self.below(2) == 0 {
            self.declare_mutable(&name, &ty);
            return plain(format!("let mut {name}: {} = {value};", ty.rust()));
        }
        let grows = ty.can_grow();
        self.declare(&name, &ty).grows = grows;
        plain(format!("let {name}: {} = {value};", ty.rust()))
    }

    /// `{ ..; value }`, or statements that leave.
    pub(super) fn value_block(&mut self, ty: &Type) -> String {
        self.scoped(|this| {
            let block = this.statements(1);
            if block.leaves {
                return format!("{{\n{}}}", block.code);
            }
            this.calls = true;
            let value = if has_default(ty) && this.once_in(12) {
                this.literal(ty)
            } else {
                this.value(ty, 2)
            };
            format!("{{\n{}{value}\n}}", block.code)
        })
    }
}
