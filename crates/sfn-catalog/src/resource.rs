//! What the `Resource` of a Task names.

use std::fmt;

/// How Step Functions waits for what it calls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pattern {
    /// For the response to the request.
    #[default]
    RequestResponse,
    /// `.sync`: for the end of the job.
    Sync,
    /// `.sync:2`: for the end of the execution, whose output is JSON.
    Sync2,
    /// `.waitForTaskToken`: for a callback.
    WaitForTaskToken,
}

impl Pattern {
    /// All patterns.
    pub const ALL: [Self; 4] =
        [Self::RequestResponse, Self::Sync, Self::Sync2, Self::WaitForTaskToken];

    /// What stands after the operation in `Resource`.
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::RequestResponse => "",
            Self::Sync => ".sync",
            Self::Sync2 => ".sync:2",
            Self::WaitForTaskToken => ".waitForTaskToken",
        }
    }

    /// Whether Step Functions waits for the end of a job.
    pub const fn is_sync(self) -> bool {
        matches!(self, Self::Sync | Self::Sync2)
    }

    /// The key under which the tables list it.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::RequestResponse => "request_response",
            Self::Sync => "sync",
            Self::Sync2 => "sync:2",
            Self::WaitForTaskToken => "waitForTaskToken",
        }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::RequestResponse => "request response",
            _ => self.suffix().trim_start_matches('.'),
        })
    }
}

/// What the `Resource` of a Task names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resource<'a> {
    /// `arn:aws:states:::service:operation`
    Optimized {
        /// The service, such as `lambda`.
        service: &'a str,
        /// The operation, such as `invoke`.
        operation: &'a str,
        /// The pattern.
        pattern: Pattern,
    },
    /// `arn:aws:states:::aws-sdk:service:operation`
    Sdk {
        /// The service, such as `cloudwatchlogs`.
        service: &'a str,
        /// The operation, such as `putLogEvents`.
        operation: &'a str,
        /// The pattern.
        pattern: Pattern,
    },
    /// The ARN of a Lambda function.
    LambdaFunction,
    /// The ARN of an activity.
    Activity,
    /// `${Placeholder}`, whose value stands there at deployment.
    Placeholder,
    /// Nothing that Step Functions knows.
    Unknown,
}

impl<'a> Resource<'a> {
    /// Reads a `Resource`. The partition, region and account may be placeholders.
    pub fn parse(resource: &'a str) -> Self {
        let Some(rest) = resource.strip_prefix("arn:") else {
            return if is_placeholder(resource) { Self::Placeholder } else { Self::Unknown };
        };
        let mut fields = Fields(rest);
        let (Some(_partition), Some(service), Some(region), Some(account)) =
            (fields.next(), fields.next(), fields.next(), fields.next())
        else {
            return Self::Unknown;
        };
        let name = fields.0;
        match service {
            "lambda" if name.starts_with("function:") || is_placeholder(name) => {
                Self::LambdaFunction
            }
            "states" if name.starts_with("activity:") => Self::Activity,
            // Published workflows also write a region and an account here.
            "states" if region.is_empty() == account.is_empty() => {
                integration(name).unwrap_or(Self::Unknown)
            }
            _ => Self::Unknown,
        }
    }
}

/// `service:operation[.pattern]`, `aws-sdk:service:operation[.pattern]`
fn integration(name: &str) -> Option<Resource<'_>> {
    let (name, pattern) = [Pattern::Sync2, Pattern::Sync, Pattern::WaitForTaskToken]
        .into_iter()
        .find_map(|pattern| Some((name.strip_suffix(pattern.suffix())?, pattern)))
        .unwrap_or((name, Pattern::RequestResponse));
    let (service, operation) = name.split_once(':')?;
    Some(if service == "aws-sdk" {
        let (service, operation) = operation.split_once(':')?;
        Resource::Sdk { service, operation, pattern }
    } else {
        Resource::Optimized { service, operation, pattern }
    })
}

/// Whether the whole text is one `${Placeholder}`.
pub fn is_placeholder(text: &str) -> bool {
    text.strip_prefix("${")
        .and_then(|rest| rest.strip_suffix('}'))
        .is_some_and(|name| !name.contains(['{', '}']))
}

/// The fields of an ARN; a colon inside `${…}` does not end a field.
#[derive(Clone, Debug)]
pub struct Fields<'a>(
    /// What is left.
    pub &'a str,
);

impl<'a> Iterator for Fields<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let mut inside = false;
        let mut before = ' ';
        let (end, _) = self.0.char_indices().find(|&(_, c)| {
            match c {
                '{' if before == '$' => inside = true,
                '}' => inside = false,
                ':' if !inside => return true,
                _ => {}
            }
            before = c;
            false
        })?;
        let (field, rest) = self.0.split_at(end);
        self.0 = rest.get(1..).unwrap_or_default();
        Some(field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resources_are_told_apart() {
        let of = Resource::parse;
        let optimized =
            |service, operation, pattern| Resource::Optimized { service, operation, pattern };
        assert_eq!(
            of("arn:aws:states:::sqs:sendMessage"),
            optimized("sqs", "sendMessage", Pattern::RequestResponse)
        );
        assert_eq!(
            of("arn:${AWS::Partition}:states:::states:startExecution.sync:2"),
            optimized("states", "startExecution", Pattern::Sync2)
        );
        assert_eq!(
            of("arn:aws:states:::aws-sdk:sfn:startExecution.waitForTaskToken"),
            Resource::Sdk {
                service: "sfn",
                operation: "startExecution",
                pattern: Pattern::WaitForTaskToken
            }
        );
        assert_eq!(
            of("arn:aws:lambda:us-east-1:123456789012:function:f:live"),
            Resource::LambdaFunction
        );
        assert_eq!(of("arn:aws:states:us-east-1:123456789012:activity:a"), Resource::Activity);
        assert_eq!(of("${ChargeFunctionArn}"), Resource::Placeholder);
        for unknown in [
            "",
            "lambda",
            "arn:aws",
            "arn:aws:states:::",
            "arn:aws:states:::lambda",
            "arn:aws:s3:::bucket",
        ] {
            assert_eq!(of(unknown), Resource::Unknown, "{unknown}");
        }
    }
}
