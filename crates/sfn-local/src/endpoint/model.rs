//! The operations' input shapes, as the API model `stepfunctions/2016-11-23` states them.

use super::shape::{Member, Pattern, Shape, Text};

/// Any text.
const TEXT: Text =
    Text { min: 0, max: usize::MAX, in_bytes: false, sensitive: false, values: &[], pattern: None };

const fn sized(min: usize, max: usize) -> Shape {
    Shape::Text(Text { min, max, ..TEXT })
}

const fn sensitive(min: usize, max: usize) -> Shape {
    Shape::Text(Text { min, max, sensitive: true, ..TEXT })
}

const fn matching(min: usize, max: usize, pattern: Pattern) -> Shape {
    Shape::Text(Text { min, max, pattern: Some(pattern), ..TEXT })
}

const fn one_of(values: &'static [&'static str]) -> Shape {
    Shape::Text(Text { values, ..TEXT })
}

const fn must(name: &'static str, shape: Shape) -> Member {
    Member { name, required: true, shape }
}

const fn may(name: &'static str, shape: Shape) -> Member {
    Member { name, required: false, shape }
}

const fn arn() -> Shape {
    sized(1, 256)
}

const fn name() -> Shape {
    sized(1, 80)
}

const fn token(max: usize) -> Shape {
    sized(1, max)
}

const fn max_results(max: i64) -> Shape {
    Shape::Integer { min: 0, max }
}

const fn definition() -> Shape {
    sensitive(1, 1_048_576)
}

/// "Length constraints apply to the payload size, and are expressed as bytes in UTF-8 encoding."
const fn data() -> Shape {
    Shape::Text(Text { max: 262_144, in_bytes: true, sensitive: true, ..TEXT })
}

const fn trace_header() -> Shape {
    matching(0, 256, Pattern { text: r"\p{ASCII}*", matches: str::is_ascii })
}

const fn client_token() -> Shape {
    matching(1, 64, Pattern { text: "[!-~]+", matches: is_client_token })
}

fn is_client_token(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_graphic())
}

const fn included_data() -> Shape {
    one_of(&["ALL_DATA", "METADATA_ONLY"])
}

const fn workflow_type() -> Shape {
    one_of(&["STANDARD", "EXPRESS"])
}

const fn description() -> Shape {
    sensitive(0, 256)
}

fn is_alias_name(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b))
        && text.bytes().any(|b| !b.is_ascii_digit())
}

const fn alias_name() -> Shape {
    matching(
        1,
        80,
        Pattern { text: r"^(?=.*[a-zA-Z_\-\.])[a-zA-Z0-9_\-\.]+$", matches: is_alias_name },
    )
}

static TAG: Shape = Shape::Structure {
    name: "Tag",
    members: &[may("key", sized(1, 128)), may("value", sized(0, 256))],
};

const fn tags() -> Shape {
    Shape::List { of: &TAG, min: 0, max: usize::MAX }
}

static TAG_KEY: Shape = sized(1, 128);

static ROUTE: Shape = Shape::Structure {
    name: "RoutingConfigurationListItem",
    members: &[
        must("stateMachineVersionArn", arn()),
        must("weight", Shape::Integer { min: 0, max: 100 }),
    ],
};

const fn routing() -> Shape {
    Shape::List { of: &ROUTE, min: 1, max: 2 }
}

static LOG_DESTINATION: Shape = Shape::Structure {
    name: "LogDestination",
    members: &[may(
        "cloudWatchLogsLogGroup",
        Shape::Structure { name: "CloudWatchLogsLogGroup", members: &[may("logGroupArn", arn())] },
    )],
};

static LOGGING: &[Member] = &[
    may("level", one_of(&["ALL", "ERROR", "FATAL", "OFF"])),
    may("includeExecutionData", Shape::Boolean),
    may("destinations", Shape::List { of: &LOG_DESTINATION, min: 0, max: usize::MAX }),
];

const fn logging() -> Shape {
    Shape::Structure { name: "LoggingConfiguration", members: LOGGING }
}

static TRACING: &[Member] = &[may("enabled", Shape::Boolean)];

const fn tracing() -> Shape {
    Shape::Structure { name: "TracingConfiguration", members: TRACING }
}

static ENCRYPTION: &[Member] = &[
    may("kmsKeyId", sized(1, 2048)),
    may("kmsDataKeyReusePeriodSeconds", Shape::Integer { min: 60, max: 900 }),
    must("type", one_of(&["AWS_OWNED_KEY", "CUSTOMER_MANAGED_KMS_KEY"])),
];

const fn encryption() -> Shape {
    Shape::Structure { name: "EncryptionConfiguration", members: ENCRYPTION }
}

