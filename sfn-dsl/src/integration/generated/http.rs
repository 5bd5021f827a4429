//! HTTPS endpoints.
//!
//! Written by `cargo xtask catalogue`, from the catalogue.
//!
//! # Source
//! <https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html>

use crate::integration::http::{Invoke};
use crate::integration::service::Object;

parameters! {
    Invoke<T: CallbackOutput>;
    /// `Authentication`: an object, any struct that derives `Data`.
    authentication: Object => "Authentication";
}
