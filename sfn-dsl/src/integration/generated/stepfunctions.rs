//! AWS Step Functions.
//!
//! Written by `cargo xtask catalogue`, from the catalogue.
//!
//! # Source
//! <https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html>

use crate::integration::stepfunctions::StartExecution;

parameters! {
    StartExecution;
    members {
        /// `TraceHeader`: a text, 0–256 characters.
        trace_header: String => "TraceHeader";
    }
}
