//! States → the rows of the tables that apply to them. A service is looked up by the name that stands in `Resource`.

use std::borrow::Cow;

use serde_json::{Map, Value};
use sfn_asl::{MapState, StateKind, TaskState, graph::StateNode};
use sfn_catalog::{Pattern, Resource, feature, optimized, sdk};

use crate::{
    glob,
    parameters::Parameters,
    rows::Call,
    rules::{UNKNOWN_INTEGRATION, UNVERIFIED_ACTION},
    synthesize::Synthesizer,
};

const SERVICE_AUTHORIZATION: &str = "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html";

impl<'a> Synthesizer<'a> {
    pub(crate) fn task(&mut self, node: &'a StateNode<'a>, task: &'a TaskState) {
        if let Some(credentials) = &task.credentials {
            let parameters =
                Parameters::object(node.query_language, credentials.clone(), "Credentials");
            self.feature("credentials", Some(node), parameters);
            return;
        }
        let parameters =
            Parameters::of(node.query_language, task.arguments.as_ref(), task.parameters.as_ref());
        match Resource::parse(&task.resource) {
            Resource::Optimized { service, operation, .. } | Resource::Sdk { service, operation, .. }
                if service.contains("${") || operation.contains("${") => self.open(node, &task.resource),
            Resource::Unknown if task.resource.contains("${") || is_foreign(&task.resource) => {
                self.open(node, &task.resource);
            }
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
            return self.unknown(
                node,
                format!("`{service}` is not an optimized integration"),
                did_you_mean(node),
            );
        };
        let Some(operation) = known.operations.get(name) else {
            return self.unknown(
                node,
                format!("`{service}` has no optimized operation `{name}`"),
                did_you_mean(node),
            );
        };
        let site = self.site(node.name, parameters, &operation.parameters.required, false);
        let rule = format!("{service}:{name}{}", pattern.suffix());
        self.apply(
            &operation.iam,
            &Call { node: Some(node), site, pattern, rule, source: &known.doc },
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
            return self.unknown(node, message, did_you_mean(node));
        };
        let operation = known.operation(name);
        let help =
            "name its actions and resources in a statement of your own for this state".to_owned();
        match operation.map(sdk::Operation::confidence) {
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
                let near = did_you_mean(node).map(|near| format!("{near} or {help}"));
                let message = format!(
                    "`{service}:{name}` is not in the catalogue, so nothing is allowed for it"
                );
                self.unverified(node, message, near.unwrap_or(help));
            }
            Some(_) => {}
        }
        let iam = operation.map(sdk::Operation::iam).unwrap_or_default();
        let site = self.site(node.name, parameters, &[], true);
        let rule = format!("aws-sdk:{service}:{name}{}", pattern.suffix());
        let call = Call { node: Some(node), site, pattern, rule, source: SERVICE_AUTHORIZATION };
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
        };
        self.apply(&feature.iam, &call);
    }

    pub(crate) fn distributed_map(&mut self, node: &'a StateNode<'a>, map: &'a MapState) {
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
        field: &str,
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
        parameters.field.insert_str(0, &format!("{field}/"));
        if let (Some(config), Some(Value::Object(object))) =
            (config, parameters.object.as_mut().map(Cow::to_mut))
        {
            object.insert("ReaderConfig".to_owned(), config);
        }
        self.feature(&name, Some(node), parameters);
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
            let rule = UNVERIFIED_ACTION;
            self.diagnostics.push(rule.at(node.location.field("Resource"), message, Some(help)));
        }
    }

    /// What is called shows at deployment, or is nothing of AWS.
    fn open(&mut self, node: &StateNode<'_>, resource: &str) {
        let message = format!(
            "what `{resource}` calls is not in the definition, so nothing is allowed for it"
        );
        let help = "name its actions and resources in a statement of your own for this state";
        self.unverified(node, message, help.to_owned());
    }

    /// Whether the user wrote the statements of this state.
    fn is_declared(&self, node: &StateNode<'_>) -> bool {
        self.context
            .statements
            .iter()
            .any(|declared| declared.state.as_deref() == Some(node.name.as_str()))
    }
}

/// The integration that may be meant instead of the state's.
fn did_you_mean(node: &StateNode<'_>) -> Option<String> {
    let StateKind::Task(task) = &node.state.kind else { return None };
    Resource::parse(&task.resource).near().map(|near| format!("did you mean `{near}`?"))
}

/// A URI that is no ARN, which other services than AWS may know.
fn is_foreign(resource: &str) -> bool {
    resource.contains(':') && !resource.starts_with("arn:")
}
