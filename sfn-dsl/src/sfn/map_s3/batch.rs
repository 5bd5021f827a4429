//! Several items for one child execution.

use sfn_asl::{ItemBatcher, Quantity};

use super::reader::ItemReader;

/// Items in batches; the closure takes a `Vec` of them.
///
/// A batch is never larger than 256 KiB, which is what an input can be.
///
/// # ASL
/// ```json
/// {"ItemBatcher": {"MaxItemsPerBatch": 100}}
/// ```
///
/// # Source
/// <https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html>
#[derive(Clone, Debug)]
#[must_use = "a distributed Map reads it"]
pub struct Batched<R> {
    pub(crate) reader: R,
    pub(super) max_items: Option<u32>,
    pub(super) max_input_bytes: Option<u32>,
}

impl<R: ItemReader> Batched<R> {
    pub(super) const fn items(reader: R, max_items: u32) -> Self {
        Self { reader, max_items: Some(max_items), max_input_bytes: None }
    }

    pub(super) const fn bytes(reader: R, max_input_bytes: u32) -> Self {
        Self { reader, max_items: None, max_input_bytes: Some(max_input_bytes) }
    }

    /// At most so many items a batch: `MaxItemsPerBatch`.
    pub fn batch(self, max_items: u32) -> Self {
        Self { max_items: Some(max_items), ..self }
    }

    /// At most so many bytes of input a batch: `MaxInputBytesPerBatch`.
    ///
    /// # Units
    /// 1–262,144 bytes.
    pub fn batch_bytes(self, max_input_bytes: u32) -> Self {
        Self { max_input_bytes: Some(max_input_bytes), ..self }
    }

    pub(crate) fn batcher(&self) -> ItemBatcher {
        let quantity = |number: u32| Quantity::from(u64::from(number));
        ItemBatcher {
            max_items_per_batch: self.max_items.map(quantity),
            max_input_bytes_per_batch: self.max_input_bytes.map(quantity),
            ..ItemBatcher::default()
        }
    }
}
