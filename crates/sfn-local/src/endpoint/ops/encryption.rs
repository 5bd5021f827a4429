//! `encryptionConfiguration`: nothing is encrypted here, but what cannot be is refused.

use super::super::{error::ApiError, state::EncryptionConfiguration};

/// How long a data key is used where the client does not say (Developer Guide, "Data at rest encryption").
const DEFAULT_REUSE_SECONDS: u64 = 300;

/// Checks a configuration, and settles what it leaves open.
pub(super) fn settle(
    mut encryption: EncryptionConfiguration,
) -> Result<EncryptionConfiguration, ApiError> {
    let period = &mut encryption.kms_data_key_reuse_period_seconds;
    let is_own_key = encryption.kind == "CUSTOMER_MANAGED_KMS_KEY";
    let fault = match (is_own_key, &encryption.kms_key_id) {
        (true, Some(_)) => {
            period.get_or_insert(DEFAULT_REUSE_SECONDS);
            return Ok(encryption);
        }
        (true, None) => "kmsKeyId must be specified for CUSTOMER_MANAGED_KMS_KEY",
        (false, None) if period.is_none() => return Ok(encryption),
        (false, _) => "a KMS key can only be specified for CUSTOMER_MANAGED_KMS_KEY",
    };
    let message = format!("Invalid Encryption Configuration: {fault}");
    Err(ApiError::new("InvalidEncryptionConfiguration", message))
}
