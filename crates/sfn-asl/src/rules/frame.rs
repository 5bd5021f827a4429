//! What every rule is made of: its declaration, what it sees, and where its findings go.

use serde_json::{Map, Value};

use super::{
    arguments::{self, Misfit},
    calls::{self, CallFlaw},
    expressions::{self, Expression, Expressions, Flaw},
    quantities::{self, QuantityField},
    templates::{self, Template},
    unbound::{self, Unbound},
};
use crate::{
    Diagnostic, Graph, Location, Position, Positions, Severity, StateMachine, WorkflowType,
    diagnostic::push,
    graph::{ScopeNode, StateNode},
};

/// A rule: what it is called, how much it matters, and its page.
#[derive(Debug)]
pub struct Rule {
    /// The code, such as `SFN005`.
    pub code: &'static str,
    /// The name, such as `next-target`.
    pub name: &'static str,
    /// How much a finding matters, unless the finding says otherwise.
    pub severity: Severity,
    /// AWS's own code for its findings.
    pub aws_code: Option<&'static str>,
    /// The lines of the doc comment, each with the blank behind its slashes.
    pub(super) doc: &'static [&'static str],
    pub(super) check: fn(&Context<'_>, &mut Findings<'_>),
}

impl Rule {
    /// The page, in Markdown.
    pub fn page(&self) -> String {
        let lines = self.doc.iter().map(|line| line.strip_prefix(' ').unwrap_or(line));
        lines.fold(String::new(), |page, line| page + line + "\n")
    }

    /// The section of the page under this heading, such as `Example`.
    pub fn section(&self, heading: &str) -> Option<String> {
        let page = self.page();
        let section = page
            .split("## ")
            .find_map(|section| section.strip_prefix(heading)?.strip_prefix('\n'))?;
        Some(section.trim().to_owned())
    }
}

