//! How things look on a terminal. Nothing here decides anything.

mod explain;
mod findings;
mod live;
mod plan;
mod table;
mod timeline;

pub(crate) use explain::{explanation, explanation_json};
pub(crate) use findings::{Finding, Subject, counts, findings_json, findings_text};
pub(crate) use live::Live;
pub(crate) use plan::{plan_lines, step_name, step_text};
pub(crate) use table::{Align, Cell, Table};
pub(crate) use timeline::{duration_text, timeline_json, timeline_table};
