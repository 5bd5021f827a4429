"""Runs a workflow that waits for jobs in the local endpoint, with a moto server as the services behind it.

Usage: jobs.py PATH_OF_A_DEPLOY_BINARY
"""

import json
import os
import sys
import urllib.request

import services
from services import optimized, sdk

ROLE = "arn:aws:iam::123456789012:role/service-role/jobs"


def scene():
    """The states in their order: what a job needs, and the job."""
    network = {"AwsvpcConfiguration": {"Subnets": ["{% $subnet %}"], "SecurityGroups": ["{% $group %}"]}}
    trust = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"Service": "batch.amazonaws.com"}, "Action": "sts:AssumeRole"}],
    }
    return {
        "Role": sdk("iam:createRole", RoleName="jobs", Path="/service-role/", AssumeRolePolicyDocument=trust),
        "Vpc": {**sdk("ec2:createVpc", CidrBlock="10.1.0.0/16"), "Assign": {"vpc": "{% $states.result.Vpc.VpcId %}"}},
        "Names": sdk("ec2:modifyVpcAttribute", VpcId="{% $vpc %}", EnableDnsHostnames={"Value": True}),
        "Subnet": {
            **sdk("ec2:createSubnet", VpcId="{% $vpc %}", CidrBlock="10.1.0.0/24"),
            "Assign": {"subnet": "{% $states.result.Subnet.SubnetId %}"},
        },
        "Group": {
            **sdk("ec2:createSecurityGroup", VpcId="{% $vpc %}", GroupName="g", Description="d"),
            "Assign": {"group": "{% $states.result.GroupId %}"},
        },
        "Project": sdk(
            "codebuild:createProject",
            Name="shop",
            Source={"Type": "S3", "Location": "b/p.zip"},
            Artifacts={"Type": "NO_ARTIFACTS"},
            Environment={"Type": "LINUX_CONTAINER", "Image": "i", "ComputeType": "BUILD_GENERAL1_SMALL"},
            ServiceRole=ROLE,
        ),
        "Build": {
            **optimized("codebuild:startBuild.sync", ProjectName="shop"),
            "Assign": {"build": "{% $states.result.Build.[ProjectName, BuildStatus] %}"},
        },
        "Extract": sdk(
            "glue:createJob", Name="extract", Role=ROLE, Command={"Name": "glueetl", "ScriptLocation": "s3://b/s"}
        ),
        "Extracted": {
            **optimized("glue:startJobRun.sync", JobName="extract"),
            "Assign": {"extracted": "{% $states.result.[JobName, JobRunState] %}"},
        },
        "Query": {
            **optimized(
                "athena:startQueryExecution.sync",
                QueryString="SELECT 1",
                ResultConfiguration={"OutputLocation": "s3://b/"},
            ),
            "Assign": {"query": "{% $states.result.QueryExecution.Status.State %}"},
        },
        "Train": {
            **optimized(
                "sagemaker:createTrainingJob.sync",
                TrainingJobName="train",
                AlgorithmSpecification={"TrainingImage": "i", "TrainingInputMode": "File"},
                RoleArn=ROLE,
                OutputDataConfig={"S3OutputPath": "s3://b"},
                ResourceConfig={"InstanceCount": 1, "InstanceType": "ml.m5.large", "VolumeSizeInGB": 1},
                StoppingCondition={"MaxRuntimeInSeconds": 60},
            ),
            "Assign": {"trained": "{% $states.result.[TrainingJobName, TrainingJobStatus] %}"},
        },
        "Cluster": {
            **optimized(
                "elasticmapreduce:createCluster.sync",
                Name="c",
                ReleaseLabel="emr-6.0.0",
                Instances={"KeepJobFlowAliveWhenNoSteps": True, "MasterInstanceType": "m5.xlarge", "InstanceCount": 1},
                JobFlowRole="r",
                ServiceRole="r",
            ),
            "Assign": {"cluster": "{% $states.result.ClusterId %}", "only": "{% $keys($states.result) %}"},
        },
        "Step": {
            **optimized(
                "elasticmapreduce:addStep",
                ClusterId="{% $cluster %}",
                Step={"Name": "s", "ActionOnFailure": "CONTINUE", "HadoopJarStep": {"Jar": "command-runner.jar"}},
            ),
            "Assign": {"step": "{% $substring($states.result.StepId, 0, 2) %}"},
        },
        "Terminate": {
            **optimized("elasticmapreduce:terminateCluster.sync", ClusterId="{% $cluster %}"),
            "Assign": {"terminated": "{% $states.result.Cluster.Status.State %}"},
        },
        "Tasks": sdk("ecs:createCluster", ClusterName="c"),
        "Definition": sdk(
            "ecs:registerTaskDefinition",
            Family="f",
            NetworkMode="awsvpc",
            ContainerDefinitions=[{"Name": "n", "Image": "i", "Memory": 1}],
        ),
        "Task": {
            **optimized(
                "ecs:runTask.sync",
                Cluster="c",
                TaskDefinition="f",
                LaunchType="FARGATE",
                NetworkConfiguration=network,
            ),
            "Assign": {"task": "{% $states.result.[LastStatus, StartedBy] %}"},
        },
        "Environment": sdk(
            "batch:createComputeEnvironment",
            ComputeEnvironmentName="machines",
            Type="UNMANAGED",
            State="ENABLED",
            ServiceRole=ROLE,
        ),
        "Queue": sdk(
            "batch:createJobQueue",
            JobQueueName="queue",
            State="ENABLED",
            Priority=1,
            ComputeEnvironmentOrder=[{"Order": 1, "ComputeEnvironment": "machines"}],
        ),
        "Pack": sdk(
            "batch:registerJobDefinition",
            JobDefinitionName="pack",
            Type="container",
            ContainerProperties={"Image": "i", "Vcpus": 1, "Memory": 16},
        ),
        "Packed": {
            **optimized("batch:submitJob.sync", JobName="pack-1", JobQueue="queue", JobDefinition="pack"),
            "Assign": {"packed": "{% $states.result.[JobName, Status] %}"},
        },
        "Nodes": {
            **optimized(
                "eks:createCluster.sync",
                Name="nodes",
                RoleArn=ROLE,
                ResourcesVpcConfig={"SubnetIds": ["{% $subnet %}"]},
            ),
            "Assign": {"nodes": "{% $states.result.Cluster.[Name, Status] %}"},
        },
        "NoNodes": optimized("eks:deleteCluster.sync", Name="nodes"),
        "Gone": {
            **sdk("eks:describeCluster", Name="nodes"),
            "Catch": [{"ErrorEquals": ["Eks.ResourceNotFoundException"], "Next": "Application"}],
        },
        "Application": {
            **optimized("emr-serverless:createApplication.sync", Name="a", ReleaseLabel="emr-6.6.0", Type="SPARK"),
            "Assign": {"application": "{% $states.result.Application.ApplicationId %}"},
        },
        "Start": {
            **optimized("emr-serverless:startApplication.sync", ApplicationId="{% $application %}"),
            "Output": "{% {'build': $build, 'extracted': $extracted, 'query': $query, 'trained': $trained, 'only': $only, 'step': $step,"
            " 'terminated': $terminated, 'task': $task, 'packed': $packed, 'nodes': $nodes, 'application': $states.result.Application.State} %}",
        },
    }


