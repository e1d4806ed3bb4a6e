//! Forms that came back, against what was handed out and what the records say by now.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::entries::{Destination, Entry, destinations};
use super::returned::{Returned, ReturnedValue};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::exchange::shortened::shortened;
use crate::form::Field;
use crate::handout::{NotTaken, Recipient};
use crate::model::{Edits, Measure, MeasureId, Model, Record, Slot, SlotPart, entries_in, load_edited};
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

/// A value that was taken.
#[derive(Debug)]
pub struct Taken {
    /// Which of the forms it is from, counted from 0: two of them may have one name.
    pub form: usize,
    /// Its cell, as people know it.
    pub place: PathBuf,
    /// The record.
    pub record: PathBuf,
    /// 事業名.
    pub measure: String,
    /// The field, by its printed word.
    pub label: String,
    /// What the record said.
    pub before: String,
    /// What it says.
    pub after: String,
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
    /// Leaves out the records that could not be read any more with what came back, and tells of them: the others are none the worse.
    ///
    /// # Errors
    /// What is wrong elsewhere.
    pub fn that_loads(mut self, root: &Path) -> Result<Self, Diagnostics> {
        let Err(found) = load_edited(root, &self.edits) else { return Ok(self) };
        let records = self.edits.files().map(|file| file.path().to_owned());
        let records: Vec<PathBuf> =
            records.filter(|path| found.iter().any(|finding| finding.file() == Some(path))).collect();
        if records.is_empty() {
            return Err(found);
        }
        self.edits.forget(&records);
        load_edited(root, &self.edits)?;
        let (left, taken) = self.taken.into_iter().partition(|taken| records.contains(&taken.record));
        self.taken = taken;
        self.told.append(found.map(|finding| without(finding, &left)));
        Ok(self)
    }
}

/// What would be wrong in a record, with the cells that it comes of.
fn without(finding: Diagnostic, left: &[Taken]) -> Diagnostic {
    let cells = left.iter().filter(|taken| finding.file() == Some(&taken.record));
    let cells: Vec<String> =
        cells.map(|taken| format!("{}（{}）", taken.place.display(), taken.label)).collect();
    finding.hint(format!(
        "返された様式のとおりにするとこうなるので、この記録には何も書き込んでいません。様式を直して、もう一度実行してください: {}",
        cells.join("、")
    ))
}

/// Compares what was handed out, what came back, and what the records say now. What is written in both ways since is a conflict.
#[must_use]
pub fn collect(model: &Model, year: FiscalYear, forms: &[Returned], on_conflict: OnConflict) -> Collected {
    let done = Collected::default();
    let mut collecting =
        Collecting { model, year, on_conflict, seen: BTreeMap::new(), refused: Vec::new(), done };
    for (number, form) in forms.iter().enumerate() {
        if let Some(reason) = refused(model, year, form) {
            collecting.done.told.push(reason);
            continue;
        }
        let new_entries = collecting.new_entries(form);
        form.values.iter().for_each(|value| collecting.value((number, form), value, &new_entries));
    }
    collecting.finish()
}

struct Collecting<'a> {
    model: &'a Model,
    year: FiscalYear,
    on_conflict: OnConflict,
    /// What has been taken, by where it is kept.
    seen: BTreeMap<(MeasureId, Slot), Seen<'a>>,
    /// What the fields forbid, with why.
    refused: Vec<(&'a ReturnedValue, Diagnostic, NotTaken)>,
    done: Collected,
}

/// A text that has been taken, with the form and the cell that it is from.
struct Seen<'a> {
    text: String,
    form: &'a Returned,
    value: &'a ReturnedValue,
}

/// Where the new entries of a form go, by the measure, the field and the entry of the form.
type NewEntries<'a> = BTreeMap<(&'a MeasureId, Field, usize), Destination>;

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
    was_there: bool,
    now: Entry,
}

