//! Which files make up `data/`, and whether they fit together.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::data::{LevelNotes, Model, YearNotes};
use super::date::Day;
use super::deadlines::Deadlines;
use super::edit::Edits;
use super::excuse::Excuse;
use super::files::{Files, ReadFiles, has_our_extension, is_left_beside, is_yaml, stem};
use super::id::MeasureId;
use super::mapping::Mapping;
use super::measure::{Course, Measure};
use super::parsed::Parsed;
use super::plan::{ForewordSection, Plan};
use super::record::Record;
use super::value::PictureFile;
use super::words::Word;
use super::yaml::{self, Node};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, SourceFile, Spanned, nearest};
use crate::folder::{DATA, DataFile, FIGURES, LARGEST_LAYOUT, MEASURES, RECORDS, YEARS, in_data, yaml_file};
use crate::form::{Field, Form, Tier};
use crate::language::script::composed;
use crate::picture::Picture;
use crate::reading;
use crate::year::FiscalYear;

/// The key of the day on the cover, in the file of a year.
pub(super) const ISSUED: &str = "発行日";

/// How many calendar years the day on the cover may lie before and after that in which the 年度 begins: a booklet of April is printed
/// before it, and one of an earlier year may be printed late.
const YEARS_AROUND: (i32, i32) = (1, 5);

/// Reads all of `data/` under a root.
///
/// # Errors
/// Everything that is wrong in any file, or between them.
pub fn load(root: &Path) -> Result<Model, Diagnostics> {
    load_edited(root, &Edits::default())
}

/// The form of the plan under a root, as far as there is a plan that can be read.
#[must_use]
pub fn load_form(root: &Path) -> Form {
    load_plan(root).map(|plan| plan.form).unwrap_or_default()
}

/// Reads the plan under a root, whatever the other files say.
///
/// # Errors
/// What is wrong in it, or that there is none.
pub fn load_plan(root: &Path) -> Result<Plan, Diagnostics> {
    let edits = Edits::default();
    let files = Files { root, edits: &edits, parsed: &Parsed::default(), read: Mutex::default() };
    if !files.is_folder(Path::new(DATA)) {
        return Err(no_data(root).into());
    }
    let mut found = Diagnostics::new();
    let plan = found.take(files.node(&DataFile::Plan.path())).and_then(|node| Plan::read(&node, &mut found));
    plan.ok_or(found)
}

/// Reads `data/` as it would be with edits.
///
/// # Errors
/// As [`load`].
pub fn load_edited(root: &Path, edits: &Edits) -> Result<Model, Diagnostics> {
    load_files(root, edits, &Parsed::default())
}

/// Reads the next state of `data/`, as far as it has changed since the state before.
///
/// # Errors
/// As [`load`].
pub fn load_again(root: &Path, parsed: &mut Parsed) -> Result<Model, Diagnostics> {
    let model = load_files(root, &Edits::default(), parsed);
    parsed.forget_the_old();
    model
}

/// A folder without `data/`. It may be that folder itself.
fn no_data(root: &Path) -> Diagnostic {
    let message = format!("「{}」に data フォルダーがありません。", root.display());
    let found = Diagnostic::new(Code::NoData, message);
    let plan = DataFile::Plan.path();
    let is_data = plan.file_name().is_some_and(|plan| root.join(plan).is_file());
    if is_data {
        let above = if root == Path::new(".") { PathBuf::from("..") } else { root.join("..") };
        return found.hint(format!(
            "ここは data フォルダーの中のようです。一つ上のフォルダーで実行するか、--root にそれを指定してください（例: --root \"{}\"）。",
            above.display()
        ));
    }
    found
        .hint("data フォルダーのある場所で実行するか、--root でその場所を指定してください。")
        .hint("新しい計画を始めるには、「shinchoku init 新しいフォルダー」と打ちます。")
}

