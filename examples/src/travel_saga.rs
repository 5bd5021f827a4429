//! Travel saga: flight, hotel, car, payment; where one of them fails, those before it are undone, the last one first.

use sfn_dsl::prelude::*;

/// A journey that somebody wants to make.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Trip {
    /// The trip's number.
    pub trip_id: String,
    /// Where to.
    pub destination: String,
    /// For how many nights.
    pub nights: u32,
    /// The most that it may cost.
    pub budget: f64,
}

/// Something that was booked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Booking {
    /// The booking's number, by which it can be cancelled.
    pub id: String,
    /// What it costs.
    pub price: f64,
}

/// All that was booked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Itinerary {
    /// The trip's number.
    pub trip_id: String,
    /// The numbers of flight, hotel and car.
    pub bookings: Vec<String>,
    /// What was paid.
    pub paid: f64,
}

/// Why there is no journey. Nothing stays booked.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum TravelError {
    /// A flight, a room or a car is not to be had.
    SoldOut {
        /// What is not.
        what: String,
    },
    /// The payment was declined.
    Declined {
        /// The bank's code.
        code: String,
    },
    /// A service did not do its work.
    #[sfn(other)]
    Failed {
        /// The error's name.
        name: String,
        /// What it says.
        cause: String,
    },
}

/// Books the flight.
#[task(lambda = "${BookFlightFunction}")]
pub async fn book_flight(destination: String) -> Result<Booking, TravelError> {
    if destination == "Atlantis" {
        return Err(TravelError::SoldOut { what: "flight".to_owned() });
    }
    Ok(Booking { id: format!("flight-{destination}"), price: 240.0 })
}

/// Books a room.
#[task(lambda = "${BookHotelFunction}")]
pub async fn book_hotel(destination: String, nights: u32) -> Result<Booking, TravelError> {
    if nights > 30 {
        return Err(TravelError::SoldOut { what: "hotel".to_owned() });
    }
    Ok(Booking { id: format!("hotel-{destination}"), price: 90.0 * f64::from(nights) })
}

/// Rents a car.
#[task(lambda = "${RentCarFunction}")]
pub async fn rent_car(destination: String, nights: u32) -> Result<Booking, TravelError> {
    if destination == "Venice" {
        return Err(TravelError::SoldOut { what: "car".to_owned() });
    }
    Ok(Booking { id: format!("car-{destination}"), price: 30.0 * f64::from(nights) })
}

/// Takes the money.
#[task(lambda = "${ChargeTripFunction}")]
pub async fn charge_trip(trip_id: String, amount: f64, limit: f64) -> Result<(), TravelError> {
    let _ = trip_id;
    if amount > limit {
        return Err(TravelError::Declined { code: "limit_exceeded".to_owned() });
    }
    Ok(())
}

/// Gives the car back. Cancelling twice does no harm, so it can be tried again.
#[task(lambda = "${CancelCarFunction}")]
pub async fn cancel_car(booking_id: String) -> Result<(), TravelError> {
    let _ = booking_id;
    Ok(())
}

/// Gives the room back.
#[task(lambda = "${CancelHotelFunction}")]
pub async fn cancel_hotel(booking_id: String) -> Result<(), TravelError> {
    let _ = booking_id;
    Ok(())
}

/// Gives the seat back.
#[task(lambda = "${CancelFlightFunction}")]
pub async fn cancel_flight(booking_id: String) -> Result<(), TravelError> {
    let _ = booking_id;
    Ok(())
}

/// Books a whole journey or nothing: each block ends with what must be undone, and hands the failure outwards.
#[workflow(name = "travel-saga")]
pub async fn travel_saga(trip: Trip) -> Result<Itinerary, TravelError> {
    let flight = book_flight(trip.destination.clone()).await?;
    let failure = 'flight: {
        let hotel = match book_hotel(trip.destination.clone(), trip.nights).await {
            Ok(hotel) => hotel,
            Err(failure) => break 'flight failure,
        };
        let failure = 'hotel: {
            let car = match rent_car(trip.destination.clone(), trip.nights).await {
                Ok(car) => car,
                Err(failure) => break 'hotel failure,
            };
            let total = flight.price + hotel.price + car.price;
            match charge_trip(trip.trip_id.clone(), total, trip.budget).await {
                Ok(()) => {
                    return Ok(Itinerary {
                        trip_id: trip.trip_id,
                        bookings: vec![flight.id, hotel.id, car.id],
                        paid: total,
                    });
                }
                Err(failure) => {
                    cancel_car(car.id).retry(Retry::transient()).await?;
                    failure
                }
            }
        };
        cancel_hotel(hotel.id).retry(Retry::transient()).await?;
        failure
    };
    cancel_flight(flight.id).retry(Retry::transient()).await?;
    Err(failure)
}
