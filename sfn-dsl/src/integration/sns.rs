//! Amazon SNS.

use serde::{Deserialize, Serialize};

use super::CallbackOutput;
use crate::{Data, TaskError, error::ErrorType};

integration! {
    /// Publishes a message to a topic.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::sns::{self, PublishOutput}, testing::Answers};
    ///
    /// let answers = Answers::new().on(sns::publish, |call| {
    ///     assert_eq!(call.payload["Subject"], "Paid");
    ///     Ok(PublishOutput { message_id: "m1".to_owned(), sequence_number: None })
    /// });
    /// let run = answers.run(sns::publish("${OrdersTopic}", "order o1 is paid").subject("Paid"));
    /// assert_eq!(run.result.unwrap().message_id, "m1");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::sns:publish",
    ///  "Arguments": {"TopicArn": "${Topic}", "Message": "{% $message %}"}}
    /// ```
    ///
    /// # Permissions
    /// `sns:Publish` on the topic.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html>
    fn publish -> Publish;
    resource "arn:aws:states:::sns:publish";
    pattern RequestResponse;
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
}

integration! {
    /// Publishes a message with a task token and waits until somebody calls back with it.
    ///
    /// The message is the JSON text of `{"Message": message, "TaskToken": token}`. What the callback delivers is a `T`
    /// or an `E`: `sns::publish_wait_for_task_token::<Decision, DecisionError>(topic, message)`.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::sns, prelude::*, testing::Answers};
    ///
    /// #[derive(Debug, TaskError)]
    /// pub enum Rejected { No { reason: String } }
    ///
    /// let ask = sns::publish_wait_for_task_token::<String, Rejected>;
    /// let answers = Answers::new().succeed(ask, &"approved".to_owned());
    /// let run = answers.run(ask("${ApprovalTopic}", "approve order o1?").timeout_seconds(3_600));
    /// assert_eq!(run.result.unwrap(), "approved");
    /// ```
    ///
    /// # ASL
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
    fn publish_wait_for_task_token<T: CallbackOutput, E: ErrorType> -> PublishWaitForTaskToken;
    resource "arn:aws:states:::sns:publish.waitForTaskToken";
    pattern Callback;
    token_in "Message";
    required topic_arn: &str => "TopicArn";
    required message: &str => "Message";
    texts {
        /// The subject line of e-mail notifications: up to 100 ASCII characters.
        subject => "Subject";
    }
    output T;
    error E;
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
