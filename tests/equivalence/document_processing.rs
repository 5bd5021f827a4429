//! Document processing.

use proptest::{collection::vec, prelude::*};
use serde_json::json;
use sfn_dsl::TaskFailure;
use sfn_dsl::{
    integration::{
        dynamodb::{self, DynamoDbError},
        s3::{self, S3Error},
        textract::{self, TextractError},
    },
    testing::{Answers, check_equivalence},
};
use sfn_examples::document_processing::{
    Approval, ApprovalError, Classification, ClauseReport, Document, FunctionError,
    check_prohibited_terms, check_required_clauses, classify_document, document_processing,
    flag_for_review, request_approval,
};

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z ]{0,8}", "\\PC{0,6}", Just("'\"\\\n%} &".to_owned())]
}

fn documents() -> impl Strategy<Value = Document> {
    (text(), text(), text()).prop_map(|(document_id, file, approver)| Document {
        document_id,
        file,
        approver,
    })
}

fn classifications() -> impl Strategy<Value = Classification> {
    prop_oneof![
        Just(Classification::Nda),
        (0..48_u32).prop_map(|months| Classification::ServiceAgreement { months }),
        Just(Classification::Other),
    ]
}

fn reports() -> impl Strategy<Value = ClauseReport> {
    (prop::bool::weighted(0.8), vec(text(), 0..4))
        .prop_map(|(passed, findings)| ClauseReport { passed, findings })
}

fn approvals() -> impl Strategy<Value = Result<Approval, ApprovalError>> {
    prop_oneof![
        Just(Ok(Approval::Approved)),
        text().prop_map(|reason| Ok(Approval::Rejected { reason })),
        Just(Err(ApprovalError::TimedOut)),
    ]
}

fn rarely<E: Clone>(error: E) -> impl Strategy<Value = Option<E>>
where
    E: std::fmt::Debug + 'static,
{
    prop_oneof![9 => Just(None), 1 => Just(Some(error))]
}

prop_compose! {
    fn answers()(
        lines in vec(proptest::option::of(text()), 0..5),
        unreadable in rarely("Textract.UnsupportedDocumentException"),
        classification in classifications(),
        too_long in rarely(FunctionError::TooLong),
        required in reports(),
        prohibited in reports(),
        approval in approvals(),
        unflagged in rarely(FunctionError::TooLong),
        unwritten in rarely("S3.NoSuchBucketException"),
        unrecorded in rarely("DynamoDB.ConditionalCheckFailedException"),
    ) -> Answers {
        let blocks: Vec<_> = lines
            .iter()
            .map(|line| match line {
                Some(line) => json!({ "BlockType": "LINE", "Text": line }),
                None => json!({ "BlockType": "PAGE" }),
            })
            .collect();
        let failing = |error: Option<&'static str>, result: serde_json::Value| {
            move |_: sfn_dsl::testing::Call<'_>| match error {
                Some(error) => Err(TaskFailure::new(error, "a service says no")),
                None => Ok(result.clone()),
            }
        };
        let (second, third) = (too_long.clone(), unflagged.clone());
        Answers::new()
            .on_json(textract::detect_document_text, failing(unreadable, json!({ "Blocks": blocks })))
            .on(classify_document, move |_| second.clone().map_or_else(|| Ok(classification.clone()), Err))
            .on(check_required_clauses, move |_| Ok(required.clone()))
            .on(check_prohibited_terms, move |_| Ok(prohibited.clone()))
            .on(request_approval, move |_| approval.clone())
            .on(flag_for_review, move |_| third.clone().map_or(Ok(()), Err))
            .on_json(s3::put_object, failing(unwritten, json!({ "ETag": "\"1\"" })))
            .on_json(dynamodb::update_item, failing(unrecorded, json!({})))
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn generated_answers(document in documents(), answers in answers()) {
        if let Err(difference) = check_equivalence(|| document_processing(document.clone()), &answers) {
            return Err(TestCaseError::fail(difference.to_string()));
        }
    }
}

/// The error enums of the integrations have the names that the answers above use.
#[test]
fn the_services_names_are_known() {
    let cases = [
        (format!("{:?}", TextractError::__names()), "Textract.UnsupportedDocumentException"),
        (format!("{:?}", S3Error::__names()), "S3.NoSuchBucketException"),
        (format!("{:?}", DynamoDbError::__names()), "DynamoDB.ConditionalCheckFailedException"),
    ];
    for (names, name) in cases {
        assert!(names.contains(name), "{name} is not among {names}");
    }
}

trait Names: sfn_dsl::ErrorType {
    fn __names() -> Vec<&'static str> {
        Self::__variants().iter().flat_map(sfn_dsl::error::ErrorVariant::names).collect()
    }
}

impl<E: sfn_dsl::ErrorType> Names for E {}
