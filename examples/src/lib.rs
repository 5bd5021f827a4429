//! Example workflows: a module each, with typed tasks that have native bodies.

pub mod agent_loop;
pub mod document_processing;
pub mod expense_approval;
pub mod idempotent;
pub mod job_poller;
pub mod nightly_etl;
pub mod order_fulfilment;
pub mod pagination;
pub mod scatter_gather;
pub mod semaphore;
pub mod travel_saga;
