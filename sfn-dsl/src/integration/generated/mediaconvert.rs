//! AWS Elemental `MediaConvert`.
//!
//! Written by `cargo xtask catalogue`, from the catalogue.
//!
//! # Source
//! <https://docs.aws.amazon.com/step-functions/latest/dg/connect-mediaconvert.html>

use std::collections::BTreeMap;

use serde_json::Value;

use crate::integration::service::{Object, Structure};

integration! {
    /// `mediaconvert:createJob`.
    ///
    /// Required:
    /// - `Role`: a text.
    /// - `Settings`: an object, any struct that derives `Data`.
    ///
    /// Optional: `.acceleration_settings()`, `.billing_tags_source()`, `.client_request_token()`, `.hop_destinations()`, `.job_engine_version()`, `.job_template()`, `.priority()`, `.queue()`, `.simulate_reserved_queue()`, `.status_update_interval()`, `.tags()`, `.user_metadata()`.
    ///
    /// `.run_job()` waits for the end of the job.
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::mediaconvert:createJob",
    ///  "Arguments": {"Role": …, "Settings": …}}
    /// ```
    ///
    /// # Permissions
    /// `mediaconvert:CreateJob`, `iam:PassRole`; for some patterns and parameters also `mediaconvert:GetJob`, `mediaconvert:CancelJob`, `events:PutTargets`, `events:PutRule`, `events:DescribeRule`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/goto/WebAPI/mediaconvert-2017-08-29/CreateJob>
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-mediaconvert.html>
    fn create_job -> CreateJob;
    resource "arn:aws:states:::mediaconvert:createJob";
    required role: &str => "Role";
    required settings: Structure => "Settings";
    members {
        /// `AccelerationSettings`: an object, any struct that derives `Data`.
        acceleration_settings: Object => "AccelerationSettings";
        /// `BillingTagsSource`: `QUEUE`, `PRESET`, `JOB_TEMPLATE`, `JOB`.
        billing_tags_source: BillingTagsSource => "BillingTagsSource";
        /// `ClientRequestToken`: a text.
        client_request_token: String => "ClientRequestToken";
        /// `HopDestinations`: a list, each element an object, any struct that derives `Data`.
        hop_destinations: Vec<Object> => "HopDestinations";
        /// `JobEngineVersion`: a text.
        job_engine_version: String => "JobEngineVersion";
        /// `JobTemplate`: a text.
        job_template: String => "JobTemplate";
        /// `Priority`: a whole number, -50–50.
        priority: i64 => "Priority";
        /// `Queue`: a text.
        queue: String => "Queue";
        /// `SimulateReservedQueue`: `DISABLED`, `ENABLED`.
        simulate_reserved_queue: SimulateReservedQueue => "SimulateReservedQueue";
        /// `StatusUpdateInterval`: `SECONDS_10`, `SECONDS_12`, `SECONDS_15`, `SECONDS_20`, `SECONDS_30`, `SECONDS_60` and so on.
        status_update_interval: StatusUpdateInterval => "StatusUpdateInterval";
    }
    maps {
        /// An entry of `Tags`: a map, each value a text.
        tags: String => "Tags";
        /// An entry of `UserMetadata`: a map, each value a text.
        user_metadata: String => "UserMetadata";
    }
    output CreateJobOutput;
    error MediaConvertError;
    job Value;
}

