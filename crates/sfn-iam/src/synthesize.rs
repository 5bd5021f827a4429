//! Every state → the rows of the tables that apply to it → policies.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use serde_json::{Map, Value};
use sfn_asl::{
    Diagnostic, Graph, MapState, Severity, StateKind, StateMachine, TaskState, graph::StateNode,
};
use sfn_catalog::{Pattern, Resource, Statement as Row, Test, When, feature, optimized, sdk};

use crate::{
    Condition, PolicyContext, PolicyDocument, Reason, StatementReasons,
    diagnostics::{POLICY_SIZE, UNKNOWN_INTEGRATION, UNVERIFIED_ACTION, report},
    fill::{Filled, Filler, Site},
    glob,
    minimize::{Grant, minimize},
    parameters::{Bound, Parameters},
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
pub fn synthesize(machine: &StateMachine, context: &PolicyContext) -> Synthesis {
    let graph = Graph::new(machine);
    let mut synthesizer = Synthesizer { context, grants: Vec::new(), diagnostics: Vec::new() };
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
    let Synthesizer { grants, mut diagnostics, .. } = synthesizer;
    let bins = split(minimize(grants));
    diagnostics.extend(size(&bins.iter().map(Vec::len).collect::<Vec<_>>()));
    let mut policies = Vec::new();
    let mut reasons = Vec::new();
    for (policy, bin) in bins.into_iter().enumerate() {
        let mut statements = Vec::new();
        for (statement, (document, why)) in bin.into_iter().enumerate() {
            statements.push(document);
            reasons.push(StatementReasons {
                policy,
                statement,
                reasons: why.into_iter().collect(),
            });
        }
        policies.push(PolicyDocument { statements });
    }
    Synthesis { policies, trust, diagnostics, reasons }
}

/// A finding if the role cannot hold so many policies.
fn size(statements: &[usize]) -> Option<Diagnostic> {
    let count = statements.len();
    let message = format!(
        "the role needs {count} managed policies, and {MANAGED_POLICIES_LIMIT} is IAM's limit for a role"
    );
    let help = "declare patterns that cover many resources, or move a part of the workflow into a workflow of its own".to_owned();
    (count > MANAGED_POLICIES_LIMIT)
        .then(|| POLICY_SIZE.at(sfn_asl::Location::root(), message, Some(help)))
}

/// What a row of a table is applied to.
struct Call<'a> {
    node: Option<&'a StateNode<'a>>,
    site: Site<'a>,
    pattern: Pattern,
    /// The integration or feature.
    rule: String,
    source: &'a str,
    /// The service that roles are passed to, where the row does not say it.
    passed_to: Option<String>,
}

