//! From the document model to a [`Program`].

mod choice;
mod fields;
mod kinds;
mod map;
mod paths;

use std::{collections::BTreeSet, sync::Arc};

use sfn_asl::{
    Diagnostic, Location, QueryLanguage, Scope, State, StateKind, StateMachine, StateName,
    WorkflowType,
};

use super::{KindProgram, Program, ScopeIndex, StateIndex, StateProgram, report};
pub(crate) use choice::scalar;

pub(super) fn compile(
    name: &str,
    workflow_type: WorkflowType,
    machine: &StateMachine,
) -> Result<Program, Vec<Diagnostic>> {
    let mut compiler = Compiler::new(name, workflow_type);
    compiler.labels = machine.walk().filter_map(|node| label_of(node.state)).collect();
    let language = machine.query_language.unwrap_or_default();
    compiler.scope(&machine.scope, &Location::root(), language);
    let timeout_seconds = machine.timeout_seconds.as_ref().and_then(|quantity| {
        compiler.constant(quantity, &Location::root().field("TimeoutSeconds"))
    });
    if compiler.diagnostics.is_empty() {
        Ok(compiler.finish(timeout_seconds))
    } else {
        Err(compiler.diagnostics)
    }
}

fn label_of(state: &State) -> Option<String> {
    match &state.kind {
        StateKind::Map(map) => map.label.clone(),
        _ => None,
    }
}

/// Compiles one program: a machine, or what the children of a distributed Map run.
struct Compiler {
    /// The name of the machine.
    name: Arc<str>,
    workflow_type: WorkflowType,
    /// `None` while a state is being compiled, so that inner scopes can take the places after it.
    states: Vec<Option<StateProgram>>,
    starts: Vec<StateIndex>,
    /// The labels of distributed Maps that are taken.
    labels: BTreeSet<String>,
    diagnostics: Vec<Diagnostic>,
}

/// What the fields of one state are compiled with.
struct Context<'a> {
    scope: &'a Scope,
    first: u32,
    location: Location,
    language: QueryLanguage,
}

impl Context<'_> {
    fn is_jsonpath(&self) -> bool {
        self.language == QueryLanguage::JsonPath
    }

    fn find(&self, name: &StateName) -> Option<StateIndex> {
        let offset = u32::try_from(self.scope.states.get_index_of(name)?).ok()?;
        Some(StateIndex(self.first + offset))
    }
}

impl Compiler {
    fn new(name: &str, workflow_type: WorkflowType) -> Self {
        Self {
            name: name.into(),
            workflow_type,
            states: Vec::new(),
            starts: Vec::new(),
            labels: BTreeSet::new(),
            diagnostics: Vec::new(),
        }
    }

    /// The program, once everything is compiled.
    fn finish(self, timeout_seconds: Option<u64>) -> Program {
        Program {
            name: self.name,
            workflow_type: self.workflow_type,
            timeout_seconds,
            states: self.states.into_iter().flatten().collect(),
            starts: self.starts,
            failure: None,
        }
    }

    fn scope(&mut self, scope: &Scope, location: &Location, language: QueryLanguage) -> ScopeIndex {
        let index = ScopeIndex(u32::try_from(self.starts.len()).unwrap_or(u32::MAX));
        let first = u32::try_from(self.states.len()).unwrap_or(u32::MAX);
        self.states.extend(scope.states.keys().map(|_| None));
        let start = scope
            .states
            .get_index_of(&scope.start_at)
            .and_then(|offset| u32::try_from(offset).ok());
        if start.is_none() {
            self.diagnostics.push(report::missing_target(
                location.field("StartAt"),
                "StartAt",
                &scope.start_at,
            ));
        }
        self.starts.push(StateIndex(first + start.unwrap_or(0)));
        for (offset, (name, state)) in scope.states.iter().enumerate() {
            let context = Context {
                scope,
                first,
                location: location.field("States").field(name),
                language: state.query_language.unwrap_or(language),
            };
            if let Some(compiled) = self.state(&context, name, state, language)
                && let Some(slot) = self.states.get_mut(first as usize + offset)
            {
                *slot = Some(compiled);
            }
        }
        index
    }

    fn state(
        &mut self,
        context: &Context<'_>,
        name: &StateName,
        state: &State,
        machine_language: QueryLanguage,
    ) -> Option<StateProgram> {
        let found = self.diagnostics.len();
        let program = StateProgram {
            name: name.as_str().into(),
            state_type: state.state_type(),
            input_path: self.select(context, "InputPath", state.input_path.as_ref()),
            assign: self.assign(context, "Assign", state.assign.as_ref()),
            output: self.output(context, state),
            target: self.target(context, state.transition()),
            retry: state
                .retry()
                .iter()
                .enumerate()
                .map(|(at, retrier)| self.retrier(context, at, retrier))
                .collect(),
            catch: state
                .catch()
                .iter()
                .enumerate()
                .filter_map(|(at, catcher)| self.catcher(context, at, catcher))
                .collect(),
            kind: self.kind(context, state, machine_language)?,
        };
        (self.diagnostics.len() == found).then_some(program)
    }

    fn kind(
        &mut self,
        context: &Context<'_>,
        state: &State,
        machine_language: QueryLanguage,
    ) -> Option<KindProgram> {
        Some(match &state.kind {
            StateKind::Pass(pass) => KindProgram::Pass(self.pass(context, pass)),
            StateKind::Succeed => KindProgram::Succeed,
            StateKind::Fail(fail) => self.fail(context, fail),
            StateKind::Wait(wait) => KindProgram::Wait(self.wait(context, wait)?),
            StateKind::Choice(choice) => self.choice(context, state, choice),
            StateKind::Task(task) => KindProgram::Task(Box::new(self.task(context, task)?)),
            StateKind::Parallel(parallel) => self.parallel(context, parallel, machine_language),
            StateKind::Map(map) => {
                KindProgram::Map(Box::new(self.map(context, map, machine_language)?))
            }
        })
    }
}
