//! Human task with reminders: a customer is asked to sign a contract, reminded every other day, and called in the end.

use sfn_dsl::prelude::*;

/// A contract that waits for a signature.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Contract {
    /// The contract's number.
    pub contract_id: String,
    /// Who is to sign.
    pub signer: String,
    /// Who calls where nobody answers.
    pub account_manager: String,
    /// How many reminders are sent at most.
    pub reminders: u32,
}

/// What the customer says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(tag = "answer", rename_all = "camelCase")]
pub enum Answer {
    /// Yes.
    Signed {
        /// Where the signed document lies.
        document: String,
    },
    /// No, and why.
    Declined {
        /// The reason.
        reason: String,
    },
}

/// What became of the contract.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// The customer answered.
    Answered(Answer),
    /// Nobody did, and the account manager has a case of this number.
    Escalated(String),
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum ContractError {
    /// Two days have passed since the last reminder.
    Silent,
    /// A mail was not delivered.
    Mail(#[from] MailError),
}

/// How a mail fails.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum MailError {
    /// There is no such address.
    Bounced {
        /// The address.
        address: String,
    },
}

/// Mails a link that holds the task token. The page behind it sends the answer.
#[task(lambda = "${RequestSignatureFunction}")]
pub async fn request_signature(
    contract_id: String,
    signer: String,
    token: TaskToken,
) -> Result<Answer, MailError> {
    let _ = token;
    match signer.split('@').next() {
        None | Some("") => Err(MailError::Bounced { address: signer }),
        Some("strict") => Ok(Answer::Declined { reason: "too expensive".to_owned() }),
        Some(_) => Ok(Answer::Signed { document: format!("signed/{contract_id}.pdf") }),
    }
}

/// Mails the same link once more.
#[task(lambda = "${RemindFunction}")]
pub async fn remind(contract_id: String, signer: String, number: u32) -> Result<(), MailError> {
    let _ = (contract_id, number);
    if signer.starts_with("gone") { Err(MailError::Bounced { address: signer }) } else { Ok(()) }
}

/// Opens a case for the account manager, and gives its number.
#[task(lambda = "${EscalateFunction}")]
pub async fn escalate(contract_id: String, account_manager: String) -> Result<String, MailError> {
    let _ = account_manager;
    Ok(format!("case-{contract_id}"))
}

/// Asks for a signature. Whatever happens first ends the race: the answer, silence after the last reminder, or a mail
/// that bounces.
#[workflow(name = "human-task")]
pub async fn human_task(contract: Contract) -> Result<Outcome, ContractError> {
    #[sfn(name = "AwaitAnswer")]
    let answer = sfn::race!(
        async {
            let answer =
                request_signature(contract.contract_id.clone(), contract.signer.clone()).await?;
            Ok(answer)
        },
        async {
            let mut sent = 0;
            loop {
                sfn::sleep(sfn::days(2)).await;
                if sent == contract.reminders {
                    return Err(ContractError::Silent);
                }
                sent += 1;
                remind(contract.contract_id.clone(), contract.signer.clone(), sent)
                    .retry(Retry::transient())
                    .await?;
            }
        },
    );
    match answer {
        Ok(answer) => Ok(Outcome::Answered(answer)),
        Err(ContractError::Silent) => {
            let case = escalate(contract.contract_id, contract.account_manager).await?;
            Ok(Outcome::Escalated(case))
        }
        Err(failure) => Err(failure),
    }
}
