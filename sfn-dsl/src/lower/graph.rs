//! States and edges before they have names.

use sfn_asl::{ItemBatcher, ReaderConfig, Retrier};

use super::substitute::{copies, substitute};
use crate::{
    code::{Code, Root, VariableId},
    ir::{Permission, Site, Until},
};

/// A state in its graph.
pub(crate) type NodeId = usize;

/// Values assigned on the way. All of them read the values from before.
pub(crate) type Assign = Vec<(VariableId, Code)>;

/// The way from a state to the next.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Edge {
    pub(crate) assign: Assign,
    pub(crate) to: NodeId,
}

impl Edge {
    pub(crate) const fn to(to: NodeId) -> Self {
        Self { assign: Vec::new(), to }
    }
}

/// One scope: the states of the machine, of a branch or of an item processor.
#[derive(Debug)]
pub(crate) struct Graph {
    pub(crate) nodes: Vec<Node>,
    pub(crate) start: Edge,
}

#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) kind: NodeKind,
    pub(crate) site: Site,
}

#[derive(Debug)]
pub(crate) enum NodeKind {
    Action(Box<ActionNode>),
    Wait {
        until: Until,
        exit: Exit,
    },
    Pass {
        exit: Exit,
    },
    Choice {
        rules: Vec<(Code, Edge)>,
        default: Option<Edge>,
    },
    Succeed {
        output: Code,
    },
    /// `error` is a value `{Error, Cause}`.
    Fail {
        error: Code,
    },
    /// No state: the head of a loop without a condition, or a place where several ways meet.
    Jump(Edge),
}

#[derive(Debug)]
pub(crate) struct ActionNode {
    pub(crate) work: WorkNode,
    pub(crate) arguments: Code,
    pub(crate) retry: Vec<Retrier>,
    pub(crate) timeout_seconds: Option<u32>,
    pub(crate) heartbeat_seconds: Option<u32>,
    pub(crate) permissions: Vec<Permission>,
    pub(crate) catches: Vec<(Vec<String>, Edge)>,
    pub(crate) exit: Exit,
}

#[derive(Debug)]
pub(crate) enum WorkNode {
    Task { resource: String },
    Parallel { branches: Vec<Graph> },
    Map { max_concurrency: Option<u32>, body: Graph },
    DistributedMap(Box<DistributedMapNode>),
}

/// The constant parts of a distributed Map. What it computes are members of the action's `arguments`, under the names of
/// its fields: `Items` or `ItemReader`, `ItemSelector`, `BatchInput`, `ResultWriter`.
#[derive(Debug)]
pub(crate) struct DistributedMapNode {
    pub(crate) reader: Option<(&'static str, ReaderConfig)>,
    pub(crate) batcher: Option<ItemBatcher>,
    pub(crate) max_concurrency: Option<u32>,
    pub(crate) is_express: bool,
    pub(crate) label: Option<String>,
    pub(crate) tolerated_count: Option<u32>,
    pub(crate) tolerated_percentage: Option<f64>,
    /// Child executions see no variables but their own.
    pub(crate) body: Graph,
}

/// How a state is left.
#[derive(Debug)]
pub(crate) enum Exit {
    To(Edge),
    /// `End`, with this output.
    End(Code),
}

impl Node {
    /// The edges that leave the state.
    pub(crate) fn edges(&self) -> Vec<&Edge> {
        match &self.kind {
            NodeKind::Action(action) => action
                .exit
                .edge()
                .into_iter()
                .chain(action.catches.iter().map(|(_, edge)| edge))
                .collect(),
            NodeKind::Wait { exit, .. } | NodeKind::Pass { exit } => {
                exit.edge().into_iter().collect()
            }
            NodeKind::Choice { rules, default } => {
                rules.iter().map(|(_, edge)| edge).chain(default).collect()
            }
            NodeKind::Jump(edge) => vec![edge],
            NodeKind::Succeed { .. } | NodeKind::Fail { .. } => Vec::new(),
        }
    }

    /// Where a loop without a condition begins, or where several ways meet.
    pub(crate) const fn jump(&self) -> Option<&Edge> {
        match &self.kind {
            NodeKind::Jump(edge) => Some(edge),
            _ => None,
        }
    }

