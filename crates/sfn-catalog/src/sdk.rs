//! AWS SDK integrations: `arn:aws:states:::aws-sdk:<service>:<operation>`.
//!
//! `data/catalogue.bin` holds them, and is read in place: nothing is parsed at start, and opening a service takes
//! microseconds in a debug build.

/// An enum whose variants have numbers in the catalogue.
macro_rules! numbered {
    ($(#[$about:meta])* pub enum $name:ident, otherwise $other:ident {
        $($(#[$doc:meta])* $variant:ident = $number:literal,)*
    }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u16)]
        pub enum $name {
            $($(#[$doc])* $variant = $number,)*
        }

        impl $name {
            pub(crate) const fn of(number: u16) -> Self {
                match number {
                    $($number => Self::$variant,)*
                    _ => Self::$other,
                }
            }
        }
    };
}

mod block;
mod operation;
mod own;
mod service;
mod shape;
mod wire;

pub use block::Catalogue;
pub use operation::{Confidence, Operation, is_code_of};
pub(crate) use own::Own;
pub use service::{Service, near_service, operation, service, services};
pub use shape::{Kind, Member, Shape};
pub use wire::{Location, Protocol, WireMember, wire_name};

/// The page that lists the services.
pub const DOC: &str =
    "https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html";
