//! Whether "was this said?" is answered rightly: sentences of the bundled archive changed by hand, sentences invented in its
//! manner, and sentences with one fact turned. The tables were written from the data before anything was asked of the engine;
//! each tells what was corrected since. The answers are the same for the archive in memory and as a file.

mod common;

#[path = "verify/browser.rs"]
mod browser;
#[path = "verify/hostile.rs"]
mod hostile;
#[path = "verify/languages.rs"]
mod languages;
#[path = "verify/tables.rs"]
mod tables;