    /// The same, to change.
    pub(crate) fn edges_mut(&mut self) -> Vec<&mut Edge> {
        match &mut self.kind {
            NodeKind::Action(action) => action
                .exit
                .edge_mut()
                .into_iter()
                .chain(action.catches.iter_mut().map(|(_, edge)| edge))
                .collect(),
            NodeKind::Wait { exit, .. } | NodeKind::Pass { exit } => {
                exit.edge_mut().into_iter().collect()
            }
            NodeKind::Choice { rules, default } => {
                rules.iter_mut().map(|(_, edge)| edge).chain(default).collect()
            }
            NodeKind::Jump(edge) => vec![edge],
            NodeKind::Succeed { .. } | NodeKind::Fail { .. } => Vec::new(),
        }
    }

    /// What the state itself computes, apart from what its edges assign and from inner scopes.
    pub(crate) fn codes_mut(&mut self) -> Vec<&mut Code> {
        match &mut self.kind {
            NodeKind::Action(action) => {
                let mut codes = vec![&mut action.arguments];
                codes.extend(action.exit.output_mut());
                codes
            }
            NodeKind::Wait { until: Until::Seconds(code) | Until::Timestamp(code), exit } => {
                let mut codes = vec![code];
                codes.extend(exit.output_mut());
                codes
            }
            NodeKind::Pass { exit } => exit.output_mut().into_iter().collect(),
            NodeKind::Choice { rules, .. } => {
                rules.iter_mut().map(|(condition, _)| condition).collect()
            }
            NodeKind::Succeed { output } => vec![output],
            NodeKind::Fail { error } => vec![error],
            NodeKind::Jump(_) => Vec::new(),
        }
    }

    /// The same, to read.
    pub(crate) fn codes(&self) -> Vec<&Code> {
        match &self.kind {
            NodeKind::Action(action) => {
                let mut codes = vec![&action.arguments];
                codes.extend(action.exit.output());
                codes
            }
            NodeKind::Wait { until: Until::Seconds(code) | Until::Timestamp(code), exit } => {
                let mut codes = vec![code];
                codes.extend(exit.output());
                codes
            }
            NodeKind::Pass { exit } => exit.output().into_iter().collect(),
            NodeKind::Choice { rules, .. } => {
                rules.iter().map(|(condition, _)| condition).collect()
            }
            NodeKind::Succeed { output } => vec![output],
            NodeKind::Fail { error } => vec![error],
            NodeKind::Jump(_) => Vec::new(),
        }
    }

    /// The scopes inside the state.
    pub(crate) fn scopes(&self) -> &[Graph] {
        match &self.kind {
            NodeKind::Action(action) => match &action.work {
                WorkNode::Parallel { branches } => branches,
                WorkNode::Map { body, .. } => std::slice::from_ref(body),
                WorkNode::DistributedMap(map) => std::slice::from_ref(&map.body),
                WorkNode::Task { .. } => &[],
            },
            _ => &[],
        }
    }

    /// The scopes inside the state that see the variables around it.
    pub(crate) fn open_scopes(&self) -> &[Graph] {
        if self.is_distributed() { &[] } else { self.scopes() }
    }

    /// The same, to change.
    pub(crate) fn open_scopes_mut(&mut self) -> &mut [Graph] {
        if self.is_distributed() { &mut [] } else { self.scopes_mut() }
    }

    fn is_distributed(&self) -> bool {
        matches!(&self.kind, NodeKind::Action(action) if matches!(action.work, WorkNode::DistributedMap(_)))
    }

    /// The same, to change.
    pub(crate) fn scopes_mut(&mut self) -> &mut [Graph] {
        match &mut self.kind {
            NodeKind::Action(action) => match &mut action.work {
                WorkNode::Parallel { branches } => branches,
                WorkNode::Map { body, .. } => std::slice::from_mut(body),
                WorkNode::DistributedMap(map) => std::slice::from_mut(&mut map.body),
                WorkNode::Task { .. } => &mut [],
            },
            _ => &mut [],
        }
    }
}

impl Exit {
    pub(crate) const fn edge(&self) -> Option<&Edge> {
        match self {
            Self::To(edge) => Some(edge),
            Self::End(_) => None,
        }
    }

    const fn edge_mut(&mut self) -> Option<&mut Edge> {
        match self {
            Self::To(edge) => Some(edge),
            Self::End(_) => None,
        }
    }

    pub(crate) const fn output(&self) -> Option<&Code> {
        match self {
            Self::To(_) => None,
            Self::End(output) => Some(output),
        }
    }

