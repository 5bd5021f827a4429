//! Starting an execution, following it, and what came of it.

mod follow;
mod job;
mod timeline;

pub(crate) use follow::{Finished, Pace, Watch, follow};
pub(crate) use job::{Job, report};
pub(crate) use timeline::{Outcome, Timeline, Visit};
