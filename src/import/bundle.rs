//! What a path holds that can be imported: a file, or the files of a folder or a zip archive, none of them opened before it is
//! known to be of a bearable size.

use std::fs::{self, File};
use std::io::{self, Cursor, Read, Seek};
use std::path::Path;

use super::reference::Library;
use super::workbook::BookFormat;
use super::{ImportError, shown};

/// The largest file, in bytes.
const LARGEST: u64 = 512 << 20;
/// The most that an archive or a spreadsheet may unpack to, in bytes.
const UNPACKED: u64 = 2 << 30;
/// Deflate makes no more of a byte than this (RFC 1951: 258 bytes of two bits).
const INFLATION: u64 = 1032;
/// The most files of a folder or an archive.
const FILES: usize = 1000;
/// The beginning of a JSON file that is taken for CSL-JSON until it is looked at.
const ANY_JSON: &[u8] = b"[{\"type\":\"book\",\"title\":\"";
/// How much of a JSON file is looked at to tell what it is.
const HEAD: u64 = 1 << 16;

/// What sort of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum ImportFormat {
    Csv,
    Tsv,
    Xlsx,
    Xls,
    Ods,
    Bib,
    Ris,
    CslJson,
    Zip,
    Folder,
}

/// Something to import.
pub(super) enum BundlePart {
    Text { name: String, bytes: Vec<u8>, tabs: bool },
    Book { prefix: String, file: String, format: BookFormat, bytes: Vec<u8> },
    References { name: String, file: String, format: Library, bytes: Vec<u8> },
}

/// What `path` is, if it can be imported; of a JSON file only CSL-JSON can, and a folder or an archive only if a file in it can.
pub fn kind_of(path: &Path) -> Option<ImportFormat> {
    if path.is_dir() {
        // A pack is no folder of tables.
        let is_pack = path.join("pack.json").exists();
        let importable =
            |entry: &fs::DirEntry| !entry.path().is_dir() && kind_of(&entry.path()).is_some_and(|kind| kind != ImportFormat::Zip);
        return (!is_pack && fs::read_dir(path).ok()?.take(FILES).flatten().any(|entry| importable(&entry)))
            .then_some(ImportFormat::Folder);
    }
    let head = || {
        let mut head = Vec::new();
        if !path.is_file() {
            return head;
        }
        // What cannot be read has no beginning that says what it is.
        let _ = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
        head
    };
    let kind = by_name(&path.to_string_lossy(), head)?;
    if kind == ImportFormat::Zip {
        let archive = zip::ZipArchive::new(File::open(path).ok()?).ok()?;
        return archive.file_names().flatten().any(|name| by_name(&name, || ANY_JSON.to_vec()).is_some()).then_some(kind);
    }
    Some(kind)
}

fn by_name(name: &str, head: impl FnOnce() -> Vec<u8>) -> Option<ImportFormat> {
    let (_, ending) = name.rsplit_once('.')?;
    Some(match ending.to_ascii_lowercase().as_str() {
        "csv" => ImportFormat::Csv,
        "tsv" | "tab" => ImportFormat::Tsv,
        "xlsx" | "xlsm" => ImportFormat::Xlsx,
        "xls" => ImportFormat::Xls,
        "ods" => ImportFormat::Ods,
        "bib" | "bibtex" => ImportFormat::Bib,
        "ris" => ImportFormat::Ris,
        "json" if super::reference::is_csl(&String::from_utf8_lossy(&head())) => ImportFormat::CslJson,
        "zip" => ImportFormat::Zip,
        _ => return None,
    })
}

/// Reads what is to be imported.
pub(super) fn open(path: &Path) -> Result<Vec<BundlePart>, ImportError> {
    match kind_of(path) {
        Some(ImportFormat::Folder) => folder(path),
        Some(ImportFormat::Zip) => archive(path),
        Some(kind) => {
            let bytes = whole(path)?;
            let stem = path.file_stem().map(|stem| shown(Path::new(stem))).unwrap_or_default();
            Ok(vec![part(kind, &stem, "", &shown(path), bytes)?])
        }
        None if !path.exists() => Err(ImportError::read(path, io::Error::from(io::ErrorKind::NotFound))),
        None => Err(ImportError::Unknown { file: shown(path) }),
    }
}

