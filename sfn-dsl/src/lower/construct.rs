//! Backwards over the statements: each is lowered with the edge that leads on from it.

mod captured;
mod distributed_map;
mod item;

use crate::{
    code::{BinaryOperator, Code, Root, VariableId},
    ir::{Action, Block, Choice, LoopId, MapRunResults, Site, Statement, Work},
    print::simplify::simplify,
};

use distributed_map::distributed_map;

use super::{
    VariableInfo,
    errors::{errors_of, without},
    graph::{
        ActionNode, Assign, Edge, Exit, Graph, Node, NodeId, NodeKind, WORTH_A_STATE, WorkNode,
        compose, composes, size,
    },
    liveness::{Set, node_reads},
    race,
    tries::OpenTry,
};

/// Error names, and what follows them.
pub(super) type Catch = (Vec<String>, Edge);

/// The graph of one scope.
pub(super) fn construct(body: &Block, variables: &[VariableInfo]) -> Graph {
    scope(body, Vec::new(), variables)
}

/// The graph of a scope that begins with these assignments.
fn scope(body: &Block, entry: Assign, variables: &[VariableInfo]) -> Graph {
    let mut builder = Builder::new(variables);
    let end = builder.end();
    let mut start = builder.block(body, Edge::to(end));
    for (variable, value) in entry.into_iter().rev() {
        start = builder.bind(variable, &value, start, &Site::default());
    }
    Graph { nodes: builder.nodes, start }
}

pub(super) struct Builder<'a> {
    nodes: Vec<Node>,
    variables: &'a [VariableInfo],
    loops: Vec<OpenLoop>,
    pub(super) tries: Vec<OpenTry>,
    /// What the states read that come later.
    read: Set,
}

struct OpenLoop {
    id: LoopId,
    leave: Edge,
    again: Edge,
}

impl<'a> Builder<'a> {
    fn new(variables: &'a [VariableInfo]) -> Self {
        Self {
            nodes: Vec::new(),
            variables,
            loops: Vec::new(),
            tries: Vec::new(),
            read: Set::default(),
        }
    }
}

