//! Describe, list and update the Map Runs of distributed Maps.

use serde::{Deserialize, Serialize};

use super::{
    super::{
        arn::Resource,
        error::ApiError,
        page::Page,
        state::{Instant, State},
    },
    Call, Nothing,
    execution::find,
};
use crate::{Counts, MapRunHandle, MapRunStatus, map_run::Tolerance};

/// The Map Run that `arn` names.
pub(super) fn find_map_run(state: &State, arn: &str) -> Result<MapRunHandle, ApiError> {
    match Resource::parse(arn)? {
        Resource::MapRun => state.executions.map_run(arn).ok_or_else(ApiError::resource_not_found),
        other => Err(other.refused()),
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Describe {
    map_run_arn: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Described {
    map_run_arn: String,
    execution_arn: String,
    status: &'static str,
    start_date: Instant,
    #[serde(skip_serializing_if = "Option::is_none")]
    stop_date: Option<Instant>,
    max_concurrency: u64,
    tolerated_failure_percentage: f64,
    tolerated_failure_count: u64,
    item_counts: ShownCounts,
    execution_counts: ShownCounts,
    redrive_count: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    redrive_date: Option<Instant>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ShownCounts {
    pending: u64,
    running: u64,
    succeeded: u64,
    failed: u64,
    timed_out: u64,
    aborted: u64,
    total: u64,
    results_written: u64,
    failures_not_redrivable: u64,
    pending_redrive: u64,
}

impl From<Counts> for ShownCounts {
    fn from(counts: Counts) -> Self {
        let Counts {
            pending,
            running,
            succeeded,
            failed,
            timed_out,
            aborted,
            total,
            results_written,
            pending_redrive,
        } = counts;
        Self {
            pending,
            running,
            succeeded,
            failed,
            timed_out,
            aborted,
            total,
            results_written,
            // Its Map Run redrives every child here.
            failures_not_redrivable: 0,
            pending_redrive,
        }
    }
}

/// `DescribeMapRun`.
pub(super) fn describe(call: &mut Call<'_>, input: Describe) -> Result<Described, ApiError> {
    let run = find_map_run(call.state, &input.map_run_arn)?;
    let tolerance = run.tolerance();
    Ok(Described {
        map_run_arn: run.arn().to_owned(),
        execution_arn: run.execution_arn().to_owned(),
        status: run.status().as_str(),
        start_date: Instant(run.started_at()),
        stop_date: run.stopped_at().map(Instant),
        max_concurrency: run.max_concurrency(),
        tolerated_failure_percentage: tolerance.percentage,
        tolerated_failure_count: tolerance.count,
        item_counts: run.item_counts().into(),
        execution_counts: run.execution_counts().into(),
        redrive_count: run.redrive_count(),
        redrive_date: run.redriven_at().map(Instant),
    })
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct List {
    execution_arn: String,
    max_results: Option<i64>,
    next_token: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Listed {
    map_runs: Vec<Item>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    execution_arn: String,
    map_run_arn: String,
    state_machine_arn: String,
    start_date: Instant,
    #[serde(skip_serializing_if = "Option::is_none")]
    stop_date: Option<Instant>,
}

/// `ListMapRuns`, the newest first.
pub(super) fn list(call: &mut Call<'_>, input: List) -> Result<Listed, ApiError> {
    let runs = find(call.state, &input.execution_arn)?.handle.map_runs();
    let page = Page {
        listing: &format!("ListMapRuns {}", input.execution_arn),
        max_results: input.max_results,
        next_token: input.next_token.as_deref(),
        default: 100,
    };
    let listed = page.take(
        runs.iter().enumerate().rev(),
        |(place, _)| place.to_string(),
        |(place, _), after| after.parse().is_ok_and(|after: usize| *place >= after),
    )?;
    let item = |run: &MapRunHandle| Item {
        execution_arn: run.execution_arn().to_owned(),
        map_run_arn: run.arn().to_owned(),
        state_machine_arn: run.state_machine_arn().to_owned(),
        start_date: Instant(run.started_at()),
        stop_date: run.stopped_at().map(Instant),
    };
    let map_runs = listed.items.into_iter().map(|(_, run)| item(run)).collect();
    Ok(Listed { map_runs, next_token: listed.next_token })
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Update {
    map_run_arn: String,
    max_concurrency: Option<u64>,
    tolerated_failure_percentage: Option<f64>,
    tolerated_failure_count: Option<u64>,
}

/// `UpdateMapRun`.
pub(super) fn update(call: &mut Call<'_>, input: Update) -> Result<Nothing, ApiError> {
    let run = find_map_run(call.state, &input.map_run_arn)?;
    if run.status() != MapRunStatus::Running {
        let message = "a Map Run that has ended cannot be updated";
        return Err(ApiError::validation(message).because("CANNOT_UPDATE_COMPLETED_MAP_RUN"));
    }
    let Tolerance { count, percentage } = run.tolerance();
    let tolerance = Tolerance {
        count: input.tolerated_failure_count.unwrap_or(count),
        percentage: input.tolerated_failure_percentage.unwrap_or(percentage),
    };
    run.update(input.max_concurrency, tolerance);
    Ok(Nothing {})
}
