"""The state machines that the clients make."""

import json

ROLE = "arn:aws:iam::000000000000:role/clients"


def machine(states, **fields):
    first = next(iter(states))
    return json.dumps({"QueryLanguage": "JSONata", "StartAt": first, "States": states, **fields})


def callback(**fields):
    message = {"QueueUrl": "https://queue", "MessageBody": "{% $states.context.Task.Token %}"}
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Arguments": message,
        **fields,
    }


PASS = machine({"Double": {"Type": "Pass", "Output": "{% $states.input.n * 2 %}", "End": True}})
NIGHT = machine({"Night": {"Type": "Wait", "Seconds": 28800, "End": True}})
ASK = machine({"Ask": callback(Next="Nap"), "Nap": {"Type": "Wait", "Seconds": 1, "End": True}})
EACH = machine(
    {
        "Each": {
            "Type": "Map",
            "Label": "each",
            "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "Ask",
                "States": {"Ask": callback(End=True)},
            },
            "End": True,
        }
    }
)


def review(activity):
    return machine({"Review": {"Type": "Task", "Resource": activity, "TimeoutSeconds": 60, "End": True}})
