//! Quorum: all approvers are asked at once, and the ballot is over as soon as enough said yes, or no longer can.

use sfn_dsl::{
    integration::dynamodb::{self, AttributeValue, DynamoDbError},
    prelude::*,
};

/// The table of votes, whose key is `ballotId`. Its name is given at deployment.
const VOTES: &str = "${VotesTable}";

/// Something that several people decide.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Ballot {
    /// The ballot's number.
    pub ballot_id: String,
    /// What is to be decided.
    pub motion: String,
    /// Who is asked; at most 40 at a time.
    pub approvers: Vec<String>,
    /// How many of them must say yes; one to all.
    pub quorum: usize,
}

/// What an approver says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub enum Vote {
    /// For it.
    Yes,
    /// Against it.
    No,
}

/// What ends the ballot before everybody has voted.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum BallotError {
    /// The other votes change nothing any more.
    Decided {
        /// Whether the motion is carried.
        carried: bool,
    },
    /// The table did not do its work.
    Table(#[from] DynamoDbError),
    /// Nobody was told.
    Notice(#[from] NoticeError),
}

/// Why an approver gave no vote.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum VoteError {
    /// No answer in time.
    #[sfn(timeout)]
    TimedOut,
}

/// Why nobody was told.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum NoticeError {
    /// There is no list of readers for this ballot.
    NoReaders,
}

/// Mails a link that holds the task token. The page behind it sends the vote.
#[task(lambda = "${AskForVoteFunction}")]
pub async fn ask_for_vote(
    approver: String,
    motion: String,
    token: TaskToken,
) -> Result<Vote, VoteError> {
    let _ = (motion, token);
    match approver.split('@').next() {
        Some("absent") => Err(VoteError::TimedOut),
        Some("strict") => Ok(Vote::No),
        _ => Ok(Vote::Yes),
    }
}

/// Tells everybody.
#[task(lambda = "${AnnounceResultFunction}")]
pub async fn announce_result(ballot_id: String, carried: bool) -> Result<String, NoticeError> {
    if ballot_id.is_empty() {
        return Err(NoticeError::NoReaders);
    }
    Ok(format!("{ballot_id} is {}", if carried { "carried" } else { "lost" }))
}

/// Holds the ballot. The voters of each side are a set, so that a vote which is counted twice counts once; DynamoDB adds
/// to it and gives what it then is in one step, so somebody sees the last vote that was needed.
#[workflow(name = "quorum")]
pub async fn quorum(ballot: Ballot) -> Result<String, BallotError> {
    #[sfn(name = "HoldBallot")]
    let votes = sfn::map(ballot.approvers.clone(), 0, async |approver| {
        /// Silence is a no.
        let vote = ask_for_vote(approver.clone(), ballot.motion.clone())
            .timeout_seconds(7 * 24 * 60 * 60)
            .await
            .unwrap_or(Vote::No);
        let side = match vote {
            Vote::Yes => "ayes",
            Vote::No => "noes",
        };
        let needed = match vote {
            Vote::Yes => ballot.quorum,
            Vote::No => ballot.approvers.len() + 1 - ballot.quorum,
        };
        let counted = dynamodb::update_item(VOTES)
            .key("ballotId", AttributeValue::S(ballot.ballot_id.clone()))
            .update_expression("ADD #side :voter")
            .expression_attribute_name("#side", side)
            .expression_attribute_value(":voter", AttributeValue::TextSet(vec![approver]))
            .return_values("UPDATED_NEW")
            .retry(Retry::on(["States.ALL"]).max_attempts(10))
            .named("CountVote")
            .await?;
        let voters = match counted.attributes.unwrap_or_default().get(side) {
            Some(AttributeValue::TextSet(voters)) => voters.len(),
            _ => 0,
        };
        if voters >= needed {
            return Err(BallotError::Decided { carried: vote == Vote::Yes });
        }
        Ok(())
    })
    .await;
    let carried = match votes {
        Ok(_) => false,
        Err(BallotError::Decided { carried }) => carried,
        Err(failure) => return Err(failure),
    };
    let result = announce_result(ballot.ballot_id, carried).await?;
    Ok(result)
}
