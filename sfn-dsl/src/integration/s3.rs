//! Amazon S3, through the SDK integration.

use serde::{Deserialize, Serialize};

use crate::{Data, TaskError};

integration! {
    /// Writes an object.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::s3::{self, PutObjectOutput}, testing::Answers};
    ///
    /// let written = PutObjectOutput { e_tag: "\"1\"".to_owned(), version_id: None };
    /// let put = s3::put_object("${Bucket}", "reports/o1.json", "{}").content_type("application/json");
    /// let run = Answers::new().succeed(s3::put_object, &written).run(put);
    /// assert_eq!(run.result.unwrap(), written);
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:putObject",
    ///  "Arguments": {"Bucket": "${Bucket}", "Key": "{% $key %}", "Body": "{% $body %}"}}
    /// ```
    ///
    /// # Permissions
    /// `s3:PutObject` on the object.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html>
    fn put_object -> PutObject;
    resource "arn:aws:states:::aws-sdk:s3:putObject";
    required bucket: &str => "Bucket";
    required key: &str => "Key";
    required body: &str => "Body";
    texts {
        /// The media type: `application/json`.
        content_type => "ContentType";
        /// The storage class: `STANDARD_IA`.
        storage_class => "StorageClass";
        /// How the object is encrypted: `AES256` or `aws:kms`.
        server_side_encryption => "ServerSideEncryption";
        /// `*`: only where there is no such object yet.
        if_none_match => "IfNoneMatch";
    }
    entries {
        /// An entry of the object's own metadata.
        metadata: String => "Metadata";
    }
    output PutObjectOutput;
    error S3Error;
}

integration! {
    /// Reads an object as text, of which a state carries at most 256 KiB.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::s3::{self, S3Error}, testing::{Answers, RunError}};
    ///
    /// let answers = Answers::new().fail(s3::get_object, &S3Error::NoSuchKey);
    /// let run = answers.run(s3::get_object("${Bucket}", "reports/o2.json"));
    /// assert_eq!(run.result, Err(RunError::Returned(S3Error::NoSuchKey)));
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:getObject",
    ///  "Arguments": {"Bucket": "${Bucket}", "Key": "{% $key %}"}}
    /// ```
    ///
    /// # Permissions
    /// `s3:GetObject` on the object.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html>
    fn get_object -> GetObject;
    resource "arn:aws:states:::aws-sdk:s3:getObject";
    required bucket: &str => "Bucket";
    required key: &str => "Key";
    texts {
        /// A version of the object.
        version_id => "VersionId";
        /// Only these bytes: `bytes=0-1023`.
        range => "Range";
        /// Only where the object has this entity tag.
        if_match => "IfMatch";
    }
    output GetObjectOutput;
    error S3Error;
}

/// What S3 says about an object that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct PutObjectOutput {
    /// The entity tag.
    #[serde(rename = "ETag")]
    pub e_tag: String,
    /// The version, where the bucket keeps versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version_id: Option<String>,
}

/// An object that was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct GetObjectOutput {
    /// The content.
    pub body: String,
    /// The entity tag.
    #[serde(rename = "ETag")]
    pub e_tag: String,
    /// How many bytes it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_length: Option<f64>,
    /// The media type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// The version, where the bucket keeps versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version_id: Option<String>,
}

/// How S3 fails.
///
/// # Source
/// The exceptions of the AWS SDK for Java 2, under the prefix that the Developer Guide gives for the SDK integration.
#[derive(Clone, Debug, PartialEq, Eq, TaskError)]
pub enum S3Error {
    /// There is no such object.
    #[sfn(name = "S3.NoSuchKeyException")]
    NoSuchKey,
    /// There is no such bucket.
    #[sfn(name = "S3.NoSuchBucketException")]
    NoSuchBucket,
    /// The object is archived.
    #[sfn(name = "S3.InvalidObjectStateException")]
    InvalidObjectState,
    /// What S3 refuses without a name of its own, such as a missing permission.
    #[sfn(name = "S3.S3Exception")]
    Refused,
    /// It took too long.
    #[sfn(timeout)]
    TimedOut,
    /// Any other error.
    #[sfn(other)]
    Other {
        /// `Error`
        name: String,
        /// `Cause`
        cause: String,
    },
}