    const fn output_mut(&mut self) -> Option<&mut Code> {
        match self {
            Self::To(_) => None,
            Self::End(output) => Some(output),
        }
    }
}

impl Graph {
    /// How many edges lead to each state, the start included.
    pub(crate) fn predecessors(&self) -> Vec<usize> {
        let mut count = vec![0; self.nodes.len()];
        let mut add = |to: NodeId| {
            if let Some(count) = count.get_mut(to) {
                *count += 1;
            }
        };
        add(self.start.to);
        for id in self.reachable() {
            if let Some(node) = self.nodes.get(id) {
                node.edges().iter().for_each(|edge| add(edge.to));
            }
        }
        count
    }

    /// The states that can be reached, in the order in which a reader follows them.
    pub(crate) fn reachable(&self) -> Vec<NodeId> {
        let mut seen = vec![false; self.nodes.len()];
        let mut order = Vec::new();
        let mut stack = vec![self.start.to];
        while let Some(id) = stack.pop() {
            match seen.get_mut(id) {
                Some(seen) if !*seen => *seen = true,
                _ => continue,
            }
            order.push(id);
            if let Some(node) = self.nodes.get(id) {
                stack.extend(node.edges().iter().rev().map(|edge| edge.to));
            }
        }
        order
    }
}

/// Calls `visit` on every expression of a scope, and of the scopes inside it that see its variables.
pub(crate) fn each_code(graph: &Graph, visit: &mut dyn FnMut(&Code)) {
    for node in &graph.nodes {
        node.codes().into_iter().for_each(&mut *visit);
        for scope in node.open_scopes() {
            each_code(scope, visit);
        }
    }
    let edges = graph.nodes.iter().flat_map(Node::edges).chain([&graph.start]);
    edges.flat_map(|edge| &edge.assign).for_each(|(_, value)| visit(value));
}

/// Replaces every expression of a scope, and of the scopes inside it that see its variables.
pub(crate) fn replace_everywhere(graph: &mut Graph, replace: &impl Fn(&Code) -> Code) {
    for node in &mut graph.nodes {
        for code in node.codes_mut() {
            *code = replace(code);
        }
        for scope in node.open_scopes_mut() {
            replace_everywhere(scope, replace);
        }
    }
    for edge in graph.nodes.iter_mut().flat_map(Node::edges_mut).chain([&mut graph.start]) {
        for (_, value) in &mut edge.assign {
            *value = replace(value);
        }
    }
}

/// First one, then the other, as one.
pub(crate) fn compose(first: &Assign, then: &Assign) -> Assign {
    let mut assign: Assign = first
        .iter()
        .filter(|(variable, _)| then.iter().all(|(other, _)| other != variable))
        .cloned()
        .collect();
    assign.extend(then.iter().map(|(variable, value)| (*variable, substitute(value, first))));
    assign
}

/// Above this size, what a value adds to a definition by being repeated is worth a state of its own.
pub(crate) const WORTH_A_STATE: usize = 60;

/// Whether `first` and `then` can be one: no value is computed twice that differs each time, or that is long.
pub(crate) fn composes(first: &Assign, then: &Assign, live: impl Fn(VariableId) -> bool) -> bool {
    first.iter().all(|(variable, value)| {
        let times: usize = then.iter().map(|(_, code)| copies(code, *variable, value)).sum();
        let stays = times > 0 && then.iter().all(|(other, _)| other != variable) && live(*variable);
        let again = (times + usize::from(stays)).saturating_sub(1);
        again == 0 || (!value.is_volatile() && again * (size(value) - 1) <= WORTH_A_STATE)
    })
}

/// How often the code reads the variable.
pub(crate) fn reads(code: &Code, variable: VariableId) -> usize {
    let mut count = 0;
    code.walk(&mut |part| count += usize::from(*part == Code::Variable(variable)));
    count
}

/// Whether it is the same in every scope and at every time.
pub(crate) fn is_global(code: &Code) -> bool {
    let mut global = true;
    code.walk(&mut |part| {
        global &= match part {
            Code::Variable(_) => false,
            Code::Root(root) => *root == Root::ExecutionInput,
            _ => true,
        };
    });
    global && !code.is_volatile()
}

/// The number of nodes of an expression: what it costs to write it twice.
pub(crate) fn size(code: &Code) -> usize {
    let mut size = 0;
    code.walk(&mut |_| size += 1);
    size
}
