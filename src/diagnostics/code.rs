//! The codes by which findings are known.

use std::fmt::{self, Display, Formatter};

use serde::Deserialize;

use crate::language::script::to_half_width;

/// How much a diagnostic weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The booklet cannot be made, or would be wrong on paper.
    Error,
    /// The booklet is made; a person should look.
    Warning,
}

/// What the findings of a code are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Errors of the document.
    Error,
    /// Errors of the arguments or of the surroundings, in which the program cannot do its work.
    Stop,
    /// Warnings about the document.
    Warning,
    /// Warnings of the proofreader.
    Proofreading,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident: $kind:ident = $code:literal,)+) => {
        /// What kind of finding a diagnostic is. The printed code never changes its meaning.
        ///
        /// `E01xx` files and YAML, `E02xx` what the files say, `E03xx` the year's book, `E04xx` templates,
        /// `E05xx` typesetting, `E06xx` and `E07xx` proofreading, `E09xx` the program and its surroundings.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        pub enum Code {
            $($(#[doc = $doc])+ #[serde(rename = $code)] $name,)+
        }

        impl Code {
            /// All of them, in the order of their printed codes within each stage.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The code as printed. Its letter says how much it weighs.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }

            fn kind(self) -> Kind {
                match self {
                    $(Self::$name => Kind::$kind,)+
                }
            }
        }
    };
}

impl Code {
    /// How much its findings weigh.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self.kind() {
            Kind::Error | Kind::Stop => Severity::Error,
            Kind::Warning | Kind::Proofreading => Severity::Warning,
        }
    }

    /// Whether the program could not do its work, whatever the document is like.
    #[must_use]
    pub fn is_stop(self) -> bool {
        self.kind() == Kind::Stop
    }

    /// Whether it is a finding of the proofreader, from which a record can excuse itself.
    #[must_use]
    pub fn is_proofreading(self) -> bool {
        self.kind() == Kind::Proofreading
    }

    /// The code that is printed like this.
    #[must_use]
    pub fn find(printed: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == printed)
    }

    /// The code that a person means: capitals and full-width forms do not matter, nor does the letter where one code has the digits.
    #[must_use]
    pub fn meant(typed: &str) -> Option<Self> {
        let printed: String = typed.trim().chars().map(to_half_width).collect();
        let printed = printed.to_ascii_uppercase();
        Self::find(&printed).or_else(|| {
            let digits =
                |code: &&Self| code.as_str()[1..].trim_start_matches('0') == printed.trim_start_matches('0');
            let mut meant = Self::ALL.iter().filter(digits);
            meant.next().copied().filter(|_| meant.next().is_none())
        })
    }
}

