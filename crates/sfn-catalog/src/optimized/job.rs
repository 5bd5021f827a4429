//! How the end of a job is found out that a task waits for (`.sync`), as far as the public APIs tell it.

use serde::Deserialize;
use serde_json::{Map, Value};

/// A job that an operation starts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Job {
    /// The call that says how the job is.
    pub ask: Call,
    /// Where its answer has the job: a JSON pointer.
    #[serde(default)]
    at: String,
    /// Where the job has its status: a JSON pointer.
    status: String,
    succeeded: Vec<String>,
    #[serde(default)]
    failed: Vec<String>,
    /// What else makes a job one that failed.
    #[serde(default)]
    failed_if: Vec<Condition>,
    /// The error of the call once the job has done away with what it was about.
    #[serde(default)]
    pub gone: Option<String>,
    /// What the task gives, if that is not the job: a template.
    #[serde(default)]
    gives: Option<Value>,
    /// The call that ends the job before its time; there is none for what goes on without the execution.
    #[serde(default)]
    pub stop: Option<Call>,
}

/// A call of the API behind an integration.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// `service:operation`, by the names of SDK integrations.
    #[serde(rename = "call")]
    pub operation: String,
    /// What it takes: a template.
    #[serde(rename = "with")]
    arguments: Value,
}

/// Something that a value of the job is or is not. A value that is not there is neither.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Condition {
    /// A JSON pointer, in which `*` stands for each element.
    at: String,
    #[serde(default)]
    is: Option<Vec<Value>>,
    #[serde(default)]
    is_not: Option<Vec<Value>>,
}

/// How a job is.
#[derive(Clone, Debug, PartialEq)]
pub enum JobStatus {
    /// It goes on.
    Running,
    /// The answer has no such job.
    Unknown,
    /// It did what it was to do; what the task gives.
    Succeeded(Value),
    /// It did not; what the cause of the error says.
    Failed(Value),
}

impl Job {
    /// How the job is by an answer to [`Job::ask`]. `known` is what its call answered and what that took.
    pub fn status(&self, answer: &Value, known: &[&Value]) -> JobStatus {
        let Some(job) = answer.pointer(&self.at) else { return JobStatus::Unknown };
        let status = job.pointer(&self.status).and_then(Value::as_str).unwrap_or_default();
        let is_one_of = |names: &[String]| names.iter().any(|name| name == status);
        let has_failed = is_one_of(&self.failed);
        if !has_failed && !is_one_of(&self.succeeded) {
            return JobStatus::Running;
        }
        let given = self.given(job, known);
        if has_failed || self.failed_if.iter().any(|condition| condition.holds(job)) {
            JobStatus::Failed(given)
        } else {
            JobStatus::Succeeded(given)
        }
    }

    fn given(&self, job: &Value, known: &[&Value]) -> Value {
        let Some(template) = &self.gives else { return job.clone() };
        let sources: Vec<_> = [job].into_iter().chain(known.iter().copied()).collect();
        filled(template, &sources).unwrap_or_default()
    }
}

impl Call {
    /// What the call takes, from what is known.
    pub fn arguments(&self, known: &[&Value]) -> Value {
        filled(&self.arguments, known).unwrap_or_default()
    }
}

impl Condition {
    fn holds(&self, job: &Value) -> bool {
        let is = |value: &Value| self.is.as_ref().is_none_or(|these| these.contains(value));
        let is_not =
            |value: &Value| self.is_not.as_ref().is_none_or(|these| !these.contains(value));
        let parts: Vec<_> = self.at.split('/').skip(1).collect();
        values(job, &parts).into_iter().any(|value| is(value) && is_not(value))
    }
}

/// The values at a path.
fn values<'a>(from: &'a Value, path: &[&str]) -> Vec<&'a Value> {
    let Some((first, rest)) = path.split_first() else { return vec![from] };
    if *first == "*" {
        let elements = from.as_array().into_iter().flatten();
        return elements.flat_map(|element| values(element, rest)).collect();
    }
    from.get(*first).map(|member| values(member, rest)).unwrap_or_default()
}

