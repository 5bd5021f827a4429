"""Real clients against `serve --state`, which is killed in the middle of what they do.

Usage: run.py PATH_OF_THE_DEPLOY_BINARY
"""

import os
import sys
import tempfile

import with_aws_cli
import with_boto3
from server import Server


def main():
    deploy = os.path.abspath(sys.argv[1])
    for run in (with_boto3.run, with_aws_cli.run):
        with tempfile.TemporaryDirectory() as folder:
            server = Server(deploy, folder)
            try:
                run(server)
                server.end()
            finally:
                server.process.kill()


main()
