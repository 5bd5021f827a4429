//! Example workflows: a module each, with typed tasks that have native bodies.

#[cfg(feature = "definitions")]
pub mod agent_loop;
#[cfg(feature = "definitions")]
pub mod document_processing;
#[cfg(feature = "definitions")]
pub mod expense_approval;
#[cfg(feature = "definitions")]
pub mod human_task;
#[cfg(feature = "definitions")]
pub mod idempotent;
#[cfg(feature = "definitions")]
pub mod job_poller;
#[cfg(feature = "definitions")]
pub mod nightly_etl;
pub mod order_fulfilment;
#[cfg(feature = "definitions")]
pub mod pagination;
#[cfg(feature = "definitions")]
pub mod quorum;
#[cfg(feature = "definitions")]
pub mod scatter_gather;
#[cfg(feature = "definitions")]
pub mod semaphore;
#[cfg(feature = "definitions")]
pub mod travel_saga;
