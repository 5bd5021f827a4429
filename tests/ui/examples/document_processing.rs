use sfn_dsl::prelude::*;
use sfn_examples::document_processing::*;

#[workflow(kind = Express)]
async fn flow(document: Document) -> Result<bool, ApprovalError> {
    let approval = request_approval(document.approver, document.document_id).await?;
    Ok(matches!(approval, Approval::Approved))
}

fn main() {}
