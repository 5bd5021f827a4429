from typing import TypedDict

from sfnx import aws, state_machine

RETRY = [
    {
        "ErrorEquals": [
            aws.optimized.lambda_.errors.ServiceException,
            aws.optimized.lambda_.errors.TooManyRequestsException,
        ]
    }
]


class Trip(TypedDict):
    tripId: str
    destination: str
    nights: int
    budget: float


class Booking(TypedDict):
    id: str
    price: float


@state_machine
def travel_saga(trip: Trip):
    """Books a whole journey or nothing."""
    flight: Booking = aws.optimized.lambda_.invoke(
        FunctionName="${BookFlightFunction}", Payload={"destination": trip["destination"]}
    )["Payload"]
    try:
        hotel: Booking = aws.optimized.lambda_.invoke(
            FunctionName="${BookHotelFunction}",
            Payload={"destination": trip["destination"], "nights": trip["nights"]},
        )["Payload"]
    except Exception:
        aws.optimized.lambda_.invoke(
            FunctionName="${CancelFlightFunction}",
            Payload={"booking_id": flight["id"]},
            retry=RETRY,
        )
        raise
    try:
        car: Booking = aws.optimized.lambda_.invoke(
            FunctionName="${RentCarFunction}",
            Payload={"destination": trip["destination"], "nights": trip["nights"]},
        )["Payload"]
    except Exception:
        aws.optimized.lambda_.invoke(
            FunctionName="${CancelHotelFunction}",
            Payload={"booking_id": hotel["id"]},
            retry=RETRY,
        )
        aws.optimized.lambda_.invoke(
            FunctionName="${CancelFlightFunction}",
            Payload={"booking_id": flight["id"]},
            retry=RETRY,
        )
        raise
    try:
        aws.optimized.lambda_.invoke(
            FunctionName="${ChargeTripFunction}",
            Payload={
                "trip_id": trip["tripId"],
                "amount": flight["price"] + hotel["price"] + car["price"],
                "limit": trip["budget"],
            },
        )
    except Exception:
        aws.optimized.lambda_.invoke(
            FunctionName="${CancelCarFunction}", Payload={"booking_id": car["id"]}, retry=RETRY
        )
        aws.optimized.lambda_.invoke(
            FunctionName="${CancelHotelFunction}",
            Payload={"booking_id": hotel["id"]},
            retry=RETRY,
        )
        aws.optimized.lambda_.invoke(
            FunctionName="${CancelFlightFunction}",
            Payload={"booking_id": flight["id"]},
            retry=RETRY,
        )
        raise
    return {
        "tripId": trip["tripId"],
        "bookings": [flight["id"], hotel["id"], car["id"]],
        "paid": flight["price"] + hotel["price"] + car["price"],
    }