fn part(kind: ImportFormat, name: &str, prefix: &str, file: &str, bytes: Vec<u8>) -> Result<BundlePart, ImportError> {
    let book =
        |format: BookFormat, bytes: Vec<u8>| BundlePart::Book { prefix: prefix.to_owned(), file: file.to_owned(), format, bytes };
    let references =
        |format: Library, bytes: Vec<u8>| BundlePart::References { name: name.to_owned(), file: file.to_owned(), format, bytes };
    // People rename files: what begins as an archive or an old workbook is one.
    let kind = match (kind, bytes.get(..4)) {
        (ImportFormat::Xls | ImportFormat::Csv | ImportFormat::Tsv, Some(b"PK\x03\x04")) => ImportFormat::Xlsx,
        (ImportFormat::Xlsx, Some(b"\xd0\xcf\x11\xe0")) => ImportFormat::Xls,
        // Web pages and tables of values that are called .xls.
        (ImportFormat::Xls, Some(begin)) if begin != b"\xd0\xcf\x11\xe0" && begin[0] != 0x09 => ImportFormat::Tsv,
        (kind, _) => kind,
    };
    let is_markup = bytes.trim_ascii_start().starts_with(b"<") && bytes[..bytes.len().min(1000)].contains(&b'>');
    if is_markup && matches!(kind, ImportFormat::Csv | ImportFormat::Tsv) {
        let message = "it is a web page or XML; open it in a spreadsheet program and save it as .xlsx or .csv".to_owned();
        return Err(ImportError::Damaged { file: file.to_owned(), message });
    }
    Ok(match kind {
        ImportFormat::Csv | ImportFormat::Tsv => {
            BundlePart::Text { name: name.to_owned(), bytes, tabs: kind == ImportFormat::Tsv }
        }
        ImportFormat::Xlsx => book(BookFormat::Xlsx, bounded(bytes, file, UNPACKED)?),
        ImportFormat::Ods => book(BookFormat::Ods, bounded(bytes, file, UNPACKED)?),
        ImportFormat::Xls => book(BookFormat::Xls, bytes),
        ImportFormat::Bib => references(Library::Bib, bytes),
        ImportFormat::Ris => references(Library::Ris, bytes),
        ImportFormat::CslJson => references(Library::Csl, bytes),
        ImportFormat::Zip | ImportFormat::Folder => return Err(ImportError::Unknown { file: file.to_owned() }),
    })
}

/// The bytes of a zipped document, if they unpack to no more than can be borne.
fn bounded(bytes: Vec<u8>, file: &str, most: u64) -> Result<Vec<u8>, ImportError> {
    if bytes.len() as u64 * INFLATION <= most {
        return Ok(bytes);
    }
    let damaged = |error: &dyn std::fmt::Display| ImportError::Damaged { file: file.to_owned(), message: error.to_string() };
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).map_err(|error| damaged(&error))?;
    let mut left = most;
    for number in 0..archive.len() {
        // What the archive says of its sizes need not be true.
        let entry = archive.by_index(number).map_err(|error| damaged(&error))?;
        let length = io::copy(&mut entry.take(left + 1), &mut io::sink()).map_err(|error| damaged(&error))?;
        left = left.checked_sub(length).ok_or_else(|| ImportError::TooLarge {
            file: file.to_owned(),
            most,
            unpacked: " when unpacked",
        })?;
    }
    Ok(bytes)
}

fn whole(path: &Path) -> Result<Vec<u8>, ImportError> {
    let data = fs::metadata(path).map_err(|error| ImportError::read(path, error))?;
    if !data.is_file() {
        return Err(ImportError::Unknown { file: shown(path) });
    }
    let too_large = || ImportError::TooLarge { file: shown(path), most: LARGEST, unpacked: "" };
    if data.len() > LARGEST {
        return Err(too_large());
    }
    let file = File::open(path).map_err(|error| ImportError::read(path, error))?;
    let mut bytes = Vec::with_capacity(usize::try_from(data.len()).unwrap_or_default());
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| ImportError::read(path, error))?;
    if bytes.len() as u64 > LARGEST { Err(too_large()) } else { Ok(bytes) }
}

