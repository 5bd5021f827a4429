//! What the `Resource` of a Task names.

use std::sync::Arc;

/// A parsed `Resource`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// The text.
    pub arn: Arc<str>,
    /// What it is.
    pub kind: ResourceKind,
    /// How the state waits for it.
    pub integration: IntegrationPattern,
}

/// What a Task calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResourceKind {
    /// `arn:aws:states:::service:api` and `arn:aws:states:::aws-sdk:service:api`.
    Service {
        /// The history's `resourceType`: `lambda`, `aws-sdk:s3`.
        resource_type: String,
        /// The history's `resource`: the API with its suffix, `startExecution.sync:2`.
        resource: String,
    },
    /// The ARN of a Lambda function.
    LambdaFunction,
    /// The ARN of an activity.
    Activity,
}

/// How a Task waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntegrationPattern {
    /// For the answer of the call.
    RequestResponse,
    /// For the end of the job (`.sync`, `.sync:2`).
    Sync,
    /// For somebody to send the task token back.
    WaitForTaskToken,
}

impl Resource {
    /// Parses the ARN; `None` where AWS would not recognize it.
    pub fn parse(arn: &str) -> Option<Self> {
        let mut parts = arn.splitn(6, ':');
        let (
            Some("arn"),
            Some(_partition),
            Some(service),
            Some(_region),
            Some(account),
            Some(name),
        ) = (parts.next(), parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return None;
        };
        let (kind, integration) = match (service, account) {
            ("states", "") => service_integration(name)?,
            ("states", _) if name.starts_with("activity:") => {
                (ResourceKind::Activity, IntegrationPattern::RequestResponse)
            }
            ("lambda", _) if name.starts_with("function:") => {
                (ResourceKind::LambdaFunction, IntegrationPattern::RequestResponse)
            }
            _ => return None,
        };
        Some(Self { arn: arn.into(), kind, integration })
    }

    /// Whether a task token goes with the call.
    pub const fn has_token(&self) -> bool {
        !matches!(self.integration, IntegrationPattern::RequestResponse)
            || matches!(self.kind, ResourceKind::Activity)
    }

    /// The service and its API with the suffix, such as `("ecs", "runTask.sync")`.
    pub fn service(&self) -> Option<(&str, &str)> {
        match &self.kind {
            ResourceKind::Service { resource_type, resource } => Some((resource_type, resource)),
            ResourceKind::LambdaFunction | ResourceKind::Activity => None,
        }
    }

    /// The service and its API without the suffix, such as `("states", "startExecution")`.
    pub fn service_api(&self) -> Option<(&str, &str)> {
        let (service, api) = self.service()?;
        Some((service, api.split_once('.').map_or(api, |(api, _)| api)))
    }
}

fn service_integration(name: &str) -> Option<(ResourceKind, IntegrationPattern)> {
    let split = if name.starts_with("aws-sdk:") {
        name.match_indices(':').nth(1)?.0
    } else {
        name.find(':')?
    };
    let (resource_type, resource) = (name.get(..split)?, name.get(split + 1..)?);
    let pattern = match resource.split_once('.') {
        None => IntegrationPattern::RequestResponse,
        Some((_, "sync" | "sync:2")) => IntegrationPattern::Sync,
        Some((_, "waitForTaskToken")) => IntegrationPattern::WaitForTaskToken,
        Some(_) => return None,
    };
    if resource_type.is_empty() || resource.is_empty() {
        return None;
    }
    Some((
        ResourceKind::Service {
            resource_type: resource_type.to_owned(),
            resource: resource.to_owned(),
        },
        pattern,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_is_recognized() {
        let service = |arn: &str| match Resource::parse(arn) {
            Some(Resource {
                kind: ResourceKind::Service { resource_type, resource },
                integration,
                ..
            }) => Some((resource_type, resource, integration)),
            _ => None,
        };
        assert_eq!(
            service("arn:aws:states:::states:startExecution.sync:2"),
            Some(("states".into(), "startExecution.sync:2".into(), IntegrationPattern::Sync))
        );
        assert_eq!(
            service("arn:aws:states:::aws-sdk:s3:getObject"),
            Some(("aws-sdk:s3".into(), "getObject".into(), IntegrationPattern::RequestResponse))
        );
        assert_eq!(
            service("arn:aws-cn:states:::sqs:sendMessage.waitForTaskToken"),
            Some((
                "sqs".into(),
                "sendMessage.waitForTaskToken".into(),
                IntegrationPattern::WaitForTaskToken
            ))
        );
        let kind = |arn: &str| Resource::parse(arn).map(|resource| resource.kind);
        assert_eq!(
            kind("arn:aws:lambda:us-east-1:111111111111:function:f:alias"),
            Some(ResourceKind::LambdaFunction)
        );
        assert_eq!(
            kind("arn:aws:states:us-east-1:111111111111:activity:a"),
            Some(ResourceKind::Activity)
        );
        for bad in [
            "",
            "arn:aws:states:::lambda",
            "arn:aws:states:::aws-sdk:s3",
            "arn:aws:sns:::x",
            "lambda:invoke",
        ] {
            assert_eq!(Resource::parse(bad), None, "{bad}");
        }
        assert_eq!(
            Resource::parse("arn:aws:states:::states:startExecution.sync").unwrap().service_api(),
            Some(("states", "startExecution"))
        );
    }
}
