//! Job poller.

use proptest::{collection::vec, prelude::*};
use sfn_dsl::testing::{Answers, check_equivalence};
use sfn_examples::job_poller::{Job, JobError, JobStatus, job_poller, job_status, start_job};

fn jobs() -> impl Strategy<Value = Job> {
    let programs = prop_oneof![
        2 => "[a-z]{0,6}",
        1 => Just("endless".to_owned()),
        1 => Just("broken".to_owned()),
    ];
    (programs, 0..900_u32).prop_map(|(program, pause_seconds)| Job { program, pause_seconds })
}

fn waiting() -> impl Strategy<Value = JobStatus> {
    prop_oneof![
        Just(JobStatus::Queued),
        (0..=100_u32).prop_map(|percent| JobStatus::Running { percent }),
    ]
}

fn ends() -> impl Strategy<Value = Result<JobStatus, JobError>> {
    prop_oneof![
        3 => "\\PC{0,6}".prop_map(|output| Ok(JobStatus::Succeeded { output })),
        1 => "\\PC{0,6}".prop_map(|reason| Ok(JobStatus::Failed { reason })),
        1 => Just(Err(JobError::UnknownProgram)),
    ]
}

prop_compose! {
    fn answers()(
        started in prop_oneof![9 => "\\PC{0,6}".prop_map(Ok), 1 => Just(Err(JobError::UnknownProgram))],
        waiting in vec(waiting(), 0..25),
        end in ends(),
        throttled in 0..6_u32,
    ) -> Answers {
        Answers::new()
            .on(start_job, move |_| started.clone())
            .on(job_status, move |call| match waiting.get(call.earlier as usize) {
                Some(status) => Ok(status.clone()),
                None => end.clone(),
            })
            .fail_first(throttled, job_status, "Lambda.ServiceException")
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn generated_answers(job in jobs(), answers in answers()) {
        if let Err(difference) = check_equivalence(|| job_poller(job.clone()), &answers) {
            return Err(TestCaseError::fail(difference.to_string()));
        }
    }

    #[test]
    fn own_bodies(job in jobs()) {
        if let Err(difference) = check_equivalence(|| job_poller(job.clone()), &Answers::new()) {
            return Err(TestCaseError::fail(difference.to_string()));
        }
    }
}

/// It asks twenty times, and no more.
#[test]
fn attempts_are_bounded() {
    let job = Job { program: "endless".to_owned(), pause_seconds: 30 };
    let run = Answers::new().run(job_poller(job));
    assert_eq!((run.payloads(job_status).len(), run.elapsed.as_secs()), (20, 600));
}
