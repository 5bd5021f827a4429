//! Scatter-gather.

use proptest::{collection::vec, prelude::*};
use sfn_dsl::testing::{Answers, check_equivalence};
use sfn_examples::scatter_gather::{
    BookingError, Quote, QuoteError, Shipment, accept_quote, announce_pickup, request_quote,
    scatter_gather,
};

fn shipments() -> impl Strategy<Value = Shipment> {
    let carrier = prop_oneof![
        3 => "[a-z]{0,5}",
        1 => Just("asleep".to_owned()),
        1 => Just("bicycle".to_owned()),
        1 => Just("fickle".to_owned()),
    ];
    ("\\PC{0,6}", 0..30_u32, vec(carrier, 0..6)).prop_map(|(shipment_id, weight_kg, carriers)| {
        Shipment { shipment_id, weight_kg, carriers }
    })
}

fn quotes() -> impl Strategy<Value = Result<Quote, QuoteError>> {
    prop_oneof![
        3 => ("\\PC{0,4}", 0..4_u32).prop_map(|(carrier, price)| Ok(Quote { carrier, price })),
        1 => Just(Err(QuoteError::TooHeavy)),
        1 => Just(Err(QuoteError::TimedOut)),
        1 => ("[A-Z][a-z]{3,8}", "\\PC{0,4}")
            .prop_map(|(name, cause)| Err(QuoteError::Other { name, cause })),
    ]
}

prop_compose! {
    fn answers()(
        quotes in vec(quotes(), 1..5),
        booking in prop_oneof![
            3 => "\\PC{0,6}".prop_map(Ok),
            1 => "\\PC{0,6}".prop_map(|carrier| Err(BookingError::Expired { carrier })),
        ],
        announced in prop_oneof![
            4 => Just(Ok(())),
            1 => Just(Err(BookingError::Expired { carrier: "late".to_owned() })),
        ],
    ) -> Answers {
        Answers::new()
            .on(request_quote, move |call| {
                let carrier = call.payload["carrier"].as_str().unwrap();
                quotes[carrier.len() % quotes.len()].clone()
            })
            .on(accept_quote, move |_| booking.clone())
            .on(announce_pickup, move |_| announced.clone())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn generated_answers(shipment in shipments(), answers in answers()) {
        if let Err(difference) = check_equivalence(|| scatter_gather(shipment.clone()), &answers) {
            return Err(TestCaseError::fail(difference.to_string()));
        }
    }

    #[test]
    fn own_bodies(shipment in shipments()) {
        if let Err(difference) = check_equivalence(|| scatter_gather(shipment.clone()), &Answers::new()) {
            return Err(TestCaseError::fail(difference.to_string()));
        }
    }
}
