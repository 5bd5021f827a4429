//! `catalogue`: what Step Functions can call.

use std::fmt::Write as _;

use serde_json::{Value, json};
use sfn_catalog::{
    Kind, Member, Pattern, Resource, Shape, Statement, optimized,
    sdk::{self, Confidence},
};

use super::cli::CatalogueArgs;
use crate::{
    Exit,
    console::{Console, Tone},
    error::{Error, Fault, Result},
    prepare::pretty,
    render::{Align, Cell, Table},
};

pub(super) fn run(args: &CatalogueArgs, json: bool, console: &mut Console<'_>) -> Result<Exit> {
    match args.name.as_deref().map(Named::parse) {
        None => services(json, console)?,
        Some(named @ Named { operation: None, .. }) => operations(&known(named)?, json, console)?,
        Some(named @ Named { operation: Some(operation), .. }) => {
            let found = calls(&known(named)?, operation)?;
            if json {
                let found: Vec<Value> = found.iter().map(Call::to_json).collect();
                console.data(&pretty(&Value::Array(found)))?;
            } else {
                let texts: Vec<String> = found.iter().map(|call| call.text(console)).collect();
                console.data(&texts.join("\n"))?;
            }
        }
    }
    Ok(Exit::Ok)
}

fn services(json: bool, console: &mut Console<'_>) -> Result<()> {
    let names: std::collections::BTreeSet<&str> =
        optimized::services().chain(sdk::services().map(sdk::Service::name)).collect();
    let rows = names.into_iter().map(|name| {
        let optimized = optimized::service(name).map_or(0, |service| service.operations.len());
        let sdk = sfn_catalog::service(name).map_or(0, |service| service.operations().count());
        (name, optimized, sdk)
    });
    if json {
        let rows = rows.map(
            |(name, optimized, sdk)| json!({ "service": name, "optimized": optimized, "sdk": sdk }),
        );
        return console.data(&pretty(&rows.collect()));
    }
    let mut table =
        Table::new([("SERVICE", Align::Left), ("OPTIMIZED", Align::Right), ("SDK", Align::Right)]);
    let number = |count: usize| if count == 0 { String::new() } else { count.to_string() };
    for (name, optimized, sdk) in rows {
        table.push(vec![
            Cell::toned(name, Tone::Name),
            Cell::new(number(optimized)),
            Cell::new(number(sdk)),
        ]);
    }
    console.data(&table.lines(console.data_paint()).join("\n"))
}

/// What the argument names: `dynamodb`, `aws-sdk:s3`, `ecs:runTask.sync`, `arn:aws:states:::ecs:runTask`.
#[derive(Clone, Copy)]
struct Named<'a> {
    /// Whether only the AWS SDK is meant.
    of_sdk: bool,
    service: &'a str,
    operation: Option<&'a str>,
}

impl<'a> Named<'a> {
    fn parse(text: &'a str) -> Self {
        let name = text.strip_prefix("arn:").and_then(|rest| rest.splitn(5, ':').nth(4));
        let name = name.unwrap_or(text);
        let sdk = name.strip_prefix("aws-sdk:");
        let name = sdk.unwrap_or(name);
        let (service, operation) =
            name.split_once(':').map_or((name, None), |(service, operation)| {
                (service, Some(operation).filter(|operation| !operation.is_empty()))
            });
        let suffixes =
            [Pattern::Sync2, Pattern::Sync, Pattern::WaitForTaskToken].map(Pattern::suffix);
        let operation = operation.map(|operation| {
            suffixes.iter().find_map(|end| operation.strip_suffix(end)).unwrap_or(operation)
        });
        Self { of_sdk: sdk.is_some(), service, operation }
    }

