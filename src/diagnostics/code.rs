//! The codes by which findings are known.

use std::fmt::{self, Display, Formatter};

use crate::language::script::to_half_width;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal,)+) => {
        /// What kind of finding a diagnostic is. The printed code never changes its meaning.
        ///
        /// `E01xx` files and YAML, `E02xx` what the files say, `E03xx` the year's book, `E04xx` templates,
        /// `E05xx` typesetting, `E06xx` proofreading, `E09xx` the program and its surroundings.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// All of them, in the order of their printed codes within each stage.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The code as printed.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }

            /// The code that is printed like this.
            #[must_use]
            pub fn find(printed: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.as_str() == printed)
            }

            /// Whether it is a finding of the proofreader, from which a record can excuse itself.
            #[must_use]
            pub fn is_proofreading(self) -> bool {
                self.as_str().starts_with("W06")
            }
        }
    };
}

impl Code {
    /// The code that a person means: capitals and full-width forms do not matter.
    #[must_use]
    pub fn meant(typed: &str) -> Option<Self> {
        let printed: String = typed.trim().chars().map(to_half_width).collect();
        Self::find(&printed.to_ascii_uppercase())
    }
}

impl Display for Code {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

codes! {
    /// A file cannot be opened or read.
    Unreadable = "E0101",
    /// A file is not UTF-8.
    NotUtf8 = "E0102",
    /// A file has nothing in it.
    EmptyFile = "E0103",
    /// A file is larger than any record can be.
    FileTooLarge = "E0104",
    /// A file is not YAML.
    YamlSyntax = "E0105",
    /// A tab stands where YAML wants spaces.
    YamlTab = "E0106",
    /// YAML that means something other than it shows: anchors, tags, a second document, text that would be dropped or folded.
    YamlUnsupported = "E0107",
    /// A key stands twice in one mapping.
    DuplicateKey = "E0108",
    /// A file or folder has a name that says nothing to the program.
    FileName = "E0109",
    /// A mapping, list or text is wanted and something else is there.
    WrongShape = "E0201",
    /// A key that the form does not have.
    UnknownKey = "E0202",
    /// A key that must be there is not, or has no value.
    MissingKey = "E0203",
    /// A value that cannot be read as a year, period, date, number or id.
    BadValue = "E0204",
    /// A grade outside the plan's scale.
    UnknownGrade = "E0205",
    /// A section that the plan does not list.
    UnknownSection = "E0206",
    /// An id in the plan's tree that has no file in `measures/`.
    UnknownMeasure = "E0207",
    /// A measure or record that the plan's tree does not mention.
    Unlisted = "E0208",
    /// A year outside the 計画期間.
    YearOutsidePeriod = "E0209",
    /// The same thing given twice.
    Duplicate = "E0210",
    /// A measure has no record for a year.
    MissingRecord = "E0301",
    /// The year being printed lacks a field in a record.
    IncompleteRecord = "E0302",
    /// No year has a complete record.
    NoYear = "E0303",
    /// An earlier version has no booklet of the year to compare with.
    NoEarlierBooklet = "W0304",
    /// A template is not a template, or asks for something that is not there.
    Template = "E0401",
    /// A file of the layouts is a copy of another version of ours.
    OldLayout = "E0402",
    /// A file of the layouts that is most likely meant as a template and is not read.
    StrayLayout = "W0401",
    /// The markup that the templates made does not compile.
    Markup = "E0501",
    /// Typst warns about the markup.
    MarkupWarning = "W0501",
    /// A sheet takes more than one page.
    SheetOverflow = "E0502",
    /// A font file cannot be used.
    Font = "E0503",
    /// A page cannot be exported.
    Export = "E0504",
    /// No font has a character.
    MissingCharacter = "E0601",
    /// A character that nobody can see.
    InvisibleCharacter = "E0602",
    /// A mark that should be one with the character before it.
    CombiningCharacter = "E0603",
    // W061x-W063x notation, W064x figures, W065x evaluation, W066x year and copies, W067x wording, W069x excuses.
    /// Digits of both widths stand in one number, or in numbers of one text.
    MixedDigits = "W0611",
    /// Digits have another width than the plan wants.
    DigitStyle = "W0612",
    /// Katakana or its punctuation is half-width.
    HalfWidthKatakana = "W0613",
    /// A Latin word is written in both widths.
    LatinWidth = "W0614",
    /// Thousands separators are misplaced, full-width or missing.
    Separators = "W0615",
    /// Brackets do not match.
    Brackets = "W0616",
    /// A space stands where none should.
    Spaces = "W0617",
    /// Punctuation is doubled, or of another kind than the rest.
    Punctuation = "W0618",
    /// A sentence has no stop.
    MissingStop = "W0619",
    /// A plain sentence stands among polite ones.
    PlainStyle = "W0620",
    /// A katakana word is written with and without a mark.
    Katakana = "W0621",
    /// Waves are of two kinds, or a mark of a long vowel stands for a dash.
    Dashes = "W0622",
    /// A character looks like another, or is made of several.
    OddCharacter = "W0623",
    /// The booklet writes a word in two ways.
    TwoSpellings = "W0624",
    /// A word that the council's list wants otherwise.
    WordList = "W0625",
    /// A number has no unit beside others that have one.
    MissingUnit = "W0640",
    /// Parts do not add up to the total that stands with them.
    Sum = "W0641",
    /// A percentage is not that of the two amounts beside it.
    Ratio = "W0642",
    /// A percentage was cut off where it should be rounded.
    CutOff = "W0643",
    /// A change against last year is not what last year's record says.
    Change = "W0644",
    /// The same thing is counted in two units.
    TwoUnits = "W0645",
    /// The same quantity has two values.
    TwoValues = "W0646",
    /// An 指標 has an 実績 that the text does not have.
    ActualNotInText = "W0647",
    /// An 指標 has a 目標 that 指標目標 does not have.
    TargetNotInText = "W0648",
    /// A list has more or fewer items than the text before it says.
    ListCount = "W0649",
    /// The best grade, with 実績 below 目標.
    GradeTooGood = "W0651",
    /// A grade that is not the best, with every 目標 reached.
    GradeTooBad = "W0652",
    /// 査定 differs from 自己評価 and nothing says why.
    ReviewWithoutNote = "W0653",
    /// One of the worst grades, and nothing says why.
    GradeWithoutReason = "W0654",
    /// The grade is two steps or more below last year's.
    GradeFell = "W0655",
    /// A target below last year's, and nothing says why.
    TargetLowered = "W0656",
    /// A text is word for word last year's.
    Copied = "W0661",
    /// A report speaks of another year as its own.
    OtherYear = "W0662",
    /// 今年度 stands beside another year's name.
    ThisYear = "W0663",
    /// Every bar of the plan ended before the year.
    PlanEnded = "W0664",
    /// A number or 再掲 is typed that the booklet adds.
    TypedNumber = "W0665",
    /// A series of numbers has a gap.
    NumberGap = "W0666",
    /// A word, particle or sentence stands twice.
    Doubled = "W0671",
    /// A wrong word of the same sound, or a thing said twice.
    WrongWord = "W0672",
    /// A sentence is too long.
    LongSentence = "W0673",
    /// A field says hardly anything.
    TooShort = "W0674",
    /// Something that tells who a person is.
    Personal = "W0675",
    /// The writer speaks of himself.
    FirstPerson = "W0676",
    /// A 校正除外 that nothing needs.
    UnneededExcuse = "W0690",
    /// The arguments are wrong.
    Usage = "E0901",
    /// There is no data folder.
    NoData = "E0902",
    /// The output cannot be written.
    Unwritable = "E0903",
    /// The preview cannot be served.
    NoServer = "E0904",
    /// A value of a file cannot be written so that nothing else changes.
    ValueNotWritten = "E0905",
    /// Somebody else saved a file between reading and writing it.
    SavedElsewhere = "E0906",
}
