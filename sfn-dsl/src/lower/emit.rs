//! From graphs to the state machine: names, order, and every expression as text.

mod distributed_map;

use std::collections::{BTreeMap, BTreeSet};

use sfn_asl::{
    Branch, Catcher, ChoiceRule, ChoiceState, FailState, ItemProcessor, MapState, ParallelState,
    PassState, ProcessorConfig, ProcessorMode, Quantity, QueryLanguage, Scope, State, StateKind,
    StateMachine, StateName, TaskState, TemplateMap, Transition, WaitState,
};
use sfn_local::{SourceLocation, StatePermission};

use crate::{
    code::{Code, Root, VariableId},
    ir::{Site, Until},
    print::{print, to_template},
};

use super::{
    VariableInfo,
    graph::{ActionNode, Assign, Edge, Exit, Graph, Node, NodeId, NodeKind, WorkNode},
};

/// The longest name of a state or a variable that AWS takes, in characters.
const NAME_LENGTH: usize = 80;

/// Names that a variable cannot have: they would hide a function of JSONata, or are reserved.
const RESERVED: &[&str] = &[
    "abs",
    "append",
    "assert",
    "average",
    "base64decode",
    "base64encode",
    "boolean",
    "ceil",
    "clone",
    "contains",
    "count",
    "decodeUrl",
    "decodeUrlComponent",
    "distinct",
    "each",
    "encodeUrl",
    "encodeUrlComponent",
    "error",
    "eval",
    "exists",
    "filter",
    "floor",
    "formatBase",
    "formatInteger",
    "formatNumber",
    "fromMillis",
    "hash",
    "join",
    "keys",
    "length",
    "lookup",
    "lowercase",
    "map",
    "match",
    "max",
    "merge",
    "millis",
    "min",
    "not",
    "now",
    "number",
    "pad",
    "parse",
    "parseInteger",
    "partition",
    "power",
    "random",
    "range",
    "reduce",
    "replace",
    "reverse",
    "round",
    "shuffle",
    "sift",
    "single",
    "sort",
    "split",
    "spread",
    "sqrt",
    "states",
    "string",
    "substring",
    "substringAfter",
    "substringBefore",
    "sum",
    "toMillis",
    "trim",
    "type",
    "uppercase",
    "uuid",
    "zip",
];

/// A definition and where its states come from.
pub(crate) struct Emitted {
    pub(crate) machine: StateMachine,
    pub(crate) source_map: BTreeMap<StateName, SourceLocation>,
    pub(crate) permissions: Vec<StatePermission>,
}

/// Writes the machine down.
pub(crate) fn emit(graph: &Graph, variables: &[VariableInfo], file: &str) -> Emitted {
    let mut emitter = Emitter {
        variables: variable_names(graph, variables),
        file,
        source_map: BTreeMap::new(),
        permissions: Vec::new(),
    };
    let names = state_names(graph);
    let scope = emitter.scope(graph, &names);
    let machine = StateMachine {
        query_language: Some(QueryLanguage::Jsonata),
        scope,
        ..StateMachine::default()
    };
    Emitted { machine, source_map: emitter.source_map, permissions: emitter.permissions }
}

/// Unique names for the variables that are assigned anywhere.
fn variable_names(graph: &Graph, variables: &[VariableInfo]) -> BTreeMap<VariableId, String> {
    let mut used = BTreeSet::new();
    assigned(graph, &mut used);
    let mut given = Given::default();
    used.into_iter()
        .map(|id| {
            let base = variables
                .get(id.0 as usize)
                .map_or("value", |info| info.name.trim_start_matches("r#"));
            let base = base.trim_start_matches('_');
            let local = base
                .strip_prefix("it")
                .is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()));
            let base = if base.is_empty() { "value" } else { base };
            let renamed = format!("{base}_");
            if !(local || RESERVED.contains(&base)) {
                return (id, given.unique(base, "_", NAME_LENGTH));
            }
            given.names.insert(base.to_owned());
            if given.names.insert(renamed.clone()) {
                return (id, renamed);
            }
            (id, given.unique(base, "_", NAME_LENGTH))
        })
        .collect()
}

