//! A reader of RIS, written from the specification: two-character tag, two blanks, hyphen, blank, value; CR LF.

/// One reference: tags and values in order.
#[derive(Debug, PartialEq, Eq)]
pub struct Reference(pub Vec<(String, String)>);

impl Reference {
    pub fn all(&self, tag: &str) -> Vec<&str> {
        self.0.iter().filter(|(of, _)| of == tag).map(|(_, value)| value.as_str()).collect()
    }

    pub fn one(&self, tag: &str) -> Option<&str> {
        self.all(tag).first().copied()
    }
}

/// Reads a file, or says in which line it is wrong.
pub fn read(text: &str) -> Result<Vec<Reference>, String> {
    let mut references = Vec::new();
    let mut open: Option<Vec<(String, String)>> = None;
    let body = text.strip_suffix("\r\n").ok_or("the last line does not end with CR LF")?;
    for (n, line) in body.split("\r\n").enumerate() {
        let fault = |what: &str| Err(format!("line {}: {what}: {line:?}", n + 1));
        if line.contains(['\r', '\n']) {
            return fault("a bare line break");
        }
        if line.is_empty() {
            if open.is_some() {
                return fault("an empty line inside a reference");
            }
            continue;
        }
        let Some((tag, value)) = line.split_once("  - ") else { return fault("no tag") };
        if tag.len() != 2 || !tag.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()) {
            return fault("not a tag");
        }
        match (tag, &mut open) {
            ("TY", None) => open = Some(vec![(tag.to_owned(), value.to_owned())]),
            ("TY", Some(_)) | (_, None) => return fault("TY out of place"),
            ("ER", Some(_)) if value.is_empty() => references.push(Reference(open.take().unwrap_or_default())),
            ("ER", Some(_)) => return fault("ER has a value"),
            (_, Some(fields)) => fields.push((tag.to_owned(), value.to_owned())),
        }
    }
    if open.is_some() {
        return Err("the last reference has no ER".to_owned());
    }
    Ok(references)
}

#[test]
fn the_reader_refuses_what_is_no_ris() {
    assert_eq!(read("TY  - ELEC\r\nTI  - A\r\nER  - \r\n").map(|all| all.len()), Ok(1));
    for wrong in ["TY  - ELEC\nER  - \n", "TI  - A\r\n", "TY  - ELEC\r\nTI - A\r\nER  - \r\n", "TY  - ELEC\r\n"] {
        assert!(read(wrong).is_err(), "{wrong:?}");
    }
}
