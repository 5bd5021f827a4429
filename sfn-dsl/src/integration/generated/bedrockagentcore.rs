//! Amazon Bedrock `AgentCore`.
//!
//! Written by `cargo xtask catalogue`, from the catalogue.
//!
//! # Source
//! <https://docs.aws.amazon.com/step-functions/latest/dg/connect-bedrockagentcore.html>

use crate::integration::service::{Object, Structure};

integration! {
    /// `bedrockagentcore:invokeHarness`.
    ///
    /// Required:
    /// - `HarnessArn`: a text.
    /// - `Messages`: a list, each element an object, any struct that derives `Data`.
    ///
    /// Optional: `.runtime_session_id()`, `.runtime_user_id()`, `.model()`, `.system_prompt()`, `.tools()`, `.skills()`, `.allowed_tools()`, `.max_iterations()`, `.max_tokens()`, `.service_timeout_seconds()`, `.actor_id()`.
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::bedrockagentcore:invokeHarness",
    ///  "Arguments": {"HarnessArn": …, "Messages": …}}
    /// ```
    ///
    /// # Permissions
    /// `bedrock-agentcore:InvokeHarness`, `bedrock-agentcore:InvokeAgentRuntime`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/bedrock-agentcore-2024-02-28/InvokeHarness>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-bedrockagentcore.html>
    fn invoke_harness -> InvokeHarness;
    resource "arn:aws:states:::bedrockagentcore:invokeHarness";
    required harness_arn: &str => "HarnessArn";
    required messages: Vec<Structure> => "Messages";
    members {
        /// `RuntimeSessionId`: a text, 33–100 characters.
        runtime_session_id: String => "RuntimeSessionId";
        /// `RuntimeUserId`: a text.
        runtime_user_id: String => "RuntimeUserId";
        /// `Model`: an object, any struct that derives `Data`.
        model: Object => "Model";
        /// `SystemPrompt`: a list, each element an object, any struct that derives `Data`.
        system_prompt: Vec<Object> => "SystemPrompt";
        /// `Tools`: a list, each element an object, any struct that derives `Data`.
        tools: Vec<Object> => "Tools";
        /// `Skills`: a list, each element an object, any struct that derives `Data`.
        skills: Vec<Object> => "Skills";
        /// `AllowedTools`: a list, each element a text.
        allowed_tools: Vec<String> => "AllowedTools";
        /// `MaxIterations`: a whole number.
        max_iterations: i64 => "MaxIterations";
        /// `MaxTokens`: a whole number.
        max_tokens: i64 => "MaxTokens";
        /// `TimeoutSeconds`: a whole number of seconds.
        service_timeout_seconds: i64 => "TimeoutSeconds";
        /// `ActorId`: a text.
        actor_id: String => "ActorId";
    }
    output InvokeHarnessOutput;
    error BedrockAgentCoreError;
}

results! {
    /// `Metrics`: what the call gives.
    Metrics MetricsFields {
        latency_ms: optional i32 => "LatencyMs",
    }

    /// `Content`: what the call gives.
    Content ContentFields {
        text: optional String => "Text",
    }

    /// `Message`: what the call gives.
    Message MessageFields {
        content: or_empty Vec<Content> => "Content",
        role: optional String => "Role",
    }

    /// `Output`: what the call gives.
    Output OutputFields {
        message: optional Message => "Message",
    }

    /// `Usage`: what the call gives.
    Usage UsageFields {
        input_tokens: optional i32 => "InputTokens",
        output_tokens: optional i32 => "OutputTokens",
        total_tokens: optional i32 => "TotalTokens",
    }

    /// `InvokeHarnessOutput`: what the call gives.
    InvokeHarnessOutput InvokeHarnessOutputFields {
        metrics: optional Metrics => "Metrics",
        output: optional Output => "Output",
        stop_reason: optional String => "StopReason",
        usage: optional Usage => "Usage",
    }
}

errors! {
    /// How a call fails.
    ///
    /// # Source
    /// The exceptions of the API, under the prefix of the optimized integration: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-bedrockagentcore.html>
    BedrockAgentCoreError {
        AccessDenied = "BedrockAgentCore.AccessDeniedException",
        InternalServer = "BedrockAgentCore.InternalServerException",
        ResourceNotFound = "BedrockAgentCore.ResourceNotFoundException",
        RuntimeClientError = "BedrockAgentCore.RuntimeClientErrorException",
        Throttling = "BedrockAgentCore.ThrottlingException",
        Validation = "BedrockAgentCore.ValidationException",
    }
}
