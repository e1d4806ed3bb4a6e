//! Forms that came back, against what was handed out and what the records say by now.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::entries::{Destination, Entry, destinations, places};
use super::put::{Putting, Refused};
use super::returned::{Returned, ReturnedValue};
use super::taken::Taken;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::exchange::shortened::shortened;
use crate::form::Field;
use crate::handout::{NotTaken, Recipient};
use crate::model::{
    Edits, Measure, MeasureId, Model, Record, Slot, SlotPart, entries_in, load_edited, slots,
};
use crate::year::FiscalYear;

/// What came of forms that came back. Nothing is written yet.
#[derive(Debug, Default)]
pub struct Collected {
    /// The records as they would be.
    pub edits: Edits,
    /// The values that were taken, in the order of the forms.
    pub taken: Vec<Taken>,
    /// What was not, and what else there is to be told.
    pub told: Diagnostics,
    /// The values that their own fields forbid, and those of which something else was written as well, for those who wrote them.
    pub not_taken: Vec<NotTaken>,
}

/// What to do where the record was changed as well since the form was handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnConflict {
    /// The record stays, and both texts are told.
    Tell,
    /// What came back is taken.
    Take,
}

impl Collected {
    /// Leaves out what the records could not be read any more with, and tells of it: all else is none the worse.
    ///
    /// # Errors
    /// What is wrong elsewhere.
    pub fn that_loads(mut self, model: &Model, year: FiscalYear, root: &Path) -> Result<Self, Diagnostics> {
        let Err(found) = load_edited(root, &self.edits) else { return Ok(self) };
        let is_of = |path: &Path| found.iter().any(|finding| finding.file() == Some(path));
        let records = self.edits.files().map(|file| file.path().to_owned());
        let records: Vec<PathBuf> = records.filter(|path| is_of(path)).collect();
        if records.is_empty() {
            return Err(found);
        }
        self.edits.forget(&records);
        load_edited(root, &self.edits)?;
        let mut refused = Vec::new();
        for record in &records {
            let fault = |edits: &Edits| {
                let found = load_edited(root, edits).err()?;
                found.iter().find(|finding| finding.file() == Some(record)).cloned()
            };
            let numbers = (0..self.taken.len()).filter(|&number| self.taken[number].record == *record);
            let putting = Putting { model, year, taken: &self.taken, fault: &fault };
            refused.extend(putting.put(&mut self.edits, &numbers.collect::<Vec<_>>()));
        }
        self.leave_out(model, year, refused);
        Ok(self)
    }

    /// Tells of values that cannot be put into their records.
    fn leave_out(&mut self, model: &Model, year: FiscalYear, refused: Vec<Refused>) {
        let mut whys: BTreeMap<usize, Diagnostic> = refused.into_iter().collect();
        let taken = std::mem::take(&mut self.taken);
        for (number, taken) in taken.into_iter().enumerate() {
            match whys.remove(&number) {
                None => self.taken.push(taken),
                Some(why) => {
                    let advice = taken.advice(model, year, &why);
                    let said = not_taken(&taken.after, &why);
                    let told = format!("「{}」に{said}", taken.label);
                    let told = Diagnostic::new(why.code, told).in_file(&taken.place);
                    let told = advice.iter().fold(told, Diagnostic::hint);
                    self.told.push(told.hint(ONLY_THIS_CELL));
                    let Taken { id, slot, to, stage, label, .. } = taken;
                    self.not_taken.push(NotTaken { to, stage, id, slot, label, said, advice });
                }
            }
        }
    }
}

impl Taken {
    /// What those can do whose value cannot be put into its record.
    fn advice(&self, model: &Model, year: FiscalYear, why: &Diagnostic) -> Vec<String> {
        let record = model.records.get(&year).and_then(|records| records.get(&self.id));
        let companions = match (why.code, model.measures.get(&self.id), record) {
            (Code::MissingKey, Some(measure), Some(record)) => self.companions(model, measure, record),
            _ => Vec::new(),
        };
        if companions.is_empty() {
            return why.advice();
        }
        vec![format!("{}の枠も書くか、この枠を消してください。", companions.join("、"))]
    }

