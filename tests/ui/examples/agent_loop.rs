//! A tool that the agent does not know how to run.

use sfn_dsl::{integration::bedrock::BedrockError, prelude::*};

#[derive(Clone, Serialize, Deserialize, Data)]
#[serde(tag = "name", content = "input", rename_all = "snake_case")]
pub enum ToolCall {
    FindOrder { order_id: String },
    Refund { order_id: String, amount: f64 },
}

#[task(lambda = "${FindOrderFunction}")]
pub async fn find_order(order_id: String) -> Result<String, BedrockError>;

#[workflow(name = "run-tools")]
pub async fn run_tools(calls: Vec<ToolCall>) -> Result<Vec<String>, BedrockError> {
    let results = sfn::map(calls, 5, async |call| -> Result<String, BedrockError> {
        match call {
            ToolCall::FindOrder { order_id } => find_order(order_id).await,
        }
    })
    .await?;
    Ok(results)
}

fn main() {}
