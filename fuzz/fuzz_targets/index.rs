//! Kept indexes that somebody has forged: read without harm, or refused.
#![no_main]

#[path = "../../tests/fuzz/bodies.rs"]
mod bodies;

libfuzzer_sys::fuzz_target!(|edits: &[u8]| {
    bodies::index(edits);
});
