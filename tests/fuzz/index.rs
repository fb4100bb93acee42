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

/// Bytes of the header.
const HEADER: usize = 36;

/// The pack of the tests, from their own package or from that of the fuzz targets.
fn fixture() -> [PathBuf; 1] {
    let folders = ["tests/fixture", "../tests/fixture"].map(|path| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path));
    [folders.into_iter().find(|path| path.is_dir()).expect("the fixture")]
}

/// The index of the fixture, as it is written.
fn sound() -> &'static [u8] {
    static SOUND: OnceLock<Vec<u8>> = OnceLock::new();
    SOUND.get_or_init(|| {
        let place = tempfile::tempdir().expect("a folder");
        let folder = IndexFolder::new(place.path().to_owned(), "this".to_owned());
        let missing = folder.open(Base::Nothing, &fixture()).err().flatten().expect("not kept");
        let loaded = load(Base::Nothing, &fixture()).expect("sound");
        let file = missing.keep(&Catalogue::new(loaded.archive), [&Report::default(), &Report::default()]).expect("kept");
        fs::read(file.path).expect("read")
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
    let place = tempfile::tempdir().expect("a folder");
    let folder = IndexFolder::new(place.path().to_owned(), "this".to_owned());
    let missing = folder.open(Base::Nothing, &fixture()).err().flatten().expect("not kept");
    let loaded = load(Base::Nothing, &fixture()).expect("sound");
    let file = missing.keep(&Catalogue::new(loaded.archive), [&Report::default(), &Report::default()]).expect("kept");
    fs::write(&file.path, forged(edits)).expect("written");
    let Ok(kept) = folder.open(Base::Nothing, &fixture()) else { return false };
    let archive = &kept.catalogue.archive;
    for asked in ["water", "en", "\"water energy\"", "country:KZ", "date:2015..", "speaker:tokayev energy", "has:quote", "/e.*r/"]
    {
        let mut query = Query::default();
        query.set_text(asked, archive);
        let view = View::new(&kept.catalogue, &query);
        for hit in view.hits.iter().flat_map(|hits| &hits.list) {
            view.passages(&kept.catalogue).of(hit, 80);
        }
    }
    for id in archive.all() {
        Page::new(archive, id, Language::En);
        RecordType::ALL.iter().for_each(|&from| drop(archive.referring(id, from)));
        archive.event_place(id);
    }
    true
}
