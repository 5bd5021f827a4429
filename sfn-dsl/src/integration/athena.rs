//! Amazon Athena: queries and their results.

pub use super::generated::athena::*;
use serde::{Deserialize, Serialize};

use crate::{Data, TaskError};

integration! {
    /// Starts a query, and does not wait for its end; `.run_job()` waits, and gives the query as it ended.
    ///
    /// [`get_query_results`] reads its rows.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::athena::{self, StartQueryExecutionOutput}, testing::Answers};
    /// use serde_json::json;
    ///
    /// let started = StartQueryExecutionOutput { query_execution_id: "q1".to_owned() };
    /// let answers = Answers::new().succeed(athena::start_query_execution, &started);
    /// let query = athena::start_query_execution("SELECT 1").work_group("${Reports}").database("sales");
    /// let run = answers.run(query);
    /// assert_eq!(run.result.unwrap(), started);
    /// assert_eq!(run.calls[0].payload["QueryExecutionContext"]["Database"], "sales");
    ///
    /// let answers = Answers::new().on_json(athena::start_query_execution::run_job, |_| {
    ///     Ok(json!({ "QueryExecutionId": "q1", "Status": { "State": "SUCCEEDED" } }))
    /// });
    /// let run = answers.run(athena::start_query_execution("SELECT 1").work_group("${Reports}").run_job());
    /// assert_eq!(run.result.unwrap().query_execution_id, "q1");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::athena:startQueryExecution.sync",
    ///  "Arguments": {"QueryString": "SELECT 1", "WorkGroup": "${Reports}",
    ///    "QueryExecutionContext": {"Database": "sales"}}}
    /// ```
    ///
    /// # Permissions
    /// `athena:StartQueryExecution` on the work group, `athena:GetDataCatalog` on the catalogue, what a `SELECT` reads
    /// of the Glue catalogue, and the bucket of `output_location`; for `.run_job()` also `athena:GetQueryExecution` and
    /// `athena:StopQueryExecution` on the work group. The buckets that the query reads have to be declared.
    ///
    /// # Errors
    /// A query that is waited for and fails is `States.TaskFailed`, with the query as JSON in the cause.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-athena.html>
    fn start_query_execution -> StartQueryExecution;
    resource "arn:aws:states:::athena:startQueryExecution";
    required query_string: &str => "QueryString";
    texts {
        /// The work group, `primary` without it.
        work_group => "WorkGroup";
        /// The database.
        database => "QueryExecutionContext.Database";
        /// The data catalogue, `AwsDataCatalog` without it.
        catalog => "QueryExecutionContext.Catalog";
        /// Where in S3 the result goes, where the work group does not say it: `s3://bucket/prefix/`.
        output_location => "ResultConfiguration.OutputLocation";
        /// The same token within an hour is the same query.
        client_request_token => "ClientRequestToken";
    }
    values {
        /// What the `?` of the query stand for, in their order.
        execution_parameters: Vec<String> => "ExecutionParameters";
    }
    output StartQueryExecutionOutput;
    error AthenaError;
    job QueryExecution, at "QueryExecution";
}

integration! {
    /// Reads a page of a query's result.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::athena, testing::Answers};
    /// use serde_json::json;
    ///
    /// let answers = Answers::new().on_json(athena::get_query_results, |_| {
    ///     Ok(json!({ "ResultSet": { "Rows": [{ "Data": [{ "VarCharValue": "total" }] }] } }))
    /// });
    /// let page = answers.run(athena::get_query_results("q1").max_results(100)).result.unwrap();
    /// assert_eq!(page.result_set.rows[0].data[0].var_char_value.as_deref(), Some("total"));
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::athena:getQueryResults",
    ///  "Arguments": {"QueryExecutionId": "{% $query.QueryExecutionId %}", "MaxResults": 100}}
    /// ```
    ///
    /// # Permissions
    /// `athena:GetQueryResults` on all work groups, since the parameters do not say which; `s3:GetObject` on the result,
    /// which has to be declared.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-athena.html>
    fn get_query_results -> GetQueryResults;
    resource "arn:aws:states:::athena:getQueryResults";
    required query_execution_id: &str => "QueryExecutionId";
    texts {
        /// Where the page before ended.
        next_token => "NextToken";
    }
    values {
        /// How many rows, the names of the columns among them: 1–1000.
        max_results: u32 => "MaxResults";
    }
    output GetQueryResultsOutput;
    error AthenaError;
}

