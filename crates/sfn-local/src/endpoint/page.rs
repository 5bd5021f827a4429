//! Pages and their tokens.
//!
//! A token names the listing it belongs to and the last item that was given, not an offset: what is added or
//! deleted between two calls neither repeats nor hides an item.

use super::error::ApiError;

/// What a list operation was asked for.
#[derive(Debug)]
pub(super) struct Page<'a> {
    /// The listing: operation, resource and filters; a token of another listing is refused.
    pub(super) listing: &'a str,
    pub(super) max_results: Option<i64>,
    pub(super) next_token: Option<&'a str>,
    /// How many an answer holds if the client does not say.
    pub(super) default: usize,
}

/// A part of a listing.
#[derive(Debug)]
pub(super) struct Listed<T> {
    pub(super) items: Vec<T>,
    pub(super) next_token: Option<String>,
}

impl Page<'_> {
    /// Takes the page off `items`, which come in the listing's order; `key` is unique in it, and `before` says
    /// whether an item stands at or before the place of a key.
    pub(super) fn take<T>(
        &self,
        items: impl Iterator<Item = T>,
        key: impl Fn(&T) -> String,
        at_or_before: impl Fn(&T, &str) -> bool,
    ) -> Result<Listed<T>, ApiError> {
        let after = self.next_token.map(|token| self.open(token)).transpose()?;
        let size = match self.max_results {
            None | Some(0) => self.default,
            Some(asked) => usize::try_from(asked).unwrap_or(self.default),
        };
        let mut rest = items
            .skip_while(|item| after.as_deref().is_some_and(|after| at_or_before(item, after)));
        let items: Vec<T> = rest.by_ref().take(size).collect();
        let more = rest.next().is_some();
        let next_token = items.last().filter(|_| more).map(|last| self.seal(&key(last)));
        Ok(Listed { items, next_token })
    }

    fn seal(&self, key: &str) -> String {
        hex(format!("{:016x}{key}", fingerprint(self.listing)).as_bytes())
    }

    fn open(&self, token: &str) -> Result<String, ApiError> {
        let text = unhex(token)
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .ok_or_else(ApiError::invalid_token)?;
        let key = text.strip_prefix(&format!("{:016x}", fingerprint(self.listing)));
        key.map(str::to_owned).ok_or_else(ApiError::invalid_token)
    }
}

/// FNV-1a: small, and the same in every run, so that tokens outlive a restart.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 0xf)]).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> = text
        .chars()
        .map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok()))
        .collect::<Option<_>>()?;
    let (pairs, []) = digits.as_chunks::<2>() else { return None };
    Some(pairs.iter().map(|[high, low]| high << 4 | low).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page<'a>(listing: &'a str, next_token: Option<&'a str>) -> Page<'a> {
        Page { listing, max_results: Some(2), next_token, default: 100 }
    }

    fn take(page: &Page<'_>, items: &[&'static str]) -> Result<Listed<&'static str>, ApiError> {
        page.take(items.iter().copied(), |item| (*item).to_owned(), |item, after| *item <= after)
    }

    #[test]
    fn a_page_goes_on_where_the_last_one_ended_whatever_was_deleted() {
        let first = take(&page("l", None), &["a", "b", "c", "d"]).unwrap();
        assert_eq!(first.items, ["a", "b"]);
        let second = take(&page("l", first.next_token.as_deref()), &["a", "c", "d"]).unwrap();
        assert_eq!(second.items, ["c", "d"]);
        assert_eq!(second.next_token, None);
    }

    #[test]
    fn tokens_of_other_listings_and_garbage_are_refused() {
        let token = take(&page("l", None), &["a", "b", "c"]).unwrap().next_token.unwrap();
        assert_eq!(take(&page("m", Some(&token)), &["a"]).unwrap_err(), ApiError::invalid_token());
        for garbage in ["InvalidToken", "0", "ff", "é"] {
            assert_eq!(
                take(&page("l", Some(garbage)), &["a"]).unwrap_err(),
                ApiError::invalid_token()
            );
        }
    }
}
