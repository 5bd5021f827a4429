//! The Lambda function behind `${ChargePaymentFunction}`: the task of the order workflow, as it stands there.
//!
//! Built without definitions: `cargo build --bin charge_payment --no-default-features --features lambda`.

fn main() -> Result<(), sfn_dsl::lambda::Error> {
    sfn_dsl::lambda::run(sfn_examples::order_fulfilment::charge_payment)
}
