//! Amazon EventBridge.

use serde::{Deserialize, Serialize};

use crate::{Data, TaskError, native::TokenPlace};

integration! {
    /// Sends events to an event bus. Step Functions adds the ARNs of execution and state machine to `Resources`.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::events::{self, PutEventsEntry}, sfn, testing::Answers};
    /// use serde_json::json;
    ///
    /// let entry = PutEventsEntry {
    ///     source: "shop.orders".to_owned(),
    ///     detail_type: "OrderPaid".to_owned(),
    ///     detail: sfn::to_json(&json!({ "orderId": "o1" })),
    ///     event_bus_name: Some("${Bus}".to_owned()),
    /// };
    /// let answers = Answers::new()
    ///     .on_json(events::put_events, |_| Ok(json!({ "Entries": [{ "EventId": "e1" }], "FailedEntryCount": 0 })));
    /// let sent = answers.run(events::put_events(vec![entry])).result.unwrap();
    /// assert_eq!(sent.entries[0].event_id.as_deref(), Some("e1"));
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::events:putEvents",
    ///  "Arguments": {"Entries": [{"Source": "shop", "DetailType": "OrderPaid", "Detail": "{% $detail %}",
    ///    "EventBusName": "${Bus}"}]}}
    /// ```
    ///
    /// # Permissions
    /// `events:PutEvents` on each bus.
    ///
    /// # Errors
    /// `EventBridge.FailedEntry` where one of the events was not taken.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html>
    fn put_events -> PutEvents;
    resource "arn:aws:states:::events:putEvents";
    required entries: Vec<PutEventsEntry> => "Entries";
    output PutEventsOutput;
    error EventBridgeError;
    callback TokenPlace::InEvents;
}

/// An event to be sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct PutEventsEntry {
    /// Who sends it: `shop.orders`.
    pub source: String,
    /// What happened: `OrderPaid`.
    pub detail_type: String,
    /// The JSON text of an object: `sfn::to_json(&order)`.
    pub detail: String,
    /// The name or ARN of the bus, the account's default bus without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_bus_name: Option<String>,
}

/// What EventBridge says about the events.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct PutEventsOutput {
    /// The events in the order of the entries.
    #[serde(default)]
    pub entries: Vec<PutEventsResultEntry>,
    /// How many were not taken.
    #[serde(default)]
    pub failed_entry_count: u32,
}

/// What EventBridge says about one event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct PutEventsResultEntry {
    /// The id of the event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_id: Option<String>,
}

/// How EventBridge fails.
///
/// # Source
/// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html>
#[derive(Clone, Debug, PartialEq, Eq, TaskError)]
pub enum EventBridgeError {
    /// An event was not taken.
    #[sfn(name = "EventBridge.FailedEntry")]
    FailedEntry,
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
