"""boto3: the whole API, with its waiters, pages and typed errors."""

import json
import threading
import time

import boto3
from botocore.config import Config

from definitions import ASK, EACH, NIGHT, PASS, ROLE, review


def client(server):
    return boto3.client(
        "stepfunctions",
        endpoint_url=server.url,
        region_name="us-east-1",
        aws_access_key_id="local",
        aws_secret_access_key="local",
        config=Config(inject_host_prefix=False, retries={"max_attempts": 3}),
    )


def ended(sfn, execution):
    for _ in range(400):
        described = sfn.describe_execution(executionArn=execution)
        if described["status"] != "RUNNING":
            return described
        time.sleep(0.025)
    raise AssertionError(f"{execution} does not end")


def token(sfn, execution, number=0):
    """The token in the message that a callback sent."""
    for _ in range(400):
        events = sfn.get_execution_history(executionArn=execution, maxResults=1000)["events"]
        sent = [event for event in events if event["type"] == "TaskSubmitted"]
        scheduled = [event["taskScheduledEventDetails"] for event in events if event["type"] == "TaskScheduled"]
        if len(sent) > number:
            return json.loads(scheduled[number]["parameters"])["MessageBody"]
        time.sleep(0.025)
    raise AssertionError(f"{execution} sends no message")


def refuses(error, call, **arguments):
    try:
        call(**arguments)
    except error as refusal:
        assert refusal.response["Error"]["Message"], refusal
    else:
        raise AssertionError(f"{call} with {arguments} is not refused with {error}")


def create(sfn, name, definition, **more):
    return sfn.create_state_machine(name=name, definition=definition, roleArn=ROLE, **more)["stateMachineArn"]


def machines_and_pages(sfn):
    tags = [{"key": "team", "value": "blue"}]
    arn = create(sfn, "double", PASS, tags=tags)
    assert create(sfn, "double", PASS) == arn, "the same call again is the same machine"
    refuses(sfn.exceptions.StateMachineAlreadyExists, create, sfn=sfn, name="double", definition=NIGHT)
    refuses(sfn.exceptions.InvalidDefinition, create, sfn=sfn, name="bad", definition='{"StartAt":"A","States":{}}')
    refuses(sfn.exceptions.InvalidName, create, sfn=sfn, name="a b", definition=PASS)
    refuses(sfn.exceptions.InvalidArn, sfn.describe_state_machine, stateMachineArn="arn")
    refuses(sfn.exceptions.StateMachineDoesNotExist, sfn.describe_state_machine, stateMachineArn=arn + "x")

    executions = {
        sfn.start_execution(stateMachineArn=arn, name=f"n{n}", input=json.dumps({"n": n}))["executionArn"]: n
        for n in range(25)
    }
    for execution, n in executions.items():
        assert ended(sfn, execution)["output"] == str(n * 2)
    refuses(sfn.exceptions.ExecutionAlreadyExists, sfn.start_execution, stateMachineArn=arn, name="n1", input="{}")
    refuses(sfn.exceptions.InvalidExecutionInput, sfn.start_execution, stateMachineArn=arn, input="{")
    refuses(sfn.exceptions.ExecutionDoesNotExist, sfn.describe_execution, executionArn=next(iter(executions)) + "x")
    pages = list(sfn.get_paginator("list_executions").paginate(stateMachineArn=arn, PaginationConfig={"PageSize": 10}))
    assert [len(page["executions"]) for page in pages] == [10, 10, 5]
    assert {item["executionArn"] for page in pages for item in page["executions"]} == set(executions)
    history = sfn.get_paginator("get_execution_history").paginate(
        executionArn=next(iter(executions)), PaginationConfig={"PageSize": 2}
    )
    kinds = [event["type"] for page in history for event in page["events"]]
    assert kinds == ["ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"], kinds

    sfn.tag_resource(resourceArn=arn, tags=[{"key": "cost", "value": "low"}])
    sfn.untag_resource(resourceArn=arn, tagKeys=["team"])
    assert sfn.list_tags_for_resource(resourceArn=arn)["tags"] == [{"key": "cost", "value": "low"}]
    refuses(sfn.exceptions.ResourceNotFound, sfn.list_tags_for_resource, resourceArn=arn + "x")


def versions_and_aliases(sfn):
    arn = create(sfn, "versioned", PASS, publish=True)
    updated = sfn.update_state_machine(stateMachineArn=arn, definition=NIGHT, publish=True)
    first, second = f"{arn}:1", updated["stateMachineVersionArn"]
    route = [{"stateMachineVersionArn": first, "weight": 100}]
    alias = sfn.create_state_machine_alias(name="live", routingConfiguration=route)["stateMachineAliasArn"]
    started = sfn.start_execution(stateMachineArn=alias, input='{"n":4}')
    described = ended(sfn, started["executionArn"])
    assert (described["output"], described["stateMachineVersionArn"]) == ("8", first)
    route = [{"stateMachineVersionArn": version, "weight": 50} for version in (first, second)]
    sfn.update_state_machine_alias(stateMachineAliasArn=alias, routingConfiguration=route)
    assert len(sfn.describe_state_machine_alias(stateMachineAliasArn=alias)["routingConfiguration"]) == 2
    refuses(sfn.exceptions.ConflictException, sfn.delete_state_machine_version, stateMachineVersionArn=first)
    sfn.delete_state_machine_alias(stateMachineAliasArn=alias)
    sfn.delete_state_machine_version(stateMachineVersionArn=first)
    listed = sfn.list_state_machine_versions(stateMachineArn=arn)["stateMachineVersions"]
    assert [version["stateMachineVersionArn"] for version in listed] == [second]


