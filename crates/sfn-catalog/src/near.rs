//! The integration that may be meant by one that does not exist.

use crate::{Pattern, Resource, nearest, optimized, sdk};

impl Resource<'_> {
    /// Whether the catalogue has the operation, where this is an integration.
    pub fn is_in_catalogue(&self) -> bool {
        match *self {
            Self::Optimized { service, operation, .. } => {
                optimized::operation(service, operation).is_some()
            }
            Self::Sdk { service, operation, .. } => sdk::operation(service, operation).is_some(),
            _ => true,
        }
    }

    /// An integration that exists and may be meant, as it stands in `Resource` after `arn:aws:states:::`; `None` for what is
    /// no integration.
    pub fn near(&self) -> Option<String> {
        let (near, pattern) = match *self {
            Self::Optimized { service, operation, pattern } => {
                let (operation, pattern) = patterned(operation, pattern);
                (near_optimized(service, operation)?, pattern)
            }
            Self::Sdk { service, operation, pattern } => {
                let (operation, pattern) = patterned(operation, pattern);
                (near_sdk(service, operation)?, pattern)
            }
            _ => return None,
        };
        let has_pattern = match near.split_once(':') {
            // The AWS SDK starts no jobs.
            Some(("aws-sdk", _)) => !pattern.is_sync(),
            Some((service, operation)) => optimized::operation(service, operation)
                .is_some_and(|operation| operation.supports(pattern, "STANDARD")),
            None => false,
        };
        Some(if has_pattern { format!("{near}{}", pattern.suffix()) } else { near })
    }
}

/// An operation without its pattern, which may be misspelt.
fn patterned(operation: &str, pattern: Pattern) -> (&str, Pattern) {
    let Some((operation, suffix)) = operation.split_once('.') else { return (operation, pattern) };
    let suffixes = Pattern::ALL.map(|pattern| pattern.suffix().trim_start_matches('.'));
    let near = nearest(suffix, suffixes);
    let meant =
        Pattern::ALL.into_iter().find(|of| Some(of.suffix().trim_start_matches('.')) == near);
    (operation, meant.unwrap_or(pattern))
}

/// The same operation of the AWS SDK, a like one of the service, or one of a like service.
fn near_optimized(service: &str, operation: &str) -> Option<String> {
    // With a pattern that is none.
    let same = || {
        Some(format!("{service}:{operation}"))
            .filter(|_| optimized::operation(service, operation).is_some())
    };
    let of_sdk = || offered(sdk::service(service)?, operation);
    let of = |name: &str| {
        let operation = nearest(operation, optimized::service(name)?.operations.keys())?;
        Some(format!("{name}:{operation}"))
    };
    same()
        .or_else(of_sdk)
        .or_else(|| of(service))
        .or_else(|| of(behind(service, operation)?))
        .or_else(|| of(optimized::near_service(service)?))
        .or_else(|| near_sdk(service, operation))
}

fn near_sdk(service: &str, operation: &str) -> Option<String> {
    let known = sdk::service(service).or_else(|| sdk::near_service(service))?;
    offered(known, operation).or_else(|| offered(known, known.near_operation(operation)?))
}

/// The operation of the AWS SDK, if Step Functions offers it.
fn offered(service: sdk::Service, operation: &str) -> Option<String> {
    let known = service.operation(operation)?;
    let is_offered = known.confidence() != sdk::Confidence::Unsupported;
    is_offered.then(|| format!("aws-sdk:{}:{}", service.name(), known.name()))
}

/// The optimized service whose operation calls this service: `elasticmapreduce` is `emr` elsewhere.
fn behind(service: &str, operation: &str) -> Option<&'static str> {
    optimized::services().find(|name| {
        let of_operation = optimized::operation(name, operation);
        of_operation.and_then(optimized::Operation::api_service) == Some(service)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant_exists() {
        for (wrong, meant) in [
            ("dynamodb:query", Some("aws-sdk:dynamodb:query")),
            ("sqs:sendMassage", Some("sqs:sendMessage")),
            ("sqss:sendmessage", Some("sqs:sendMessage")),
            ("emr:createCluster", Some("elasticmapreduce:createCluster")),
            ("s3:putObjects", Some("aws-sdk:s3:putObject")),
            ("aws-sdk:s3:PutObject", Some("aws-sdk:s3:putObject")),
            ("aws-sdk:logs:putLogEvent", Some("aws-sdk:cloudwatchlogs:putLogEvents")),
            ("gleu:startJobRun.sync", Some("glue:startJobRun.sync")),
            ("glue:startJobRun.synk", Some("glue:startJobRun.sync")),
            ("sqs:sendMassage.sync", Some("sqs:sendMessage")),
            (
                "aws-sdk:sqs:sendMassage.waitForTaskToken",
                Some("aws-sdk:sqs:sendMessage.waitForTaskToken"),
            ),
            ("nothing:like", None),
            ("sqs:nothingOfTheKind", None),
        ] {
            let resource = format!("arn:aws:states:::{wrong}");
            let near = Resource::parse(&resource).near();
            assert_eq!(near.as_deref(), meant, "{wrong}");
        }
    }
}