/// A template with the values of the first source that has them: `"{Member}"`, `"{/a/pointer}"`, and `"{}"` for the whole
/// of the first source. A member whose value no source has is left out.
pub(super) fn filled(template: &Value, sources: &[&Value]) -> Option<Value> {
    match template {
        Value::String(text) => {
            let Some(place) = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')) else {
                return Some(template.clone());
            };
            let find = |source: &&Value| {
                if place.is_empty() || place.starts_with('/') {
                    source.pointer(place).cloned()
                } else {
                    source.get(place).cloned()
                }
            };
            sources.iter().find_map(find)
        }
        Value::Array(items) => items.iter().map(|item| filled(item, sources)).collect(),
        Value::Object(members) => {
            let known = members
                .iter()
                .filter_map(|(name, value)| Some((name.clone(), filled(value, sources)?)));
            Some(known.collect::<Map<_, _>>().into())
        }
        other => Some(other.clone()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{Kind, Shape, optimized, sdk};

    fn jobs() -> impl Iterator<Item = (String, &'static optimized::Operation, &'static Job)> {
        optimized::services().flat_map(|name| {
            let operations = optimized::service(name).unwrap().operations.iter();
            operations.filter_map(move |(operation, table)| {
                Some((format!("{name}:{operation}"), table, table.job.as_ref()?))
            })
        })
    }

    /// The member of this name, that of the SDK or that of the API with a capital.
    fn member(shape: Shape, name: &str) -> Option<Shape> {
        let members = shape.wire_members();
        let found = members
            .into_iter()
            .find(|known| known.member.name == name || known.name.eq_ignore_ascii_case(name));
        found.map(|known| known.member.shape)
    }

    /// What a pointer leads to.
    fn at(shape: Shape, pointer: &str) -> Option<Shape> {
        pointer.split('/').skip(1).try_fold(shape, |shape, part| match shape.kind() {
            Kind::List => shape.element(),
            _ => member(shape, part),
        })
    }

    fn operation(call: &Call) -> sdk::Operation {
        let (service, operation) = call.operation.split_once(':').unwrap();
        sdk::operation(service, operation).unwrap_or_else(|| panic!("no {}", call.operation))
    }

    #[test]
    fn every_job_that_can_be_waited_for_has_its_calls() {
        let with_job: Vec<_> = jobs().map(|(name, ..)| name).collect();
        for name in optimized::services() {
            for (operation, table) in &optimized::service(name).unwrap().operations {
                let name = format!("{name}:{operation}");
                // Step Functions itself waits for executions; a job of Kubernetes has no API of AWS.
                let is_told = !["states:startExecution", "eks:runJob"].contains(&name.as_str());
                let waits = table.patterns().any(|pattern| pattern == crate::Pattern::Sync);
                assert_eq!(with_job.contains(&name), waits && is_told, "{name}");
            }
        }
    }

    #[test]
    fn the_calls_of_jobs_are_those_of_the_api() {
        for (name, _, job) in jobs() {
            for call in [Some(&job.ask), job.stop.as_ref()].into_iter().flatten() {
                let input = operation(call).input();
                let given = call.arguments.as_object().unwrap();
                for argument in given.keys() {
                    assert!(member(input, argument).is_some(), "{name}: {argument}");
                }
                let required = input.members().filter(|member| member.required);
                for member in required {
                    let has = given.keys().any(|given| given.eq_ignore_ascii_case(member.name));
                    assert!(has, "{name}: {} wants {}", call.operation, member.name);
                }
            }
            let asked = operation(&job.ask);
            let found = at(asked.output(), &job.at).unwrap_or_else(|| panic!("{name}: {}", job.at));
            let status = at(found, &job.status).unwrap_or_else(|| panic!("{name}: {}", job.status));
            assert_eq!(status.kind(), Kind::String, "{name}");
            let values: Vec<_> = status.enum_values().collect();
            for value in job.succeeded.iter().chain(&job.failed) {
                assert!(values.is_empty() || values.contains(&value.as_str()), "{name}: {value}");
            }
            for condition in &job.failed_if {
                assert!(at(found, &condition.at).is_some(), "{name}: {}", condition.at);
            }
            if let Some(code) = &job.gone {
                assert!(asked.error_of(code).is_some(), "{name}: {code}");
            }
        }
    }

    #[test]
    fn what_the_calls_take_is_known_from_the_first_one() {
        for (name, table, job) in jobs() {
            let known = |place: &str| {
                let output = table.api().unwrap().output();
                let path =
                    if place.starts_with('/') { place.to_owned() } else { format!("/{place}") };
                let added = table.adds.as_ref().is_some_and(|adds| adds.get(place).is_some());
                added || at(output, &path).is_some() || at(table.input().unwrap(), &path).is_some()
            };
            for call in [Some(&job.ask), job.stop.as_ref()].into_iter().flatten() {
                let text = call.arguments.to_string();
                let places = text.split("\"{").skip(1).filter_map(|rest| rest.split_once("}\""));
                for (place, _) in places {
                    assert!(known(place), "{name}: {place}");
                }
            }
        }
    }

    #[test]
    fn a_task_whose_container_fails_has_failed() {
        let job = optimized::operation("ecs", "runTask").unwrap().job.as_ref().unwrap();
        let status = |task: Value| job.status(&json!({ "Tasks": [task] }), &[]);
        assert_eq!(status(json!({ "LastStatus": "RUNNING" })), JobStatus::Running);
        assert_eq!(job.status(&json!({ "Tasks": [] }), &[]), JobStatus::Unknown);
        let ended = |code: u8| json!({ "LastStatus": "STOPPED", "Containers": [{ "ExitCode": 0 }, { "ExitCode": code }] });
        assert_eq!(status(ended(0)), JobStatus::Succeeded(ended(0)));
        assert_eq!(status(ended(1)), JobStatus::Failed(ended(1)));
        let refused =
            json!({ "LastStatus": "STOPPED", "StopCode": "TaskFailedToStart", "Containers": [{}] });
        assert_eq!(status(refused.clone()), JobStatus::Failed(refused));
    }

    #[test]
    fn templates_take_from_the_first_source_that_has_a_value() {
        let known = [&json!({ "A": { "Id": 1 }, "B": 2 }), &json!({ "B": 3, "C": [4] })];
        let template = json!({ "a": "{/A/Id}", "b": ["{B}"], "c": "{C}", "d": "{D}", "e": "e" });
        let wanted = json!({ "a": 1, "b": [2], "c": [4], "e": "e" });
        assert_eq!(filled(&template, &known), Some(wanted));
        assert_eq!(filled(&json!("{}"), &known), Some(known[0].clone()));
    }
}