results! {
    /// `AccelerationSettings`, as AWS names it.
    AccelerationSettings AccelerationSettingsFields {
        mode: required String => "Mode",
    }

    /// `ElementalInferenceFeed`, as AWS names it.
    ElementalInferenceFeed ElementalInferenceFeedFields {
        arn: optional String => "Arn",
        feed_management_state: optional String => "FeedManagementState",
    }

    /// `ElementalInferenceConfiguration`, as AWS names it.
    ElementalInferenceConfiguration ElementalInferenceConfigurationFields {
        features: or_empty Vec<String> => "Features",
        feeds: or_empty Vec<ElementalInferenceFeed> => "Feeds",
    }

    /// `HopDestination`, as AWS names it.
    HopDestination HopDestinationFields {
        priority: optional i32 => "Priority",
        queue: optional String => "Queue",
        wait_minutes: optional i32 => "WaitMinutes",
    }

    /// `JobMessages`, as AWS names it.
    JobMessages JobMessagesFields {
        info: or_empty Vec<String> => "Info",
        warning: or_empty Vec<String> => "Warning",
    }

    /// `VideoDetail`, as AWS names it.
    VideoDetail VideoDetailFields {
        height_in_px: optional i32 => "HeightInPx",
        width_in_px: optional i32 => "WidthInPx",
    }

    /// `OutputDetail`, as AWS names it.
    OutputDetail OutputDetailFields {
        duration_in_ms: optional i32 => "DurationInMs",
        video_details: optional VideoDetail => "VideoDetails",
    }

    /// `OutputGroupDetail`, as AWS names it.
    OutputGroupDetail OutputGroupDetailFields {
        output_details: or_empty Vec<OutputDetail> => "OutputDetails",
    }

    /// `QueueTransition`, as AWS names it.
    QueueTransition QueueTransitionFields {
        destination_queue: optional String => "DestinationQueue",
        source_queue: optional String => "SourceQueue",
        timestamp: optional Value => "Timestamp",
    }

    /// `AvailBlanking`, as AWS names it.
    AvailBlanking AvailBlankingFields {
        avail_blanking_image: optional String => "AvailBlankingImage",
    }

    /// `ColorConversion3DLUTSetting`, as AWS names it.
    ColorConversion3DLUTSetting ColorConversion3DLUTSettingFields {
        file_input: optional String => "FileInput",
        input_color_space: optional String => "InputColorSpace",
        input_mastering_luminance: optional i32 => "InputMasteringLuminance",
        output_color_space: optional String => "OutputColorSpace",
        output_mastering_luminance: optional i32 => "OutputMasteringLuminance",
    }

    /// `EsamManifestConfirmConditionNotification`, as AWS names it.
    EsamManifestConfirmConditionNotification EsamManifestConfirmConditionNotificationFields {
        mcc_xml: optional String => "MccXml",
    }

    /// `EsamSignalProcessingNotification`, as AWS names it.
    EsamSignalProcessingNotification EsamSignalProcessingNotificationFields {
        scc_xml: optional String => "SccXml",
    }

    /// `EsamSettings`, as AWS names it.
    EsamSettings EsamSettingsFields {
        manifest_confirm_condition_notification: optional EsamManifestConfirmConditionNotification => "ManifestConfirmConditionNotification",
        response_signal_preroll: optional i32 => "ResponseSignalPreroll",
        signal_processing_notification: optional EsamSignalProcessingNotification => "SignalProcessingNotification",
    }

    /// `ExtendedDataServices`, as AWS names it.
    ExtendedDataServices ExtendedDataServicesFields {
        copy_protection_action: optional String => "CopyProtectionAction",
        vchip_action: optional String => "VchipAction",
    }

    /// `AdvancedInputFilterSettings`, as AWS names it.
    AdvancedInputFilterSettings AdvancedInputFilterSettingsFields {
        add_texture: optional String => "AddTexture",
        sharpening: optional String => "Sharpening",
    }

    /// `AudioSelectorGroup`, as AWS names it.
    AudioSelectorGroup AudioSelectorGroupFields {
        audio_selector_names: or_empty Vec<String> => "AudioSelectorNames",
    }

    /// `AudioSelector`, as AWS names it.
    AudioSelector AudioSelectorFields {
        audio_duration_correction: optional String => "AudioDurationCorrection",
        custom_language_code: optional String => "CustomLanguageCode",
        default_selection: optional String => "DefaultSelection",
        external_audio_file_input: optional String => "ExternalAudioFileInput",
        hls_rendition_group_settings: optional Value => "HlsRenditionGroupSettings",
        language_code: optional String => "LanguageCode",
        offset: optional i32 => "Offset",
        pids: or_empty Vec<i32> => "Pids",
        program_selection: optional i32 => "ProgramSelection",
        remix_settings: optional Value => "RemixSettings",
        selector_type: optional String => "SelectorType",
        streams: or_empty Vec<i32> => "Streams",
        tracks: or_empty Vec<i32> => "Tracks",
    }

    /// `CaptionSelector`, as AWS names it.
    CaptionSelector CaptionSelectorFields {
        custom_language_code: optional String => "CustomLanguageCode",
        language_code: optional String => "LanguageCode",
        source_settings: optional Value => "SourceSettings",
    }

    /// `Rectangle`, as AWS names it.
    Rectangle RectangleFields {
        height: optional i32 => "Height",
        width: optional i32 => "Width",
        x: optional i32 => "X",
        y: optional i32 => "Y",
    }

    /// `InputDecryptionSettings`, as AWS names it.
    InputDecryptionSettings InputDecryptionSettingsFields {
        decryption_mode: optional String => "DecryptionMode",
        encrypted_decryption_key: optional String => "EncryptedDecryptionKey",
        initialization_vector: optional String => "InitializationVector",
        kms_key_region: optional String => "KmsKeyRegion",
    }

    /// `DynamicAudioSelector`, as AWS names it.
    DynamicAudioSelector DynamicAudioSelectorFields {
        audio_duration_correction: optional String => "AudioDurationCorrection",
        external_audio_file_input: optional String => "ExternalAudioFileInput",
        language_code: optional String => "LanguageCode",
        offset: optional i32 => "Offset",
        selector_type: optional String => "SelectorType",
    }

    /// `ImageInserter`, as AWS names it.
    ImageInserter ImageInserterFields {
        insertable_images: or_empty Vec<Value> => "InsertableImages",
        sdr_reference_white_level: optional i32 => "SdrReferenceWhiteLevel",
    }

    /// `InputClipping`, as AWS names it.
    InputClipping InputClippingFields {
        end_timecode: optional String => "EndTimecode",
        start_timecode: optional String => "StartTimecode",
    }

    /// `MultiViewSettings`, as AWS names it.
    MultiViewSettings MultiViewSettingsFields {
        input: optional Value => "Input",
    }

    /// `InputTamsSettings`, as AWS names it.
    InputTamsSettings InputTamsSettingsFields {
        auth_connection_arn: optional String => "AuthConnectionArn",
        gap_handling: optional String => "GapHandling",
        source_id: optional String => "SourceId",
        timerange: optional String => "Timerange",
    }

    /// `InputVideoGenerator`, as AWS names it.
    InputVideoGenerator InputVideoGeneratorFields {
        channels: optional i32 => "Channels",
        duration: optional i32 => "Duration",
        framerate_denominator: optional i32 => "FramerateDenominator",
        framerate_numerator: optional i32 => "FramerateNumerator",
        height: optional i32 => "Height",
        image_input: optional String => "ImageInput",
        sample_rate: optional i32 => "SampleRate",
        width: optional i32 => "Width",
    }

    /// `VideoOverlay`, as AWS names it.
    VideoOverlay VideoOverlayFields {
        crop: optional Value => "Crop",
        end_timecode: optional String => "EndTimecode",
        initial_position: optional Value => "InitialPosition",
        input: optional Value => "Input",
        playback: optional String => "Playback",
        start_timecode: optional String => "StartTimecode",
        transitions: or_empty Vec<Value> => "Transitions",
    }

    /// `VideoSelector`, as AWS names it.
    VideoSelector VideoSelectorFields {
        alpha_behavior: optional String => "AlphaBehavior",
        color_space: optional String => "ColorSpace",
        color_space_usage: optional String => "ColorSpaceUsage",
        embedded_timecode_override: optional String => "EmbeddedTimecodeOverride",
        hdr10_metadata: optional Value => "Hdr10Metadata",
        max_luminance: optional i32 => "MaxLuminance",
        pad_video: optional String => "PadVideo",
        pid: optional i32 => "Pid",
        program_number: optional i32 => "ProgramNumber",
        rotate: optional String => "Rotate",
        sample_range: optional String => "SampleRange",
        selector_type: optional String => "SelectorType",
        streams: or_empty Vec<i32> => "Streams",
    }

    /// `Input`, as AWS names it.
    Input InputFields {
        advanced_input_filter: optional String => "AdvancedInputFilter",
        advanced_input_filter_settings: optional AdvancedInputFilterSettings => "AdvancedInputFilterSettings",
        audio_selector_groups: or_empty BTreeMap<String, AudioSelectorGroup> => "AudioSelectorGroups",
        audio_selectors: or_empty BTreeMap<String, AudioSelector> => "AudioSelectors",
        caption_selectors: or_empty BTreeMap<String, CaptionSelector> => "CaptionSelectors",
        crop: optional Rectangle => "Crop",
        deblock_filter: optional String => "DeblockFilter",
        decryption_settings: optional InputDecryptionSettings => "DecryptionSettings",
        denoise_filter: optional String => "DenoiseFilter",
        dolby_vision_metadata_xml: optional String => "DolbyVisionMetadataXml",
        dynamic_audio_selectors: or_empty BTreeMap<String, DynamicAudioSelector> => "DynamicAudioSelectors",
        file_input: optional String => "FileInput",
        filter_enable: optional String => "FilterEnable",
        filter_strength: optional i32 => "FilterStrength",
        image_inserter: optional ImageInserter => "ImageInserter",
        input_clippings: or_empty Vec<InputClipping> => "InputClippings",
        input_scan_type: optional String => "InputScanType",
        multi_view_settings: or_empty Vec<MultiViewSettings> => "MultiViewSettings",
        position: optional Rectangle => "Position",
        program_number: optional i32 => "ProgramNumber",
        psi_control: optional String => "PsiControl",
        supplemental_imps: or_empty Vec<String> => "SupplementalImps",
        tams_settings: optional InputTamsSettings => "TamsSettings",
        timecode_source: optional String => "TimecodeSource",
        timecode_start: optional String => "TimecodeStart",
        video_generator: optional InputVideoGenerator => "VideoGenerator",
        video_overlays: or_empty Vec<VideoOverlay> => "VideoOverlays",
        video_selector: optional VideoSelector => "VideoSelector",
    }

    /// `KantarWatermarkSettings`, as AWS names it.
    KantarWatermarkSettings KantarWatermarkSettingsFields {
        channel_name: optional String => "ChannelName",
        content_reference: optional String => "ContentReference",
        credentials_secret_name: optional String => "CredentialsSecretName",
        file_offset: optional f64 => "FileOffset",
        kantar_license_id: optional i32 => "KantarLicenseId",
        kantar_server_url: optional String => "KantarServerUrl",
        log_destination: optional String => "LogDestination",
        metadata3: optional String => "Metadata3",
        metadata4: optional String => "Metadata4",
        metadata5: optional String => "Metadata5",
        metadata6: optional String => "Metadata6",
        metadata7: optional String => "Metadata7",
        metadata8: optional String => "Metadata8",
    }

    /// `MotionImageInsertionFramerate`, as AWS names it.
    MotionImageInsertionFramerate MotionImageInsertionFramerateFields {
        framerate_denominator: optional i32 => "FramerateDenominator",
        framerate_numerator: optional i32 => "FramerateNumerator",
    }

    /// `MotionImageInsertionOffset`, as AWS names it.
    MotionImageInsertionOffset MotionImageInsertionOffsetFields {
        image_x: optional i32 => "ImageX",
        image_y: optional i32 => "ImageY",
    }

    /// `MotionImageInserter`, as AWS names it.
    MotionImageInserter MotionImageInserterFields {
        framerate: optional MotionImageInsertionFramerate => "Framerate",
        input: optional String => "Input",
        insertion_mode: optional String => "InsertionMode",
        offset: optional MotionImageInsertionOffset => "Offset",
        playback: optional String => "Playback",
        start_time: optional String => "StartTime",
    }

    /// `NielsenConfiguration`, as AWS names it.
    NielsenConfiguration NielsenConfigurationFields {
        breakout_code: optional i32 => "BreakoutCode",
        distributor_id: optional String => "DistributorId",
    }

    /// `NielsenNonLinearWatermarkSettings`, as AWS names it.
    NielsenNonLinearWatermarkSettings NielsenNonLinearWatermarkSettingsFields {
        active_watermark_process: optional String => "ActiveWatermarkProcess",
        adi_filename: optional String => "AdiFilename",
        asset_id: optional String => "AssetId",
        asset_name: optional String => "AssetName",
        cbet_source_id: optional String => "CbetSourceId",
        episode_id: optional String => "EpisodeId",
        metadata_destination: optional String => "MetadataDestination",
        source_id: optional i32 => "SourceId",
        source_watermark_status: optional String => "SourceWatermarkStatus",
        tic_server_url: optional String => "TicServerUrl",
        unique_tic_per_audio_track: optional String => "UniqueTicPerAudioTrack",
    }

    /// `AutomatedEncodingSettings`, as AWS names it.
    AutomatedEncodingSettings AutomatedEncodingSettingsFields {
        abr_settings: optional Value => "AbrSettings",
    }

    /// `OutputGroupSettings`, as AWS names it.
    OutputGroupSettings OutputGroupSettingsFields {
        cmaf_group_settings: optional Value => "CmafGroupSettings",
        dash_iso_group_settings: optional Value => "DashIsoGroupSettings",
        file_group_settings: optional Value => "FileGroupSettings",
        hls_group_settings: optional Value => "HlsGroupSettings",
        ms_smooth_group_settings: optional Value => "MsSmoothGroupSettings",
        per_frame_metrics: or_empty Vec<String> => "PerFrameMetrics",
        r#type: optional String => "Type",
    }

    /// `Output`, as AWS names it.
    Output OutputFields {
        audio_descriptions: or_empty Vec<Value> => "AudioDescriptions",
        caption_descriptions: or_empty Vec<Value> => "CaptionDescriptions",
        container_settings: optional Value => "ContainerSettings",
        extension: optional String => "Extension",
        name_modifier: optional String => "NameModifier",
        output_settings: optional Value => "OutputSettings",
        preset: optional String => "Preset",
        video_description: optional Value => "VideoDescription",
    }

    /// `OutputGroup`, as AWS names it.
    OutputGroup OutputGroupFields {
        automated_encoding_settings: optional AutomatedEncodingSettings => "AutomatedEncodingSettings",
        custom_name: optional String => "CustomName",
        name: optional String => "Name",
        output_group_settings: optional OutputGroupSettings => "OutputGroupSettings",
        outputs: or_empty Vec<Output> => "Outputs",
    }

    /// `TimecodeConfig`, as AWS names it.
    TimecodeConfig TimecodeConfigFields {
        anchor: optional String => "Anchor",
        source: optional String => "Source",
        start: optional String => "Start",
        timestamp_offset: optional String => "TimestampOffset",
    }

    /// `Id3Insertion`, as AWS names it.
    Id3Insertion Id3InsertionFields {
        id3: optional String => "Id3",
        timecode: optional String => "Timecode",
    }

    /// `TimedMetadataInsertion`, as AWS names it.
    TimedMetadataInsertion TimedMetadataInsertionFields {
        id3_insertions: or_empty Vec<Id3Insertion> => "Id3Insertions",
    }

    /// `JobSettings`, as AWS names it.
    JobSettings JobSettingsFields {
        ad_avail_offset: optional i32 => "AdAvailOffset",
        avail_blanking: optional AvailBlanking => "AvailBlanking",
        color_conversion3_dlut_settings: or_empty Vec<ColorConversion3DLUTSetting> => "ColorConversion3DLUTSettings",
        esam: optional EsamSettings => "Esam",
        extended_data_services: optional ExtendedDataServices => "ExtendedDataServices",
        follow_source: optional i32 => "FollowSource",
        inputs: or_empty Vec<Input> => "Inputs",
        kantar_watermark: optional KantarWatermarkSettings => "KantarWatermark",
        motion_image_inserter: optional MotionImageInserter => "MotionImageInserter",
        nielsen_configuration: optional NielsenConfiguration => "NielsenConfiguration",
        nielsen_non_linear_watermark: optional NielsenNonLinearWatermarkSettings => "NielsenNonLinearWatermark",
        output_groups: or_empty Vec<OutputGroup> => "OutputGroups",
        timecode_config: optional TimecodeConfig => "TimecodeConfig",
        timed_metadata_insertion: optional TimedMetadataInsertion => "TimedMetadataInsertion",
    }

    /// `Timing`, as AWS names it.
    Timing TimingFields {
        finish_time: optional Value => "FinishTime",
        start_time: optional Value => "StartTime",
        submit_time: optional Value => "SubmitTime",
    }

    /// `WarningGroup`, as AWS names it.
    WarningGroup WarningGroupFields {
        code: required i32 => "Code",
        count: required i32 => "Count",
    }

    /// `Job`, as AWS names it.
    Job JobFields {
        acceleration_settings: optional AccelerationSettings => "AccelerationSettings",
        acceleration_status: optional String => "AccelerationStatus",
        arn: optional String => "Arn",
        billing_tags_source: optional String => "BillingTagsSource",
        client_request_token: optional String => "ClientRequestToken",
        created_at: optional Value => "CreatedAt",
        current_phase: optional String => "CurrentPhase",
        elemental_inference_configuration: optional ElementalInferenceConfiguration => "ElementalInferenceConfiguration",
        error_code: optional i32 => "ErrorCode",
        error_message: optional String => "ErrorMessage",
        hop_destinations: or_empty Vec<HopDestination> => "HopDestinations",
        id: optional String => "Id",
        job_engine_version_requested: optional String => "JobEngineVersionRequested",
        job_engine_version_used: optional String => "JobEngineVersionUsed",
        job_percent_complete: optional i32 => "JobPercentComplete",
        job_template: optional String => "JobTemplate",
        last_share_details: optional String => "LastShareDetails",
        messages: optional JobMessages => "Messages",
        output_group_details: or_empty Vec<OutputGroupDetail> => "OutputGroupDetails",
        priority: optional i32 => "Priority",
        queue: optional String => "Queue",
        queue_transitions: or_empty Vec<QueueTransition> => "QueueTransitions",
        retry_count: optional i32 => "RetryCount",
        role: required String => "Role",
        settings: required JobSettings => "Settings",
        share_status: optional String => "ShareStatus",
        simulate_reserved_queue: optional String => "SimulateReservedQueue",
        status: optional String => "Status",
        status_update_interval: optional String => "StatusUpdateInterval",
        timing: optional Timing => "Timing",
        user_metadata: or_empty BTreeMap<String, String> => "UserMetadata",
        warnings: or_empty Vec<WarningGroup> => "Warnings",
    }

    /// `CreateJobOutput`: what the call gives.
    CreateJobOutput CreateJobOutputFields {
        job: optional Job => "Job",
    }
}