struct Synthesizer<'a> {
    context: &'a PolicyContext,
    grants: Vec<Grant>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Synthesizer<'a> {
    fn task(&mut self, node: &'a StateNode<'a>, task: &'a TaskState) {
        if let Some(credentials) = &task.credentials {
            let parameters =
                Parameters::object(node.query_language, credentials.clone(), "Credentials");
            self.feature("credentials", Some(node), parameters);
            return;
        }
        let parameters =
            Parameters::of(node.query_language, task.arguments.as_ref(), task.parameters.as_ref());
        match Resource::parse(&task.resource) {
            Resource::Optimized { service, operation, pattern } => {
                self.optimized(node, service, operation, pattern, parameters);
            }
            Resource::Sdk { service, operation, pattern } => self.sdk(node, service, operation, pattern, parameters),
            Resource::LambdaFunction | Resource::Placeholder => self.function(node, &task.resource, parameters),
            Resource::Activity => self.feature("activity", Some(node), parameters),
            Resource::Unknown => self.unknown(
                node,
                format!("`{}` is nothing that Step Functions can call", task.resource),
                Some("write `arn:aws:states:::service:operation`, or the ARN of a Lambda function or an activity".to_owned()),
            ),
        }
    }

    fn optimized(
        &mut self,
        node: &'a StateNode<'a>,
        service: &str,
        name: &str,
        pattern: Pattern,
        parameters: Parameters<'a>,
    ) {
        let Some(known) = optimized::service(service) else {
            let near = optimized::near_service(service).map(str::to_owned);
            let near = near
                .or_else(|| sdk::near_service(service).map(|service| format!("aws-sdk:{service}")));
            return self.unknown(
                node,
                format!("`{service}` is not an optimized integration"),
                did_you_mean(near),
            );
        };
        let Some(operation) = known.operations.get(name) else {
            let near = optimized::near_operation(service, name).map(str::to_owned);
            let near = near.or_else(|| {
                Some(format!("aws-sdk:{service}:{name}"))
                    .filter(|_| sdk::operation(service, name).is_some())
            });
            return self.unknown(
                node,
                format!("`{service}` has no optimized operation `{name}`"),
                did_you_mean(near),
            );
        };
        let site = self.site(node.name, parameters, &operation.parameters.required, false);
        let rule = format!("{service}:{name}{}", pattern.suffix());
        self.apply(
            &operation.iam,
            &Call { node: Some(node), site, pattern, rule, source: &known.doc, passed_to: None },
        );
    }

    fn sdk(
        &mut self,
        node: &'a StateNode<'a>,
        service: &str,
        name: &str,
        pattern: Pattern,
        parameters: Parameters<'a>,
    ) {
        let Some(known) = sdk::service(service) else {
            let message = format!(
                "`{service}` is not a service that Step Functions calls through the AWS SDK"
            );
            return self.unknown(node, message, did_you_mean(sdk::near_service(service)));
        };
        let operation = sdk::operation(service, name);
        let help =
            "name its actions and resources in a statement of your own for this state".to_owned();
        match operation.as_ref().map(|operation| operation.confidence) {
            Some(sdk::Confidence::Unsupported) => {
                self.unknown(
                    node,
                    format!("Step Functions does not offer `{service}:{name}`"),
                    None,
                );
            }
            Some(sdk::Confidence::Unknown) => {
                let message = format!(
                    "no source names the IAM action of `{service}:{name}`, so none is allowed"
                );
                self.unverified(node, message, help);
            }
            None => {
                let near = sdk::near_operation(service, name)
                    .map(|near| format!("did you mean `{near}`? or {help}"));
                let message = format!(
                    "`{service}:{name}` is not in the catalogue, so nothing is allowed for it"
                );
                self.unverified(node, message, near.unwrap_or(help));
            }
            Some(_) => {}
        }
        let iam = operation.map(|operation| operation.iam).unwrap_or_default();
        let site = self.site(node.name, parameters, &[], true);
        let rule = format!("aws-sdk:{service}:{name}{}", pattern.suffix());
        let call = Call {
            node: Some(node),
            site,
            pattern,
            rule,
            source: SERVICE_AUTHORIZATION,
            passed_to: known.passed_to_service,
        };
        self.apply(&iam, &call);
    }

    /// A Lambda function whose ARN, or a placeholder for it, is the resource itself.
    fn function(&mut self, node: &'a StateNode<'a>, resource: &str, parameters: Parameters<'a>) {
        let Some(feature) = feature::feature("lambda-function") else { return };
        let mut site = self.site(node.name, parameters, &[], false);
        site.own.push(("resource", vec![glob::escape(resource)]));
        let rule = "lambda-function".to_owned();
        let call = Call {
            node: Some(node),
            site,
            pattern: Pattern::default(),
            rule,
            source: &feature.doc,
            passed_to: None,
        };
        self.apply(&feature.iam, &call);
    }

    fn distributed_map(&mut self, node: &'a StateNode<'a>, map: &'a MapState) {
        let nothing = Parameters::object(node.query_language, Map::new(), "ItemProcessor");
        self.feature("distributed-map", Some(node), nothing);
        if let Some(reader) = &map.item_reader {
            let given = Parameters::of(
                node.query_language,
                reader.arguments.as_ref(),
                reader.parameters.as_ref(),
            );
            let config = reader.reader_config.as_ref().map(|config| {
                let fields = [
                    ("InputType", &config.input_type),
                    ("ManifestType", &config.manifest_type),
                    ("Transformation", &config.transformation),
                ];
                let fields = fields.into_iter().filter_map(|(name, value)| {
                    Some((name.to_owned(), Value::from(value.clone()?)))
                });
                Value::Object(fields.collect())
            });
            self.access("item-reader", node, &reader.resource, given, config, "ItemReader");
        }
        if let Some((writer, resource)) =
            map.result_writer.as_ref().and_then(|writer| Some((writer, writer.resource.as_ref()?)))
        {
            let given = Parameters::of(
                node.query_language,
                writer.arguments.as_ref(),
                writer.parameters.as_ref(),
            );
            self.access("result-writer", node, resource, given, None, "ResultWriter");
        }
    }

    /// The reader or writer of a distributed Map.
    fn access(
        &mut self,
        kind: &str,
        node: &'a StateNode<'a>,
        resource: &str,
        mut parameters: Parameters<'a>,
        config: Option<Value>,
        field: &'static str,
    ) {
        let name = match Resource::parse(resource) {
            Resource::Optimized { service, operation, .. } => {
                format!("{kind}:{service}:{operation}")
            }
            _ => String::new(),
        };
        if feature::feature(&name).is_none() {
            return self.unknown(
                node,
                format!("`{resource}` is nothing that `{field}` can use"),
                None,
            );
        }
        parameters.field = field;
        if let (Some(config), Some(Value::Object(object))) =
            (config, parameters.object.as_mut().map(Cow::to_mut))
        {
            object.insert("ReaderConfig".to_owned(), config);
        }
        self.feature(&name, Some(node), parameters);
    }

    /// What the machine needs whatever its states do.
    fn machine(&mut self) {
        let none = || Parameters::object(sfn_asl::QueryLanguage::default(), Map::new(), "");
        for feature in &self.context.features {
            self.feature(feature.as_str(), None, none());
        }
        if self.context.kms_key_arn.is_some() {
            self.feature("encryption", None, none());
        }
        self.declared(None);
    }

    fn feature(&mut self, name: &str, node: Option<&'a StateNode<'a>>, parameters: Parameters<'a>) {
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
            passed_to: None,
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
                source: "declared with the workflow".to_owned(),
                note: None,
            };
            for action in &declared.actions {
                self.grants.extend(declared.resources.iter().map(|resource| Grant {
                    action: action.clone(),
                    resource: resource.clone(),
                    condition: Condition::new(),
                    reason: reason.clone(),
                }));
            }
        }
    }

    /// Applies the rows of a table.
    fn apply(&mut self, rows: &[Row], call: &Call<'_>) {
        let mut filler = Filler::new(&call.site, self.context);
        for row in rows.iter().filter(|row| applies(&row.when, call, self.context)) {
            let service =
                row.actions.first().and_then(|action| action.split(':').next()).unwrap_or_default();
            let resources = filler.resources(&row.resources, service);
            if resources.is_empty() {
                continue;
            }
            let mut condition = condition(&mut filler, row);
            if let (true, Some(principal)) =
                (condition.is_empty() && row.actions == ["iam:PassRole"], &call.passed_to)
            {
                let keys = BTreeMap::from([(
                    "iam:PassedToService".to_owned(),
                    BTreeSet::from([principal.clone()]),
                )]);
                condition.insert("StringEquals".to_owned(), keys);
            }
            for Filled { text, parameters, .. } in resources {
                let reason = call.reason(row, parameters);
                self.grants.extend(row.actions.iter().map(|action| Grant {
                    action: action.clone(),
                    resource: text.clone(),
                    condition: condition.clone(),
                    reason: reason.clone(),
                }));
            }
        }
        let findings = filler.findings;
        if let Some(node) = call.node {
            self.diagnostics.extend(report(node, &call.site.parameters, &call.rule, findings));
        }
    }

    fn site(
        &self,
        state: &'a str,
        parameters: Parameters<'a>,
        required: &'a [String],
        absent_is_open: bool,
    ) -> Site<'a> {
        Site { state, parameters, required, absent_is_open, own: self.own(false) }
    }

    fn own_site(&self, has_distributed_map: bool) -> Site<'a> {
        let parameters = Parameters::object(sfn_asl::QueryLanguage::default(), Map::new(), "");
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

    fn unknown(&mut self, node: &StateNode<'_>, message: String, help: Option<String>) {
        if !self.is_declared(node) {
            self.diagnostics.push(UNKNOWN_INTEGRATION.at(
                node.location.field("Resource"),
                message,
                help,
            ));
        }
    }

    fn unverified(&mut self, node: &StateNode<'_>, message: String, help: String) {
        if !self.is_declared(node) {
            let rule = UNVERIFIED_ACTION.severity(Severity::Warning);
            self.diagnostics.push(rule.at(node.location.field("Resource"), message, Some(help)));
        }
    }

    /// Whether the user wrote the statements of this state.
    fn is_declared(&self, node: &StateNode<'_>) -> bool {
        self.context
            .statements
            .iter()
            .any(|declared| declared.state.as_deref() == Some(node.name.as_str()))
    }
}

