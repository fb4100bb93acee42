//! Kept indexes that somebody has forged: read without harm, or refused.
#![no_main]

#[path = "../../tests/fuzz/index.rs"]
mod index;

libfuzzer_sys::fuzz_target!(|edits: &[u8]| {
    index::index(edits);
});
