//! cadialog: an **archive** of linked records, a pure **query** over it, a small **app** state machine that edits the
//! query, a **drawing** function of that state, and two thin shells: the terminal and the command line.
pub mod app;
pub mod archive;
pub mod cli;
pub mod config;
pub mod draft;
pub mod keys;
pub mod page;
pub mod query;
pub mod record;
pub mod shelf;
pub mod text;
