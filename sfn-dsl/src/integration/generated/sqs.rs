//! Amazon Simple Queue Service.
//!
//! Written by `cargo xtask catalogue`, from the catalogue.
//!
//! # Source
//! <https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html>

use crate::integration::service::Object;
use crate::integration::sqs::SendMessage;

parameters! {
    SendMessage;
    maps {
        /// An entry of `MessageAttributes`: a map, each value an object, any struct that derives `Data`.
        message_attributes: Object => "MessageAttributes";
        /// An entry of `MessageSystemAttributes`: a map, each value an object, any struct that derives `Data`.
        message_system_attributes: Object => "MessageSystemAttributes";
    }
}
