//! AWS Glue.
//!
//! Written by `cargo xtask catalogue`, from the catalogue.
//!
//! # Source
//! <https://docs.aws.amazon.com/step-functions/latest/dg/connect-glue.html>

use crate::integration::glue::StartJobRun;
use crate::integration::service::Object;

parameters! {
    StartJobRun;
    members {
        /// `AllocatedCapacity`: a whole number.
        allocated_capacity: i64 => "AllocatedCapacity";
        /// `NotificationProperty`: an object, any struct that derives `Data`.
        notification_property: Object => "NotificationProperty";
        /// `ExecutionRoleSessionPolicy`: a text, 2–2048 characters.
        execution_role_session_policy: String => "ExecutionRoleSessionPolicy";
    }
}
