//! Every state → the rows of the tables that apply to it → policies.

use std::collections::BTreeSet;

use serde_json::Map;
use sfn_asl::{
    Diagnostic, Graph, Location, QueryLanguage, StateKind, StateMachine, graph::StateNode,
};
use sfn_catalog::{Pattern, feature};

use crate::{
    Condition, PolicyContext, PolicyDocument, Reason, StatementReasons,
    fill::Site,
    minimize::{Grant, ReasonId, Reasoned, minimize},
    parameters::Parameters,
    rows::Call,
    rules::POLICY_SIZE,
    split::{MANAGED_POLICIES_LIMIT, split},
    trust::trust,
};

/// What an execution role needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Synthesis {
    /// The role's policies: none if nothing is needed, one that fits inline, or several managed ones.
    pub policies: Vec<PolicyDocument>,
    /// Who may assume the role.
    pub trust: PolicyDocument,
    /// What the policies could not be exact about, and what no permission was found for.
    pub diagnostics: Vec<Diagnostic>,
    /// Why each statement is there.
    pub reasons: Vec<StatementReasons>,
}

impl Synthesis {
    /// Whether the policy fits into the role itself; otherwise `policies` are managed policies to attach.
    pub fn fits_inline(&self) -> bool {
        self.policies.len() <= 1
    }
}

/// The policies that exactly let this machine do what it says.
///
/// # Example
/// ```
/// use sfn_iam::{PolicyContext, synthesize};
///
/// let definition = r#"{"StartAt": "Save", "States": {"Save": {"Type": "Task", "QueryLanguage": "JSONata", "End": true,
///     "Resource": "arn:aws:states:::aws-sdk:s3:putObject",
///     "Arguments": {"Bucket": "invoices", "Key": "{% 'paid/' & $states.input.id %}", "Body": "x"}}}}"#;
/// let machine = sfn_asl::read::json(definition).machine.unwrap();
/// let synthesis = synthesize(&machine, &PolicyContext::new("billing").located("aws", "eu-west-1", "123456789012"));
/// assert_eq!(
///     synthesis.policies[0].to_compact_json(),
///     r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::invoices/paid/*"}]}"#
/// );
/// ```
pub fn synthesize(machine: &StateMachine, context: &PolicyContext) -> Synthesis {
    let graph = Graph::new(machine);
    let mut synthesizer =
        Synthesizer { context, grants: Vec::new(), reasons: Vec::new(), diagnostics: Vec::new() };
    let mut has_distributed_map = false;
    for node in graph.states() {
        match &node.state.kind {
            StateKind::Task(task) => synthesizer.task(node, task),
            StateKind::Map(map) if map.is_distributed() => {
                has_distributed_map = true;
                synthesizer.distributed_map(node, map);
            }
            _ => {}
        }
        synthesizer.declared(Some(node));
    }
    synthesizer.machine();
    let site = synthesizer.own_site(has_distributed_map);
    let trust = trust(&site, context);
    let Synthesizer { grants, reasons: found, mut diagnostics, .. } = synthesizer;
    let bins = split(minimize(grants));
    diagnostics.extend(size(bins.len()));
    let mut policies = Vec::new();
    let mut reasons = Vec::new();
    for (policy, bin) in bins.into_iter().enumerate() {
        let mut statements = Vec::new();
        for (statement, Reasoned { statement: document, reasons: why }) in
            bin.into_iter().enumerate()
        {
            statements.push(document);
            let ids: BTreeSet<_> = why.into_values().flatten().collect();
            let why = ids.into_iter().filter_map(|id| found.get(id)).cloned().collect();
            reasons.push(StatementReasons { policy, statement, reasons: why });
        }
        policies.push(PolicyDocument { statements });
    }
    Synthesis { policies, trust, diagnostics, reasons }
}

