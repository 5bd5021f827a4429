//! A service's block in the catalogue, read in place. `layout.rs` describes it.

use std::{fmt, ptr};

use crate::layout::MAGIC;

/// A number of the file.
type Long = [u8; 4];

/// The catalogue: one block for each service.
#[derive(Clone, Copy, Debug)]
pub struct Catalogue {
    bytes: &'static [u8],
    starts: &'static [Long],
}

/// The sections of a block.
#[derive(Clone, Copy)]
pub(crate) struct Block {
    ends: &'static [Long],
    operations: &'static [Long],
    shapes: &'static [Long],
    words: &'static [[u8; 2]],
    text: &'static str,
}

/// The words of a block from some place on.
#[derive(Clone, Copy, Default)]
pub(crate) struct Words(&'static [[u8; 2]]);

impl Catalogue {
    /// Opens a file that `cargo xtask catalogue` wrote; `None` if it is no such file.
    pub fn open(bytes: &'static [u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let count = take_long(&mut rest)?;
        Some(Self { bytes, starts: take_longs(&mut rest, count)? })
    }

    pub(crate) fn blocks(self) -> impl Iterator<Item = Block> {
        self.starts.iter().filter_map(move |&start| self.block(start))
    }

    pub(crate) fn find(self, name: &str) -> Option<Block> {
        let name_of = |start| self.block(start).map_or("", |block| block.string(0));
        let at = self.starts.binary_search_by(|&start| name_of(start).cmp(name)).ok()?;
        self.block(*self.starts.get(at)?)
    }

    fn block(self, start: Long) -> Option<Block> {
        let mut rest = self.bytes.get(to_index(start)..)?;
        let mut counts = [0; 4];
        for count in &mut counts {
            *count = take_long(&mut rest)?;
        }
        let [strings, operations, shapes, words] = counts;
        let ends = take_longs(&mut rest, strings)?;
        let operations = take_longs(&mut rest, operations)?;
        let shapes = take_longs(&mut rest, shapes)?;
        let (words, rest) = rest.split_at_checked(words * 2)?;
        let text = rest.get(..ends.last().map_or(0, |&end| to_index(end)))?;
        let text = str::from_utf8(text).ok()?;
        Some(Block { ends, operations, shapes, words: words.as_chunks().0, text })
    }
}

impl Block {
    /// The string of this number; empty if there is none.
    pub(crate) fn string(self, number: u16) -> &'static str {
        let end = |number: usize| self.ends.get(number).map(|&end| to_index(end));
        let number = usize::from(number);
        let start = number.checked_sub(1).map_or(Some(0), end);
        start
            .zip(end(number))
            .and_then(|(start, end)| self.text.get(start..end))
            .unwrap_or_default()
    }

    /// The words of each operation.
    pub(crate) fn operations(self) -> impl Iterator<Item = Words> {
        self.operations.iter().map(move |&start| self.words(start))
    }

    /// The words of the operation of this name.
    pub(crate) fn operation(self, name: &str) -> Option<Words> {
        let name_of = |start| self.string(self.words(start).get(0));
        let at = self.operations.binary_search_by(|&start| name_of(start).cmp(name)).ok()?;
        Some(self.words(*self.operations.get(at)?))
    }

    /// The words of the shape that has this number among those with words.
    pub(crate) fn shape(self, number: u16) -> Option<Words> {
        self.shapes.get(usize::from(number)).map(|&start| self.words(start))
    }

    fn words(self, start: Long) -> Words {
        Words(self.words.get(to_index(start)..).unwrap_or_default())
    }
}

impl PartialEq for Block {
    fn eq(&self, other: &Self) -> bool {
        ptr::eq(self.text, other.text)
    }
}

impl Eq for Block {}

impl fmt::Debug for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.string(0))
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        ptr::eq(self.0, other.0)
    }
}

impl Eq for Words {}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Words").field(&self.get(0)).finish()
    }
}

impl Words {
    /// The word at this place; 0 if there is none.
    pub(crate) fn get(self, at: usize) -> u16 {
        self.0.get(at).map_or(0, |&word| u16::from_le_bytes(word))
    }

    /// So many words from this place on.
    pub(crate) fn slice(self, at: usize, count: usize) -> impl Iterator<Item = u16> {
        self.0.iter().skip(at).take(count).map(|&word| u16::from_le_bytes(word))
    }
}

fn take_long(bytes: &mut &'static [u8]) -> Option<usize> {
    let (number, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(to_index(*number))
}

fn take_longs(bytes: &mut &'static [u8], count: usize) -> Option<&'static [Long]> {
    let (numbers, rest) = bytes.split_at_checked(count.checked_mul(4)?)?;
    *bytes = rest;
    Some(numbers.as_chunks().0)
}

fn to_index(number: Long) -> usize {
    usize::try_from(u32::from_le_bytes(number)).unwrap_or(usize::MAX)
}
