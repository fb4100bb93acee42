//! The queries of `queries.tsv` and `second.tsv`, asked and scored; shared by the test that holds the floors and by the measurement that prints
//! the figures.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use cadialog::archive::{Archive, Id};
use cadialog::query::Query;
use cadialog::record::Record;
use cadialog::search::{Catalogue, HitSection, Hits};
use cadialog::view::View;

/// The tables: the first was written by whoever wrote the engine, the second from the data alone.
const TABLES: [(&str, &str); 2] = [("queries", include_str!("queries.tsv")), ("second", include_str!("second.tsv"))];

/// How far down the list counts.
const DEPTH: usize = 10;

/// The least mean reciprocal rank of all queries.
pub const OVERALL: f64 = 0.93;

/// By kind of query the least mean reciprocal rank, and for which share an expected record is to stand among the first five.
pub const FLOORS: [(&str, f64, f64); 5] = [
    ("exact", 0.97, 0.98),
    ("concepts", 0.75, 0.75),
    ("question-en", 0.75, 0.9),
    ("question-ja", 0.6, 0.7),
    ("question-ru", 0.6, 0.7),
];

/// A query, and what it should find.
pub struct Asked {
    kind: &'static str,
    /// In which table it stands.
    #[allow(dead_code)] // the measurement does not read it
    pub table: &'static str,
    /// The text.
    pub query: &'static str,
    /// Ids of the records that answer it.
    pub expected: Vec<&'static str>,
}

/// Those of the table.
pub fn queries() -> Vec<Asked> {
    let line = |(table, line): (&'static str, &'static str)| {
        let mut columns = line.split('\t');
        let (kind, query, ids) =
            (columns.next().expect("a kind"), columns.next().expect("a query"), columns.next().expect("ids"));
        Asked { kind, table, query, expected: ids.split(' ').filter(|id| *id != "-").collect() }
    };
    let lines = TABLES.into_iter().flat_map(|(table, text)| text.lines().map(move |line| (table, line)));
    lines.filter(|(_, text)| !text.starts_with('#') && !text.is_empty()).map(line).collect()
}

/// What a query finds.
pub fn hits(catalogue: &Catalogue, text: &str) -> Hits {
    let mut query = Query::default();
    query.set_text(text, &catalogue.archive);
    query.parsed.finish();
    View::new(catalogue, &query).hits.unwrap_or_else(|| Hits::of_all(catalogue, &query))
}

/// How well queries of one kind are answered.
#[derive(Default)]
pub struct Score {
    pub queries: usize,
    reciprocal: f64,
    recall: f64,
    high: f64,
}

#[allow(clippy::cast_precision_loss)] // some hundreds
impl Score {
    /// Mean reciprocal rank of the first expected record among the first ten.
    pub fn rank(&self) -> f64 {
        self.reciprocal / self.queries as f64
    }

    /// For which share of the queries an expected record is among the first five.
    pub fn high(&self) -> f64 {
        self.high / self.queries as f64
    }

    /// Which share of the expected records is among the first ten.
    pub fn recall(&self) -> f64 {
        self.recall / self.queries as f64
    }
}

/// What came of all queries.
pub struct Outcome {
    /// By kind of query, and of `all`.
    pub scores: BTreeMap<&'static str, Score>,
    /// Where the first hit is none of those expected, or one of them is missing: a line each.
    pub misses: String,
    /// How many queries must find nothing.
    pub hopeless: usize,
    /// Those of them that find something that is more than a similar spelling, with what they find.
    pub found: Vec<String>,
}

/// The bundled archive, in memory.
pub fn in_memory() -> Catalogue {
    Catalogue::new(Archive::bundled().expect("the bundled archive is sound"))
}

/// The id of the record, and of the event, project or document where it was made, if it is an outcome. What was a sentence of
/// an event is a record of its own now: where the event answers, what was agreed there does so too, and either will do.
fn answers(archive: &Archive, id: Id) -> [Option<&str>; 2] {
    let record = archive.record(id);
    let made = match record {
        Record::Outcome(outcome) => outcome.event.as_deref().or(outcome.project.as_deref()).or(outcome.document.as_deref()),
        _ => None,
    };
    [Some(record.id()), made]
}

/// Asks every query of the bundled records.
#[allow(clippy::cast_precision_loss)] // some tens
pub fn ask_all(catalogue: &Catalogue) -> Outcome {
    let archive = &catalogue.archive;
    let mut outcome = Outcome { scores: BTreeMap::new(), misses: String::new(), hopeless: 0, found: Vec::new() };
    for asked in queries() {
        let found = hits(catalogue, asked.query);
        if asked.expected.is_empty() {
            outcome.hopeless += 1;
            let above = found.list.iter().filter(|hit| hit.section == HitSection::All).map(|hit| archive.record(hit.id).id());
            let above: Vec<&str> = above.collect();
            if !above.is_empty() {
                outcome.found.push(format!("{:?} found {above:?}", asked.query));
            }
            continue;
        }
        let top: Vec<[Option<&str>; 2]> = found.list.iter().take(DEPTH).map(|hit| answers(archive, hit.id)).collect();
        let own = |id: &&str| archive.id(id).map_or_else(|| panic!("no record {id}"), |id| archive.record(id).id());
        let expected: Vec<&str> = asked.expected.iter().map(own).collect();
        let first = top.iter().position(|ids| ids.iter().flatten().any(|id| expected.contains(id)));
        let reached = expected.iter().filter(|&&id| top.iter().any(|ids| ids.contains(&Some(id)))).count();
        for kind in [asked.kind, "all"] {
            let score = outcome.scores.entry(kind).or_default();
            score.queries += 1;
            score.reciprocal += first.map_or(0.0, |at| 1.0 / (at + 1) as f64);
            score.high += if first.is_some_and(|at| at < 5) { 1.0 } else { 0.0 };
            score.recall += reached as f64 / expected.len() as f64;
        }
        if first != Some(0) || reached < expected.len() {
            let got: Vec<&str> = top.iter().take(5).filter_map(|ids| ids[0]).collect();
            let (query, kind) = (asked.query, asked.kind);
            let _ = writeln!(outcome.misses, "  {query:?} ({kind}): wanted {expected:?}, got {got:?}");
        }
    }
    outcome
}
