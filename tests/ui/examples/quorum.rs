use sfn_dsl::prelude::*;
use sfn_examples::quorum::*;

#[workflow]
async fn flow(ballot: Ballot) -> Result<bool, VoteError> {
    let mut ayes = 0;
    sfn::map(ballot.approvers.clone(), 0, async |approver| {
        if ask_for_vote(approver, ballot.motion.clone()).await? == Vote::Yes {
            ayes += 1;
        }
        Ok::<_, VoteError>(())
    })
    .await?;
    Ok(ayes >= ballot.quorum)
}

fn main() {}
