//! Pagination: call an API page by page, as long as it gives a token for the next one, and collect what it lists.

use sfn_dsl::prelude::*;

/// Whom to list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Query {
    /// The part of the customers that is asked for.
    pub segment: String,
    /// How many at most.
    pub limit: usize,
}

/// One page of the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Page {
    /// The numbers of the customers on this page.
    pub customers: Vec<String>,
    /// Stands for the next page; the last page has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

/// The whole list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Listing {
    /// The numbers of the customers.
    pub customers: Vec<String>,
    /// How many pages it took.
    pub pages: u32,
    /// Whether there would be more.
    pub truncated: bool,
}

/// Why there is no list.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum ListError {
    /// There is no such segment.
    UnknownSegment {
        /// Its name.
        segment: String,
    },
    /// The token has expired, or never was one.
    InvalidToken,
}

/// Lists a page. Without a token it is the first one.
#[task(lambda = "${ListCustomersFunction}")]
pub async fn list_customers(segment: String, token: Option<String>) -> Result<Page, ListError> {
    let (number, next) = match token.as_deref() {
        _ if segment.is_empty() => return Err(ListError::UnknownSegment { segment }),
        None => (1, Some("page-2")),
        Some("page-2") => (2, Some("page-3")),
        Some("page-3") => (3, None),
        Some(_) => return Err(ListError::InvalidToken),
    };
    let customers = vec![format!("{segment}-{number}-a"), format!("{segment}-{number}-b")];
    Ok(Page { customers, next_token: next.map(str::to_owned) })
}

/// Lists all customers of a segment.
#[workflow(name = "pagination")]
pub async fn pagination(query: Query) -> Result<Listing, ListError> {
    let mut customers: Vec<String> = Vec::new();
    let mut token: Option<String> = None;
    let mut pages = 0;
    loop {
        let page =
            list_customers(query.segment.clone(), token.clone()).retry(Retry::transient()).await?;
        pages += 1;
        customers.extend(page.customers);
        token = page.next_token;
        let enough = customers.len() >= query.limit;
        if enough || token.is_none() {
            break;
        }
    }
    Ok(Listing { customers, pages, truncated: token.is_some() })
}
