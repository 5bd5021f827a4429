//! A program: a workflow, and how it is started on random input.

use std::{fmt::Write as _, ops::Range};

use super::{
    choices::Choices,
    model::{Enum, Type},
    writer::{Function, Writer},
};

/// A program.
#[derive(Clone)]
pub(crate) struct Program {
    /// Its module.
    pub(crate) source: String,
    /// What it follows from.
    pub(crate) choices: Vec<u64>,
    /// Choices that belong together.
    pub(crate) spans: Vec<Range<usize>>,
}

/// The program that follows from the choices.
pub(crate) fn write(choices: Choices) -> Program {
    let mut writer = Writer::new(choices);
    writer.budget = [20, 40, 80, 140][writer.below(4)];
    let error = [Enum::Failure, Enum::Any, Enum::Any, Enum::Denied][writer.below(4)];
    let count = 1 + writer.below(3);
    let mut parameters: Vec<(String, Type, bool)> = Vec::new();
    for _ in 0..count {
        let ty = writer.any_type(2);
        let name = writer.new_name();
        let is_mutable = writer.once_in(4);
        if is_mutable {
            writer.declare_mutable(&name, &ty);
        } else {
            writer.declare(&name, &ty);
        }
        parameters.push((name, ty, is_mutable));
    }
    let output = writer.output();
    writer.function = Function { depth: 0, output: output.clone(), error };
    let mut body = writer.statements(9).code;
    // What is left of the budget does not count: the end shows what became of the variables.
    writer.budget = 8;
    writer.calls = true;
    let _ = write!(body, "Ok({})", writer.constructed(&output, 1));
    let shown: Vec<_> = parameters
        .iter()
        .map(|(name, ty, is_mutable)| {
            format!("{}{name}: {}", if *is_mutable { "mut " } else { "" }, ty.rust())
        })
        .collect();
    let samples = vec!["random.sample()"; count].join(", ");
    let errors = if writer.has_scopes { "Errors::Typed" } else { "Errors::Any" };
    let source = format!(
        "use sfn_programs::prelude::*;\n\n#[workflow(name = \"program\")]\npub async fn program({}) -> Result<{}, {error:?}> {{\n{body}\n}}\n\n\
         pub fn check(runner: &Runner) {{\n    runner.check({errors}, |random| program({samples}));\n}}\n",
        shown.join(", "),
        output.rust(),
    );
    let (choices, spans) = writer.choices.into_made();
    Program { source, choices, spans }
}