pub(super) static CREATE_STATE_MACHINE: &[Member] = &[
    must("name", name()),
    must("definition", definition()),
    must("roleArn", arn()),
    may("type", workflow_type()),
    may("loggingConfiguration", logging()),
    may("tags", tags()),
    may("tracingConfiguration", tracing()),
    may("publish", Shape::Boolean),
    may("versionDescription", description()),
    may("encryptionConfiguration", encryption()),
];

pub(super) static CREATE_ACTIVITY: &[Member] =
    &[must("name", name()), may("tags", tags()), may("encryptionConfiguration", encryption())];

pub(super) static ONE_ACTIVITY: &[Member] = &[must("activityArn", arn())];

pub(super) static GET_ACTIVITY_TASK: &[Member] =
    &[must("activityArn", arn()), may("workerName", name())];

pub(super) static UPDATE_STATE_MACHINE: &[Member] = &[
    must("stateMachineArn", arn()),
    may("definition", definition()),
    may("roleArn", arn()),
    may("loggingConfiguration", logging()),
    may("tracingConfiguration", tracing()),
    may("publish", Shape::Boolean),
    may("versionDescription", description()),
    may("encryptionConfiguration", encryption()),
];

pub(super) static DESCRIBE_STATE_MACHINE: &[Member] =
    &[must("stateMachineArn", arn()), may("includedData", included_data())];

pub(super) static DELETE_STATE_MACHINE: &[Member] = &[must("stateMachineArn", arn())];

pub(super) static LIST_STATE_MACHINES: &[Member] =
    &[may("maxResults", max_results(1000)), may("nextToken", token(1024))];

pub(super) static PUBLISH_VERSION: &[Member] = &[
    must("stateMachineArn", arn()),
    may("revisionId", sized(0, usize::MAX)),
    may("description", description()),
];

pub(super) static LIST_OF_MACHINE: &[Member] = &[
    must("stateMachineArn", arn()),
    may("nextToken", token(1024)),
    may("maxResults", max_results(1000)),
];

pub(super) static DELETE_VERSION: &[Member] = &[must("stateMachineVersionArn", sized(1, 2000))];

pub(super) static CREATE_ALIAS: &[Member] = &[
    may("description", description()),
    must("name", alias_name()),
    must("routingConfiguration", routing()),
];

pub(super) static UPDATE_ALIAS: &[Member] = &[
    must("stateMachineAliasArn", arn()),
    may("description", description()),
    may("routingConfiguration", routing()),
];

pub(super) static ONE_ALIAS: &[Member] = &[must("stateMachineAliasArn", arn())];

pub(super) static START_EXECUTION: &[Member] = &[
    must("stateMachineArn", arn()),
    may("name", name()),
    may("input", data()),
    may("traceHeader", trace_header()),
];

pub(super) static START_SYNC_EXECUTION: &[Member] = &[
    must("stateMachineArn", arn()),
    may("name", name()),
    may("input", data()),
    may("traceHeader", trace_header()),
    may("includedData", included_data()),
];

pub(super) static DESCRIBE_EXECUTION: &[Member] =
    &[must("executionArn", arn()), may("includedData", included_data())];

pub(super) static STOP_EXECUTION: &[Member] = &[
    must("executionArn", arn()),
    may("error", sensitive(0, 256)),
    may("cause", sensitive(0, 32_768)),
];

pub(super) static REDRIVE_EXECUTION: &[Member] =
    &[must("executionArn", arn()), may("clientToken", client_token())];

pub(super) static LIST_EXECUTIONS: &[Member] = &[
    may("stateMachineArn", arn()),
    // The order of the recorded text.
    may(
        "statusFilter",
        one_of(&["SUCCEEDED", "TIMED_OUT", "PENDING_REDRIVE", "ABORTED", "FAILED", "RUNNING"]),
    ),
    may("maxResults", max_results(1000)),
    may("nextToken", token(3096)),
    may("mapRunArn", map_run_arn()),
    may("redriveFilter", one_of(&["REDRIVEN", "NOT_REDRIVEN"])),
];

const fn map_run_arn() -> Shape {
    sized(1, 2000)
}

pub(super) static DESCRIBE_MAP_RUN: &[Member] = &[must("mapRunArn", map_run_arn())];

pub(super) static LIST_MAP_RUNS: &[Member] = &[
    must("executionArn", arn()),
    may("maxResults", max_results(1000)),
    may("nextToken", token(1024)),
];

pub(super) static UPDATE_MAP_RUN: &[Member] = &[
    must("mapRunArn", map_run_arn()),
    may("maxConcurrency", Shape::Integer { min: 0, max: i64::MAX }),
    may("toleratedFailurePercentage", Shape::Float { min: 0, max: 100 }),
    may("toleratedFailureCount", Shape::Integer { min: 0, max: i64::MAX }),
];

pub(super) static GET_EXECUTION_HISTORY: &[Member] = &[
    must("executionArn", arn()),
    may("maxResults", max_results(1000)),
    may("reverseOrder", Shape::Boolean),
    may("nextToken", token(1024)),
    may("includeExecutionData", Shape::Boolean),
];