fn load_files(root: &Path, edits: &Edits, parsed: &Parsed) -> Result<Model, Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let files = Files { root, edits, parsed, read: Mutex::default() };
    if !files.is_folder(Path::new(DATA)) {
        return Err(no_data(root).into());
    }
    let plan = diagnostics
        .take(files.node(&DataFile::Plan.path()))
        .and_then(|node| Plan::read(&node, &mut diagnostics));
    files.refuse_strays(&mut diagnostics);
    let Some(plan) = plan else { return Err(diagnostics) };

    let tree = files.tree(&plan, &mut diagnostics);
    let no_title = |_: &str| None;
    let read = |_: &MeasureId, node: &Node, found: &mut Diagnostics| Measure::read(node, &plan, found);
    let measures = files.of_each_measure(&in_data(MEASURES), &tree, no_title, &mut diagnostics, read);
    let with_title = |title: &str| {
        measures
            .iter()
            .find(|(_, measure)| composed(&measure.current_title().value) == composed(title))
            .map(|(id, _)| id)
    };
    let folders = files.year_folders(&plan, &mut diagnostics);
    let mut records: BTreeMap<_, BTreeMap<_, _>> = folders
        .iter()
        .map(|(&year, folder)| {
            let read = |id: &MeasureId, node: &Node, found: &mut Diagnostics| {
                Record::read(node, &plan, measures.get(id), found)
            };
            (year, files.of_each_measure(folder, &tree, with_title, &mut diagnostics, read))
        })
        .collect();
    // Those of a new year, of measures of which was said later that they had ended.
    for (&year, records) in &mut records {
        let runs = |id: &MeasureId| measures.get(id).is_none_or(|measure| measure.runs_in(year));
        records.retain(|id, record| !record.is_blank() || runs(id));
    }
    for (year, id, record) in
        records.iter().flat_map(|(year, records)| records.iter().map(move |(id, record)| (*year, id, record)))
    {
        if let Some(measure) = measures.get(id).filter(|measure| !measure.runs_in(year)) {
            diagnostics.push(
                Diagnostic::new(
                    Code::YearOutsidePeriod,
                    format!("事業「{}」は{}には行われていません。", measure.title_in(year).value, year.label()),
                )
                .at(&record.place)
                .hint("この記録を data の外へ移すか、事業のファイルの開始年度・終了年度・休止を直してください。"),
            );
        }
    }
    for (id, measure) in &measures {
        if let Some(wrong) = measure.successor.as_ref().and_then(|successor| {
            wrong_successor(id, successor, &tree).or_else(|| ended_before(measure, successor, &measures))
        }) {
            diagnostics.push(wrong);
        }
    }
    let pictures = measures.values().flat_map(Measure::pictures);
    let pictures: Vec<&PictureFile> =
        pictures.chain(records.values().flatten().flat_map(|(_, record)| record.pictures())).collect();
    files.check_pictures(&pictures, &mut diagnostics);
    let years = files.year_notes(&plan, &mut diagnostics);
    let words = files.words(&mut diagnostics);
    if diagnostics.has_errors() {
        return Err(diagnostics.counted());
    }
    let ReadFiles { mut sources, pictures } = files.read.into_inner().unwrap_or_else(PoisonError::into_inner);
    sources.sort_by(|one, other| one.path().cmp(other.path()));
    Ok(Model { plan, measures, records, years, words, folders, sources, pictures })
}

impl Model {
    /// The record of a measure as a file says it that is not on the disk yet.
    ///
    /// # Errors
    /// What is wrong in the file.
    pub fn record_in(&self, file: &Arc<SourceFile>, id: &MeasureId) -> Result<Record, Diagnostics> {
        let mut found = Diagnostics::new();
        let node = yaml::parse(file)?;
        let record = Record::read(&node, &self.plan, self.measures.get(id), &mut found);
        match record {
            Some(record) if !found.has_errors() => Ok(record),
            _ => Err(found),
        }
    }

    /// Takes a record in the stead of the one that was read. Returns that one.
    pub fn replace_record(&mut self, year: FiscalYear, id: &MeasureId, record: Record) -> Option<Record> {
        self.records.entry(year).or_default().insert(id.clone(), record)
    }
}

/// The measures that the plan's tree mentions.
struct Tree<'p> {
    ids: BTreeSet<&'p str>,
    /// Files that a misspelt mention most likely means.
    meant: BTreeSet<String>,
}

