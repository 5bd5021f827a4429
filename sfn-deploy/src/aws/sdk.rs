//! The calls, done with the AWS SDK for Rust.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime},
};

use aws_config::SdkConfig;
use aws_sdk_sfn::{
    config::http::HttpResponse,
    config::{
        ConfigBag, Intercept, RuntimeComponents,
        interceptors::{
            BeforeDeserializationInterceptorContextRef, BeforeSerializationInterceptorContextMut,
        },
    },
    error::{BoxError, ProvideErrorMetadata, SdkError},
    types::{ExecutionStatus, StateMachineStatus, StateMachineType, SyncExecutionStatus},
};
use aws_smithy_runtime_api::client::endpoint::EndpointPrefix;
use serde_json::Value;
use sfn_asl::WorkflowType;

use super::{
    AwsError, AwsResult, ControlPlane, Event, ExecutionRecord, Executions, Identity, MachineRecord,
    NewMachine, RoleRecord, Status, Tags, events,
};

/// The three services, as one account in one region.
#[derive(Debug)]
pub(crate) struct Sdk {
    sfn: aws_sdk_sfn::Client,
    iam: aws_sdk_iam::Client,
    sts: aws_sdk_sts::Client,
    endpoint: Option<String>,
}

impl Sdk {
    pub(super) fn new(config: &SdkConfig) -> Self {
        let mut sfn = aws_sdk_sfn::config::Builder::from(config);
        if config.endpoint_url().is_some() || std::env::var_os("AWS_ENDPOINT_URL_SFN").is_some() {
            sfn = sfn.interceptor(NoHostPrefix);
        }
        Self {
            sfn: aws_sdk_sfn::Client::from_conf(sfn.build()),
            iam: aws_sdk_iam::Client::new(config),
            sts: aws_sdk_sts::Client::new(config),
            endpoint: config.endpoint_url().map(str::to_owned),
        }
    }