    /// The names of the values that belong to the same entry, row, 図 or 指標 and are not there.
    fn companions(&self, model: &Model, measure: &Measure, record: &Record) -> Vec<String> {
        let holder = |slot: &Slot| {
            let mut keys = slot.keys();
            keys.pop();
            keys
        };
        let more = match self.slot.part {
            SlotPart::Entry(index, _) => index + 1,
            _ => 0,
        };
        let beside = slots(self.slot.field, measure, record, more).into_iter();
        let beside = beside.filter(|slot| *slot != self.slot && holder(slot) == holder(&self.slot));
        let empty = beside.filter(|slot| slot.value(&model.plan, measure, record).is_none());
        empty.map(|slot| format!("「{}」", slot.label(&model.plan.form.labels, measure, record))).collect()
    }
}

/// What to do with a value that its own field forbids.
const ONLY_THIS_CELL: &str = "この枠は取り込んでいません。書いた人に確かめて、様式のこの枠を直してからもう一度取り込むか、記録に書いてください。";

/// That a value was not taken, and why.
fn not_taken(written: &str, why: &Diagnostic) -> String {
    format!("書かれた{}は取り込めませんでした。{}", quoted(written), why.message)
}

/// Compares what was handed out, what came back, and what the records say now. What is written in both ways since is a conflict.
#[must_use]
pub fn collect(model: &Model, year: FiscalYear, forms: &[Returned], on_conflict: OnConflict) -> Collected {
    let done = Collected::default();
    let mut collecting = Collecting {
        model,
        year,
        forms,
        on_conflict,
        seen: BTreeMap::new(),
        refused: Vec::new(),
        nowhere: Vec::new(),
        done,
    };
    for (number, form) in forms.iter().enumerate() {
        if let Some(reason) = refused(model, year, form) {
            collecting.done.told.push(reason);
            continue;
        }
        let entries = collecting.entries(form);
        form.values.iter().for_each(|value| collecting.value((number, form), value, &entries));
    }
    collecting.finish()
}

struct Collecting<'a> {
    model: &'a Model,
    year: FiscalYear,
    forms: &'a [Returned],
    on_conflict: OnConflict,
    /// What has been taken, by where it is kept.
    seen: BTreeMap<(MeasureId, Slot), Seen<'a>>,
    /// What the fields forbid, with why.
    refused: Vec<(&'a ReturnedValue, Diagnostic, NotTaken)>,
    /// Why values of a measure belong nowhere, with the form and how many they are.
    nowhere: Vec<(usize, &'a str, Diagnostic, usize)>,
    done: Collected,
}

/// A text that has been taken, with the form and the cell that it is from.
struct Seen<'a> {
    text: String,
    form: &'a Returned,
    value: &'a ReturnedValue,
}

/// Where the entries of a form are in the records by now, by the measure, the field and the entry of the form; one that has gone
/// already is nowhere.
type Entries<'a> = BTreeMap<(&'a MeasureId, Field, usize), Option<Destination>>;

/// What a value of a form belongs to, as things are now.
#[derive(Clone, Copy)]
struct Found<'a> {
    id: &'a MeasureId,
    measure: &'a Measure,
    record: &'a Record,
}

/// A 一覧 of a form, with its entries as they are counted there.
struct List<'a> {
    found: Found<'a>,
    entries: BTreeMap<usize, Typed>,
}

/// What a form has in an entry of a 一覧.
#[derive(Default)]
struct Typed {
    handed: Entry,
    now: Entry,
    /// Whether something in it is refused.
    is_refused: bool,
}

