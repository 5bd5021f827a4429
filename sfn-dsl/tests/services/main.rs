//! Calls of services by the names that AWS gives them: `sdk!` and `optimized!`.

#![allow(
    missing_docs,
    unreachable_pub,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "test code"
)]

use serde_json::Value;
use sfn_dsl::__private::Definition;

mod optimized;
mod sdk;

fn state(definition: &Definition, name: &str) -> Value {
    sfn_asl::write::to_value(&definition.machine)["States"][name].clone()
}

fn text(text: &str) -> String {
    text.to_owned()
}