/// The files of a folder, in the order of their names; not those of folders within.
fn folder(path: &Path) -> Result<Vec<BundlePart>, ImportError> {
    let entries = fs::read_dir(path).map_err(|error| ImportError::read(path, error))?;
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    paths.sort();
    let mut left = LARGEST;
    let mut parts = Vec::new();
    for path in paths.into_iter().take(FILES) {
        let Some(kind) = kind_of(&path).filter(|kind| *kind != ImportFormat::Zip) else { continue };
        let name = shown(Path::new(path.file_name().unwrap_or_default()));
        let bytes = whole(&path)?;
        left = left.checked_sub(bytes.len() as u64).ok_or_else(|| ImportError::TooLarge {
            file: shown(&path),
            most: LARGEST,
            unpacked: "",
        })?;
        parts.push(part(kind, &name, &format!("{name}:"), &shown(&path), bytes)?);
    }
    Ok(parts)
}

fn archive(path: &Path) -> Result<Vec<BundlePart>, ImportError> {
    let file = File::open(path).map_err(|error| ImportError::read(path, error))?;
    unpack(file, &shown(path), LARGEST)
}

/// The files of an archive that unpack to at most `most` bytes.
fn unpack(file: impl Read + Seek, shown_path: &str, most: u64) -> Result<Vec<BundlePart>, ImportError> {
    let damaged =
        |error: &dyn std::fmt::Display| ImportError::Damaged { file: shown_path.to_owned(), message: error.to_string() };
    let mut archive = zip::ZipArchive::new(file).map_err(|error| damaged(&error))?;
    let mut names: Vec<String> = archive.file_names().flatten().map(std::borrow::Cow::into_owned).collect();
    names.sort();
    let mut left = most;
    let mut parts = Vec::new();
    for name in names.into_iter().take(FILES) {
        // What spreadsheets of Apple's and archivers leave behind.
        let base = name.rsplit('/').next().unwrap_or_default();
        let hidden = name.starts_with("__MACOSX") || base.starts_with('.') || base.is_empty();
        if hidden || by_name(&name, || ANY_JSON.to_vec()).is_none_or(|kind| kind == ImportFormat::Zip) {
            continue;
        }
        let entry = archive.by_name(&name).map_err(|error| damaged(&error))?;
        let mut bytes = Vec::new();
        entry.take(left + 1).read_to_end(&mut bytes).map_err(|error| damaged(&error))?;
        left = left.checked_sub(bytes.len() as u64).ok_or_else(|| ImportError::TooLarge {
            file: shown_path.to_owned(),
            most,
            unpacked: " when unpacked",
        })?;
        let shown_name = crate::text::clean(&name).into_owned();
        let Some(kind) = by_name(&name, || bytes.clone()) else { continue };
        parts.push(part(kind, &shown_name, &format!("{shown_name}:"), &format!("{shown_path}/{shown_name}"), bytes)?);
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn what_unpacks_to_too_much_is_refused() {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let zeros = vec![b','; 100_000];
        for name in ["a.csv", "b.csv"] {
            archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("started");
            archive.write_all(&zeros).expect("written");
        }
        let bytes = archive.finish().expect("finished").into_inner();
        assert!(bytes.len() < 2000);
        let read = |most| unpack(Cursor::new(&bytes), "bomb.zip", most).map(|parts| parts.len());
        assert_eq!(read(200_000).ok(), Some(2));
        assert!(matches!(read(199_999), Err(ImportError::TooLarge { .. })));
        assert!(bounded(bytes.clone(), "bomb.xlsx", 200_000).is_ok());
        assert!(matches!(bounded(bytes.clone(), "bomb.xlsx", 199_999), Err(ImportError::TooLarge { .. })));
    }
}
