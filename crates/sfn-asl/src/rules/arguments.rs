//! What a Task gives to the integration that it calls, held against what that takes.

use serde_json::{Map, Value};
use sfn_catalog::{
    Kind, Resource, Shape,
    optimized::{self, Parameters},
    sdk,
};

use super::{
    parts,
    path::looks_looked_up,
    templates::{Root, Template, Trail},
};
use crate::{Location, QueryLanguage, graph::StateNode};

/// Something that the integration does not take, and its place.
pub(super) struct Misfit {
    pub(super) location: Location,
    /// The operation, or the structure inside its input.
    pub(super) owner: String,
    pub(super) fault: Fault,
}

pub(super) enum Fault {
    /// There is no such member; one may be meant.
    Unknown { name: String, near: Option<&'static str> },
    /// A required member is not there.
    Missing { name: String },
    /// A constant of another kind: what the member takes.
    Kind { name: String, takes: &'static str },
    /// A constant that is none of an enum's values; one may be meant.
    Value { name: String, value: String, near: Option<&'static str>, known: Vec<&'static str> },
}

/// What a Task calls.
struct Call {
    name: String,
    takes: Shape,
    /// What is known of the members beside the API.
    parameters: Option<&'static Parameters>,
}

/// All misfits of a state.
pub(super) fn misfits(node: &StateNode<'_>, templates: &[Template<'_>]) -> Vec<Misfit> {
    let Some(call) = parts::task(node).and_then(|task| called(&task.resource)) else {
        return Vec::new();
    };
    // A field of the other language is a mistake of its own.
    let field = match node.query_language {
        QueryLanguage::Jsonata => "Arguments",
        QueryLanguage::JsonPath => "Parameters",
    };
    let mut check = Check { language: node.query_language, found: Vec::new() };
    for template in templates {
        if let Root::Value(Value::Object(arguments)) = template.root
            && template.field == field
        {
            let Call { name, takes, parameters } = &call;
            check.structure(&Trail::root(template), arguments, *takes, *parameters, name);
        }
    }
    check.found
}

fn called(resource: &str) -> Option<Call> {
    match Resource::parse(resource) {
        Resource::Optimized { service, operation, .. } => {
            let known = optimized::operation(service, operation)?;
            Some(Call {
                name: format!("{service}:{operation}"),
                takes: known.input()?,
                parameters: Some(&known.parameters),
            })
        }
        Resource::Sdk { service, operation, .. } => Some(Call {
            name: format!("aws-sdk:{service}:{operation}"),
            takes: sdk::operation(service, operation)?.input(),
            parameters: None,
        }),
        _ => None,
    }
}

/// What a union takes.
const ONE_MEMBER: &str = "exactly one of its members";

struct Check {
    language: QueryLanguage,
    found: Vec<Misfit>,
}

impl Check {
    fn structure(
        &mut self,
        place: &Trail<'_>,
        object: &Map<String, Value>,
        takes: Shape,
        parameters: Option<&Parameters>,
        owner: &str,
    ) {
        let mut meant = Vec::new();
        for (key, value) in object {
            let path = key.strip_suffix(".$").filter(|_| self.language == QueryLanguage::JsonPath);
            let name = path.unwrap_or(key);
            match takes.member(name) {
                Some(member) if path.is_none() => {
                    self.value(&place.at_key(key), value, member.shape, name);
                }
                Some(_) => {}
                None => {
                    let near =
                        sfn_catalog::nearest(name, takes.members().map(|member| member.name));
                    meant.extend(near);
                    let fault = Fault::Unknown { name: name.to_owned(), near };
                    self.report(&place.at_key(key), owner, fault);
                }
            }
        }
        self.missing(place, object, takes, parameters, owner, &meant);
    }

    /// `meant`: members that stand there misspelt. That is one mistake, not also a missing member.
    fn missing(
        &mut self,
        place: &Trail<'_>,
        object: &Map<String, Value>,
        takes: Shape,
        parameters: Option<&Parameters>,
        owner: &str,
        meant: &[&str],
    ) {
        let is_given = |name: &str| {
            object.contains_key(name)
                || object.contains_key(&format!("{name}.$"))
                || meant.contains(&name)
        };
        let required = parameters.map_or(&[][..], |known| &known.required);
        for member in takes.members() {
            let is_required = member.required || required.iter().any(|name| name == member.name);
            if is_required && !is_given(member.name) {
                let fault = Fault::Missing { name: member.name.to_owned() };
                self.report(place, owner, fault);
            }
        }
        let one_of = parameters.map_or(&[][..], |known| &known.one_of);
        if !one_of.is_empty() && !one_of.iter().any(|name| is_given(name)) {
            self.report(place, owner, Fault::Missing { name: one_of.join("` or `") });
        }
        if takes.is_union() && object.len() != 1 && meant.is_empty() {
            self.report(place, "", Fault::Kind { name: owner.to_owned(), takes: ONE_MEMBER });
        }
    }

