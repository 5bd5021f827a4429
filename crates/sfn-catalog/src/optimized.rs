//! Optimized integrations: `arn:aws:states:::<service>:<operation>`.

mod job;

use std::{collections::BTreeMap, sync::OnceLock};

use serde::Deserialize;
use serde_json::Value;

pub use job::{Call, Job, JobStatus};

use crate::{Kind, Member, Pattern, Shape, Statement, nearest, sdk};

/// A service with optimized integrations.
#[derive(Clone, Debug, Deserialize)]
pub struct OptimizedService {
    /// The page of the developer guide.
    pub doc: String,
    /// What its errors start with, such as `DynamoDB`.
    pub error_prefix: String,
    /// Its operations by name.
    pub operations: BTreeMap<String, Operation>,
    /// Errors that all operations can raise.
    #[serde(default)]
    pub errors: Vec<String>,
    /// Where AWS's pages contradict each other.
    #[serde(default)]
    pub doc_conflict: Option<String>,
}

/// An optimized operation.
#[derive(Clone, Debug, Deserialize)]
pub struct Operation {
    /// The API operation behind it, `service:operation` by the names of SDK integrations.
    api: Option<String>,
    /// What it takes, where that is not what the API operation takes.
    takes: Option<sdk::Own>,
    /// What it gives in a pattern, where that is known and is not what the API operation gives.
    #[serde(default)]
    gives: BTreeMap<String, sdk::Own>,
    /// What the API operation takes, made of what this one takes: a template.
    #[serde(default)]
    sends: Option<Value>,
    /// What the answer has besides, made of what the API operation gives and of what this one takes: a template.
    #[serde(default)]
    adds: Option<Value>,
    /// How an answer tells that nothing was started.
    #[serde(default)]
    refused: Option<Refused>,
    /// The job that it starts, where that can be asked about.
    #[serde(default)]
    pub job: Option<Job>,
    /// The patterns, each with the workflow types that allow it (`STANDARD`, `EXPRESS`).
    patterns: BTreeMap<String, Vec<String>>,
    /// The statements that the execution role needs.
    pub iam: Vec<Statement>,
    /// What is known of the parameters.
    #[serde(default)]
    pub parameters: Parameters,
    /// The errors it can raise; a text in angle brackets stands for a family.
    #[serde(default)]
    pub errors: Vec<String>,
    /// Where the task token goes.
    #[serde(default)]
    pub token_in: Option<String>,
    /// Where AWS's pages contradict each other.
    #[serde(default)]
    pub doc_conflict: Option<String>,
    /// What else one should know.
    #[serde(default)]
    pub note: Option<String>,
}

/// A list in an answer that is empty if all is well.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Refused {
    /// A JSON pointer.
    at: String,
    error: String,
}

/// What is known of an operation's parameters.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Parameters {
    /// Those that the page lists.
    pub documented: Vec<String>,
    /// Those without which the call fails.
    pub required: Vec<String>,
    /// Of these one has to be there.
    pub one_of: Vec<String>,
}

impl Operation {
    /// The API operation behind it, where there is one.
    pub fn api(&self) -> Option<sdk::Operation> {
        let (service, operation) = self.api.as_deref()?.split_once(':')?;
        sdk::operation(service, operation)
    }

    /// The service of that, by its name among the SDK integrations.
    pub fn api_service(&self) -> Option<&str> {
        Some(self.api.as_deref()?.split_once(':')?.0)
    }

    /// What it takes, a structure.
    pub fn input(&'static self) -> Option<Shape> {
        let own = self.takes.as_ref().map(sdk::Own::shape);
        own.or_else(|| Some(self.api()?.input()))
    }

    /// The members of what it takes. Those that are required are so of the API or of the integration.
    pub fn members(&'static self) -> impl Iterator<Item = Member> {
        self.input().into_iter().flat_map(Shape::members).map(|member| {
            let is_required = self.parameters.required.iter().any(|name| name == member.name);
            Member { required: member.required || is_required, ..member }
        })
    }

    /// What it gives in this pattern, where that is known. A callback gives what the caller says.
    pub fn output(&'static self, pattern: Pattern) -> Option<Shape> {
        let own = self.gives.get(pattern.key()).map(sdk::Own::shape);
        own.or_else(|| match pattern {
            Pattern::RequestResponse => Some(self.api()?.output()),
            _ => None,
        })
    }

    /// What the API operation takes, if its members are not those of this one.
    pub fn sent(&self, arguments: &Value) -> Option<Value> {
        job::filled(self.sends.as_ref()?, &[arguments])
    }

    /// The answer of the integration, from that of the API operation.
    pub fn answer(&'static self, mut answer: Value, arguments: &Value) -> Value {
        let added = self.adds.as_ref().and_then(|adds| job::filled(adds, &[&answer, arguments]));
        if let (Value::Object(members), Some(Value::Object(added))) = (&mut answer, added) {
            members.extend(added);
        }
        let own = self.gives.get(Pattern::RequestResponse.key()).map(sdk::Own::shape);
        let own = own.filter(|own| own.kind() == Kind::Structure);
        if let (Value::Object(members), Some(own)) = (&mut answer, own) {
            members.retain(|name, _| own.members().any(|member| member.name == name));
        }
        answer
    }

