//! The table of one operation.

use std::fmt::Write as _;

use sfn_catalog::{Kind, Member, Pattern, When, optimized::Operation, snake_case};

use super::{docs::Docs, hand, ident, method, types::Types};

/// An operation, and where it stands.
pub(super) struct Scope<'a> {
    pub(super) service: &'a str,
    pub(super) operation: &'a str,
    pub(super) known: &'static Operation,
    pub(super) docs: &'a Docs,
    /// How its calls fail.
    pub(super) error: &'a str,
}

impl Scope<'_> {
    fn resource(&self) -> String {
        format!("arn:aws:states:::{}:{}", self.service, self.operation)
    }

    fn api(&self) -> Option<(&'static str, &'static str)> {
        Some((self.known.api_service()?, self.known.api()?.name()))
    }
}

/// The members that a table by hand does not have.
pub(super) fn missing(scope: &Scope<'_>, by_hand: &hand::Operation) -> Vec<Member> {
    let sets =
        |name: &str| by_hand.members.iter().any(|known| known.split('.').next() == Some(name));
    // Of some members one is given, and the function asks for it.
    let one_of = &scope.known.parameters.one_of;
    let is_decided = one_of.iter().any(|name| sets(name));
    let is_there = |member: &Member| {
        sets(member.name) || is_decided && one_of.iter().any(|name| name == member.name)
    };
    scope.known.members().filter(|member| !is_there(member)).collect()
}

/// Methods for members that a table by hand does not have.
pub(super) fn parameters(
    scope: &Scope<'_>,
    by_hand: &hand::Operation,
    missing: &[Member],
    types: &mut Types,
) -> String {
    if missing.is_empty() {
        return String::new();
    }
    format!("parameters! {{\n    {};\n{}}}\n\n", by_hand.marker, members(scope, missing, types))
}

/// The whole table.
pub(super) fn table(scope: &Scope<'_>, types: &mut Types) -> String {
    let Scope { operation, known, error, .. } = scope;
    let marker = types.name(operation);
    let (required, optional): (Vec<Member>, Vec<Member>) =
        known.members().partition(|member| member.required);
    let mut text = format!("integration! {{\n{}", docs(scope, &required, &optional));
    let _ = writeln!(text, "    fn {} -> {marker};", snake_case(operation));
    let _ = writeln!(text, "    resource \"{}\";", scope.resource());
    for member in &required {
        let ty = types.parameter(member.name, member.shape);
        let _ = writeln!(text, "    required {}: {ty} => \"{}\";", ident(member.name), member.name);
    }
    text += &members(scope, &optional, types);
    let output =
        types.output(known.output(Pattern::RequestResponse), &format!("{operation}Output"));
    let _ = writeln!(text, "    output {output};\n    error {error};");
    for pattern in known.patterns() {
        match pattern {
            Pattern::RequestResponse => {}
            Pattern::Sync | Pattern::Sync2 => {
                let job = types.output(known.output(pattern), &format!("{operation}Result"));
                let _ = writeln!(text, "    job {job};");
            }
            Pattern::WaitForTaskToken => text += &callback(scope.service),
        }
    }
    text + "}\n\n"
}

/// Where the task token goes; ECS asks for the container.
fn callback(service: &str) -> String {
    match service {
        "apigateway" => "    callback TokenPlace::Header;\n".to_owned(),
        "ecs" => "    by_hand callback {\n        pub use crate::integration::container_callback::wait_for_task_token;\n    }\n".to_owned(),
        "lambda" => "    callback TokenPlace::WithMessage(\"Payload\");\n".to_owned(),
        _ => String::new(),
    }
}

