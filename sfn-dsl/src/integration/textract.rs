//! Amazon Textract, through the SDK integration.

use serde::{Deserialize, Serialize};

use crate::{Data, TaskError};

integration! {
    /// Finds the text of a document of one page in S3.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::textract, testing::Answers};
    /// use serde_json::json;
    ///
    /// let answers = Answers::new().on_json(textract::detect_document_text, |_| {
    ///     Ok(json!({ "Blocks": [{ "BlockType": "LINE", "Text": "Agreement" }] }))
    /// });
    /// let found = answers.run(textract::detect_document_text("${Documents}", "nda.png")).result.unwrap();
    /// assert_eq!(found.blocks[0].text.as_deref(), Some("Agreement"));
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:textract:detectDocumentText",
    ///  "Arguments": {"Document": {"S3Object": {"Bucket": "${Documents}", "Name": "{% $key %}"}}}}
    /// ```
    ///
    /// # Permissions
    /// `textract:DetectDocumentText`; `s3:GetObject` on the document, since Textract reads it with the same role.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/textract/latest/dg/API_DetectDocumentText.html>
    fn detect_document_text -> DetectDocumentText;
    resource "arn:aws:states:::aws-sdk:textract:detectDocumentText";
    required bucket: &str => "Document.S3Object.Bucket";
    required key: &str => "Document.S3Object.Name";
    output DetectDocumentTextOutput;
    error TextractError;
}

/// The text of a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct DetectDocumentTextOutput {
    /// Pages, lines and words, in reading order.
    pub blocks: Vec<Block>,
}

/// A page, a line or a word.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct Block {
    /// `PAGE`, `LINE` or `WORD`.
    pub block_type: String,
    /// The text; a page has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// How sure Textract is, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
}

/// How Textract fails.
///
/// # Source
/// Exceptions of `DetectDocumentText`, under the prefix that the Developer Guide gives for the SDK integration.
#[derive(Clone, Debug, PartialEq, Eq, TaskError)]
pub enum TextractError {
    /// The format is none that Textract reads.
    #[sfn(name = "Textract.UnsupportedDocumentException")]
    UnsupportedDocument,
    /// The document cannot be read.
    #[sfn(name = "Textract.BadDocumentException")]
    BadDocument,
    /// The document is too large.
    #[sfn(name = "Textract.DocumentTooLargeException")]
    DocumentTooLarge,
    /// There is no such object, or Textract may not read it.
    #[sfn(name = "Textract.InvalidS3ObjectException")]
    InvalidS3Object,
    /// The role may not do this.
    #[sfn(name = "Textract.AccessDeniedException")]
    AccessDenied,
    /// Too many requests.
    #[sfn(name = "Textract.ProvisionedThroughputExceededException")]
    ProvisionedThroughputExceeded,
    /// Too many requests for a moment.
    #[sfn(name = "Textract.ThrottlingException")]
    Throttling,
    /// A problem inside Textract.
    #[sfn(name = "Textract.InternalServerErrorException")]
    InternalServerError,
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
