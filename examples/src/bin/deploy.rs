//! Deploys the example workflows, or runs them locally: all that a deploy binary needs to be.

use sfn_examples::order_fulfilment::order_fulfilment;

fn main() -> std::process::ExitCode {
    sfn_deploy::App::new()
        .workflow(order_fulfilment::definition)
        .sample(include_str!("../../samples/order-fulfilment/order.json"))
        .main()
}
