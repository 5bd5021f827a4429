//! What the reader says about broken texts, and where.

use serde_json::json;
use sfn_asl::{Reading, WorkflowType, read, write};

fn findings(reading: &Reading) -> Vec<String> {
    reading.check(WorkflowType::Standard).iter().map(ToString::to_string).collect()
}

fn in_json(text: &str) -> Vec<String> {
    findings(&read::json(text))
}

fn in_yaml(text: &str) -> Vec<String> {
    findings(&read::yaml(text))
}

#[test]
fn all_findings_come_at_once_and_in_the_order_of_the_text() {
    let text = r#"{
  "Comment": 7,
  "Startat": "A",
  "States": {
    "A": { "Type": "Pas", "Resutl": 1, "Next": "B" },
    "B": {
      "Type": "Choice",
      "Choices": [
        { "Variable": "$.a", "NumericEquals": 1, "StringEquals": "x", "Next": "C" },
        { "Not": { "Variable": "$.b", "IsPresnt": true, "Next": "C" }, "Next": "D" }
      ],
      "End": true
    },
    "C": { "Type": "Task", "Retry": [{ "ErrorEquals": "States.ALL" }, 5], "End": "true" },
    "C": { "Type": "Succeed" }
  }
}"#;
    assert_eq!(
        in_json(text),
        [
            "error[SFN002] root-required: `StartAt` is missing at / (1:1)",
            "error[SFN081] value-type: `Comment` must be a string, but is a number at /Comment (2:14); help: quote it: \
         `\"7\"`",
            "error[SFN003] unknown-field: the field `Startat` does not belong in the definition at /Startat (3:3); help: \
         did you mean `StartAt`?",
            "error[SFN012] bad-type: `Type` cannot be `Pas` at /States/A/Type (5:20); help: did you mean `Pass`?",
            "error[SFN003] unknown-field: the field `Resutl` does not belong in a state at /States/A/Resutl (5:27); help: did \
         you mean `Result`?",
            "hint[SFN060] choice-no-default: where no rule applies, the execution fails at /States/B (6:5); help: add `Default`",
            "error[SFN057] choice-one-operator: a rule has several operators: `NumericEquals`, `StringEquals` at \
         /States/B/Choices[0] (9:9); help: join tests with `And` or `Or`",
            "error[SFN057] choice-one-operator: a nested rule has no operator at /States/B/Choices[1]/Not (10:11); help: add \
         `Variable` and one comparison operator, or `And`, `Or` or `Not`",
            "error[SFN003] unknown-field: the field `IsPresnt` does not belong in a nested rule at \
         /States/B/Choices[1]/Not/IsPresnt (10:39); help: did you mean `IsPresent`?",
            "error[SFN059] choice-nested-next: the field `Next` does not belong in a nested rule at \
         /States/B/Choices[1]/Not/Next (10:57); help: remove it; only the outermost rule leads on",
            "error[SFN005] next-target: there is no state `D` in this scope at /States/B/Choices[1]/Next (10:80)",
            "error[SFN009] no-next-on-terminal: the field `End` does not belong in a Choice state at /States/B/End (12:7); \
         help: remove it; it belongs to `Task`, `Parallel`, `Map`, `Pass`, `Wait`",
            "error[SFN082] required-field: `Resource` is missing at /States/C (14:5)",
            "error[SFN081] value-type: `ErrorEquals` must be an array, but is a string at /States/C/Retry[0]/ErrorEquals \
         (14:55)",
            "error[SFN081] value-type: a retrier must be an object, but is a number at /States/C/Retry[1] (14:71)",
            "error[SFN081] value-type: `End` must be `true` or `false`, but is a string at /States/C/End (14:82); help: \
         remove the quotes",
            "error[SFN001] json-object: the key `C` stands twice in one object at /States/C (15:5); help: keep one of the two",
        ]
    );
}

