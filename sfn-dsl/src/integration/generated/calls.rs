//! Calls of what is generated, with every parameter and in every pattern, which a test holds against the catalogue.

use serde_json::Value;

use crate::{
    builder::W,
    code::Code,
    integration::{self, service::ServiceError},
};

macro_rules! calls {
    ($w:ident; $(
        $function:path, $arguments:tt
        members { $($member:ident)* }
        maps { $($map:ident)* }
        patterns { $([$($pattern:tt)*])* };
    )*) => {$(
        let _ = $w
            .call($function, $arguments)
            $(.$member(x()))*
            $(.$map("key", x()))*;
        $(
            let _ = $w.call($function, $arguments).$($pattern)*;
        )*
    )*};
}

fn x() -> Code {
    Code::text("x")
}

/// All of them.
#[expect(clippy::too_many_lines, reason = "a table")]
pub(in crate::integration) fn all(w: &W) {
    calls! {
        w;
        integration::apigateway::invoke, (x(),x(),)
            members { allow_null_values auth_type path request_body stage }
            maps { headers query_parameters }
            patterns { [request_response()] [wait_for_task_token::<Value, ServiceError>()] };
        integration::athena::get_query_results, (x(),)
            members { query_result_type }
            maps { }
            patterns { };
        integration::athena::start_query_execution, (x(),)
            members { result_reuse_configuration engine_configuration }
            maps { }
            patterns { };
        integration::batch::submit_job, (x(),x(),x(),)
            members { share_identifier scheduling_priority_override array_properties depends_on container_overrides node_overrides retry_strategy propagate_tags timeout eks_properties_override ecs_properties_override consumable_resource_properties_override }
            maps { parameters tags }
            patterns { [request_response()] [run_job()] };
        integration::bedrock::create_model_customization_job, (x(),x(),x(),x(),x(),x(),)
            members { client_request_token customization_type custom_model_kms_key_id job_tags custom_model_tags validation_data_config vpc_config customization_config }
            maps { hyper_parameters }
            patterns { [request_response()] [run_job()] };
        integration::bedrock::invoke_model::<Value, Value>, (x(),x(),)
            members { content_type accept performance_config_latency service_tier request_metadata output }
            maps { }
            patterns { };
        integration::bedrockagentcore::invoke_harness, (x(),x(),)
            members { runtime_session_id runtime_user_id model system_prompt tools skills allowed_tools max_iterations max_tokens service_timeout_seconds actor_id }
            maps { }
            patterns { [request_response()] };
        integration::codebuild::batch_delete_builds, (x(),)
            members { }
            maps { }
            patterns { [request_response()] };
        integration::codebuild::batch_get_reports, (x(),)
            members { }
            maps { }
            patterns { [request_response()] };
        integration::codebuild::delete_build_batch, (x(),)
            members { }
            maps { }
            patterns { [request_response()] };
        integration::codebuild::retry_build_batch, (x(),)
            members { idempotency_token retry_type }
            maps { }
            patterns { [request_response()] [run_job()] };
        integration::codebuild::start_build, (x(),)
            members { secondary_sources_override secondary_sources_version_override source_version artifacts_override secondary_artifacts_override environment_variables_override source_type_override source_location_override source_auth_override git_clone_depth_override git_submodules_config_override buildspec_override insecure_ssl_override report_build_status_override build_status_config_override environment_type_override image_override compute_type_override certificate_override cache_override service_role_override privileged_mode_override timeout_in_minutes_override queued_timeout_in_minutes_override encryption_key_override idempotency_token logs_config_override registry_credential_override image_pull_credentials_type_override debug_session_enabled fleet_override auto_retry_limit_override }
            maps { }
            patterns { [request_response()] [run_job()] };
        integration::codebuild::start_build_batch, (x(),)
            members { secondary_sources_override secondary_sources_version_override source_version artifacts_override secondary_artifacts_override environment_variables_override source_type_override source_location_override source_auth_override git_clone_depth_override git_submodules_config_override buildspec_override insecure_ssl_override report_build_batch_status_override environment_type_override image_override compute_type_override certificate_override cache_override service_role_override privileged_mode_override build_timeout_in_minutes_override queued_timeout_in_minutes_override encryption_key_override idempotency_token logs_config_override registry_credential_override image_pull_credentials_type_override build_batch_config_override debug_session_enabled }
            maps { }
            patterns { [request_response()] [run_job()] };
        integration::codebuild::stop_build, (x(),)
            members { }
            maps { }
            patterns { [request_response()] };
        integration::codebuild::stop_build_batch, (x(),)
            members { }
            maps { }
            patterns { [request_response()] };
        integration::databrew::start_job_run, (x(),)
            members { }
            maps { }
            patterns { [request_response()] [run_job()] };
        integration::dynamodb::delete_item, (x(),)
            members { conditional_operator return_consumed_capacity return_item_collection_metrics return_values_on_condition_check_failure }
            maps { expected }
            patterns { };
        integration::dynamodb::get_item, (x(),)
            members { attributes_to_get return_consumed_capacity }
            maps { }
            patterns { };
        integration::dynamodb::put_item, (x(),)
            members { return_consumed_capacity return_item_collection_metrics conditional_operator return_values_on_condition_check_failure }
            maps { expected }
            patterns { };
        integration::dynamodb::update_item, (x(),)
            members { conditional_operator return_consumed_capacity return_item_collection_metrics return_values_on_condition_check_failure }
            maps { attribute_updates expected }
            patterns { };
        integration::ecs::run_task, (x(),)
            members { capacity_provider_strategy cluster count enable_ecs_managed_tags enable_execute_command group launch_type network_configuration overrides placement_constraints placement_strategy platform_version propagate_tags reference_id started_by tags client_token volume_configurations }
            maps { }
            patterns { [request_response()] [run_job()] [wait_for_task_token::<Value, ServiceError>("app", "TASK_TOKEN")] };
        integration::eks::call, (x(),x(),x(),x(),x(),)
            members { request_body }
            maps { query_parameters }
            patterns { [request_response()] };
        integration::eks::create_cluster, (x(),x(),x(),)
            members { version kubernetes_network_config logging client_request_token encryption_config outpost_config access_config bootstrap_self_managed_addons upgrade_policy zonal_shift_config remote_network_config compute_config storage_config deletion_protection control_plane_scaling_config }
            maps { tags }
            patterns { [request_response()] [run_job()] };
        integration::eks::create_fargate_profile, (x(),x(),x(),)
            members { subnets selectors client_request_token }
            maps { tags }
            patterns { [request_response()] [run_job()] };
        integration::eks::create_nodegroup, (x(),x(),x(),x(),)
            members { scaling_config disk_size instance_types ami_type remote_access taints client_request_token launch_template update_config node_repair_config capacity_type version release_version warm_pool_config }
            maps { labels tags }
            patterns { [request_response()] [run_job()] };
        integration::eks::delete_cluster, (x(),)
            members { }
            maps { }
            patterns { [request_response()] [run_job()] };
        integration::eks::delete_fargate_profile, (x(),x(),)
            members { }
            maps { }
            patterns { [request_response()] [run_job()] };
        integration::eks::delete_nodegroup, (x(),x(),)
            members { }
            maps { }
            patterns { [request_response()] [run_job()] };
        integration::eks::run_job, (x(),x(),x(),x(),)
            members { log_options namespace }
            maps { }
            patterns { [request_response()] [run_job()] };
        integration::elasticmapreduce::add_step, (x(),x(),)
            members { execution_role_arn }
            maps { }
            patterns { [request_response()] [run_job()] };
        integration::elasticmapreduce::cancel_step, (x(),x(),)
            members { }
            maps { }
            patterns { [request_response()] };
        integration::elasticmapreduce::create_cluster, (x(),x(),)
            members { log_uri log_encryption_kms_key_id additional_info ami_version release_label step_execution_role_arn bootstrap_actions supported_products new_supported_products applications configurations visible_to_all_users job_flow_role service_role tags security_configuration auto_scaling_role scale_down_behavior custom_ami_id ebs_root_volume_size repo_upgrade_on_boot kerberos_attributes step_concurrency_level managed_scaling_policy placement_group_configs auto_termination_policy os_release_label ebs_root_volume_iops ebs_root_volume_throughput extended_support monitoring_configuration }
            maps { }
            patterns { [request_response()] [run_job()] };
        integration::elasticmapreduce::modify_instance_fleet_by_name, (x(),x(),x(),)
            members { }
            maps { }
            patterns { [request_response()] };
        integration::elasticmapreduce::modify_instance_group_by_name, (x(),x(),x(),)
            members { }
            maps { }
            patterns { [request_response()] };
        integration::elasticmapreduce::set_cluster_termination_protection, (x(),x(),)
            members { }
            maps { }
            patterns { [request_response()] };
        integration::elasticmapreduce::terminate_cluster, (x(),)
            members { }
            maps { }
            patterns { [request_response()] [run_job()] };
        integration::emr_containers::create_virtual_cluster, (x(),x(),)
            members { client_token security_configuration_id }
            maps { tags }
            patterns { [request_response()] };
        integration::emr_containers::delete_virtual_cluster, (x(),)
            members { }
            maps { }
            patterns { [request_response()] [run_job()] };
        integration::emr_containers::start_job_run, (x(),x(),)
            members { name client_token release_label job_driver configuration_overrides job_template_id retry_policy_configuration }
            maps { tags job_template_parameters }
            patterns { [request_response()] [run_job()] };
        integration::emr_serverless::cancel_job_run, (x(),x(),)
            members { shutdown_grace_period_in_seconds }
            maps { }
            patterns { [request_response()] [run_job()] };
        integration::emr_serverless::create_application, (x(),x(),)
            members { name client_token maximum_capacity auto_start_configuration auto_stop_configuration network_configuration architecture image_configuration runtime_configuration monitoring_configuration disk_encryption_configuration interactive_configuration scheduler_configuration identity_center_configuration job_level_cost_allocation_configuration }
            maps { initial_capacity tags worker_type_specifications }
            patterns { [request_response()] [run_job()] };
        integration::emr_serverless::delete_application, (x(),)
            members { }
            maps { }
            patterns { [request_response()] [run_job()] };
        integration::emr_serverless::start_application, (x(),)
            members { }
            maps { }
            patterns { [request_response()] [run_job()] };
        integration::emr_serverless::start_job_run, (x(),x(),)
            members { client_token execution_iam_policy job_driver configuration_overrides execution_timeout_minutes name mode retry_policy }
            maps { tags }
            patterns { [request_response()] [run_job()] };
        integration::emr_serverless::stop_application, (x(),)
            members { }
            maps { }
            patterns { [request_response()] [run_job()] };
        integration::glue::start_job_run, (x(),)
            members { allocated_capacity notification_property execution_role_session_policy }
            maps { }
            patterns { };
        integration::lambda::invoke, (x(),)
            members { invocation_type log_type client_context durable_execution_name payload qualifier tenant_id }
            maps { }
            patterns { [request_response()] [wait_for_task_token::<Value, ServiceError>()] };
        integration::mediaconvert::create_job, (x(),x(),)
            members { acceleration_settings billing_tags_source client_request_token hop_destinations job_engine_version job_template priority queue simulate_reserved_queue status_update_interval }
            maps { tags user_metadata }
            patterns { [request_response()] [run_job()] };
        integration::sagemaker::create_endpoint, (x(),x(),)
            members { deployment_config tags }
            maps { }
            patterns { [request_response()] };
        integration::sagemaker::create_endpoint_config, (x(),x(),)
            members { data_capture_config tags kms_key_id async_inference_config explainer_config shadow_production_variants execution_role_arn vpc_config enable_network_isolation metrics_config }
            maps { }
            patterns { [request_response()] };
        integration::sagemaker::create_hyper_parameter_tuning_job, (x(),x(),)
            members { training_job_definition training_job_definitions warm_start_config tags autotune }
            maps { }
            patterns { [request_response()] [run_job()] };
        integration::sagemaker::create_labeling_job, (x(),x(),x(),x(),x(),x(),)
            members { label_category_config_s3_uri stopping_conditions labeling_job_algorithms_config tags }
            maps { }
            patterns { [request_response()] [run_job()] };
        integration::sagemaker::create_model, (x(),x(),)
            members { primary_container containers inference_execution_config tags vpc_config enable_network_isolation }
            maps { }
            patterns { [request_response()] };
        integration::sagemaker::create_processing_job, (x(),x(),x(),x(),)
            members { processing_inputs processing_output_config stopping_condition network_config tags experiment_config }
            maps { environment }
            patterns { [request_response()] [run_job()] };
        integration::sagemaker::create_training_job, (x(),x(),x(),)
            members { algorithm_specification input_data_config resource_config vpc_config stopping_condition tags enable_network_isolation enable_inter_container_traffic_encryption enable_managed_spot_training checkpoint_config debug_hook_config debug_rule_configurations tensor_board_output_config experiment_config profiler_config profiler_rule_configurations retry_strategy remote_debug_config infra_check_config session_chaining_config serverless_job_config mlflow_config model_package_config }
            maps { hyper_parameters environment }
            patterns { [request_response()] [run_job()] };
        integration::sagemaker::create_transform_job, (x(),x(),x(),x(),x(),)
            members { max_concurrent_transforms model_client_config max_payload_in_mb batch_strategy data_capture_config data_processing tags experiment_config }
            maps { environment }
            patterns { [request_response()] [run_job()] };
        integration::sagemaker::update_endpoint, (x(),x(),)
            members { retain_all_variant_properties exclude_retained_variant_properties deployment_config retain_deployment_config }
            maps { }
            patterns { [request_response()] };
        integration::sns::publish, (x(),x(),)
            members { }
            maps { message_attributes }
            patterns { };
        integration::sqs::send_message, (x(),x(),)
            members { }
            maps { message_attributes message_system_attributes }
            patterns { };
        integration::stepfunctions::start_execution, (x(),x(),)
            members { trace_header }
            maps { }
            patterns { };
    }
}
