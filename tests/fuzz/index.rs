//! A kept index that somebody has forged: what is in it was changed, and every checksum made to fit.

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use cadialog::archive::{Base, Report, load};
use cadialog::page::Page;
use cadialog::query::Query;
use cadialog::record::{Language, RecordType};
use cadialog::search::{Catalogue, IndexFolder};
use cadialog::view::View;

use super::records::fixture;

/// Bytes of the header.
const HEADER: usize = 36;

/// The index of the fixture, as it is written.
fn sound() -> &'static [u8] {
    static SOUND: OnceLock<Vec<u8>> = OnceLock::new();
    SOUND.get_or_init(|| {
        let place = Place::new();
        fs::read(&place.file).expect("read")
    })
}

fn number(bytes: &[u8], at: usize, width: usize) -> usize {
    bytes[at..at + width].iter().rev().fold(0, |all, &byte| all << 8 | usize::from(byte))
}

/// The sound index with bytes changed as `edits` says, three for the place and one for the value, and every checksum made to fit.
pub fn forged(edits: &[u8]) -> Vec<u8> {
    let mut bytes = sound().to_vec();
    let table = number(&bytes, 12, 8);
    for edit in edits.chunks_exact(4) {
        let at = HEADER + number(edit, 0, 3) % (table - HEADER);
        bytes[at] = edit[3];
    }
    let (mut entry, mut section) = (table, HEADER);
    while entry < bytes.len() {
        let fields = entry + 1 + usize::from(bytes[entry]);
        let (width, count) = (usize::from(bytes[fields + 4]), number(&bytes, fields + 5, 8));
        let end = section + width * count;
        let checksum = crc32fast::hash(&bytes[section..end]);
        bytes[fields + 13..fields + 17].copy_from_slice(&checksum.to_le_bytes());
        (entry, section) = (fields + 17, end);
    }
    let checksum = crc32fast::hash(&bytes[table..]);
    bytes[28..32].copy_from_slice(&checksum.to_le_bytes());
    let checksum = crc32fast::hash(&bytes[..32]);
    bytes[32..36].copy_from_slice(&checksum.to_le_bytes());
    bytes
}

/// Whatever a forged index holds, it is refused, or read without harm. Whether it was taken.
pub fn index(edits: &[u8]) -> bool {
    PLACE.with(|place| {
        fs::write(&place.file, forged(edits)).expect("written");
        place.folder.open(Base::Nothing, &[fixture()]).is_ok_and(|kept| is_harmless(&kept.catalogue))
    })
}

/// A folder with one index, made once a thread: to make it for every forgery would take longer than to read that.
struct Place {
    folder: IndexFolder,
    file: PathBuf,
    _kept: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let kept = tempfile::tempdir().expect("a folder");
        let folder = IndexFolder::new(kept.path().to_owned(), "this".to_owned());
        let missing = folder.open(Base::Nothing, &[fixture()]).err().flatten().expect("not kept");
        let loaded = load(Base::Nothing, &[fixture()]).expect("sound");
        let file = missing.keep(&Catalogue::new(loaded.archive), [&Report::default(), &Report::default()]).expect("kept").path;
        Self { folder, file, _kept: kept }
    }
}

thread_local! {
    static PLACE: Place = Place::new();
}

/// Everything can be asked of the records and of the index.
fn is_harmless(catalogue: &Catalogue) -> bool {
    let archive = &catalogue.archive;
    for asked in ["water", "en", "\"water energy\"", "country:KZ", "date:2015..", "speaker:tokayev energy", "has:quote", "/e.*r/"]
    {
        let mut query = Query::default();
        query.set_text(asked, archive);
        let view = View::new(catalogue, &query);
        for hit in view.hits.iter().flat_map(|hits| &hits.list) {
            view.passages(catalogue).of(hit, 80);
        }
    }
    for id in archive.all() {
        Page::new(archive, id, Language::En);
        RecordType::ALL.iter().for_each(|&from| drop(archive.referring(id, from)));
        archive.event_place(id);
    }
    true
}