pub(super) static SEND_TASK_SUCCESS: &[Member] =
    &[must("taskToken", token(2048)), must("output", data())];

pub(super) static SEND_TASK_FAILURE: &[Member] = &[
    must("taskToken", token(2048)),
    may("error", sensitive(0, 256)),
    may("cause", sensitive(0, 32_768)),
];

pub(super) static SEND_TASK_HEARTBEAT: &[Member] = &[must("taskToken", token(2048))];

pub(super) static VALIDATE_DEFINITION: &[Member] = &[
    must("definition", definition()),
    may("type", workflow_type()),
    may("severity", one_of(&["ERROR", "WARNING"])),
    may("maxResults", max_results(100)),
];

static MOCK: &[Member] = &[
    may("result", data()),
    may(
        "errorOutput",
        Shape::Structure {
            name: "MockErrorOutput",
            members: &[may("error", sensitive(0, 256)), may("cause", sensitive(0, 32_768))],
        },
    ),
    may("fieldValidationMode", one_of(&["STRICT", "PRESENT", "NONE"])),
];

static STATE_CONFIGURATION: &[Member] = &[
    may("retrierRetryCount", Shape::Integer { min: 0, max: i64::MAX }),
    may("errorCausedByState", sensitive(1, 80)),
    may("mapIterationFailureCount", Shape::Integer { min: 0, max: i64::MAX }),
    may("mapItemReaderData", data()),
];

pub(super) static TEST_STATE: &[Member] = &[
    must("definition", definition()),
    may("roleArn", arn()),
    may("input", data()),
    may("inspectionLevel", one_of(&["INFO", "DEBUG", "TRACE"])),
    may("revealSecrets", Shape::Boolean),
    may("variables", data()),
    may("stateName", sensitive(1, 80)),
    may("mock", Shape::Structure { name: "MockInput", members: MOCK }),
    may("context", data()),
    may(
        "stateConfiguration",
        Shape::Structure { name: "TestStateConfiguration", members: STATE_CONFIGURATION },
    ),
];

pub(super) static TAG_RESOURCE: &[Member] = &[must("resourceArn", arn()), must("tags", tags())];

pub(super) static UNTAG_RESOURCE: &[Member] = &[
    must("resourceArn", arn()),
    must("tagKeys", Shape::List { of: &TAG_KEY, min: 0, max: usize::MAX }),
];

pub(super) static LIST_TAGS: &[Member] = &[must("resourceArn", arn())];

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{super::shape::check, *};

    #[expect(clippy::needless_pass_by_value, reason = "reads better where it is called")]
    fn refusal(members: &[Member], input: serde_json::Value) -> String {
        check(members, &input).unwrap_err().to_string()
    }

    #[test]
    fn violations_are_worded_and_counted_as_aws_does() {
        assert_eq!(
            refusal(LIST_STATE_MACHINES, json!({ "maxResults": 1001 })),
            "ValidationException: 1 validation error detected: Value '1001' at 'maxResults' failed to satisfy \
             constraint: Member must have value less than or equal to 1000"
        );
        assert_eq!(
            refusal(CREATE_STATE_MACHINE, json!({ "name": "", "roleArn": null })),
            "ValidationException: 3 validation errors detected: Value '' at 'name' failed to satisfy constraint: \
             Member must have length greater than or equal to 1; Value at 'definition' failed to satisfy \
             constraint: Member must not be null; Value at 'roleArn' failed to satisfy constraint: Member must \
             not be null"
        );
        assert_eq!(
            refusal(
                CREATE_ALIAS,
                json!({ "name": "a", "routingConfiguration": [{ "stateMachineVersionArn": "v", "weight": 101 }] })
            ),
            "ValidationException: 1 validation error detected: Value '101' at \
             'routingConfiguration.1.member.weight' failed to satisfy constraint: Member must have value less \
             than or equal to 100"
        );
    }

    #[test]
    fn a_definition_is_not_repeated_in_the_message() {
        let message = refusal(VALIDATE_DEFINITION, json!({ "definition": "" }));
        assert!(message.contains("Value at 'definition' failed"), "{message}");
    }

    #[test]
    fn a_wrong_type_comes_before_every_constraint() {
        assert_eq!(
            refusal(LIST_STATE_MACHINES, json!({ "nextToken": "", "maxResults": "1" })),
            "SerializationException: STRING_VALUE can not be converted to an Integer"
        );
        assert_eq!(
            refusal(TAG_RESOURCE, json!({ "tags": [{ "key": 1 }] })),
            "SerializationException: NUMBER_VALUE can not be converted to a String"
        );
    }

    #[test]
    fn alias_names_are_not_all_digits() {
        assert!(is_alias_name("v1.2_x-y"));
        for wrong in ["123", "A B", "ALIAS@", "", "é"] {
            assert!(!is_alias_name(wrong), "{wrong}");
        }
    }
}
