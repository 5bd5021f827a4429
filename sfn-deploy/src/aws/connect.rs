//! Where to deploy and as whom: region, credentials, endpoint, timeouts.
//!
//! Everything that may be missing is looked up before anything is sent, so that it can be reported at once.

use std::time::Duration;

use aws_config::{
    BehaviorVersion, ConfigLoader, Region, SdkConfig,
    default_provider::credentials::DefaultCredentialsChain,
    ecs::EcsCredentialsProvider,
    environment::EnvironmentVariableRegionProvider,
    imds::credentials::ImdsCredentialsProvider,
    meta::{credentials::CredentialsProviderChain, region::RegionProviderChain},
    profile::{ProfileFileCredentialsProvider, ProfileFileRegionProvider},
    provider_config::ProviderConfig,
    retry::RetryConfig,
    timeout::TimeoutConfig,
};
use aws_credential_types::{
    Credentials,
    provider::{ProvideCredentials, SharedCredentialsProvider, future},
};
use aws_sdk_sfn::config::SharedHttpClient;
use aws_smithy_http_client::{Builder, Connector, proxy::ProxyConfig, tls};
use http::Uri;

use super::{
    AwsResult, ControlPlane, Identity, Refusal, Sdk,
    profile::{self, NoProfile},
};
use crate::host::is_this_machine;

/// What options and environment say about AWS.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    pub(crate) region: Option<String>,
    pub(crate) profile: Option<String>,
    pub(crate) endpoint_url: Option<String>,
}

/// What was found: a region and credentials, or why not.
#[derive(Debug)]
pub(crate) struct Located {
    pub(crate) region: Option<String>,
    /// The profile that was asked for and cannot be used.
    pub(crate) no_profile: Option<NoProfile>,
    /// `None` when there are some.
    pub(crate) no_credentials: Option<String>,
    config: SdkConfig,
}

impl Settings {
    /// Looks in options, environment and profiles. Asks nobody but the sources of credentials.
    pub(crate) async fn locate(&self) -> Located {
        let http = https_client();
        let no_profile = profile::look_for(self.profile.as_deref()).await.err();
        let region = self.find_region().await;
        let credentials = self.find_credentials(region.clone(), &http).await;
        let mut loader = base(http, self.is_near()).region(region.clone());
        if let Some(profile) = &self.profile {
            loader = loader.profile_name(profile);
        }
        if let Some(url) = &self.endpoint_url {
            loader = loader.endpoint_url(url);
        }
        let (loader, no_credentials) = match credentials {
            Ok(credentials) => {
                (loader.credentials_provider(SharedCredentialsProvider::new(credentials)), None)
            }
            Err(why) => (loader.no_credentials(), Some(why)),
        };
        let region = region.map(|region| region.to_string());
        Located { region, no_profile, no_credentials, config: loader.load().await }
    }

    /// Options, environment, profile. Not the instance's own region, which nobody expects to decide where a workflow goes.
    async fn find_region(&self) -> Option<Region> {
        let mut profile = ProfileFileRegionProvider::builder();
        if let Some(name) = &self.profile {
            profile = profile.profile_name(name);
        }
        RegionProviderChain::first_try(self.region.clone().map(Region::new))
            .or_else(EnvironmentVariableRegionProvider::new())
            .or_else(profile.build())
            .region()
            .await
    }

    async fn find_credentials(
        &self,
        region: Option<Region>,
        http: &SharedHttpClient,
    ) -> Result<Kept, String> {
        let config = ProviderConfig::without_region()
            .with_http_client(http.clone())
            .with_region(region.clone());
        // Off EC2 nobody answers: one short attempt, so that missing credentials are reported at once.
        let instance = aws_config::imds::Client::builder()
            .configure(&config)
            .connect_timeout(Duration::from_millis(300))
            .read_timeout(Duration::from_secs(1))
            .max_attempts(1)
            .build();
        let chain = if let Some(name) = &self.profile {
            SharedCredentialsProvider::new(chain_of_profile(name, &config, instance))
        } else {
            let mut chain =
                DefaultCredentialsChain::builder().configure(config).imds_client(instance);
            chain.set_region(region);
            SharedCredentialsProvider::new(chain.build().await)
        };
        match chain.provide_credentials().await {
            Ok(first) => Ok(Kept { first, chain }),
            Err(error) => Err(why_none(&innermost(&error))),
        }
    }

    fn is_near(&self) -> bool {
        self.near_endpoint().is_some()
    }

    /// The URL of an endpoint on this machine, if calls go to one.
    pub(crate) fn near_endpoint(&self) -> Option<String> {
        let url = self.endpoint_url.clone().or_else(|| std::env::var("AWS_ENDPOINT_URL").ok());
        url.filter(|url| is_loopback(url))
    }
}

impl Located {
    /// Ready to call. `region` must have been found.
    pub(crate) fn connect(self) -> Sdk {
        Sdk::new(&self.config)
    }
}

/// The embedded endpoint: needs nothing of the environment and looks at nothing there.
pub(crate) fn embedded(url: &str, region: &str) -> Sdk {
    Sdk::new(&embedded_config(url, region).build())
}

/// Asks an endpoint on this machine who it is, and sends nothing of the user's for that. `None` if it is not one of ours.
///
/// # Errors
/// Nothing answers there.
pub(crate) async fn identify(url: &str) -> AwsResult<Option<Identity>> {
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(1))
        .operation_timeout(Duration::from_secs(2))
        .build();
    let config = embedded_config(url, "us-east-1")
        .retry_config(RetryConfig::disabled())
        .timeout_config(timeouts);
    match Sdk::new(&config.build()).caller_identity().await {
        Ok(identity) => Ok(Some(identity).filter(|identity| identity.endpoint_region.is_some())),
        Err(error) if matches!(error.refusal, Refusal::Unreachable { .. }) => Err(error),
        Err(_) => Ok(None),
    }
}

