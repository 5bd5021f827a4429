//! Amazon Simple Notification Service.
//!
//! Written by `cargo xtask catalogue`, from the catalogue.
//!
//! # Source
//! <https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html>

use crate::integration::service::Object;
use crate::integration::sns::Publish;

parameters! {
    Publish;
    maps {
        /// An entry of `MessageAttributes`: a map, each value an object, any struct that derives `Data`.
        message_attributes: Object => "MessageAttributes";
    }
}
