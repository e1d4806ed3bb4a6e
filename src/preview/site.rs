//! What all requests are answered from.

use std::collections::{BTreeMap, VecDeque};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use hyper::body::Bytes;
use tokio::sync::watch;

use super::access::Access;
use super::booklet::Pictures;
use super::jobs::Jobs;
use super::office::Office;
use super::writing::Drawn;
use super::{Booklet, EditorLink};
use crate::editing::{Desk, Secret};

/// How many pictures of what is not saved are kept for those who try it.
const TRIED_PICTURES: usize = 64;

/// Who and what stands behind the server.
pub(super) struct Site {
    pub host: IpAddr,
    pub latest: watch::Receiver<Arc<News>>,
    pub editor: EditorLink,
    pub desk: Desk,
    pub office: Arc<dyn Office>,
    pub jobs: Arc<Jobs>,
    pub access: Access,
    /// The word of this run.
    pub token: Secret,
    /// The pictures of what was tried last.
    pub tried: Mutex<VecDeque<(String, Bytes)>>,
}

/// What the browser is told at a time.
pub(super) struct News {
    /// Counts what was published, from the time of the start: a browser must not take a state for one of an earlier run.
    pub version: u64,
    pub booklet: Option<Arc<Booklet>>,
    /// Its pictures, or already those of the next state.
    pub pictures: Option<Arc<Pictures>>,
    /// The pictures of the state that is told, while there are newer ones.
    pub before: Option<Arc<Pictures>>,
    /// The state as JSON.
    pub state: Bytes,
    /// The pages that look different from the state before, as JSON: place in the address and picture.
    pub changed: String,
    /// The pictures that browsers will ask for next.
    pub drawn: BTreeMap<String, Bytes>,
}

impl News {
    /// Whether the pictures are those of a state that is not told yet.
    pub fn are_pictures_ahead(&self) -> bool {
        self.before.is_some()
    }

    /// The event that tells of them: a state that is not there yet is not asked for.
    pub fn event(&self) -> Bytes {
        let name = if self.are_pictures_ahead() { "event: redrawn\n" } else { "" };
        format!("{name}data: {}\n\n", self.changed).into()
    }
}

impl Site {
    /// Keeps the pictures of what was tried for a while.
    pub fn keep(&self, drawn: Vec<Drawn>) {
        let mut tried = self.tried.lock().unwrap_or_else(PoisonError::into_inner);
        tried.extend(drawn.into_iter().map(|(name, picture)| (name, Bytes::from(picture))));
        let old = tried.len().saturating_sub(TRIED_PICTURES);
        tried.drain(..old);
    }

    /// A picture of what was tried.
    pub fn tried(&self, picture: &str) -> Option<Bytes> {
        let tried = self.tried.lock().unwrap_or_else(PoisonError::into_inner);
        tried.iter().find(|(name, _)| name == picture).map(|(_, bytes)| bytes.clone())
    }
}
