//! What of an index is read and not made again, and which indexes give way.

use std::fs;
use std::path::PathBuf;

use super::folder::{IndexFolder, MissingIndex};
use crate::archive::{Base, Report, load};
use crate::kept::KeptWriter;
use crate::search::{Catalogue, Index};

/// What is read of a choice of packs.
struct MadeCatalogue {
    catalogue: Catalogue,
    found: Report,
    told: Report,
}

/// Reads the packs themselves.
fn read(base: Base, paths: &[PathBuf]) -> MadeCatalogue {
    let loaded = load(base, paths).expect("sound packs");
    let (catalogue, told) = Catalogue::new(loaded.archive).complete(loaded.volumes);
    MadeCatalogue { catalogue, found: loaded.diagnostics, told }
}

fn missing(folder: &IndexFolder, base: Base, paths: &[PathBuf]) -> MissingIndex {
    folder.open(base, paths).err().flatten().expect("not kept yet")
}

#[test]
fn words_and_places_are_read_and_not_made_again() {
    let place = tempfile::tempdir().expect("a folder");
    let folder = IndexFolder::new(place.path().join("cache"), "this".to_owned());
    let made = read(Base::Bundled, &[]);
    missing(&folder, Base::Bundled, &[]).keep(&made.catalogue, [&made.found, &made.told]).expect("kept");
    let kept = folder.open(Base::Bundled, &[]).expect("kept").catalogue;
    let index = Index::kept(&kept.archive).expect("an index");
    assert_eq!(index.dictionary.words.len(), made.catalogue.word_count());
    for which in [crate::index::KeptPositions::Names, crate::index::KeptPositions::All] {
        assert!(index.kept_positions(&kept.archive, which).is_some(), "{which:?}");
    }
    assert!(made.catalogue.index().kept_positions(&made.catalogue.archive, crate::index::KeptPositions::All).is_none());
}

#[test]
fn the_least_recently_used_give_way() {
    let place = tempfile::tempdir().expect("a folder");
    let folder = IndexFolder::new(place.path().join("cache"), "this".to_owned());
    let packs: Vec<PathBuf> = (0..4)
        .map(|n| {
            let pack = place.path().join(format!("{n}.jsonl"));
            fs::write(&pack, format!("{{\"type\":\"topic\",\"id\":\"t-{n}\",\"name\":\"A topic\"}}\n")).expect("written");
            pack
        })
        .collect();
    let made = |n: usize, most: u64| {
        let paths = std::slice::from_ref(&packs[n]);
        let missing = missing(&folder, Base::Nothing, paths);
        let made = read(Base::Nothing, paths);
        std::thread::sleep(std::time::Duration::from_millis(20));
        missing.keep_within(&made.catalogue, [&made.found, &made.told], most).expect("kept").bytes
    };
    let size = made(0, u64::MAX);
    made(1, u64::MAX);
    assert!(folder.open(Base::Nothing, &packs[..1]).is_ok(), "used once more");
    fs::write(folder.path().join(".unfinished-x"), "").expect("written");
    fs::write(folder.path().join("something else"), "").expect("written");
    made(2, size * 2 + size / 2);
    let is_kept = |n: usize| folder.open(Base::Nothing, &packs[n..=n]).is_ok();
    assert_eq!([is_kept(0), is_kept(1), is_kept(2)], [true, false, true]);
    made(3, 1);
    assert_eq!([is_kept(0), is_kept(2), is_kept(3)], [false, false, true], "the newest stays, however large");
    assert!(folder.path().join(".unfinished-x").exists(), "somebody may be writing it");
    assert_eq!(folder.clear().expect("removed").len(), 1);
    let left: Vec<_> = fs::read_dir(folder.path()).expect("the folder").flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(left, ["something else"]);
}

#[test]
fn what_this_process_has_not_finished_goes_when_it_ends() {
    let place = tempfile::tempdir().expect("a folder");
    let folder = IndexFolder::new(place.path().to_owned(), "this".to_owned());
    std::mem::forget(KeptWriter::new(place.path()).expect("begun"));
    let other = place.path().join(".unfinished-0-another");
    fs::write(&other, "").expect("written");
    folder.abandon();
    let left: Vec<PathBuf> = fs::read_dir(place.path()).expect("the folder").flatten().map(|entry| entry.path()).collect();
    assert_eq!(left, [other]);
}
