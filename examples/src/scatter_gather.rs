//! Scatter-gather: ask every carrier for a quote at the same time, leave out who does not answer, book the cheapest.

use sfn_dsl::prelude::*;

/// What is to be carried.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Shipment {
    /// The shipment's number.
    pub shipment_id: String,
    /// Its weight.
    pub weight_kg: u32,
    /// Who may carry it.
    pub carriers: Vec<String>,
}

/// What a carrier wants for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Quote {
    /// The carrier.
    pub carrier: String,
    /// The price, in the currency's smallest unit.
    pub price: u32,
}

/// A carrier that comes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Pickup {
    /// The carrier.
    pub carrier: String,
    /// The booking's number.
    pub booking: String,
    /// How many carriers had answered.
    pub quotes: usize,
}

/// Why nobody comes.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum ShipmentError {
    /// No carrier gave a quote.
    NoQuote,
    /// The cheapest one could not be booked.
    NotBooked(#[from] BookingError),
}

/// Why a carrier gives no quote.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum QuoteError {
    /// It is too heavy for this one.
    TooHeavy,
    /// No answer in time.
    #[sfn(timeout)]
    TimedOut,
    /// Whatever else went wrong.
    #[sfn(other)]
    Other {
        /// The error's name.
        name: String,
        /// What it says.
        cause: String,
    },
}

/// Why a carrier was not booked.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum BookingError {
    /// The quote is no longer good.
    Expired {
        /// The carrier.
        carrier: String,
    },
}

/// Asks a carrier for a quote.
#[task(lambda = "${RequestQuoteFunction}")]
pub async fn request_quote(carrier: String, weight_kg: u32) -> Result<Quote, QuoteError> {
    match (carrier.as_str(), weight_kg) {
        ("asleep", _) => Err(QuoteError::TimedOut),
        ("bicycle", 11..) => Err(QuoteError::TooHeavy),
        ("bicycle", _) => Ok(Quote { carrier, price: 300 }),
        _ => Ok(Quote { price: 500 + 20 * (weight_kg % 1_000), carrier }),
    }
}

/// Accepts a quote.
#[task(lambda = "${AcceptQuoteFunction}")]
pub async fn accept_quote(shipment_id: String, quote: Quote) -> Result<String, BookingError> {
    if quote.carrier == "fickle" {
        return Err(BookingError::Expired { carrier: quote.carrier });
    }
    Ok(format!("{}-{shipment_id}", quote.carrier))
}

/// Tells the warehouse who comes.
#[task(lambda = "${AnnouncePickupFunction}")]
pub async fn announce_pickup(booking: String) -> Result<(), BookingError> {
    let _ = booking;
    Ok(())
}

/// Books a carrier: a workflow of its own, which others use as well.
#[workflow(name = "book-carrier")]
pub async fn book_carrier(shipment_id: String, quote: Quote) -> Result<String, BookingError> {
    let booking = accept_quote(shipment_id, quote).await?;
    announce_pickup(booking.clone()).await?;
    Ok(booking)
}

/// Has the cheapest carrier come.
#[workflow(name = "scatter-gather")]
pub async fn scatter_gather(shipment: Shipment) -> Result<Pickup, ShipmentError> {
    let weight_kg = shipment.weight_kg;
    let answers = sfn::map(shipment.carriers.clone(), 10, async |carrier| {
        Ok::<_, ShipmentError>(request_quote(carrier, weight_kg).timeout_seconds(20).await.ok())
    })
    .await?;
    let quotes: Vec<Quote> = answers.into_iter().flatten().collect();
    let best = quotes.iter().min_by_key(|quote| quote.price).cloned();
    let Some(best) = best else {
        return Err(ShipmentError::NoQuote);
    };
    let booking = book_carrier(shipment.shipment_id, best.clone()).await?;
    Ok(Pickup { carrier: best.carrier, booking, quotes: quotes.len() })
}
