//! Amazon Athena.
//!
//! Written by `cargo xtask catalogue`, from the catalogue.
//!
//! # Source
//! <https://docs.aws.amazon.com/step-functions/latest/dg/connect-athena.html>

use crate::integration::athena::{GetQueryResults, StartQueryExecution};
use crate::integration::service::Object;

parameters! {
    GetQueryResults;
    members {
        /// `QueryResultType`: `DATA_MANIFEST`, `DATA_ROWS`.
        query_result_type: QueryResultType => "QueryResultType";
    }
}

parameters! {
    StartQueryExecution;
    members {
        /// `ResultReuseConfiguration`: an object, any struct that derives `Data`.
        result_reuse_configuration: Object => "ResultReuseConfiguration";
        /// `EngineConfiguration`: an object, any struct that derives `Data`.
        engine_configuration: Object => "EngineConfiguration";
    }
}

choices! {
    /// A value that AWS knows.
    QueryResultType {
        DataManifest = "DATA_MANIFEST",
        DataRows = "DATA_ROWS",
    }
}