fn embedded_config(url: &str, region: &str) -> aws_types::sdk_config::Builder {
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .http_client(Builder::new().build_http())
        .retry_config(near_retries())
        .timeout_config(near_timeouts())
        .region(Region::new(region.to_owned()))
        .endpoint_url(url)
        .credentials_provider(SharedCredentialsProvider::new(Credentials::new(
            "local",
            "local",
            None,
            None,
            "embedded endpoint",
        )))
}

/// The chain behind `--profile`: who names a profile does not mean the environment's credentials, as with the AWS CLI.
fn chain_of_profile(
    name: &str,
    config: &ProviderConfig,
    instance: aws_config::imds::Client,
) -> CredentialsProviderChain {
    let profile =
        ProfileFileCredentialsProvider::builder().profile_name(name).configure(config).build();
    let container = EcsCredentialsProvider::builder().configure(config).build();
    let instance =
        ImdsCredentialsProvider::builder().configure(config).imds_client(instance).build();
    CredentialsProviderChain::first_try("Profile", profile)
        .or_else("EcsContainer", container)
        .or_else("Ec2InstanceMetadata", instance)
}

/// The credentials that were looked up first, and the chain for when they expire.
#[derive(Debug)]
struct Kept {
    first: Credentials,
    chain: SharedCredentialsProvider,
}

impl ProvideCredentials for Kept {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        let soon = std::time::SystemTime::now() + Duration::from_mins(1);
        if self.first.expiry().is_none_or(|expiry| expiry > soon) {
            future::ProvideCredentials::ready(Ok(self.first.clone()))
        } else {
            self.chain.provide_credentials()
        }
    }
}

fn base(http: SharedHttpClient, near: bool) -> ConfigLoader {
    let (retries, timeouts) = if near {
        (near_retries(), near_timeouts())
    } else {
        // The control plane refills many buckets at one call a second: three attempts are too few.
        let retries = RetryConfig::standard().with_max_attempts(8);
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(Duration::from_secs(5))
            .operation_attempt_timeout(Duration::from_secs(30))
            .build();
        (retries, timeouts)
    };
    aws_config::defaults(BehaviorVersion::latest())
        .http_client(http)
        .retry_config(retries)
        .timeout_config(timeouts)
}

/// On this machine whatever is not there now will not be there in a second either.
fn near_retries() -> RetryConfig {
    RetryConfig::standard().with_max_attempts(3).with_initial_backoff(Duration::from_millis(50))
}

fn near_timeouts() -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(1))
        .operation_attempt_timeout(Duration::from_secs(10))
        .build()
}

fn is_loopback(url: &str) -> bool {
    let url = url.parse::<Uri>();
    url.is_ok_and(|url| url.host().is_some_and(is_this_machine))
}

/// TLS by `ring`, built explicitly: the SDK's default client would bring a second crypto library. Proxies as the environment says.
fn https_client() -> SharedHttpClient {
    Builder::new().build_with_connector_fn(|settings, components| {
        let mut builder = Connector::builder().proxy_config(ProxyConfig::from_env());
        builder.set_connector_settings(settings.cloned());
        if let Some(components) = components {
            builder.set_sleep_impl(components.sleep_impl());
        }
        builder.tls_provider(tls::Provider::Rustls(tls::rustls_provider::CryptoMode::Ring)).build()
    })
}

/// The SDK's account of a fruitless search, in one line.
fn why_none(text: &str) -> String {
    if text.contains("feature(s) enabled: sso") {
        return "the profile logs in through IAM Identity Center: build with the feature `sso` of sfn-deploy".to_owned();
    }
    let (_, profile) =
        text.split_once("Profile: the credential provider was not enabled: ").unwrap_or_default();
    let reason = profile.lines().next().unwrap_or_default();
    let reason = reason.split(": could not find source profile").next().unwrap_or_default();
    if !reason.is_empty() {
        reason.to_owned()
    } else if text.starts_with("no credentials found in chain") || text.contains("IMDS") {
        "there are none in the environment, a profile, a container or an instance".to_owned()
    } else {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn innermost(error: &(dyn std::error::Error + 'static)) -> String {
    let mut cause = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_search_for_credentials_is_told_in_a_line() {
        let chain = "no credentials found in chain. Attempted:\n  Environment: the credential provider was not enabled: \
                     environment variable not set\n  Profile: the credential provider was not enabled";
        assert_eq!(
            why_none(chain),
            "there are none in the environment, a profile, a container or an instance"
        );
        let named = format!(
            "{chain}: profile `x` was not defined: could not find source profile x referenced\n  Ecs: no"
        );
        assert_eq!(why_none(&named), "profile `x` was not defined");
        assert!(
            why_none("This behavior requires following cargo feature(s) enabled: sso. ")
                .contains("`sso`")
        );
        assert_eq!(why_none("the token\n  has expired"), "the token has expired");
    }

    #[test]
    fn loopback_is_told_by_the_host() {
        assert!(
            is_loopback("http://127.0.0.1:5000")
                && is_loopback("http://localhost:1")
                && is_loopback("http://[::1]:1")
        );
        for far in [
            "https://states.eu-central-1.amazonaws.com/127.",
            "http://127.evil.example",
            "http://localhost.evil.example:5000",
            "http://127.0.0.1@evil.example",
            "",
        ] {
            assert!(!is_loopback(far), "{far}");
        }
    }
}
