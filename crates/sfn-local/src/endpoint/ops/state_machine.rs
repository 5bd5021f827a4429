//! Create, update, describe, list and delete state machines.

mod create;
mod delete;
mod describe;
mod list;
mod update;

pub(in crate::endpoint) use self::describe::{Described, IncludedData};
pub(super) use self::{
    create::create, delete::delete, describe::describe, list::list, update::update,
};
use super::super::{
    error::ApiError,
    state::{LogLevel, LoggingConfiguration},
};

fn check_version_description(publish: bool, description: Option<&str>) -> Result<(), ApiError> {
    if publish || description.is_none() {
        return Ok(());
    }
    Err(ApiError::validation("Version description can only be set when publish is true"))
}

fn check_logging(logging: &LoggingConfiguration) -> Result<(), ApiError> {
    let destinations = logging.destinations.as_deref().unwrap_or_default();
    let fault = match destinations {
        [] if logging.level == LogLevel::Off => return Ok(()),
        [one] if one.log_group_arn().is_some_and(|arn| arn.ends_with(":*")) => return Ok(()),
        [one] if one.log_group_arn().is_some() => {
            "Log Group ARN must be provided with '*' qualifier."
        }
        _ => "Must specify exactly one Log Destination.",
    };
    let message = format!("Invalid Logging Configuration: {fault}");
    Err(ApiError::new("InvalidLoggingConfiguration", message))
}