fn assigned(graph: &Graph, used: &mut BTreeSet<VariableId>) {
    for id in graph.reachable() {
        let Some(node) = graph.nodes.get(id) else { continue };
        used.extend(
            node.edges().iter().flat_map(|edge| edge.assign.iter().map(|(variable, _)| *variable)),
        );
        node.scopes().iter().for_each(|scope| assigned(scope, used));
    }
}

/// Names that were given, and how often each was asked for.
#[derive(Default)]
struct Given {
    names: BTreeSet<String>,
    asked: BTreeMap<String, u32>,
}

impl Given {
    /// `base`, or `base` with the next free number; never longer than `longest` characters.
    fn unique(&mut self, base: &str, separator: &str, longest: usize) -> String {
        let base: String = base.chars().take(longest).collect();
        let mut name = base.clone();
        while !self.names.insert(name.clone()) {
            let number = self.asked.entry(base.clone()).or_insert(1);
            *number += 1;
            let number = format!("{separator}{number}");
            let kept: String = base.chars().take(longest.saturating_sub(number.len())).collect();
            name = kept + &number;
        }
        name
    }
}

/// A scope's names, and those of the scopes inside its states.
#[derive(Default)]
struct Names {
    own: BTreeMap<NodeId, StateName>,
    inner: BTreeMap<(NodeId, usize), Names>,
}

/// Unique names, given in the order in which the states were written down.
fn state_names(graph: &Graph) -> Names {
    let mut sites = Vec::new();
    collect_sites(graph, &mut Vec::new(), &mut sites);
    sites.sort_by_key(|(_, site)| site.sequence);
    let mut given = Given::default();
    let mut by_path = BTreeMap::new();
    for (path, site) in sites {
        let base = if site.name.is_empty() { "State" } else { &site.name };
        by_path.insert(path, StateName::new(given.unique(base, " ", NAME_LENGTH)));
    }
    assemble(graph, &mut Vec::new(), &by_path)
}

type Path = Vec<(NodeId, usize)>;

fn collect_sites<'a>(graph: &'a Graph, path: &mut Path, sites: &mut Vec<(Path, &'a Site)>) {
    for id in graph.reachable() {
        let Some(node) = graph.nodes.get(id) else { continue };
        path.push((id, usize::MAX));
        sites.push((path.clone(), &node.site));
        path.pop();
        for (index, scope) in node.scopes().iter().enumerate() {
            path.push((id, index));
            collect_sites(scope, path, sites);
            path.pop();
        }
    }
}

fn assemble(graph: &Graph, path: &mut Path, by_path: &BTreeMap<Path, StateName>) -> Names {
    let mut names = Names::default();
    for id in graph.reachable() {
        path.push((id, usize::MAX));
        if let Some(name) = by_path.get(path) {
            names.own.insert(id, name.clone());
        }
        path.pop();
        let scopes = graph.nodes.get(id).map_or(&[][..], Node::scopes);
        for (index, scope) in scopes.iter().enumerate() {
            path.push((id, index));
            names.inner.insert((id, index), assemble(scope, path, by_path));
            path.pop();
        }
    }
    names
}

impl Names {
    /// Those of a scope inside a state.
    fn of_branch(&self, id: NodeId, index: usize) -> &Self {
        static NONE: Names = Names { own: BTreeMap::new(), inner: BTreeMap::new() };
        self.inner.get(&(id, index)).unwrap_or(&NONE)
    }

    /// Those of the only scope inside a state.
    fn inside(&self, id: NodeId) -> &Self {
        self.of_branch(id, 0)
    }

    fn of(&self, id: NodeId) -> StateName {
        self.own.get(&id).cloned().unwrap_or_default()
    }
}

struct Emitter<'a> {
    variables: BTreeMap<VariableId, String>,
    file: &'a str,
    source_map: BTreeMap<StateName, SourceLocation>,
    permissions: Vec<StatePermission>,
}

