//! The function and its definition give the same result or the same error: for generated inputs and answers of every
//! kind, natively and in the interpreter.

#![allow(
    clippy::all,
    clippy::pedantic,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    unreachable_pub,
    unused_assignments,
    reason = "the programs are written to be hard to translate, not to be good Rust"
)]

#[path = "equivalence/account_vending.rs"]
mod account_vending;
#[path = "equivalence/agent_loop.rs"]
mod agent_loop;
#[path = "equivalence/csv_import.rs"]
mod csv_import;
#[path = "equivalence/document_processing.rs"]
mod document_processing;
#[path = "equivalence/expense_approval.rs"]
mod expense_approval;
#[path = "equivalence/human_task.rs"]
mod human_task;
#[path = "equivalence/idempotent.rs"]
mod idempotent;
#[path = "equivalence/job_poller.rs"]
mod job_poller;
#[path = "equivalence/nightly_etl.rs"]
mod nightly_etl;
#[path = "equivalence/order_fulfilment.rs"]
mod order_fulfilment;
#[path = "equivalence/pagination.rs"]
mod pagination;
#[path = "equivalence/programs.rs"]
mod programs;
#[path = "equivalence/quorum.rs"]
mod quorum;
#[path = "equivalence/scatter_gather.rs"]
mod scatter_gather;
#[path = "equivalence/semaphore.rs"]
mod semaphore;
#[path = "equivalence/told_apart.rs"]
mod told_apart;
#[path = "equivalence/travel_saga.rs"]
mod travel_saga;

#[path = "equivalence/assignments.rs"]
mod assignments;
#[path = "equivalence/destructuring.rs"]
mod destructuring;
#[path = "equivalence/differences.rs"]
mod differences;
#[path = "equivalence/error_values.rs"]
mod error_values;
#[path = "equivalence/failures.rs"]
mod failures;
#[path = "equivalence/generated.rs"]
mod generated;
#[path = "equivalence/inline.rs"]
mod inline;
#[path = "equivalence/inputs.rs"]
mod inputs;
#[path = "equivalence/kept.rs"]
mod kept;
#[path = "equivalence/loops.rs"]
mod loops;
#[path = "equivalence/macros.rs"]
mod macros;
#[path = "equivalence/mixtures.rs"]
mod mixtures;
#[path = "equivalence/order.rs"]
mod order;
#[path = "equivalence/outcomes.rs"]
mod outcomes;
#[path = "equivalence/patterns.rs"]
mod patterns;
#[path = "equivalence/races.rs"]
mod races;
#[path = "equivalence/steps.rs"]
mod steps;
#[path = "equivalence/support.rs"]
mod support;
#[path = "equivalence/tries.rs"]
mod tries;
#[path = "equivalence/values/mod.rs"]
mod values;
#[path = "equivalence/variables.rs"]
mod variables;
