//! Traditional characters to Simplified ones.

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use crate::bytes::{Bytes, Table, U32};

#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned, Clone, Copy, Debug)]
#[repr(C)]
struct Row {
    from: U32,
    to: U32,
}

/// Every character that folds to another one, sorted.
#[derive(Clone, Debug)]
pub(crate) struct Folding(Table<Row>);

impl Folding {
    pub(crate) fn open(bytes: Bytes) -> Folding {
        Folding(Table::new(bytes))
    }

    /// The Simplified form of a character: itself for most.
    pub(crate) fn simplified(&self, c: char) -> char {
        let found = self
            .0
            .binary_search_by_key(&u32::from(c), |row| row.from.get());
        let to = found
            .ok()
            .and_then(|at| char::from_u32(self.0[at].to.get()));
        to.unwrap_or(c)
    }

    /// The bytes that [`Folding::open`] takes.
    #[cfg(feature = "compile")]
    pub(crate) fn compile() -> Vec<u8> {
        let rows: Vec<Row> = crate::traditional::folded_characters()
            .into_iter()
            .map(|(from, to)| Row {
                from: U32::new(from.into()),
                to: U32::new(to.into()),
            })
            .collect();
        crate::bytes::rows(&rows).to_vec()
    }
}
