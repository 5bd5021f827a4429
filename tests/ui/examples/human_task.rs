use sfn_dsl::prelude::*;
use sfn_examples::human_task::*;

#[workflow]
async fn flow(contract: Contract) -> Result<Answer, MailError> {
    let answer =
        sfn::race!(request_signature(contract.contract_id.clone(), contract.signer.clone()), async {
            sfn::sleep(sfn::days(2)).await;
            remind(contract.contract_id.clone(), contract.signer.clone(), 1).await
        })?;
    Ok(answer)
}

fn main() {}
