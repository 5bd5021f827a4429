//! IAM and STS over the Query protocol.

use std::net::SocketAddr;

use sfn_local::endpoint::{Endpoint, TimeMode};

use crate::support::{Answer, config, send};

const TRUST: &str = "%7B%22Statement%22%3A%5B%5D%7D";

async fn serve() -> SocketAddr {
    let endpoint =
        Endpoint::bind("127.0.0.1:0".parse().unwrap(), config(TimeMode::Real).0).await.unwrap();
    let address = endpoint.address();
    tokio::spawn(endpoint.serve(std::future::pending()));
    address
}

async fn form(address: SocketAddr, form: &str) -> Answer {
    let head = "POST / HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded; charset=utf-8";
    send(address, head, form.as_bytes()).await.unwrap()
}

async fn iam(address: SocketAddr, rest: &str) -> Answer {
    form(address, &format!("Version=2010-05-08&{rest}")).await
}

#[tokio::test]
async fn a_role_lives_and_dies_with_its_policies() {
    let address = serve().await;
    let missing = iam(address, "Action=GetRole&RoleName=r").await;
    assert_eq!(missing.status, 404);
    assert!(missing.body.contains("<Code>NoSuchEntity</Code>"), "{}", missing.body);
    let create = format!(
        "Action=CreateRole&RoleName=r&AssumeRolePolicyDocument={TRUST}&Description=a+%3Cb%3E"
    );
    let created = iam(address, &create).await;
    assert_eq!(created.status, 200, "{}", created.body);
    assert!(created.head.contains("content-type: text/xml"));
    assert!(
        created.body.contains("<Arn>arn:aws:iam::000000000000:role/r</Arn>"),
        "{}",
        created.body
    );
    assert!(created.body.contains("<Description>a &lt;b&gt;</Description>"), "{}", created.body);
    assert!(
        created.body.contains(&format!("<AssumeRolePolicyDocument>{TRUST}<")),
        "{}",
        created.body
    );
    assert_eq!(iam(address, &create).await.status, 409);

    let put = format!("Action=PutRolePolicy&RoleName=r&PolicyName=p&PolicyDocument={TRUST}");
    let put = iam(address, &put).await;
    assert_eq!(put.status, 200);
    // An action without a result has no result element.
    assert!(!put.body.contains("PutRolePolicyResult"), "{}", put.body);
    let got = iam(address, "Action=GetRolePolicy&RoleName=r&PolicyName=p").await;
    assert!(
        got.body.contains(&format!("<PolicyDocument>{TRUST}</PolicyDocument>")),
        "{}",
        got.body
    );
    let listed = iam(address, "Action=ListRolePolicies&RoleName=r").await;
    assert!(
        listed.body.contains("<PolicyNames><member>p</member></PolicyNames>"),
        "{}",
        listed.body
    );
    let tag = "Action=TagRole&RoleName=r&Tags.member.1.Key=k&Tags.member.1.Value=v";
    assert_eq!(iam(address, tag).await.status, 200);
    let got = iam(address, "Action=GetRole&RoleName=r").await;
    assert!(
        got.body.contains("<Tags><member><Key>k</Key><Value>v</Value></member></Tags>"),
        "{}",
        got.body
    );

    let refused = iam(address, "Action=DeleteRole&RoleName=r").await;
    assert!(refused.body.contains("<Code>DeleteConflict</Code>"), "{}", refused.body);
    assert_eq!(iam(address, "Action=DeleteRolePolicy&RoleName=r&PolicyName=p").await.status, 200);
    assert_eq!(iam(address, "Action=DeleteRole&RoleName=r").await.status, 200);
    assert_eq!(iam(address, "Action=GetRole&RoleName=r").await.status, 404);
}

#[tokio::test]
async fn documents_are_checked() {
    let address = serve().await;
    let create = |document: &str| {
        format!("Action=CreateRole&RoleName=r&AssumeRolePolicyDocument={document}")
    };
    for (document, code) in [
        ("%7B", "MalformedPolicyDocument"),
        ("%5B%5D", "MalformedPolicyDocument"),
        ("%7B%22Statement%22%3A1%7D", "MalformedPolicyDocument"),
        ("%7B%22Statement%22%3A%5B%5D%2C%22Id%22%3A%22%E2%82%AC%22%7D", "ValidationError"),
    ] {
        let answer = iam(address, &create(document)).await;
        assert_eq!(answer.status, 400);
        assert!(answer.body.contains(&format!("<Code>{code}</Code>")), "{}", answer.body);
    }
    assert_eq!(iam(address, &create(TRUST)).await.status, 200);
    let large = format!("%7B%22Statement%22%3A%5B%5D%2C%22Id%22%3A%22{}%22%7D", "x".repeat(10_300));
    let put = format!("Action=PutRolePolicy&RoleName=r&PolicyName=p&PolicyDocument={large}");
    let answer = iam(address, &put).await;
    assert_eq!(answer.status, 409);
    assert!(
        answer.body.contains("Maximum policy size of 10240 bytes exceeded for role r"),
        "{}",
        answer.body
    );
}

#[tokio::test]
async fn the_version_tells_the_services_apart() {
    let address = serve().await;
    let identity = form(address, "Action=GetCallerIdentity&Version=2011-06-15").await;
    assert!(
        identity.body.starts_with("<GetCallerIdentityResponse xmlns=\"https://sts."),
        "{}",
        identity.body
    );
    assert!(identity.body.contains("<Account>000000000000</Account>"), "{}", identity.body);
    for wrong in [
        "Action=GetCallerIdentity&Version=2010-05-08",
        "Action=GetRole&Version=2011-06-15",
        "",
        "x",
    ] {
        let answer = form(address, wrong).await;
        assert!(answer.body.contains("<Code>InvalidAction</Code>"), "{}", answer.body);
    }
}
