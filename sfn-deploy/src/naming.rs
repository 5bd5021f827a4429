//! The names and ARNs of what is deployed, all derived from the workflow's name and the target.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// The account and region that a deployment goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) partition: String,
    pub(crate) region: String,
    pub(crate) account: String,
}

impl Target {
    /// From the caller's ARN; the region says the partition where that ARN does not.
    pub(crate) fn new(region: &str, account: &str, caller_arn: &str) -> Self {
        let partition = match caller_arn.split(':').nth(1) {
            Some(partition) if partition.starts_with("aws") => partition,
            _ if region.starts_with("cn-") => "aws-cn",
            _ if region.starts_with("us-gov-") => "aws-us-gov",
            _ if region.starts_with("eusc-") => "aws-eusc",
            _ => "aws",
        };
        Self {
            partition: partition.to_owned(),
            region: region.to_owned(),
            account: account.to_owned(),
        }
    }

    pub(crate) fn machine_arn(&self, name: &str) -> String {
        let Self { partition, region, account } = self;
        format!("arn:{partition}:states:{region}:{account}:stateMachine:{name}")
    }

    pub(crate) fn role_arn(&self, role: &str) -> String {
        let Self { partition, account, .. } = self;
        format!("arn:{partition}:iam::{account}:role/{role}")
    }
}

/// A role name's limit, from the IAM quotas page.
const ROLE_NAME_MAX: usize = 64;

/// The role of a workflow: named after it and after the region, since roles are global and state machines are not.
///
/// What IAM does not take is replaced, what is too long is cut; a hash then keeps such names apart.
pub(crate) fn role_name(machine: &str, region: &str) -> String {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || "_+=,.@-".contains(c);
    let plain: String = machine.chars().map(|c| if is_allowed(c) { c } else { '_' }).collect();
    let name = format!("{plain}-{region}");
    if plain == machine && name.len() <= ROLE_NAME_MAX {
        return name;
    }
    let mark = hex_hash(machine, 4);
    let room = ROLE_NAME_MAX.saturating_sub(region.len() + mark.len() + 2);
    let stem: String = plain.chars().take(room).collect();
    format!("{stem}-{mark}-{region}")
}

/// The first bytes of a text's SHA-256, in hexadecimal digits.
pub(crate) fn hex_hash(text: &str, bytes: usize) -> String {
    let mut digits = String::with_capacity(2 * bytes);
    for byte in Sha256::digest(text).iter().take(bytes) {
        // Writing to a string does not fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn role_names_fit_and_stay_apart() {
        assert_eq!(role_name("order-fulfilment", "eu-central-1"), "order-fulfilment-eu-central-1");
        let (a, b) = ("x".repeat(79) + "a", "x".repeat(79) + "b");
        assert_eq!(role_name(&a, "eu-central-1").len(), ROLE_NAME_MAX);
        assert_ne!(role_name(&a, "eu-central-1"), role_name(&b, "eu-central-1"));
        let umlaut = role_name("prüfung", "eu-central-1");
        assert!(umlaut.starts_with("pr_fung-") && umlaut.is_ascii(), "{umlaut}");
    }

    #[test]
    fn the_partition_comes_from_the_caller() {
        let partition = |region, arn| Target::new(region, "1", arn).partition;
        assert_eq!(
            partition("us-gov-west-1", "arn:aws-us-gov:sts::1:assumed-role/a/b"),
            "aws-us-gov"
        );
        assert_eq!(partition("eusc-de-east-1", "arn:aws-eusc:iam::1:user/a"), "aws-eusc");
        assert_eq!(partition("cn-north-1", ""), "aws-cn");
        assert_eq!(partition("eu-central-1", ""), "aws");
    }
}
