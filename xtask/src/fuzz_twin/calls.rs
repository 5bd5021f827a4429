//! Calls: what is awaited, and what is done with the outcome.

use std::fmt::Write as _;

use super::{
    model::{Enum, Fields, Task, Type, tasks},
    statements::{Statement, plain},
    values::has_default,
    writer::Writer,
};

/// Something that can be awaited.
pub(super) struct Call {
    pub(super) code: String,
    pub(super) output: Type,
    pub(super) error: Enum,
}

impl Writer {
    /// A call that gives the type, with `?`.
    pub(super) fn called_value(&mut self, ty: &Type) -> Option<String> {
        let error = self.function.error;
        let tasks: Vec<_> = tasks()
            .into_iter()
            .filter(|task| task.output == *ty && task.error.becomes(error))
            .collect();
        let task = self.pick(&tasks)?;
        Some(format!("{}.await?", self.call_of(&task)))
    }

    fn call_of(&mut self, task: &Task) -> String {
        // What a call in an argument gives would be as good.
        let arguments: Vec<_> = task
            .parameters
            .iter()
            .map(|ty| {
                let calls = self.calls;
                self.calls &= self.budget > 8;
                let value = self.value(ty, 2);
                self.calls = calls;
                value
            })
            .collect();
        self.has_scopes |= task.name.starts_with("child");
        let mut code = format!("{}({})", task.name, arguments.join(", "));
        match self.below(10) {
            7 => code.push_str(
                ".retry(Retry::on([\"Bad\", \"Worse\"]).max_attempts(2).interval_seconds(1))",
            ),
            8 => code.push_str(".retry(Retry::transient())"),
            9 => code.push_str(".timeout_seconds(20)"),
            _ => {}
        }
        code
    }

    /// Any call.
    pub(super) fn any_call(&mut self) -> Call {
        let task = self.pick(&tasks());
        let Some(task) = task else {
            return Call { code: String::new(), output: Type::Unit, error: Enum::Failure };
        };
        Call { code: self.call_of(&task), output: task.output, error: task.error }
    }

    pub(super) fn call_statement(&mut self) -> Statement {
        let call = self.any_call();
        self.handled(&call)
    }

    /// A statement that does something with the outcome of a call.
    pub(super) fn handled(&mut self, call: &Call) -> Statement {
        let Call { code, output, error } = call;
        let can_propagate = error.becomes(self.function.error);
        match self.below(12) {
            0..=2 if can_propagate => {
                let name = self.name();
                self.declare(&name, output);
                plain(format!("let {name} = {code}.await?;"))
            }
            3 if can_propagate => plain(format!("{code}.await?;")),
            4 => {
                let (method, ty) = self.value_of_outcome(output, *error);
                let name = self.name();
                self.declare(&name, &ty);
                plain(format!("let {name} = {code}.await{method};"))
            }
            5 => {
                let mapped = self.mapped_error(*error);
                let name = self.name();
                self.declare(&name, output);
                plain(format!("let {name} = {code}.await.map_err({mapped})?;"))
            }
            6 => {
                let otherwise = self.leaving_block();
                let name = self.name();
                self.declare(&name, output);
                plain(format!("let Ok({name}) = {code}.await else {otherwise};"))
            }
            7 => {
                let (pattern, then) = self.scoped(|this| {
                    let pattern = this.outcome_pattern(output, *error);
                    (pattern, this.statements(2))
                });
                let otherwise = self.block(2);
                Statement {
                    code: format!(
                        "if let {pattern} = {code}.await {{\n{}}} else {{\n{}}}",
                        then.code, otherwise.code
                    ),
                    leaves: then.leaves && otherwise.leaves,
                }
            }
            8 => self.let_match(call),
            9 => plain(format!("let _ = {code}.await;")),
            10 => self.kept(call),
            _ => self.match_outcome(call),
        }
    }

    /// `Ok(pattern)` or `Err(pattern)`.
    fn outcome_pattern(&mut self, output: &Type, error: Enum) -> String {
        if self.below(2) == 0 {
            format!("Ok({})", self.pattern(output, 0, 2).code)
        } else {
            format!("Err({})", self.pattern(&Type::Enum(error), 0, 2).code)
        }
    }

    /// `.ok()` and its kin, and the type of the value.
    fn value_of_outcome(&mut self, output: &Type, error: Enum) -> (String, Type) {
        match self.below(6) {
            0 if !matches!(output, Type::Option(_) | Type::Unit) => {
                (".ok()".to_owned(), super::model::option(output.clone()))
            }
            1 => (".is_ok()".to_owned(), Type::Bool),
            2 => (".is_err()".to_owned(), Type::Bool),
            3 if has_default(output) => (".unwrap_or_default()".to_owned(), output.clone()),
            4 => {
                let default =
                    self.closure_over(&[(Type::Enum(error), 0)], |this| this.value(output, 1));
                (format!(".unwrap_or_else({default})"), output.clone())
            }
            _ => {
                let default = self.pure(|this| this.value(output, 1));
                (format!(".unwrap_or({default})"), output.clone())
            }
        }
    }

    fn mapped_error(&mut self, error: Enum) -> String {
        if self.below(2) == 0 {
            return format!("|_| {}", self.pure(|this| this.error(1)));
        }
        self.closure_over(&[(Type::Enum(error), 0)], |this| this.error(1))
    }

