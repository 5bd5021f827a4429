use sfn_dsl::prelude::*;
use sfn_examples::pagination::*;

#[workflow]
async fn flow(query: Query) -> Result<Vec<Page>, ListError> {
    let page = list_customers(query.segment, None).await?;
    sfn::map(page, 5, async |segment| list_customers(segment, None).await).await
}

fn main() {}
