from typing import TypedDict

from sfnx import aws, inline_map, parallel, state_machine


class Customer(TypedDict):
    email: str
    address: str


class Order(TypedDict):
    orderId: str
    customer: Customer
    items: list[dict]
    total: float


class Invalid(Exception):
    pass


class Declined(Exception):
    pass


class OutOfStock(Exception):
    pass


class Lambda:
    class ServiceException(Exception):
        pass

    class TooManyRequestsException(Exception):
        pass


RETRY = [
    {
        "ErrorEquals": [Lambda.ServiceException, Lambda.TooManyRequestsException],
        "IntervalSeconds": 2,
        "MaxAttempts": 3,
        "BackoffRate": 2.0,
    }
]


@state_machine(timeout=86400)
def order_fulfilment(order: Order):
    """Takes an order from validation to delivery."""
    verdict: dict = aws.optimized.lambda_.invoke(
        FunctionName="${ValidateOrderFunction}", Payload=order
    )["Payload"]
    if not verdict["valid"]:
        aws.optimized.lambda_.invoke(
            FunctionName="${NotifyUserFunction}",
            Payload={"email": order["customer"]["email"], "reason": verdict["reason"]},
        )
        raise Invalid()
    try:
        payment: dict = aws.optimized.lambda_.invoke(
            FunctionName="${ChargePaymentFunction}",
            Payload={"order_id": order["orderId"], "amount": order["total"]},
            retry=RETRY,
        )["Payload"]
    except Declined as error:
        cause = str(error)
        aws.optimized.lambda_.invoke(
            FunctionName="${RefundPaymentFunction}", Payload={"order_id": order["orderId"]}
        )
        raise Declined(cause) from None

    def reserve_item(item: dict):
        return aws.optimized.lambda_.invoke(
            FunctionName="${ReserveItemFunction}", Payload=item
        )["Payload"]

    try:
        reservations: list[dict] = inline_map(reserve_item, order["items"], max_concurrency=10)
    except Exception:
        aws.optimized.lambda_.invoke(
            FunctionName="${ReleasePaymentFunction}", Payload={"payment_id": payment["id"]}
        )
        raise OutOfStock() from None

    def send_confirmation():
        aws.optimized.lambda_.invoke(
            FunctionName="${SendConfirmationFunction}",
            Payload={"email": order["customer"]["email"], "order_id": order["orderId"]},
        )

    def notify_warehouse():
        aws.optimized.lambda_.invoke(
            FunctionName="${NotifyWarehouseFunction}", Payload={"reservations": reservations}
        )

    parallel(send_confirmation, notify_warehouse)
    delivery: dict = aws.optimized.lambda_.invoke(
        FunctionName="${ScheduleDeliveryFunction}",
        Payload={"order_id": order["orderId"], "address": order["customer"]["address"]},
    )["Payload"]
    return {
        "orderId": order["orderId"],
        "paymentId": payment["id"],
        "delivery": delivery,
        "reserved": len(reservations),
    }