    fn value(&mut self, place: &Trail<'_>, value: &Value, takes: Shape, name: &str) {
        match (value, takes.kind()) {
            (Value::Object(object), Kind::Structure) => {
                let owner = takes.name().unwrap_or(name);
                self.structure(place, object, takes, None, owner);
            }
            (Value::Object(entries), Kind::Map) => {
                self.keys(place, entries, takes, name);
                let Some(shape) = takes.value() else { return };
                for (key, value) in entries.iter().filter(|(key, _)| !key.ends_with(".$")) {
                    self.value(&place.at_key(key), value, shape, name);
                }
            }
            (Value::Array(elements), Kind::List) => {
                let Some(shape) = takes.element() else { return };
                let name = format!("{name}[]");
                for (index, element) in elements.iter().enumerate() {
                    self.value(&place.at_index(index), element, shape, &name);
                }
            }
            (Value::String(text), Kind::String) if is_constant(text) => {
                self.one_of_values(place, text, takes, name);
            }
            (Value::String(text), Kind::Structure | Kind::List | Kind::Map)
                if !is_constant(text) => {}
            (Value::String(text), Kind::Boolean)
                if is_constant(text) && !is_boolean(text) && !looks_looked_up(text) =>
            {
                self.wrong_kind(place, name, takes);
            }
            (Value::String(text), Kind::Integer | Kind::Long | Kind::Float | Kind::Double)
                if is_constant(text)
                    && text.trim().parse::<f64>().is_err()
                    && !looks_looked_up(text) =>
            {
                self.wrong_kind(place, name, takes);
            }
            // What takes any JSON; and AWS reads numbers, texts and booleans as each other, and writes JSON as text.
            (Value::Null, _) | (_, Kind::Document | Kind::String | Kind::Blob) => {}
            (Value::Object(_) | Value::Array(_), _)
            | (_, Kind::Structure | Kind::List | Kind::Map) => {
                self.wrong_kind(place, name, takes);
            }
            _ => {}
        }
    }

    fn wrong_kind(&mut self, place: &Trail<'_>, name: &str, takes: Shape) {
        let takes = described(takes.kind());
        self.report(place, "", Fault::Kind { name: name.to_owned(), takes });
    }

    /// The keys of a map, where the API says which ones there are.
    fn keys(&mut self, place: &Trail<'_>, map: &Map<String, Value>, takes: Shape, name: &str) {
        let Some(shape) = takes.key() else { return };
        for key in map.keys() {
            let path = key.strip_suffix(".$").filter(|_| self.language == QueryLanguage::JsonPath);
            if is_constant(key) {
                self.one_of_values(&place.at_key(key), path.unwrap_or(key), shape, name);
            }
        }
    }

    /// A constant that is none of the values of an enum.
    fn one_of_values(&mut self, place: &Trail<'_>, text: &str, takes: Shape, name: &str) {
        let values: Vec<_> = takes.enum_values().collect();
        if !values.is_empty() && !values.contains(&text) {
            let near = sfn_catalog::nearest(text, values.iter().copied());
            let (name, value) = (name.to_owned(), text.to_owned());
            self.report(place, "", Fault::Value { name, value, near, known: values });
        }
    }

