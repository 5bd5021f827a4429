//! A deploy binary whose workflows come from JSON: what `sfn-deploy` takes is a definition, however it was made.

use std::{process::ExitCode, sync::Arc};

use serde_json::{Value, json};
use sfn_asl::WorkflowType;
use sfn_deploy::App;
use sfn_local::{Definition, LambdaHandler, SourceLocation, TaskFailure};

fn definition(name: &str, text: &str) -> Definition {
    let machine = sfn_asl::read::json(text).machine.unwrap_or_default();
    Definition::new(name, WorkflowType::Standard, machine)
}

/// Charges an order: the function runs natively here, and is a real Lambda function on AWS.
fn order() -> Definition {
    let mut order = definition("order", include_str!("order.asl.json"));
    order
        .source_map
        .insert("Charge".into(), SourceLocation { file: "src/order.rs".to_owned(), line: 12 });
    order.handlers.push(LambdaHandler {
        function: "${ChargeFunction}".to_owned(),
        handler: Arc::new(|payload: Value| Box::pin(async move { charge(&payload) })),
    });
    order.check_input = Some(|input| match input.get("total").and_then(Value::as_f64) {
        Some(_) => Ok(()),
        None => Err("`total` must be a number".to_owned()),
    });
    order
}

fn charge(payload: &Value) -> Result<Value, TaskFailure> {
    match payload.get("amount").and_then(Value::as_f64) {
        Some(amount) if amount < 1000.0 => Ok(json!({ "payment": "p-1", "amount": amount })),
        _ => Err(TaskFailure::new(
            "Declined",
            r#"{"errorType":"Declined","errorMessage":"over the limit"}"#,
        )),
    }
}

/// Greets, by a function that has no body here and so needs a mock.
fn greeting() -> Definition {
    definition("greeting", include_str!("greeting.asl.json"))
}

fn main() -> ExitCode {
    App::new()
        .workflow(order)
        .sample(r#"{ "total": 20 }"#)
        .failing_sample("too-much", r#"{ "total": 5000 }"#, "Declined")
        .workflow(greeting)
        .sample(r#"{ "name": "Ada" }"#)
        .mocks(include_str!("greeting.mocks.json"))
        .main()
}
