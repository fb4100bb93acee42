//! "Was this said?" in lines: the verdict in sentences, the records by number.

use super::journey;

#[test]
fn a_text_is_judged_in_sentences_and_its_record_read_by_number() {
    let lines = [
        "verify A quay is a table that no ships sit at.",
        "1",
        "verify",
        "Japan will build a nuclear plant in Dushanbe by 2030.",
        "verify …",
        "V",
        "Esc",
        "verify Bracken said: give the wind a rope to hold.",
        "list",
        "countries",
    ];
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixture");
    let transcript = journey(&["--no-bundled", "--data", fixture], &lines);
    insta::with_settings!({ snapshot_path => "../snapshots" }, { insta::assert_snapshot!("verify", transcript) });
}
