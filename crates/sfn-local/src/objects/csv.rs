//! CSV as an `ItemReader` reads it: each row an object of texts.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::ReadError;

/// The header may have this many bytes (Developer Guide, "`ItemReader`").
const MAX_HEADER_BYTES: usize = 10 * 1024;

/// How a file of rows is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Csv {
    /// `CSVHeaderLocation`, with `CSVHeaders`.
    pub header: CsvHeader,
    /// `CSVDelimiter`
    pub delimiter: CsvDelimiter,
}

/// Where the names of the columns stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum CsvHeader {
    /// `FIRST_ROW`
    #[default]
    FirstRow,
    /// `GIVEN`, with these `CSVHeaders`.
    Given(Vec<String>),
}

/// What stands between two cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CsvDelimiter {
    /// `COMMA`
    #[default]
    Comma,
    /// `PIPE`
    Pipe,
    /// `SEMICOLON`
    Semicolon,
    /// `SPACE`
    Space,
    /// `TAB`
    Tab,
}

impl CsvDelimiter {
    /// The delimiter of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "COMMA" => Self::Comma,
            "PIPE" => Self::Pipe,
            "SEMICOLON" => Self::Semicolon,
            "SPACE" => Self::Space,
            "TAB" => Self::Tab,
            _ => return None,
        })
    }

    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Comma => "COMMA",
            Self::Pipe => "PIPE",
            Self::Semicolon => "SEMICOLON",
            Self::Space => "SPACE",
            Self::Tab => "TAB",
        }
    }

    const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Pipe => b'|',
            Self::Semicolon => b';',
            Self::Space => b' ',
            Self::Tab => b'\t',
        }
    }
}

/// The rows of a file, at most `limit`.
///
/// Every cell is a text. A row that is too short is filled up with empty ones, and of one that is too long the rest is
/// left out; empty lines are no rows.
///
/// # Errors
/// [`ReadError::NotUtf8`], [`ReadError::Csv`], and a header that has a name twice or is too long.
pub fn read_csv(body: &[u8], csv: &Csv, limit: usize) -> Result<Vec<Value>, ReadError> {
    let mut rows = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(csv.delimiter.byte())
        .from_reader(body)
        .into_records();
    let header = match &csv.header {
        CsvHeader::Given(names) => names.clone(),
        CsvHeader::FirstRow => match rows.next() {
            None => return Ok(Vec::new()),
            Some(row) => row.map_err(|error| failed(&error))?.iter().map(str::to_owned).collect(),
        },
    };
    check(&header)?;
    let item = |row: csv::StringRecord| {
        let cells = header
            .iter()
            .enumerate()
            .map(|(at, name)| (name.clone(), Value::from(row.get(at).unwrap_or_default())));
        Value::Object(cells.collect::<Map<_, _>>())
    };
    rows.take(limit).map(|row| row.map(item).map_err(|error| failed(&error))).collect()
}

fn check(header: &[String]) -> Result<(), ReadError> {
    let mut names = BTreeSet::new();
    if let Some(twice) = header.iter().find(|name| !names.insert(name.as_str())) {
        return Err(ReadError::DuplicateHeader { name: twice.clone() });
    }
    let bytes = header.iter().map(|name| name.len() + 1).sum();
    if bytes > MAX_HEADER_BYTES { Err(ReadError::HeaderTooLong { bytes }) } else { Ok(()) }
}

fn failed(error: &csv::Error) -> ReadError {
    match error.kind() {
        csv::ErrorKind::Utf8 { .. } => ReadError::NotUtf8,
        _ => ReadError::Csv { message: error.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(body: &str, csv: &Csv) -> Result<Vec<Value>, ReadError> {
        read_csv(body.as_bytes(), csv, usize::MAX)
    }

    #[test]
    fn each_delimiter_separates() {
        for (name, character) in
            [("COMMA", ','), ("PIPE", '|'), ("SEMICOLON", ';'), ("SPACE", ' '), ("TAB", '\t')]
        {
            let csv = Csv { delimiter: CsvDelimiter::parse(name).unwrap(), ..Csv::default() };
            let items =
                read(&format!("a{character}b\n1{character}\"x{character}y\"\n"), &csv).unwrap();
            assert_eq!(items, [json!({ "a": "1", "b": format!("x{character}y") })], "{name}");
        }
        assert_eq!(CsvDelimiter::parse("comma"), None);
    }

    #[test]
    fn rows_are_cut_and_filled_to_the_header() {
        let given =
            Csv { header: CsvHeader::Given(vec!["a".into(), "b".into()]), ..Csv::default() };
        let items = read("1,2,3\n\n   \n\"q\"\"uote\",\n", &given).unwrap();
        assert_eq!(
            items,
            [
                json!({ "a": "1", "b": "2" }),
                json!({ "a": "   ", "b": "" }),
                json!({ "a": "q\"uote", "b": "" }),
            ]
        );
        assert_eq!(read("", &Csv::default()).unwrap(), [] as [Value; 0]);
        assert_eq!(read("a,b\n", &Csv::default()).unwrap(), [] as [Value; 0]);
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_first_name() {
        assert_eq!(read("\u{feff}a\n1\n", &Csv::default()).unwrap(), [json!({ "a": "1" })]);
    }

    #[test]
    fn what_is_no_table_is_refused() {
        assert_eq!(
            read("a,b,a\n", &Csv::default()),
            Err(ReadError::DuplicateHeader { name: "a".into() })
        );
        assert_eq!(read_csv(b"a\n\xff\n", &Csv::default(), 5), Err(ReadError::NotUtf8));
        let long = "x".repeat(MAX_HEADER_BYTES);
        assert!(matches!(read(&long, &Csv::default()), Err(ReadError::HeaderTooLong { .. })));
    }
}
