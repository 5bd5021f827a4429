//! Pagination.

use proptest::{collection::vec, prelude::*};
use sfn_dsl::testing::{Answers, check_equivalence};
use sfn_examples::pagination::{ListError, Page, Query, list_customers, pagination};

fn queries() -> impl Strategy<Value = Query> {
    ("[a-z]{0,3}", 0..12_usize).prop_map(|(segment, limit)| Query { segment, limit })
}

/// Pages of any length, none among them; the token of a page is its place.
fn answers() -> impl Strategy<Value = Answers> {
    let pages = vec(vec("\\PC{0,4}", 0..4), 1..6);
    let expired = prop_oneof![9 => Just(None), 1 => (0..5_usize).prop_map(Some)];
    (pages, expired, 0..6_u32).prop_map(|(pages, expired, throttled)| {
        Answers::new()
            .on(list_customers, move |call| {
                let place =
                    call.payload["token"].as_str().map_or(0, |token| token.parse().unwrap());
                if expired == Some(place) {
                    return Err(ListError::InvalidToken);
                }
                let next_token = (place + 1 < pages.len()).then(|| (place + 1).to_string());
                Ok(Page { customers: pages[place].clone(), next_token })
            })
            .fail_first(throttled, list_customers, "Lambda.TooManyRequestsException")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn generated_answers(query in queries(), answers in answers()) {
        if let Err(difference) = check_equivalence(|| pagination(query.clone()), &answers) {
            return Err(TestCaseError::fail(difference.to_string()));
        }
    }

    #[test]
    fn own_bodies(query in queries()) {
        if let Err(difference) = check_equivalence(|| pagination(query.clone()), &Answers::new()) {
            return Err(TestCaseError::fail(difference.to_string()));
        }
    }
}
