//! cadialog: a read-only **archive** of linked records, a pure **query** over it, a small **app** that edits the query,
//! a **drawing** function of that state, and two thin shells: the terminal and the command line.
//!
//! # The house
//!
//! | module | what it is |
//! |---|---|
//! | [`atlas`] | outlines of countries and waters, the frames of a map, their projection, and the dots they cover |
//! | [`text`] | folding for search, width, cutting, wrapping, cleaning |
//! | [`mod@file`] | files that somebody names: where they lie, what is opened and read of them |
//! | `kept` | one file of numbers and text that is kept between runs: written whole, checked when opened, read as needed |
//! | [`record`] | what each record is; dates at their true precision; which texts of a record are searched |
//! | [`archive`] | packs → checked, linked records; the bundled pack |
//! | [`mod@import`] | other people’s files: tables, spreadsheets and reference libraries as packs |
//! | [`page`] | how one record reads, with its links; for the detail pane and for `cadialog show` |
//! | [`index`] | the dictionary of words, which records hold each, where in a text they stand |
//! | [`query`] | the query language: grammar, filters as data, spelling, completion |
//! | [`search`] | the records that meet a query, scored segment by segment, and ranked |
//! | [`view`] | what every pane shows for a query: lists, counts, highlights, concordance |
//! | [`corpus`] | the texts of records as a corpus: words a year, what stands beside a word, what one selection says more than another |
//! | [`mod@verify`] | was this said? a text found again in the records, with what is turned in it |
//! | [`comparison`] | two records field by field, two selections by their counts and records, and how both are told |
//! | [`keys`] | the table of actions, key notation, the live map |
//! | [`config`] | the configuration file and where it lies |
//! | [`app`] | the state of the browser: `update(Action) -> Effect` |
//! | [`ui`] | `draw(&App)`: layout, themes, one file a region |
//! | [`terminal`] | taking the terminal and giving it back; events in, frames out; signals |
//! | [`linear`] | the browser in plain lines, for screen readers and dumb terminals: a shell beside [`terminal`] |
//! | [`desktop`] | the programs of the reader's desktop: clipboard and web browser; under both shells |
//! | [`export`] | records in the formats of other programs, and citations; into any `Write`, or a new file ([`export::Job`]) |
//! | [`mod@report`] | dossiers: records with their sources, charts and the reader’s notes in one file, as HTML or Markdown; below [`export`] |
//! | [`draft`] | a press release → a draft pack |
//! | [`shelf`] | what the reader keeps: marks and their groups, notes, saved searches, the last session, what was seen, and changes of it; atomic, recoverable |
//! | [`cli`] | the commands beside the browser |
//!
//! # Who may name whom
//!
//! ```text
//! text ← record ← archive ← index ← search ← view ← app ← ui ← terminal ← main
//!                     ↑                 ↑       ↑     ↑                    │
//!                     ├────── query ←───┤       │     └─── linear ←───────┤      config, keys, shelf, file, atlas, desktop: leaves
//!                     │              verify ←───┤ (app and cli)           │
//!                     │      corpus (on view), comparison (on view and verify): below app and cli
//!                     └ page, export, draft ────┴─ cli ←───────────────────┘      import: on record and text, below cli
//! ```
//!
//! `archive`, `index`, `query`, `search` and `view` know no terminal, no clock, no home directory; only [`search::watch`] and what is kept of an index
//! ([`search::IndexFolder`]) look at the times of files, and the former at the day, which the archive is told ([`archive::Archive::look_on`]): what is overdue depends on it. `ratatui` appears only in `ui` and `terminal`, `crossterm` only in `keys` and `terminal`, `fuzzy_matcher` only in `search/matcher.rs`, `similar` only in `verify/compare.rs`, `calamine` only in `import/workbook.rs`, `biblatex` only in `import/reference`, `hayagriva` only in `export/reference`, `encoding_rs`, `zip` and `quick_xml` only where files of others are opened (`text/encoding.rs`, `import`, `draft/docx.rs`) and, these two, where such are written (`export/container.rs`, `export/markup.rs`), colours only in `ui/theme`,
//! `directories` only in `config`. `tests/layers.rs` keeps the rule.
//!
//! # Decisions that are not plain to see
//!
//! - Three signatures carry the design: [`view::View::new`] (equal in, equal out), [`app::App::update`] (what is to be
//!   done outside comes back as an [`app::Effect`]), [`ui::draw`] (never changes the state). [`terminal::run`] is generic
//!   over screen and events, so the tests run the real loop by real keys.
//! - Records keep the ids of other records as text, as the files have them. A segment of the archive keeps a key of 64 bits for
//!   every name and link, so that both directions of a link are found without reading records, whichever of them came first.
//! - A record is found by the names of what it is about, in any script: a query follows the links to whatever bears a word in its
//!   name ([`search::Tier::Alias`]). The names need not be written into every record's index.
//! - What the reader keeps is no part of an archive. A search takes it as data ([`search::Annotations`]): its notes have a dictionary
//!   of their own, matched by the same rules as that of the records, and what they meet is laid over what the records do.
//! - There is one engine. Records in memory and those of a large file ([`archive::Volume`]) lie in segments with the same postings,
//!   and are planned, scored and ranked by the same code; `docs/search.md` draws it. What may differ is how far down the list the
//!   texts are looked at for ranking, and that goes by the number of records, not by where they lie.
//! - A concept of the thesaurus is no record: it has no page, no number and no words in the index. The bundled ones stay text until
//!   [`archive::Archive::concepts`] is asked for them; a start does not read them.
//! - Texts are parsed when they are shown or ranked. `Archive::record` lends `&Record`: what has been read stays. Of a pack that is
//!   read at once that is the parse which checks it: to throw it away cost a search of one command three milliseconds.
//! - The index of every choice of packs, the bundled one too, is kept in the folder for caches when it is first made, not when the program is
//!   built: one way for all packs. It is checked from end to end when it is opened, so that what is read of it later is as it was
//!   written; without memory maps, which would need `unsafe` and end the program when somebody cuts the file short.
//! - The index is made on a second thread beside the first frame; a browser that is not searched never waits for it.
//! - A catalogue that grows is a new one each time that shares what the old one had, with every record at its number; so
//!   the screen draws from one state while the next is made.
//! - A question to a large archive is answered on its own thread and waited for thirty milliseconds, so that most answers
//!   come within the frame of their key; a newer question stops an older one.
//! - What a pack declares of its own is interned: a record points at the declaration of its kind and of each own field, and stays
//!   small. A record type need not know which fields a pack has; what its reader does not know is gathered in one pass and kept.
//! - Countries that the program knows by itself are laid into an archive when links lead to them, behind everything else; they are no
//!   pack that anybody has asked for.
//! - A merge that cannot decide leaves what it found in the record as a field, not as marks around lines: the file stays JSON that every
//!   program reads. The line of a record is asked of its file when it is wanted; the archive keeps none.
//! - References are made by `hayagriva` of the same CSL-JSON items that are exported, not of its own `Entry`: that knows no speech,
//!   event or treaty. Its reader panics on a range of dates and prints none, so an item is rendered once for each end, and what differs is
//!   joined; a date that only words can tell takes the place of a year that stands in for it.
//! - Twelve styles are carried as their files (0.9 MB of XML, a tenth of it when packed) instead of the archive of `hayagriva`, which has
//!   eighty (2.1 MB more in the program), but not DIN 1505 and Oxford. A style’s macros are checked for circles and growth before it runs.
//! - The theme `auto` does not ask the terminal for its background: the answer would have to be waited for before the
//!   first frame. No colour reads on every background, so words keep the terminal's own; `COLORFGBG` is followed where set.
//! - The frames of a map follow from where the places of the archive lie, never from a name: two thirds of them in the frames of the
//!   Dialogue make these the map, else one frame holds them all.
//! - "Some time between two days" is EDTF level 2, `[a..b]`: level 1 cannot tell it from "lasting from … to …".
//! - `C-i` is not bound: terminals send it as Tab.
//! - The bytes of the terminal are parsed here, not by crossterm (nor `vte` or `termina`): a parser without a clock has states
//!   that only more input can leave, and a lost byte then makes the keyboard deaf; crossterm's also reads a terminal's late
//!   answers as keys, and leaves what comes beyond 1,024 bytes in one burst unread. crossterm stays for raw mode, output and
//!   the types of keys.

pub mod app;
pub mod archive;
pub mod atlas;
pub mod cli;
pub mod comparison;
pub mod config;
pub mod corpus;
pub mod desktop;
pub mod draft;
pub mod export;
pub mod file;
pub mod import;
pub mod index;
mod kept;
pub mod keys;
pub mod linear;
pub mod page;
pub mod query;
pub mod record;
pub mod report;
pub mod search;
pub mod shelf;
pub mod terminal;
pub mod text;
pub mod ui;
pub mod verify;
pub mod view;
