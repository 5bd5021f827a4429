//! `GetExecutionHistory`, also of an execution that still runs.

use std::fmt::Display;

use serde::{Deserialize, Serialize, Serializer};

use super::{
    super::{error::ApiError, page::Page},
    Call,
    execution::find,
};
use crate::{Event, HistoryReader, history::StartedBy};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Get {
    execution_arn: String,
    max_results: Option<i64>,
    #[serde(default)]
    reverse_order: bool,
    next_token: Option<String>,
    include_execution_data: Option<bool>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct History {
    events: Events,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

/// Events of an execution, which are rendered as they are written.
#[derive(Debug)]
struct Events {
    reader: HistoryReader,
    shown: Vec<Event>,
    include_data: bool,
    alias: Option<String>,
    version: Option<String>,
}

impl Serialize for Events {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let started_by =
            StartedBy { alias: self.alias.as_deref(), version: self.version.as_deref() };
        let rendered = |event| self.reader.rendered(event, self.include_data, started_by);
        serializer.collect_seq(self.shown.iter().map(rendered))
    }
}

/// `GetExecutionHistory`. Events are numbered without gaps, so a page is a range of numbers.
pub(super) fn get(call: &mut Call<'_>, input: Get) -> Result<History, ApiError> {
    let execution = find(call.state, &input.execution_arn)?;
    let page = Page {
        listing: &format!("GetExecutionHistory {} {}", input.execution_arn, input.reverse_order),
        max_results: input.max_results,
        next_token: input.next_token.as_deref(),
        default: 100,
    };
    let places = 0..execution.handle.event_count();
    let key = |place: &usize| place.to_string();
    let listed = if input.reverse_order {
        page.take(places.rev(), key, |place, after| {
            after.parse().is_ok_and(|after: usize| *place >= after)
        })?
    } else {
        page.take(places, key, |place, after| {
            after.parse().is_ok_and(|after: usize| *place <= after)
        })?
    };
    let include_data = input.include_execution_data.unwrap_or(true);
    let first = listed.items.iter().min().copied().unwrap_or_default();
    let mut shown = execution.handle.events(first, listed.items.len());
    if input.reverse_order {
        shown.reverse();
    }
    let arn = |qualifier: &dyn Display| call.state.scope.qualified(&execution.machine, qualifier);
    let events = Events {
        reader: execution.handle.reader().clone(),
        shown,
        include_data,
        alias: execution.alias.as_ref().map(|alias| arn(alias)),
        version: execution.version.as_ref().map(|version| arn(version)),
    };
    Ok(History { events, next_token: listed.next_token })
}
