//! JSON as `serde_json` writes it to the byte, in a third of its time: nearly all of a site's record is text with little to escape, and
//! that is looked for in many bytes at once.

use serde::Serialize;
use serde::ser::{Impossible, SerializeStruct, Serializer};

use crate::text::find_byte;

/// Why something can't be written: records have no need of its form.
type Unknown = std::fmt::Error;

/// Appends `value`: of numbers, texts, lists, structures, and enumerations without fields or with a tag.
pub(super) fn push(json: &mut Vec<u8>, value: &(impl Serialize + ?Sized)) {
    let written = value.serialize(Writer { json });
    debug_assert!(written.is_ok(), "a record of another form");
}

/// Appends `text` in quotation marks.
fn push_text(json: &mut Vec<u8>, text: &str) {
    json.push(b'"');
    let mut rest = text;
    while let Some(at) = find_byte(rest, |byte| (byte < b' ') | (byte == b'"') | (byte == b'\\')) {
        json.extend_from_slice(&rest.as_bytes()[..at]);
        match rest.as_bytes()[at] {
            byte @ (b'"' | b'\\') => json.extend([b'\\', byte]),
            b'\n' => json.extend_from_slice(b"\\n"),
            b'\t' => json.extend_from_slice(b"\\t"),
            b'\r' => json.extend_from_slice(b"\\r"),
            0x08 => json.extend_from_slice(b"\\b"),
            0x0c => json.extend_from_slice(b"\\f"),
            byte => json.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
        }
        rest = &rest[at + 1..];
    }
    json.extend_from_slice(rest.as_bytes());
    json.push(b'"');
}

/// Writes a value.
struct Writer<'j> {
    json: &'j mut Vec<u8>,
}

impl<'j> Writer<'j> {
    /// A value with no text to speak of.
    fn plain(self, value: &impl Serialize) -> Result<(), Unknown> {
        serde_json::to_writer(self.json, value).map_err(|_| std::fmt::Error)
    }

    /// Begins a list or an object.
    fn open(self, brackets: [u8; 2]) -> List<'j> {
        self.json.push(brackets[0]);
        List { json: self.json, is_empty: true, end: brackets[1] }
    }
}

/// Writes a list or an object.
struct List<'j> {
    json: &'j mut Vec<u8>,
    is_empty: bool,
    end: u8,
}

impl List<'_> {
    /// Where the next item comes.
    fn next(&mut self) -> Writer<'_> {
        if !std::mem::take(&mut self.is_empty) {
            self.json.push(b',');
        }
        Writer { json: self.json }
    }

    fn close(self) -> Result<(), Unknown> {
        self.json.push(self.end);
        Ok(())
    }
}

/// Methods of values that have no text in them.
macro_rules! plain {
    ($($name:ident: $kind:ty,)*) => {
        $(fn $name(self, value: $kind) -> Result<(), Unknown> {
            self.plain(&value)
        })*
    };
}

impl<'j> Serializer for Writer<'j> {
    type Ok = ();
    type Error = Unknown;
    type SerializeSeq = List<'j>;
    type SerializeTuple = List<'j>;
    type SerializeTupleStruct = List<'j>;
    type SerializeTupleVariant = Impossible<(), Unknown>;
    type SerializeMap = Impossible<(), Unknown>;
    type SerializeStruct = List<'j>;
    type SerializeStructVariant = Impossible<(), Unknown>;

    plain! {
        serialize_bool: bool,
        serialize_i8: i8,
        serialize_i16: i16,
        serialize_i32: i32,
        serialize_i64: i64,
        serialize_u8: u8,
        serialize_u16: u16,
        serialize_u32: u32,
        serialize_u64: u64,
        serialize_f32: f32,
        serialize_f64: f64,
        serialize_char: char,
    }

    fn serialize_str(self, text: &str) -> Result<(), Unknown> {
        push_text(self.json, text);
        Ok(())
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Unknown> {
        Err(std::fmt::Error)
    }

    fn serialize_none(self) -> Result<(), Unknown> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unknown> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Unknown> {
        self.json.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Unknown> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Unknown> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Unknown> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Unknown> {
        Err(std::fmt::Error)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<'j>, Unknown> {
        Ok(self.open(*b"[]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<List<'j>, Unknown> {
        Ok(self.open(*b"[]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<List<'j>, Unknown> {
        Ok(self.open(*b"[]"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unknown> {
        Err(std::fmt::Error)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Unknown> {
        Err(std::fmt::Error)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<List<'j>, Unknown> {
        Ok(self.open(*b"{}"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unknown> {
        Err(std::fmt::Error)
    }
}

/// The kinds of lists, which are written alike.
macro_rules! lists {
    ($($kind:ident: $method:ident,)*) => {
        $(impl serde::ser::$kind for List<'_> {
            type Ok = ();
            type Error = Unknown;

            fn $method<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Unknown> {
                item.serialize(self.next())
            }

            fn end(self) -> Result<(), Unknown> {
                self.close()
            }
        })*
    };
}

lists! {
    SerializeSeq: serialize_element,
    SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field,
}

impl SerializeStruct for List<'_> {
    type Ok = ();
    type Error = Unknown;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Unknown> {
        let Writer { json } = self.next();
        // Names of fields have nothing to escape.
        json.push(b'"');
        json.extend_from_slice(key.as_bytes());
        json.extend_from_slice(b"\":");
        value.serialize(Writer { json })
    }

    fn end(self) -> Result<(), Unknown> {
        self.close()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    #[serde(tag = "@type")]
    enum Thing<'t> {
        Person { name: &'t str, age: Option<f64> },
        Place(Place),
    }

    #[derive(Serialize)]
    struct Place {
        at: (i8, u64),
        #[serde(skip_serializing_if = "Vec::is_empty")]
        names: Vec<String>,
    }

    #[test]
    fn everything_is_written_as_by_serde_json() {
        let control: String = ('\0'..'\u{21}').collect();
        let texts = ["", "plain", "\"quoted\\\" and “Ünïcödé” 🗓\n\u{7f}", &control, "a longer text, then \t"];
        let person = |name| Thing::Person { name, age: Some(0.85) };
        let mut things: Vec<Thing<'_>> = texts.into_iter().map(person).collect();
        things.push(Thing::Person { name: "", age: None });
        things.push(Thing::Person { name: "", age: Some(1.0) });
        things.push(Thing::Place(Place { at: (-1, u64::MAX), names: vec![] }));
        things.push(Thing::Place(Place { at: (0, 0), names: vec!["a".to_owned(), "b".to_owned()] }));
        let mut written = Vec::new();
        push(&mut written, &(things.as_slice(), 'c', true, ()));
        assert_eq!(
            String::from_utf8(written).unwrap(),
            serde_json::to_string(&(things.as_slice(), 'c', true, ())).unwrap()
        );
    }
}
