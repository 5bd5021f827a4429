//! Expense approval: a person decides by callback; who does not even look is replaced by a second approver.

use sfn_dsl::prelude::*;

/// An expense that somebody wants back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Expense {
    /// The expense's number.
    pub expense_id: String,
    /// Who paid it.
    pub employee: String,
    /// How much, in the currency's smallest unit.
    pub amount: u32,
    /// Who decides.
    pub manager: String,
    /// Who decides where the manager does not.
    pub deputy: String,
}

/// What an approver said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(tag = "decision", rename_all = "camelCase")]
pub enum Decision {
    /// Yes, and up to how much.
    Approved {
        /// The most that is paid.
        limit: u32,
    },
    /// No, and why.
    Rejected {
        /// The reason.
        reason: String,
    },
}

/// What became of the expense.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Settlement {
    /// The expense's number.
    pub expense_id: String,
    /// What was paid back.
    pub paid: u32,
    /// What the employee is told.
    pub note: String,
}

/// Why an expense was not settled.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum ExpenseError {
    /// Neither approver answered in time.
    NobodyDecided,
    /// The bank or the mail did not work.
    Service(#[from] PayrollError),
}

/// How asking a person ends without an answer.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum ApprovalError {
    /// No answer before the deadline, or no sign of life between two heartbeats.
    #[sfn(timeout)]
    TimedOut,
}

/// Payroll did not do its work.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum PayrollError {
    /// There is no such employee.
    UnknownEmployee,
}

/// Mails a link that holds the task token. The page behind it sends heartbeats while it is open, and the decision.
#[task(lambda = "${RequestDecisionFunction}")]
pub async fn request_decision(
    approver: String,
    expense: Expense,
    token: TaskToken,
) -> Result<Decision, ApprovalError> {
    let _ = token;
    match approver.split('@').next() {
        Some("absent") => Err(ApprovalError::TimedOut),
        Some("strict") => Ok(Decision::Rejected { reason: "no receipt".to_owned() }),
        _ => Ok(Decision::Approved { limit: expense.amount }),
    }
}

/// Adds the amount to the next salary.
#[task(lambda = "${ReimburseFunction}")]
pub async fn reimburse(employee: String, amount: u32) -> Result<(), PayrollError> {
    let _ = amount;
    if employee.is_empty() { Err(PayrollError::UnknownEmployee) } else { Ok(()) }
}

/// Tells the employee why nothing is paid.
#[task(lambda = "${ExplainRejectionFunction}")]
pub async fn explain_rejection(employee: String, reason: String) -> Result<(), PayrollError> {
    let _ = (employee, reason);
    Ok(())
}

/// Takes an expense from the receipt to the salary.
#[workflow(name = "expense-approval")]
pub async fn expense_approval(expense: Expense) -> Result<Settlement, ExpenseError> {
    /// The manager must open the page within a day, and decide within three.
    let first = request_decision(expense.manager.clone(), expense.clone())
        .named("AskManager")
        .heartbeat_seconds(24 * 60 * 60)
        .timeout_seconds(3 * 24 * 60 * 60)
        .await;
    let decision = match first {
        Ok(decision) => decision,
        Err(ApprovalError::TimedOut) => {
            match request_decision(expense.deputy.clone(), expense.clone())
                .named("AskDeputy")
                .timeout_seconds(2 * 24 * 60 * 60)
                .await
            {
                Ok(decision) => decision,
                Err(ApprovalError::TimedOut) => return Err(ExpenseError::NobodyDecided),
            }
        }
    };
    match decision {
        Decision::Approved { limit } => {
            let paid = expense.amount.min(limit);
            reimburse(expense.employee, paid).retry(Retry::transient()).await?;
            Ok(Settlement {
                expense_id: expense.expense_id,
                paid,
                note: "comes with the salary".to_owned(),
            })
        }
        Decision::Rejected { reason } => {
            explain_rejection(expense.employee, reason.clone()).retry(Retry::transient()).await?;
            Ok(Settlement { expense_id: expense.expense_id, paid: 0, note: reason })
        }
    }
}