/// A finding if the role cannot hold so many policies.
fn size(count: usize) -> Option<Diagnostic> {
    let message = format!(
        "the role needs {count} managed policies, and {MANAGED_POLICIES_LIMIT} is IAM's limit for a role"
    );
    let help = "declare patterns that cover many resources, or move a part of the workflow into a workflow of its own".to_owned();
    (count > MANAGED_POLICIES_LIMIT).then(|| POLICY_SIZE.at(Location::root(), message, Some(help)))
}

/// Collects what the states and the machine need.
pub(crate) struct Synthesizer<'a> {
    pub(crate) context: &'a PolicyContext,
    pub(crate) grants: Vec<Grant>,
    /// Why there are grants, in the order of the document.
    pub(crate) reasons: Vec<Reason>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl<'a> Synthesizer<'a> {
    /// What the machine needs whatever its states do.
    fn machine(&mut self) {
        let none = || Parameters::object(QueryLanguage::default(), Map::new(), "");
        for feature in &self.context.features {
            self.feature(feature.as_str(), None, none());
        }
        if self.context.kms_key_arn.is_some() {
            self.feature("encryption", None, none());
        }
        self.declared(None);
    }

    /// The id of a reason; the same reason twice in a row is one.
    pub(crate) fn reason(&mut self, reason: Reason) -> ReasonId {
        if self.reasons.last() != Some(&reason) {
            self.reasons.push(reason);
        }
        self.reasons.len() - 1
    }

    pub(crate) fn feature(
        &mut self,
        name: &str,
        node: Option<&'a StateNode<'a>>,
        parameters: Parameters<'a>,
    ) {
        let Some(feature) = feature::feature(name) else { return };
        let site = self.site(
            node.map_or("", |node| node.name),
            parameters,
            &feature.parameters.required,
            false,
        );
        let call = Call {
            node,
            site,
            pattern: Pattern::default(),
            rule: name.to_owned(),
            source: &feature.doc,
        };
        self.apply(&feature.iam, &call);
    }

    /// The statements that the user declared for this state, or for the machine.
    fn declared(&mut self, node: Option<&'a StateNode<'a>>) {
        let state = node.map(|node| node.name.as_str());
        for declared in
            self.context.statements.iter().filter(|declared| declared.state.as_deref() == state)
        {
            let reason = Reason {
                location: node.map(|node| node.location.clone()).unwrap_or_default(),
                state: node.map(|node| node.name.clone()),
                parameters: Vec::new(),
                rule: "declared".to_owned(),
                when: "always".to_owned(),
                source: "declared with the workflow".to_owned(),
                note: None,
            };
            let reason = self.reason(reason);
            for action in &declared.actions {
                self.grants.extend(declared.resources.iter().map(|resource| Grant {
                    action: action.clone(),
                    resource: resource.clone(),
                    condition: Condition::new(),
                    reason,
                }));
            }
        }
    }

    pub(crate) fn site(
        &self,
        state: &'a str,
        parameters: Parameters<'a>,
        required: &'a [String],
        absent_is_open: bool,
    ) -> Site<'a> {
        Site { state, parameters, required, absent_is_open, own: self.own(false) }
    }

    fn own_site(&self, has_distributed_map: bool) -> Site<'a> {
        let parameters = Parameters::object(QueryLanguage::default(), Map::new(), "");
        Site {
            state: "",
            parameters,
            required: &[],
            absent_is_open: false,
            own: self.own(has_distributed_map),
        }
    }

    fn own(&self, has_distributed_map: bool) -> Vec<(&'static str, Vec<String>)> {
        let arn = self.context.state_machine_arn();
        let children = has_distributed_map.then(|| format!("{arn}/*"));
        vec![
            ("stateMachineName", vec![self.context.state_machine_name.clone()]),
            ("kmsKeyArn", self.context.kms_key_arn.iter().cloned().collect()),
            ("distributedMapArns", children.into_iter().collect()),
            ("stateMachineArn", vec![arn]),
        ]
    }
}