def express_and_single_states(sfn):
    arn = create(sfn, "express", PASS, type="EXPRESS")
    result = sfn.start_sync_execution(stateMachineArn=arn, input='{"n":21}')
    assert (result["status"], result["output"]) == ("SUCCEEDED", "42")
    refuses(sfn.exceptions.StateMachineTypeNotSupported, sfn.list_executions, stateMachineArn=arn)
    state = json.dumps({"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $states.input.n + 1 %}", "End": True})
    tested = sfn.test_state(definition=state, input='{"n":1}', roleArn=ROLE, inspectionLevel="DEBUG")
    assert (tested["status"], tested["output"]) == ("SUCCEEDED", "2")
    assert sfn.validate_state_machine_definition(definition=PASS)["result"] == "OK"


def activity(sfn):
    arn = sfn.create_activity(name="review")["activityArn"]
    machine_arn = create(sfn, "reviewed", review(arn))
    taken = {}
    worker = threading.Thread(target=lambda: taken.update(sfn.get_activity_task(activityArn=arn, workerName="w")))
    worker.start()
    execution = sfn.start_execution(stateMachineArn=machine_arn, input='{"page":1}')["executionArn"]
    worker.join(timeout=20)
    assert json.loads(taken["input"]) == {"page": 1}
    sfn.send_task_heartbeat(taskToken=taken["taskToken"])
    sfn.send_task_success(taskToken=taken["taskToken"], output='"fine"')
    assert ended(sfn, execution)["output"] == '"fine"'
    refuses(sfn.exceptions.TaskTimedOut, sfn.send_task_success, taskToken=taken["taskToken"], output="1")
    refuses(sfn.exceptions.InvalidToken, sfn.send_task_heartbeat, taskToken="no token")
    sfn.delete_activity(activityArn=arn)
    refuses(sfn.exceptions.ActivityDoesNotExist, sfn.describe_activity, activityArn=arn)


def map_runs(sfn):
    arn = create(sfn, "each", EACH)
    execution = sfn.start_execution(stateMachineArn=arn, input="[1,2,3]")["executionArn"]
    while not sfn.list_map_runs(executionArn=execution)["mapRuns"]:
        time.sleep(0.025)
    run = sfn.list_map_runs(executionArn=execution)["mapRuns"][0]["mapRunArn"]
    while sfn.describe_map_run(mapRunArn=run)["executionCounts"]["running"] < 3:
        time.sleep(0.025)
    sfn.update_map_run(mapRunArn=run, maxConcurrency=2, toleratedFailureCount=1)
    children = sfn.list_executions(mapRunArn=run)["executions"]
    for child, answer in zip(children, ("success", "success", "failure")):
        task = token(sfn, child["executionArn"])
        if answer == "success":
            sfn.send_task_success(taskToken=task, output="1")
        else:
            sfn.send_task_failure(taskToken=task, error="Broken", cause="on purpose")
    described = ended(sfn, execution)
    counts = sfn.describe_map_run(mapRunArn=run)["executionCounts"]
    assert (described["status"], counts["succeeded"], counts["failed"]) == ("SUCCEEDED", 2, 1), counts


def restart_and_redrive(server, sfn):
    """What waits when the process is killed goes on in the next one."""
    arn = create(sfn, "ask", ASK)
    execution = sfn.start_execution(stateMachineArn=arn, name="once", input="{}")["executionArn"]
    task = token(sfn, execution)
    before = sfn.get_execution_history(executionArn=execution)["events"]
    server.restart_after_kill()
    sfn = client(server)
    assert sfn.get_execution_history(executionArn=execution)["events"] == before
    again = sfn.start_execution(stateMachineArn=arn, name="once", input="{}")
    assert again["executionArn"] == execution, "the same start again is the same execution"
    sfn.send_task_failure(taskToken=task, error="Broken", cause="on purpose")
    failed = ended(sfn, execution)
    assert (failed["status"], failed["error"], failed["redriveStatus"]) == ("FAILED", "Broken", "REDRIVABLE")
    server.restart_after_kill()
    sfn = client(server)
    sfn.redrive_execution(executionArn=execution)
    sfn.send_task_success(taskToken=token(sfn, execution, 1), output="{}")
    server.restart_after_kill()
    sfn = client(server)
    described = ended(sfn, execution)
    assert (described["status"], described["redriveCount"]) == ("SUCCEEDED", 1), described
    refuses(sfn.exceptions.ExecutionNotRedrivable, sfn.redrive_execution, executionArn=execution)
    return sfn


def stop_and_delete(sfn):
    night = create(sfn, "night", NIGHT)
    execution = sfn.start_execution(stateMachineArn=night)["executionArn"]
    sfn.stop_execution(executionArn=execution, error="Morning", cause="too early")
    assert ended(sfn, execution)["error"] == "Morning"
    for listed in sfn.list_state_machines()["stateMachines"]:
        sfn.delete_state_machine(stateMachineArn=listed["stateMachineArn"])
    assert sfn.list_state_machines()["stateMachines"] == []


def run(server):
    sfn = client(server)
    machines_and_pages(sfn)
    versions_and_aliases(sfn)
    express_and_single_states(sfn)
    activity(sfn)
    map_runs(sfn)
    sfn = restart_and_redrive(server, sfn)
    stop_and_delete(sfn)
    print("boto3", boto3.__version__, "made, ran, paged, redrove and deleted, across three kills")
