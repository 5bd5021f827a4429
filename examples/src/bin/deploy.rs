//! Deploys the example workflows, or runs them locally: all that a deploy binary needs to be.

use sfn_examples::{
    document_processing::document_processing, expense_approval::expense_approval,
    idempotent::idempotent, job_poller::job_poller, order_fulfilment::order_fulfilment,
    pagination::pagination, scatter_gather::scatter_gather, semaphore::semaphore,
    travel_saga::travel_saga,
};

fn main() -> std::process::ExitCode {
    sfn_deploy::App::new()
        .workflow(order_fulfilment::definition)
        .sample(include_str!("../../samples/order-fulfilment/order.json"))
        .failing_sample(
            "invalid",
            include_str!("../../samples/order-fulfilment/invalid.json"),
            "Invalid",
        )
        .failing_sample(
            "declined",
            include_str!("../../samples/order-fulfilment/declined.json"),
            "Declined",
        )
        .failing_sample(
            "out-of-stock",
            include_str!("../../samples/order-fulfilment/out-of-stock.json"),
            "OutOfStock",
        )
        .workflow(document_processing::definition)
        .sample(include_str!("../../samples/document-processing/approved.json"))
        .named_sample("rejected", include_str!("../../samples/document-processing/rejected.json"))
        .named_sample("expired", include_str!("../../samples/document-processing/expired.json"))
        .named_sample(
            "manual-review",
            include_str!("../../samples/document-processing/manual-review.json"),
        )
        .mocks(include_str!("../../mocks/document-processing.json"))
        .workflow(travel_saga::definition)
        .sample(include_str!("../../samples/travel-saga/booked.json"))
        .failing_sample(
            "no-flight",
            include_str!("../../samples/travel-saga/no-flight.json"),
            "SoldOut",
        )
        .failing_sample(
            "no-room",
            include_str!("../../samples/travel-saga/no-room.json"),
            "SoldOut",
        )
        .failing_sample("no-car", include_str!("../../samples/travel-saga/no-car.json"), "SoldOut")
        .failing_sample(
            "too-dear",
            include_str!("../../samples/travel-saga/too-dear.json"),
            "Declined",
        )
        .workflow(job_poller::definition)
        .sample(include_str!("../../samples/job-poller/finished.json"))
        .failing_sample("broken", include_str!("../../samples/job-poller/broken.json"), "Failed")
        .failing_sample(
            "endless",
            include_str!("../../samples/job-poller/endless.json"),
            "StillRunning",
        )
        .failing_sample(
            "unknown",
            include_str!("../../samples/job-poller/unknown.json"),
            "UnknownProgram",
        )
        .workflow(pagination::definition)
        .sample(include_str!("../../samples/pagination/all.json"))
        .named_sample("limited", include_str!("../../samples/pagination/limited.json"))
        .failing_sample(
            "unknown",
            include_str!("../../samples/pagination/unknown.json"),
            "UnknownSegment",
        )
        .workflow(expense_approval::definition)
        .sample(include_str!("../../samples/expense-approval/approved.json"))
        .named_sample("rejected", include_str!("../../samples/expense-approval/rejected.json"))
        .named_sample("deputy", include_str!("../../samples/expense-approval/deputy.json"))
        .failing_sample(
            "nobody",
            include_str!("../../samples/expense-approval/nobody.json"),
            "NobodyDecided",
        )
        .failing_sample(
            "unknown-employee",
            include_str!("../../samples/expense-approval/unknown-employee.json"),
            "UnknownEmployee",
        )
        .workflow(idempotent::definition)
        .sample(include_str!("../../samples/idempotent/charged.json"))
        .failing_sample(
            "declined",
            include_str!("../../samples/idempotent/declined.json"),
            "Declined",
        )
        .mocks(include_str!("../../mocks/idempotent.json"))
        .workflow(semaphore::definition)
        .sample(include_str!("../../samples/semaphore/done.json"))
        .failing_sample("broken", include_str!("../../samples/semaphore/broken.json"), "Impossible")
        .mocks(include_str!("../../mocks/semaphore.json"))
        .workflow(scatter_gather::definition)
        .sample(include_str!("../../samples/scatter-gather/cheapest.json"))
        .failing_sample(
            "nobody",
            include_str!("../../samples/scatter-gather/nobody.json"),
            "NoQuote",
        )
        .failing_sample(
            "fickle",
            include_str!("../../samples/scatter-gather/fickle.json"),
            "Expired",
        )
        .main()
}
