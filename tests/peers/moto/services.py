"""Runs a workflow of service calls in the local endpoint, with a moto server as the services and the S3 behind it.

Usage: services.py PATH_OF_A_DEPLOY_BINARY
"""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request

import boto3

ROLE = "arn:aws:iam::000000000000:role/moto"


# Variables that hold what the calls of services with XML said.
SAID = "written read modified tags letters count copied burnt caught display published role roleMade who vpcs database zone records".split()


def sdk(call, **arguments):
    return {"Type": "Task", "Resource": f"arn:aws:states:::aws-sdk:{call}", "Arguments": arguments}


def optimized(call, **arguments):
    return {"Type": "Task", "Resource": f"arn:aws:states:::{call}", "Arguments": arguments}


def scene():
    """The states in their order, each with what it makes of its result."""
    key = {"id": {"S": "o-1"}}
    table = sdk(
        "dynamodb:createTable",
        TableName="orders",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    put = optimized("dynamodb:putItem", TableName="orders", Item={**key, "paid": {"BOOL": True}, "n": {"N": "3"}})
    again = sdk(
        "dynamodb:putItem", TableName="orders", Item=key, ConditionExpression="attribute_not_exists(id)"
    )
    again["Catch"] = [
        {
            "ErrorEquals": ["DynamoDb.ConditionalCheckFailedException"],
            "Assign": {"refused": "{% $states.errorOutput.Cause %}"},
            "Next": "Get",
        }
    ]
    return {
        "Table": {**table, "Assign": {"made": "{% $states.result.TableDescription.CreationDateTime %}"}},
        "Put": {**put, "Assign": {"status": "{% $states.result.SdkHttpMetadata.HttpStatusCode %}"}},
        "Again": again,
        "Get": {
            **optimized("dynamodb:getItem", TableName="orders", Key=key),
            "Assign": {"item": "{% $states.result.Item %}"},
        },
        "GetBySdk": {
            **sdk("dynamodb:getItem", TableName="orders", Key=key),
            "Assign": {"bySdk": "{% $states.result.Item.paid %}"},
        },
        "Queue": {
            **sdk("sqs:createQueue", QueueName="work"),
            "Assign": {"queue": "{% $states.result.QueueUrl %}"},
        },
        "Send": {
            **optimized("sqs:sendMessage", QueueUrl="{% $queue %}", MessageBody={"order": "o-1"}),
            "Assign": {"md5": "{% $states.result.MD5OfMessageBody %}"},
        },
        "Receive": {
            **sdk("sqs:receiveMessage", QueueUrl="{% $queue %}"),
            "Assign": {"message": "{% $parse($states.result.Messages[0].Body) %}"},
        },
        "Secret": sdk("secretsmanager:createSecret", Name="s", SecretString="hush"),
        "Reveal": {
            **sdk("secretsmanager:getSecretValue", SecretId="s"),
            "Assign": {"secret": "{% $states.result.SecretString %}"},
        },
        "Cluster": {
            **sdk("ecs:createCluster", ClusterName="c"),
            "Assign": {"cluster": "{% $states.result.Cluster.ClusterName %}"},
        },
        "Api": {
            **sdk("apigateway:createRestApi", Name="shop"),
            "Assign": {"api": "{% $states.result.Id %}"},
        },
        "Apis": {
            **sdk("apigateway:getRestApi", RestApiId="{% $api %}"),
            "Assign": {"apiName": "{% $states.result.Name %}", "apiMade": "{% $states.result.CreatedDate %}"},
        },
        "Nodes": {
            **sdk("eks:describeCluster", Name="nobody's"),
            "Catch": [
                {
                    "ErrorEquals": ["Eks.ResourceNotFoundException"],
                    "Assign": {"missing": "{% $states.errorOutput.Error %}"},
                    "Next": "Bucket",
                }
            ],
        },
        **documents(),
        "Copy": {
            "Type": "Map",
            "ItemReader": {
                "Resource": "arn:aws:states:::s3:getObject",
                "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
                "Arguments": {"Bucket": "orders", "Key": "in/rows of may.csv"},
            },
            "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "Double",
                "States": {
                    "Double": {"Type": "Pass", "Output": "{% $number($states.input.n) * 2 %}", "End": True}
                },
            },
            "ResultWriter": {
                "Resource": "arn:aws:states:::s3:putObject",
                "Arguments": {"Bucket": "orders", "Prefix": "out"},
                "WriterConfig": {"OutputType": "JSON", "Transformation": "COMPACT"},
            },
            "Assign": {"manifest": "{% $states.result.ResultWriterDetails %}"},
        },
        "List": {
            "Type": "Map",
            "ItemReader": {
                "Resource": "arn:aws:states:::s3:listObjectsV2",
                "Arguments": {"Bucket": "orders", "Prefix": "in/"},
            },
            "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "Key",
                "States": {"Key": {"Type": "Pass", "Output": "{% $states.input.Key %}", "End": True}},
            },
            "Assign": {"keys": "{% $states.result %}"},
        },
        "Events": {
            **optimized("events:putEvents", Entries=[{"Source": "s", "DetailType": "d", "Detail": {"a": 1}}]),
            "Output": "{% {'manifest': $manifest, 'keys': $keys, 'made': $made, 'status': $status, 'refused': $refused, 'item': $item, 'bySdk': $bySdk,"
            " 'apiName': $apiName, 'apiMade': $apiMade, 'missing': $missing, 'md5': $md5, 'message': $message, 'secret': $secret, 'cluster': $cluster,"
            " 'failed': $states.result.FailedEntryCount, 'documents': {" + ", ".join(f"'{name}': ${name}" for name in SAID) + "}} %}",
        },
    }