impl Builder<'_> {
    /// The graph of what was added, which begins with this edge.
    fn finish(&mut self, start: Edge) -> Graph {
        Graph { nodes: std::mem::take(&mut self.nodes), start }
    }

    /// Where a scope ends that nothing ended before.
    fn end(&mut self) -> NodeId {
        let site = Site { name: "Done".into(), ..Site::default() };
        self.add(NodeKind::Succeed { output: Code::null() }, site)
    }

    pub(super) fn add(&mut self, kind: NodeKind, site: Site) -> NodeId {
        let node = Node { kind, site };
        node_reads(&node, &mut self.read);
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    /// Whether something later reads the variable.
    fn is_read_later(&self, variable: VariableId) -> bool {
        let stable = self.variables.get(variable.0 as usize).is_some_and(|info| info.stable);
        !stable || self.read.contains(variable)
    }

    /// The edge that leads into these statements and out of them along `after`.
    pub(super) fn block(&mut self, statements: &Block, after: Edge) -> Edge {
        statements.iter().rev().fold(after, |after, statement| self.statement(statement, after))
    }

    fn statement(&mut self, statement: &Statement, after: Edge) -> Edge {
        match statement {
            Statement::Let { variable, value } => {
                self.bind(*variable, value, after, &Site::default())
            }
            Statement::Action(action) => self.action(action, after),
            Statement::Wait { until, site } => {
                let wait = self.add(
                    NodeKind::Wait { until: until.clone(), exit: Exit::To(after) },
                    site.clone(),
                );
                Edge::to(wait)
            }
            Statement::Choice(choice) => self.choice(choice, &after),
            Statement::Loop { id, condition, advance, body, site } => {
                self.repeat(*id, condition.as_ref(), advance, body, site, after)
            }
            Statement::Break(id) => self.open_loop(*id).map_or(after, |open| open.leave.clone()),
            Statement::Continue(id) => self.open_loop(*id).map_or(after, |open| open.again.clone()),
            Statement::Return { value, site } => self.give(value, site),
            Statement::Fail { error, site } => self.fail(error, site, self.tries.len()),
        }
    }

    fn open_loop(&self, id: LoopId) -> Option<&OpenLoop> {
        self.loops.iter().rev().find(|open| open.id == id)
    }

    /// `variable := value` before the edge. It rides on the edge: what the edge assigns reads the new value, so the value takes
    /// the variable's place there.
    pub(super) fn bind(
        &mut self,
        variable: VariableId,
        value: &Code,
        after: Edge,
        site: &Site,
    ) -> Edge {
        let own = vec![(variable, value.clone())];
        let live = |variable| self.is_read_later(variable);
        if composes(&own, &after.assign, live) {
            return Edge { assign: compose(&own, &after.assign), to: after.to };
        }
        Edge { assign: own, to: self.set(variable, after, site) }
    }

    /// A state of its own for what the edge assigns, because it reads the variable more than once.
    fn set(&mut self, variable: VariableId, after: Edge, site: &Site) -> NodeId {
        let name = self.variables.get(variable.0 as usize).map_or("Value", |info| &info.name);
        let site = Site { name: format!("Set {name}"), ..site.clone() };
        self.add(NodeKind::Pass { exit: Exit::To(after) }, site)
    }

    fn action(&mut self, action: &Action, after: Edge) -> Edge {
        let options = action.options.borrow();
        let scopes = |branches: &[Block]| -> Vec<Graph> {
            branches.iter().map(|branch| scope(branch, Vec::new(), self.variables)).collect()
        };
        let (work, arguments) = match &action.work {
            Work::Task { resource, .. } => {
                (WorkNode::Task { resource: resource.clone() }, options.with_token())
            }
            Work::Parallel { branches } => {
                (WorkNode::Parallel { branches: scopes(branches) }, Code::null())
            }
            Work::Race { branches } => {
                let branches = scopes(branches).into_iter().map(race::branch).collect();
                (WorkNode::Parallel { branches }, Code::null())
            }
            Work::Map { items, max_concurrency, item, body } => {
                let entry = vec![(*item, Code::Root(Root::StateInput))];
                let body = scope(body, entry, self.variables);
                (WorkNode::Map { max_concurrency: *max_concurrency, body }, items.clone())
            }
            Work::DistributedMap(map) => {
                distributed_map(map, &options, &action.site, self.variables)
            }
            Work::Try(block) => return self.attempt(action, block, after),
        };
        let mut catches = self.catches(action, &after);
        let ok = self.block(&action.ok, after);
        let value = match &options.map_run.results {
            MapRunResults::Tolerated { value } => value,
            _ => &action.value,
        };
        let ok = self.bind(action.result, value, ok, &action.site);
        let (exit, retry) = if let Work::Race { .. } = action.work {
            catches.insert(0, (race::won(), ok));
            // Never taken: its branches do not end well.
            (Exit::End(Code::Root(Root::Result)), race::retry(&options.retry))
        } else {
            (Exit::To(ok), options.retry.clone())
        };
        let node = ActionNode {
            work,
            arguments,
            retry,
            timeout_seconds: options.timeout_seconds,
            heartbeat_seconds: options.heartbeat_seconds,
            permissions: options.permissions.clone(),
            catches,
            exit,
        };
        let site = Site {
            name: options.name.clone().unwrap_or_else(|| action.site.name.clone()),
            ..action.site.clone()
        };
        Edge::to(self.add(NodeKind::Action(Box::new(node)), site))
    }

    /// What follows the errors that a call catches itself.
    pub(super) fn own_arms(&mut self, action: &Action, after: &Edge) -> Vec<Catch> {
        let arms = action.catches.iter().filter(|arm| !arm.errors.is_empty());
        arms.map(|arm| (arm.errors.clone(), self.block(&arm.body, after.clone()))).collect()
    }

    /// The catchers of a state: its own, then those of the try blocks around it.
    fn catches(&mut self, action: &Action, after: &Edge) -> Vec<Catch> {
        let mut arms = self.own_arms(action, after);
        let left = |arms: &[Catch]| {
            arms.iter().fold(errors_of(&action.work), |left, (names, _)| without(left, names))
        };
        let error = action.failure.map_or(Code::Root(Root::ErrorOutput), Code::Variable);
        if !self.tries.is_empty() {
            arms.extend(self.arms_around(left(&arms), &error));
        }
        match action.failure {
            Some(failure) => vec![self.catch_nested(action, failure, arms)],
            None => arms,
        }
    }

    fn choice(&mut self, choice: &Choice, after: &Edge) -> Edge {
        let (rules, default) = self.arms(choice, after);
        match default {
            Some(default) if rules.is_empty() => default,
            Some(default) if is_value(&rules, &default) => {
                let selected = short(select(&rules, default));
                if weight(&selected) <= (2 * WORTH_A_STATE).max(weight(after)) {
                    return selected;
                }
                self.values_first(choice, after)
            }
            default => Edge::to(self.add(NodeKind::Choice { rules, default }, choice.site.clone())),
        }
    }

    /// The rules of a Choice and its default.
    fn arms(&mut self, choice: &Choice, after: &Edge) -> (Vec<(Code, Edge)>, Option<Edge>) {
        let mut rules = Vec::new();
        let mut default = (!choice.exhaustive).then(|| after.clone());
        for arm in &choice.arms {
            let decided = arm.condition.as_ref().map_or(Some(true), truth);
            if decided == Some(false) {
                continue;
            }
            let edge = self.block(&arm.body, after.clone());
            match &arm.condition {
                Some(condition) if decided.is_none() => rules.push((condition.clone(), edge)),
                _ => {
                    default = Some(edge);
                    break;
                }
            }
        }
        let same = |edge: &Edge| rules.first().is_some_and(|(_, first)| first.to == edge.to);
        if default.is_none() && rules.iter().all(|(_, edge)| same(edge)) {
            default = rules.pop().map(|(_, edge)| edge);
        }
        (rules, default)
    }

    /// What the arms assign, and then, once, what comes after: where the arms would repeat too much of that.
    fn values_first(&mut self, choice: &Choice, after: &Edge) -> Edge {
        let join = Edge::to(self.add(NodeKind::Jump(after.clone()), choice.site.clone()));
        let (rules, default) = self.arms(choice, &join);
        match default {
            Some(default) if is_value(&rules, &default) && default.to == join.to => {
                let selected = select(&rules, default);
                self.sequence(selected, after)
            }
            default => Edge::to(self.add(NodeKind::Choice { rules, default }, choice.site.clone())),
        }
    }

    /// The values of one edge, then the other edge.
    fn sequence(&mut self, first: Edge, then: &Edge) -> Edge {
        let composable = {
            let live = |variable| self.is_read_later(variable);
            composes(&first.assign, &then.assign, live)
        };
        if composable {
            return Edge { assign: compose(&first.assign, &then.assign), to: then.to };
        }
        let variable = first.assign.first().map_or(VariableId(u32::MAX), |(variable, _)| *variable);
        Edge { assign: first.assign, to: self.set(variable, then.clone(), &Site::default()) }
    }

    fn repeat(
        &mut self,
        id: LoopId,
        condition: Option<&Code>,
        advance: &Assign,
        body: &Block,
        site: &Site,
        after: Edge,
    ) -> Edge {
        let decided = condition.map_or(Some(true), truth);
        if decided == Some(false) {
            return after;
        }
        let head = self.add(NodeKind::Jump(Edge::to(0)), site.clone());
        let again = Edge { assign: advance.clone(), to: head };
        self.loops.push(OpenLoop { id, leave: after.clone(), again: again.clone() });
        let entry = self.block(body, again);
        self.loops.pop();
        let kind = match condition {
            Some(condition) if decided.is_none() => {
                NodeKind::Choice { rules: vec![(condition.clone(), entry)], default: Some(after) }
            }
            _ => NodeKind::Jump(entry),
        };
        if let Some(node) = self.nodes.get_mut(head) {
            node.kind = kind;
            node_reads(node, &mut self.read);
        }
        Edge::to(head)
    }
}

