"""The AWS CLI: the steps that a person at a shell takes."""

import json
import os
import subprocess
import sys
import time

from definitions import ASK, PASS, ROLE
from with_boto3 import client, token


class Cli:
    def __init__(self, server):
        self.server = server
        self.program = os.path.join(os.path.dirname(sys.executable), "aws")

    def run(self, *arguments):
        command = [self.program, "stepfunctions", *arguments, "--output", "json"]
        return subprocess.run(
            command, env=self.server.environment(), text=True, capture_output=True, timeout=60, check=False
        )

    def __call__(self, *arguments):
        done = self.run(*arguments)
        if done.returncode != 0:
            raise AssertionError(f"aws stepfunctions {' '.join(arguments)}: {done.stderr}")
        return json.loads(done.stdout) if done.stdout.strip() else None


def ended(aws, execution):
    for _ in range(20):
        described = aws("describe-execution", "--execution-arn", execution)
        if described["status"] != "RUNNING":
            return described
        time.sleep(0.2)
    raise AssertionError(f"{execution} does not end")


def run(server):
    aws = Cli(server)
    create = ["create-state-machine", "--role-arn", ROLE, "--name"]
    express = aws(*create, "sums", "--definition", PASS, "--type", "EXPRESS")["stateMachineArn"]
    sync = aws("start-sync-execution", "--state-machine-arn", express, "--input", '{"n":4}')
    assert sync["output"] == "8", sync
    ask = aws(*create, "asks", "--definition", ASK)["stateMachineArn"]
    executions = [
        aws("start-execution", "--state-machine-arn", ask, "--name", name)["executionArn"] for name in ("one", "two")
    ]
    listed = aws("list-executions", "--state-machine-arn", ask, "--page-size", "1", "--query", "executions[].name")
    assert listed == ["two", "one"], listed
    page = aws("list-executions", "--state-machine-arn", ask, "--max-items", "1")
    assert len(page["executions"]) == 1 and page["NextToken"], page

    execution = executions[0]
    task = token(client(server), execution)
    server.restart_after_kill()
    aws("send-task-failure", "--task-token", task, "--error", "Broken")
    assert ended(aws, execution)["status"] == "FAILED"
    aws("redrive-execution", "--execution-arn", execution)
    aws("send-task-success", "--task-token", token(client(server), execution, 1), "--task-output", "{}")
    assert ended(aws, execution)["status"] == "SUCCEEDED"
    events = aws("get-execution-history", "--execution-arn", execution, "--page-size", "3", "--query", "events[].type")
    assert events[0] == "ExecutionStarted" and "ExecutionRedriven" in events and events[-1] == "ExecutionSucceeded"

    state = '{"Type":"Pass","QueryLanguage":"JSONata","Output":"{% $states.input.n + 1 %}","End":true}'
    tested = aws("test-state", "--definition", state, "--role-arn", ROLE, "--input", '{"n":1}')
    assert tested["output"] == "2", tested
    for arn in (express, ask):
        aws("delete-state-machine", "--state-machine-arn", arn)
    gone = aws.run("describe-state-machine", "--state-machine-arn", express)
    assert gone.returncode != 0 and "(StateMachineDoesNotExist)" in gone.stderr, gone.stderr
    version = subprocess.run([aws.program, "--version"], text=True, capture_output=True, check=True).stdout
    print(version.split()[0], "made, ran, paged, redrove and deleted, across a kill")
