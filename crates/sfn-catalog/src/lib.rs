//! What Step Functions can call: integrations, their patterns, parameters, errors and IAM actions, as data.
//!
//! The facts stand in `data/` (`data/README.md` says where each comes from); this crate only reads
//! them. Nothing is opened before it is asked for: an optimized service is one small JSON file, parsed on
//! its first lookup; SDK services are read in place, so looking one up takes microseconds in a debug build.
//!
//! ```
//! let textract = sfn_catalog::service("textract").unwrap();
//! let detect = textract.operation("detectDocumentText").unwrap();
//! let document = detect.input().member("Document").unwrap();
//! assert!(document.required);
//! let members: Vec<_> = document.shape.members().map(|member| member.name).collect();
//! assert_eq!(members, ["Bytes", "S3Object"]);
//! assert!(detect.errors().any(|error| error == "Textract.BadDocumentException"));
//! ```

pub mod feature;
pub mod layout;
mod near;
pub mod optimized;
pub mod resource;
pub mod sdk;
pub mod statement;
pub mod template;

mod rust;
mod suggest;

pub use resource::{Pattern, Resource};
pub use rust::{is_snake_case, snake_case};
pub use sdk::{
    Kind, Location, Member, Operation, Protocol, Service, Shape, WireMember, service, services,
    wire_name,
};
pub use statement::{Statement, Test, When};
pub use suggest::nearest;
pub use template::{Function, Part, Path, Segment, Slot, Template};
