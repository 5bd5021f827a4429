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


class Query(TypedDict):
    segment: str
    limit: int


class Page(TypedDict):
    customers: list[str]
    nextToken: str


@state_machine
def pagination(query: Query):
    """Lists all customers of a segment."""
    customers: list[str] = []
    token = None
    pages = 0
    while True:
        page: Page = aws.optimized.lambda_.invoke(
            FunctionName="${ListCustomersFunction}",
            Payload={"segment": query["segment"], "token": token},
            retry=RETRY,
        )["Payload"]
        pages += 1
        customers = customers + page["customers"]
        token = page.get("nextToken")
        if len(customers) >= query["limit"] or token is None:
            break
    return {"customers": customers, "pages": pages, "truncated": token is not None}