impl Display for Code {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

codes! {
    /// A file cannot be opened or read.
    Unreadable: Error = "E0101",
    /// A file is not UTF-8.
    NotUtf8: Error = "E0102",
    /// A file has nothing in it.
    EmptyFile: Error = "E0103",
    /// A file is larger than any record can be.
    FileTooLarge: Error = "E0104",
    /// A file is not YAML.
    YamlSyntax: Error = "E0105",
    /// A tab stands where YAML wants spaces.
    YamlTab: Error = "E0106",
    /// YAML that means something other than it shows: anchors, tags, a second document, text that would be dropped or folded.
    YamlUnsupported: Error = "E0107",
    /// A key stands twice in one mapping.
    DuplicateKey: Error = "E0108",
    /// A file or folder has a name that says nothing to the program.
    FileName: Error = "E0109",
    /// A file that should be a workbook of Excel is none that can be read.
    NoWorkbook: Error = "E0120",
    /// A workbook is protected by a password.
    WorkbookLocked: Error = "E0121",
    /// A workbook has more in it than people put there.
    WorkbookTooLarge: Error = "E0122",
    /// A cell of a workbook has a formula without its result.
    NoResult: Warning = "W0123",
    /// A cell of a workbook shows an error.
    CellError: Warning = "W0124",
    /// A text in a workbook is struck through.
    StruckText: Warning = "W0125",
    /// The mapping of an import says something that nobody understands.
    BadMapping: Error = "E0126",
    /// Workbooks lack what an import needs.
    NotInWorkbook: Error = "E0127",
    /// Two sheets of one measure differ.
    SheetsDiffer: Warning = "W0128",
    /// Workbooks lack a name that a person has to write.
    Unnamed: Warning = "W0129",
    /// A workbook is not a form that was handed out, or can no longer be read as one.
    NotAForm: Error = "E0130",
    /// A form is of another plan or year, or a value of it is of a measure or field that is no longer there.
    OtherForm: Error = "E0131",
    /// A value of a form was written in two ways since it was handed out.
    FormConflict: Error = "E0132",
    /// Something in a form stands where nothing is to be written.
    OutsideForm: Warning = "W0133",
    /// Files and folders beside the forms that came back are not read.
    NotCollected: Warning = "W0137",
    /// A comment on a cell of a workbook, or a shape over its cells, has words that are not taken, or cannot be read.
    Note: Warning = "W0138",
    /// A workbook has no table of targets.
    NoTargetTable: Error = "E0134",
    /// A row of a table of targets is of no measure of the year.
    UnknownTarget: Error = "E0135",
    /// A table of targets says another target than the record, or two.
    OtherTarget: Error = "E0136",
    /// A mapping, list or text is wanted and something else is there.
    WrongShape: Error = "E0201",
    /// A key that the form does not have.
    UnknownKey: Error = "E0202",
    /// A key that must be there is not, or has no value.
    MissingKey: Error = "E0203",
    /// A value that cannot be read as a year, period, date, number or id.
    BadValue: Error = "E0204",
    /// A grade outside the plan's scale.
    UnknownGrade: Error = "E0205",
    /// A section that the plan does not list.
    UnknownSection: Error = "E0206",
    /// An id in the plan's tree that has no file in `measures/`.
    UnknownMeasure: Error = "E0207",
    /// A measure or record that the plan's tree does not mention.
    Unlisted: Error = "E0208",
    /// A year outside the 計画期間.
    YearOutsidePeriod: Error = "E0209",
    /// The same thing given twice.
    Duplicate: Error = "E0210",
    /// A word that is none of those to choose from.
    UnknownChoice: Error = "E0211",
    /// A measure has no record for a year.
    MissingRecord: Error = "E0301",
    /// The year being printed lacks a field in a record.
    IncompleteRecord: Error = "E0302",
    /// No year has a complete record.
    NoYear: Error = "E0303",
    /// An earlier version has no booklet of the year to compare with.
    NoEarlierBooklet: Warning = "W0304",
    /// The preview does not see changes of files.
    NotWatching: Warning = "W0305",
    /// The settings of the editor are written so that only a person can add to them.
    EditorSettings: Warning = "W0306",
    /// A template is not a template, or asks for something that is not there.
    Template: Error = "E0401",
    /// A file of the layouts is a copy of another version of ours.
    OldLayout: Error = "E0402",
    /// A file of the layouts that is most likely meant as a template and is not read.
    StrayLayout: Warning = "W0401",
    /// The markup that the templates made does not compile.
    Markup: Error = "E0501",
    /// Typst warns about the markup.
    MarkupWarning: Warning = "W0501",
    /// A sheet takes more than one page.
    SheetOverflow: Error = "E0502",
    /// A font file cannot be used.
    Font: Error = "E0503",
    /// A font of the theme has no bold face, or nothing else.
    FontWeight: Warning = "W0503",
    /// A page cannot be exported.
    Export: Error = "E0504",
    /// A picture cannot be printed.
    Picture: Error = "E0505",
    /// What is printed does not go with the paper.
    Paper: Error = "E0506",
    /// No font has a character.
    MissingCharacter: Error = "E0601",
    /// A character that nobody can see.
    InvisibleCharacter: Error = "E0602",
    /// A mark that should be one with the character before it.
    CombiningCharacter: Error = "E0603",
    // W061x-W063x notation, W064x figures, W065x evaluation, W066x year and copies, W067x wording, W069x excuses,
    // W070x vocabulary, W071x grammar, W072x what is said in two places, W073x dates and addresses, W074x pasted texts,
    // W075x more of figures.
    /// Digits of both widths stand in one number, or in numbers of one text.
    MixedDigits: Proofreading = "W0611",
    /// Digits have another width than the plan wants.
    DigitStyle: Proofreading = "W0612",
    /// Katakana or its punctuation is half-width.
    HalfWidthKatakana: Proofreading = "W0613",
    /// A Latin word is written in both widths.
    LatinWidth: Proofreading = "W0614",
    /// Thousands separators are misplaced, full-width or missing.
    Separators: Proofreading = "W0615",
    /// Brackets do not match.
    Brackets: Proofreading = "W0616",
    /// A space stands where none should.
    Spaces: Proofreading = "W0617",
    /// Punctuation is doubled, or of another kind than the rest.
    Punctuation: Proofreading = "W0618",
    /// A sentence has no stop.
    MissingStop: Proofreading = "W0619",
    /// A sentence is plain where the others are polite, or polite where they are plain.
    PlainStyle: Proofreading = "W0620",
    /// A katakana word is written with and without a mark.
    Katakana: Proofreading = "W0621",
    /// Waves are of two kinds, or a mark of a long vowel stands for a dash.
    Dashes: Proofreading = "W0622",
    /// A character looks like another, or is made of several.
    OddCharacter: Proofreading = "W0623",
    /// The booklet writes a word in two ways.
    TwoSpellings: Proofreading = "W0624",
    /// A word that the council's list wants otherwise.
    WordList: Proofreading = "W0625",
    /// A sign has another width than in the rest of the booklet.
    SymbolWidth: Proofreading = "W0626",
    /// A comma stands for a stop, or a stop for a comma.
    StopAndComma: Proofreading = "W0627",
    /// A number has no unit beside others that have one.
    MissingUnit: Proofreading = "W0640",
    /// Parts do not add up to the total that stands with them.
    Sum: Proofreading = "W0641",
    /// A percentage is not that of the two amounts beside it.
    Ratio: Proofreading = "W0642",
    /// A percentage was cut off where it should be rounded.
    CutOff: Proofreading = "W0643",
    /// A change against last year is not what last year's record says.
    Change: Proofreading = "W0644",
    /// The same thing is counted in two units.
    TwoUnits: Proofreading = "W0645",
    /// The same quantity has two values.
    TwoValues: Proofreading = "W0646",
    /// An 指標 has an 実績 that the text does not have.
    ActualNotInText: Proofreading = "W0647",
    /// An 指標 has a 目標 that 指標目標 does not have.
    TargetNotInText: Proofreading = "W0648",
    /// A list has more or fewer items than the text before it says.
    ListCount: Proofreading = "W0649",
    /// The best grade, with 実績 below 目標.
    GradeTooGood: Proofreading = "W0651",
    /// A grade that is not the best, with every 目標 reached.
    GradeTooBad: Proofreading = "W0652",
    /// 査定 differs from 自己評価 and nothing says why.
    ReviewWithoutNote: Proofreading = "W0653",
    /// One of the worst grades, and nothing says why.
    GradeWithoutReason: Proofreading = "W0654",
    /// The grade is two steps or more below last year's.
    GradeFell: Proofreading = "W0655",
    /// A target below last year's, and nothing says why.
    TargetLowered: Proofreading = "W0656",
    /// A record has no 査定 where the others have one.
    ReviewForgotten: Proofreading = "W0657",
    /// A text names another grade than the sheet has.
    GradeInText: Proofreading = "W0658",
    /// A text is word for word last year's.
    Copied: Proofreading = "W0661",
    /// A report speaks of another year as its own.
    OtherYear: Proofreading = "W0662",
    /// 今年度 stands beside another year's name.
    ThisYear: Proofreading = "W0663",
    /// Every bar of the plan ended before the year.
    PlanEnded: Proofreading = "W0664",
    /// A number or 再掲 is typed that the booklet adds.
    TypedNumber: Proofreading = "W0665",
    /// A series of numbers has a gap.
    NumberGap: Proofreading = "W0666",
    /// A word, particle or sentence stands twice.
    Doubled: Proofreading = "W0671",
    /// A wrong word of the same sound, or a thing said twice.
    WrongWord: Proofreading = "W0672",
    /// A sentence is too long.
    LongSentence: Proofreading = "W0673",
    /// A field says hardly anything.
    TooShort: Proofreading = "W0674",
    /// Something that tells who a person is.
    Personal: Proofreading = "W0675",
    /// The writer speaks of himself.
    FirstPerson: Proofreading = "W0676",
    /// A 校正除外 that nothing needs.
    UnneededExcuse: Proofreading = "W0690",
    /// A word sounds like the one that belongs beside its neighbours.
    Homophone: Proofreading = "W0701",
    /// A verb sounds like the one that belongs after its object.
    HomophoneVerb: Proofreading = "W0702",
    /// A word sounds like one that the council writes far oftener.
    RareHomophone: Proofreading = "W0703",
    /// A kanji looks like the one that makes a word.
    LookAlike: Proofreading = "W0704",
    /// A kanji stands for a kana that looks like it, or the other way round.
    KanaShape: Proofreading = "W0705",
    /// A katakana word is misspelt.
    KatakanaWord: Proofreading = "W0706",
    /// A particle is missing between a noun and its verb.
    LostParticle: Proofreading = "W0711",
    /// Particles stand together that cannot.
    CollidingParticles: Proofreading = "W0712",
    /// A particle or ending is written with the kana that only sounds like it.
    ParticleKana: Proofreading = "W0713",
    /// A sentence stops where it cannot end.
    SentenceEnd: Proofreading = "W0714",
    /// Kana of an ending or a particle are lost, doubled, swapped or mistyped.
    MistypedKana: Proofreading = "W0715",
    /// ら is missing in a form of ability, or さ too much in one of permission.
    AbilityForm: Proofreading = "W0716",
    /// Respect is paid twice.
    DoubleHonorific: Proofreading = "W0717",
    /// たり stands once where it wants a second.
    SingleTari: Proofreading = "W0718",
    /// A verb has two objects: 講座を開催をする.
    TwoObjects: Proofreading = "W0719",
    /// A name of a measure that its own plan or target has with a slip.
    TitleDiffers: Proofreading = "W0720",
    /// A sentence stands word for word in two measures.
    CopiedSentence: Proofreading = "W0721",
    /// The same words of one sheet have other brackets or widths.
    SameTextTwoWays: Proofreading = "W0722",
    /// A name is once written with another character.
    NameTwoWays: Proofreading = "W0723",
    /// A name of the plan is written with another character.
    PlanName: Proofreading = "W0724",
    /// One indicator has different values on two sheets.
    IndicatorDiffers: Proofreading = "W0725",
    /// A weekday is not that of the date.
    WrongWeekday: Proofreading = "W0730",
    /// A date that no calendar has.
    ImpossibleDate: Proofreading = "W0731",
    /// A time that no clock shows.
    ImpossibleTime: Proofreading = "W0732",
    /// A range runs backwards, or is not as long as the text says.
    BackwardRange: Proofreading = "W0733",
    /// A year that its era does not have.
    EraYear: Proofreading = "W0734",
    /// The year of an era stands beside another year of the calendar.
    EraPair: Proofreading = "W0735",
    /// A telephone number that cannot be.
    Telephone: Proofreading = "W0736",
    /// A postal code that cannot be.
    PostalCode: Proofreading = "W0737",
    /// A mail address or the address of a page that cannot be.
    Address: Proofreading = "W0738",
    /// Quotes that Excel put round a cell of several lines.
    ExcelQuotes: Proofreading = "W0741",
    /// A line break in the middle of a sentence.
    BrokenLine: Proofreading = "W0742",
    /// A half-width tilde for a wave.
    Tilde: Proofreading = "W0743",
    /// A line break that YAML makes a space.
    FoldedLine: Proofreading = "W0744",
    /// A remark that looks like the rest of the text.
    CutText: Proofreading = "W0745",
    /// A tab, or a line break that is none to the booklet.
    HiddenBreak: Proofreading = "W0746",
    /// What a spreadsheet or web page shows instead of a value.
    Residue: Proofreading = "W0747",
    /// A letter that the keyboard left between the words.
    StrayLetter: Proofreading = "W0749",
    /// A change is not the difference of the two numbers beside it.
    ChangeInText: Proofreading = "W0750",
    /// Percentages are more than a whole has.
    OverHundred: Proofreading = "W0751",
    /// A counter that does not count its noun.
    WrongCounter: Proofreading = "W0752",
    /// A rate of achievement is not that of 目標 and 実績.
    AchievementRate: Proofreading = "W0753",
    /// The arguments are wrong.
    Usage: Stop = "E0901",
    /// There is no data folder.
    NoData: Stop = "E0902",
    /// There is a data folder where one is to be made.
    DataIsThere: Stop = "E0908",
    /// Where a form is to go lies a file whose contents would be lost.
    WouldBeLost: Stop = "E0909",
    /// The output cannot be written.
    Unwritable: Stop = "E0903",
    /// The preview cannot be served.
    NoServer: Stop = "E0904",
    /// A value of a file cannot be written so that nothing else changes.
    ValueNotWritten: Stop = "E0905",
    /// Somebody else saved a file between reading and writing it.
    SavedElsewhere: Stop = "E0906",
    /// A file that was replaced has other names, under which its old contents stay.
    OtherNames: Warning = "W0907",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letter_of_a_code_says_how_much_it_weighs() {
        for code in Code::ALL {
            let letter = if code.severity() == Severity::Error { 'E' } else { 'W' };
            assert!(code.as_str().starts_with(letter), "{code}");
        }
    }

    #[test]
    fn no_two_codes_are_printed_alike() {
        for &code in Code::ALL {
            assert_eq!(Code::find(code.as_str()), Some(code));
        }
    }
}