    /// A value of the function's error.
    pub(super) fn error(&mut self, depth: u32) -> String {
        let error = self.function.error;
        self.value(&Type::Enum(error), depth)
    }

    /// The arms of a `match` on an outcome.
    fn outcome_arms(
        &mut self,
        call: &Call,
        mut body: impl FnMut(&mut Self) -> String,
    ) -> Vec<String> {
        let Call { output, error, .. } = call;
        let mut ok = Vec::new();
        if self.below(2) == 0 {
            ok.push(self.scoped(|this| {
                let pattern = this.pattern(output, 0, 2).code;
                let guard = if this.below(2) == 0 {
                    format!(" if {}", this.pure(|this| this.condition(1)))
                } else {
                    String::new()
                };
                format!("Ok({pattern}){guard} => {}", body(this))
            }));
        }
        ok.push(self.scoped(|this| {
            let name = this.new_name();
            this.declare(&name, output);
            format!("Ok({name}) => {}", body(this))
        }));
        let mut errors = Vec::new();
        let mut is_whole = false;
        for variant in error.variants() {
            match self.below(3) {
                0 => is_whole = true,
                kind => {
                    let arm = self.scoped(|this| {
                        let mut is_part = false;
                        let pattern = match &variant.fields {
                            Fields::Unit => String::new(),
                            Fields::Tuple(types) => {
                                let parts: Vec<_> = types
                                    .iter()
                                    .map(|ty| {
                                        let part = this.pattern(ty, 0, u32::from(kind == 2));
                                        is_part |= !part.always;
                                        part.code
                                    })
                                    .collect();
                                format!("({})", parts.join(", "))
                            }
                            Fields::Named(fields) => {
                                let parts: Vec<_> = fields
                                    .iter()
                                    .map(|(name, ty)| {
                                        let part = this.pattern(ty, 0, u32::from(kind == 2));
                                        is_part |= !part.always;
                                        format!("{name}: {}", part.code)
                                    })
                                    .collect();
                                format!(" {{ {} }}", parts.join(", "))
                            }
                        };
                        let code =
                            format!("Err({error:?}::{}{pattern}) => {}", variant.name, body(this));
                        (code, is_part)
                    });
                    is_whole |= arm.1;
                    errors.push(arm.0);
                }
            }
        }
        if is_whole {
            errors.push(self.scoped(|this| match this.below(4) {
                0 => format!("Err(_) => {}", body(this)),
                1 if error.becomes(this.function.error) => {
                    let into = if *error == this.function.error { "" } else { ".into()" };
                    format!("Err(error) => return Err(error{into})")
                }
                _ => {
                    let name = this.new_name();
                    this.declare(&name, &Type::Enum(*error));
                    format!("Err({name}) => {}", body(this))
                }
            }));
        }
        if self.below(4) == 0 {
            errors.extend(ok);
            return errors;
        }
        ok.extend(errors);
        ok
    }

    fn match_outcome(&mut self, call: &Call) -> Statement {
        let mut leaves = true;
        let arms = self.outcome_arms(call, |this| {
            let block = this.statements(2);
            leaves &= block.leaves;
            format!("{{\n{}}}", block.code)
        });
        Statement {
            code: format!("match {}.await {{\n{}\n}}", call.code, arms.join(",\n")),
            leaves,
        }
    }

    fn let_match(&mut self, call: &Call) -> Statement {
        let ty = if self.below(2) == 0 { call.output.clone() } else { self.any_type(1) };
        let arms = self.outcome_arms(call, |this| this.value_block(&ty));
        let name = self.name();
        let grows = ty.can_grow();
        self.declare(&name, &ty).grows = grows;
        plain(format!(
            "let {name}: {} = match {}.await {{\n{}\n}};",
            ty.rust(),
            call.code,
            arms.join(",\n")
        ))
    }

    /// An outcome with a name.
    fn kept(&mut self, call: &Call) -> Statement {
        let name = format!("outcome{}", self.number());
        let outside = self.variables.len();
        let between = self.statements(1);
        if between.leaves {
            self.variables.truncate(outside);
            return plain(format!("let _ = {}.await;", call.code));
        }
        let mut code = format!("let {name} = {}.await;\n{}", call.code, between.code);
        if self.below(2) == 0 {
            let is_ok = self.name();
            self.declare(&is_ok, &Type::Bool);
            let _ = writeln!(code, "let {is_ok} = {name}.is_ok();");
        }
        match self.below(3) {
            0 if call.error.becomes(self.function.error) => {
                let value = self.name();
                self.declare(&value, &call.output);
                let _ = write!(code, "let {value} = {name}?;");
            }
            1 => {
                let (pattern, then) = self.scoped(|this| {
                    let pattern = this.outcome_pattern(&call.output, call.error);
                    (pattern, this.statements(2))
                });
                let _ = write!(code, "if let {pattern} = {name} {{\n{}}}", then.code);
            }
            _ => {
                let mut leaves = true;
                let arms = self.outcome_arms(call, |this| {
                    let block = this.statements(1);
                    leaves &= block.leaves;
                    format!("{{\n{}}}", block.code)
                });
                let _ = write!(code, "match {name} {{\n{}\n}}", arms.join(",\n"));
                return Statement { code, leaves };
            }
        }
        plain(code)
    }
}
