//! What goes into a kept file comes out, and nothing else does.

use std::fs;
use std::path::PathBuf;

use super::*;

/// A file with a section of each width.
fn written(folder: &tempfile::TempDir) -> PathBuf {
    let path = folder.path().join("a.index");
    let mut writer = KeptWriter::new(folder.path()).expect("a writer");
    writer.text("text", 0, "中央アジア".as_bytes()).expect("written");
    writer.column::<u16>("numbers", 3, &[7, 1, 65_535, 2]).expect("written");
    writer.column::<u32>("numbers", 4, &[]).expect("written");
    writer.each::<u64>("long", 0, (0..100_000).map(|n| n * 3)).expect("written");
    writer.column::<u128>("wide", 0, &[u128::MAX, 1]).expect("written");
    writer.texts("words", 0, ["a", "", "борьба"].into_iter()).expect("written");
    writer.finish(&path).expect("finished");
    path
}

#[test]
fn what_goes_in_comes_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = KeptFile::open(&written(&folder)).expect("sound");
    assert_eq!(file.text("text", 0).expect("text"), "中央アジア");
    assert_eq!(file.column::<u16>("numbers", 3, 65_536).expect("numbers"), [7, 1, 65_535, 2]);
    assert!(file.column::<u32>("numbers", 4, 0).expect("none").is_empty());
    assert_eq!(file.column::<u128>("wide", 0, u64::MAX).expect("wide"), [u128::MAX, 1]);
    let words = file.texts("words", 0).expect("words");
    assert_eq!(words.iter().collect::<Vec<_>>(), ["a", "", "борьба"]);
    let long = Pages::<u64>::new(&file, "long", 0, u64::MAX, 100_000).expect("pages");
    let size = Pages::<u64>::SIZE;
    assert_eq!(long.part(size - 2, size), [(size as u64 - 2) * 3, (size as u64 - 1) * 3]);
    assert_eq!(long.part(99_999, 100_000), [299_997]);
    let deferred = file.deferred::<u64>("long", 0, 299_998, Some(100_000)).expect("deferred");
    assert_eq!((deferred.len(), deferred[1]), (100_000, 3));
    let names: Vec<_> = fs::read_dir(folder.path()).expect("the folder").collect();
    assert_eq!(names.len(), 1, "nothing unfinished is left");
}

#[test]
fn a_number_that_leads_beyond_a_list_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = KeptFile::open(&written(&folder)).expect("sound");
    assert!(file.column::<u16>("numbers", 3, 65_535).is_err(), "the greatest is 65,535");
    assert!(file.column::<u32>("numbers", 3, u64::MAX).is_err(), "another width");
    assert!(file.column::<u16>("numbers", 5, u64::MAX).is_err(), "another number");
    assert!(file.deferred::<u64>("long", 0, u64::MAX, Some(99_999)).is_err(), "another length");
    assert!(Pages::<u64>::new(&file, "long", 0, 299_997, 100_000).is_err());
}

#[test]
fn a_file_with_any_bit_turned_or_any_byte_missing_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = written(&folder);
    let sound = fs::read(&path).expect("read");
    let other = folder.path().join("b.index");
    let is_refused = |bytes: &[u8]| {
        fs::write(&other, bytes).expect("written");
        KeptFile::open(&other).is_err()
    };
    assert!(!is_refused(&sound));
    // Every bit of the header, the short sections and the table, and some of the long section.
    let (long, table) = (HEADER + 60, sound.len() - 300);
    let places = (0..long).chain((long..table).step_by(9973)).chain(table..sound.len());
    for at in places {
        for bit in [0, 3, 7] {
            let mut turned = sound.clone();
            turned[at] ^= 1 << bit;
            assert!(is_refused(&turned), "bit {bit} of byte {at}");
        }
    }
    for length in (0..sound.len()).step_by(4001).chain(sound.len() - 30..sound.len()) {
        assert!(is_refused(&sound[..length]), "{length} bytes");
    }
    assert!(is_refused(&[&sound[..], b"more"].concat()));
}
