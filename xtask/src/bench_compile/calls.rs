//! Workflows that call services by `sdk!`, beside the same ones with tasks.

use std::fmt::Write as _;

use sfn_catalog::{
    Kind, Operation, Service,
    sdk::{self, Confidence},
    snake_case,
};

/// How many workflows there are, each for a service of its own.
pub(super) const SERVICES: u32 = 40;
const CALLS: usize = 5;

/// A workflow whose calls each take a text, and give one.
pub(super) fn module(number: u32, services: bool) -> String {
    let chosen = sdk::services().filter_map(chosen).nth(number as usize);
    let Some((service, calls)) = chosen else { return String::new() };
    let mut text = String::from("use sfn_dsl::{integration::service::ServiceError, prelude::*};\n");
    let mut body = String::new();
    for (index, (operation, member)) in calls.iter().enumerate() {
        let call = if services {
            let required = operation.input().members().filter(|member| member.required);
            let members: Vec<String> =
                required.map(|member| format!("{}: text", member.name)).collect();
            let (name, members) = (snake_case(operation.name()), members.join(", "));
            format!("sdk!({}::{name} {{ {members} }})", service.name())
        } else {
            let _ = write!(
                text,
                "#[derive(Clone, Serialize, Deserialize, Data)]\n\
                 pub struct Given{index} {{ pub {member}: Option<String>, pub other: Option<String> }}\n\
                 #[task(lambda = \"{0}-{index}\")]\n\
                 pub async fn call_{index}(text: String) -> Result<Given{index}, ServiceError>;\n",
                service.name()
            );
            format!("call_{index}(text)")
        };
        let _ = writeln!(body, "    let text = {call}.await?.{member}.unwrap_or_default();");
    }
    let _ = write!(
        text,
        "#[workflow(name = \"w{number}\")]\n\
         pub async fn flow(text: String) -> Result<String, ServiceError> {{\n{body}    Ok(text)\n}}\n"
    );
    text
}

/// A service with enough operations of that kind, and those.
fn chosen(service: Service) -> Option<(Service, Vec<(Operation, String)>)> {
    let calls: Vec<_> = service
        .operations()
        .filter(|operation| operation.confidence() == Confidence::Exact)
        .filter(|operation| {
            let mut required = operation.input().members().filter(|member| member.required);
            required.all(|member| {
                member.shape.kind() == Kind::String && member.shape.enum_values().next().is_none()
            })
        })
        .filter_map(|operation| {
            let mut members = operation.output().members();
            let given =
                members.find(|member| member.shape.kind() == Kind::String && !member.required)?;
            Some((operation, snake_case(given.name)))
        })
        .take(CALLS)
        .collect();
    (calls.len() == CALLS).then_some((service, calls))
}
