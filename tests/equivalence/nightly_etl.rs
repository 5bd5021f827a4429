//! Nightly ETL.

use proptest::{collection::vec, option, prelude::*};
use serde_json::{Value, json};
use sfn_dsl::{
    TaskFailure,
    integration::{
        athena,
        glue::{self, GlueError},
        http,
    },
    testing::{Answers, check_equivalence},
};
use sfn_examples::nightly_etl::{EtlError, Incident, Night, Report, nightly_etl};

fn failure(error: &str) -> TaskFailure {
    TaskFailure::new(error, "{\"why\":\"it is generated\"}")
}

fn loads() -> impl Strategy<Value = Result<Value, TaskFailure>> {
    prop_oneof![
        4 => option::of(0..4000_u32).prop_map(|seconds| {
            let mut run = json!({ "Id": "jr_1", "JobName": "orders", "JobRunState": "SUCCEEDED" });
            if let Some(seconds) = seconds {
                run["ExecutionTime"] = seconds.into();
            }
            Ok(run)
        }),
        1 => prop_oneof![
            Just("States.TaskFailed"),
            Just("States.Timeout"),
            Just("Glue.ConcurrentRunsExceededException"),
            Just("Glue.Unheard"),
        ]
        .prop_map(|error| Err(failure(error))),
    ]
}

fn pages() -> impl Strategy<Value = Result<Value, TaskFailure>> {
    prop_oneof![
        3 => "[a-z0-9]{0,6}".prop_map(|incident| Ok(json!({
            "StatusCode": 201,
            "StatusText": "Created",
            "Headers": { "content-type": ["application/json"] },
            "ResponseBody": { "incidentId": incident },
        }))),
        1 => prop_oneof![
            Just("States.Http.StatusCode.429"),
            Just("States.Http.StatusCode.418"),
            Just("States.Http.Socket"),
        ]
        .prop_map(|error| Err(failure(error))),
    ]
}

/// Rows of which some have no customer, or no column at all.
fn rows() -> impl Strategy<Value = Value> {
    let row = prop_oneof![
        5 => "\\PC{0,5}".prop_map(|customer| json!({ "Data": [{ "VarCharValue": customer }] })),
        1 => Just(json!({ "Data": [{}] })),
        1 => Just(json!({ "Data": [] })),
        1 => Just(json!({})),
    ];
    vec(row, 0..5).prop_map(|rows| json!({ "ResultSet": { "Rows": rows } }))
}

prop_compose! {
    fn answers()(
        load in loads(),
        page in pages(),
        query in prop_oneof![6 => Just(true), 1 => Just(false)],
        rows in rows(),
        busy in 0..8_u32,
    ) -> Answers {
        Answers::new()
            .on_json(glue::start_job_run::run_job, move |_| load.clone())
            .fail_first(busy, glue::start_job_run::run_job, "Glue.ConcurrentRunsExceededException")
            .on_json(http::invoke::<Incident>, move |_| page.clone())
            .on_json(athena::start_query_execution::run_job, move |_| match query {
                true => Ok(json!({ "QueryExecutionId": "q1", "Status": { "State": "SUCCEEDED" } })),
                false => Err(failure("Athena.TooManyRequestsException")),
            })
            .on_json(athena::get_query_results, move |_| Ok(rows.clone()))
    }
}

fn night() -> Night {
    Night { day: "2026-01-31".to_owned() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn generated_answers(day in "\\PC{0,8}", answers in answers()) {
        if let Err(difference) = check_equivalence(|| nightly_etl(Night { day: day.clone() }), &answers) {
            return Err(TestCaseError::fail(difference.to_string()));
        }
    }
}

#[test]
fn the_rows_after_the_first_are_the_customers() {
    let rows = |names: &[&str]| {
        let rows: Vec<_> =
            names.iter().map(|name| json!({ "Data": [{ "VarCharValue": name }] })).collect();
        json!({ "ResultSet": { "Rows": rows } })
    };
    let found = rows(&["customer", "Ada", "Grace"]);
    let answers = Answers::new()
        .on_json(glue::start_job_run::run_job, |_| {
            Ok(json!({ "Id": "jr_1", "JobName": "orders", "JobRunState": "SUCCEEDED", "ExecutionTime": 9 }))
        })
        .on_json(athena::start_query_execution::run_job, |_| {
            Ok(json!({ "QueryExecutionId": "q1", "Status": { "State": "SUCCEEDED" } }))
        })
        .on_json(athena::get_query_results, move |_| Ok(found.clone()));
    let run = answers.run(nightly_etl(night()));
    assert_eq!(
        run.result,
        Ok(Report {
            day: "2026-01-31".to_owned(),
            top_customers: vec!["Ada".to_owned(), "Grace".to_owned()],
            load_seconds: Some(9),
        })
    );
    assert_eq!(
        run.payloads(athena::start_query_execution::run_job)[0]["ExecutionParameters"],
        json!(["2026-01-31"])
    );
}

#[test]
fn who_is_paged_reads_why() {
    let answers = Answers::new()
        .fail(glue::start_job_run::run_job, &GlueError::TimedOut)
        .on_json(http::invoke::<Incident>, |_| {
            Ok(json!({ "StatusCode": 200, "StatusText": "OK", "ResponseBody": { "incidentId": "7" } }))
        });
    let run = answers.run(nightly_etl(night()));
    let error = EtlError::NotLoaded { incident_id: "7".to_owned() };
    assert_eq!(run.result, Err(sfn_dsl::testing::RunError::Returned(error)));
    assert_eq!(
        run.payloads(http::invoke::<Incident>)[0]["RequestBody"],
        json!({ "title": "the orders take too long to load", "dedupKey": "etl-2026-01-31" })
    );
}