impl<'a> Collecting<'a> {
    /// Puts what was taken into the records, and tells of what was refused, but for what its writers have mended themselves in another
    /// form that came back with it.
    fn finish(mut self) -> Collected {
        for (_, _, reason, count) in self.nowhere {
            self.done.told.push(match count {
                1 => reason,
                all => reason.hint(format!("この様式で、同じわけで取り込まない枠は {all} か所あります。")),
            });
        }
        for (value, reason, not_taken) in self.refused {
            let is_mended = |seen: &Seen<'_>| seen.value.keys == value.keys && seen.form.to == not_taken.to;
            if !self.seen.values().any(is_mended) {
                self.done.told.push(reason);
                self.done.not_taken.push(not_taken);
            }
        }
        let mut done = self.done;
        let mut of_records: BTreeMap<&Path, Vec<usize>> = BTreeMap::new();
        for (number, taken) in done.taken.iter().enumerate() {
            of_records.entry(&taken.record).or_default().push(number);
        }
        let putting = Putting { model: self.model, year: self.year, taken: &done.taken, fault: &|_| None };
        let refused = of_records.values().flat_map(|numbers| putting.put(&mut done.edits, numbers));
        let refused = refused.collect();
        done.leave_out(self.model, self.year, refused);
        done
    }

    /// Where the entries of a form are by now: those that were handed out by what they say, for others may have gone, and the new ones
    /// behind. A new one of which all is refused goes nowhere.
    fn entries(&self, form: &'a Returned) -> Entries<'a> {
        let mut lists: BTreeMap<(&MeasureId, Field), List<'a>> = BTreeMap::new();
        for value in &form.values {
            let Ok((found, slot)) = self.find(value) else { continue };
            let SlotPart::Entry(index, column) = slot.part else { continue };
            let list = lists.entry((found.id, slot.field));
            let list = list.or_insert_with(|| List { found, entries: BTreeMap::new() });
            let typed = list.entries.entry(index).or_default();
            if !value.handed.is_empty() {
                typed.handed.insert(column, value.handed.clone());
            }
            let unit = slot.unit(found.measure, found.record);
            let text = value.typed(&slot);
            let text = text.and_then(|text| slot.read(&self.model.plan, unit, &value.place, text));
            typed.is_refused |= text.is_err();
            typed.now.extend(text.ok().filter(|text| !text.is_empty()).map(|text| (column, text)));
        }
        let mut all = Entries::new();
        for ((id, field), List { found, entries }) in lists {
            let (handed, new): (Vec<_>, Vec<_>) =
                entries.into_iter().partition(|(_, typed)| !typed.handed.is_empty());
            let record: Vec<Entry> = self.entries_of(field, found, false);
            let texts = handed.iter().map(|(index, typed)| (*index, &typed.handed, &typed.now));
            let places = places(&texts.collect::<Vec<_>>(), &record);
            for ((index, typed), place) in handed.iter().zip(&places) {
                let is_gone = place.is_none() && typed.now.is_empty() && !typed.is_refused;
                let destination = match place {
                    Some(index) => Destination { index: *index, is_taken: false },
                    None => Destination { index: record.len(), is_taken: true },
                };
                all.insert((id, field, *index), (!is_gone).then_some(destination));
            }
            let (new, refused): (Vec<_>, Vec<_>) =
                new.into_iter().partition(|(_, typed)| !typed.now.is_empty());
            let nowhere = |(index, _)| ((id, field, index), Some(Destination { index, is_taken: true }));
            all.extend(refused.into_iter().map(nowhere));
            let (indices, new): (Vec<usize>, Vec<Entry>) =
                new.into_iter().map(|(index, typed)| (index, typed.now)).unzip();
            let by_now = self.entries_of(field, found, true);
            let next = by_now.len();
            let since = by_now.into_iter().enumerate();
            let since: Vec<(usize, Entry)> =
                since.filter(|(index, _)| !places.contains(&Some(*index))).collect();
            let destinations = destinations(&new, &since, next).into_iter().map(Some);
            all.extend(indices.into_iter().map(|index| (id, field, index)).zip(destinations));
        }
        all
    }

    /// The entries of a record, as it was read or with what has been taken.
    fn entries_of(
        &self,
        field: Field,
        Found { id, measure, record }: Found<'_>,
        with_taken: bool,
    ) -> Vec<Entry> {
        let there = entries_in(field, record);
        let said = |slot: Slot| match self.seen.get(&(id.clone(), slot.clone())) {
            Some(seen) if with_taken => Some(seen.text.clone()),
            _ => slot.value(&self.model.plan, measure, record),
        };
        let entry = |index: usize| -> Entry {
            let columns = field.row().kind.parts().iter().map(|part| part.key);
            let text = |column| Some((column, said(Slot { field, part: SlotPart::Entry(index, column) })?));
            columns.filter_map(text).collect()
        };
        let entries = (0..).map(|index| (index, entry(index)));
        let entries = entries.take_while(|(index, entry)| *index < there || !entry.is_empty());
        entries.map(|(_, entry)| entry).collect()
    }

    /// What has been taken for a value, with its form; nothing, in an entry that another form has begun.
    fn seen(&self, id: &MeasureId, slot: &Slot, is_taken: bool) -> Option<(&str, &Seen<'a>)> {
        if let Some(seen) = self.seen.get(&(id.clone(), slot.clone())) {
            return Some((&seen.text, seen));
        }
        let is_beside = |other: &Slot| match (&slot.part, &other.part) {
            (SlotPart::Entry(one, _), SlotPart::Entry(other_one, _)) => {
                is_taken && slot.field == other.field && one == other_one
            }
            _ => false,
        };
        let beside = self.seen.iter().find(|((of, other), _)| of == id && is_beside(other));
        beside.map(|(_, seen)| ("", seen))
    }

    fn value(
        &mut self,
        (number, form): (usize, &'a Returned),
        value: &'a ReturnedValue,
        entries: &Entries<'a>,
    ) {
        if value.written == value.handed {
            return;
        }
        let found = match self.find(value) {
            Ok(found) => found,
            Err(reason) => return self.tell_once(number, value, reason),
        };
        let (Found { id, measure, record }, mut slot) = found;
        let mut is_taken = false;
        if let SlotPart::Entry(index, _) = &mut slot.part
            && let Some(destination) = entries.get(&(id, slot.field, *index))
        {
            // The whole of it has been taken away already.
            let Some(Destination { index: by_now, is_taken: other }) = *destination else { return };
            (*index, is_taken) = (by_now, other);
        }
        let plan = &self.model.plan;
        let read = |text: &str| slot.read(plan, slot.unit(measure, record), &value.place, text);
        let handed = read(&value.handed).unwrap_or_else(|_| value.handed.clone());
        let record_says = slot.value(plan, measure, record).unwrap_or_default();
        let label = slot.label(&plan.form.labels, measure, record);
        let title = &measure.title_in(self.year).value;
        let told_them = |said: String, advice: Vec<String>| NotTaken {
            to: form.to.clone(),
            stage: form.stage,
            id: id.clone(),
            slot: slot.clone(),
            label: label.clone(),
            said,
            advice,
        };
        let written = match value.typed(&slot).and_then(read) {
            Ok(written) => written,
            // Somebody has seen to it since the form was handed out.
            Err(_) if record_says != handed && !is_taken => return,
            Err(reason) => {
                let not_taken = told_them(not_taken(&value.written, &reason), reason.advice());
                let reason = reason.hint(ONLY_THIS_CELL);
                return self.refused.push((value, reason, not_taken));
            }
        };
        if written == handed || written == record_says {
            return;
        }
        // Otherwise it is news, whatever came back before.
        let differs = record_says != handed || is_taken;
        if differs && self.is_superseded(form, value, &written) {
            return;
        }
        if let Some((taken, seen)) = self.seen(id, &slot, is_taken) {
            if taken != written {
                let conflict = Conflict { title, label: &label, place: &seen.value.place, theirs: taken };
                let told = conflict.between_forms(value, &written, &form.take);
                let why = format!("{}には{}と書かれていて", whose(seen.form), quoted(taken));
                self.done.not_taken.push(told_them(instead(&written, &why), vec![WRITE_AGAIN.into()]));
                self.done.told.push(told);
            }
            return;
        }
        if differs && self.on_conflict == OnConflict::Tell {
            let conflict = Conflict { title, label: &label, place: &value.place, theirs: &written };
            let why = format!("様式を配った後に、記録が{}に変わっていて", quoted(&record_says));
            self.done.not_taken.push(told_them(instead(&written, &why), vec![WRITE_AGAIN.into()]));
            self.done.told.push(conflict.with_record(&record_says, &form.take));
            return;
        }
        self.seen.insert((id.clone(), slot.clone()), Seen { text: written.clone(), form, value });
        self.done.taken.push(Taken {
            form: number,
            place: value.place.clone(),
            record: record.place.source().path().to_owned(),
            id: id.clone(),
            slot,
            to: form.to.clone(),
            stage: form.stage,
            measure: title.clone(),
            label,
            replaces: differs,
            before: record_says,
            after: written,
        });
    }

    /// Tells why values belong nowhere, once for all of a measure in a form.
    fn tell_once(&mut self, form: usize, value: &'a ReturnedValue, reason: Diagnostic) {
        let id = value.keys.first().map(String::as_str).unwrap_or_default();
        let known = self.nowhere.iter_mut().find(|(number, measure, known, _)| {
            (*number, *measure, &known.message) == (form, id, &reason.message)
        });
        match known {
            Some((.., count)) => *count += 1,
            None => self.nowhere.push((form, id, reason, 1)),
        }
    }

    /// Whether another form of the same people was handed out with what a value says: it had been taken by then, and what they
    /// have to say since stands in that form.
    fn is_superseded(&self, form: &Returned, value: &ReturnedValue, written: &str) -> bool {
        let says = |handed: &str| handed == value.written || handed == written;
        let is_later = |other: &ReturnedValue| other.keys == value.keys && says(&other.handed);
        let others = self.forms.iter().filter(|other| {
            !std::ptr::eq(*other, form)
                && (&other.to, other.year, &other.plan) == (&form.to, form.year, &form.plan)
        });
        others.flat_map(|other| &other.values).any(is_later)
    }

    /// What a value belongs to, as things are now.
    fn find(&self, value: &ReturnedValue) -> Result<(Found<'a>, Slot), Diagnostic> {
        let told = |message: String| Diagnostic::new(Code::OtherForm, message).in_file(&value.place);
        let (id, keys) =
            value.keys.split_first().ok_or_else(|| told("どの事業の欄か分かりません。".into()))?;
        let (id, measure) = self.model.measures.get_key_value(id.as_str()).ok_or_else(|| {
            told(format!("事業「{id}」は、今の計画にありません。取り込みません。"))
                .hint("計画から外した事業なら、そのままでかまいません。書かれた文は、返されたファイルに残っています。")
        })?;
        let title = &measure.title_in(self.year).value;
        if !measure.runs_in(self.year) {
            return Err(told(format!("事業「{title}」は、{}には行われていません。取り込みません。", self.year.label()))
                .hint("様式を配った後で終わったか休んだ事業です。そうでなければ、事業のファイルの終了年度・休止を直して、もう一度実行してください。"));
        }
        let record = self.model.records.get(&self.year).and_then(|records| records.get(id.as_str()));
        let record = record.ok_or_else(|| {
            told(format!("事業「{title}」の{}の記録がありません。", self.year.label())).hint(format!(
                "shinchoku new-year {} で記録を作ってから、もう一度実行してください。",
                self.year
            ))
        })?;
        let slot = Slot::find(&self.model.plan.form, measure, keys).ok_or_else(|| {
            told(format!("項目「{}」は、今の様式にありません。取り込みません。", keys.join("：")))
                .hint("様式を変えた後は、shinchoku forms で記入様式を作り直して配ってください。")
        })?;
        Ok((Found { id, measure, record }, slot))
    }
}

/// Why nothing of a form is taken.
fn refused(model: &Model, year: FiscalYear, form: &Returned) -> Option<Diagnostic> {
    let told = |message: String| Diagnostic::new(Code::OtherForm, message).in_file(&form.file);
    if form.plan != model.plan.name.value {
        return Some(told(format!("ほかの計画「{}」の記入様式です。取り込みません。", form.plan)).hint(
            "その計画の data フォルダーのある場所で実行するか、--root でその場所を指定してください。",
        ));
    }
    (form.year != year).then(|| {
        told(format!("{}の記入様式です。{}には取り込みません。", form.year.label(), year.label()))
            .hint(format!("その年度の記録に取り込むなら、--year {} を付けてください。", form.year))
    })
}

/// A value that was written in two ways.
struct Conflict<'a> {
    /// 事業名 as it was in the year of the forms.
    title: &'a str,
    label: &'a str,
    place: &'a std::path::Path,
    theirs: &'a str,
}

impl Conflict<'_> {
    /// The record was changed after the form was handed out: by the secretariat, or by what came back before.
    fn with_record(self, ours: &str, take: &str) -> Diagnostic {
        self.told("今の記録が、配ったときと変わっています（前に返されたものを取り込んだか、記録を書き換えた後です）。今の記録のままにします。")
            .hint(format!("返された様式: {}", shown(self.theirs)))
            .hint(format!("今の記録: {}", shown(ours)))
            .hint(format!(
                "この様式のとおりにするなら、このファイルだけを取り込み直してください（{take}）。この様式の、ほかのこのような枠も、様式のとおりになります。"
            ))
            .hint("今の記録のままでよければ、何もしなくてかまいません。")
    }