def documents():
    """States that call services which speak XML: REST, AWS Query and EC2's form of it."""
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ],
    }
    attribute = {"kind": {"DataType": "String", "StringValue": "paid & shipped"}}
    caught = "{% $append($caught, [$states.errorOutput.Error]) %}"

    def catch(error, following):
        return {"Catch": [{"ErrorEquals": [error], "Assign": {"caught": caught}, "Next": following}]}

    return {
        "Bucket": sdk("s3:createBucket", Bucket="letters"),
        "Write": {
            **sdk("s3:putObject", Bucket="letters", Key="a b/é.json", Body={"Dict": "Value"}, Metadata={"by": "me"}),
            "Assign": {"written": "{% $states.result.ETag %}", "caught": []},
        },
        "Read": {
            **sdk("s3:getObject", Bucket="letters", Key="a b/é.json"),
            "Assign": {
                "read": "{% $states.result.[Body, ContentType, Metadata.by, ContentLength] %}",
                "modified": "{% $states.result.LastModified %}",
            },
        },
        "Tag": sdk(
            "s3:putBucketTagging",
            Bucket="letters",
            Tagging={"TagSet": [{"Key": "a", "Value": "<1>"}, {"Key": "b", "Value": "2"}]},
        ),
        "Tags": {
            **sdk("s3:getBucketTagging", Bucket="letters"),
            "Assign": {"tags": "{% $states.result.TagSet.Value %}"},
        },
        "ListLetters": {
            **sdk("s3:listObjectsV2", Bucket="letters", Prefix="a b/"),
            "Assign": {"letters": "{% [$states.result.Contents.[Key, Size]] %}", "count": "{% $states.result.KeyCount %}"},
        },
        "CopyLetter": {
            **sdk("s3:copyObject", Bucket="letters", Key="copy", CopySource="letters/a%20b/%C3%A9.json"),
            "Assign": {"copied": "{% $states.result.CopyObjectResult.ETag %}"},
        },
        "NoLetter": {
            **sdk("s3:getObject", Bucket="letters", Key="nothing"),
            **catch("S3.NoSuchKeyException", "NoHead"),
        },
        "NoHead": {
            **sdk("s3:headObject", Bucket="letters", Key="nothing"),
            **catch("S3.NoSuchKeyException", "NoBucket"),
        },
        "NoBucket": {
            **sdk("s3:listObjectsV2", Bucket="nobodys-letters"),
            **catch("S3.NoSuchBucketException", "Burn"),
        },
        "Burn": {
            **sdk("s3:deleteObjects", Bucket="letters", Delete={"Objects": [{"Key": "copy"}, {"Key": "a b/é.json"}]}),
            "Assign": {"burnt": "{% $sort($states.result.Deleted.Key) %}"},
        },
        "Topic": {
            **sdk("sns:createTopic", Name="news", Tags=[{"Key": "a", "Value": "1"}], Attributes={"DisplayName": "N"}),
            "Assign": {"topic": "{% $states.result.TopicArn %}"},
        },
        "Attributes": {
            **sdk("sns:getTopicAttributes", TopicArn="{% $topic %}"),
            "Assign": {"display": "{% $states.result.Attributes.DisplayName %}"},
        },
        "Publish": {
            **optimized("sns:publish", TopicArn="{% $topic %}", Message={"order": 1}, MessageAttributes=attribute),
            "Assign": {"published": "{% $states.result.[$length(MessageId), SdkHttpMetadata.HttpStatusCode] %}"},
        },
        "NoTopic": {
            **optimized("sns:publish", TopicArn="{% $topic & 's' %}", Message="m"),
            **catch("SNS.NotFoundException", "Role"),
        },
        "Role": {
            **sdk("iam:createRole", RoleName="r", AssumeRolePolicyDocument=trust, Tags=[{"Key": "a", "Value": "1"}]),
            "Assign": {"role": "{% $states.result.Role.[RoleName, Tags[0].Value] %}", "roleMade": "{% $states.result.Role.CreateDate %}"},
        },
        "NoRole": {
            **sdk("iam:getRole", RoleName="nobody"),
            **catch("Iam.NoSuchEntityException", "Who"),
        },
        "Who": {
            **sdk("sts:getCallerIdentity"),
            "Assign": {"who": "{% $states.result.Account %}"},
        },
        "Vpc": {
            **sdk(
                "ec2:createVpc",
                CidrBlock="10.1.0.0/16",
                TagSpecifications=[{"ResourceType": "vpc", "Tags": [{"Key": "name", "Value": "mine"}]}],
            ),
            "Assign": {"vpc": "{% $states.result.Vpc.VpcId %}"},
        },
        "Vpcs": {
            **sdk("ec2:describeVpcs", Filters=[{"Name": "tag:name", "Values": ["mine"]}]),
            "Assign": {"vpcs": "{% $states.result.Vpcs.[VpcId = $vpc, CidrBlock, IsDefault, Tags[0].Value] %}"},
        },
        "NoVpc": {
            **sdk("ec2:describeVpcs", VpcIds=["vpc-0"]),
            **catch("Ec2.Ec2Exception", "Database"),
        },
        "Database": {
            **sdk(
                "rds:createDBInstance",
                DbInstanceIdentifier="d",
                DbInstanceClass="db.t3.micro",
                Engine="postgres",
                AllocatedStorage=20,
                MasterUsername="u",
                MasterUserPassword="p4ssw0rd",
                Tags=[{"Key": "a", "Value": "1"}],
            ),
            "Assign": {"database": "{% $states.result.DbInstance.[DbInstanceIdentifier, AllocatedStorage, MultiAZ] %}"},
        },
        "NoDatabase": {
            **sdk("rds:describeDBInstances", DbInstanceIdentifier="nobodys"),
            **catch("Rds.DbInstanceNotFoundException", "Zone"),
        },
        "Zone": {
            **sdk("route53:createHostedZone", Name="example.org", CallerReference="c"),
            "Assign": {"zone": "{% $states.result.HostedZone.Id %}"},
        },
        "Record": sdk(
            "route53:changeResourceRecordSets",
            HostedZoneId="{% $zone %}",
            ChangeBatch={
                "Changes": [
                    {
                        "Action": "CREATE",
                        "ResourceRecordSet": {
                            "Name": "a.example.org",
                            "Type": "A",
                            "Ttl": 60,
                            "ResourceRecords": [{"Value": "10.0.0.1"}],
                        },
                    }
                ]
            },
        ),
        "Records": {
            **sdk("route53:listResourceRecordSets", HostedZoneId="{% $zone %}"),
            "Assign": {"records": "{% $states.result.ResourceRecordSets[Type = 'A'].[Name, Ttl, ResourceRecords[0].Value] %}"},
        },
    }