    /// What may be meant instead.
    fn near(self) -> Option<String> {
        let Self { of_sdk, service, operation } = self;
        match operation {
            None => optimized::near_service(service)
                .filter(|_| !of_sdk)
                .or_else(|| sdk::near_service(service).map(sdk::Service::name))
                .map(str::to_owned),
            Some(operation) if of_sdk => {
                Resource::Sdk { service, operation, pattern: Pattern::default() }.near()
            }
            Some(operation) => {
                Resource::Optimized { service, operation, pattern: Pattern::default() }.near()
            }
        }
    }

    fn unknown(self, what: &'static str, name: &str) -> Error {
        Unknown { what, name: name.to_owned(), near: self.near() }.into()
    }
}

/// A service by the names that it has in a `Resource`.
struct Known<'a> {
    optimized: Option<&'static optimized::OptimizedService>,
    sdk: Option<sdk::Service>,
    named: Named<'a>,
}

fn known(named: Named<'_>) -> Result<Known<'_>> {
    let found = Known {
        optimized: optimized::service(named.service).filter(|_| !named.of_sdk),
        sdk: sfn_catalog::service(named.service),
        named,
    };
    if found.optimized.is_none() && found.sdk.is_none() {
        return Err(named.unknown("service", named.service));
    }
    Ok(found)
}

impl Known<'_> {
    fn optimized(&self) -> impl Iterator<Item = (&'static str, Of)> {
        self.optimized.into_iter().flat_map(|service| {
            let operations = service.operations.iter();
            operations.map(|(name, operation)| (name.as_str(), Of::Optimized(service, operation)))
        })
    }

    fn sdk(&self) -> impl Iterator<Item = sdk::Operation> {
        self.sdk.into_iter().flat_map(sdk::Service::operations)
    }
}

fn operations(service: &Known<'_>, json: bool, console: &mut Console<'_>) -> Result<()> {
    let optimized = service.optimized().map(|(name, of)| Call {
        resource: format!("arn:aws:states:::{}:{name}", service.named.service),
        of,
    });
    let sdk = service.sdk().map(|operation| Call {
        resource: format!(
            "arn:aws:states:::aws-sdk:{}:{}",
            service.named.service,
            operation.name()
        ),
        of: Of::Sdk(operation),
    });
    let calls = optimized.chain(sdk);
    if json {
        let calls = calls.map(|call| {
            let patterns: Vec<_> = call.patterns().into_iter().map(|(of, _)| of).collect();
            json!({ "resource": call.resource, "patterns": patterns })
        });
        return console.data(&pretty(&calls.collect()));
    }
    let mut table =
        Table::new([("RESOURCE", Align::Left), ("PATTERNS", Align::Left), ("TAKES", Align::Left)]);
    for call in calls {
        let patterns: Vec<String> = call.patterns().into_iter().map(|(of, _)| of).collect();
        let patterns =
            if patterns.is_empty() { NOT_OFFERED.to_owned() } else { patterns.join(", ") };
        let arguments = call.arguments();
        let required = arguments.iter().filter(|member| member.required).map(|member| member.name);
        let one_of = call.one_of().join(" or ");
        let takes: Vec<_> =
            required.chain(Some(one_of.as_str()).filter(|one_of| !one_of.is_empty())).collect();
        table.push(vec![
            Cell::toned(&call.resource, Tone::Name),
            Cell::new(patterns),
            Cell::new(takes.join(", ")),
        ]);
    }
    console.data(&table.lines(console.data_paint()).join("\n"))
}

/// An operation as a state calls it.
struct Call {
    resource: String,
    of: Of,
}

enum Of {
    Optimized(&'static optimized::OptimizedService, &'static optimized::Operation),
    Sdk(sdk::Operation),
}

fn calls(service: &Known<'_>, name: &str) -> Result<Vec<Call>> {
    let optimized = service.optimized().find(|(known, _)| *known == name);
    let optimized = optimized.map(|(_, of)| Call {
        resource: format!("arn:aws:states:::{}:{name}", service.named.service),
        of,
    });
    let sdk = service.sdk.and_then(|service| service.operation(name)).map(|operation| Call {
        resource: format!("arn:aws:states:::aws-sdk:{}:{name}", service.named.service),
        of: Of::Sdk(operation),
    });
    let found: Vec<Call> = optimized.into_iter().chain(sdk).collect();
    if found.is_empty() {
        return Err(service.named.unknown("operation", name));
    }
    Ok(found)
}