const SERVICE_AUTHORIZATION: &str = "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html";

impl Call<'_> {
    fn reason(&self, row: &Row, parameters: BTreeSet<String>) -> Reason {
        Reason {
            location: self.node.map(|node| node.location.clone()).unwrap_or_default(),
            state: self.node.map(|node| node.name.clone()),
            parameters: parameters.into_iter().collect(),
            rule: self.rule.clone(),
            source: self.source.to_owned(),
            note: row.note.clone(),
        }
    }
}

fn did_you_mean(near: Option<String>) -> Option<String> {
    near.map(|near| format!("did you mean `{near}`?"))
}

/// The condition of a row; a key whose value is not known is left out, since it would allow nothing.
pub(crate) fn condition(filler: &mut Filler<'_>, row: &Row) -> Condition {
    let mut condition = Condition::new();
    for (operator, keys) in &row.condition {
        for (key, templates) in keys {
            let values = filler.values(key, &templates.0);
            if values.is_empty() || values.iter().any(|value| value.text == "*") {
                continue;
            }
            let like = operator == "StringEquals"
                && values.iter().any(|value| glob::is_pattern(&value.text));
            let operator = if like { "StringLike" } else { operator };
            let texts = values.into_iter().map(|value| value.text).collect();
            condition.entry(operator.to_owned()).or_default().insert(key.clone(), texts);
        }
    }
    condition
}

