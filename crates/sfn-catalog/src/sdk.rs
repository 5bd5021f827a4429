//! AWS SDK integrations: `arn:aws:states:::aws-sdk:<service>:<operation>`.
//!
//! `data/catalogue.bin` holds them, and is read in place: nothing is parsed at start, and opening a service takes
//! microseconds in a debug build.

mod block;
mod operation;
mod permissions;
mod service;
mod shape;

pub use block::Catalogue;
pub use operation::{Confidence, Operation};
pub use service::{Service, near_service, operation, service, services};
pub use shape::{Kind, Member, Shape};

/// The page that lists the services.
pub const DOC: &str =
    "https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html";