    /// Gives an error the name of its operation.
    fn named<E>(&self, operation: &'static str) -> impl Fn(SdkError<E, HttpResponse>) -> AwsError
    where
        E: std::error::Error + ProvideErrorMetadata + 'static,
    {
        move |error| AwsError::new(operation, self.endpoint.as_deref(), &error)
    }

    /// `None` for the one error that says that something is not there.
    fn found<T>(result: AwsResult<T>, absent: &str) -> AwsResult<Option<T>> {
        match result {
            Ok(found) => Ok(Some(found)),
            Err(error)
                if error.code().is_some_and(|code| code == absent || code.ends_with(absent)) =>
            {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    fn document(&self, operation: &'static str, encoded: &str) -> AwsResult<Value> {
        serde_json::from_str(&percent_decoded(encoded)).map_err(|_| {
            AwsError::incomplete(
                operation,
                self.endpoint.as_deref(),
                "policy document that is JSON",
            )
        })
    }

    /// The versions of a managed policy that are not in force, the newest first.
    async fn other_versions(&self, arn: &str) -> AwsResult<Vec<String>> {
        let call = self.iam.list_policy_versions().policy_arn(arn);
        let answer = call.send().await.map_err(self.named("iam:ListPolicyVersions"))?;
        let others = answer.versions().iter().filter(|version| !version.is_default_version());
        Ok(others.filter_map(|version| version.version_id().map(str::to_owned)).collect())
    }

    async fn delete_version(&self, arn: &str, version: &str) -> AwsResult<()> {
        let call = self.iam.delete_policy_version().policy_arn(arn).version_id(version);
        call.send().await.map(drop).map_err(self.named("iam:DeletePolicyVersion"))
    }

    fn bad_request(
        &self,
        operation: &'static str,
        error: &aws_sdk_sfn::error::BuildError,
    ) -> AwsError {
        let refusal = super::Refusal::Request { cause: error.to_string() };
        AwsError { operation, endpoint: self.endpoint.clone(), refusal }
    }

    fn iam_tags(
        &self,
        operation: &'static str,
        tags: &Tags,
    ) -> AwsResult<Vec<aws_sdk_iam::types::Tag>> {
        let tag = |(key, value): (&String, &String)| {
            aws_sdk_iam::types::Tag::builder().key(key).value(value).build()
        };
        tags.iter()
            .map(tag)
            .collect::<Result<_, _>>()
            .map_err(|error| self.bad_request(operation, &error))
    }
}

impl ControlPlane for Sdk {
    async fn caller_identity(&self) -> AwsResult<Identity> {
        const OPERATION: &str = "sts:GetCallerIdentity";
        let region = EndpointRegion::default();
        let call = self.sts.get_caller_identity().customize().interceptor(region.clone());
        let answer = call.send().await.map_err(self.named(OPERATION))?;
        let Some(account) = answer.account() else {
            return Err(AwsError::incomplete(OPERATION, self.endpoint.as_deref(), "`Account`"));
        };
        Ok(Identity {
            account: account.to_owned(),
            arn: answer.arn().unwrap_or_default().to_owned(),
            endpoint_region: region.take(),
        })
    }

    async fn role(&self, name: &str) -> AwsResult<Option<RoleRecord>> {
        const OPERATION: &str = "iam:GetRole";
        let answer =
            self.iam.get_role().role_name(name).send().await.map_err(self.named(OPERATION));
        let Some(answer) = Self::found(answer, "NoSuchEntity")? else { return Ok(None) };
        let Some(role) = answer.role() else {
            return Err(AwsError::incomplete(OPERATION, self.endpoint.as_deref(), "`Role`"));
        };
        Ok(Some(RoleRecord {
            arn: role.arn().to_owned(),
            trust: self
                .document(OPERATION, role.assume_role_policy_document().unwrap_or("null"))?,
            tags: role
                .tags()
                .iter()
                .map(|tag| (tag.key().to_owned(), tag.value().to_owned()))
                .collect(),
        }))
    }

    async fn role_policy(&self, role: &str, policy: &str) -> AwsResult<Option<Value>> {
        const OPERATION: &str = "iam:GetRolePolicy";
        let call = self.iam.get_role_policy().role_name(role).policy_name(policy);
        let answer = Self::found(call.send().await.map_err(self.named(OPERATION)), "NoSuchEntity")?;
        answer.map(|answer| self.document(OPERATION, answer.policy_document())).transpose()
    }

    async fn create_role(&self, name: &str, trust: &str, tags: &Tags) -> AwsResult<()> {
        const OPERATION: &str = "iam:CreateRole";
        let call = self.iam.create_role().role_name(name).assume_role_policy_document(trust);
        let call = call.set_tags(Some(self.iam_tags(OPERATION, tags)?));
        call.send().await.map(drop).map_err(self.named(OPERATION))
    }

    async fn update_trust(&self, role: &str, trust: &str) -> AwsResult<()> {
        let call = self.iam.update_assume_role_policy().role_name(role).policy_document(trust);
        call.send().await.map(drop).map_err(self.named("iam:UpdateAssumeRolePolicy"))
    }

    async fn tag_role(&self, role: &str, tags: &Tags) -> AwsResult<()> {
        const OPERATION: &str = "iam:TagRole";
        let call =
            self.iam.tag_role().role_name(role).set_tags(Some(self.iam_tags(OPERATION, tags)?));
        call.send().await.map(drop).map_err(self.named(OPERATION))
    }

    async fn put_role_policy(&self, role: &str, policy: &str, document: &str) -> AwsResult<()> {
        let call = self
            .iam
            .put_role_policy()
            .role_name(role)
            .policy_name(policy)
            .policy_document(document);
        call.send().await.map(drop).map_err(self.named("iam:PutRolePolicy"))
    }

    async fn delete_role_policy(&self, role: &str, policy: &str) -> AwsResult<()> {
        let call = self.iam.delete_role_policy().role_name(role).policy_name(policy);
        call.send().await.map(drop).map_err(self.named("iam:DeleteRolePolicy"))
    }

    async fn attached_policies(&self, role: &str) -> AwsResult<Vec<String>> {
        let call = self.iam.list_attached_role_policies().role_name(role);
        let mut pages = call.into_paginator().items().send();
        let mut arns = Vec::new();
        while let Some(policy) = pages.next().await {
            let policy = policy.map_err(self.named("iam:ListAttachedRolePolicies"))?;
            arns.extend(policy.policy_arn().map(str::to_owned));
        }
        Ok(arns)
    }

    async fn managed_policy(&self, arn: &str) -> AwsResult<Option<Value>> {
        const OPERATION: &str = "iam:GetPolicyVersion";
        let answer = self.iam.get_policy().policy_arn(arn).send().await;
        let answer = Self::found(answer.map_err(self.named("iam:GetPolicy")), "NoSuchEntity")?;
        let Some(answer) = answer else { return Ok(None) };
        let version = answer.policy().and_then(|policy| policy.default_version_id());
        let call = self.iam.get_policy_version().policy_arn(arn);
        let call = call.version_id(version.unwrap_or_default());
        let answer = call.send().await.map_err(self.named(OPERATION))?;
        let document = answer.policy_version().and_then(|version| version.document());
        self.document(OPERATION, document.unwrap_or_default()).map(Some)
    }

    async fn create_policy(&self, name: &str, document: &str, tags: &Tags) -> AwsResult<()> {
        const OPERATION: &str = "iam:CreatePolicy";
        let call = self.iam.create_policy().policy_name(name).policy_document(document);
        let call = call.set_tags(Some(self.iam_tags(OPERATION, tags)?));
        call.send().await.map(drop).map_err(self.named(OPERATION))
    }

    /// A policy has five versions at most: the oldest one that is not in force makes room.
    async fn update_policy(&self, arn: &str, document: &str) -> AwsResult<()> {
        let versions = self.other_versions(arn).await?;
        if versions.len() >= 4
            && let Some(oldest) = versions.last()
        {
            self.delete_version(arn, oldest).await?;
        }
        let call = self.iam.create_policy_version().policy_arn(arn).policy_document(document);
        let call = call.set_as_default(true);
        call.send().await.map(drop).map_err(self.named("iam:CreatePolicyVersion"))
    }

    async fn attach_policy(&self, role: &str, arn: &str) -> AwsResult<()> {
        let call = self.iam.attach_role_policy().role_name(role).policy_arn(arn);
        call.send().await.map(drop).map_err(self.named("iam:AttachRolePolicy"))
    }

    async fn remove_policy(&self, role: &str, arn: &str) -> AwsResult<()> {
        let call = self.iam.detach_role_policy().role_name(role).policy_arn(arn);
        let detached = call.send().await.map_err(self.named("iam:DetachRolePolicy"));
        Self::found(detached, "NoSuchEntity")?;
        for version in self.other_versions(arn).await? {
            self.delete_version(arn, &version).await?;
        }
        let call = self.iam.delete_policy().policy_arn(arn);
        call.send().await.map(drop).map_err(self.named("iam:DeletePolicy"))
    }

    async fn machine(&self, arn: &str) -> AwsResult<Option<MachineRecord>> {
        let call = self.sfn.describe_state_machine().state_machine_arn(arn);
        let answer = call.send().await.map_err(self.named("states:DescribeStateMachine"));
        Ok(Self::found(answer, "StateMachineDoesNotExist")?.map(|machine| MachineRecord {
            definition: machine.definition().to_owned(),
            role_arn: machine.role_arn().to_owned(),
            workflow_type: match machine.r#type() {
                StateMachineType::Express => WorkflowType::Express,
                _ => WorkflowType::Standard,
            },
            is_deleting: machine.status() == Some(&StateMachineStatus::Deleting),
        }))
    }

    async fn machine_tags(&self, arn: &str) -> AwsResult<Tags> {
        let call = self.sfn.list_tags_for_resource().resource_arn(arn);
        let answer = call.send().await.map_err(self.named("states:ListTagsForResource"))?;
        let pair = |tag: &aws_sdk_sfn::types::Tag| {
            Some((tag.key()?.to_owned(), tag.value().unwrap_or_default().to_owned()))
        };
        Ok(answer.tags().iter().filter_map(pair).collect())
    }

    async fn create_machine(&self, machine: NewMachine<'_>) -> AwsResult<String> {
        let workflow_type = match machine.workflow_type {
            WorkflowType::Standard => StateMachineType::Standard,
            WorkflowType::Express => StateMachineType::Express,
        };
        let call = self
            .sfn
            .create_state_machine()
            .name(machine.name)
            .definition(machine.definition)
            .role_arn(machine.role_arn)
            .r#type(workflow_type)
            .set_tags(Some(sfn_tags(machine.tags)));
        let answer = call.send().await.map_err(self.named("states:CreateStateMachine"))?;
        Ok(answer.state_machine_arn().to_owned())
    }

    async fn update_machine(
        &self,
        arn: &str,
        definition: Option<&str>,
        role_arn: Option<&str>,
    ) -> AwsResult<()> {
        let call = self
            .sfn
            .update_state_machine()
            .state_machine_arn(arn)
            .set_definition(definition.map(str::to_owned))
            .set_role_arn(role_arn.map(str::to_owned));
        call.send().await.map(drop).map_err(self.named("states:UpdateStateMachine"))
    }

    async fn tag_machine(&self, arn: &str, tags: &Tags) -> AwsResult<()> {
        let call = self.sfn.tag_resource().resource_arn(arn).set_tags(Some(sfn_tags(tags)));
        call.send().await.map(drop).map_err(self.named("states:TagResource"))
    }
}

impl Executions for Sdk {
    async fn start(&self, machine_arn: &str, input: &str) -> AwsResult<String> {
        let call = self.sfn.start_execution().state_machine_arn(machine_arn).input(input);
        let answer = call.send().await.map_err(self.named("states:StartExecution"))?;
        Ok(answer.execution_arn().to_owned())
    }

    async fn run_sync(&self, machine_arn: &str, input: &str) -> AwsResult<ExecutionRecord> {
        // An Express workflow may take five minutes, and trying again would run it again.
        let patience = aws_config::timeout::TimeoutConfig::builder()
            .operation_timeout(Duration::from_secs(330))
            .operation_attempt_timeout(Duration::from_secs(330))
            .read_timeout(Duration::from_secs(330))
            .build();
        let once = aws_config::retry::RetryConfig::standard().with_max_attempts(1);
        let call =
            self.sfn.start_sync_execution().state_machine_arn(machine_arn).input(input).customize();
        let call = call.config_override(
            aws_sdk_sfn::config::Builder::new().timeout_config(patience).retry_config(once),
        );
        let answer = call.send().await.map_err(self.named("states:StartSyncExecution"))?;
        Ok(ExecutionRecord {
            status: match answer.status() {
                SyncExecutionStatus::Succeeded => Status::Succeeded,
                SyncExecutionStatus::TimedOut => Status::TimedOut,
                _ => Status::Failed,
            },
            output: answer.output().map(str::to_owned),
            error: answer.error().map(str::to_owned),
            cause: answer.cause().map(str::to_owned),
            started: SystemTime::try_from(*answer.start_date()).ok(),
            stopped: SystemTime::try_from(*answer.stop_date()).ok(),
        })
    }

    async fn execution(&self, execution_arn: &str) -> AwsResult<ExecutionRecord> {
        let call = self.sfn.describe_execution().execution_arn(execution_arn);
        let answer = call.send().await.map_err(self.named("states:DescribeExecution"))?;
        Ok(ExecutionRecord {
            status: match answer.status() {
                ExecutionStatus::Succeeded => Status::Succeeded,
                ExecutionStatus::Failed => Status::Failed,
                ExecutionStatus::TimedOut => Status::TimedOut,
                ExecutionStatus::Aborted => Status::Aborted,
                _ => Status::Running,
            },
            output: answer.output().map(str::to_owned),
            error: answer.error().map(str::to_owned),
            cause: answer.cause().map(str::to_owned),
            started: SystemTime::try_from(*answer.start_date()).ok(),
            stopped: answer.stop_date().and_then(|at| SystemTime::try_from(*at).ok()),
        })
    }

    /// Reads from the end, so that following an execution costs no more than its new events.
    async fn events_after(&self, execution_arn: &str, id: i64) -> AwsResult<Vec<Event>> {
        let mut events = Vec::new();
        let mut page = None;
        loop {
            let call = self
                .sfn
                .get_execution_history()
                .execution_arn(execution_arn)
                .max_results(if id == 0 { 1000 } else { 100 })
                .reverse_order(true)
                .include_execution_data(true)
                .set_next_token(page);
            let answer = call.send().await.map_err(self.named("states:GetExecutionHistory"))?;
            let oldest = answer.events().iter().map(aws_sdk_sfn::types::HistoryEvent::id).min();
            events.extend(
                answer.events().iter().filter(|event| event.id() > id).map(events::from_sdk),
            );
            page = answer.next_token().map(str::to_owned);
            if page.is_none() || oldest.is_none_or(|oldest| oldest <= id + 1) {
                break;
            }
        }
        // Not every endpoint knows the order or the limit that were asked for.
        events.sort_by_key(|event| event.id);
        events.dedup_by_key(|event| event.id);
        Ok(events)
    }
}

fn sfn_tags(tags: &Tags) -> Vec<aws_sdk_sfn::types::Tag> {
    tags.iter()
        .map(|(key, value)| aws_sdk_sfn::types::Tag::builder().key(key).value(value).build())
        .collect()
}

/// IAM gives documents URL-encoded (RFC 3986).
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let hex = if *first == b'%' {
            tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok())
        } else {
            None
        };
        if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            bytes.push(byte);
            rest = tail.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// `StartSyncExecution` puts `sync-` before the host, which makes `localhost` a name that does not exist.
#[derive(Debug)]
struct NoHostPrefix;

#[aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint]
impl Intercept for NoHostPrefix {
    fn name(&self) -> &'static str {
        "NoHostPrefix"
    }

    fn modify_before_serialization(
        &self,
        _context: &mut BeforeSerializationInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        config.interceptor_state().unset::<EndpointPrefix>();
        Ok(())
    }
}

/// Keeps what the endpoint says about its region.
#[derive(Clone, Debug, Default)]
struct EndpointRegion(Arc<Mutex<Option<String>>>);

impl EndpointRegion {
    fn kept(&self) -> MutexGuard<'_, Option<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self) -> Option<String> {
        self.kept().take()
    }
}

#[aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint]
impl Intercept for EndpointRegion {
    fn name(&self) -> &'static str {
        "EndpointRegion"
    }

    fn read_before_deserialization(
        &self,
        context: &BeforeDeserializationInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let region = context.response().headers().get("x-sfn-endpoint-region");
        *self.kept() = region.map(str::to_owned);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_decoding_leaves_what_is_no_code() {
        assert_eq!(percent_decoded("%7B%22a%22%3A%201%7D"), r#"{"a": 1}"#);
        assert_eq!(percent_decoded("100% %zz %c3%a9 %"), "100% %zz é %");
    }
}
