"""The endpoint under test: started on a free port of loopback, ended, killed, and started again with the same file."""

import os
import subprocess

MOCKS = """{
    "states": {
        "Ask": { "return": { "MessageId": "m" } }
    }
}"""


class Server:
    def __init__(self, deploy, folder):
        mocks = os.path.join(folder, "mocks.json")
        with open(mocks, "w", encoding="utf-8") as file:
            file.write(MOCKS)
        state = os.path.join(folder, "state")
        self.command = [deploy, "serve", "--port", "0", "--region", "us-east-1", "--state", state, "--mocks", mocks]
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.command, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.url = self.process.stdout.readline().strip()
        if not self.url.startswith("http://127.0.0.1:"):
            raise SystemExit(f"`serve` did not start: {self.url!r}")

    def restart_after_kill(self):
        self.process.kill()
        self.process.wait(timeout=20)
        self.start()

    def end(self):
        self.process.terminate()
        code = self.process.wait(timeout=20)
        if code != 0:
            raise SystemExit(f"`serve` ended with {code}")

    def environment(self):
        return {
            **os.environ,
            "AWS_ENDPOINT_URL": self.url,
            "AWS_REGION": "us-east-1",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "local",
            "AWS_SECRET_ACCESS_KEY": "local",
            "AWS_DISABLE_HOST_PREFIX_INJECTION": "true",
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_PAGER": "",
            "NO_PROXY": "127.0.0.1",
        }
