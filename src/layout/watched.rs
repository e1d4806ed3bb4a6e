//! Values that remember what a template asked them for in vain, so that the names can be told that it could have asked for.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::value::{Enumerator, Object, ObjectRepr, Value, ValueKind};

/// For each name that a value did not have, the names that the last such value has.
#[derive(Debug, Clone, Default)]
pub(super) struct Missed(Arc<Mutex<HashMap<String, Vec<String>>>>);

impl Missed {
    /// The value as it is, watched with all that is in it.
    pub(super) fn watch(&self, value: Value) -> Value {
        match value.kind() {
            ValueKind::Map | ValueKind::Seq => Value::from_object(Watched { value, missed: self.clone() }),
            _ => value,
        }
    }

    /// The names of the value that was asked for this one last, and did not have it.
    pub(super) fn names(&self, asked: &str) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(asked).cloned().unwrap_or_default()
    }

    fn note(&self, asked: &str, value: &Value) {
        let names = value.try_iter().into_iter().flatten().filter_map(|key| key.as_str().map(str::to_owned));
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(asked.to_owned(), names.collect());
    }
}

/// A map or a list.
#[derive(Debug)]
struct Watched {
    value: Value,
    missed: Missed,
}

impl Object for Watched {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        if self.value.kind() == ValueKind::Map { ObjectRepr::Map } else { ObjectRepr::Seq }
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        if let Some(found) = self.value.get_item(key).ok().filter(|found| !found.is_undefined()) {
            return Some(self.missed.watch(found));
        }
        if let (ValueKind::Map, Some(asked)) = (self.value.kind(), key.as_str()) {
            self.missed.note(asked, &self.value);
        }
        None
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        match self.repr() {
            ObjectRepr::Map => Enumerator::Values(self.value.try_iter().into_iter().flatten().collect()),
            _ => Enumerator::Seq(self.value.len().unwrap_or_default()),
        }
    }
}
