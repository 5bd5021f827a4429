//! Document processing: read a contract, classify it, check its clauses, and have a person approve it.

use sfn_dsl::{
    integration::{
        dynamodb::{self, AttributeValue, DynamoDbError},
        s3::{self, S3Error},
        textract::{self, TextractError},
    },
    prelude::*,
};

/// The bucket that documents come from and outcomes go to. Its name is given at deployment, so the policy names it.
const DOCUMENTS: &str = "${DocumentsBucket}";

/// A document in S3.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    /// The document's number.
    pub document_id: String,
    /// Its file in the inbox of the bucket.
    pub file: String,
    /// Who approves it.
    pub approver: String,
}

/// What kind of contract it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Classification {
    /// A non-disclosure agreement.
    Nda,
    /// An agreement about services, for so many months.
    ServiceAgreement {
        /// How long it runs.
        months: u32,
    },
    /// Something else.
    Other,
}

/// What was found about some clauses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct ClauseReport {
    /// Whether all is as it should be.
    pub passed: bool,
    /// What is not.
    pub findings: Vec<String>,
}

/// What the approver said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(tag = "decision", rename_all = "camelCase")]
pub enum Approval {
    /// Yes.
    Approved,
    /// No, and why.
    Rejected {
        /// The reason.
        reason: String,
    },
}

/// What became of the document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    /// The document's number.
    pub document_id: String,
    /// What became of it.
    pub status: Status,
    /// What was found on the way.
    pub notes: Vec<String>,
}

/// The end of a document's way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Status {
    /// A person approved it.
    Approved,
    /// A person rejected it.
    Rejected,
    /// Nobody answered in time.
    Expired,
    /// A person must look at its clauses.
    ManualReview,
}

/// Why a document was not processed.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum DocumentError {
    /// The document could not be read.
    Unreadable(#[from] TextractError),
    /// The outcome could not be stored.
    NotStored(#[from] S3Error),
    /// The document's entry could not be updated.
    NotRecorded(#[from] DynamoDbError),
    /// A function did not do its work.
    Failed(#[from] FunctionError),
}

/// A function of ours did not do its work.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum FunctionError {
    /// The text is too long for it.
    TooLong,
}

/// How asking for an approval ends without an answer.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum ApprovalError {
    /// Nobody answered in time.
    #[sfn(timeout)]
    TimedOut,
}

/// Says what kind of contract the text is.
#[task(lambda = "${ClassifyDocumentFunction}")]
pub async fn classify_document(text: String) -> Result<Classification, FunctionError> {
    Ok(if text.contains("confidential") {
        Classification::Nda
    } else if text.contains("services") {
        Classification::ServiceAgreement { months: 12 }
    } else {
        Classification::Other
    })
}

/// Looks for the clauses that a contract of this kind must have.
#[task(lambda = "${CheckRequiredClausesFunction}")]
pub async fn check_required_clauses(
    text: String,
    rules: String,
) -> Result<ClauseReport, FunctionError> {
    let missing = !text.contains("termination");
    let findings =
        if missing { vec![format!("{rules}: no termination clause")] } else { Vec::new() };
    Ok(ClauseReport { passed: findings.is_empty(), findings })
}

/// Looks for clauses that no contract may have.
#[task(lambda = "${CheckProhibitedTermsFunction}")]
pub async fn check_prohibited_terms(text: String) -> Result<ClauseReport, FunctionError> {
    let findings: Vec<String> = ["unlimited liability", "perpetual"]
        .into_iter()
        .filter(|term| text.contains(term))
        .map(str::to_owned)
        .collect();
    Ok(ClauseReport { passed: findings.is_empty(), findings })
}

/// Mails the approver a link with the task token, and waits for the answer.
#[task(lambda = "${RequestApprovalFunction}")]
pub async fn request_approval(
    approver: String,
    document_id: String,
    token: TaskToken,
) -> Result<Approval, ApprovalError> {
    let _ = (document_id, token);
    match approver.split('@').next() {
        Some("absent") => Err(ApprovalError::TimedOut),
        Some("strict") => Ok(Approval::Rejected { reason: "too one-sided".to_owned() }),
        _ => Ok(Approval::Approved),
    }
}

/// Puts a document before the people who review by hand.
#[task(lambda = "${FlagForReviewFunction}")]
pub async fn flag_for_review(
    document_id: String,
    findings: Vec<String>,
) -> Result<(), FunctionError> {
    let _ = (document_id, findings);
    Ok(())
}

/// Takes a document from its scan to its archive.
#[workflow(name = "document-processing")]
pub async fn document_processing(document: Document) -> Result<Outcome, DocumentError> {
    let extracted = textract::detect_document_text(DOCUMENTS, &format!("inbox/{}", document.file))
        .named("ExtractText")
        .await?;
    let lines: Vec<String> =
        extracted.blocks.iter().filter_map(|block| block.text.clone()).collect();
    let text = lines.join("\n");
    let classification = classify_document(text.clone()).await?;
    let rules = match classification {
        Classification::Nda => "nda",
        Classification::ServiceAgreement { months } if months > 24 => "long-service",
        Classification::ServiceAgreement { .. } => "service",
        Classification::Other => "general",
    };
    let (required, prohibited) = sfn::try_join!(
        check_required_clauses(text.clone(), rules.to_owned()),
        check_prohibited_terms(text)
    )?;
    let mut notes = required.findings.clone();
    notes.extend(prohibited.findings.clone());
    let status = if required.passed && prohibited.passed {
        /// The approver has three days; the mail holds the task token.
        let answer = request_approval(document.approver.clone(), document.document_id.clone())
            .named("WaitForApproval")
            .timeout_seconds(3 * 24 * 60 * 60)
            .await;
        match answer {
            Ok(Approval::Approved) => Status::Approved,
            Ok(Approval::Rejected { reason }) => {
                notes.push(reason);
                Status::Rejected
            }
            Err(ApprovalError::TimedOut) => Status::Expired,
        }
    } else {
        flag_for_review(document.document_id.clone(), notes.clone()).await?;
        Status::ManualReview
    };
    let label = match status {
        Status::Approved => "approved",
        Status::Rejected => "rejected",
        Status::Expired => "expired",
        Status::ManualReview => "manual review",
    };
    let report = format!("{}: {label}\n{}\n", document.document_id, notes.join("\n"));
    s3::put_object(DOCUMENTS, &format!("outcomes/{}.txt", document.document_id), &report)
        .named("StoreOutcome")
        .content_type("text/plain")
        .await?;
    dynamodb::update_item("${DocumentsTable}")
        .named("FinalizeDocument")
        .key("documentId", AttributeValue::S(document.document_id.clone()))
        .update_expression("SET #status = :status")
        .expression_attribute_name("#status", "status".to_owned())
        .expression_attribute_value(":status", AttributeValue::S(label.to_owned()))
        .await?;
    Ok(Outcome { document_id: document.document_id, status, notes })
}
