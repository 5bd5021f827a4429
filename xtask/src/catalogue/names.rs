//! Names as Step Functions writes them: those of the AWS SDK for Java 2, which calls the services for it.
//!
//! Services and errors follow the rules of its `DefaultNamingStrategy`, members those of the setters of its builders.

/// Words that are taken in Java, as keywords or as methods of each request class.
const TAKEN: &[&str] = &[
    "abstract",
    "assert",
    "boolean",
    "break",
    "byte",
    "case",
    "catch",
    "char",
    "class",
    "const",
    "continue",
    "default",
    "do",
    "double",
    "else",
    "enum",
    "extends",
    "false",
    "final",
    "finally",
    "float",
    "for",
    "goto",
    "if",
    "implements",
    "import",
    "instanceof",
    "int",
    "interface",
    "long",
    "native",
    "new",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "short",
    "static",
    "strictfp",
    "super",
    "switch",
    "synchronized",
    "this",
    "throw",
    "throws",
    "transient",
    "true",
    "try",
    "void",
    "volatile",
    "while",
];
const METHODS: &[&str] = &[
    "equals",
    "finalize",
    "getClass",
    "hashCode",
    "notify",
    "notifyAll",
    "toString",
    "wait",
    "builder",
    "sdkFields",
    "toBuilder",
    "overrideConfiguration",
    "sdkHttpResponse",
];
/// Members that the SDK renames: service in botocore, shape, member, new name.
const RENAMED: &[(&str, &str, &str, &str)] = &[
    ("cloudformation", "ListStacksInput", "StackStatusFilter", "stackStatusFilters"),
    ("dynamodb", "AttributeValue", "NULL", "NUL"),
    ("dynamodbstreams", "AttributeValue", "NULL", "NUL"),
    ("ec2", "FpgaImage", "Public", "isPublic"),
    ("ec2", "Image", "Public", "PublicLaunchPermissions"),
    ("sns", "AddPermissionInput", "AWSAccountId", "AWSAccountIds"),
    ("sns", "AddPermissionInput", "ActionName", "ActionNames"),
];
/// Texts that the SDK adds: service in botocore, shape, members.
const ADDED: &[(&str, &str, &[&str])] = &[
    ("docdb", "CopyDBClusterSnapshotMessage", &["SourceRegion"]),
    ("docdb", "CreateDBClusterMessage", &["SourceRegion"]),
    ("rds", "CopyDBClusterSnapshotMessage", &["SourceRegion"]),
    ("rds", "CopyDBSnapshotMessage", &["SourceRegion"]),
    ("rds", "CreateDBClusterMessage", &["SourceRegion"]),
    ("rds", "CreateDBInstanceReadReplicaMessage", &["SourceRegion"]),
    ("rds", "StartDBInstanceAutomatedBackupsReplicationMessage", &["SourceRegion"]),
    ("s3", "CopyObjectRequest", &["SourceBucket", "SourceKey", "SourceVersionId"]),
    ("s3", "UploadPartCopyRequest", &["SourceBucket", "SourceKey", "SourceVersionId"]),
];
/// Errors that the SDK renames: service in botocore, shape, new name.
const RENAMED_ERRORS: &[(&str, &str, &str)] = &[
    ("elb", "AccessPointNotFoundException", "LoadBalancerNotFoundException"),
    ("elb", "DuplicateAccessPointNameException", "DuplicateLoadBalancerNameException"),
    ("elb", "InvalidEndPointException", "InvalidInstanceException"),
    ("elb", "TooManyAccessPointsException", "TooManyLoadBalancersException"),
];
/// Members that the SDK leaves out: service in botocore, member.
const LEFT_OUT: &[(&str, &str)] = &[("ec2", "DryRun")];

/// `CloudWatch Logs` → `CloudWatchLogs`: what the service's errors start with; in lower case, its name.
pub(crate) fn service(service_id: &str) -> String {
    let name = pascal_case(service_id);
    let name = name.strip_prefix("Amazon").unwrap_or(&name);
    let name = name.strip_prefix("Aws").unwrap_or(name);
    name.strip_suffix("Service").unwrap_or(name).to_owned()
}

/// `DetectDocumentText` → `detectDocumentText`.
pub(crate) fn operation(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(chars).collect()
}

/// `DBInstanceNotFoundFault` → `DbInstanceNotFoundException`.
pub(crate) fn error(service: &str, shape: &str) -> String {
    let renamed = RENAMED_ERRORS.iter().find(|(of, from, _)| (*of, *from) == (service, shape));
    let shape = renamed.map_or(shape, |(.., to)| to);
    let shape =
        shape.strip_suffix("Fault").or_else(|| shape.strip_suffix("Exception")).unwrap_or(shape);
    format!("{}Exception", pascal_case(shape))
}

