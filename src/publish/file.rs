//! A file that is published.

/// A file of what is published, before it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedFile {
    /// Where it lies in the folder of what is published, with `/` between the names.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}
