//! The index that is kept between runs: it answers as the packs do, and whatever is wrong with it, or has changed, it is not
//! believed.

#[path = "index/program.rs"]
mod program;

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use cadialog::archive::{Base, Id, LARGE, Report, load};
use cadialog::cli::Packs;
use cadialog::config::Config;
use cadialog::query::Query;
use cadialog::record::RecordType;
use cadialog::search::{Catalogue, IndexFolder, KeptCatalogue, MissingIndex};
use cadialog::view::View;

/// Queries of every kind: words, beginnings, slips, scripts, phrases, fields, dates, links, meanings, expressions.
const ASKED: [&str; 16] = [
    "energy",
    "en",
    "watr coperation",
    "中央アジア",
    "Токаев",
    "\"free and open\"",
    "country:KZ water",
    "date:2015..2020 transport",
    "speaker:tokayev",
    "type:source",
    "nursultan",
    "/hydro.*/",
    "-water energy",
    "has:quote",
    "id:td-13-2025",
    "when was the first meeting of foreign ministers",
];

/// What is read of a choice of packs.
struct Read {
    catalogue: Catalogue,
    found: Report,
    told: Report,
}

/// Reads the packs themselves.
fn read(base: Base, paths: &[PathBuf]) -> Read {
    let loaded = load(base, paths).expect("sound packs");
    let (catalogue, told) = Catalogue::new(loaded.archive).complete(loaded.volumes);
    Read { catalogue, found: loaded.diagnostics, told }
}

/// Reads the packs and keeps the index.
fn keep(folder: &IndexFolder, base: Base, paths: &[PathBuf]) -> Read {
    let missing = missing(folder, base, paths);
    let made = read(base, paths);
    missing.keep(&made.catalogue, [&made.found, &made.told]).expect("kept");
    made
}

fn missing(folder: &IndexFolder, base: Base, paths: &[PathBuf]) -> MissingIndex {
    folder.open(base, paths).err().flatten().expect("not kept yet")
}

fn kept(folder: &IndexFolder, base: Base, paths: &[PathBuf]) -> Option<Box<KeptCatalogue>> {
    folder.open(base, paths).ok()
}

/// Everything that a reader could see: the answer to each query, every list, every record with its links.
fn seen(catalogue: &Catalogue) -> (Vec<View>, Vec<String>) {
    let archive = &catalogue.archive;
    let name = |id: &Id| archive.record(*id).id().to_owned();
    let view = |asked: &&str| {
        let mut query = Query::default();
        query.set_text(asked, archive);
        View::new(catalogue, &query)
    };
    let views = ASKED.iter().map(view).collect();
    let mut all = Vec::new();
    for of_type in RecordType::ALL {
        let listed: Vec<String> = archive.of_type(of_type).iter().map(name).collect();
        let days: Vec<u64> = archive.of_type(of_type).iter().map(|id| archive.packed_days(*id)).collect();
        all.push(format!("{of_type:?}: {listed:?} {days:?}"));
    }
    // Of a large archive every hundredth.
    for id in archive.all().step_by(archive.len().div_ceil(5_000)) {
        let links: Vec<String> =
            RecordType::ALL.iter().flat_map(|&from| archive.referring(id, from)).take(50).map(|id| name(&id)).collect();
        all.push(format!("{:?} {links:?} {:?} {:?}", archive.record(id), archive.date(id), archive.event_place(id)));
    }
    (views, all)
}

/// That two catalogues look the same to a reader.
fn assert_alike(found: &Catalogue, wanted: &Catalogue, what: &str) {
    let ((views, all), (wanted_views, wanted_all)) = (seen(found), seen(wanted));
    for ((found, wanted), asked) in views.iter().zip(&wanted_views).zip(ASKED) {
        assert!(found == wanted, "{what}: {asked}");
    }
    for (found, wanted) in all.iter().zip(&wanted_all) {
        assert_eq!(found, wanted, "{what}");
    }
    assert_eq!(all.len(), wanted_all.len(), "{what}");
}

/// A pack too large for memory, of this many records, with faults of its own.
fn large(folder: &tempfile::TempDir, records: usize) -> PathBuf {
    let path = folder.path().join("large.jsonl");
    fs::write(&path, lines(0, records)).expect("written");
    path
}