    /// Two forms say it in two ways.
    fn between_forms(self, other: &ReturnedValue, theirs: &str, take: &str) -> Diagnostic {
        self.told("二つの様式に、違うことが書かれています。先の様式のとおりにします。")
            .hint(format!("先の様式: {}", shown(self.theirs)))
            .hint(format!("{}: {}", other.place.display(), shown(theirs)))
            .hint(format!("後のほうが正しければ、そのファイルだけを取り込み直してください（{take}）。"))
    }

    fn told(&self, what: &str) -> Diagnostic {
        let message = format!("事業「{}」の「{}」は、{what}", self.title, self.label);
        Diagnostic::new(Code::FormConflict, message).in_file(self.place)
    }
}

/// What those can do whose value was not taken because of another one.
const WRITE_AGAIN: &str =
    "左の枠にあるのが、今の記録です。書いたほうにするときは、左の枠に書き直して返してください。";

/// That a value was not taken, but another one.
fn instead(written: &str, why: &str) -> String {
    format!("書かれた{}は取り込んでいません。{why}、そちらのままにしています。", quoted(written))
}

/// A form, for those who got another one.
fn whose(form: &Returned) -> String {
    match &form.to {
        Recipient::Section(section) => format!("{section}の様式「{}」", form.file),
        Recipient::WorkingGroup => format!("様式「{}」", form.file),
    }
}

/// A text as it is named in a sentence, or that there is none.
fn quoted(text: &str) -> String {
    if text.is_empty() { "（空）".to_owned() } else { format!("「{}」", shortened(text)) }
}

/// A text, or that there is none.
fn shown(text: &str) -> String {
    if text.is_empty() { "（空）".to_owned() } else { shortened(text) }
}