impl<'a> Collecting<'a> {
    /// Tells of what was refused, but for what its writers have mended themselves in another form that came back with it.
    fn finish(mut self) -> Collected {
        for (value, reason, not_taken) in self.refused {
            let is_mended = |seen: &Seen<'_>| seen.value.keys == value.keys && seen.form.to == not_taken.to;
            if !self.seen.values().any(is_mended) {
                self.done.told.push(reason);
                self.done.not_taken.push(not_taken);
            }
        }
        self.done
    }

    /// Where the entries of a form go that were handed out empty. One of which all is refused goes nowhere.
    fn new_entries(&self, form: &'a Returned) -> NewEntries<'a> {
        let mut lists: BTreeMap<(&MeasureId, Field), List<'a>> = BTreeMap::new();
        for value in &form.values {
            let Ok((found, slot)) = self.find(value) else { continue };
            let SlotPart::Entry(index, column) = slot.part else { continue };
            let list = lists.entry((found.id, slot.field));
            let list = list.or_insert_with(|| List { found, entries: BTreeMap::new() });
            let typed = list.entries.entry(index).or_default();
            typed.was_there |= !value.handed.is_empty();
            let unit = slot.unit(found.measure, found.record);
            let text = slot.read(&self.model.plan, unit, &value.place, &value.written);
            typed.now.extend(text.ok().filter(|text| !text.is_empty()).map(|text| (column, text)));
        }
        let mut new_entries = NewEntries::new();
        for ((id, field), List { found, entries }) in lists {
            let handed_out = entries.iter().filter(|(_, typed)| typed.was_there).map(|(index, _)| index + 1);
            let first = handed_out.max().unwrap_or_default().min(entries_in(field, found.record));
            let new = entries.into_iter().filter(|(_, typed)| !typed.was_there);
            let (new, refused): (Vec<_>, Vec<_>) = new.partition(|(_, typed)| !typed.now.is_empty());
            let nowhere = |(index, _)| ((id, field, index), Destination { index, is_taken: true });
            new_entries.extend(refused.into_iter().map(nowhere));
            let (indices, new): (Vec<usize>, Vec<Entry>) =
                new.into_iter().map(|(index, typed)| (index, typed.now)).unzip();
            let destinations = destinations(&new, &self.entries_from(first, field, found), first);
            new_entries.extend(indices.into_iter().map(|index| (id, field, index)).zip(destinations));
        }
        new_entries
    }

    /// The entries of a record from one on, with what has been taken.
    fn entries_from(
        &self,
        first: usize,
        field: Field,
        Found { id, measure, record }: Found<'_>,
    ) -> Vec<Entry> {
        let there = entries_in(field, record);
        let said = |slot: Slot| match self.seen.get(&(id.clone(), slot.clone())) {
            Some(seen) => Some(seen.text.clone()),
            None => slot.value(&self.model.plan, measure, record),
        };
        let entry = |index: usize| -> Entry {
            let columns = field.row().kind.parts().iter().map(|part| part.key);
            let text = |column| Some((column, said(Slot { field, part: SlotPart::Entry(index, column) })?));
            columns.filter_map(text).collect()
        };
        let entries = (first..).map(|index| (index, entry(index)));
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
        new_entries: &NewEntries<'a>,
    ) {
        if value.written == value.handed {
            return;
        }
        let found = match self.find(value) {
            Ok(found) => found,
            Err(reason) => return self.done.told.push(reason),
        };
        let (Found { id, measure, record }, mut slot) = found;
        let mut is_taken = false;
        if let SlotPart::Entry(index, _) = &mut slot.part
            && let Some(destination) = new_entries.get(&(id, slot.field, *index))
        {
            (*index, is_taken) = (destination.index, destination.is_taken);
        }
        let plan = &self.model.plan;
        let read = |text: &str| slot.read(plan, slot.unit(measure, record), &value.place, text);
        let handed = read(&value.handed).unwrap_or_else(|_| value.handed.clone());
        let record_says = slot.value(plan, measure, record).unwrap_or_default();
        let label = slot.label(&plan.form.labels, measure, record);
        let not_taken = |said: String, advice: Vec<String>| NotTaken {
            to: form.to.clone(),
            stage: form.stage,
            id: id.clone(),
            slot: slot.clone(),
            label: label.clone(),
            said,
            advice,
        };
        let written = match read(&value.written) {
            Ok(written) => written,
            // Somebody has seen to it since the form was handed out.
            Err(_) if record_says != handed && !is_taken => return,
            Err(reason) => {
                let said =
                    format!("書かれた{}は取り込めませんでした。{}", quoted(&value.written), reason.message);
                let not_taken = not_taken(said, reason.advice());
                let reason = reason.hint(
                    "この枠は取り込んでいません。書いた人に確かめて、様式のこの枠を直してからもう一度取り込むか、記録に書いてください。",
                );
                return self.refused.push((value, reason, not_taken));
            }
        };
        if written == handed || written == record_says {
            return;
        }
        let title = &measure.title_in(self.year).value;
        if let Some((taken, seen)) = self.seen(id, &slot, is_taken) {
            if taken != written {
                let conflict = Conflict { title, label: &label, place: &seen.value.place, theirs: taken };
                let told = conflict.between_forms(value, &written);
                let why = format!("{}には{}と書かれていて", whose(seen.form), quoted(taken));
                self.done.not_taken.push(not_taken(instead(&written, &why), vec![WRITE_AGAIN.into()]));
                self.done.told.push(told);
            }
            return;
        }
        if (record_says != handed || is_taken) && self.on_conflict == OnConflict::Tell {
            let conflict = Conflict { title, label: &label, place: &value.place, theirs: &written };
            let why = format!("様式を配った後に、記録が{}に書き換えられていて", quoted(&record_says));
            self.done.not_taken.push(not_taken(instead(&written, &why), vec![WRITE_AGAIN.into()]));
            self.done.told.push(conflict.with_record(&record_says));
            return;
        }
        if let Err(reason) = slot.write(&mut self.done.edits, &plan.form, record, &written) {
            return self.done.told.push(reason);
        }
        self.seen.insert((id.clone(), slot), Seen { text: written.clone(), form, value });
        self.done.taken.push(Taken {
            form: number,
            place: value.place.clone(),
            record: record.place.source().path().to_owned(),
            measure: measure.title_in(self.year).value.clone(),
            label,
            before: record_says,
            after: written,
        });
    }

    /// What a value belongs to, as things are now.
    fn find(&self, value: &ReturnedValue) -> Result<(Found<'a>, Slot), Diagnostic> {
        let told = |message: String| Diagnostic::new(Code::OtherForm, message).in_file(&value.place);
        let (id, keys) =
            value.keys.split_first().ok_or_else(|| told("どの事業の欄か分かりません。".into()))?;
        let (id, measure) = self.model.measures.get_key_value(id.as_str()).ok_or_else(|| {
            told(format!("事業「{id}」は、今の計画にありません。取り込みません。"))
                .hint("計画から外した事業なら、そのままでかまいません。書かれた文は、この升に残っています。")
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
    title: &'a str,
    label: &'a str,
    place: &'a std::path::Path,
    theirs: &'a str,
}

impl Conflict<'_> {
    /// The record was changed after the form was handed out.
    fn with_record(self, ours: &str) -> Diagnostic {
        self.told("配った後に、記録のほうも書き換えられています。今の記録のままにします。")
            .hint(format!("返された様式: {}", shown(self.theirs)))
            .hint(format!("今の記録: {}", shown(ours)))
            .hint("返された様式のとおりにするには、--theirs を付けてもう一度実行してください。今の記録のままでよければ、何もしなくてかまいません。")
    }

    /// Two forms say it in two ways.
    fn between_forms(self, other: &ReturnedValue, theirs: &str) -> Diagnostic {
        self.told("二つの様式に、違うことが書かれています。先の様式のとおりにします。")
            .hint(format!("先の様式: {}", shown(self.theirs)))
            .hint(format!("{}: {}", other.place.display(), shown(theirs)))
            .hint("後のほうが正しければ、そのファイルだけを指定し、--theirs を付けて、もう一度実行してください。")
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
