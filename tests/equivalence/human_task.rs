//! Human task with reminders.

use proptest::prelude::*;
use sfn_dsl::{
    sfn,
    testing::{Answers, check_equivalence},
};
use sfn_examples::human_task::{
    Answer, Contract, MailError, Outcome, escalate, human_task, remind, request_signature,
};

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z]{0,8}", "\\PC{0,6}", Just("\"x\" \\ {% no %}".to_owned())]
}

fn signers() -> impl Strategy<Value = String> {
    prop_oneof![text(), "(gone|strict|ada)@[a-z]{3}", Just("@".to_owned())]
}

fn contracts() -> impl Strategy<Value = Contract> {
    (text(), signers(), text(), 0..5_u32).prop_map(
        |(contract_id, signer, account_manager, reminders)| Contract {
            contract_id,
            signer,
            account_manager,
            reminders,
        },
    )
}

fn bounced() -> impl Strategy<Value = MailError> {
    text().prop_map(|address| MailError::Bounced { address })
}

fn signatures() -> impl Strategy<Value = Result<Answer, MailError>> {
    prop_oneof![
        text().prop_map(|document| Ok(Answer::Signed { document })),
        text().prop_map(|reason| Ok(Answer::Declined { reason })),
        bounced().prop_map(Err),
    ]
}

prop_compose! {
    /// The answer comes after some days, or never; a reminder may bounce.
    fn answers()(
        signature in signatures(),
        hours in 0..400_u64,
        bounces in 0..12_u64,
        bounce in bounced(),
        case in prop_oneof![9 => text().prop_map(Ok), 1 => bounced().prop_map(Err)],
        throttled in 0..6_u32,
    ) -> Answers {
        Answers::new()
            .on(request_signature, move |_| signature.clone())
            .taking(sfn::hours(hours))
            .on(remind, move |call| {
                if call.payload["number"] == bounces { Err(bounce.clone()) } else { Ok(()) }
            })
            .fail_first(throttled, remind, "Lambda.ServiceException")
            .on(escalate, move |_| case.clone())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn generated_answers(contract in contracts(), answers in answers()) {
        if let Err(difference) = check_equivalence(|| human_task(contract.clone()), &answers) {
            return Err(TestCaseError::fail(difference.to_string()));
        }
    }

    #[test]
    fn own_bodies(contract in contracts()) {
        if let Err(difference) = check_equivalence(|| human_task(contract.clone()), &Answers::new()) {
            return Err(TestCaseError::fail(difference.to_string()));
        }
    }

    /// Reminders go out every other day until the answer comes, and not more than were wanted.
    #[test]
    fn reminders_stop_with_the_answer(contract in contracts(), hours in 1..400_u64) {
        let signed = Answer::Signed { document: "d".to_owned() };
        let answers = Answers::new()
            .succeed(request_signature, &signed)
            .taking(sfn::hours(hours))
            .succeed(remind, &())
            .succeed(escalate, &"case".to_owned());
        let run = answers.run(human_task(contract.clone()));
        let reminded = u32::try_from(run.payloads(remind).len()).unwrap();
        let (days, last) = ((hours - 1) / 48, u64::from(contract.reminders));
        if days > last {
            prop_assert_eq!(run.result, Ok(Outcome::Escalated("case".to_owned())));
            prop_assert_eq!(reminded, contract.reminders);
            prop_assert_eq!(run.elapsed, sfn::days(2 * (last + 1)));
        } else {
            prop_assert_eq!(run.result, Ok(Outcome::Answered(signed)));
            prop_assert_eq!(u64::from(reminded), days);
            prop_assert_eq!(run.elapsed, sfn::hours(hours));
        }
    }
}
