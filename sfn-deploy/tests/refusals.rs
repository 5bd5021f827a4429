//! What goes wrong is said clearly, in one message, with the right exit code.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

mod support;

use support::{Parrot, Shop, file, nobody};

const PARAMS: [&str; 4] = ["--param", "ChargeFunction=charge", "--param", "ChargeTimeout=30"];

fn with_params<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    arguments.iter().copied().chain(PARAMS).collect()
}

#[test]
fn everything_that_is_missing_is_named_at_once_and_nothing_is_sent() {
    let server = Parrot::new("200 OK", "text/plain", "");
    let ran = Shop::new(&["up", "--yes"]).env("HTTPS_PROXY", &server.url).run().exits(2);
    let ran = ran.mentions("error: nothing was sent: 4 things are missing\n");
    let ran = ran.mentions("\n  region: set --region, AWS_REGION, or `region` in the profile\n");
    let ran = ran.mentions("\n  credentials: log in, choose a --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (");
    let ran = ran.mentions(
        "\n  parameter `ChargeFunction`: needed by `order`: `Arguments` of state `Charge` (src/order.rs:12)\n",
    );
    ran.mentions("\n  help: give parameters as --param ChargeFunction=…, or all in a JSON file with --params");
    assert_eq!(server.requests(), 0);
    // An endpoint on this machine is asked whether it is one of `serve`, in nobody's name.
    let shop = Shop::new(&["up", "--yes", "--endpoint-url", &server.url]);
    shop.run().exits(2).mentions("error: nothing was sent: 4 things are missing\n");
    assert_eq!(server.requests(), 1);
    assert!(server.last().contains("Credential=local/"), "{}", server.last());
}

#[test]
fn a_missing_region_alone() {
    let shop = Shop::new(&with_params(&["up", "--yes"]));
    let shop = shop.env("AWS_ACCESS_KEY_ID", "test").env("AWS_SECRET_ACCESS_KEY", "test");
    shop.run().exits(2).says(
        "error: nothing was sent: the region is missing\n  region: set --region, AWS_REGION, or `region` in the profile\n",
    );
}

#[test]
fn missing_credentials_alone() {
    let ran = Shop::new(&with_params(&["up", "--yes", "--region", "eu-central-1"])).run().exits(2);
    ran.says(
        "error: nothing was sent: credentials are missing\n  \
         credentials: log in, choose a --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY \
         (there are none in the environment, a profile, a container or an instance)\n",
    );
}

#[test]
fn a_profile_that_does_not_exist_is_missing_whatever_the_environment_holds() {
    let config =
        file("profiles.ini", "[default]\nregion = eu-west-1\n[profile prod]\n[profile test]\n");
    let server = Parrot::new("200 OK", "text/plain", "");
    let text = |asked: &str| {
        format!(
            "error: nothing was sent: the profile `prodd` is missing\n  \
             profile: {asked} names a profile `prodd` that is in neither ~/.aws/config nor ~/.aws/credentials; \
             did you mean `prod`?\n"
        )
    };
    let arguments = with_params(&["up", "--yes", "--profile", "prodd"]);
    let shop = Shop::at(&server.url, &arguments).env("AWS_CONFIG_FILE", &config);
    shop.run().exits(2).says(&text("--profile"));
    let shop = Shop::at(&server.url, &with_params(&["up", "--yes"]));
    let shop = shop.env("AWS_PROFILE", "prodd").env("AWS_CONFIG_FILE", &config);
    shop.run().exits(2).says(&text("AWS_PROFILE"));
    let shop = Shop::new(&["up", "--yes", "--profile", "prodd", "--endpoint-url", &server.url]);
    let ran = shop.env("AWS_CONFIG_FILE", &config).run().exits(2);
    ran.mentions("4 things are missing\n  region: ").mentions("\n  profile: --profile names");
    assert_eq!(server.requests(), 0);
}

#[test]
fn a_named_profile_wins_over_credentials_of_the_environment() {
    let config = file(
        "two.ini",
        "[profile empty]\n[profile full]\naws_access_key_id = FULL\naws_secret_access_key = s\n",
    );
    let server = Parrot::new("403 Forbidden", "text/xml", "");
    let shop = |profile| {
        let arguments = with_params(&["up", "--yes", "--profile", profile]);
        Shop::at(&server.url, &arguments).env("AWS_CONFIG_FILE", &config).run()
    };
    shop("empty").exits(2).mentions("error: nothing was sent: credentials are missing\n");
    shop("full").exits(3);
    assert!(server.last().contains("Credential=FULL/"), "{}", server.last());
}