#[test]
fn a_text_that_is_no_json_has_one_finding_with_its_position() {
    for (text, finding) in [
        ("", "the text ends where a value should stand (1:1)"),
        ("{\n  \"a\": tru }", "`tru` is no JSON value (2:8); help: text stands in double quotes"),
        (
            "{ \"ä\": \"ö\", }",
            "a comma before the closing bracket (1:11); help: remove the comma; JSON allows none there",
        ),
        ("{ \"a\" 1 }", "`1` stands where `:` should stand (1:7)"),
        ("[1 2]", "`2` stands where `,` or `]` should stand (1:4)"),
        ("{ a: 1 }", "`a` stands where a key in double quotes should stand (1:3)"),
        ("{} x", "`x` stands where the end of the text should stand (1:4)"),
        ("{ \"a\": 01 }", "`01` is no number that JSON can hold (1:8)"),
        ("{ \"a\": 1e999 }", "`1e999` is no number that JSON can hold (1:8)"),
        (
            "{ \"a\": \"\\x\" }",
            "a backslash escapes nothing that JSON knows (1:9); help: write `\\\\` for a backslash",
        ),
        (
            "{ \"a\": \"\\ud800\" }",
            "a `\\u` escape stands for no character (1:9); help: `\\u` takes four hexadecimal \
          digits, and surrogates come in pairs",
        ),
        ("{ \"a\": \"b", "a string is not closed (1:8); help: close it with `\"`"),
        (
            "{ // why\n}",
            "`/` stands where a key in double quotes should stand (1:3); help: JSON has no comments; use the \
          field `Comment`",
        ),
    ] {
        let reading = read::json(text);
        assert!(reading.machine.is_none(), "{text}");
        assert_eq!(findings(&reading), [format!("error[SFN001] json-object: {finding}")], "{text}");
    }
    assert_eq!(
        in_json("[1]"),
        ["error[SFN001] json-object: a definition must be an object, but is an array at / (1:1)"]
    );
}

#[test]
fn placeholders_stand_where_a_string_or_a_number_may_stand() {
    let definition = json!({
        "Comment": "${Comment}", "TimeoutSeconds": "${Timeout}", "StartAt": "A",
        "States": {
            "A": {
                "Type": "Task", "Resource": "${Function}", "Parameters": "${Parameters}", "TimeoutSeconds": "${Timeout}",
                "HeartbeatSeconds": "${Heartbeat}", "ResultPath": "${Path}",
                "Retry": [{
                    "ErrorEquals": ["${Error}"], "IntervalSeconds": "${Interval}", "MaxAttempts": "${Attempts}",
                    "BackoffRate": "${Rate}", "MaxDelaySeconds": "${Delay}", "JitterStrategy": "${Jitter}"
                }],
                "Next": "B"
            },
            "B": {
                "Type": "Choice", "Default": "C",
                "Choices": [
                    { "Variable": "$.n", "NumericGreaterThan": "${Limit}", "Next": "C" },
                    { "Variable": "$.t", "TimestampLessThan": "${Moment}", "Next": "C" }
                ]
            },
            "C": { "Type": "Wait", "Timestamp": "${Moment}", "Next": "D" },
            "D": { "Type": "Wait", "Seconds": "${Seconds}", "Next": "E" },
            "E": {
                "Type": "Map", "MaxConcurrency": "${Concurrency}", "ToleratedFailurePercentage": "${Percentage}",
                "Label": "${Label}", "ItemBatcher": { "MaxItemsPerBatch": "${Batch}" },
                "ItemReader": {
                    "Resource": "arn:${Partition}:states:::s3:getObject",
                    "Parameters": { "Bucket": "${Bucket}", "Key": "${Key}" },
                    "ReaderConfig": { "InputType": "${InputType}", "MaxItems": "${MaxItems}" }
                },
                "ItemProcessor": {
                    "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "${ExecutionType}" },
                    "StartAt": "F", "States": { "F": { "Type": "Fail", "Error": "${Error}", "Cause": "${Cause}" } }
                },
                "End": true
            }
        }
    });
    let reading = read::value(&definition);
    assert_eq!(findings(&reading), Vec::<String>::new());
    assert_eq!(write::to_value(&reading.machine.unwrap()), definition);
}

