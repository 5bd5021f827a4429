import hashlib
import json
from typing import TypedDict

from sfnx import aws, state_machine


class Charge(TypedDict):
    orderId: str
    customerId: str
    amount: int
    requestId: str


class Declined(Exception):
    pass


class InProgress(Exception):
    pass


class DynamoDB:
    class ConditionalCheckFailedException(Exception):
        pass


@state_machine
def idempotent(charge: Charge):
    """Charges an order, at most once."""
    text = json.dumps([charge["orderId"], charge["customerId"], charge["amount"]])
    claim = hashlib.sha256(text.encode()).hexdigest()
    try:
        aws.optimized.dynamodb.put_item(
            TableName="${ClaimsTable}",
            Item={"claim": {"S": claim}, "requestId": {"S": charge["requestId"]}},
            ConditionExpression="attribute_not_exists(claim)",
        )
    except DynamoDB.ConditionalCheckFailedException:
        stored = aws.optimized.dynamodb.get_item(
            TableName="${ClaimsTable}", Key={"claim": {"S": claim}}, ConsistentRead=True
        )
        if "Item" in stored and "paymentId" in stored["Item"]:
            return {"paymentId": stored["Item"]["paymentId"]["S"], "repeated": True}
        raise InProgress() from None
    try:
        payment_id: str = aws.optimized.lambda_.invoke(
            FunctionName="${ChargeOnceFunction}",
            Payload={"customer_id": charge["customerId"], "amount": charge["amount"]},
        )["Payload"]
    except Declined as error:
        cause = str(error)
        aws.optimized.dynamodb.delete_item(
            TableName="${ClaimsTable}", Key={"claim": {"S": claim}}
        )
        raise Declined(cause) from None
    aws.optimized.dynamodb.update_item(
        TableName="${ClaimsTable}",
        Key={"claim": {"S": claim}},
        UpdateExpression="SET paymentId = :payment",
        ExpressionAttributeValues={":payment": {"S": payment_id}},
    )
    return {"paymentId": payment_id, "repeated": False}