#[test]
fn a_missing_parameter_alone() {
    let server = Parrot::new("200 OK", "text/plain", "");
    let ran = Shop::at(&server.url, &["--param", "ChargeTimeout=30"]).run().exits(2);
    ran.says(
        "error: nothing was sent: parameter `ChargeFunction` is missing\n  \
         parameter `ChargeFunction`: needed by `order`: `Arguments` of state `Charge` (src/order.rs:12)\n  \
         help: give parameters as --param ChargeFunction=…, or all in a JSON file with --params; `--local` needs none of this\n",
    );
}

#[test]
fn a_parameter_that_nobody_takes() {
    let server = Parrot::new("200 OK", "text/plain", "");
    let arguments = ["--param", "ChargeFunctoin=f", "--param", "ChargeTimeout=30"];
    let ran = Shop::at(&server.url, &arguments).run().exits(2);
    ran.mentions("warning: no workflow has a placeholder `${ChargeFunctoin}`: did you mean `ChargeFunction`?\n");
}

#[test]
fn a_parameter_that_does_not_fit() {
    let parameters =
        file("misfit.json", r#"{ "ChargeFunction": "charge", "ChargeTimeout": "soon" }"#);
    let ran = Shop::new(&["check", "--params", &parameters]).run().exits(1);
    assert_eq!(
        ran.stdout,
        "error parameter-value: `ChargeTimeout` is `soon`, but `TimeoutSeconds` of state `Charge` needs a number\n  \
         at order  (src/order.rs:12)\n"
    );
}

#[test]
fn parameters_of_the_wrong_form() {
    Shop::new(&["check", "--param", "novalue"]).run().exits(2).mentions("expected NAME=VALUE");
    Shop::new(&["check", "--param", "A=1", "--param", "A=2"])
        .run()
        .exits(2)
        .says("error: --param gives `A` two values\n");
    let list = file("list.json", "[1]");
    let ran = Shop::new(&["check", "--params", &list]).run().exits(2);
    ran.says(&format!("error: cannot take parameters from {list}: it must hold a JSON object\n"));
    let broken = file("broken.json", "{\n  \"A\": 1,\n  B: 2\n}");
    let ran = Shop::new(&["check", "--params", &broken]).run().exits(2);
    ran.says(&format!("error: {broken}:3:3: not JSON: key must be a string\n"));
}

#[test]
fn an_endpoint_that_is_down() {
    let url = nobody();
    let start = std::time::Instant::now();
    let ran = Shop::at(&url, &with_params(&["up", "--yes"])).run().exits(3);
    let ran = ran.mentions(&format!("error: sts:GetCallerIdentity at {url}: nothing answers: "));
    ran.mentions(&format!("  help: is an endpoint running at {url}? `serve` starts one\n"));
    // Neither are credentials, region and parameters what is missing then.
    let ran = Shop::new(&["run", "order", "--endpoint-url", &url]).run().exits(3);
    ran.mentions(&format!("error: sts:GetCallerIdentity at {url}: nothing answers: "));
    assert!(
        start.elapsed().as_secs() < 5,
        "a dead endpoint is reported quickly: {:?}",
        start.elapsed()
    );
}

#[test]
fn an_endpoint_that_answers_500() {
    let server = Parrot::new("500 Internal Server Error", "text/plain", "boom");
    let ran = Shop::at(&server.url, &with_params(&["up", "--yes"])).run().exits(3);
    ran.mentions("sts:GetCallerIdentity")
        .mentions("the answer (HTTP 500) is not one of AWS: `boom`");
    assert_eq!(server.requests(), 3, "tried again, but not for long");
}

#[test]
fn an_endpoint_that_answers_a_web_page() {
    let server = Parrot::new("200 OK", "text/html", "<!doctype html>\n<title>Router login</title>");
    let ran = Shop::at(&server.url, &with_params(&["up", "--yes"])).run().exits(3);
    let url = &server.url;
    ran.says(&format!(
        "error: sts:GetCallerIdentity at {url}: the answer (HTTP 200) is not one of AWS: \
         `<!doctype html> <title>Router login</title>`\n  help: is {url} the right endpoint?\n"
    ));
}

#[test]
fn aws_refuses_the_credentials() {
    let body = "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidClientTokenId</Code>\
                <Message>The security token included in the request is invalid.</Message></Error></ErrorResponse>";
    let server = Parrot::new("403 Forbidden", "text/xml", body);
    let ran = Shop::at(&server.url, &with_params(&["up", "--yes"])).run().exits(3);
    let ran = ran
        .mentions("InvalidClientTokenId: The security token included in the request is invalid.\n");
    ran.mentions("  help: AWS does not accept the credentials: check the access key, or choose another --profile\n");
}

#[test]
fn a_workflow_that_does_not_exist() {
    let ran = Shop::new(&["run", "ordre", "--local"]).run().exits(2);
    ran.says("error: there is no workflow `ordre`\n  help: did you mean `order`?\n");
    let ran = Shop::new(&["synth", "refund"]).run().exits(2);
    ran.says("error: there is no workflow `refund`\n  help: known: `order`, `greeting`\n");
    let ran = Shop::new(&["run", "order", "--sample", "too-mush", "--local"]).run().exits(2);
    ran.says("error: `order` has no sample `too-mush`\n  help: did you mean `too-much`?\n");
}

#[test]
fn inputs_that_cannot_be_used() {
    let ran = Shop::new(&["run", "order", "--local", "--input", "nowhere.json"]).run().exits(2);
    ran.mentions("error: cannot read nowhere.json\n  because: ");
    let ran = Shop::new(&["run", "order", "--local", "--input", "-"])
        .stdin("{\n \"total\": }")
        .run()
        .exits(2);
    ran.says("error: stdin:2:11: not JSON: expected value\n");
    let unfit = file("unfit.json", r#"{ "total": "much" }"#);
    let ran = Shop::new(&["run", "order", "--local", "--input", &unfit]).run().exits(2);
    ran.says(&format!("error: {unfit}:1:1 is not an input of `order`: `total` must be a number\n"));
}

#[test]
fn regions_and_urls_that_cannot_be_right_are_refused_at_once() {
    for (option, value, why) in [
        ("--region", "bad region", "not the name of a region, such as eu-central-1"),
        (
            "--endpoint-url",
            "127.0.0.1:8083",
            "begins with http:// or https://; a right one is http://127.0.0.1:8083",
        ),
        ("--endpoint-url", "ftp://127.0.0.1", "begins with http:// or https://"),
        ("--endpoint-url", "http://a b", "a URL has no spaces"),
        ("--profile", "", "a value is required"),
    ] {
        let ran = Shop::new(&with_params(&["up", "--yes", option, value])).run().exits(2);
        ran.mentions(option).mentions(why);
    }
    let url = nobody();
    let up = || Shop::at(&url, &["run", "order"]);
    up().env("AWS_REGION", "bad region").run().exits(2).says(
        "error: nothing was sent: the region is `bad region`: not the name of a region, such as eu-central-1\n",
    );
    up().env("AWS_ENDPOINT_URL", "host:1")
        .run()
        .exits(2)
        .mentions("AWS_ENDPOINT_URL is `host:1`: ");
    Shop::new(&["up", "--help"]).run().exits(0);
}

#[test]
fn wrong_usage() {
    Shop::new(&["deploy"]).run().exits(2).mentions("unrecognized subcommand 'deploy'");
    Shop::new(&["up", "--locl"]).run().exits(2).mentions("a similar argument exists: '--local'");
    Shop::new(&["up", "--local", "--endpoint-url", "http://127.0.0.1:1"])
        .run()
        .exits(2)
        .mentions("cannot be used with");
    let here = std::env::temp_dir().display().to_string();
    Shop::new(&["up", "--s3", &here]).run().exits(2).says(
        "error: nothing was sent: `--s3` is a folder or a URL for the embedded endpoint\n  \
         help: add `--local`, or give it to `serve`\n",
    );
    Shop::new(&["up", "--local", "--s3", "/nowhere"])
        .run()
        .exits(2)
        .mentions("there is no such folder");
}