/// All arms lead to the same state: no Choice, only values that depend on the conditions.
fn select(rules: &[(Code, Edge)], default: Edge) -> Edge {
    let mut edge = default;
    for (condition, arm) in rules.iter().rev() {
        let mut variables: Vec<VariableId> =
            arm.assign.iter().map(|(variable, _)| *variable).collect();
        for (variable, _) in &edge.assign {
            if !variables.contains(variable) {
                variables.push(*variable);
            }
        }
        let value = |assign: &Assign, variable: VariableId| {
            assign
                .iter()
                .find(|(other, _)| *other == variable)
                // Rust sees to it that what is read later has one.
                .map_or(Code::Variable(variable), |(_, value)| value.clone())
        };
        let assign = variables
            .into_iter()
            .map(|variable| {
                let (then, otherwise) =
                    (value(&arm.assign, variable), value(&edge.assign, variable));
                let value = if then == otherwise {
                    then
                } else {
                    choose(condition.clone(), then, otherwise)
                };
                (variable, value)
            })
            .collect();
        edge = Edge { assign, to: edge.to };
    }
    edge
}

/// Whether a condition holds, where that is known now.
fn truth(condition: &Code) -> Option<bool> {
    match simplify(condition) {
        Code::Literal(value) => value.as_bool(),
        _ => None,
    }
}

