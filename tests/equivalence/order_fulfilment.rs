//! Order fulfilment.

use proptest::{collection::vec, prelude::*};
use sfn_dsl::testing::{Answers, check_equivalence};
use sfn_examples::order_fulfilment::{
    Customer, Item, Order, Payment, PaymentError, Reservation, ServiceError, StockError, Verdict,
    charge_payment, notify_user, notify_warehouse, order_fulfilment, refund_payment,
    release_payment, reserve_item, schedule_delivery, send_confirmation, validate_order,
};

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z]{0,8}", "\\PC{0,6}", Just("it's \"quoted\" \\ {% no %} ${x}".to_owned())]
}

fn orders() -> impl Strategy<Value = Order> {
    let item = (text(), 0..100_u32).prop_map(|(sku, quantity)| Item { sku, quantity });
    (text(), text(), text(), vec(item, 0..5), 0.0..20_000.0_f64).prop_map(
        |(order_id, email, address, items, total)| Order {
            order_id,
            customer: Customer { email, address },
            items,
            total,
        },
    )
}

fn service_errors() -> impl Strategy<Value = ServiceError> {
    (prop_oneof![Just("States.Timeout".to_owned()), "[A-Z][a-z]{3,8}"], text())
        .prop_map(|(name, cause)| ServiceError::Other { name, cause })
}

/// A result that is mostly fine.
fn mostly<T: Clone + std::fmt::Debug + 'static, E: Clone + std::fmt::Debug + 'static>(
    fine: impl Strategy<Value = T> + 'static,
    error: impl Strategy<Value = E> + 'static,
) -> impl Strategy<Value = Result<T, E>> {
    prop_oneof![4 => fine.prop_map(Ok), 1 => error.prop_map(Err)]
}

fn payment_errors() -> impl Strategy<Value = PaymentError> {
    text().prop_map(|code| PaymentError::Declined { code })
}

fn stock_errors() -> impl Strategy<Value = StockError> {
    prop_oneof![
        text().prop_map(|sku| StockError::OutOfStock { sku }),
        ("[A-Z][a-z]{3,8}", text()).prop_map(|(name, cause)| StockError::Unknown { name, cause }),
    ]
}

prop_compose! {
    fn answers()(
        verdict in mostly((any::<bool>(), proptest::option::of(text())).prop_map(|(valid, reason)| Verdict { valid, reason }), service_errors()),
        payment in mostly((text(), 0.0..9e9_f64).prop_map(|(id, amount)| Payment { id, amount }), payment_errors()),
        throttled in 0..6_u32,
        stock in vec(mostly((text(), text()).prop_map(|(sku, shelf)| Reservation { sku, shelf }), stock_errors()), 1..6),
        units in vec(mostly(Just(()), service_errors()), 5),
        delivery in mostly(text(), service_errors()),
    ) -> Answers {
        let unit = |n: usize| { let answer = units[n].clone(); move |_: sfn_dsl::testing::Call<'_>| answer.clone() };
        Answers::new()
            .on(validate_order, move |_| verdict.clone())
            .on(charge_payment, move |_| payment.clone())
            .fail_first(throttled, charge_payment, "Lambda.TooManyRequestsException")
            .on(reserve_item, move |call| {
                let quantity = call.payload["quantity"].as_u64().unwrap_or_default() as usize;
                stock[quantity % stock.len()].clone()
            })
            .on(notify_user, unit(0))
            .on(refund_payment, unit(1))
            .on(release_payment, unit(2))
            .on(send_confirmation, unit(3))
            .on(notify_warehouse, unit(4))
            .on(schedule_delivery, move |_| delivery.clone())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn generated_answers(order in orders(), answers in answers()) {
        if let Err(difference) = check_equivalence(|| order_fulfilment(order.clone()), &answers) {
            return Err(TestCaseError::fail(difference.to_string()));
        }
    }

    #[test]
    fn own_bodies(order in orders()) {
        if let Err(difference) = check_equivalence(|| order_fulfilment(order.clone()), &Answers::new()) {
            return Err(TestCaseError::fail(difference.to_string()));
        }
    }
}
