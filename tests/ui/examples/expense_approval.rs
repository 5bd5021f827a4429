use sfn_dsl::prelude::*;
use sfn_examples::expense_approval::*;

#[workflow]
async fn flow(expense: Expense) -> Result<u32, PayrollError> {
    let reimbursed = reimburse(expense.employee, expense.amount).await?;
    Ok(reimbursed.amount)
}

fn main() {}
