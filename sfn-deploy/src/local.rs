//! The embedded endpoint.

use crate::{
    Exit,
    error::{Fault, Result},
    naming::Target,
    placeholder::Values,
    workflow::Workflow,
};

/// The endpoint in this process.
pub(crate) struct LocalEndpoint {
    url: String,
}

impl LocalEndpoint {
    pub(crate) fn start(
        _port: u16,
        _target: &Target,
        _workflows: &[&Workflow],
        _values: &Values,
    ) -> Result<Self> {
        Err(NotBuiltIn.into())
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

#[derive(Debug, thiserror::Error)]
#[error("this build has no embedded endpoint yet")]
struct NotBuiltIn;

impl Fault for NotBuiltIn {
    fn exit(&self) -> Exit {
        Exit::Internal
    }
}
