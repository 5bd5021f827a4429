//! Agent loop: a model answers a question about orders, and calls tools until it knows enough.

use sfn_dsl::{
    integration::bedrock::{self, BedrockError},
    prelude::*,
};

/// The model, through an inference profile.
const MODEL: &str = "eu.anthropic.claude-sonnet-4-20250514-v1:0";

/// How often the model is asked.
const MAX_TURNS: u32 = 6;

/// What the model is told first.
const SYSTEM: &str =
    "You help customers of a shop with their orders. Never refund more than was paid.";

/// What a customer wants to know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Question {
    /// The question.
    pub text: String,
}

/// What the customer hears.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Answer {
    /// The answer.
    pub text: String,
    /// How often the model was asked.
    pub turns: u32,
}

/// What the model is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Request {
    /// The form of request and reply.
    pub anthropic_version: String,
    /// How long the reply may be.
    pub max_tokens: u32,
    /// What the model is told first.
    pub system: String,
    /// The tools that it may call.
    pub tools: Vec<Tool>,
    /// All that was said so far.
    pub messages: Vec<Message>,
}

/// A tool, as the model sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Tool {
    /// The name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// What it takes.
    pub input_schema: InputSchema,
}

/// The JSON schema of a tool's input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct InputSchema {
    /// `object`
    #[serde(rename = "type")]
    pub kind: String,
    /// The members that must be there.
    pub required: Vec<String>,
}

/// Something that was said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Message {
    /// By whom.
    pub role: Role,
    /// What.
    pub content: Vec<ContentBlock>,
}

/// Who said it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The customer, or a tool.
    User,
    /// The model.
    Assistant,
}

/// A part of what was said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ContentBlock {
    /// Text.
    Text {
        /// The text.
        text: String,
    },
    /// The model calls a tool.
    ToolUse {
        /// The number of the call.
        id: String,
        /// The tool, with what it is given.
        #[serde(flatten)]
        tool: ToolCall,
    },
    /// What the tool says.
    ToolResult {
        /// The number of the call.
        tool_use_id: String,
        /// What the tool says.
        content: String,
        /// Whether it could not do it.
        is_error: bool,
    },
}

/// A tool, with what it is given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(tag = "name", content = "input", rename_all = "snake_case")]
pub enum ToolCall {
    /// Looks up an order.
    FindOrder {
        /// Its number.
        order_id: String,
    },
    /// Pays money back.
    Refund {
        /// The order's number.
        order_id: String,
        /// How much.
        amount: f64,
    },
}

/// What the model replies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Reply {
    /// What it says.
    pub content: Vec<ContentBlock>,
    /// Why it stopped.
    pub stop_reason: StopReason,
}

/// Why the model stopped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "snake_case")]
pub enum StopReason {
    /// It has said what it had to say.
    EndTurn,
    /// It waits for tools.
    ToolUse,
    /// The reply got too long.
    MaxTokens,
}

/// A call of a tool.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Use {
    /// The number of the call.
    pub id: String,
    /// The tool, with what it is given.
    pub tool: ToolCall,
}

/// An order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    /// Its number.
    pub order_id: String,
    /// What was paid.
    pub total: f64,
    /// Where it is.
    pub status: String,
}

/// Why a tool could not do it.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum ToolError {
    /// There is no such order.
    NoSuchOrder,
    /// More than was paid.
    TooMuch,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum AgentError {
    /// The model went on calling tools.
    TooManyTurns {
        /// How often it was asked.
        turns: u32,
    },
    /// The reply got too long.
    TooLong,
    /// The model could not be asked.
    Model(#[from] BedrockError),
}

/// Looks up an order.
#[task(lambda = "${FindOrderFunction}")]
pub async fn find_order(order_id: String) -> Result<Order, ToolError> {
    if order_id.starts_with('x') {
        return Err(ToolError::NoSuchOrder);
    }
    Ok(Order { order_id, total: 49.5, status: "shipped".to_owned() })
}

/// Pays money back.
#[task(lambda = "${RefundFunction}")]
pub async fn refund(order_id: String, amount: f64) -> Result<String, ToolError> {
    if amount > 49.5 {
        return Err(ToolError::TooMuch);
    }
    Ok(format!("refund-{order_id}"))
}

/// Answers a question, with the help of tools.
#[workflow(name = "agent-loop", timeout_seconds = 900)]
pub async fn agent_loop(question: Question) -> Result<Answer, AgentError> {
    let ask = ContentBlock::Text { text: question.text };
    let mut messages = vec![Message { role: Role::User, content: vec![ask] }];
    let mut turns = 0;
    loop {
        let reply = bedrock::invoke_model::<Request, Reply>(
            MODEL,
            Request {
                anthropic_version: "bedrock-2023-05-31".to_owned(),
                max_tokens: 1_000,
                system: SYSTEM.to_owned(),
                tools: vec![
                    Tool {
                        name: "find_order".to_owned(),
                        description: "Looks up an order by its number.".to_owned(),
                        input_schema: InputSchema {
                            kind: "object".to_owned(),
                            required: vec!["order_id".to_owned()],
                        },
                    },
                    Tool {
                        name: "refund".to_owned(),
                        description: "Pays a part of an order's price back.".to_owned(),
                        input_schema: InputSchema {
                            kind: "object".to_owned(),
                            required: vec!["order_id".to_owned(), "amount".to_owned()],
                        },
                    },
                ],
                messages: messages.clone(),
            },
        )
        .retry(
            Retry::on([
                "Bedrock.ThrottlingException",
                "Bedrock.ModelTimeoutException",
                "Bedrock.ServiceUnavailableException",
            ])
            .interval_seconds(2)
            .max_attempts(4),
        )
        .named("AskModel")
        .await?;
        turns += 1;
        match reply.stop_reason {
            StopReason::EndTurn => {
                let texts: Vec<String> = reply
                    .content
                    .iter()
                    .filter_map(|block| match block {
                        ContentBlock::Text { text } => Some(text.clone()),
                        _ => None,
                    })
                    .collect();
                return Ok(Answer { text: texts.join("\n"), turns });
            }
            StopReason::MaxTokens => return Err(AgentError::TooLong),
            StopReason::ToolUse if turns >= MAX_TURNS => {
                return Err(AgentError::TooManyTurns { turns });
            }
            StopReason::ToolUse => {}
        }
        let uses: Vec<Use> = reply
            .content
            .iter()
            .filter_map(|block| match block {
                ContentBlock::ToolUse { id, tool } => {
                    Some(Use { id: id.clone(), tool: tool.clone() })
                }
                _ => None,
            })
            .collect();
        /// The tools that the model calls at once run at once.
        #[sfn(name = "RunTools")]
        let results = sfn::map(uses, 5, async |call| -> Result<ContentBlock, AgentError> {
            let (content, is_error) = match call.tool {
                ToolCall::FindOrder { order_id } => match find_order(order_id).await {
                    Ok(order) => (sfn::to_json(&order), false),
                    Err(_) => ("there is no such order".to_owned(), true),
                },
                ToolCall::Refund { order_id, amount } => match refund(order_id, amount).await {
                    Ok(receipt) => (receipt, false),
                    Err(_) => ("that is more than was paid".to_owned(), true),
                },
            };
            Ok(ContentBlock::ToolResult { tool_use_id: call.id, content, is_error })
        })
        .await?;
        messages.push(Message { role: Role::Assistant, content: reply.content });
        messages.push(Message { role: Role::User, content: results });
    }
}
