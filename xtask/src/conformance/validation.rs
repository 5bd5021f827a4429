//! Validation cases: definitions that AWS refused, and the diagnostics it gave.

use std::{path::Path, sync::Arc};

use serde_json::{Value, json};
use sfn_local::endpoint::{Service, ServiceConfig};

use super::{
    Case, Verdict,
    api::{replay_all, text, unrecorded},
};

pub(super) fn run(path: &Path, selected: &dyn Fn(&str) -> bool) -> Result<Vec<Case>, String> {
    replay_all(path, selected, &async |case: &Value| replay(case).await)
}

async fn replay(case: &Value) -> Verdict {
    let definition = match case.get("definition_text").and_then(Value::as_str) {
        Some(text) => text.to_owned(),
        None => case["definition"].to_string(),
    };
    let service = Service::new(ServiceConfig::new(Arc::new(unrecorded)));
    let expected = &case["expected"];
    match text(case, "op") {
        "validate_state_machine_definition" => {
            validate(&service, case, &definition, expected).await
        }
        "create_state_machine" | "update_state_machine" => {
            create(&service, case, &definition, expected).await
        }
        "describe_state_machine" => references(&service, case, &definition, expected).await,
        other => Verdict::Skip(format!("`{other}` is not offered yet")),
    }
}

fn verdict(expected: &Value, actual: &Value) -> Verdict {
    if expected == actual {
        Verdict::Pass
    } else {
        Verdict::Fail(format!("    answered {actual}, not {expected}"))
    }
}

async fn validate(service: &Service, case: &Value, definition: &str, expected: &Value) -> Verdict {
    let input = json!({ "definition": definition, "type": case["type"] });
    match service.call("ValidateStateMachineDefinition", input).await {
        Ok(actual) => {
            let members = ["result", "diagnostics", "truncated"];
            verdict(
                &members.iter().map(|member| expected[*member].clone()).collect(),
                &members.iter().map(|member| actual[*member].clone()).collect(),
            )
        }
        Err(error) => Verdict::Fail(format!("    refused with {error}")),
    }
}

async fn created(service: &Service, case: &Value, definition: &str) -> Result<Value, Value> {
    let role = "arn:aws:iam::000000000000:role/role";
    let input = json!({ "name": "machine", "definition": definition, "type": case["type"], "roleArn": role });
    let answer = service.call("CreateStateMachine", input).await;
    answer.map_err(|error| json!({ "code": error.code, "message": error.message }))
}

async fn create(service: &Service, case: &Value, definition: &str, expected: &Value) -> Verdict {
    match created(service, case, definition).await {
        Ok(_) if expected["accepted"] == true => Verdict::Pass,
        Ok(_) => Verdict::Fail(format!("    accepted instead of {}", expected["error"])),
        Err(error) => {
            let message = text(&expected["error"], "message")
                .replace("<partition>", "aws")
                .replace("<region>", "us-east-1");
            verdict(&json!({ "code": expected["error"]["code"], "message": message }), &error)
        }
    }
}

async fn references(
    service: &Service,
    case: &Value,
    definition: &str,
    expected: &Value,
) -> Verdict {
    let machine = match created(service, case, definition).await {
        Ok(machine) => machine,
        Err(error) => return Verdict::Fail(format!("    refused with {error}")),
    };
    let input = json!({ "stateMachineArn": machine["stateMachineArn"] });
    match service.call("DescribeStateMachine", input).await {
        Ok(described) => verdict(&expected["variableReferences"], &described["variableReferences"]),
        Err(error) => Verdict::Fail(format!("    refused with {error}")),
    }
}
