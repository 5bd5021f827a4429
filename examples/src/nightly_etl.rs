//! Nightly ETL: load a day with Glue, ask Athena what came in, and page somebody where the load fails.

use sfn_dsl::{
    integration::{
        athena::{self, AthenaError},
        glue::{self, GlueError},
        http::{self, HttpError, Method},
    },
    prelude::*,
};

/// The best customers of a day. The `?` is the day.
const TOP_CUSTOMERS: &str =
    "SELECT customer FROM orders WHERE day = ? GROUP BY customer ORDER BY sum(total) DESC LIMIT 10";

/// Which day is loaded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Night {
    /// The day: `2026-01-31`.
    pub day: String,
}

/// A day that was loaded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The day.
    pub day: String,
    /// The best customers, the best of all first.
    pub top_customers: Vec<String>,
    /// How long the load took, where Glue says it.
    pub load_seconds: Option<u32>,
}

/// Somebody is to be paged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Alarm {
    /// What has happened.
    pub title: String,
    /// The same key is the same incident.
    pub dedup_key: String,
}

/// What the paging service says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Incident {
    /// The incident's number.
    pub incident_id: String,
}

/// Why there is no report.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum EtlError {
    /// The load failed, and somebody was paged.
    NotLoaded {
        /// The incident.
        incident_id: String,
    },
    /// Nothing was ordered, which cannot be.
    Empty {
        /// The day.
        day: String,
    },
    /// The load failed, and nobody could be paged.
    NotPaged(#[from] HttpError),
    /// Athena could not be asked.
    NotAsked(#[from] AthenaError),
}

/// Loads a day and says what came in.
#[workflow(name = "nightly-etl", timeout_seconds = 21_600)]
pub async fn nightly_etl(night: Night) -> Result<Report, EtlError> {
    /// Another run of the job may still be at work.
    let load = match glue::start_job_run("${OrdersJob}")
        .job_argument("--day", night.day.clone())
        .run_job()
        .retry(
            Retry::on(["Glue.ConcurrentRunsExceededException"])
                .interval_seconds(300)
                .max_attempts(6)
                .backoff_rate(1.0),
        )
        .timeout_seconds(3 * 60 * 60)
        .named("Load")
        .await
    {
        Ok(load) => load,
        Err(failure) => {
            let title = match failure {
                GlueError::TimedOut => "the orders take too long to load",
                _ => "the orders are not loaded",
            };
            let alarm = Alarm { title: title.to_owned(), dedup_key: format!("etl-{}", night.day) };
            let page = http::invoke::<Incident>(
                Method::Post,
                "https://pager.example.com/v1/incidents",
                "${PagerConnection}",
            )
            .header("Idempotency-Key", night.day.clone())
            .request_body(&alarm)
            .retry(Retry::on(["States.Http.StatusCode.429", "States.Http.StatusCode.503"]))
            .named("Page")
            .await?;
            let incident_id = page.response_body.incident_id;
            return Err(EtlError::NotLoaded { incident_id });
        }
    };
    let query = athena::start_query_execution(TOP_CUSTOMERS)
        .work_group("${ReportsWorkGroup}")
        .database("sales")
        .execution_parameters(vec![night.day.clone()])
        .run_job()
        .named("Query")
        .await?;
    let page = athena::get_query_results(&query.query_execution_id).named("ReadRows").await?;
    // The first row holds the names of the columns.
    let top_customers: Vec<String> = page
        .result_set
        .rows
        .iter()
        .skip(1)
        .filter_map(|row| row.data.first().and_then(|datum| datum.var_char_value.clone()))
        .collect();
    if top_customers.is_empty() {
        return Err(EtlError::Empty { day: night.day });
    }
    Ok(Report { day: night.day, top_customers, load_seconds: load.execution_time })
}