def definition():
    return chain(scene())


def chain(states):
    """The definition that runs through states in their order."""
    names = list(states)
    for name, following in zip(names, names[1:]):
        states[name]["Next"] = following
    states[names[-1]]["End"] = True
    return json.dumps({"QueryLanguage": "JSONata", "StartAt": names[0], "States": states})


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(url):
    for _ in range(100):
        try:
            return urllib.request.urlopen(url, timeout=10).read()
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the moto server did not start")


def run(url, definition):
    client = boto3.client(
        "stepfunctions",
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id="local",
        aws_secret_access_key="local",
    )
    machine = client.create_state_machine(name="services", definition=definition, roleArn=ROLE)
    execution = client.start_execution(stateMachineArn=machine["stateMachineArn"])
    for _ in range(600):
        described = client.describe_execution(executionArn=execution["executionArn"])
        if described["status"] != "RUNNING":
            return described
        time.sleep(0.05)
    raise SystemExit("the execution did not end")


def s3(url):
    return boto3.client(
        "s3",
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id="local",
        aws_secret_access_key="local",
    )


def fill(objects):
    objects.create_bucket(Bucket="orders")
    objects.put_object(Bucket="orders", Key="in/rows of may.csv", Body=b"n\n1\n2\n3\n")


def check_results(objects, location):
    def read(key):
        return json.loads(objects.get_object(Bucket=location["Bucket"], Key=key)["Body"].read())

    files = read(location["Key"])["ResultFiles"]
    results = [result for file in files["SUCCEEDED"] for result in read(file["Key"])]
    if results != [2, 4, 6] or files["FAILED"] or files["PENDING"]:
        raise SystemExit(f"the results of the Map are {results}, in {files}")


