use sfn_dsl::prelude::*;
use sfn_examples::travel_saga::*;

#[workflow]
async fn flow(trip: Trip) -> Result<f64, TravelError> {
    let flight = book_flight(trip.destination.clone()).await?;
    match book_hotel(trip.destination, trip.nights).await {
        Ok(hotel) => Ok(flight.price + hotel.price),
        Err(failure) => {
            cancel_hotel(hotel.id).await?;
            Err(failure)
        }
    }
}

fn main() {}
