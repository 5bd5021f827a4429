//! From what was recorded to a [`Definition`].

use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use sfn_asl::Quantity;
use sfn_local::{Definition, InputCheck};

use crate::{
    code::{Code, Root},
    data::Data,
    expr::Expr,
    glue::check_input,
    lower::{emit, lower},
    task::{Kind, Standard, Task},
};

use super::{ScopeOf, W, recorder::Recorder};

/// A workflow from `I` to `O`, written with the builder.
///
/// # Example
/// ```
/// use sfn_dsl::prelude::*;
///
/// let workflow = Workflow::<u32, String>::new("greet", |w, count| {
///     w.done(cond(count.gt(10), text("many"), text("few")));
/// });
/// assert_eq!(workflow.definition().name, "greet");
/// ```
pub struct Workflow<I, O, K = Standard> {
    definition: Definition,
    types: PhantomData<fn(I) -> (O, K)>,
}

impl<I: Data + DeserializeOwned, O: Data> Workflow<I, O, Standard> {
    /// A Standard workflow of this name, as the closure writes it down.
    pub fn new(name: &str, body: impl FnOnce(&W<Standard>, Expr<I>)) -> Self {
        Self::of_kind(name, body)
    }
}

impl<I: Data + DeserializeOwned, O: Data, K: Kind> Workflow<I, O, K> {
    /// The same for a kind that is said: `Workflow::<I, O, Express>::of_kind(…)`.
    pub fn of_kind(name: &str, body: impl FnOnce(&W<K>, Expr<I>)) -> Self {
        let settings = Settings { name, ..Settings::default() };
        Self {
            definition: define::<K>(&settings, check_input::<I>, |w, input| {
                body(w, Expr::__new(input));
            }),
            types: PhantomData,
        }
    }

    /// What can be checked, run and deployed.
    #[must_use]
    pub fn definition(&self) -> Definition {
        self.definition.clone()
    }
}

/// What `#[workflow(…)]` says of a workflow, beside its body.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings<'a> {
    /// The state machine's name.
    pub name: &'a str,
    /// The file it stands in.
    pub file: &'a str,
    /// `Comment` of the machine.
    pub comment: Option<&'a str>,
    /// `TimeoutSeconds` of the machine.
    pub timeout_seconds: Option<u32>,
}

/// The definition of a workflow whose body is recorded by `body`.
#[doc(hidden)]
pub fn define<K: Kind>(
    settings: &Settings<'_>,
    check_input: InputCheck,
    body: impl FnOnce(&W<K>, Code),
) -> Definition {
    let w = W::<K>::new();
    body(&w, Code::Root(Root::ExecutionInput));
    let mut recorder = w.recorder.borrow_mut();
    let statements = recorder.finish();
    let graph = lower(&statements, &recorder.variables);
    let mut emitted = emit(&graph, &recorder.variables, settings.file);
    emitted.machine.comment = settings.comment.map(str::to_owned);
    emitted.machine.timeout_seconds =
        settings.timeout_seconds.map(|seconds| Quantity::from(u64::from(seconds)));
    let mut definition = Definition::new(settings.name, K::WORKFLOW_TYPE, emitted.machine);
    definition.source_map = emitted.source_map;
    definition.handlers = std::mem::take(&mut recorder.handlers);
    definition.children = std::mem::take(&mut recorder.children);
    definition.permissions = emitted.permissions;
    definition.check_input = Some(check_input);
    definition
}

impl Recorder {
    /// Remembers what a called task brings to the definition.
    pub(super) fn uses<M: Task>(&mut self) {
        if let (Some(function), Some(handler)) = (M::lambda_function(), M::handler())
            && self.handlers.iter().all(|known| known.function != function)
        {
            self.handlers.push(sfn_local::LambdaHandler { function: function.to_owned(), handler });
        }
        if let Some(child) = M::definition() {
            self.children.push(child);
        }
    }
}

/// The scope of a whole workflow.
#[doc(hidden)]
pub const fn scope<T, E>() -> ScopeOf<T, E> {
    ScopeOf::new()
}
