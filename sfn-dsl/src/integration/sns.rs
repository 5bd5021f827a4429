//! Amazon SNS.

use serde::{Deserialize, Serialize};

use crate::{Data, TaskError, native::TokenPlace};

integration! {
    /// Publishes a message to a topic.
    ///
    /// With `.wait_for_task_token::<T, E>()` the message is the JSON text of `{"Message": message, "TaskToken": token}`, and
    /// the call waits until somebody calls back with the token; what the callback delivers is a `T` or an `E`.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::sns::{self, PublishOutput}, prelude::*, testing::Answers};
    ///
    /// #[derive(Debug, TaskError)]
    /// pub enum Rejected { No { reason: String } }
    ///
    /// let answers = Answers::new().on(sns::publish, |call| {
    ///     assert_eq!(call.payload["Subject"], "Paid");
    ///     Ok(PublishOutput { message_id: "m1".to_owned(), sequence_number: None })
    /// });
    /// let run = answers.run(sns::publish("${OrdersTopic}", "order o1 is paid").subject("Paid"));
    /// assert_eq!(run.result.unwrap().message_id, "m1");
    ///
    /// let approved = "approved".to_owned();
    /// let answers = Answers::new().succeed(sns::publish::wait_for_task_token::<String, Rejected>, &approved);
    /// let ask = sns::publish("${ApprovalTopic}", "approve order o1?").wait_for_task_token::<String, Rejected>();
    /// assert_eq!(answers.run(ask.timeout_seconds(3_600)).result.unwrap(), approved);
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::sns:publish",
    ///  "Arguments": {"TopicArn": "${Topic}", "Message": "{% $message %}"}}
    /// ```
    /// and with a callback
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::sns:publish.waitForTaskToken",
    ///  "Arguments": {"TopicArn": "${Topic}",
    ///    "Message": {"Message": "{% $message %}", "TaskToken": "{% $states.context.Task.Token %}"}}}
    /// ```
    ///
    /// # Permissions
    /// `sns:Publish` on the topic.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html>
    fn publish -> Publish;
    resource "arn:aws:states:::sns:publish";
    required topic_arn: &str => "TopicArn";
    required message: &str => "Message";
    texts {
        /// The subject line of e-mail notifications: up to 100 ASCII characters.
        subject => "Subject";
        /// FIFO topics: the group within which messages keep their order.
        message_group_id => "MessageGroupId";
        /// FIFO topics: messages with the same id within five minutes are one.
        message_deduplication_id => "MessageDeduplicationId";
        /// `json`, where the message holds one text for each protocol.
        message_structure => "MessageStructure";
    }
    output PublishOutput;
    error SnsError;
    callback TokenPlace::WithMessage("Message");
}

/// What SNS says about a published message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct PublishOutput {
    /// The id of the message.
    pub message_id: String,
    /// FIFO topics: its place in the group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequence_number: Option<String>,
}

/// How SNS fails.
///
/// # Source
/// Exceptions of SNS's `Publish`, under the prefix of the optimized integration, which recordings show.
#[derive(Clone, Debug, PartialEq, Eq, TaskError)]
pub enum SnsError {
    /// There is no such topic.
    #[sfn(name = "SNS.NotFoundException")]
    NotFound,
    /// The role may not publish.
    #[sfn(name = "SNS.AuthorizationErrorException")]
    AuthorizationError,
    /// A parameter has a value that SNS does not take.
    #[sfn(name = "SNS.InvalidParameterException")]
    InvalidParameter,
    /// Too many requests.
    #[sfn(name = "SNS.ThrottledException")]
    Throttled,
    /// A problem inside SNS.
    #[sfn(name = "SNS.InternalErrorException")]
    InternalError,
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