impl Call {
    /// What it takes, those members first without which the call fails.
    fn arguments(&self) -> Vec<Member> {
        let mut members: Vec<_> = match self.of {
            Of::Optimized(_, operation) => operation.members().collect(),
            Of::Sdk(operation) => operation.input().members().collect(),
        };
        members.sort_by_key(|member| !member.required);
        members
    }

    /// The members of which one has to be there.
    fn one_of(&self) -> &'static [String] {
        match self.of {
            Of::Optimized(_, operation) => &operation.parameters.one_of,
            Of::Sdk(_) => &[],
        }
    }

    /// Each pattern with the types of workflows that have it.
    fn patterns(&self) -> Vec<(String, Vec<&'static str>)> {
        let supports = |pattern, workflow_type| match self.of {
            Of::Optimized(_, operation) => operation.supports(pattern, workflow_type),
            Of::Sdk(operation) => operation.supports(pattern, workflow_type),
        };
        let types = [("STANDARD", "Standard"), ("EXPRESS", "Express")];
        let patterns = Pattern::ALL.into_iter().map(|pattern| {
            let of = types.into_iter().filter(|(key, _)| supports(pattern, key));
            (pattern.to_string(), of.map(|(_, name)| name).collect::<Vec<_>>())
        });
        patterns.filter(|(_, types)| !types.is_empty()).collect()
    }

    fn outputs(&self) -> Vec<(Pattern, Shape)> {
        match self.of {
            Of::Optimized(_, operation) => operation
                .patterns()
                .filter_map(|pattern| Some((pattern, operation.output(pattern)?)))
                .collect(),
            Of::Sdk(operation) => vec![(Pattern::RequestResponse, operation.output())],
        }
    }

    fn errors(&self) -> Vec<String> {
        match self.of {
            Of::Optimized(service, operation) => optimized::errors(service, operation),
            Of::Sdk(operation) => operation.errors().map(str::to_owned).collect(),
        }
    }

    /// The statements that it needs; `None` if no source names its action.
    fn iam(&self) -> Option<Vec<Statement>> {
        match self.of {
            Of::Optimized(_, operation) => Some(operation.iam.clone()),
            Of::Sdk(operation) => {
                (operation.confidence() != Confidence::Unknown).then(|| operation.iam())
            }
        }
    }

    fn text(&self, console: &Console<'_>) -> String {
        let paint = console.data_paint();
        let mut text = format!("{}\n", paint.apply(Tone::Strong, &self.resource));
        for (pattern, types) in self.patterns() {
            let _ = writeln!(text, "  {pattern}: {}", types.join(", "));
        }
        if self.patterns().is_empty() {
            let _ = writeln!(text, "  {NOT_OFFERED} by Step Functions");
        }
        let mut section = |title: &str, lines: Vec<String>| {
            if !lines.is_empty() {
                let title = paint.apply(Tone::Dim, title);
                let _ = writeln!(text, "\n{title}\n  {}", lines.join("\n  "));
            }
        };
        section("ARGUMENTS", members(&self.arguments(), self.one_of()));
        for (pattern, shape) in self.outputs() {
            let given: Vec<_> = shape.members().collect();
            section(&format!("RESULT ({pattern})"), members(&given, &[]));
        }
        section("ERRORS", self.errors());
        let unknown = || vec!["no source names the action: declare it".to_owned()];
        let statements =
            self.iam().map(|statements| statements.iter().map(statement_text).collect());
        section("IAM", statements.unwrap_or_else(unknown));
        text
    }

    fn to_json(&self) -> Value {
        let member = |member: Member| {
            json!({
                "name": member.name,
                "type": type_of(member.shape),
                "required": member.required,
                "values": member.shape.enum_values().collect::<Vec<_>>(),
            })
        };
        let patterns: serde_json::Map<String, Value> =
            self.patterns().into_iter().map(|(name, types)| (name, json!(types))).collect();
        let results: serde_json::Map<String, Value> = self
            .outputs()
            .into_iter()
            .map(|(pattern, shape)| {
                (pattern.to_string(), json!(shape.members().map(member).collect::<Vec<_>>()))
            })
            .collect();
        let statement = |statement: Statement| {
            let resources: Vec<_> = statement.resources.iter().map(ToString::to_string).collect();
            json!({
                "actions": statement.actions,
                "resources": resources,
                "when": statement.when.to_string(),
            })
        };
        let iam = self.iam().map(|iam| iam.into_iter().map(statement).collect::<Vec<_>>());
        json!({
            "resource": self.resource,
            "patterns": patterns,
            "arguments": self.arguments().into_iter().map(member).collect::<Vec<_>>(),
            "one_of": self.one_of(),
            "results": results,
            "errors": self.errors(),
            "iam": iam,
        })
    }
}

