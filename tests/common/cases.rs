//! How properties are tried, the same in every test.

use proptest::test_runner::{Config, FileFailurePersistence};

/// Tries `PROPTEST_CASES` cases, else `usual` ones. What fails is kept beside the source in a file `.regressions`, which is
/// to be committed, and tried first from then on.
pub fn cases(usual: u32) -> Config {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(usual);
    let kept = FileFailurePersistence::WithSource("regressions");
    Config { cases, failure_persistence: Some(Box::new(kept)), ..Config::default() }
}
