//! The services that Step Functions calls through the AWS SDK.

use super::{Catalogue, Operation, Protocol, block::Block};
use crate::{layout, nearest};

static FILE: &[u8] = include_bytes!("../../data/catalogue.bin");

/// A service that Step Functions calls through the AWS SDK.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Service(Block);

/// The service of this name, which is the one in `Resource`, such as `cloudwatchlogs`.
pub fn service(name: &str) -> Option<Service> {
    Catalogue::open(FILE)?.service(name)
}

/// All services, sorted by name.
pub fn services() -> impl Iterator<Item = Service> {
    Catalogue::open(FILE).into_iter().flat_map(Catalogue::services)
}

/// The operation of this service and name; `None` if it is newer than the catalogue.
pub fn operation(service_name: &str, name: &str) -> Option<Operation> {
    service(service_name)?.operation(name)
}

/// The service that may be meant: by its name in the SDK for Python or on the command line, or by spelling.
pub fn near_service(name: &str) -> Option<Service> {
    let bare = |name: &str| name.replace('-', "").to_lowercase();
    let wrong = bare(name);
    services()
        .find(|known| known.python_name().is_some_and(|name| bare(name) == wrong))
        .or_else(|| service(nearest(&wrong, services().map(Service::name))?))
}

impl Catalogue {
    /// The service of this name.
    pub fn service(self, name: &str) -> Option<Service> {
        self.find(name).map(Service)
    }

    /// All services, sorted by name.
    pub fn services(self) -> impl Iterator<Item = Service> {
        self.blocks().map(Service)
    }
}

impl Service {
    /// Its name in `Resource`, such as `cloudwatchlogs`.
    pub fn name(self) -> &'static str {
        self.0.string(layout::NAME)
    }

    /// What its errors start with, such as `CloudWatchLogs`.
    pub fn error_prefix(self) -> &'static str {
        self.0.string(layout::ERROR_PREFIX)
    }

    /// What its IAM actions start with, such as `logs`; `None` where the service is gone.
    pub fn iam_prefix(self) -> Option<&'static str> {
        Some(self.0.string(layout::IAM_PREFIX)).filter(|prefix| !prefix.is_empty())
    }

    /// Its name in the SDK for Python and on the command line, such as `logs`; `None` where the service is gone.
    pub fn python_name(self) -> Option<&'static str> {
        Some(self.0.string(layout::PYTHON_NAME)).filter(|name| !name.is_empty())
    }

    /// What it speaks.
    ///
    /// `None` where the service is gone.
    pub fn protocol(self) -> Option<Protocol> {
        Protocol::of(self.0.string(layout::PROTOCOL), self.0.string(layout::TARGET))
    }

    /// What its requests are signed for, such as `logs`.
    pub fn signing_name(self) -> &'static str {
        self.0.string(layout::SIGNING_NAME)
    }

    /// The namespace of the XML that it takes; empty where it takes none.
    pub fn xml_namespace(self) -> &'static str {
        self.0.string(layout::NAMESPACE)
    }

    /// The operation of this name, whose first letter is a lower-case one: `detectDocumentText`.
    pub fn operation(self, name: &str) -> Option<Operation> {
        self.0.operation(name).map(|words| Operation::new(self.0, words))
    }

    /// All operations, sorted by name; none where the service is gone.
    pub fn operations(self) -> impl Iterator<Item = Operation> {
        self.0.operations().map(move |words| Operation::new(self.0, words))
    }

    /// The name of the operation that may be meant.
    pub fn near_operation(self, name: &str) -> Option<&'static str> {
        nearest(name, self.operations().map(Operation::name))
    }
}
