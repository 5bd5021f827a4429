//! Deploys the example workflows, or runs them locally: all that a deploy binary needs to be.

use sfn_examples::{
    account_vending::account_vending, agent_loop::agent_loop, csv_import::csv_import,
    document_processing::document_processing, expense_approval::expense_approval,
    human_task::human_task, idempotent::idempotent, job_poller::job_poller,
    nightly_etl::nightly_etl, order_fulfilment::order_fulfilment, pagination::pagination,
    quorum::quorum, scatter_gather::scatter_gather, semaphore::semaphore, travel_saga::travel_saga,
};

/// A sample input, by its place in `samples/`.
macro_rules! sample {
    ($name:literal) => {
        include_str!(concat!("../../samples/", $name, ".json"))
    };
}

/// A file of the bucket `${ImportBucket}`.
macro_rules! import {
    ($name:literal) => {
        include_str!(concat!("../../objects/ImportBucket/", $name))
    };
}

fn main() -> std::process::ExitCode {
    sfn_deploy::App::new()
        .workflow(order_fulfilment::definition)
        .sample(sample!("order-fulfilment/order"))
        .failing_sample("invalid", sample!("order-fulfilment/invalid"), "Invalid")
        .failing_sample("declined", sample!("order-fulfilment/declined"), "Declined")
        .failing_sample("out-of-stock", sample!("order-fulfilment/out-of-stock"), "OutOfStock")
        .workflow(document_processing::definition)
        .sample(sample!("document-processing/approved"))
        .named_sample("rejected", sample!("document-processing/rejected"))
        .named_sample("expired", sample!("document-processing/expired"))
        .named_sample("manual-review", sample!("document-processing/manual-review"))
        .mocks(include_str!("../../mocks/document-processing.json"))
        .workflow(travel_saga::definition)
        .sample(sample!("travel-saga/booked"))
        .failing_sample("no-flight", sample!("travel-saga/no-flight"), "SoldOut")
        .failing_sample("no-room", sample!("travel-saga/no-room"), "SoldOut")
        .failing_sample("no-car", sample!("travel-saga/no-car"), "SoldOut")
        .failing_sample("too-dear", sample!("travel-saga/too-dear"), "Declined")
        .workflow(job_poller::definition)
        .sample(sample!("job-poller/finished"))
        .failing_sample("broken", sample!("job-poller/broken"), "Failed")
        .failing_sample("endless", sample!("job-poller/endless"), "StillRunning")
        .failing_sample("unknown", sample!("job-poller/unknown"), "UnknownProgram")
        .workflow(pagination::definition)
        .sample(sample!("pagination/all"))
        .named_sample("limited", sample!("pagination/limited"))
        .failing_sample("unknown", sample!("pagination/unknown"), "UnknownSegment")
        .workflow(expense_approval::definition)
        .sample(sample!("expense-approval/approved"))
        .named_sample("rejected", sample!("expense-approval/rejected"))
        .named_sample("deputy", sample!("expense-approval/deputy"))
        .failing_sample("nobody", sample!("expense-approval/nobody"), "NobodyDecided")
        .failing_sample(
            "unknown-employee",
            sample!("expense-approval/unknown-employee"),
            "UnknownEmployee",
        )
        .workflow(idempotent::definition)
        .sample(sample!("idempotent/charged"))
        .failing_sample("declined", sample!("idempotent/declined"), "Declined")
        .mocks(include_str!("../../mocks/idempotent.json"))
        .workflow(semaphore::definition)
        .sample(sample!("semaphore/done"))
        .failing_sample("broken", sample!("semaphore/broken"), "Impossible")
        .mocks(include_str!("../../mocks/semaphore.json"))
        .workflow(scatter_gather::definition)
        .sample(sample!("scatter-gather/cheapest"))
        .failing_sample("nobody", sample!("scatter-gather/nobody"), "NoQuote")
        .failing_sample("fickle", sample!("scatter-gather/fickle"), "Expired")
        .workflow(nightly_etl::definition)
        .sample(sample!("nightly-etl/loaded"))
        .failing_sample("not-loaded", sample!("nightly-etl/not-loaded"), "NotLoaded")
        .failing_sample("empty", sample!("nightly-etl/empty"), "Empty")
        .mocks(include_str!("../../mocks/nightly-etl.json"))
        .workflow(agent_loop::definition)
        .sample(sample!("agent-loop/order"))
        .named_sample("refund", sample!("agent-loop/refund"))
        .failing_sample("too-long", sample!("agent-loop/too-long"), "TooLong")
        .mocks(include_str!("../../mocks/agent-loop.json"))
        .workflow(human_task::definition)
        .sample(sample!("human-task/signed"))
        .named_sample("reminded", sample!("human-task/reminded"))
        .named_sample("declined", sample!("human-task/declined"))
        .named_sample("escalated", sample!("human-task/escalated"))
        .failing_sample("gone", sample!("human-task/gone"), "Bounced")
        .mocks(include_str!("../../mocks/human-task.json"))
        .workflow(quorum::definition)
        .sample(sample!("quorum/carried"))
        .named_sample("lost", sample!("quorum/lost"))
        .named_sample("silent", sample!("quorum/silent"))
        .mocks(include_str!("../../mocks/quorum.json"))
        .workflow(csv_import::definition)
        .sample(sample!("csv-import/published"))
        .failing_sample(
            "too-many-wrong",
            sample!("csv-import/too-many-wrong"),
            "States.ExceedToleratedFailureThreshold",
        )
        .failing_sample("no-file", sample!("csv-import/no-file"), "States.ItemReaderFailed")
        .failing_sample(
            "unknown-supplier",
            sample!("csv-import/unknown-supplier"),
            "UnknownSupplier",
        )
        .object("${ImportBucket}", "acme/april.csv", import!("acme/april.csv"))
        .object("${ImportBucket}", "acme/may.csv", import!("acme/may.csv"))
        .workflow(account_vending::definition)
        .sample(sample!("account-vending/vended"))
        .failing_sample("known-email", sample!("account-vending/known-email"), "NotCreated")
        .failing_sample("unknown-group", sample!("account-vending/unknown-group"), "NoAccess")
        .mocks(include_str!("../../mocks/account-vending.json"))
        .main()
}