impl Emitter<'_> {
    fn name(&self, variable: VariableId) -> String {
        self.variables
            .get(&variable)
            .cloned()
            .unwrap_or_else(|| format!("unassigned_{}", variable.0))
    }

    fn value(&self, code: &Code) -> serde_json::Value {
        to_template(code, &|variable| self.name(variable))
    }

    /// `Output`. Readers differ in whether a field that is null is there, so it is an expression.
    fn output(&self, code: &Code) -> serde_json::Value {
        match self.value(code) {
            serde_json::Value::Null => "{% null %}".into(),
            output => output,
        }
    }

    /// A field whose value is text: a constant or an expression.
    fn text(&self, code: &Code) -> String {
        match self.value(code) {
            serde_json::Value::String(text) => text,
            _ => format!("{{% {} %}}", print(code, &|variable| self.name(variable))),
        }
    }

    fn quantity(&self, code: &Code) -> Quantity {
        match self.value(code) {
            serde_json::Value::Number(number) => Quantity::Number(number),
            _ => Quantity::Text(self.text(code)),
        }
    }

    fn assign(&self, assign: &Assign) -> Option<TemplateMap> {
        let map: TemplateMap = assign
            .iter()
            .map(|(variable, value)| (self.name(*variable), self.value(value)))
            .collect();
        (!map.is_empty()).then_some(map)
    }

    fn scope(&mut self, graph: &Graph, names: &Names) -> Scope {
        let mut scope = Scope { start_at: names.of(graph.start.to), ..Scope::default() };
        for id in graph.reachable() {
            let Some(node) = graph.nodes.get(id) else { continue };
            let name = names.of(id);
            if node.site.line > 0 {
                let file = node.site.file.unwrap_or(self.file).to_owned();
                let location = SourceLocation { file, line: node.site.line };
                self.source_map.insert(name.clone(), location);
            }
            let mut state = self.state(id, node, names);
            state.comment.clone_from(&node.site.comment);
            scope.states.insert(name, state);
        }
        scope
    }

    fn state(&mut self, id: NodeId, node: &Node, names: &Names) -> State {
        match &node.kind {
            NodeKind::Action(action) => self.action(id, action, names),
            NodeKind::Wait { until, exit } => {
                let mut wait = WaitState::default();
                match until {
                    Until::Seconds(code) => wait.seconds = Some(self.quantity(code)),
                    Until::Timestamp(code) => wait.timestamp = Some(self.text(code)),
                }
                let (transition, assign, output) = self.exit(exit, Root::StateInput, names);
                wait.transition = transition;
                State { assign, output, ..State::new(wait) }
            }
            NodeKind::Pass { exit } => {
                let (transition, assign, output) = self.exit(exit, Root::StateInput, names);
                State {
                    assign,
                    output,
                    ..State::new(PassState { transition, ..PassState::default() })
                }
            }
            NodeKind::Choice { rules, default } => {
                let choices = rules
                    .iter()
                    .map(|(condition, edge)| self.rule(condition, edge, names))
                    .collect();
                let next = default.as_ref().map(|edge| names.of(edge.to));
                let assign = default.as_ref().and_then(|edge| self.assign(&edge.assign));
                State { assign, ..State::new(ChoiceState { choices, default: next }) }
            }
            NodeKind::Succeed { output } => {
                let output = (*output != Code::Root(Root::StateInput)).then(|| self.output(output));
                State { output, ..State::new(StateKind::Succeed) }
            }
            NodeKind::Fail { error } => State::new(self.fail(error)),
            NodeKind::Jump(edge) => State::new(PassState {
                transition: Transition::next(names.of(edge.to)),
                ..PassState::default()
            }),
        }
    }

    fn rule(&self, condition: &Code, edge: &Edge, names: &Names) -> ChoiceRule {
        ChoiceRule {
            condition: Some(match condition {
                Code::Literal(constant) => constant.clone(),
                condition => self.text(condition).into(),
            }),
            next: names.of(edge.to),
            assign: self.assign(&edge.assign),
            ..ChoiceRule::default()
        }
    }

    /// `Error` and `Cause` of a Fail state; a caught error may come without a cause.
    fn fail(&self, error: &Code) -> FailState {
        let cause = match error {
            Code::Object(members) => {
                members.iter().find(|(key, _)| &**key == "Cause").map(|(_, cause)| cause.clone())
            }
            error => Some(Code::or_else(error.field("Cause"), Code::text(""))),
        };
        FailState {
            error: Some(self.text(&error.field("Error"))),
            cause: cause.map(|cause| self.text(&cause)),
            ..FailState::default()
        }
    }

    /// The transition, and `Assign` or `Output`, of a state whose output would be `unchanged` by itself.
    fn exit(
        &self,
        exit: &Exit,
        unchanged: Root,
        names: &Names,
    ) -> (Transition, Option<TemplateMap>, Option<serde_json::Value>) {
        match exit {
            Exit::To(edge) => {
                (Transition::next(names.of(edge.to)), self.assign(&edge.assign), None)
            }
            Exit::End(output) if *output == Code::Root(unchanged) => {
                (Transition::end(), None, None)
            }
            Exit::End(output) => (Transition::end(), None, Some(self.output(output))),
        }
    }

    fn action(&mut self, id: NodeId, action: &ActionNode, names: &Names) -> State {
        self.permissions.extend(action.permissions.iter().map(|permission| StatePermission {
            state: names.of(id),
            actions: permission.actions.clone(),
            resources: vec![permission.resource.clone()],
        }));
        let (transition, assign, output) = self.exit(&action.exit, Root::Result, names);
        let retry = (!action.retry.is_empty()).then(|| action.retry.clone());
        let catch: Vec<_> =
            action.catches.iter().map(|(errors, edge)| self.catcher(errors, edge, names)).collect();
        let catch = (!catch.is_empty()).then_some(catch);
        let kind: StateKind = match &action.work {
            WorkNode::Task { resource } => TaskState {
                resource: resource.clone(),
                arguments: Some(self.value(&action.arguments)),
                timeout_seconds: action.timeout_seconds.map(|seconds| u64::from(seconds).into()),
                heartbeat_seconds: action
                    .heartbeat_seconds
                    .map(|seconds| u64::from(seconds).into()),
                retry,
                catch,
                transition,
                ..TaskState::default()
            }
            .into(),
            WorkNode::Parallel { branches } => {
                let branches = branches.iter().enumerate().map(|(index, branch)| Branch {
                    scope: self.scope(branch, names.of_branch(id, index)),
                    ..Branch::default()
                });
                let branches = branches.collect();
                ParallelState { branches, retry, catch, transition, ..ParallelState::default() }
                    .into()
            }
            WorkNode::Map { max_concurrency, body } => {
                let config =
                    ProcessorConfig { mode: Some(ProcessorMode::Inline), execution_type: None };
                MapState {
                    item_processor: self.processor(config, body, names.inside(id)),
                    items: Some(self.value(&action.arguments)),
                    max_concurrency: max_concurrency.map(|n| u64::from(n).into()),
                    retry,
                    catch,
                    transition,
                    ..MapState::default()
                }
                .into()
            }
            WorkNode::DistributedMap(map) => {
                let state = self.distributed_map(map, &action.arguments, names.inside(id));
                MapState { retry, catch, transition, ..state }.into()
            }
        };
        State { assign, output, ..State::new(kind) }
    }

    fn processor(&mut self, config: ProcessorConfig, body: &Graph, names: &Names) -> ItemProcessor {
        ItemProcessor {
            processor_config: Some(config),
            scope: self.scope(body, names),
            ..ItemProcessor::default()
        }
    }

    fn catcher(&self, errors: &[String], edge: &Edge, names: &Names) -> Catcher {
        Catcher {
            error_equals: errors.to_vec(),
            next: names.of(edge.to),
            assign: self.assign(&edge.assign),
            ..Catcher::default()
        }
    }
}
