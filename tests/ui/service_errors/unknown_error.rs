//! An error that the operation does not have.

use sfn_dsl::prelude::*;

sdk! {
    /// How a table is not deleted.
    pub enum DeleteError: dynamodb::delete_table
}

#[workflow(name = "clean-up")]
pub async fn clean_up(table: String) -> Result<bool, DeleteError> {
    match sdk!(dynamodb::delete_table -> Result<_, DeleteError> { TableName: table }).await {
        Ok(_) => Ok(true),
        Err(DeleteError::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}

fn main() {}