    fn report(&mut self, place: &Trail<'_>, owner: &str, fault: Fault) {
        self.found.push(Misfit { location: place.location(), owner: owner.to_owned(), fault });
    }
}

/// Whether the text is no expression and holds no placeholder.
fn is_constant(text: &str) -> bool {
    !text.starts_with("{%") && !text.contains("${")
}

fn is_boolean(text: &str) -> bool {
    ["true", "false"].iter().any(|known| known.eq_ignore_ascii_case(text.trim()))
}

const fn described(kind: Kind) -> &'static str {
    match kind {
        Kind::Structure | Kind::Map => "an object",
        Kind::List => "an array",
        Kind::Boolean => "`true` or `false`",
        Kind::Integer | Kind::Long | Kind::Float | Kind::Double => "a number",
        Kind::String | Kind::Blob | Kind::Timestamp | Kind::Document => "a text",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::{WorkflowType, read};

    fn findings(state: &Value) -> Vec<String> {
        let machine = json!({ "StartAt": "A", "States": { "A": state } });
        let findings = read::value(&machine).check(WorkflowType::Standard);
        let told = findings.iter().map(|finding| {
            let help = finding.help.as_deref().unwrap_or_default();
            let location = finding.location.as_ref().map(ToString::to_string).unwrap_or_default();
            format!("{} {location}: {} {help}", finding.code, finding.message).trim_end().to_owned()
        });
        told.collect()
    }

    #[test]
    fn arguments_are_checked_at_every_depth() {
        let task = json!({
            "Type": "Task", "Resource": "arn:aws:states:::ecs:runTask.sync", "End": true,
            "Parameters": {
                "TaskDefinition.$": "$.task",
                "NetworkConfiguration": { "AwsvpcConfiguration": { "subnets": ["a"] } },
                "Overrides": { "ContainerOverrides": [{ "Name": "a", "Cpu.$": "$.cpu", "Environment": {} }] },
                "Tags": "{}",
            },
        });
        assert_eq!(
            findings(&task),
            [
                "SFN086 /States/A/Parameters/NetworkConfiguration/AwsvpcConfiguration/subnets: `AwsVpcConfiguration` has no member `subnets` did you mean `Subnets`?",
                "SFN088 /States/A/Parameters/Overrides/ContainerOverrides[0]/Environment: `Environment` takes an array",
                "SFN088 /States/A/Parameters/Tags: `Tags` takes an array",
            ]
        );
    }

    #[test]
    fn choices_between_members_and_keys_are_checked() {
        let task = |resource: &str, arguments: Value| {
            findings(&json!({
                "Type": "Task", "QueryLanguage": "JSONata", "End": true,
                "Resource": format!("arn:aws:states:::{resource}"), "Arguments": arguments,
            }))
        };
        let http = json!({ "ApiEndpoint": "https://api.example.com/a", "Method": "GET" });
        assert_eq!(
            task("http:invoke", http),
            [
                "SFN087 /States/A/Arguments: `http:invoke` needs `InvocationConfig` or `Authentication`"
            ]
        );
        let queue =
            json!({ "QueueName": "q", "Attributes": { "FifoQeue": "true", "{% $key %}": "1" } });
        assert_eq!(
            task("aws-sdk:sqs:createQueue", queue),
            [
                "SFN088 /States/A/Arguments/Attributes/FifoQeue: `Attributes` has no value `FifoQeue` did you mean `FifoQueue`?"
            ]
        );
        let content = |block: Value| json!({ "ModelId": "m", "Messages": [{ "Role": "user", "Content": [block] }] });
        assert_eq!(
            task("aws-sdk:bedrockruntime:converse", content(json!({ "Text": "a" }))),
            [""; 0]
        );
        assert_eq!(
            task("aws-sdk:bedrockruntime:converse", content(json!({}))),
            [
                "SFN088 /States/A/Arguments/Messages[0]/Content[0]: `ContentBlock` takes exactly one of its members"
            ]
        );
    }

    #[test]
    fn each_mistake_is_told() {
        let task = |resource: &str, arguments: Value| {
            findings(&json!({
                "Type": "Task", "QueryLanguage": "JSONata", "End": true,
                "Resource": format!("arn:aws:states:::{resource}"), "Arguments": arguments,
            }))
        };
        assert_eq!(
            task(
                "aws-sdk:s3:listObjectsV2",
                json!({ "MaxKeys": "ten", "FetchOwner": "yes", "prefix": "a" })
            ),
            [
                "SFN087 /States/A/Arguments: `aws-sdk:s3:listObjectsV2` needs `Bucket`",
                "SFN088 /States/A/Arguments/FetchOwner: `FetchOwner` takes `true` or `false`",
                "SFN088 /States/A/Arguments/MaxKeys: `MaxKeys` takes a number",
                "SFN086 /States/A/Arguments/prefix: `aws-sdk:s3:listObjectsV2` has no member `prefix` did you mean `Prefix`?",
            ]
        );
        // A misspelt member is not also a missing one.
        assert_eq!(
            task("sqs:sendMessage", json!({ "queueUrl": "${Url}", "Delay": 5 })),
            [
                "SFN087 /States/A/Arguments: `sqs:sendMessage` needs `MessageBody`",
                "SFN086 /States/A/Arguments/Delay: `sqs:sendMessage` has no member `Delay`",
                "SFN086 /States/A/Arguments/queueUrl: `sqs:sendMessage` has no member `queueUrl` did you mean `QueueUrl`?",
            ]
        );
    }

    #[test]
    fn what_is_known_at_run_time_is_not_judged() {
        for arguments in [
            json!("{% $states.input %}"),
            json!({ "QueueUrl": "{% $states.input.url %}", "MessageBody": { "any": ["JSON"] } }),
            json!({ "QueueUrl": "${Url}", "MessageBody": "a", "MessageAttributes": "{% $states.input.all %}" }),
            json!({ "QueueUrl": "${Url}", "MessageBody": "a", "MessageAttributes": "${All}", "DelaySeconds": "5" }),
            json!({ "QueueUrl": "${Url}", "MessageBody": 7, "DelaySeconds": "${Delay}" }),
        ] {
            let task = json!({
                "Type": "Task", "QueryLanguage": "JSONata", "End": true,
                "Resource": "arn:aws:states:::sqs:sendMessage", "Arguments": arguments,
            });
            assert_eq!(findings(&task), [""; 0]);
        }
    }
}