/// How long what the edge assigns is.
fn weight(edge: &Edge) -> usize {
    edge.assign.iter().map(|(_, value)| size(value)).sum()
}

/// The edge with each value in its shortest form.
fn short(edge: Edge) -> Edge {
    let short = |(variable, value): (VariableId, Code)| (variable, simplify(&value));
    Edge { assign: edge.assign.into_iter().map(short).collect(), to: edge.to }
}

/// Whether values that depend on the conditions do, in place of a Choice. A condition that differs each time is computed
/// once.
fn is_value(rules: &[(Code, Edge)], default: &Edge) -> bool {
    let assigned: usize =
        rules.iter().map(|(_, edge)| edge.assign.len()).sum::<usize>() + default.assign.len();
    rules.iter().all(|(_, edge)| edge.to == default.to)
        && (assigned <= 1 || rules.iter().all(|(condition, _)| !condition.is_volatile()))
}

/// `condition ? then : otherwise`, as an `and` or `or` where one side is a constant truth value.
fn choose(condition: Code, then: Code, otherwise: Code) -> Code {
    use serde_json::Value::Bool;
    match (&then, &otherwise) {
        (Code::Literal(Bool(true)), Code::Literal(Bool(false))) => condition,
        (Code::Literal(Bool(true)), Code::Binary(operator, ..)) if is_truth(*operator) => {
            Code::binary(BinaryOperator::Or, condition, otherwise)
        }
        (Code::Binary(operator, ..), Code::Literal(Bool(false))) if is_truth(*operator) => {
            Code::binary(BinaryOperator::And, condition, then)
        }
        _ => Code::conditional(condition, then, otherwise),
    }
}

/// Whether the operator gives a truth value.
const fn is_truth(operator: BinaryOperator) -> bool {
    use BinaryOperator as O;
    matches!(
        operator,
        O::Or
            | O::And
            | O::Equal
            | O::NotEqual
            | O::Less
            | O::LessOrEqual
            | O::Greater
            | O::GreaterOrEqual
            | O::In
    )
}