/// The methods of optional members; a map has one that adds an entry.
fn members(scope: &Scope<'_>, members: &[Member], types: &mut Types) -> String {
    let (maps, members): (Vec<Member>, Vec<Member>) =
        members.iter().partition(|member| member.shape.kind() == Kind::Map);
    let mut text = String::new();
    for (section, members) in [("members", members), ("maps", maps)] {
        if members.is_empty() {
            continue;
        }
        let _ = writeln!(text, "    {section} {{");
        for member in members {
            let shape = member.shape.value().filter(|_| section == "maps").unwrap_or(member.shape);
            let kind = types.takes(member.name, shape);
            let entry = if section == "maps" { "An entry of " } else { "" };
            let doc = scope.docs.member(scope.api(), &member);
            let _ = writeln!(text, "        /// {entry}{doc}");
            let _ =
                writeln!(text, "        {}: {kind} => \"{}\";", method(member.name), member.name);
        }
        text += "    }\n";
    }
    text
}

fn docs(scope: &Scope<'_>, required: &[Member], optional: &[Member]) -> String {
    let Scope { service, operation, known, docs, .. } = scope;
    let module = super::module(service);
    let function = snake_case(operation);
    let mut lines = vec![format!("`{service}:{operation}`.")];
    if !required.is_empty() {
        lines.push(String::new());
        lines.push("Required:".to_owned());
        for member in required {
            lines.push(format!("- {}", docs.member(scope.api(), member)));
        }
    }
    if !optional.is_empty() {
        let names: Vec<_> =
            optional.iter().map(|member| format!("`.{}()`", method(member.name))).collect();
        lines.push(String::new());
        lines.push(format!("Optional: {}.", names.join(", ")));
    }
    let job = known.patterns().any(Pattern::is_sync);
    if job {
        lines.push(String::new());
        lines.push("`.run_job()` waits for the end of the job.".to_owned());
    }
    let simple = required.iter().all(|member| {
        member.shape.kind() == Kind::String && member.shape.enum_values().next().is_none()
    });
    if simple {
        let arguments: Vec<_> =
            required.iter().map(|member| format!("\"{}\"", member.name)).collect();
        let call = format!("{module}::{function}({})", arguments.join(", "));
        let (job, suffix) = if job { (".run_job()", ".sync") } else { ("", "") };
        lines.extend([
            String::new(),
            "# Example".to_owned(),
            "```".to_owned(),
            format!("use sfn_dsl::{{integration::{module}, testing::Answers}};"),
            String::new(),
            format!("let run = Answers::new().run({call}{job});"),
            format!("assert_eq!(run.calls[0].resource, \"{}{suffix}\");", scope.resource()),
            "```".to_owned(),
        ]);
    }
    let arguments: Vec<_> =
        required.iter().map(|member| format!("\"{0}\": …", member.name)).collect();
    lines.extend([
        String::new(),
        "# ASL".to_owned(),
        "```json".to_owned(),
        format!("{{\"Type\": \"Task\", \"Resource\": \"{}\",", scope.resource()),
        format!(" \"Arguments\": {{{}}}}}", arguments.join(", ")),
        "```".to_owned(),
    ]);
    lines.extend([String::new(), "# Permissions".to_owned(), permissions(known)]);
    lines.extend([String::new(), "# Source".to_owned()]);
    if let Some((api, name)) = scope.api()
        && let Some(link) = docs.link(api, name)
    {
        lines.push(format!("<{link}>"));
    }
    if let Some(service) = sfn_catalog::optimized::service(service) {
        lines.push(format!("<{}>", service.doc));
    }
    lines
        .iter()
        .fold(String::new(), |text, line| text + format!("    /// {line}").trim_end() + "\n")
}

/// The actions that a call needs, and those that it needs sometimes.
fn permissions(known: &Operation) -> String {
    let (mut always, mut sometimes): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for statement in &known.iam {
        let list = if statement.when == When::default() { &mut always } else { &mut sometimes };
        for action in &statement.actions {
            let action = format!("`{action}`");
            if !list.contains(&action) {
                list.push(action);
            }
        }
    }
    sometimes.retain(|action| !always.contains(action));
    match (always.is_empty(), sometimes.is_empty()) {
        (true, _) => format!("For some patterns and parameters {}.", sometimes.join(", ")),
        (false, true) => format!("{}.", always.join(", ")),
        (false, false) => {
            format!(
                "{}; for some patterns and parameters also {}.",
                always.join(", "),
                sometimes.join(", ")
            )
        }
    }
}