fn lines(from: usize, to: usize) -> String {
    let filler = "region water energy transport cooperation ".repeat(8);
    let mut text = String::new();
    for n in from..to {
        let event = n - n % 10;
        text += &match n % 10 {
            0 => format!(
                "{{\"type\":\"event\",\"id\":\"e-{n}\",\"title\":\"Meeting {n}\",\"date\":\"2{:03}-05\",\"kind\":\"visit\",\"countries\":[\"KZ\",\"FR\"],\"summary\":\"{filler}\"}}\n",
                n % 1000
            ),
            7 if n % 1000 == 7 => format!("{{\"type\":\"quote\",\"id\":\"q-{n}\",\"text\":7}}\n"),
            8 if n % 1000 == 8 => format!(
                "{{\"type\":\"quote\",\"id\":\"q-{n}\",\"text\":\"Said {n}\",SPEAKER,\"event\":\"nowhere\",\"topics\":[\"energy\"]}}\n"
            ),
            // The event stands further on.
            9 => format!(
                "{{\"type\":\"quote\",\"id\":\"q-{n}\",\"text\":\"Said {n} {filler}\",SPEAKER,\"event\":\"e-{}\"}}\n",
                event + 10
            ),
            _ => format!(
                "{{\"type\":\"quote\",\"id\":\"q-{n}\",\"text\":\"Said {n} {filler}\",SPEAKER,\"event\":\"e-{event}\",\"topics\":[\"energy\"]}}\n"
            ),
        };
    }
    text.replace("SPEAKER", "\"speaker\":{\"description\":\"a delegate\"},\"form\":\"paraphrase\"")
}

#[test]
fn what_is_kept_answers_as_what_was_read_does() {
    let place = tempfile::tempdir().expect("a folder");
    let folder = IndexFolder::new(place.path().join("cache"), "this".to_owned());
    let fixture = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixture"));
    for (base, paths) in [(Base::Bundled, vec![]), (Base::Nothing, vec![fixture.clone()]), (Base::Bundled, vec![fixture])] {
        let made = keep(&folder, base, &paths);
        let again = kept(&folder, base, &paths).expect("kept");
        assert_alike(&again.catalogue, &made.catalogue, &format!("{paths:?}"));
        assert_eq!((again.found, again.told), (made.found, made.told));
    }
    assert_eq!(folder.files().len(), 3, "one for each choice of packs");
}

#[test]
fn a_large_pack_is_kept_with_what_was_left_out_of_it() {
    let place = tempfile::tempdir().expect("a folder");
    let folder = IndexFolder::new(place.path().join("cache"), "this".to_owned());
    let path = large(&place, 45_000);
    assert!(fs::metadata(&path).expect("a file").len() > LARGE);
    let made = keep(&folder, Base::Bundled, std::slice::from_ref(&path));
    let again = kept(&folder, Base::Bundled, std::slice::from_ref(&path)).expect("kept");
    assert_eq!(again.told, made.told);
    assert!(again.told.errors() >= 45, "lines that are no records");
    keep(&folder, Base::Nothing, std::slice::from_ref(&path));
    let packs = Packs { data: vec![path], no_bundled: true, ..Packs::default() };
    let opened = cadialog::cli::archive(&packs, &Config::default(), Some(&folder)).expect("opened");
    assert!(opened.volumes.is_empty(), "nothing is left to be read");
    assert_eq!(opened.found.errors(), made.told.errors(), "what is left out is known when it is opened");
    assert_alike(&again.catalogue, &made.catalogue, "a large pack");
}

#[test]
fn whatever_changes_makes_a_new_index() {
    let place = tempfile::tempdir().expect("a folder");
    let cache = place.path().join("cache");
    let folder = IndexFolder::new(cache.clone(), "this".to_owned());
    let pack = place.path().join("mine.jsonl");
    let line = |id: &str| format!("{{\"type\":\"topic\",\"id\":\"{id}\",\"name\":\"A topic\"}}\n");
    fs::write(&pack, line("one")).expect("written");
    let packs = [pack.clone()];
    keep(&folder, Base::Nothing, &packs);
    assert!(kept(&folder, Base::Nothing, &packs).is_some());
    assert!(kept(&folder, Base::Bundled, &packs).is_none(), "another choice");
    let other = IndexFolder::new(cache, "that".to_owned());
    assert!(kept(&other, Base::Nothing, &packs).is_none(), "another program");
    fs::write(&pack, line("two")).expect("written");
    assert!(kept(&folder, Base::Nothing, &packs).is_none(), "of the same length");
    let missing = missing(&folder, Base::Nothing, &packs);
    let made = read(Base::Nothing, &packs);
    fs::write(&pack, line("three")).expect("written");
    assert!(missing.keep(&made.catalogue, [&made.found, &made.told]).is_err(), "it changed while it was read");
    fs::remove_file(&pack).expect("removed");
    assert!(folder.open(Base::Nothing, &packs).is_err_and(|missing| missing.is_none()), "nothing is there to be kept");
}

