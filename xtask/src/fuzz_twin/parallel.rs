//! `sfn::map`, `sfn::try_join!` and `sfn::join!`.

use super::{
    calls::Call,
    model::{Enum, Type, list, tasks},
    statements::{Statement, plain},
    writer::{Function, MOST_TURNS, Writer},
};

impl Writer {
    /// Writes the body of a function of its own, whose last value is `Ok(..)`.
    fn function(&mut self, output: &Type, error: Enum, parameter: Option<(&str, &Type)>) -> String {
        self.has_scopes = true;
        let function = Function { depth: self.function.depth + 1, output: output.clone(), error };
        let outer = std::mem::replace(&mut self.function, function);
        let loops = std::mem::take(&mut self.loops);
        let body = self.scoped(|this| {
            if let Some((name, ty)) = parameter {
                this.declare(name, ty);
            }
            let outside = this.variables.len();
            let block = this.statements(2);
            if block.leaves {
                this.variables.truncate(outside);
            }
            if block.leaves && this.below(2) == 0 {
                // The type of the error follows from nothing else.
                return format!(
                    "if true {{\n{}}}\nOk::<_, {error:?}>({})",
                    block.code,
                    this.simple(output)
                );
            }
            let code = if block.leaves { String::new() } else { block.code };
            this.calls = true;
            let value = this.value(output, 2);
            format!("{code}Ok::<_, {error:?}>({value})")
        });
        self.loops = loops;
        self.function = outer;
        body
    }

    /// The error of a Map or a branch: the function's own, or one that becomes it.
    fn inner_error(&mut self) -> Enum {
        match (self.function.error, self.below(3)) {
            (Enum::Any, 0) => Enum::Failure,
            (Enum::Any, 1) => Enum::Denied,
            (error, _) => error,
        }
    }

    pub(super) fn map_statement(&mut self) -> Statement {
        if self.turns * 5 > MOST_TURNS || self.function.depth > 1 {
            return plain("");
        }
        let (element, output) = (self.element(), self.element());
        let items = match self.place(&list(element.clone())) {
            Some(place) => place.read(&list(element.clone())),
            None => format!("vec![{}, {}]", self.value(&element, 1), self.value(&element, 1)),
        };
        let grows = std::mem::take(&mut self.reads_growing);
        let items =
            if grows { format!("{items}.into_iter().take(4).collect::<Vec<_>>()") } else { items };
        let error = self.inner_error();
        let limit = self.below(4);
        let name = self.name();
        let before = self.turns;
        self.turns *= 5;
        let body = self.function(&output, error, Some((&name, &element)));
        self.turns = before;
        let code = format!("sfn::map({items}, {limit}, async |{name}| {{\n{body}\n}})");
        self.handled(&Call { code, output: list(output), error })
    }

    pub(super) fn join_statement(&mut self) -> Statement {
        if self.function.depth > 2 {
            return plain("");
        }
        let error = self.inner_error();
        let count = 2 + self.below(2);
        let mut outputs = Vec::new();
        let branches: Vec<_> = (0..count)
            .map(|_| {
                let tasks: Vec<_> =
                    tasks().into_iter().filter(|task| task.error == error).collect();
                if self.below(2) == 0
                    && let Some(task) = self.pick(&tasks)
                {
                    outputs.push(task.output.clone());
                    let arguments: Vec<_> = task
                        .parameters
                        .iter()
                        .map(|ty| self.pure(|this| this.value(ty, 1)))
                        .collect();
                    return format!("{}({})", task.name, arguments.join(", "));
                }
                let output = self.element();
                let body = self.function(&output, error, None);
                outputs.push(output);
                format!("async {{\n{body}\n}}")
            })
            .collect();
        let branches = branches.join(",\n");
        if self.below(3) > 0 {
            return self.try_join(&branches, &outputs, error);
        }
        let names: Vec<_> = outputs.iter().map(|_| format!("branch{}", self.number())).collect();
        let mut code = format!("let ({}) = sfn::join!({branches});", names.join(", "));
        for (name, output) in names.iter().zip(&outputs) {
            let seen = self.seen(name, output, error);
            code.push('\n');
            code.push_str(&seen);
        }
        plain(code)
    }

    fn try_join(&mut self, branches: &str, outputs: &[Type], error: Enum) -> Statement {
        let joined = format!("sfn::try_join!({branches})");
        if self.below(2) == 0 {
            let names: Vec<_> = outputs
                .iter()
                .map(|output| {
                    let name = format!("joined{}", self.number());
                    self.declare(&name, output);
                    name
                })
                .collect();
            return plain(format!("let ({}) = {joined}?;", names.join(", ")));
        }
        let mut leaves = true;
        let ok = self.scoped(|this| {
            let names: Vec<_> = outputs
                .iter()
                .map(|output| {
                    let name = this.new_name();
                    this.declare(&name, output);
                    name
                })
                .collect();
            let block = this.statements(2);
            leaves &= block.leaves;
            format!("Ok(({})) => {{\n{}}}", names.join(", "), block.code)
        });
        let err = self.scoped(|this| {
            let name = this.new_name();
            this.declare(&name, &Type::Enum(error));
            let block = this.statements(2);
            leaves &= block.leaves;
            format!("Err({name}) => {{\n{}}}", block.code)
        });
        Statement { code: format!("match {joined} {{\n{ok}\n{err}\n}}"), leaves }
    }

    /// A look at the `Result` of a branch.
    fn seen(&mut self, name: &str, output: &Type, error: Enum) -> String {
        match self.below(3) {
            0 if error.becomes(self.function.error) => {
                let value = self.name();
                self.declare(&value, output);
                format!("let {value} = {name}?;")
            }
            1 => {
                let value = self.name();
                self.declare(&value, &Type::Bool);
                format!("let {value} = {name}.is_ok();")
            }
            _ => {
                let ok = self.scoped(|this| {
                    let value = this.new_name();
                    this.declare(&value, output);
                    format!("Ok({value}) => {{\n{}}}", this.statements(1).code)
                });
                let err = self.scoped(|this| {
                    let value = this.new_name();
                    this.declare(&value, &Type::Enum(error));
                    format!("Err({value}) => {{\n{}}}", this.statements(1).code)
                });
                format!("match {name} {{\n{ok}\n{err}\n}}")
            }
        }
    }
}
