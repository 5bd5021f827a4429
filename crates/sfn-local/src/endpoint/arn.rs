//! ARNs of the service: taken apart with AWS's refusals, put together for answers.

use super::error::ApiError;

/// What an ARN of `states` names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Resource<'a> {
    /// `stateMachine:<name>`.
    StateMachine { name: &'a str },
    /// `stateMachine:<name>:<number>`.
    Version { name: &'a str, number: u64 },
    /// `stateMachine:<name>:<alias>`.
    Alias { name: &'a str, alias: &'a str },
    /// `stateMachine:<name>/<label>`: a distributed Map.
    Labelled,
    /// `execution:<machine>:<name>`.
    Execution,
    /// `express:<machine>:<name>:<id>`.
    Express,
    /// `mapRun:<machine>/<label>:<id>`.
    MapRun,
    /// `activity:<name>`.
    Activity { name: &'a str },
    /// Anything else, by its type.
    Other(&'a str),
}

impl<'a> Resource<'a> {
    /// Takes `arn` apart.
    pub(super) fn parse(arn: &'a str) -> Result<Self, ApiError> {
        if !arn.starts_with("arn:") {
            return Err(ApiError::invalid_arn(format_args!("Invalid ARN prefix: {arn}")));
        }
        let parts: Vec<&str> = arn.splitn(6, ':').collect();
        let [_, _, service, _, _, resource] = parts.as_slice() else {
            return Err(ApiError::invalid_arn(format_args!("Invalid ARN: {arn}")));
        };
        if *service != "states" {
            return Err(ApiError::invalid_arn(format_args!("Invalid service in ARN: {service}")));
        }
        let (kind, rest) = resource.split_once(':').unwrap_or((resource, ""));
        Ok(match kind {
            "stateMachine" => Self::state_machine(rest),
            "execution" => Self::Execution,
            "express" => Self::Express,
            "mapRun" => Self::MapRun,
            "activity" => Self::Activity { name: rest },
            other => Self::Other(other),
        })
    }

    fn state_machine(rest: &'a str) -> Self {
        if rest.contains('/') {
            return Self::Labelled;
        }
        match rest.split_once(':') {
            None => Self::StateMachine { name: rest },
            Some((name, qualifier)) => match qualifier.parse() {
                // One spelling a version, so that ARNs can be compared as texts.
                Ok(number) if u64::to_string(&number) == qualifier => {
                    Self::Version { name, number }
                }
                _ => Self::Alias { name, alias: qualifier },
            },
        }
    }

    fn kind(&self) -> &'a str {
        match self {
            Self::StateMachine { .. }
            | Self::Version { .. }
            | Self::Alias { .. }
            | Self::Labelled => "stateMachine",
            Self::Execution => "execution",
            Self::Express => "express",
            Self::MapRun => "mapRun",
            Self::Activity { .. } => "activity",
            Self::Other(kind) => kind,
        }
    }

    /// The error for an ARN of a type that the operation does not take.
    pub(super) fn refused(&self) -> ApiError {
        if *self == Self::Labelled {
            let message = "this operation does not take the ARN of a distributed Map state";
            return ApiError::validation(message).because("API_DOES_NOT_SUPPORT_LABELED_ARNS");
        }
        ApiError::invalid_arn(format_args!(
            "Resource type not valid in this context: {}",
            self.kind()
        ))
    }
}

/// Refuses what is not the ARN of a role. Whether the role is there is not checked, as little as its policies are.
pub(super) fn check_role(arn: &str) -> Result<(), ApiError> {
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    let is_role = match parts.as_slice() {
        ["arn", partition, "iam", "", account, resource] => {
            partition.starts_with("aws")
                && account.len() == 12
                && account.bytes().all(|digit| digit.is_ascii_digit())
                && resource.strip_prefix("role/").is_some_and(|name| !name.is_empty())
        }
        _ => false,
    };
    if is_role { Ok(()) } else { Err(ApiError::invalid_role(arn)) }
}

/// Where this service says it is: the parts that all its ARNs share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Scope {
    pub(super) partition: String,
    pub(super) region: String,
    pub(super) account: String,
}

impl Scope {
    fn arn(&self, resource: std::fmt::Arguments<'_>) -> String {
        format!("arn:{}:states:{}:{}:{resource}", self.partition, self.region, self.account)
    }

    /// What all ARNs begin with.
    pub(super) fn root(&self) -> String {
        self.arn(format_args!(""))
    }

    pub(super) fn state_machine(&self, name: &str) -> String {
        self.arn(format_args!("stateMachine:{name}"))
    }

    pub(super) fn qualified(&self, name: &str, qualifier: impl std::fmt::Display) -> String {
        self.arn(format_args!("stateMachine:{name}:{qualifier}"))
    }

    pub(super) fn activity(&self, name: &str) -> String {
        self.arn(format_args!("activity:{name}"))
    }

    pub(super) fn execution(&self, machine: &str, name: &str) -> String {
        self.arn(format_args!("execution:{machine}:{name}"))
    }

    pub(super) fn express(&self, machine: &str, name: &str, id: &str) -> String {
        self.arn(format_args!("express:{machine}:{name}:{id}"))
    }

    /// What the execution of a `TestState` is called.
    pub(super) fn tested(&self, machine: &str, name: &str) -> String {
        self.arn(format_args!("express:{machine}:{name}"))
    }

    /// Whether `arn` lies in this partition, region and account.
    pub(super) fn covers(&self, arn: &str) -> bool {
        let mut parts = arn.split(':').skip(1);
        parts.next() == Some(&self.partition)
            && parts.nth(1) == Some(&self.region)
            && parts.next() == Some(&self.account)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_qualifier_of_digits_is_a_version() {
        let arn = |rest: &str| format!("arn:aws:states:us-east-1:000000000000:{rest}");
        let parsed = |text: &str| Resource::parse(text).map(|r| format!("{r:?}"));
        assert_eq!(parsed(&arn("stateMachine:a")).unwrap(), r#"StateMachine { name: "a" }"#);
        assert_eq!(
            parsed(&arn("stateMachine:a:12")).unwrap(),
            r#"Version { name: "a", number: 12 }"#
        );
        assert_eq!(
            parsed(&arn("stateMachine:a:live")).unwrap(),
            r#"Alias { name: "a", alias: "live" }"#
        );
        assert_eq!(
            parsed(&arn("stateMachine:a:+1")).unwrap(),
            r#"Alias { name: "a", alias: "+1" }"#
        );
        assert_eq!(parsed(&arn("stateMachine:a/map")).unwrap(), "Labelled");
        assert_eq!(parsed(&arn("execution:a:b")).unwrap(), "Execution");
    }

    #[test]
    fn what_is_no_arn_is_refused_as_aws_does() {
        let message = |text: &str| Resource::parse(text).unwrap_err().message;
        assert_eq!(
            message("not_a_valid_arn"),
            "Invalid Arn: 'Invalid ARN prefix: not_a_valid_arn'"
        );
        assert!(message("arn:aws").starts_with("Invalid Arn: "));
        assert!(message("arn:aws:s3:us-east-1:1:stateMachine:a").starts_with("Invalid Arn: "));
    }
}
