//! Calls of what is written here, with every parameter and in every pattern, which a test holds against the catalogue.

use sfn_catalog::{Kind, Member, Pattern, optimized::Operation, snake_case};

use super::{hand, method, module};

/// The macro that makes calls of the tables below, and what they begin with.
pub(super) const HEAD: &str = "\
//! Calls of what is generated, with every parameter and in every pattern, which a test holds against the catalogue.

use serde_json::Value;

use crate::{
    builder::W,
    code::Code,
    integration::{self, service::ServiceError},
};

macro_rules! calls {
    ($w:ident; $(
        $function:path, $arguments:tt
        members { $($member:ident)* }
        maps { $($map:ident)* }
        patterns { $([$($pattern:tt)*])* };
    )*) => {$(
        let _ = $w
            .call($function, $arguments)
            $(.$member(x()))*
            $(.$map(\"key\", x()))*;
        $(
            let _ = $w.call($function, $arguments).$($pattern)*;
        )*
    )*};
}

fn x() -> Code {
    Code::text(\"x\")
}

/// All of them.
#[expect(clippy::too_many_lines, reason = \"a table\")]
pub(in crate::integration) fn all(w: &W) {
    calls! {
        w;
";

pub(super) const TAIL: &str = "    }\n}\n";

/// A call of a generated table.
pub(super) fn of_table(service: &str, operation: &str, known: &'static Operation) -> String {
    let (required, optional): (Vec<Member>, Vec<Member>) =
        known.members().partition(|member| member.required);
    let patterns: String = known
        .patterns()
        .map(|pattern| match pattern {
            Pattern::RequestResponse => "[request_response()] ",
            Pattern::Sync | Pattern::Sync2 => "[run_job()] ",
            Pattern::WaitForTaskToken if service == "ecs" => {
                "[wait_for_task_token::<Value, ServiceError>(\"app\", \"TASK_TOKEN\")] "
            }
            Pattern::WaitForTaskToken => "[wait_for_task_token::<Value, ServiceError>()] ",
        })
        .collect();
    line(module(service), &snake_case(operation), required.len(), &optional, &patterns)
}

/// A call with the parameters beside a table by hand.
pub(super) fn of_parameters(
    service: &str,
    by_hand: &hand::Operation,
    members: &[Member],
) -> String {
    line(module(service), &by_hand.function, by_hand.required, members, "")
}

fn line(
    module: &str,
    function: &str,
    required: usize,
    members: &[Member],
    patterns: &str,
) -> String {
    let named = |is_map: bool| -> String {
        let members = members.iter().filter(|member| (member.shape.kind() == Kind::Map) == is_map);
        members.map(|member| method(member.name) + " ").collect()
    };
    format!(
        "        integration::{module}::{function}, ({})\n            members {{ {}}}\n            maps {{ {}}}\n            patterns {{ {patterns}}};\n",
        "x(),".repeat(required),
        named(false),
        named(true),
    )
}
