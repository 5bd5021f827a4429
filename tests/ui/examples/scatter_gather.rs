use sfn_dsl::prelude::*;
use sfn_examples::scatter_gather::*;

#[workflow]
async fn flow(shipment: Shipment) -> Result<Vec<u32>, ShipmentError> {
    let weight_kg = shipment.weight_kg;
    let answers = sfn::map(shipment.carriers.clone(), 10, async |carrier| {
        Ok::<_, ShipmentError>(request_quote(carrier, weight_kg).await.ok())
    })
    .await?;
    Ok(answers.iter().map(|quote| quote.price).collect())
}

fn main() {}
