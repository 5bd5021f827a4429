"""Deploys the examples to a moto server twice; the second time no request may write anything.

Usage: deploy_twice.py PATH_OF_THE_DEPLOY_BINARY
"""

import base64
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

WRITES = ("Create", "Update", "Delete", "Put", "Tag", "Untag", "Attach", "Detach", "Publish", "Start")
def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def call(url, path, method="POST"):
    with urllib.request.urlopen(urllib.request.Request(url + path, method=method), timeout=10) as answer:
        return answer.read().decode()


def wait_for(url):
    for _ in range(100):
        try:
            return call(url, "/moto-api/data.json", "GET")
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the moto server did not start")


def operation(request):
    headers = {name.lower(): value for name, value in request["headers"].items()}
    if "x-amz-target" in headers:
        return headers["x-amz-target"].split(".")[-1]
    body = request.get("body") or ""
    if request.get("body_encoded"):
        body = base64.b64decode(body).decode()
    for part in body.split("&"):
        if part.startswith("Action="):
            return part[len("Action="):]
    return body[:40]


def workflows(deploy):
    return json.loads(subprocess.run([deploy, "list", "--json"], text=True, capture_output=True, check=True).stdout)


def up(deploy, url, params):
    environment = {
        **os.environ,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "NO_PROXY": "127.0.0.1",
    }
    command = [deploy, "up", "--endpoint-url", url, "--region", "us-east-1", "--params", params, "--yes"]
    done = subprocess.run(command, env=environment, text=True, capture_output=True, timeout=120)
    print(done.stdout + done.stderr)
    if done.returncode != 0:
        raise SystemExit(f"`up` ended with {done.returncode}")
    return done.stdout + done.stderr


def recorded(url, action):
    call(url, "/moto-api/recorder/reset-recording")
    call(url, "/moto-api/recorder/start-recording")
    action()
    call(url, "/moto-api/recorder/stop-recording")
    lines = call(url, "/moto-api/recorder/download-recording", "GET").splitlines()
    return [operation(json.loads(line)) for line in lines if line.strip()]


def main():
    deploy = os.path.abspath(sys.argv[1])
    listed = workflows(deploy)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        params = os.path.join(folder, "params.json")
        with open(params, "w", encoding="utf-8") as file:
            names = {name for workflow in listed for name in workflow["placeholders"]}
            json.dump({name: name.lower() for name in sorted(names)}, file)
        environment = {**os.environ, "MOTO_RECORDER_FILEPATH": os.path.join(folder, "recording")}
        server = subprocess.Popen(
            [os.path.join(os.path.dirname(sys.executable), "moto_server"), "-H", "127.0.0.1", "-p", str(port)],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for(url)
            first = recorded(url, lambda: up(deploy, url, params))
            second = recorded(url, lambda: up(deploy, url, params))
        finally:
            server.terminate()
            server.wait(timeout=20)
    print("first: ", " ".join(first))
    print("second:", " ".join(second))
    created = sum(name.startswith("CreateStateMachine") for name in first)
    if created < len(listed):
        raise SystemExit(f"the first `up` created {created} state machines, not {len(listed)}")
    writes = [name for name in second if name.startswith(WRITES)]
    if writes or not second:
        raise SystemExit(f"the second `up` wrote: {writes}")
    print("moto: deployed twice, nothing written the second time")


main()
