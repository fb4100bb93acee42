//! A dossier in a real browser, where one is found: it opens from disk, and its filter works under its own policy.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::dossier_reader::read;
use super::run;

/// A browser of the Chromium family on the path.
fn browser() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    std::env::split_paths(&path).flat_map(|folder| names.map(|name| folder.join(name))).find(|file| file.is_file())
}

/// The page at `address` after its script has run, as HTML.
fn rendered(browser: &PathBuf, profile: &std::path::Path, address: &str) -> String {
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync", "--virtual-time-budget=4000"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .args(["--dump-dom", address])
        .stderr(Stdio::null())
        .output()
        .expect("the browser runs");
    assert!(output.status.success(), "the browser ends with {}", output.status);
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn the_filter_works_from_disk() {
    let Some(browser) = browser() else {
        eprintln!("no Chromium on the path: the filter of dossiers is not tried");
        return;
    };
    let folder = tempfile::tempdir().expect("a directory");
    let file = folder.path().join("dossier.html");
    let html = run(&["report", "--type", "event", "-c", "TJ"]).out;
    fs::write(&file, &html).expect("written");
    let dossier = read(&html);
    let all = dossier.articles.len();
    // Folded as a reader types it: without accents, in lower case.
    for (typed, sought) in [("DUSHANBE", "dushanbe"), ("d%C3%BCshanbe", "dushanbe"), ("zzzzqqqq", "zzzzqqqq")] {
        let hits: Vec<&str> = dossier
            .articles
            .iter()
            .filter(|(_, text)| text.to_lowercase().contains(sought))
            .map(|(place, _)| place.as_str())
            .collect();
        assert!(hits.len() < all && (sought != "dushanbe" || hits.len() > 3), "a filter that does something");
        let page = rendered(&browser, folder.path(), &format!("file://{}#filter={typed}", file.display()));
        let shown = format!("{} of {all} records shown", hits.len());
        assert!(page.contains(&shown), "{typed}: {shown}");
        for (place, _) in &dossier.articles {
            let hidden = page.contains(&format!("<article id=\"{place}\" hidden"));
            assert_eq!(hidden, !hits.contains(&place.as_str()), "{typed}: {place}");
            assert_eq!(
                page.contains(&format!("<li hidden=\"\"><a href=\"#{place}\">")),
                hidden,
                "{typed}: {place} in the contents"
            );
        }
    }
    let page = rendered(&browser, folder.path(), &format!("file://{}", file.display()));
    assert!(page.contains(&format!("{all} records</p>")) && !page.contains("<article hidden"), "nothing is hidden unasked");
}