integration! {
    /// Asks how far a query is.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::athena, testing::Answers};
    /// use serde_json::json;
    ///
    /// let answers = Answers::new().on_json(athena::get_query_execution, |_| {
    ///     Ok(json!({ "QueryExecutionId": "q1", "Status": { "State": "RUNNING" } }))
    /// });
    /// let query = answers.run(athena::get_query_execution("q1")).result.unwrap();
    /// assert_eq!(query.status.state, "RUNNING");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::athena:getQueryExecution",
    ///  "Arguments": {"QueryExecutionId": "{% $id %}"}}
    /// ```
    ///
    /// # Permissions
    /// `athena:GetQueryExecution` on all work groups, since the parameters do not say which.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-athena.html>
    fn get_query_execution -> GetQueryExecution;
    resource "arn:aws:states:::athena:getQueryExecution";
    required query_execution_id: &str => "QueryExecutionId";
    output QueryExecution, at "QueryExecution";
    error AthenaError;
}

integration! {
    /// Stops a query.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::athena, testing::Answers};
    /// use serde_json::json;
    ///
    /// let run = Answers::new()
    ///     .on_json(athena::stop_query_execution, |_| Ok(json!({})))
    ///     .run(athena::stop_query_execution("q1"));
    /// assert_eq!(run.calls[0].payload, json!({ "QueryExecutionId": "q1" }));
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::athena:stopQueryExecution",
    ///  "Arguments": {"QueryExecutionId": "{% $id %}"}}
    /// ```
    ///
    /// # Permissions
    /// `athena:StopQueryExecution` on all work groups, since the parameters do not say which.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-athena.html>
    fn stop_query_execution -> StopQueryExecution;
    resource "arn:aws:states:::athena:stopQueryExecution";
    required query_execution_id: &str => "QueryExecutionId";
    output StopQueryExecutionOutput;
    error AthenaError;
}

/// A query that was started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct StartQueryExecutionOutput {
    /// The id of the query.
    pub query_execution_id: String,
}

/// Nothing: Athena says no more than that it did it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Data)]
pub struct StopQueryExecutionOutput {}

/// A query.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct QueryExecution {
    /// The id of the query.
    pub query_execution_id: String,
    /// How far it is.
    pub status: QueryExecutionStatus,
    /// Where its result goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result_configuration: Option<ResultConfiguration>,
    /// What it took.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statistics: Option<QueryExecutionStatistics>,
}

/// How far a query is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct QueryExecutionStatus {
    /// `QUEUED`, `RUNNING`, `SUCCEEDED`, `FAILED` or `CANCELLED`.
    pub state: String,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state_change_reason: Option<String>,
}

/// Where a result goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct ResultConfiguration {
    /// `s3://bucket/key`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_location: Option<String>,
}

/// What a query took.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct QueryExecutionStatistics {
    /// How many bytes were read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data_scanned_in_bytes: Option<f64>,
    /// How long all of it took, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_execution_time_in_millis: Option<f64>,
}

/// A page of a query's result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct GetQueryResultsOutput {
    /// The rows.
    pub result_set: ResultSet,
    /// Where the next page begins, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

/// Rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct ResultSet {
    /// Of a `SELECT`'s first page the first one holds the names of the columns.
    #[serde(default)]
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct Row {
    /// A value for each column.
    #[serde(default)]
    pub data: Vec<Datum>,
}

/// A value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct Datum {
    /// The value as text; `None` where it is `NULL`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub var_char_value: Option<String>,
}

/// How Athena fails.
///
/// # Source
/// Exceptions of Athena's API, under the prefix of the optimized integration.
#[derive(Clone, Debug, PartialEq, Eq, TaskError)]
pub enum AthenaError {
    /// A parameter is wrong, or the query does not parse.
    #[sfn(name = "Athena.InvalidRequestException")]
    InvalidRequest,
    /// Too many requests or queries.
    #[sfn(name = "Athena.TooManyRequestsException")]
    TooManyRequests,
    /// A problem inside Athena.
    #[sfn(name = "Athena.InternalServerException")]
    InternalServer,
    /// What Athena refuses without a name of its own, such as a missing permission.
    #[sfn(name = "Athena.AmazonAthenaException")]
    Refused,
    /// It took too long.
    #[sfn(timeout)]
    TimedOut,
    /// Any other error; `States.TaskFailed` where the query failed.
    #[sfn(other)]
    Other {
        /// `Error`
        name: String,
        /// `Cause`
        cause: String,
    },
}