    /// The error of a task that waits for what this answer says was not started, and what the answer says of it.
    pub fn refusal<'a>(&'static self, answer: &'a Value) -> Option<(&'static str, &'a Value)> {
        let Refused { at, error } = self.refused.as_ref()?;
        let said = answer.pointer(at)?;
        said.as_array().is_some_and(|said| !said.is_empty()).then_some((error, said))
    }

    /// Whether workflows of this type (`STANDARD`, `EXPRESS`) can use it with this pattern.
    pub fn supports(&self, pattern: Pattern, workflow_type: &str) -> bool {
        self.patterns
            .get(pattern.key())
            .is_some_and(|types| types.iter().any(|known| known == workflow_type))
    }

    /// The patterns that some workflow type can use.
    pub fn patterns(&self) -> impl Iterator<Item = Pattern> {
        Pattern::ALL.into_iter().filter(|pattern| self.patterns.contains_key(pattern.key()))
    }
}

macro_rules! services {
    ($($name:literal),* $(,)?) => {
        static SERVICES: &[(&str, &str, &OnceLock<Option<OptimizedService>>)] = &[$((
            $name,
            include_str!(concat!("../data/optimized/", $name, ".json")),
            { static OPENED: OnceLock<Option<OptimizedService>> = OnceLock::new(); &OPENED },
        )),*];
    };
}
services![
    "apigateway",
    "athena",
    "batch",
    "bedrock",
    "bedrockagentcore",
    "codebuild",
    "databrew",
    "dynamodb",
    "ecs",
    "eks",
    "elasticmapreduce",
    "emr-containers",
    "emr-serverless",
    "events",
    "glue",
    "http",
    "lambda",
    "mediaconvert",
    "sagemaker",
    "sns",
    "sqs",
    "states",
];

/// The names of all services with optimized integrations, sorted.
pub fn services() -> impl Iterator<Item = &'static str> {
    SERVICES.iter().map(|(name, ..)| *name)
}

/// The service of this name; its file is read on the first call.
pub fn service(name: &str) -> Option<&'static OptimizedService> {
    let at = SERVICES.binary_search_by(|(known, ..)| (*known).cmp(name)).ok()?;
    let (_, text, opened) = SERVICES.get(at)?;
    // That every file can be read is a test of this crate, not a case that callers meet.
    opened.get_or_init(|| serde_json::from_str(text).ok()).as_ref()
}

/// The operation of this service and name.
pub fn operation(service_name: &str, name: &str) -> Option<&'static Operation> {
    service(service_name)?.operations.get(name)
}

/// How the operation of this service fails: the errors of the integration, and those that the API model names for the
/// operation, under the integration's prefix.
pub fn errors(service: &OptimizedService, operation: &Operation) -> Vec<String> {
    let own = service.errors.iter().chain(&operation.errors);
    // A text in angle brackets stands for a family, and what stands in parentheses says when.
    let own = own.filter(|name| !name.contains('<')).filter_map(|name| name.split(' ').next());
    let mut names: Vec<String> = own.map(str::to_owned).collect();
    let api = operation.api_service().and_then(sdk::service).zip(operation.api());
    let of_api = api.iter().flat_map(|(api, operation)| {
        let rest = format!("{}Exception", api.error_prefix());
        let bare = operation.errors().filter_map(|name| name.split_once('.'));
        bare.map(|(_, name)| name).filter(move |name| *name != rest)
    });
    for name in of_api {
        let name = format!("{}.{name}", service.error_prefix);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The service that may be meant.
pub fn near_service(name: &str) -> Option<&'static str> {
    nearest(name, services())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_can_be_read() {
        for (name, text, _) in SERVICES {
            if let Err(error) = serde_json::from_str::<OptimizedService>(text) {
                panic!("{name}: {error}");
            }
        }
        let names: Vec<_> = services().collect();
        assert!(names.is_sorted());
        assert_eq!(names.len(), 22);
        assert_eq!(
            names.iter().map(|name| service(name).unwrap().operations.len()).sum::<usize>(),
            64
        );
    }

    #[test]
    fn patterns_depend_on_the_workflow_type() {
        let submit = operation("batch", "submitJob").unwrap();
        assert!(submit.supports(Pattern::Sync, "STANDARD"));
        assert!(!submit.supports(Pattern::Sync, "EXPRESS"));
        assert!(!submit.supports(Pattern::WaitForTaskToken, "STANDARD"));
        assert!(
            !operation("dynamodb", "getItem")
                .unwrap()
                .supports(Pattern::WaitForTaskToken, "STANDARD")
        );
        let start = operation("states", "startExecution").unwrap();
        assert_eq!(start.patterns().collect::<Vec<_>>(), Pattern::ALL);
    }

    #[test]
    fn near_names_are_found() {
        assert_eq!(near_service("dynamo"), Some("dynamodb"));
        assert_eq!(operation("sqs", "sendMessages").map(|_| ()), None);
    }
}