fn applies(when: &When, call: &Call<'_>, context: &PolicyContext) -> bool {
    let parameters = &call.site.parameters;
    let given = parameters.object.is_some();
    let any = |path, test: &dyn Fn(&Bound) -> bool| parameters.get(path).iter().any(test);
    when.0.iter().all(|test| match test {
        Test::Sync => call.pattern.is_sync(),
        Test::Option(name) => context.features.iter().any(|feature| feature.as_str() == name),
        Test::Declared(name) => !context.declared_for(call.site.state, name).is_empty(),
        Test::Present(paths) => {
            given && paths.iter().any(|path| any(path, &|bound| *bound != Bound::Absent))
        }
        Test::Absent(path) => !any(path, &|bound| *bound != Bound::Absent),
        Test::Equals(path, value) => {
            given && any(path, &|bound| can_be(bound, &|text| text == value, Some(value)))
        }
        Test::Differs(path, value) => any(path, &|bound| *bound != Bound::Text(value.clone())),
        Test::StartsWith(path, values) => any(path, &|bound| starts(bound, values)),
        Test::StartsWithout(path, values) => {
            any(path, &|bound| *bound != Bound::Absent && !starts(bound, values))
        }
        Test::Contains(path, value) => {
            given
                && any(path, &|bound| {
                    can_be(bound, &|text| text.to_lowercase().contains(&value.to_lowercase()), None)
                })
        }
        Test::SurelyContains(path, value) => {
            any(path, &|bound| matches!(bound, Bound::Text(text) if text.contains(value.as_str())))
        }
    })
}

/// Whether the value is, or may be, one that passes the test.
fn can_be(bound: &Bound, passes: &dyn Fn(&str) -> bool, wanted: Option<&String>) -> bool {
    match bound {
        Bound::Text(text) => passes(text),
        Bound::Prefix(start) => wanted.is_none_or(|wanted| wanted.starts_with(start.as_str())),
        Bound::Pattern(_) | Bound::Unknown => true,
        Bound::Absent | Bound::Structure => false,
    }
}

fn starts(bound: &Bound, values: &[String]) -> bool {
    match bound {
        Bound::Text(text) | Bound::Prefix(text) => {
            values.iter().any(|value| text.starts_with(value.as_str()))
        }
        _ => false,
    }
}
