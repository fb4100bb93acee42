//! Other people’s files in: tables, spreadsheets and reference libraries, as packs that lose nothing.

mod common;
mod hostile;
mod libraries;
mod side_file;
mod tables;
