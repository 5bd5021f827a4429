//! Account vending.

use proptest::{collection::vec, prelude::*};
use serde_json::{Value, json};
use sfn_dsl::{
    TaskFailure, sdk,
    testing::{Answers, RunError, check_equivalence},
};
use sfn_examples::account_vending::{AccountRequest, VendingError, account_vending};

fn request(group_ids: Vec<String>) -> AccountRequest {
    AccountRequest {
        name: "analytics".to_owned(),
        email: "a@example.com".to_owned(),
        cost_centre: "7".to_owned(),
        group_ids,
    }
}

/// How a service goes on: what it says at first, and after each question.
fn progress() -> impl Strategy<Value = Vec<&'static str>> {
    let end = prop_oneof![4 => Just("SUCCEEDED"), 1 => Just("FAILED")];
    (vec(prop_oneof![Just("IN_PROGRESS"), Just("")], 0..4), end).prop_map(|(mut waiting, end)| {
        waiting.push(end);
        waiting
    })
}

/// A status under this name; an empty one is missing.
fn status(member: &str, key: &str, status: &str, rest: &Value) -> Value {
    let mut detail = rest.clone();
    if !status.is_empty() {
        detail[key] = status.into();
    }
    json!({ member: detail })
}

type Answered = Result<Value, TaskFailure>;

/// The first answer and those to the questions.
fn steps(
    (member, key): (&'static str, &'static str),
    rest: Value,
    progress: Vec<&'static str>,
) -> (impl Fn() -> Answered + Clone, impl Fn(u32) -> Answered + Clone) {
    let (first, later) = (progress[0], progress);
    let begin = {
        let rest = rest.clone();
        move || Ok(status(member, key, first, &rest))
    };
    let ask = move |earlier: u32| {
        let step = later.get(earlier as usize + 1).or(later.last()).unwrap();
        Ok(status(member, key, step, &rest))
    };
    (begin, ask)
}

prop_compose! {
    fn answers()(
        account in progress(),
        baseline in progress(),
        assignment in progress(),
        refused in prop_oneof![9 => Just(false), 1 => Just(true)],
        conflicts in 0..8_u32,
    ) -> Answers {
        let (create, created) = steps(
            ("CreateAccountStatus", "State"),
            json!({ "Id": "car-1", "AccountId": "111122223333", "FailureReason": "INTERNAL_FAILURE" }),
            account,
        );
        let (provision, provisioned) = steps(
            ("RecordDetail", "Status"),
            json!({ "RecordId": "rec-1", "ProvisionedProductId": "pp-1" }),
            baseline,
        );
        let (assign, assigned) = steps(
            ("AccountAssignmentCreationStatus", "Status"),
            json!({ "RequestId": "req-1" }),
            assignment,
        );
        Answers::new()
            .on_json(sdk!(organizations::create_account), move |_| create())
            .on_json(sdk!(organizations::describe_create_account_status), move |call| created(call.earlier))
            .on_json(sdk!(servicecatalog::provision_product), move |_| match refused {
                true => Err(TaskFailure::new("ServiceCatalog.DuplicateResourceException", "{}")),
                false => provision(),
            })
            .on_json(sdk!(servicecatalog::describe_record), move |call| provisioned(call.earlier))
            .on_json(sdk!(ssoadmin::create_account_assignment), move |_| assign())
            .fail_first(conflicts, sdk!(ssoadmin::create_account_assignment), "SsoAdmin.ConflictException")
            .on_json(sdk!(ssoadmin::describe_account_assignment_creation_status), move |call| {
                assigned(call.earlier)
            })
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn generated_answers(groups in vec("g-[a-z]", 0..2), answers in answers()) {
        if let Err(difference) = check_equivalence(|| account_vending(request(groups.clone())), &answers) {
            return Err(TestCaseError::fail(difference.to_string()));
        }
    }
}

#[test]
fn a_group_without_access_is_named() {
    let done = |member: &str, key: &str| status(member, key, "SUCCEEDED", &json!({}));
    let answers = Answers::new()
        .succeed(sdk!(organizations::create_account), &done("CreateAccountStatus", "State"))
        .succeed(sdk!(servicecatalog::provision_product), &done("RecordDetail", "Status"))
        .on_json(sdk!(ssoadmin::create_account_assignment), |call| {
            let failed = call.payload["PrincipalId"] == "g-none";
            let how = if failed { "FAILED" } else { "SUCCEEDED" };
            let why = json!({ "FailureReason": "there is no such group" });
            Ok(status("AccountAssignmentCreationStatus", "Status", how, &why))
        });
    let run = answers.run(account_vending(request(vec!["g-dev".to_owned(), "g-none".to_owned()])));
    let error = VendingError::NoAccess {
        group_id: "g-none".to_owned(),
        reason: "there is no such group".to_owned(),
    };
    assert_eq!(run.result, Err(RunError::Returned(error)));
    let created = run.payloads(sdk!(organizations::create_account));
    assert_eq!(created[0]["Tags"], json!([{ "Key": "cost-centre", "Value": "7" }]));
}