impl Files<'_> {
    /// The ids that the tree mentions, each with a file in `measures/`.
    fn tree<'p>(&self, plan: &'p Plan, diagnostics: &mut Diagnostics) -> Tree<'p> {
        let ids: BTreeSet<&str> = plan.mentions().map(|mention| mention.as_str()).collect();
        let entries = self.entries(&in_data(MEASURES), &mut Diagnostics::new());
        // What `yaml_files` reports under another name is there: one cause is one error.
        let (files, others): (Vec<_>, Vec<_>) = entries.into_iter().partition(|path| {
            has_our_extension(path) || !self.root.join(path).is_dir() && !is_left_beside(path)
        });
        let stems: BTreeSet<String> = files.iter().map(|path| stem(path)).collect();
        let mut meant = BTreeSet::new();
        let mut reported = BTreeSet::new();
        for mention in plan.mentions().filter(|mention| !stems.contains(mention.as_str())) {
            if reported.insert(mention.as_str()) {
                let unlisted = stems.iter().map(String::as_str).filter(|stem| !ids.contains(stem));
                meant.extend(nearest(mention.as_str(), unlisted).map(str::to_owned));
                let misnamed = others
                    .iter()
                    .find(|path| stem(path) == mention.as_str() && self.root.join(path).is_file());
                diagnostics.push(unknown_measure(mention, &stems, misnamed.map(PathBuf::as_path)));
            }
        }
        Tree { ids, meant }
    }

    /// What the files of a folder say that are named after a measure of the tree. A plan of five years has hundreds, which
    /// are read side by side.
    /// `with_title` tells the measure of a name, which people take for that of the file.
    fn of_each_measure<'m, T: Send>(
        &self,
        folder: &Path,
        tree: &Tree<'_>,
        with_title: impl Fn(&str) -> Option<&'m MeasureId>,
        diagnostics: &mut Diagnostics,
        read: impl Fn(&MeasureId, &Node, &mut Diagnostics) -> Option<T> + Sync,
    ) -> BTreeMap<MeasureId, T> {
        let mut listed: Vec<(MeasureId, PathBuf)> = Vec::new();
        for (stem, path) in self.yaml_files(folder, diagnostics) {
            match stem.parse() {
                Ok(id) if tree.ids.contains(stem.as_str()) => listed.push((id, path)),
                // The mention is the error, not the file.
                _ if tree.meant.contains(&stem) => {}
                _ => diagnostics.push(match with_title(&stem) {
                    Some(id) => named_by_title(&stem, &path, id),
                    None => unlisted(&stem, &path, tree),
                }),
            }
        }
        let files: Vec<_> = listed
            .into_par_iter()
            .map(|(id, path)| {
                let mut found = Diagnostics::new();
                let value = found.take(self.node(&path)).and_then(|node| read(&id, &node, &mut found));
                (id, value, found)
            })
            .collect();
        let mut values = BTreeMap::new();
        for (id, value, found) in files {
            diagnostics.append(found);
            values.extend(value.map(|value| (id, value)));
        }
        values
    }

    /// Looks at the pictures that are named.
    fn check_pictures(&self, pictures: &[&PictureFile], diagnostics: &mut Diagnostics) {
        if pictures.is_empty() {
            return;
        }
        let folder = in_data(FIGURES);
        let names: Vec<String> = self
            .entries(&folder, &mut Diagnostics::new())
            .iter()
            .filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
            .collect();
        for PictureFile { file, .. } in pictures {
            let name = composed(&file.value);
            let Some(found) = names.iter().find(|other| composed(other) == name) else {
                let message = format!("図「{}」が {} にありません。", file.value, folder.display());
                diagnostics.push(
                    Diagnostic::new(Code::UnknownChoice, message)
                        .at(&file.place)
                        .hint_nearest(&file.value, names.iter().map(String::as_str))
                        .hint("そのフォルダーに図のファイル（PNG・JPEG・SVG）を置くか、ファイルの名前を直してください。"),
                );
                continue;
            };
            let path = folder.join(found);
            self.read().pictures.push(path.clone());
            let looked_at = reading::read(&self.root.join(&path), LARGEST_LAYOUT)
                .map_err(|unread| unread.diagnostic(&path))
                .and_then(|bytes| Picture::of(&path, &bytes));
            match looked_at {
                Ok(Some(_)) => {}
                Ok(None) => diagnostics.push(
                    Diagnostic::new(Code::BadValue, format!("「{}」は図として読めません。", file.value))
                        .at(&file.place)
                        .hint("PNG・JPEG・SVG のどれかにして、ファイル名の終わりもそれに合わせてください。"),
                ),
                Err(wrong) => diagnostics.push(wrong),
            }
        }
    }

    /// The folders of `records/`, each a year of the plan.
    fn year_folders(&self, plan: &Plan, diagnostics: &mut Diagnostics) -> BTreeMap<FiscalYear, PathBuf> {
        let mut folders = BTreeMap::new();
        for path in self.entries(&in_data(RECORDS), diagnostics) {
            if !self.is_folder(&path) {
                if is_yaml(&path) {
                    diagnostics.push(
                        Diagnostic::new(Code::FileName, "records にじかに置かれたファイルは読みません。")
                            .in_file(&path)
                            .hint("記録なら「records/R5/事業の ID.yaml」に、年度の発行日や前文なら「years/R5.yaml」に置いてください。")
                            .hint("要らなければ data の外へ移してください。"),
                    );
                }
                continue;
            }
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if let Some(year) = diagnostics.take(year_of_path(&name, &path, plan)) {
                add_year(&mut folders, year, path, diagnostics);
            }
        }
        folders
    }

    /// `用語.yaml`, which need not be there.
    fn words(&self, diagnostics: &mut Diagnostics) -> Vec<Word> {
        let path = DataFile::Words.path();
        if !self.root.join(&path).exists() && self.edits.get(&path).is_none() {
            return Vec::new();
        }
        diagnostics.take(self.node(&path)).map(|node| Word::read_all(&node, diagnostics)).unwrap_or_default()
    }

    fn year_notes(&self, plan: &Plan, diagnostics: &mut Diagnostics) -> BTreeMap<FiscalYear, YearNotes> {
        let mut paths = BTreeMap::new();
        for (stem, path) in self.yaml_files(&in_data(YEARS), diagnostics) {
            if let Some(year) = diagnostics.take(year_of_path(&stem, &path, plan)) {
                add_year(&mut paths, year, path, diagnostics);
            }
        }
        let mut notes = BTreeMap::new();
        for (year, path) in paths {
            let Some(node) = diagnostics.take(self.node(&path)) else { continue };
            let Some(mapping) = Mapping::of(&node, diagnostics) else { continue };
            let issued = mapping
                .text(ISSUED, diagnostics)
                .and_then(|text| diagnostics.take(Day::read_near(ISSUED, &text, year, YEARS_AROUND)));
            let deadlines = Deadlines::read(&mapping, year, diagnostics);
            let sections = mapping.list(Field::Foreword.key(), diagnostics);
            let foreword: Vec<_> =
                sections.iter().filter_map(|node| ForewordSection::read(node, diagnostics)).collect();
            let foreword = (!foreword.is_empty()).then_some(foreword);
            let levels = plan.levels();
            let strategies = LevelNotes::read_all(Tier::Strategy, &levels, &mapping, plan, diagnostics);
            let excuses = Excuse::read_all(&mapping, diagnostics);
            mapping.finish(diagnostics);
            notes.insert(year, YearNotes { file: path, issued, deadlines, strategies, foreword, excuses });
        }
        notes
    }
}