/// Declares a rule; its doc comment becomes its page.
macro_rules! declare_rule {
    (
        $(#[doc = $line:literal])+
        $visibility:vis static $rule:ident = {
            code: $code:literal, name: $name:literal, severity: $severity:ident, aws_code: $aws_code:expr,
            check: $check:expr $(,)?
        };
    ) => {
        $(#[doc = $line])+
        $visibility static $rule: crate::rules::Rule = crate::rules::Rule {
            code: $code,
            name: $name,
            severity: crate::Severity::$severity,
            aws_code: $aws_code,
            doc: &[$($line),+],
            check: $check,
        };
    };
}

pub(super) use declare_rule;

/// What a rule sees.
pub(super) struct Context<'m> {
    pub(super) machine: &'m StateMachine,
    pub(super) graph: Graph<'m>,
    pub(super) workflow_type: WorkflowType,
    pub(super) positions: Option<&'m Positions>,
    /// Of each state, worked out once for all rules.
    templates: Vec<Vec<Template<'m>>>,
    quantities: Vec<Vec<QuantityField<'m>>>,
    expressions: Vec<Expressions>,
    calls: Vec<Vec<CallFlaw>>,
    misfits: Vec<Vec<Misfit>>,
    unbound: Vec<Unbound>,
}

impl<'m> Context<'m> {
    pub(super) fn new(
        machine: &'m StateMachine,
        workflow_type: WorkflowType,
        positions: Option<&'m Positions>,
    ) -> Self {
        let graph = Graph::new(machine);
        let templates: Vec<Vec<_>> = graph.states().iter().map(templates::of).collect();
        let quantities: Vec<Vec<_>> = graph.states().iter().map(quantities::of).collect();
        let of_states = || graph.states().iter().zip(&templates);
        let expressions = of_states()
            .zip(&quantities)
            .map(|((node, templates), quantities)| expressions::of(node, templates, quantities))
            .collect();
        let calls = of_states().map(|(node, templates)| calls::of(node, templates)).collect();
        let misfits =
            of_states().map(|(node, templates)| arguments::misfits(node, templates)).collect();
        let mut context = Self {
            machine,
            graph,
            workflow_type,
            positions,
            templates,
            quantities,
            expressions,
            calls,
            misfits,
            unbound: Vec::new(),
        };
        context.unbound = unbound::of(&context);
        context
    }

    /// The values of a state that may hold expressions.
    pub(super) fn templates(&self, node: &StateNode<'m>) -> &[Template<'m>] {
        self.templates.get(node.id.index()).map_or(&[], Vec::as_slice)
    }

    /// The `Assign` objects of a state, those of its catchers and rules included.
    pub(super) fn assigns(
        &self,
        node: &StateNode<'m>,
    ) -> impl Iterator<Item = (Location, &'m Map<String, Value>)> {
        self.templates(node)
            .iter()
            .filter_map(|template| Some((template.location(), template.assign()?)))
    }

    /// The numbers of a state.
    pub(super) fn quantities(&self, node: &StateNode<'m>) -> &[QuantityField<'m>] {
        self.quantities.get(node.id.index()).map_or(&[], Vec::as_slice)
    }

    /// The expressions of all states, as they come in each of them.
    pub(super) fn expressions(&self) -> impl Iterator<Item = (&StateNode<'m>, &Expression)> {
        self.states().flat_map(|node| {
            let expressions = self.expressions.get(node.id.index());
            expressions
                .into_iter()
                .flat_map(|expressions| &expressions.parsed)
                .map(move |expression| (node, expression))
        })
    }

    /// What is wrong in expressions, wherever they stand.
    pub(super) fn flaws(&self) -> impl Iterator<Item = &Flaw> {
        let of_states = self.states().filter_map(|node| self.expressions.get(node.id.index()));
        of_states.flat_map(|expressions| &expressions.flaws)
    }

    /// What is wrong with calls of intrinsic functions.
    pub(super) fn call_flaws(&self) -> impl Iterator<Item = &CallFlaw> {
        self.states().filter_map(|node| self.calls.get(node.id.index())).flatten()
    }

    /// What the integrations that are called do not take.
    pub(super) fn misfits(&self) -> impl Iterator<Item = &Misfit> {
        self.states().filter_map(|node| self.misfits.get(node.id.index())).flatten()
    }

    /// What states read that is not there.
    pub(super) fn unbound(&self) -> &[Unbound] {
        &self.unbound
    }

    /// The states that were read, or built; stand-ins are left out.
    pub(super) fn states(&self) -> impl Iterator<Item = &StateNode<'m>> {
        self.graph.states().iter().filter(|node| !self.is_reported(&node.location))
    }

    pub(super) fn scopes(&self) -> impl Iterator<Item = &ScopeNode<'m>> {
        self.graph.scopes().iter()
    }

    /// Whether the reader has spoken about this place already.
    pub(super) fn is_reported(&self, location: &Location) -> bool {
        self.positions.is_some_and(|positions| positions.is_reported(location))
    }

    /// Where this place stands in the text.
    pub(super) fn position(&self, location: &Location) -> Option<Position> {
        self.positions?.focus(location).map(|span| span.start)
    }
}

/// Where a rule's findings go.
pub(super) struct Findings<'a> {
    pub(super) rule: &'static Rule,
    pub(super) positions: Option<&'a Positions>,
    pub(super) all: &'a mut Vec<Diagnostic>,
}

impl Findings<'_> {
    /// Reports a finding and gives it back, for what else there is to say.
    pub(super) fn report(
        &mut self,
        location: Location,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        push(self.all, Diagnostic::new(self.rule, location, self.positions, message))
    }
}

/// Names in a sentence: "`A` is", "`A` and `B` are".
pub(crate) fn names_are(names: &[&str]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    let verb = if names.len() == 1 { "is" } else { "are" };
    format!("{} {verb}", quoted.join(" and "))
}