#[test]
fn an_index_with_anything_turned_is_made_again_or_right() {
    let place = tempfile::tempdir().expect("a folder");
    let folder = IndexFolder::new(place.path().join("cache"), "this".to_owned());
    let fixture = [PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixture"))];
    keep(&folder, Base::Nothing, &fixture);
    let path = folder.files()[0].path.clone();
    let sound = fs::read(&path).expect("read");
    for n in 0..500 {
        let (at, bit) = (n * 7919 % sound.len(), n % 8);
        let mut turned = sound.clone();
        turned[at] ^= 1 << bit;
        fs::write(&path, &turned).expect("written");
        assert!(kept(&folder, Base::Nothing, &fixture).is_none(), "bit {bit} of byte {at}");
    }
    fs::write(&path, &sound).expect("written");
    assert!(kept(&folder, Base::Nothing, &fixture).is_some());
}

#[test]
fn many_at_once_keep_one_index() {
    let place = tempfile::tempdir().expect("a folder");
    let folder = Arc::new(IndexFolder::new(place.path().join("cache"), "this".to_owned()));
    let fixture = [PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixture"))];
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..5 {
                    match folder.open(Base::Nothing, &fixture) {
                        Ok(kept) => assert_eq!(kept.catalogue.archive.len(), 25),
                        Err(missing) => {
                            let made = read(Base::Nothing, &fixture);
                            missing.expect("packs").keep(&made.catalogue, [&made.found, &made.told]).expect("kept");
                        }
                    }
                }
            });
        }
    });
    assert_eq!(folder.files().len(), 1);
}

/// What a reader could see, in words that do not depend on how records are numbered.
fn told(catalogue: &Catalogue) -> Vec<String> {
    let archive = &catalogue.archive;
    let name = |id: Id| archive.record(id).id().to_owned();
    let mut told = Vec::new();
    for asked in ASKED {
        let mut query = Query::default();
        query.set_text(asked, archive);
        let view = View::new(catalogue, &query);
        let found = view.hits.as_ref().map(|hits| hits.counts);
        told.push(format!("{asked}: {found:?} {:?} {:?}", view.selected, view.types));
    }
    for of_type in RecordType::ALL {
        let mut listed: Vec<_> = archive.of_type(of_type).iter().map(|id| (name(*id), archive.packed_days(*id))).collect();
        listed.sort_unstable();
        told.push(format!("{of_type:?}: {listed:?}"));
    }
    for id in ["e-0", "e-44990", "e-45000", "q-44999", "q-8", "nowhere", "FR", "KZ"] {
        let id = archive.id(id).expect(id);
        let mut links: Vec<String> = RecordType::ALL.iter().flat_map(|&from| archive.referring(id, from)).map(name).collect();
        links.sort_unstable();
        told.push(format!("{} {links:?} {:?}", name(id), archive.date(id)));
    }
    told
}

#[test]
fn of_a_pack_that_has_grown_only_the_rest_is_read() {
    let place = tempfile::tempdir().expect("a folder");
    let folder = IndexFolder::new(place.path().join("cache"), "this".to_owned());
    let path = large(&place, 45_000);
    let packs = [path.clone()];
    keep(&folder, Base::Bundled, &packs);
    let before = fs::metadata(&path).expect("a file").len();
    // Some of what is added belongs to what stood before, and the other way round.
    let more = lines(45_000, 47_000) + "{\"type\":\"event\",\"id\":\"nowhere\",\"title\":\"Somewhere\",\"date\":\"2020\"}\n";
    let mut file = fs::File::options().append(true).open(&path).expect("the file");
    std::io::Write::write_all(&mut file, more.as_bytes()).expect("written");
    drop(file);
    let kept = *kept(&folder, Base::Bundled, &packs).expect("kept");
    assert_eq!(kept.volumes.iter().map(|volume| volume.begins()).collect::<Vec<_>>(), [before]);
    let (grown, left_out) = kept.catalogue.complete(kept.volumes);
    let fresh = read(Base::Bundled, &packs);
    assert_eq!((left_out.errors(), left_out.warnings()), (fresh.told.errors(), fresh.told.warnings()));
    let (found, wanted) = (told(&grown), told(&fresh.catalogue));
    assert_eq!(found.len(), wanted.len());
    for (found, wanted) in found.iter().zip(&wanted) {
        assert_eq!(found, wanted);
    }
    // And what has grown is kept in its turn.
    kept.missing.expect("the rest").keep(&grown, [&kept.found, &left_out]).expect("kept");
    let again = self::kept(&folder, Base::Bundled, &packs).expect("kept");
    assert!(again.volumes.is_empty() && again.missing.is_none());
    assert_alike(&again.catalogue, &grown, "what has grown");
}

#[test]
fn a_pack_whose_last_line_goes_on_is_read_anew() {
    let place = tempfile::tempdir().expect("a folder");
    let folder = IndexFolder::new(place.path().join("cache"), "this".to_owned());
    let path = large(&place, 45_000);
    let text = fs::read_to_string(&path).expect("read");
    fs::write(&path, text.trim_end()).expect("written");
    let packs = [path.clone()];
    keep(&folder, Base::Nothing, &packs);
    fs::write(&path, format!("{text}{}", lines(45_000, 45_010))).expect("written");
    assert!(kept(&folder, Base::Nothing, &packs).is_none());
}