#[test]
fn yaml_reads_like_the_json_that_it_stands_for() {
    let text = r#"
# A comment
Comment: &why "two: lines"
StartAt: Check
States:
  Check:
    Type: Choice
    Choices:
      - {Variable: $.n, NumericEquals: 0x10, Next: Call}
      - Variable: $.on
        BooleanEquals: true
        Comment: *why
        Next: Call
    Default: Call
  Call: &call
    Type: Task
    Resource: !Sub "arn:${AWS::Partition}:states:::lambda:invoke"
    Parameters:
      FunctionName: !GetAtt Function.Arn
      Payload: {yes: yes, none: ~, pi: 3.50, text: |-
        first
        second
      }
    Retry: &retry
      - ErrorEquals: [States.TaskFailed]
        BackoffRate: 1.5
    Next: Again
  Again:
    <<: *call
    Next: Done
  Done: {Type: Succeed}
"#;
    let text = text
        .replace("text: |-\n        first\n        second\n      }", "text: \"first\\nsecond\"}");
    let call = |next: &str| {
        json!({
            "Type": "Task", "Resource": "arn:${AWS::Partition}:states:::lambda:invoke",
            "Parameters": {
                "FunctionName": "${Function.Arn}",
                "Payload": { "yes": "yes", "none": null, "pi": 3.5, "text": "first\nsecond" }
            },
            "Retry": [{ "ErrorEquals": ["States.TaskFailed"], "BackoffRate": 1.5 }], "Next": next
        })
    };
    let expected = json!({
        "Comment": "two: lines", "StartAt": "Check",
        "States": {
            "Check": {
                "Type": "Choice", "Default": "Call",
                "Choices": [
                    { "Variable": "$.n", "NumericEquals": 16, "Next": "Call" },
                    { "Variable": "$.on", "BooleanEquals": true, "Comment": "two: lines", "Next": "Call" }
                ]
            },
            "Call": call("Again"), "Again": call("Done"), "Done": { "Type": "Succeed" }
        }
    });
    let reading = read::yaml(&text);
    assert_eq!(findings(&reading), Vec::<String>::new());
    assert_eq!(write::to_value(&reading.machine.unwrap()), expected);
}

#[test]
fn yaml_findings_stand_at_lines_and_columns() {
    let text = "Version: 1.0\nStartAt: A\nStates:\n  A:\n    Type: Pass\n    Nxet: B\n    Next: B\n  A:\n    Type: Fail\n";
    assert_eq!(
        in_yaml(text),
        [
            "error[SFN007] missing-terminal: no state of this scope ends it at / (1:1); help: give one state `\"End\": true`, \
         or add a Succeed or Fail state",
            "error[SFN081] value-type: `Version` must be a string, but is a number at /Version (1:10); help: quote it: \
         `\"1.0\"`",
            "error[SFN003] unknown-field: the field `Nxet` does not belong in a Pass state at /States/A/Nxet (6:5); help: did \
         you mean `Next`?",
            "error[SFN005] next-target: there is no state `B` in this scope at /States/A/Next (7:11)",
            "error[SFN001] json-object: the key `A` stands twice in one object at /States/A (8:3); help: keep one of the two",
        ]
    );
    for (text, part) in [
        ("a: [1", "expected ',' or ']' (2:1)"),
        ("a: .nan", "`.nan` is no number that JSON can hold (1:4); help: quote it if it is a text"),
        ("a: *b", "(1:4)"),
        ("a: &b [*b]", "an alias stands inside its own anchor (1:8)"),
        ("a: 1\n---\nb: 2", "a second document begins"),
        ("? [a]\n: 1", "a key is an object or array"),
        ("a: !Join [b]", "the tag `!Join` does not fit here"),
        ("<<: 5", "`<<` takes an object or an array of objects (1:1)"),
        ("# nothing", "the text holds no document"),
    ] {
        let all = in_yaml(text).join("\n");
        assert!(all.contains("[SFN001] json-object") && all.contains(part), "{text}: {all}");
    }
}

#[test]
fn aliases_cannot_blow_up() {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let alias = format!("*a{}", level - 1);
        let aliases = vec![alias; 10].join(", ");
        text.extend(["a", &level.to_string(), ": &a", &level.to_string(), " [", &aliases, "]\n"]);
    }
    let all = in_yaml(&text).join("\n");
    assert!(all.contains("aliases make the definition larger than AWS accepts"), "{all}");
}
