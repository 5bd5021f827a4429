//! Amazon Bedrock: calls of models.

pub use super::generated::bedrock::*;
use serde::Serialize;

use super::CallbackOutput;
use crate::{TaskError, data::Data, native::TokenPlace};

/// What a model can be asked: JSON.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the body of a call",
    note = "derive it: `#[derive(Clone, Serialize, Deserialize, Data)]`"
)]
pub trait RequestBody: Data + Serialize {}

impl<T: Data + Serialize> RequestBody for T {}

integration! {
    /// Asks a model a `B`, and gives its answer, a `T`: both are JSON in the model's own form.
    ///
    /// `bedrock::invoke_model::<Question, Answer>(model_id, question)`. The model is one of Bedrock's, an inference
    /// profile, or an ARN. With `.wait_for_task_token::<T, E>()` the body is `{"Message": body, "TaskToken": token}`, for a
    /// model of one's own that calls back.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::bedrock, prelude::*, testing::Answers};
    /// use serde_json::json;
    ///
    /// #[derive(Clone, Serialize, Deserialize, Data)]
    /// #[serde(rename_all = "camelCase")]
    /// pub struct Question { pub input_text: String }
    ///
    /// #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
    /// #[serde(rename_all = "camelCase")]
    /// pub struct Answer { pub results: Vec<Text> }
    ///
    /// #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
    /// #[serde(rename_all = "camelCase")]
    /// pub struct Text { pub output_text: String }
    ///
    /// let ask = bedrock::invoke_model::<Question, Answer>;
    /// let answer = Answer { results: vec![Text { output_text: "Paris".into() }] };
    /// let question = Question { input_text: "The capital of France?".into() };
    /// let run = Answers::new().succeed(ask, &answer).run(ask("amazon.titan-text-express-v1", question));
    /// assert_eq!(run.result.unwrap(), answer);
    /// assert_eq!(run.calls[0].payload["Body"], json!({ "inputText": "The capital of France?" }));
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::bedrock:invokeModel",
    ///  "Arguments": {"ModelId": "amazon.titan-text-express-v1", "Body": {"inputText": "{% $question %}"}}}
    /// ```
    ///
    /// # Permissions
    /// `bedrock:InvokeModel` on the model; for an inference profile also on the model in the regions that it goes to;
    /// `bedrock:ApplyGuardrail` on the guardrail.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-bedrock.html>
    fn invoke_model<B: RequestBody, T: CallbackOutput> -> InvokeModel;
    resource "arn:aws:states:::bedrock:invokeModel";
    required model_id: &str => "ModelId";
    required body: B => "Body";
    texts {
        /// The id or ARN of a guardrail.
        guardrail_identifier => "GuardrailIdentifier";
        /// The version of the guardrail.
        guardrail_version => "GuardrailVersion";
        /// `ENABLED`: the answer tells what the guardrail did.
        trace => "Trace";
    }
    output T, at "Body";
    error BedrockError;
    callback TokenPlace::WithMessage("Body");
}

/// How Bedrock fails.
///
/// # Source
/// Exceptions of Bedrock's `InvokeModel`, under the prefix of the optimized integration.
#[derive(Clone, Debug, PartialEq, Eq, TaskError)]
pub enum BedrockError {
    /// The role may not ask this model, or the account has no access to it.
    #[sfn(name = "Bedrock.AccessDeniedException")]
    AccessDenied,
    /// There is no such model.
    #[sfn(name = "Bedrock.ResourceNotFoundException")]
    ResourceNotFound,
    /// The model does not take this body.
    #[sfn(name = "Bedrock.ValidationException")]
    Validation,
    /// Too many requests or tokens.
    #[sfn(name = "Bedrock.ThrottlingException")]
    Throttling,
    /// The account's quota is used up.
    #[sfn(name = "Bedrock.ServiceQuotaExceededException")]
    ServiceQuotaExceeded,
    /// The model failed.
    #[sfn(name = "Bedrock.ModelErrorException")]
    ModelError,
    /// The model is being made ready.
    #[sfn(name = "Bedrock.ModelNotReadyException")]
    ModelNotReady,
    /// The model took too long.
    #[sfn(name = "Bedrock.ModelTimeoutException")]
    ModelTimeout,
    /// Bedrock cannot answer at the moment.
    #[sfn(name = "Bedrock.ServiceUnavailableException")]
    ServiceUnavailable,
    /// A problem inside Bedrock.
    #[sfn(name = "Bedrock.InternalServerException")]
    InternalServer,
    /// It took too long.
    #[sfn(timeout)]
    TimedOut,
    /// Any other error.
    #[sfn(other)]
    Other {
        /// `Error`
        name: String,
        /// `Cause`
        cause: String,
    },
}