def check_documents(said):
    instants = said.pop("modified"), said.pop("roleMade")
    expected = {
        # What real S3 has for this body.
        "written": '"49e31cee5aec8faf3345893addb14346"',
        "read": ['{"Dict":"Value"}', "application/octet-stream", "me", 16],
        "tags": ["<1>", "2"],
        "letters": ["a b/é.json", 16],
        "count": 1,
        "copied": '"49e31cee5aec8faf3345893addb14346"',
        "burnt": ["a b/é.json", "copy"],
        "caught": [
            "S3.NoSuchKeyException",
            "S3.NoSuchKeyException",
            "S3.NoSuchBucketException",
            "SNS.NotFoundException",
            "Iam.NoSuchEntityException",
            "Ec2.Ec2Exception",
            "Rds.DbInstanceNotFoundException",
        ],
        "display": "N",
        "published": [36, 200],
        "role": ["r", "1"],
        "who": "123456789012",
        "vpcs": [True, "10.1.0.0/16", False, "mine"],
        "database": ["d", 20, False],
        "records": ["a.example.org.", 60, "10.0.0.1"],
    }
    if "/" in said.pop("zone") or said != expected or not all(instant.endswith("Z") for instant in instants):
        raise SystemExit(f"services with XML: expected {expected}")


def check(described, objects):
    if described["status"] != "SUCCEEDED":
        raise SystemExit(f"{described['status']}: {described.get('error')}: {described.get('cause')}")
    output = json.loads(described["output"])
    print(json.dumps(output, indent=2))
    check_results(objects, output.pop("manifest"))
    made, refused, md5 = output.pop("made"), output.pop("refused"), output.pop("md5")
    api_made = output.pop("apiMade")
    check_documents(output.pop("documents"))
    expected = {
        "status": 200,
        "item": {"id": {"S": "o-1"}, "paid": {"BOOL": True}, "n": {"N": "3"}},
        "bySdk": {"Bool": True},
        "message": {"order": "o-1"},
        "secret": "hush",
        "cluster": "c",
        "apiName": "shop",
        "missing": "Eks.ResourceNotFoundException",
        "failed": 0,
        "keys": ["in/rows of may.csv"],
    }
    if output != expected or not made.endswith("Z") or not api_made.endswith("Z") or len(md5) != 32:
        raise SystemExit(f"expected {expected}")
    if not refused.startswith("The conditional request failed (Service: DynamoDb, Status Code: 400, Request ID: "):
        raise SystemExit(f"refused with: {refused}")


@contextlib.contextmanager
def servers(deploy):
    """A moto server and the local endpoint before it, by their URLs."""
    moto_port, port = free_port(), free_port()
    moto_url = f"http://127.0.0.1:{moto_port}"
    moto_server = os.path.join(os.path.dirname(sys.executable), "moto_server")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    serve = [deploy, "serve", "--port", str(port), "--services-endpoint", moto_url, "--s3", moto_url]
    processes = [
        subprocess.Popen([moto_server, "-H", "127.0.0.1", "-p", str(moto_port)], **quiet),
        subprocess.Popen(serve, **quiet),
    ]
    try:
        wait_for(f"{moto_url}/moto-api/data.json")
        yield moto_url, f"http://127.0.0.1:{port}"
    finally:
        for process in processes:
            process.terminate()
            process.wait(timeout=20)


def main():
    with servers(os.path.abspath(sys.argv[1])) as (moto_url, url):
        fill(s3(moto_url))
        check(run(url, definition()), s3(moto_url))
    print("moto: the calls of services came back as Step Functions gives them")


if __name__ == "__main__":
    main()
