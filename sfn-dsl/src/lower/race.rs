//! A race: a Parallel that the first of its branches ends, since a Parallel is over as soon as one of them fails.
//!
//! A branch leaves with an error of this name, its value in the cause, and a catcher before all others goes on with it.

use sfn_asl::Retrier;

use crate::code::{Code, Root};

use super::graph::{Graph, Node, NodeKind};

/// The error of the branch that is first.
const WON: &str = "Race.Won";

/// The member of the cause that is the value, so that every value is an object's JSON text.
const VALUE: &str = "value";

/// What the race gives, where the error of the first branch was caught.
pub(crate) fn value() -> Code {
    Code::call("parse", [Code::Root(Root::ErrorOutput).field("Cause")]).field(VALUE)
}

/// `ErrorEquals` of the catcher.
pub(super) fn won() -> Vec<String> {
    vec![WON.to_owned()]
}

/// The branch, with a Fail in place of each of its ends.
pub(super) fn branch(mut graph: Graph) -> Graph {
    for Node { kind, site } in &mut graph.nodes {
        if let NodeKind::Succeed { output } = kind {
            let cause = Code::call("string", [Code::Object(vec![(VALUE.into(), output.clone())])]);
            let error = vec![("Error".into(), Code::text(WON)), ("Cause".into(), cause)];
            *kind = NodeKind::Fail { error: Code::Object(error) };
            if site.name == "Done" {
                "Won".clone_into(&mut site.name);
            }
        }
    }
    graph
}

/// The retriers of a race: its end is not one of the errors that they mean.
pub(super) fn retry(retriers: &[Retrier]) -> Vec<Retrier> {
    let never = Retrier { error_equals: won(), max_attempts: Some(0.into()), ..Retrier::default() };
    let first = (!retriers.is_empty()).then_some(never);
    first.into_iter().chain(retriers.iter().cloned()).collect()
}
