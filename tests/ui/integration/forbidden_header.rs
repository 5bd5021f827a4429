//! Credentials belong into the connection.

use sfn_dsl::{
    integration::http::{self, HttpError, Method},
    prelude::*,
};

#[workflow(name = "rates")]
pub async fn rates(token: String) -> Result<f64, HttpError> {
    let rate = http::invoke::<f64>(Method::Get, "https://rates.example.com/eur", "${Connection}")
        .header("Authorization", token)
        .await?;
    Ok(rate.response_body)
}

fn main() {}
