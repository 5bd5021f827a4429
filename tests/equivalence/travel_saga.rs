//! Travel saga.

use proptest::prelude::*;
use sfn_dsl::testing::{Answers, Call, check_equivalence};
use sfn_examples::travel_saga::{
    Booking, TravelError, Trip, book_flight, book_hotel, cancel_car, cancel_flight, cancel_hotel,
    charge_trip, rent_car, travel_saga,
};

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z]{0,8}", "\\PC{0,6}", Just("it's \"quoted\" {% no %}".to_owned())]
}

fn trips() -> impl Strategy<Value = Trip> {
    let places = prop_oneof![
        2 => text(),
        1 => Just("Venice".to_owned()),
        1 => Just("Atlantis".to_owned()),
    ];
    (text(), places, 0..40_u32, 0..4_000_u32).prop_map(|(trip_id, destination, nights, budget)| {
        Trip { trip_id, destination, nights, budget: f64::from(budget) }
    })
}

fn errors() -> impl Strategy<Value = TravelError> {
    prop_oneof![
        text().prop_map(|what| TravelError::SoldOut { what }),
        text().prop_map(|code| TravelError::Declined { code }),
        (prop_oneof![Just("States.Timeout".to_owned()), "[A-Z][a-z]{3,8}"], text())
            .prop_map(|(name, cause)| TravelError::Failed { name, cause }),
    ]
}

fn mostly<T: Clone + std::fmt::Debug + 'static>(
    fine: impl Strategy<Value = T> + 'static,
) -> impl Strategy<Value = Result<T, TravelError>> {
    prop_oneof![4 => fine.prop_map(Ok), 1 => errors().prop_map(Err)]
}

fn bookings() -> impl Strategy<Value = Result<Booking, TravelError>> {
    mostly(
        (text(), 0..9_000_u32)
            .prop_map(|(id, price)| Booking { id, price: f64::from(price) / 4.0 }),
    )
}

prop_compose! {
    fn answers()(
        flight in bookings(),
        hotel in bookings(),
        car in bookings(),
        charged in mostly(Just(())),
        cancelled in proptest::collection::vec(mostly(Just(())), 3),
        throttled in 0..6_u32,
    ) -> Answers {
        let unit = |n: usize| { let answer = cancelled[n].clone(); move |_: Call<'_>| answer.clone() };
        let charged = charged.clone();
        Answers::new()
            .on(book_flight, move |_| flight.clone())
            .on(book_hotel, move |_| hotel.clone())
            .on(rent_car, move |_| car.clone())
            .on(charge_trip, move |_| charged.clone())
            .on(cancel_car, unit(0))
            .on(cancel_hotel, unit(1))
            .fail_first(throttled, cancel_hotel, "Lambda.TooManyRequestsException")
            .on(cancel_flight, unit(2))
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn generated_answers(trip in trips(), answers in answers()) {
        if let Err(difference) = check_equivalence(|| travel_saga(trip.clone()), &answers) {
            return Err(TestCaseError::fail(difference.to_string()));
        }
    }

    #[test]
    fn own_bodies(trip in trips()) {
        if let Err(difference) = check_equivalence(|| travel_saga(trip.clone()), &Answers::new()) {
            return Err(TestCaseError::fail(difference.to_string()));
        }
    }
}

/// What is undone is what was done, the last of it first.
#[test]
fn compensations_come_in_reverse_order() {
    let trip =
        Trip { trip_id: "t".to_owned(), destination: "Lisbon".to_owned(), nights: 3, budget: 1.0 };
    let run = Answers::new().run(travel_saga(trip));
    let called: Vec<_> = run.calls.iter().map(|call| call.task).collect();
    assert_eq!(
        called,
        [
            "book_flight",
            "book_hotel",
            "rent_car",
            "charge_trip",
            "cancel_car",
            "cancel_hotel",
            "cancel_flight"
        ]
    );
}
