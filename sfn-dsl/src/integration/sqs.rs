//! Amazon SQS.

use serde::{Deserialize, Serialize};

use crate::{Data, TaskError, native::TokenPlace};

integration! {
    /// Sends a message to a queue.
    ///
    /// With `.wait_for_task_token::<T, E>()` the body is the JSON text of `{"Message": message, "TaskToken": token}`, and the
    /// call waits until somebody calls back with the token; what the callback delivers is a `T` or an `E`.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::sqs::{self, SendMessageOutput}, prelude::*, testing::Answers};
    ///
    /// #[derive(Debug, TaskError)]
    /// pub enum Rejected { No { reason: String } }
    ///
    /// let sent = SendMessageOutput { message_id: "m1".to_owned(), sequence_number: None };
    /// let answers = Answers::new().succeed(sqs::send_message, &sent);
    /// let run = answers.run(sqs::send_message("${QueueUrl}", "order o1").delay_seconds(30));
    /// assert_eq!(run.result.unwrap(), sent);
    /// assert_eq!(run.calls[0].payload["DelaySeconds"], 30);
    ///
    /// let answers = Answers::new().succeed(sqs::send_message::wait_for_task_token::<u32, Rejected>, &7);
    /// let ask = sqs::send_message("${QueueUrl}", "count the boxes").wait_for_task_token::<u32, Rejected>();
    /// let run = answers.run(ask);
    /// assert_eq!(run.result.unwrap(), 7);
    /// assert_eq!(run.calls[0].payload["MessageBody"]["Message"], "count the boxes");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage",
    ///  "Arguments": {"QueueUrl": "${QueueUrl}", "MessageBody": "{% $body %}"}}
    /// ```
    /// and with a callback
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    ///  "Arguments": {"QueueUrl": "${QueueUrl}",
    ///    "MessageBody": {"Message": "{% $message %}", "TaskToken": "{% $states.context.Task.Token %}"}}}
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
    callback TokenPlace::WithMessage("MessageBody");
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
