//! Every record as a resource, `cadialog://record/ID`: a page of text.

use serde_json::{Map, Value, json};

use super::message::{NO_RESOURCE, RpcError, WRONG_PARAMETERS};
use super::served::Served;
use super::words;
use crate::archive::Id;
use crate::page;
use crate::text;

/// What every address begins with.
const SCHEME: &str = "cadialog://record/";

/// Resources of one page of the list.
const A_PAGE: usize = 100;

/// Most characters of what a list calls a record: outcomes and quotes are as long as they are.
const TITLE: usize = 160;

/// The kind of text that pages are.
const MEDIA_TYPE: &str = "text/plain";

/// A page of the list of all records, and the cursor that leads to the next.
///
/// # Errors
/// A cursor that no answer gave.
pub fn list(served: &Served<'_>, parameters: &Map<String, Value>) -> Result<Value, RpcError> {
    let wrong = || RpcError::new(WRONG_PARAMETERS, "no such cursor: give the nextCursor of the page before, or none");
    let from = match parameters.get("cursor") {
        None | Some(Value::Null) => 0,
        Some(cursor) => {
            cursor.as_str().and_then(|cursor| cursor.parse::<usize>().ok()).filter(|&from| from > 0).ok_or_else(wrong)?
        }
    };
    let mut ids = served.ids().skip(from).peekable();
    if from > 0 && ids.peek().is_none() {
        return Err(wrong());
    }
    let resources: Vec<Value> = ids.by_ref().take(A_PAGE).map(|id| resource(served, id)).collect();
    let mut answer = json!({"resources": resources});
    if ids.peek().is_some() {
        answer["nextCursor"] = (from + A_PAGE).to_string().into();
    }
    Ok(answer)
}

fn resource(served: &Served<'_>, id: Id) -> Value {
    let archive = served.archive();
    let record = archive.record(id);
    let headline = page::headline(archive, id, served.language);
    let date = archive.date(id).map(|date| format!(", {}", date.said(served.language))).unwrap_or_default();
    json!({
        "uri": address(record.id()),
        "name": record.id(),
        "title": text::abridge(&headline, TITLE),
        "description": format!("{}{date}", record.record_type().name()),
        "mimeType": MEDIA_TYPE,
    })
}

/// How the addresses are made.
pub fn templates() -> Value {
    json!([{
        "uriTemplate": format!("{SCHEME}{{id}}"),
        "name": "record",
        "title": "A record in full",
        "description": "A record by its id, as every answer names it: texts, links with their ids, sources with publishers and addresses",
        "mimeType": MEDIA_TYPE,
    }])
}

/// The page of the record that an address names.
///
/// # Errors
/// An address without a record, with the nearest ids.
pub fn read(served: &Served<'_>, parameters: &Map<String, Value>) -> Result<Value, RpcError> {
    let Some(Value::String(address)) = parameters.get("uri") else {
        return Err(RpcError::new(WRONG_PARAMETERS, "uri is missing or no string"));
    };
    let missing = |why: String| RpcError::new(NO_RESOURCE, why);
    let name = address.strip_prefix(SCHEME).and_then(decoded);
    let name = name.ok_or_else(|| missing(format!("{} is no address of a record; write {SCHEME}ID", text::quote(address))))?;
    let ids = served.records(&[name]).map_err(|fault| missing(fault.to_string()))?;
    let contents: Vec<Value> =
        ids.iter().map(|&id| json!({"uri": address, "mimeType": MEDIA_TYPE, "text": words::page(served, id)})).collect();
    Ok(json!({"contents": contents}))
}

/// The address of a record. Whatever is not plain in its id is written as RFC 3986 has it.
fn address(id: &str) -> String {
    let mut address = SCHEME.to_owned();
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    address
}

/// The id in an address; none where a percent sign stands before no byte, or the bytes are no text.
fn decoded(written: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let (high, low) = (digit(rest.next())?, digit(rest.next())?);
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_has_an_address_that_leads_back_to_it() {
        for id in ["td-13-2025", "KZ", "a b/c%", "中央", "é?#"] {
            let address = address(id);
            assert!(address.is_ascii() && !address.contains([' ', '?', '#']), "{address}");
            assert_eq!(address.strip_prefix(SCHEME).and_then(decoded).as_deref(), Some(id));
        }
        assert_eq!(address("a b"), "cadialog://record/a%20b");
        for broken in ["%", "%4", "%zz", "%ff"] {
            assert_eq!(decoded(broken), None, "{broken}");
        }
    }
}
