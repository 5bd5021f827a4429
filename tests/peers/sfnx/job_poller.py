from typing import TypedDict

from sfnx import aws, state_machine, wait

RETRY = [
    {
        "ErrorEquals": [
            aws.optimized.lambda_.errors.ServiceException,
            aws.optimized.lambda_.errors.TooManyRequestsException,
        ]
    }
]
MAX_ATTEMPTS = 20


class Job(TypedDict):
    program: str
    pauseSeconds: int


class Failed(Exception):
    pass


class StillRunning(Exception):
    pass


@state_machine
def job_poller(job: Job):
    """Runs a job to its end."""
    job_id: str = aws.optimized.lambda_.invoke(
        FunctionName="${StartJobFunction}", Payload={"program": job["program"]}
    )["Payload"]
    attempts = 1
    while True:
        wait(job["pauseSeconds"])
        status: dict = aws.optimized.lambda_.invoke(
            FunctionName="${JobStatusFunction}", Payload={"job_id": job_id}, retry=RETRY
        )["Payload"]
        if status["status"] == "SUCCEEDED":
            return {"jobId": job_id, "output": status["output"], "attempts": attempts}
        elif status["status"] == "FAILED":
            reason: str = status["reason"]
            raise Failed(reason)
        elif attempts >= MAX_ATTEMPTS:
            raise StillRunning(job_id)
        attempts += 1