EXPECTED = {
    "build": ["shop", "SUCCEEDED"],
    "extracted": ["extract", "SUCCEEDED"],
    "query": "SUCCEEDED",
    "trained": ["train", "Completed"],
    "only": "ClusterId",
    "step": "s-",
    "terminated": "TERMINATED",
    "task": ["STOPPED", "AWS Step Functions"],
    "packed": ["pack-1", "SUCCEEDED"],
    "nodes": ["nodes", "ACTIVE"],
    "application": "STARTED",
}


def without_docker(moto_url):
    """Jobs of Batch end at once."""
    body = json.dumps({"batch": {"use_docker": False}}).encode()
    request = urllib.request.Request(f"{moto_url}/moto-api/config", body, {"content-type": "application/json"})
    urllib.request.urlopen(request, timeout=10).read()


def main():
    with services.servers(os.path.abspath(sys.argv[1])) as (moto_url, url):
        without_docker(moto_url)
        described = services.run(url, services.chain(scene()))
    if described["status"] != "SUCCEEDED":
        raise SystemExit(f"{described['status']}: {described.get('error')}: {described.get('cause')}")
    output = json.loads(described["output"])
    if output != EXPECTED:
        raise SystemExit(f"expected {EXPECTED}, got {output}")
    jobs = [state for state in scene().values() if state["Resource"].endswith(".sync")]
    print(f"moto: {len(jobs)} jobs were waited for")


if __name__ == "__main__":
    main()
