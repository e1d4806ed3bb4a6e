//! The shapes of values in a JSON Schema.
//!
//! A value that is not written yet is none: `成果:` alone is right everywhere, and a number may stand where a text is read.

use serde_json::{Map, Value, json};

/// What a value looks like.
#[derive(Debug, Clone)]
pub struct Shape(Value);

/// A key of a mapping.
#[derive(Debug)]
pub struct Entry {
    key: String,
    shape: Shape,
    is_required: bool,
}

impl Entry {
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The same where it may be missing.
    pub fn optional(self) -> Self {
        Self { is_required: false, ..self }
    }
}

impl Shape {
    /// With what a person is told of it.
    pub fn described(mut self, text: impl Into<String>) -> Self {
        self.0["description"] = json!(text.into());
        self
    }

    /// With what an editor offers first.
    pub fn offering<'a>(self, texts: impl IntoIterator<Item = &'a str>) -> Self {
        Self(json!({ "anyOf": [choice(texts).done(), self.done()] }))
    }

    /// With at least one of some keys.
    pub fn with_any_of(mut self, keys: &[&str]) -> Self {
        let any: Vec<Value> = keys.iter().map(|key| json!({ "required": [key] })).collect();
        self.0["anyOf"] = any.into();
        self
    }

    /// As a list of at least one.
    pub fn some(mut self) -> Self {
        self.0["minItems"] = json!(1);
        self
    }

    pub fn done(self) -> Value {
        self.0
    }
}

/// A key that must be there.
pub fn must(key: impl Into<String>, shape: Shape) -> Entry {
    Entry { key: key.into(), shape, is_required: true }
}

/// A key that may be there.
pub fn may(key: impl Into<String>, shape: Shape) -> Entry {
    Entry { key: key.into(), shape, is_required: false }
}

pub fn text() -> Shape {
    Shape(json!({ "type": ["string", "number", "boolean", "null"] }))
}

/// A text of this form, as a regular expression.
pub fn like(pattern: &str) -> Shape {
    Shape(json!({ "type": ["string", "null"], "pattern": pattern }))
}

pub fn number() -> Shape {
    Shape(json!({ "type": ["number", "string", "null"], "pattern": r"^-?[0-9]+(\.[0-9]+)?$" }))
}

pub fn day() -> Shape {
    like("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
}

pub fn period() -> Shape {
    like("^[HR][1-9][0-9]?( *- *[HR][1-9][0-9]?)?$").described("R1-R5 のように書きます（１年だけなら R3）。")
}

/// One of some words. A word of digits is a number to YAML.
pub fn choice<'a>(words: impl IntoIterator<Item = &'a str>) -> Shape {
    let mut meant: Vec<Value> = Vec::new();
    for word in words {
        meant.push(word.into());
        meant.extend(word.parse::<i64>().ok().map(Value::from));
    }
    meant.push(Value::Null);
    Shape(json!({ "enum": meant }))
}

pub fn list(item: Shape) -> Shape {
    Shape(json!({ "type": ["array", "null"], "items": item.done() }))
}

/// Either of two.
pub fn either(one: Shape, other: Shape) -> Shape {
    Shape(json!({ "anyOf": [one.done(), other.done()] }))
}

/// These keys, and no others.
pub fn mapping(entries: impl IntoIterator<Item = Entry>) -> Shape {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for Entry { key, shape, is_required } in entries {
        if is_required {
            required.push(key.clone());
        }
        properties.insert(key, shape.0);
    }
    Shape(json!({
        "type": ["object", "null"],
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    }))
}

/// Names of the council's own, each with such a value.
pub fn named(shape: Shape) -> Shape {
    Shape(json!({ "type": ["object", "null"], "additionalProperties": shape.done() }))
}
