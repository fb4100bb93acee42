//! Reference libraries: BibTeX, RIS, CSL-JSON.
#![no_main]

#[path = "../../tests/fuzz/bodies.rs"]
mod bodies;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bodies::library(bytes));
