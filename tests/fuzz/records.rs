//! The records that bodies ask: those of the fixture, which are few, so that many inputs can be tried; and those of the bundled archive.

use std::path::PathBuf;
use std::sync::OnceLock;

use cadialog::archive::{self, Archive, Base};
use cadialog::search::Catalogue;

/// The pack of the tests, from their own package or from that of the fuzz targets.
pub fn fixture() -> PathBuf {
    let folders = ["tests/fixture", "../tests/fixture"].map(|path| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path));
    folders.into_iter().find(|path| path.is_dir()).expect("the fixture")
}

/// The records of the fixture.
pub fn few() -> &'static Catalogue {
    static FEW: OnceLock<Catalogue> = OnceLock::new();
    FEW.get_or_init(|| Catalogue::new(archive::load(Base::Nothing, &[fixture()]).expect("the fixture is sound").archive))
}

/// The records of the bundled archive.
pub fn bundled() -> &'static Catalogue {
    static BUNDLED: OnceLock<Catalogue> = OnceLock::new();
    BUNDLED.get_or_init(|| Catalogue::new(Archive::bundled().expect("the bundled archive is sound")))
}
