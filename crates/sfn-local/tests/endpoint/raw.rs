//! Whatever bytes come over a connection: they are answered, refused or let go, and the endpoint goes on.

use std::{net::SocketAddr, time::Duration};

use proptest::{collection::vec, prelude::*, sample::select};
use sfn_local::endpoint::{Endpoint, TimeMode};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::support::{config, post};

/// The lines of a request that mean something, and others.
fn header() -> impl Strategy<Value = Vec<u8>> {
    let name = select(vec![
        "X-Amz-Target",
        "Content-Type",
        "Content-Length",
        "Transfer-Encoding",
        "Host",
        "Expect",
        "Connection",
        "Authorization",
    ]);
    let known = select(vec![
        "AWSStepFunctions.ListStateMachines",
        "AWSStepFunctions.StartSyncExecution",
        "AWSStepFunctions.",
        "AWSStepFunctions.\u{e9}",
        "DynamoDB_20120810.ListTables",
        "application/x-www-form-urlencoded",
        "application/x-amz-json-1.0",
        "chunked",
        "100-continue",
        "upgrade",
        "18446744073709551616",
        "-1",
        "4",
    ]);
    let value = prop_oneof![3 => known.prop_map(|value| value.as_bytes().to_vec()), 1 => vec(any::<u8>(), 0..40)];
    (name, value).prop_map(|(name, value)| [name.as_bytes(), b": ", &value, b"\r\n"].concat())
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    let known = select(vec![
        "{}",
        "Action=CreateRole&RoleName=r&AssumeRolePolicyDocument=%7B%22Statement%22%3A%5B%5D%7D",
        "Action=ListRolePolicies&RoleName=%ff&Version=2010-05-08",
        "Action=CreatePolicyVersion&PolicyArn=a&VersionId=v99999999999&PolicyDocument={}",
        "Action=GetCallerIdentity&Version=2011-06-15",
        "Action=TagRole&Tags.member.1.Key=%00&RoleName=r",
        "4\r\n{}{}\r\n0\r\n\r\n",
    ]);
    prop_oneof![known.prop_map(|body| body.as_bytes().to_vec()), vec(any::<u8>(), 0..200)]
}

fn request() -> impl Strategy<Value = Vec<u8>> {
    let line = select(vec![
        "POST / HTTP/1.1",
        "POST /%ff?a=b HTTP/1.1",
        "GET / HTTP/1.0",
        "PUT * HTTP/1.1",
        "CONNECT a:1 HTTP/1.1",
        "PRI * HTTP/2.0",
        "POST http://[::1]:9/ HTTP/1.1",
    ]);
    let whole = (line, vec(header(), 0..6), body()).prop_map(|(line, headers, body)| {
        [line.as_bytes(), b"\r\n", &headers.concat(), b"\r\n", &body].concat()
    });
    prop_oneof![4 => whole, 1 => vec(any::<u8>(), 0..400)]
}

/// Sends the bytes, and nothing after them; what comes back.
async fn exchange(address: SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // The endpoint may refuse and close before it has read all.
    stream.write_all(bytes).await.ok();
    stream.shutdown().await.ok();
    let mut answer = Vec::new();
    // It ends, however it does.
    let ended = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut answer));
    ended.await.unwrap().ok();
    answer
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_answered_or_refused(requests in vec(request(), 1..4)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (config, _) = config(TimeMode::Virtual);
            let endpoint = Endpoint::bind("127.0.0.1:0".parse().unwrap(), config).await.unwrap();
            let address = endpoint.address();
            let serving = tokio::spawn(endpoint.serve(std::future::pending()));
            for request in requests {
                let answer = exchange(address, &request).await;
                let status = answer.get(9..12).unwrap_or(b"400");
                let told = String::from_utf8_lossy(&answer);
                assert!(status < &b"500"[..], "{}: {told}", String::from_utf8_lossy(&request));
            }
            assert_eq!(post(address, "ListStateMachines", "{}").await.status, 200);
            serving.abort();
        });
    }
}
