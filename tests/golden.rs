//! The definitions and policies of the examples, as files: a change of either shows up in the review.
//!
//! After looking at the difference, bless it: `UPDATE=1 cargo test -p sfn-tests --test golden`.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::{fs, path::PathBuf};

use sfn_examples::{
    account_vending::account_vending,
    agent_loop::agent_loop,
    csv_import::csv_import,
    document_processing::document_processing,
    expense_approval::expense_approval,
    human_task::human_task,
    idempotent::idempotent,
    job_poller::job_poller,
    nightly_etl::nightly_etl,
    order_fulfilment::order_fulfilment,
    pagination::pagination,
    quorum::quorum,
    scatter_gather::{book_carrier, scatter_gather},
    semaphore::semaphore,
    travel_saga::travel_saga,
};
use sfn_iam::PolicyContext;
use sfn_local::Definition;

#[path = "golden/budgets.rs"]
mod budgets;
#[path = "golden/permissions.rs"]
mod permissions;
#[path = "permissions/requests.rs"]
mod requests;
#[path = "golden/samples.rs"]
mod samples;

/// Every example.
fn definitions() -> Vec<Definition> {
    vec![
        order_fulfilment::definition(),
        document_processing::definition(),
        travel_saga::definition(),
        job_poller::definition(),
        pagination::definition(),
        expense_approval::definition(),
        idempotent::definition(),
        semaphore::definition(),
        scatter_gather::definition(),
        book_carrier::definition(),
        nightly_etl::definition(),
        agent_loop::definition(),
        human_task::definition(),
        quorum::definition(),
        csv_import::definition(),
        account_vending::definition(),
    ]
}

fn compare(name: &str, kind: &str, actual: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("golden")
        .join(format!("{name}.{kind}.json"));
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, actual).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == actual, "{} differs; it should be\n{actual}", path.display());
}

fn golden(definition: &Definition) {
    let name = &definition.name;
    let findings = sfn_asl::check(&definition.machine, definition.workflow_type, None);
    let errors: Vec<_> =
        findings.iter().filter(|finding| finding.severity == sfn_asl::Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let text = sfn_asl::write::to_string(&definition.machine);
    compare(name, "asl", &text);
    assert_eq!(
        sfn_asl::read::json(&text).machine.as_ref(),
        Some(&definition.machine),
        "it reads back as it was"
    );
    let context = definition.permissions.iter().fold(PolicyContext::new(name), |context, one| {
        context.permit(one.state.to_string(), one.actions.clone(), one.resources.clone())
    });
    let synthesis = sfn_iam::synthesize(&definition.machine, &context);
    let [policy] = synthesis.policies.as_slice() else {
        panic!("one policy, not {}", synthesis.policies.len())
    };
    compare(name, "policy", &policy.to_json());
    compare(name, "trust", &synthesis.trust.to_json());
}

#[test]
fn order() {
    golden(&order_fulfilment::definition());
}

#[test]
fn document() {
    golden(&document_processing::definition());
}

#[test]
fn travel() {
    golden(&travel_saga::definition());
}

#[test]
fn poller() {
    golden(&job_poller::definition());
}

#[test]
fn pages() {
    golden(&pagination::definition());
}

#[test]
fn expense() {
    golden(&expense_approval::definition());
}

#[test]
fn idempotent_charge() {
    golden(&idempotent::definition());
}

#[test]
fn dynamodb_semaphore() {
    golden(&semaphore::definition());
}

#[test]
fn scatter() {
    golden(&scatter_gather::definition());
    golden(&book_carrier::definition());
}

#[test]
fn etl() {
    golden(&nightly_etl::definition());
}

#[test]
fn vending() {
    golden(&account_vending::definition());
}

#[test]
fn agent() {
    golden(&agent_loop::definition());
}

#[test]
fn human() {
    golden(&human_task::definition());
}

#[test]
fn ballot() {
    golden(&quorum::definition());
}

#[test]
fn csv() {
    golden(&csv_import::definition());
}

/// The same source gives the same bytes.
#[test]
fn twice_the_same() {
    let text = || sfn_asl::write::to_string(&document_processing::definition().machine);
    assert_eq!(text(), text());
}

/// Every state leads back to the line that made it.
#[test]
fn every_state_has_its_line() {
    for definition in definitions() {
        // A Pass that only holds the values before the first call stands for several lines.
        for state in definition.machine.walk() {
            let source = definition
                .source_map
                .get(state.name)
                .unwrap_or_else(|| panic!("{} has no source", state.name));
            let module = match definition.name.as_str() {
                "book-carrier" => "scatter_gather".to_owned(),
                name => name.replace('-', "_"),
            };
            assert!(source.file.ends_with(&format!("examples/src/{module}.rs")), "{source}");
            assert!(source.line > 0);
        }
    }
}

/// Every expression is JSONata.
#[test]
fn every_expression_parses() {
    fn check(value: &serde_json::Value, count: &mut u32) {
        match value {
            serde_json::Value::String(text) => {
                if let Some(expression) =
                    text.strip_prefix("{%").and_then(|text| text.strip_suffix("%}"))
                {
                    sfn_query::jsonata::check(expression)
                        .unwrap_or_else(|error| panic!("{expression}: {error}"));
                    *count += 1;
                }
            }
            serde_json::Value::Array(elements) => {
                for element in elements {
                    check(element, count);
                }
            }
            serde_json::Value::Object(members) => {
                for member in members.values() {
                    check(member, count);
                }
            }
            _ => {}
        }
    }
    let mut count = 0;
    for definition in definitions() {
        check(&sfn_asl::write::to_value(&definition.machine), &mut count);
    }
    assert!(count > 40, "only {count} expressions");
}