/// A file has the name of a measure where its id belongs.
fn named_by_title(title: &str, path: &Path, id: &MeasureId) -> Diagnostic {
    Diagnostic::new(Code::Unlisted, format!("ファイルの名前は、事業名ではなく、事業の ID です（「{title}」の ID は {id}）。"))
        .in_file(path)
        .hint(format!("ファイルの名前を「{}」にしてください。同じ名前のファイルがもうあるなら、要る文をそちらに移してから、このファイルを data の外へ移してください。", yaml_file(id.as_str())))
}

fn unlisted(stem: &str, path: &Path, tree: &Tree<'_>) -> Diagnostic {
    if let Some(id) = tree.ids.iter().find(|id| is_copy(stem, id)) {
        let file = yaml_file(id);
        return Diagnostic::new(Code::Unlisted, format!("「{file}」の写しのようです。"))
            .in_file(path)
            .hint("二人が同時に保存すると、OneDrive や Dropbox が、後の人のものをこのような名前で残します。")
            .hint(format!("開いて「{file}」と比べ、要る文をそちらに移してから、このファイルを data の外へ移してください。"));
    }
    Diagnostic::new(Code::Unlisted, format!("事業「{stem}」は plan.yaml のどこにも載っていません。"))
        .in_file(path)
        .hint_nearest(stem, tree.ids.iter().copied())
        .hint("ファイル名を直すか、plan.yaml の「事業」に加えるか、ファイルを data の外へ移してください。")
}

