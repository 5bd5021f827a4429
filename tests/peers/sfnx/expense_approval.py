from typing import TypedDict

from sfnx import HeartbeatTimeout, Timeout, aws, context, state_machine

RETRY = [
    {
        "ErrorEquals": [
            aws.optimized.lambda_.errors.ServiceException,
            aws.optimized.lambda_.errors.TooManyRequestsException,
        ]
    }
]


class Expense(TypedDict):
    expenseId: str
    employee: str
    manager: str
    deputy: str
    amount: int


class NobodyDecided(Exception):
    pass


@state_machine
def expense_approval(expense: Expense):
    """Asks the manager, then the deputy, and pays what was allowed."""
    try:
        decision: dict = aws.optimized.lambda_.invoke(
            FunctionName="${RequestDecisionFunction}",
            Payload={
                "approver": expense["manager"],
                "expense": expense,
                "token": context["Task"]["Token"],
            },
            pattern=".waitForTaskToken",
            heartbeat=86400,
            timeout=259200,
        )
    except (Timeout, HeartbeatTimeout):
        try:
            decision: dict = aws.optimized.lambda_.invoke(
                FunctionName="${RequestDecisionFunction}",
                Payload={
                    "approver": expense["deputy"],
                    "expense": expense,
                    "token": context["Task"]["Token"],
                },
                pattern=".waitForTaskToken",
                timeout=172800,
            )
        except Timeout:
            raise NobodyDecided() from None
    if decision["decision"] == "approved":
        limit: int = decision["limit"]
        paid = min(expense["amount"], limit)
        aws.optimized.lambda_.invoke(
            FunctionName="${ReimburseFunction}",
            Payload={"employee": expense["employee"], "amount": paid},
            retry=RETRY,
        )
        return {
            "expenseId": expense["expenseId"],
            "paid": paid,
            "note": "comes with the salary",
        }
    reason: str = decision["reason"]
    aws.optimized.lambda_.invoke(
        FunctionName="${ExplainRejectionFunction}",
        Payload={"employee": expense["employee"], "reason": reason},
        retry=RETRY,
    )
    return {"expenseId": expense["expenseId"], "paid": 0, "note": reason}