/// What stands where an operation has no pattern.
const NOT_OFFERED: &str = "not offered";

/// `actions on resources  [condition]`
fn statement_text(statement: &Statement) -> String {
    let resources: Vec<_> = statement.resources.iter().map(ToString::to_string).collect();
    let when = match statement.when.to_string().as_str() {
        "always" => String::new(),
        when => format!("  [{when}]"),
    };
    format!("{} on {}{when}", statement.actions.join(", "), resources.join(", "))
}

/// A line for each member.
fn members(members: &[Member], one_of: &[String]) -> Vec<String> {
    let width = members.iter().map(|member| member.name.len()).max().unwrap_or(0);
    let line = |member: &Member| {
        let required = match member {
            Member { required: true, .. } => "  required",
            _ if one_of.iter().any(|name| name == member.name) => "  one of these is required",
            _ => "",
        };
        let values: Vec<_> = member.shape.enum_values().collect();
        let values =
            if values.is_empty() { String::new() } else { format!("  {}", values.join(" | ")) };
        format!("{:width$}  {}{required}{values}", member.name, type_of(member.shape))
    };
    members.iter().map(line).collect()
}

/// `string`, `[string]`, `{string: Tag}`, `S3Object`.
fn type_of(shape: Shape) -> String {
    let nested = |shape: Option<Shape>| shape.map_or_else(|| "any".to_owned(), shallow);
    match shape.kind() {
        Kind::List => format!("[{}]", nested(shape.element())),
        Kind::Map => format!("{{string: {}}}", nested(shape.value())),
        _ => shallow(shape),
    }
}

/// The type without what is inside lists, which may hold themselves.
fn shallow(shape: Shape) -> String {
    match shape.kind() {
        Kind::Structure => shape.name().unwrap_or("object").to_owned(),
        Kind::List => "list".to_owned(),
        Kind::Map => "map".to_owned(),
        Kind::String => "string".to_owned(),
        Kind::Integer | Kind::Long => "integer".to_owned(),
        Kind::Float | Kind::Double => "number".to_owned(),
        Kind::Boolean => "boolean".to_owned(),
        Kind::Blob => "bytes".to_owned(),
        Kind::Timestamp => "timestamp".to_owned(),
        Kind::Document => "any".to_owned(),
    }
}

#[derive(Debug, thiserror::Error)]
#[error("Step Functions knows no {what} `{name}`")]
struct Unknown {
    what: &'static str,
    name: String,
    near: Option<String>,
}

impl Fault for Unknown {
    fn exit(&self) -> Exit {
        Exit::Usage
    }

    fn help(&self) -> Option<String> {
        Some(self.near.as_ref().map_or_else(
            || {
                "`sfn catalogue` lists the services, `sfn catalogue SERVICE` its operations"
                    .to_owned()
            },
            |near| format!("did you mean `{near}`?"),
        ))
    }
}