/// Whether a file is named as copies of another are that programs make: `salon-PC01`, `salon (1)`, `salon - コピー`,
/// `salon (競合コピー 2024-04-01)`.
fn is_copy(stem: &str, id: &str) -> bool {
    let Some(rest) = stem.strip_prefix(id) else { return false };
    let words = ["コピー", "copy", "競合", "conflict"];
    let lower = rest.to_lowercase();
    let computer = rest.strip_prefix('-').is_some_and(|name| {
        name.starts_with(|first: char| first.is_ascii_uppercase())
            && !name.chars().any(|c| c.is_ascii_lowercase())
    });
    computer || rest.starts_with([' ', '(', '（']) || words.iter().any(|word| lower.contains(word))
}

/// A mention without a file; there may be one with its name and another extension.
fn unknown_measure(
    mention: &Spanned<MeasureId>,
    present: &BTreeSet<String>,
    misnamed: Option<&Path>,
) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(Code::UnknownMeasure, format!("事業「{}」のファイルがありません。", mention.value))
            .at(&mention.place);
    if let Some(path) = misnamed {
        return diagnostic.hint(format!(
            "「{}」がそのファイルなら、ファイル名の終わりを .yaml にしてください（エクスプローラーの「表示」で「ファイル名拡張子」を出すと見えます）。",
            path.display()
        ));
    }
    diagnostic
        .hint_nearest(mention.as_str(), present.iter().map(String::as_str))
        .hint(format!("measures フォルダーに「{}.yaml」を作るか、ID を直してください。", mention.value))
}

/// What is wrong with 引継ぎ先 of a measure.
fn wrong_successor(id: &MeasureId, successor: &Spanned<MeasureId>, tree: &Tree<'_>) -> Option<Diagnostic> {
    if successor.value == *id {
        let own = Diagnostic::new(Code::BadValue, "引継ぎ先が、この事業そのものです。").at(&successor.place);
        return Some(own.hint("引き継いだ事業の ID を書いてください。"));
    }
    (!tree.ids.contains(successor.as_str())).then(|| {
        Diagnostic::new(
            Code::UnknownMeasure,
            format!("引継ぎ先の事業「{}」は plan.yaml のどこにも載っていません。", successor.value),
        )
        .at(&successor.place)
        .hint_nearest(successor.as_str(), tree.ids.iter().copied().filter(|other| *other != id.as_str()))
        .hint("ID を直すか、plan.yaml の「事業」に加えてください。")
    })
}

/// Tells of a 引継ぎ先 that cannot go on with a measure, because it has ended itself by then; so no two go on with one another.
fn ended_before(
    measure: &Measure,
    successor: &Spanned<MeasureId>,
    measures: &BTreeMap<MeasureId, Measure>,
) -> Option<Diagnostic> {
    let year = measure.last_year?.after()?;
    let next = measures.get(&successor.value)?;
    (next.course_in(year) == Course::Ended).then(|| {
        let message = format!(
            "引継ぎ先の事業「{}」は、引き継ぐ{}には終わっています。",
            next.title_in(year).value,
            year.label()
        );
        Diagnostic::new(Code::BadValue, message)
            .at(&successor.place)
            .hint("引継ぎ先の ID か、二つの事業の終了年度の、違うものを直してください。")
    })
}

/// The year that a file or folder is named after.
fn year_of_path(name: &str, path: &Path, plan: &Plan) -> Result<FiscalYear, Diagnostic> {
    let year: FiscalYear = name.parse().map_err(|_| {
        Diagnostic::new(Code::FileName, format!("「{name}」は年度の名前ではありません。"))
            .in_file(path)
            .hint("R5 や H30 のように、元号の頭文字と年を半角で付けてください。要らなければ data の外へ移してください。")
    })?;
    plan.require(year).map_err(|outside| {
        outside.in_file(path).hint("plan.yaml の計画期間を延ばすか、名前を正しい年度に直してください。")
    })?;
    Ok(year)
}

/// `H31` and `R1` are one year and must not both be there.
fn add_year(
    paths: &mut BTreeMap<FiscalYear, PathBuf>,
    year: FiscalYear,
    path: PathBuf,
    diagnostics: &mut Diagnostics,
) {
    if let Some(first) = paths.get(&year) {
        diagnostics.push(
            Diagnostic::new(Code::Duplicate, format!("「{}」と同じ年度です。", first.display()))
                .in_file(&path)
                .hint("どちらか一方にまとめてください。"),
        );
    } else {
        paths.insert(year, path);
    }
}
