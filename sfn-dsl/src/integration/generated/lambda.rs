//! AWS Lambda.
//!
//! Written by `cargo xtask catalogue`, from the catalogue.
//!
//! # Source
//! <https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html>

use serde_json::Value;

use crate::native::TokenPlace;

integration! {
    /// `lambda:invoke`.
    ///
    /// Required:
    /// - `FunctionName`: a text, 1–256 characters.
    ///
    /// Optional: `.invocation_type()`, `.log_type()`, `.client_context()`, `.durable_execution_name()`, `.payload()`, `.qualifier()`, `.tenant_id()`.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::lambda, testing::Answers};
    ///
    /// let run = Answers::new().run(lambda::invoke("FunctionName"));
    /// assert_eq!(run.calls[0].resource, "arn:aws:states:::lambda:invoke");
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
    ///  "Arguments": {"FunctionName": …}}
    /// ```
    ///
    /// # Permissions
    /// `lambda:InvokeFunction`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/lambda-2015-03-31/Invoke>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html>
    fn invoke -> Invoke;
    resource "arn:aws:states:::lambda:invoke";
    required function_name: &str => "FunctionName";
    members {
        /// `InvocationType`: `Event`, `RequestResponse`, `DryRun`.
        invocation_type: InvocationType => "InvocationType";
        /// `LogType`: `None`, `Tail`.
        log_type: LogType => "LogType";
        /// `ClientContext`: a text.
        client_context: String => "ClientContext";
        /// `DurableExecutionName`: a text, 1–64 characters.
        durable_execution_name: String => "DurableExecutionName";
        /// `Payload`: any JSON.
        payload: Value => "Payload";
        /// `Qualifier`: a text, 1–128 characters.
        qualifier: String => "Qualifier";
        /// `TenantId`: a text, 1–256 characters.
        tenant_id: String => "TenantId";
    }
    output InvokeOutput;
    error LambdaError;
    callback TokenPlace::WithMessage("Payload");
}

results! {
    /// `InvokeOutput`: what the call gives.
    InvokeOutput InvokeOutputFields {
        status_code: optional i32 => "StatusCode",
        function_error: optional String => "FunctionError",
        log_result: optional String => "LogResult",
        payload: optional Value => "Payload",
        executed_version: optional String => "ExecutedVersion",
        durable_execution_arn: optional String => "DurableExecutionArn",
    }
}

choices! {
    /// A value that AWS knows.
    InvocationType {
        Event = "Event",
        RequestResponse = "RequestResponse",
        DryRun = "DryRun",
    }
}

choices! {
    /// A value that AWS knows.
    LogType {
        None = "None",
        Tail = "Tail",
    }
}

errors! {
    /// How a call fails.
    ///
    /// # Source
    /// The exceptions of the API, under the prefix of the optimized integration: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html>
    LambdaError {
        Service = "Lambda.ServiceException",
        SdkClient = "Lambda.SdkClientException",
        AWSLambda = "Lambda.AWSLambdaException",
        TooManyRequests = "Lambda.TooManyRequestsException",
        Unknown = "Lambda.Unknown",
        Timedout = "Sandbox.Timedout",
        DurableExecutionAlreadyStarted = "Lambda.DurableExecutionAlreadyStartedException",
        Ec2AccessDenied = "Lambda.Ec2AccessDeniedException",
        Ec2Throttled = "Lambda.Ec2ThrottledException",
        Ec2Unexpected = "Lambda.Ec2UnexpectedException",
        EfsMountConnectivity = "Lambda.EfsMountConnectivityException",
        EfsMountFailure = "Lambda.EfsMountFailureException",
        EfsMountTimeout = "Lambda.EfsMountTimeoutException",
        Efsio = "Lambda.EfsioException",
        EniLimitReached = "Lambda.EniLimitReachedException",
        InvalidParameterValue = "Lambda.InvalidParameterValueException",
        InvalidRequestContent = "Lambda.InvalidRequestContentException",
        InvalidRuntime = "Lambda.InvalidRuntimeException",
        InvalidSecurityGroupId = "Lambda.InvalidSecurityGroupIdException",
        InvalidSubnetId = "Lambda.InvalidSubnetIdException",
        InvalidZipFile = "Lambda.InvalidZipFileException",
        KmsAccessDenied = "Lambda.KmsAccessDeniedException",
        KmsDisabled = "Lambda.KmsDisabledException",
        KmsInvalidState = "Lambda.KmsInvalidStateException",
        KmsNotFound = "Lambda.KmsNotFoundException",
        NoPublishedVersion = "Lambda.NoPublishedVersionException",
        RecursiveInvocation = "Lambda.RecursiveInvocationException",
        RequestTooLarge = "Lambda.RequestTooLargeException",
        ResourceConflict = "Lambda.ResourceConflictException",
        ResourceNotFound = "Lambda.ResourceNotFoundException",
        ResourceNotReady = "Lambda.ResourceNotReadyException",
        S3FilesMountConnectivity = "Lambda.S3FilesMountConnectivityException",
        S3FilesMountFailure = "Lambda.S3FilesMountFailureException",
        S3FilesMountTimeout = "Lambda.S3FilesMountTimeoutException",
        SerializedRequestEntityTooLarge = "Lambda.SerializedRequestEntityTooLargeException",
        SnapStart = "Lambda.SnapStartException",
        SnapStartNotReady = "Lambda.SnapStartNotReadyException",
        SnapStartTimeout = "Lambda.SnapStartTimeoutException",
        SubnetIpAddressLimitReached = "Lambda.SubnetIpAddressLimitReachedException",
        UnsupportedMediaType = "Lambda.UnsupportedMediaTypeException",
    }
}