choices! {
    /// A value that AWS knows.
    BillingTagsSource {
        Queue = "QUEUE",
        Preset = "PRESET",
        JobTemplate = "JOB_TEMPLATE",
        Job = "JOB",
    }
}

choices! {
    /// A value that AWS knows.
    SimulateReservedQueue {
        Disabled = "DISABLED",
        Enabled = "ENABLED",
    }
}

choices! {
    /// A value that AWS knows.
    StatusUpdateInterval {
        Seconds10 = "SECONDS_10",
        Seconds12 = "SECONDS_12",
        Seconds15 = "SECONDS_15",
        Seconds20 = "SECONDS_20",
        Seconds30 = "SECONDS_30",
        Seconds60 = "SECONDS_60",
        Seconds120 = "SECONDS_120",
        Seconds180 = "SECONDS_180",
        Seconds240 = "SECONDS_240",
        Seconds300 = "SECONDS_300",
        Seconds360 = "SECONDS_360",
        Seconds420 = "SECONDS_420",
        Seconds480 = "SECONDS_480",
        Seconds540 = "SECONDS_540",
        Seconds600 = "SECONDS_600",
    }
}

errors! {
    /// How a call fails.
    ///
    /// # Source
    /// The exceptions of the API, under the prefix of the optimized integration: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-mediaconvert.html>
    MediaConvertError {
        BadRequest = "MediaConvert.BadRequestException",
        Conflict = "MediaConvert.ConflictException",
        Forbidden = "MediaConvert.ForbiddenException",
        InternalServerError = "MediaConvert.InternalServerErrorException",
        NotFound = "MediaConvert.NotFoundException",
        ServiceQuotaExceeded = "MediaConvert.ServiceQuotaExceededException",
        TooManyRequests = "MediaConvert.TooManyRequestsException",
    }
}
