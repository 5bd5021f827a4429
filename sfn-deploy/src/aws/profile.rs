//! Whether the profile that was asked for is there.
//!
//! The SDK takes a profile that does not exist for an empty one, and goes on with whatever credentials the environment
//! holds: a misspelt name would deploy to another account.

use std::env;

use aws_config::profile::load;
use aws_types::os_shim_internal::{Env, Fs};

use crate::suggest;

/// Why a named profile cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoProfile {
    /// It stands in neither file.
    #[error("{asked} names a profile `{name}` that is in neither ~/.aws/config nor ~/.aws/credentials{}", help.as_deref().map(|help| format!("; {help}")).unwrap_or_default())]
    Unknown { asked: &'static str, name: String, help: Option<String> },
    /// The files themselves cannot be used.
    #[error("{asked} names a profile `{name}` that cannot be read: {cause}")]
    Unreadable { asked: &'static str, name: String, cause: String },
}

impl NoProfile {
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Unknown { name, .. } | Self::Unreadable { name, .. } => name,
        }
    }
}

/// Looks for the profile of the option, else for that of `AWS_PROFILE`. Well if none is named.
pub(super) async fn look_for(option: Option<&str>) -> Result<(), NoProfile> {
    let from_environment = || env::var("AWS_PROFILE").ok().filter(|name| !name.is_empty());
    let (asked, name) = match option {
        Some(name) => ("--profile", name.to_owned()),
        None => match from_environment() {
            Some(name) => ("AWS_PROFILE", name),
            None => return Ok(()),
        },
    };
    #[expect(clippy::default_trait_access, reason = "the only name of the type is deprecated")]
    let files = Default::default();
    let known = match load(&Fs::real(), &Env::real(), &files, None).await {
        Ok(known) => known,
        Err(error) => {
            let cause = std::error::Error::source(&error)
                .map_or_else(|| error.to_string(), ToString::to_string);
            return Err(NoProfile::Unreadable { asked, name, cause });
        }
    };
    if known.get_profile(&name).is_some() {
        return Ok(());
    }
    let mut names: Vec<&str> = known.profiles().collect();
    names.sort_unstable();
    let help = suggest::help(&name, names);
    Err(NoProfile::Unknown { asked, name, help })
}
