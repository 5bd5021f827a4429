from typing import TypedDict

from sfnx import TaskFailed, aws, inline_map, state_machine


class Shipment(TypedDict):
    shipmentId: str
    weightKg: float
    carriers: list[str]


class Quote(TypedDict):
    carrier: str
    price: int


class NoQuote(Exception):
    pass


class NotBooked(Exception):
    pass


@state_machine
def scatter_gather(shipment: Shipment):
    """Asks all carriers for a price, and books the best."""

    def request_quote(carrier: str):
        try:
            return aws.optimized.lambda_.invoke(
                FunctionName="${RequestQuoteFunction}",
                Payload={"carrier": carrier, "weight_kg": shipment["weightKg"]},
                timeout=20,
            )["Payload"]
        except Exception:
            return None

    answers: list[Quote] = inline_map(request_quote, shipment["carriers"], max_concurrency=10)
    quotes: list[Quote] = [answer for answer in answers if answer is not None]
    if len(quotes) == 0:
        raise NoQuote()
    best: Quote = sorted(quotes, key=lambda quote: quote["price"])[0]
    # In the Rust program the error of the child is an error of the parent too, under its own name.
    try:
        booking = aws.optimized.states.start_execution(
            StateMachineArn="arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:book-carrier",
            Input={"shipment_id": shipment["shipmentId"], "quote": best},
            pattern=".sync:2",
        )
    except TaskFailed as error:
        cause = str(error)
        raise NotBooked(cause) from None
    return {"carrier": best["carrier"], "booking": booking["Output"], "quotes": len(quotes)}