/// `DBInstanceIdentifier` → `DbInstanceIdentifier`; `None` if the SDK leaves the member out.
pub(crate) fn member(service: &str, shape: &str, name: &str) -> Option<String> {
    if LEFT_OUT.contains(&(service, name)) {
        return None;
    }
    let renamed =
        RENAMED.iter().find(|(of, on, from, _)| (*of, *on, *from) == (service, shape, name));
    let mut name = uncapitalized(renamed.map_or(name, |(.., to)| to));
    if TAKEN.contains(&name.to_lowercase().as_str()) || METHODS.contains(&name.as_str()) {
        name.push_str("Value");
    }
    let mut chars = name.chars();
    Some(chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect())
}

/// The texts that the SDK adds to a structure.
pub(crate) fn added(service: &str, shape: &str) -> &'static [&'static str] {
    let found = ADDED.iter().find(|(of, on, _)| (*of, *on) == (service, shape));
    found.map_or(&[], |(.., members)| members)
}

/// Lowers the capitals at the start, but not the last of several before a small letter: `ARN` → `arn`,
/// `DBInstance` → `dbInstance`.
fn uncapitalized(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let upper = |at: usize| chars.get(at).is_some_and(char::is_ascii_uppercase);
    let lower = |at: usize| chars.get(at).is_some_and(char::is_ascii_lowercase);
    let end = (1..chars.len()).find(|&at| !upper(at) || lower(at + 1)).unwrap_or(chars.len());
    chars
        .iter()
        .enumerate()
        .map(|(at, c)| if at < end { c.to_ascii_lowercase() } else { *c })
        .collect()
}

/// `ACM PCA` → `AcmPca`.
fn pascal_case(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let mut out = String::new();
    for (at, c) in chars.iter().enumerate() {
        if starts_word(&chars, at) {
            out.push(c.to_ascii_uppercase());
        } else if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        }
    }
    out
}

/// Whether a word starts here: after a sign, where small letters become capitals, at the last capital before a small
/// letter, after a digit, and at the `v` of a version.
fn starts_word(chars: &[char], at: usize) -> bool {
    let is = |at: Option<usize>, test: fn(&char) -> bool| {
        at.and_then(|at| chars.get(at)).is_some_and(test)
    };
    let (before, here, after) = (at.checked_sub(1), Some(at), Some(at + 1));
    if !is(here, char::is_ascii_alphanumeric) {
        return false;
    }
    if !is(before, char::is_ascii_alphanumeric) || is_version(chars, at) {
        return true;
    }
    if is(before, char::is_ascii_digit) && is(here, char::is_ascii_alphabetic) {
        return true;
    }
    is(here, char::is_ascii_uppercase)
        && ((is(before, char::is_ascii_lowercase) && is(after, char::is_ascii_alphanumeric))
            || (is(before, char::is_ascii_uppercase)
                && is(after, char::is_ascii_lowercase)
                && !is_version(chars, at + 1)))
}

/// Whether `v2` stands here after two characters that are no small letters, or `V2` after two that are no capitals.
fn is_version(chars: &[char], at: usize) -> bool {
    let before = |test: fn(&char) -> bool| {
        at >= 2 && chars.get(at - 2..at).is_some_and(|two| !two.iter().any(test))
    };
    let version = match chars.get(at) {
        Some('v') => before(char::is_ascii_lowercase),
        Some('V') => before(char::is_ascii_uppercase),
        _ => false,
    };
    version && chars.get(at + 1).is_some_and(char::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_are_named_as_documented() {
        for (id, name) in [
            ("CloudWatch Logs", "CloudWatchLogs"),
            ("ACM PCA", "AcmPca"),
            ("AIOps", "AiOps"),
            ("SESv2", "SesV2"),
            ("Elastic Load Balancing v2", "ElasticLoadBalancingV2"),
            ("Database Migration Service", "DatabaseMigration"),
            ("WAFV2", "Wafv2"),
            ("SFN", "Sfn"),
        ] {
            assert_eq!(service(id), name);
        }
    }

    #[test]
    fn members_are_named_as_documented() {
        for (name, documented) in [
            ("DBInstanceIdentifier", "DbInstanceIdentifier"),
            ("SSEKMSKeyId", "SsekmsKeyId"),
            ("ARN", "Arn"),
            ("ETag", "ETag"),
            ("SourceDBClusterIdentifier", "SourceDBClusterIdentifier"),
            ("onStatusReason", "OnStatusReason"),
            ("Return", "ReturnValue"),
            ("package", "PackageValue"),
            ("Equals", "EqualsValue"),
            ("S", "S"),
        ] {
            assert_eq!(member("any", "Any", name).as_deref(), Some(documented));
        }
        assert_eq!(member("dynamodb", "AttributeValue", "NULL").as_deref(), Some("Nul"));
        assert_eq!(member("dynamodb", "AttributeValue", "BOOL").as_deref(), Some("Bool"));
        assert_eq!(member("ec2", "RunInstancesRequest", "DryRun"), None);
    }

    #[test]
    fn errors_are_named_as_documented() {
        assert_eq!(error("any", "DBInstanceNotFoundFault"), "DbInstanceNotFoundException");
        assert_eq!(error("any", "NoSuchBucket"), "NoSuchBucketException");
        assert_eq!(error("any", "InternalServerError"), "InternalServerErrorException");
        assert_eq!(error("elb", "AccessPointNotFoundException"), "LoadBalancerNotFoundException");
    }
}
