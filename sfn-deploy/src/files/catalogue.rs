//! `catalogue`: what Step Functions can call.

use std::fmt::Write as _;

use serde_json::{Value, json};
use sfn_catalog::{Kind, Pattern, Shape, Statement, optimized, sdk};

use super::cli::CatalogueArgs;
use crate::{
    Exit,
    console::{Console, Tone},
    error::{Fault, Result},
    prepare::pretty,
    render::{Align, Cell, Table},
};

pub(super) fn run(args: &CatalogueArgs, json: bool, console: &mut Console<'_>) -> Result<Exit> {
    match args.name.as_deref().map(|name| name.split_once(':').unwrap_or((name, ""))) {
        None => services(json, console)?,
        Some((service, "")) => operations(&known(service)?, json, console)?,
        Some((service, operation)) => {
            let found = calls(&known(service)?, operation)?;
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

/// A service by the names that it has in a `Resource`.
struct Known {
    optimized: Option<&'static optimized::OptimizedService>,
    sdk: Option<sdk::Service>,
    name: String,
}

fn known(name: &str) -> Result<Known> {
    let found = Known {
        optimized: optimized::service(name),
        sdk: sfn_catalog::service(name),
        name: name.to_owned(),
    };
    if found.optimized.is_none() && found.sdk.is_none() {
        let near = optimized::near_service(name)
            .or_else(|| sdk::near_service(name).map(sdk::Service::name));
        return Err(Unknown {
            what: "service",
            name: name.to_owned(),
            near: near.map(str::to_owned),
        }
        .into());
    }
    Ok(found)
}

impl Known {
    fn optimized(&self) -> impl Iterator<Item = (&'static str, &'static optimized::Operation)> {
        let operations = self.optimized.into_iter().flat_map(|service| &service.operations);
        operations.map(|(name, operation)| (name.as_str(), operation))
    }

    fn sdk(&self) -> impl Iterator<Item = sdk::Operation> {
        self.sdk.into_iter().flat_map(sdk::Service::operations)
    }
}

fn operations(service: &Known, json: bool, console: &mut Console<'_>) -> Result<()> {
    let optimized = service.optimized().map(|(name, operation)| Call {
        resource: format!("arn:aws:states:::{}:{name}", service.name),
        of: Of::Optimized(operation),
    });
    let sdk = service.sdk().map(|operation| Call {
        resource: format!("arn:aws:states:::aws-sdk:{}:{}", service.name, operation.name()),
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
        let required = call.input().into_iter().flat_map(Shape::members);
        let required: Vec<_> =
            required.filter(|member| member.required).map(|member| member.name).collect();
        table.push(vec![
            Cell::toned(&call.resource, Tone::Name),
            Cell::new(patterns.join(", ")),
            Cell::new(required.join(", ")),
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
    Optimized(&'static optimized::Operation),
    Sdk(sdk::Operation),
}

fn calls(service: &Known, name: &str) -> Result<Vec<Call>> {
    let optimized = service.optimized().find(|(known, _)| *known == name);
    let optimized = optimized.map(|(_, operation)| Call {
        resource: format!("arn:aws:states:::{}:{name}", service.name),
        of: Of::Optimized(operation),
    });
    let sdk = service.sdk.and_then(|service| service.operation(name)).map(|operation| Call {
        resource: format!("arn:aws:states:::aws-sdk:{}:{name}", service.name),
        of: Of::Sdk(operation),
    });
    let found: Vec<Call> = optimized.into_iter().chain(sdk).collect();
    if found.is_empty() {
        let near = optimized::near_operation(&service.name, name)
            .or_else(|| service.sdk.and_then(|service| service.near_operation(name)));
        return Err(Unknown {
            what: "operation",
            name: name.to_owned(),
            near: near.map(str::to_owned),
        }
        .into());
    }
    Ok(found)
}

impl Call {
    fn input(&self) -> Option<Shape> {
        match self.of {
            Of::Optimized(operation) => operation.input(),
            Of::Sdk(operation) => Some(operation.input()),
        }
    }

    /// Each pattern with the types of workflows that have it.
    fn patterns(&self) -> Vec<(String, Vec<&'static str>)> {
        let supports = |pattern, workflow_type| match self.of {
            Of::Optimized(operation) => operation.supports(pattern, workflow_type),
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
            Of::Optimized(operation) => operation
                .patterns()
                .filter_map(|pattern| Some((pattern, operation.output(pattern)?)))
                .collect(),
            Of::Sdk(operation) => vec![(Pattern::RequestResponse, operation.output())],
        }
    }

    fn errors(&self) -> Vec<String> {
        match self.of {
            Of::Optimized(operation) => operation.errors.clone(),
            Of::Sdk(operation) => operation.errors().map(str::to_owned).collect(),
        }
    }

    fn iam(&self) -> Vec<Statement> {
        match self.of {
            Of::Optimized(operation) => operation.iam.clone(),
            Of::Sdk(operation) => operation.iam(),
        }
    }

    fn text(&self, console: &Console<'_>) -> String {
        let paint = console.data_paint();
        let mut text = format!("{}\n", paint.apply(Tone::Strong, &self.resource));
        for (pattern, types) in self.patterns() {
            let _ = writeln!(text, "  {pattern}: {}", types.join(", "));
        }
        let mut section = |title: &str, lines: Vec<String>| {
            if !lines.is_empty() {
                let title = paint.apply(Tone::Dim, title);
                let _ = writeln!(text, "\n{title}\n  {}", lines.join("\n  "));
            }
        };
        section("ARGUMENTS", members(self.input()));
        for (pattern, shape) in self.outputs() {
            section(&format!("RESULT ({pattern})"), members(Some(shape)));
        }
        section("ERRORS", self.errors());
        let statements = self.iam().into_iter().map(|statement| {
            let resources: Vec<_> = statement.resources.iter().map(ToString::to_string).collect();
            let when = statement.when.to_string();
            let when = if ["", "always"].contains(&when.as_str()) {
                String::new()
            } else {
                format!("  [{when}]")
            };
            format!("{} on {}{when}", statement.actions.join(", "), resources.join(", "))
        });
        section("IAM", statements.collect());
        text
    }

    fn to_json(&self) -> Value {
        let member = |member: sfn_catalog::Member| {
            json!({
                "name": member.name,
                "type": type_of(member.shape),
                "required": member.required,
                "values": member.shape.enum_values().collect::<Vec<_>>(),
            })
        };
        let of = |shape: Shape| shape.members().map(member).collect::<Vec<_>>();
        let patterns: serde_json::Map<String, Value> =
            self.patterns().into_iter().map(|(name, types)| (name, json!(types))).collect();
        let results: serde_json::Map<String, Value> = self
            .outputs()
            .into_iter()
            .map(|(pattern, shape)| (pattern.to_string(), json!(of(shape))))
            .collect();
        let iam = self.iam().into_iter().map(|statement| {
            let resources: Vec<_> = statement.resources.iter().map(ToString::to_string).collect();
            json!({
                "actions": statement.actions,
                "resources": resources,
                "when": statement.when.to_string(),
            })
        });
        json!({
            "resource": self.resource,
            "patterns": patterns,
            "arguments": self.input().map(of),
            "results": results,
            "errors": self.errors(),
            "iam": iam.collect::<Vec<_>>(),
        })
    }
}

/// A line for each member, those first without which the call fails.
fn members(shape: Option<Shape>) -> Vec<String> {
    let mut members: Vec<_> = shape.into_iter().flat_map(Shape::members).collect();
    members.sort_by_key(|member| !member.required);
    let width = members.iter().map(|member| member.name.len()).max().unwrap_or(0);
    let line = |member: &sfn_catalog::Member| {
        let required = if member.required { "  required" } else { "" };
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
