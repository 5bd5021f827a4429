//! What IAM is asked while a definition runs: the interpreter's calls are recorded, and each is asked for what a state with
//! these very values would need.

use std::sync::{Arc, Mutex};

use futures_util::future::BoxFuture;
use serde_json::{Map, Value, json};
use sfn_iam::{Condition, PolicyContext, PolicyDocument, RequestContext, allows_any, synthesize};
use sfn_local::{
    TaskFailure, TaskRequest, TaskRunner,
    objects::{ObjectStore, ObjectSummary, Stored},
};

/// An action on a resource, with the keys of the request.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) action: String,
    pub(crate) resource: String,
    pub(crate) keys: RequestContext,
}

impl Request {
    pub(crate) fn new(action: &str, resource: impl Into<String>) -> Self {
        let keys = RequestContext::default();
        Self { action: action.to_owned(), resource: resource.into(), keys }
    }

    pub(crate) fn is_allowed(&self, policies: &[PolicyDocument]) -> bool {
        allows_any(policies, &self.action, &self.resource, &self.keys)
    }
}

/// Each request is allowed, and without any one statement some request is not.
pub(crate) fn check(name: &str, policies: &[PolicyDocument], requests: &[Request]) {
    for request in requests {
        assert!(request.is_allowed(policies), "{name}: {request:?} is not allowed: {policies:#?}");
    }
    for (index, policy) in policies.iter().enumerate() {
        for statement in 0..policy.statements.len() {
            let mut fewer = policies.to_vec();
            let removed = fewer[index].statements.remove(statement);
            let is_needed = requests.iter().any(|request| !request.is_allowed(&fewer));
            assert!(is_needed, "{name}: nothing needs {removed:?}");
        }
    }
}

/// Passes calls on, and keeps what IAM is asked for them.
pub(crate) struct Recorder<T> {
    inner: T,
    context: PolicyContext,
    requests: Mutex<Vec<Request>>,
}

impl<T> Recorder<T> {
    pub(crate) fn new(inner: T, context: PolicyContext) -> Arc<Self> {
        Arc::new(Self { inner, context, requests: Mutex::default() })
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }

    fn note(&self, requests: impl IntoIterator<Item = Request>) {
        self.requests.lock().unwrap().extend(requests);
    }
}

impl<T: TaskRunner> TaskRunner for Recorder<T> {
    fn call(&self, request: TaskRequest) -> BoxFuture<'static, Result<Value, TaskFailure>> {
        self.note(of_call(&request, &self.context));
        self.inner.call(request)
    }
}

impl<T: ObjectStore> ObjectStore for Recorder<T> {
    fn get<'a>(&'a self, bucket: &'a str, key: &'a str) -> Stored<'a, Vec<u8>> {
        self.note([Request::new("s3:GetObject", format!("arn:aws:s3:::{bucket}/{key}"))]);
        self.inner.get(bucket, key)
    }

    fn list<'a>(&'a self, bucket: &'a str, prefix: &'a str) -> Stored<'a, Vec<ObjectSummary>> {
        let list = Request::new("s3:ListBucket", format!("arn:aws:s3:::{bucket}"));
        self.note([Request { keys: list.keys.with("s3:prefix", prefix), ..list }]);
        self.inner.list(bucket, prefix)
    }

    fn put<'a>(&'a self, bucket: &'a str, key: &'a str, body: Vec<u8>) -> Stored<'a, ()> {
        // The service writes results in parts, and reads them again.
        let actions = [
            "s3:PutObject",
            "s3:GetObject",
            "s3:ListMultipartUploadParts",
            "s3:AbortMultipartUpload",
        ];
        self.note(
            actions.map(|action| Request::new(action, format!("arn:aws:s3:::{bucket}/{key}"))),
        );
        self.inner.put(bucket, key, body)
    }

    fn delete<'a>(&'a self, bucket: &'a str, key: &'a str) -> Stored<'a, ()> {
        self.note([Request::new("s3:DeleteObject", format!("arn:aws:s3:::{bucket}/{key}"))]);
        self.inner.delete(bucket, key)
    }
}

/// What a distributed Map does with its own machine.
pub(crate) fn of_map_run(context: &PolicyContext) -> Vec<Request> {
    let machine = context.state_machine_arn();
    let child = machine.replace(":stateMachine:", ":execution:");
    vec![
        Request::new("states:StartExecution", machine),
        Request::new("states:DescribeExecution", format!("{child}/Map:0e5b")),
    ]
}

/// What a state that calls the same with these very values needs.
fn of_call(call: &TaskRequest, context: &PolicyContext) -> Vec<Request> {
    let mut state = Map::new();
    state.insert("Type".to_owned(), json!("Task"));
    state.insert("Resource".to_owned(), json!(call.resource.arn.as_ref()));
    state.insert("Arguments".to_owned(), call.arguments.value().clone());
    if let Some(credentials) = &call.credentials {
        state.insert("Credentials".to_owned(), credentials.clone());
    }
    state.insert("End".to_owned(), json!(true));
    let name = call.state.as_ref();
    let definition =
        json!({ "QueryLanguage": "JSONata", "StartAt": name, "States": { name: state } });
    let machine = sfn_asl::read::value(&definition).machine.unwrap();
    let policies = synthesize(&machine, context).policies;
    let statements = policies.iter().flat_map(|policy| &policy.statements);
    let requests = statements.flat_map(|statement| {
        statement.actions.iter().flat_map(move |action| {
            statement.resources.iter().flat_map(move |resource| {
                meeting(&statement.condition)
                    .into_iter()
                    .map(move |keys| Request { keys, ..Request::new(action, resource) })
            })
        })
    });
    requests.collect()
}

/// The requests that meet the condition: one for each choice of the values of its keys.
fn meeting(condition: &Condition) -> Vec<RequestContext> {
    let keys = condition.values().flatten();
    keys.fold(vec![RequestContext::default()], |requests, (key, values)| {
        let with = |request: &RequestContext| {
            values.iter().map(|value| request.clone().with(key, value)).collect::<Vec<_>>()
        };
        requests.iter().flat_map(with).collect()
    })
}
