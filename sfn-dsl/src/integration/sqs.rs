//! Amazon SQS.

use serde::{Deserialize, Serialize};

use super::CallbackOutput;
use crate::{Data, TaskError, error::ErrorType};

integration! {
    /// Sends a message to a queue.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::sqs::{self, SendMessageOutput}, testing::Answers};
    ///
    /// let sent = SendMessageOutput { message_id: "m1".to_owned(), sequence_number: None };
    /// let answers = Answers::new().succeed(sqs::send_message, &sent);
    /// let run = answers.run(sqs::send_message("${QueueUrl}", "order o1").delay_seconds(30));
    /// assert_eq!(run.result.unwrap(), sent);
    /// assert_eq!(run.calls[0].payload["DelaySeconds"], 30);
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage",
    ///  "Arguments": {"QueueUrl": "${QueueUrl}", "MessageBody": "{% $body %}"}}
    /// ```
    ///
    /// # Permissions
    /// `sqs:SendMessage` on the queue. A queue that is encrypted with a key of one's own also needs
    /// `kms:GenerateDataKey` and `kms:Decrypt`, which the definition cannot show.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html>
    fn send_message -> SendMessage;
    resource "arn:aws:states:::sqs:sendMessage";
    pattern RequestResponse;
    required queue_url: &str => "QueueUrl";
    required message_body: &str => "MessageBody";
    texts {
        /// FIFO queues: the group within which messages keep their order.
        message_group_id => "MessageGroupId";
        /// FIFO queues: messages with the same id within five minutes are one.
        message_deduplication_id => "MessageDeduplicationId";
    }
    values {
        /// How long nobody sees the message: 0–900 seconds. Not for FIFO queues.
        delay_seconds: u32 => "DelaySeconds";
    }
    output SendMessageOutput;
    error SqsError;
}

integration! {
    /// Sends a message with a task token and waits until somebody calls back with it.
    ///
    /// The body is the JSON text of `{"Message": message, "TaskToken": token}`. What the callback delivers is a `T` or
    /// an `E`: `sqs::send_message_wait_for_task_token::<Decision, DecisionError>(queue, message)`.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::sqs, prelude::*, testing::Answers};
    ///
    /// #[derive(Debug, TaskError)]
    /// pub enum Rejected { No { reason: String } }
    ///
    /// let ask = sqs::send_message_wait_for_task_token::<u32, Rejected>;
    /// let run = Answers::new().succeed(ask, &7).run(ask("${QueueUrl}", "count the boxes"));
    /// assert_eq!(run.result.unwrap(), 7);
    /// assert_eq!(run.calls[0].payload["MessageBody"]["Message"], "count the boxes");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    ///  "Arguments": {"QueueUrl": "${QueueUrl}",
    ///    "MessageBody": {"Message": "{% $message %}", "TaskToken": "{% $states.context.Task.Token %}"}}}
    /// ```
    ///
    /// # Permissions
    /// `sqs:SendMessage` on the queue.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html>
    fn send_message_wait_for_task_token<T: CallbackOutput, E: ErrorType> -> SendMessageWaitForTaskToken;
    resource "arn:aws:states:::sqs:sendMessage.waitForTaskToken";
    pattern Callback;
    token_in "MessageBody";
    required queue_url: &str => "QueueUrl";
    required message: &str => "MessageBody";
    texts {
        /// FIFO queues: the group within which messages keep their order.
        message_group_id => "MessageGroupId";
        /// FIFO queues: messages with the same id within five minutes are one.
        message_deduplication_id => "MessageDeduplicationId";
    }
    values {
        /// How long nobody sees the message: 0–900 seconds. Not for FIFO queues.
        delay_seconds: u32 => "DelaySeconds";
    }
    output T;
    error E;
}

/// What SQS says about a message that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct SendMessageOutput {
    /// The id of the message.
    pub message_id: String,
    /// FIFO queues: its place in the group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequence_number: Option<String>,
}

/// How SQS fails.
///
/// # Source
/// Recordings of the optimized integration show these two names; whatever SQS itself refuses is the first.
#[derive(Clone, Debug, PartialEq, Eq, TaskError)]
pub enum SqsError {
    /// SQS refused the request.
    #[sfn(name = "SQS.AmazonSQSException")]
    Refused,
    /// SQS could not be reached.
    #[sfn(name = "SQS.SdkClientException")]
    Unreachable,
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
