//! Expense approval.

use proptest::prelude::*;
use sfn_dsl::testing::{Answers, check_equivalence};
use sfn_examples::expense_approval::{
    ApprovalError, Decision, Expense, PayrollError, expense_approval, explain_rejection, reimburse,
    request_decision,
};

fn people() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{0,4}@[a-z]{3}",
        Just("absent@example.com".to_owned()),
        Just("strict@example.com".to_owned())
    ]
}

fn expenses() -> impl Strategy<Value = Expense> {
    ("\\PC{0,6}", "[a-z]{0,3}", 0..100_000_u32, people(), people()).prop_map(
        |(expense_id, employee, amount, manager, deputy)| Expense {
            expense_id,
            employee,
            amount,
            manager,
            deputy,
        },
    )
}

fn decisions() -> impl Strategy<Value = Result<Decision, ApprovalError>> {
    prop_oneof![
        (0..100_000_u32).prop_map(|limit| Ok(Decision::Approved { limit })),
        "\\PC{0,6}".prop_map(|reason| Ok(Decision::Rejected { reason })),
        Just(Err(ApprovalError::TimedOut)),
    ]
}

fn payroll() -> impl Strategy<Value = Result<(), PayrollError>> {
    prop_oneof![4 => Just(Ok(())), 1 => Just(Err(PayrollError::UnknownEmployee))]
}

prop_compose! {
    fn answers()(
        manager in decisions(),
        deputy in decisions(),
        reimbursed in payroll(),
        explained in payroll(),
        throttled in 0..6_u32,
    ) -> Answers {
        Answers::new()
            .on(request_decision, move |call| {
                let asks_manager = call.payload["approver"] == call.payload["expense"]["manager"];
                if asks_manager { manager.clone() } else { deputy.clone() }
            })
            .on(reimburse, move |_| reimbursed.clone())
            .fail_first(throttled, reimburse, "Lambda.ServiceException")
            .on(explain_rejection, move |_| explained.clone())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn generated_answers(expense in expenses(), answers in answers()) {
        if let Err(difference) = check_equivalence(|| expense_approval(expense.clone()), &answers) {
            return Err(TestCaseError::fail(difference.to_string()));
        }
    }

    #[test]
    fn own_bodies(expense in expenses()) {
        if let Err(difference) = check_equivalence(|| expense_approval(expense.clone()), &Answers::new()) {
            return Err(TestCaseError::fail(difference.to_string()));
        }
    }
}
