//! An error type of an operation that is not there.

use sfn_dsl::prelude::*;

sdk! {
    /// How a table is not deleted.
    pub enum DeleteError: dynamodb::delete_tabel
}

fn main() {}
