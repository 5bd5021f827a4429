from typing import TypedDict

from sfnx import aws, state_machine, wait

RETRY = [{"ErrorEquals": [Exception], "MaxAttempts": 10}]


class Work(TypedDict):
    workId: str
    resource: str


class DynamoDB:
    class ConditionalCheckFailedException(Exception):
        pass


@state_machine
def semaphore(work: Work):
    """Does the work while holding the semaphore."""
    while True:
        try:
            aws.optimized.dynamodb.update_item(
                TableName="${SemaphoresTable}",
                Key={"name": {"S": work["resource"]}},
                UpdateExpression="ADD holders :me",
                ConditionExpression="attribute_not_exists(holders) OR contains(holders, :id) OR size(holders) < :limit",
                ExpressionAttributeValues={
                    ":me": {"SS": [work["workId"]]},
                    ":id": {"S": work["workId"]},
                    ":limit": {"N": "5"},
                },
            )
            break
        except DynamoDB.ConditionalCheckFailedException:
            wait(10)
    try:
        result: str = aws.optimized.lambda_.invoke(
            FunctionName="${DoWorkFunction}",
            Payload={"work_id": work["workId"], "resource": work["resource"]},
        )["Payload"]
    except Exception:
        aws.optimized.dynamodb.update_item(
            TableName="${SemaphoresTable}",
            Key={"name": {"S": work["resource"]}},
            UpdateExpression="DELETE holders :me",
            ExpressionAttributeValues={":me": {"SS": [work["workId"]]}},
            retry=RETRY,
        )
        raise
    aws.optimized.dynamodb.update_item(
        TableName="${SemaphoresTable}",
        Key={"name": {"S": work["resource"]}},
        UpdateExpression="DELETE holders :me",
        ExpressionAttributeValues={":me": {"SS": [work["workId"]]}},
        retry=RETRY,
    )
    return result
