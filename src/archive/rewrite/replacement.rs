//! A file written beside the one whose place it takes in one step.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::RewriteError;
use crate::archive::open;

/// A file that is written, but not yet in its place.
#[derive(Debug)]
pub(in crate::archive) struct Replacement {
    path: PathBuf,
    file: NamedTempFile,
    before: Before,
}

/// What stood in the place of a file, for going back.
#[derive(Debug)]
pub(in crate::archive) enum Before {
    Nothing,
    Text(String),
    /// A file of any size, which is the only one of its pack.
    NotKept,
}

pub(in crate::archive) fn unwritable(path: &Path, error: &io::Error) -> RewriteError {
    let what = match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            format!("{error}; make it and its directory writable, or copy the pack elsewhere")
        }
        io::ErrorKind::StorageFull => format!("{error}; make room, and try again"),
        _ => error.to_string(),
    };
    RewriteError::Unwritable { path: open::shown(path), reason: what }
}

impl Replacement {
    /// A file with what `write` writes. A link to a file elsewhere stays a link.
    pub(in crate::archive) fn written(
        path: &Path,
        mut write: impl FnMut(&mut dyn Write) -> Result<(), RewriteError>,
    ) -> Result<Self, RewriteError> {
        let fail = |error: io::Error| unwritable(path, &error);
        let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let folder = target.parent().unwrap_or(Path::new("."));
        let known = fs::metadata(&target).ok();
        if known.as_ref().is_some_and(|known| known.permissions().readonly()) {
            return Err(fail(io::Error::from(io::ErrorKind::PermissionDenied)));
        }
        // A new file is as its neighbours are.
        let permissions = known.or_else(|| fs::metadata(folder.join("events.json")).ok()).map(|known| known.permissions());
        let mut file = tempfile::Builder::new().prefix(".cadialog-").tempfile_in(folder).map_err(fail)?;
        let mut out = BufWriter::with_capacity(1 << 16, &mut file);
        write(&mut out)?;
        out.flush().map_err(fail)?;
        drop(out);
        if let Some(permissions) = permissions {
            file.as_file().set_permissions(permissions).map_err(fail)?;
        }
        file.as_file().sync_all().map_err(fail)?;
        Ok(Self { path: target, file, before: Before::NotKept })
    }

    /// A file with this text.
    pub(in crate::archive) fn of_text(path: &Path, text: &str, before: Before) -> Result<Self, RewriteError> {
        let written = Self::written(path, |out| out.write_all(text.as_bytes()).map_err(|error| unwritable(path, &error)))?;
        Ok(Self { before, ..written })
    }
}

/// Puts all in their places. If one cannot be, those before it are put back.
pub(in crate::archive) fn put_all(files: Vec<Replacement>) -> Result<(), RewriteError> {
    let mut put: Vec<(PathBuf, Before)> = Vec::new();
    for Replacement { path, file, before } in files {
        if let Err(error) = crate::file::put(file, &path) {
            for (path, before) in put {
                let _ = match before {
                    Before::Text(text) => fs::write(&path, text),
                    Before::Nothing => fs::remove_file(&path),
                    Before::NotKept => Ok(()),
                };
            }
            return Err(unwritable(&path, &error));
        }
        // The new name, too, must survive a power cut; systems that cannot sync a directory need not.
        let _ = path.parent().and_then(|folder| File::open(folder).ok()).map(|folder| folder.sync_all());
        put.push((path, before));
    }
    Ok(())
}
