//! The table: every field of the program, and every word that the form prints.

use super::own::OwnField;
use super::row::{Due, Kind, Level, Reading, Row, Writer};

/// Makes [`Field`] and [`Label`] of one list, in the order of the form.
///
/// - `word Name = "key" => "printed";` is a word of the form that 呼称 may replace.
/// - `field Name = "key" { … };` is a field that is printed under its key, or has no cell.
/// - `field Name = "key" => "printed" { … };` is a field whose printed word 呼称 may replace.
macro_rules! form {
    (@rows [$($field:tt)*] [$($label:tt)*]
        $(#[doc = $doc:literal])+ word $name:ident = $key:literal => $printed:literal; $($rest:tt)*
    ) => {
        form! { @rows [$($field)*] [$($label)* { $($doc)+, $name, $key, $printed }] $($rest)* }
    };
    (@rows [$($field:tt)*] [$($label:tt)*]
        $(#[doc = $doc:literal])+ field $name:ident = $key:literal { $($column:tt)+ }; $($rest:tt)*
    ) => {
        form! { @rows [$($field)* { $($doc)+, $name, $key, None, $($column)+ }] [$($label)*] $($rest)* }
    };
    (@rows [$($field:tt)*] [$($label:tt)*]
        $(#[doc = $doc:literal])+ field $name:ident = $key:literal => $printed:literal { $($column:tt)+ }; $($rest:tt)*
    ) => {
        form! {
            @rows
            [$($field)* { $($doc)+, $name, $key, Some(Label::$name), $($column)+ }]
            [$($label)* { $($doc)+, $name, $key, $printed }]
            $($rest)*
        }
    };
    (@rows
        [$({
            $($doc:literal)+, $field:ident, $key:literal, $printed_as:expr,
            of: $level:ident, kind: $kind:ident, due: $due:ident, by: $writer:ident, read: $reading:ident,
            compared: $compared:literal, yearly: $yearly:literal, data: $data_name:literal
        })+]
        [$({ $($label_doc:literal)+, $label:ident, $label_key:literal, $printed:literal })+]
    ) => {
        /// 項目: one place of the form for something typed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {
            $($(#[doc = $doc])+ $field,)+
            /// One of the council's own.
            Own(OwnField),
        }

        impl Field {
            /// Those of the program, in the order of the form.
            pub const ALL: &[Self] = &[$(Self::$field),+];

            /// All that is known of it.
            #[must_use]
            pub fn row(self) -> &'static Row {
                match self {
                    $(Self::$field => {
                        const ROW: Row = Row {
                            key: $key,
                            level: Level::$level,
                            kind: Kind::$kind,
                            due: Due::$due,
                            writer: Writer::$writer,
                            reading: Reading::$reading,
                            compared: $compared,
                            yearly: $yearly,
                            data_name: $data_name,
                        };
                        &ROW
                    })+
                    Self::Own(own) => own.row(),
                }
            }

            /// Its word on paper, where a council may replace it.
            #[must_use]
            pub fn label(self) -> Option<Label> {
                match self {
                    $(Self::$field => $printed_as,)+
                    Self::Own(_) => None,
                }
            }
        }

        /// A word that the form prints, and that a council may replace (呼称).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Label {
            $($(#[doc = $label_doc])+ $label,)+
        }

        impl Label {
            /// All of them, in the order of the form.
            pub const ALL: &[Self] = &[$(Self::$label),+];

            /// The word of the data format, under which 呼称 has it.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$label => $label_key,)+
                }
            }

            /// What is printed unless the council says otherwise.
            #[must_use]
            pub const fn printed(self) -> &'static str {
                match self {
                    $(Self::$label => $printed,)+
                }
            }
        }
    };
    (@rows $($unread:tt)*) => { compile_error!(concat!("no row of the form: ", stringify!($($unread)*))); };
    ($($rows:tt)+) => { form! { @rows [] [] $($rows)+ } };
}

form! {
    /// The kind of booklet, on the cover.
    word Booklet = "報告書" => "進捗管理報告書";
    /// The same in the middle of the year.
    word InterimBooklet = "中間報告" => "進捗管理中間報告書";
    /// The same when the year begins.
    word TargetBooklet = "目標設定" => "目標設定シート";
    /// The kind of page, at its head.
    word Sheet = "進捗管理シート" => "進捗管理シート";
    /// The index table.
    word Index = "全体の評価" => "全体の評価";
    /// The same when the year begins, and there is no evaluation yet.
    word TargetIndex = "目標設定の一覧" => "事業の一覧";
    /// The page after the index that tells how the plan stands.
    word Standing = "全体の状況" => "全体の状況";

    /// 名称 of the plan.
    field Name = "名称" {
        of: Plan, kind: Words, due: Always, by: Secretariat, read: Cover,
        compared: false, yearly: false, data: "plan_name"
    };
    /// 標語.
    field Slogan = "標語" {
        of: Plan, kind: Words, due: Optional, by: Secretariat, read: Cover,
        compared: false, yearly: false, data: "slogan"
    };
    /// 発行者.
    field Publisher = "発行者" {
        of: Plan, kind: Words, due: Always, by: Secretariat, read: Cover,
        compared: false, yearly: false, data: "publisher"
    };
    /// 前文, with its headings, and the 注記 of the plan.
    field Foreword = "前文" {
        of: Plan, kind: Structure, due: Optional, by: Secretariat, read: Narrative,
        compared: false, yearly: false, data: "foreword"
    };
    /// 評価基準.
    field Scale = "評価基準" {
        of: Plan, kind: Structure, due: Always, by: Secretariat, read: Words,
        compared: false, yearly: false, data: "grade_scale"
    };

    /// 基本戦略: the first level of the tree.
    field Strategy = "基本戦略" => "基本戦略" {
        of: Tree, kind: Structure, due: Always, by: Secretariat, read: Words,
        compared: true, yearly: false, data: "strategy"
    };
    /// 施策細目: the second level.
    field Policy = "施策細目" => "施策細目" {
        of: Tree, kind: Structure, due: Always, by: Secretariat, read: Words,
        compared: true, yearly: false, data: "policy"
    };
    /// 重点施策: the third level.
    field Priority = "重点施策" => "重点施策" {
        of: Tree, kind: Structure, due: Optional, by: Secretariat, read: Words,
        compared: true, yearly: false, data: "priority"
    };
    /// 重点的取組: what the index lists; compared there, not on the sheets.
    field Initiative = "重点的取組" => "重点的取組" {
        of: Tree, kind: Structure, due: Always, by: Secretariat, read: Words,
        compared: false, yearly: false, data: "initiative"
    };

    /// What a sheet reports on.
    word Measure = "事業" => "事業";
    /// 事業名.
    field Title = "事業名" {
        of: Measure, kind: Words, due: Always, by: Secretariat, read: Words,
        compared: true, yearly: false, data: "measure_name"
    };
    /// 事業番号: what is printed before its title, where the plan does not number the measures through.
    field Number = "事業番号" {
        of: Measure, kind: Words, due: Optional, by: Secretariat, read: Unread,
        compared: true, yearly: false, data: "measure_number"
    };
    /// 担当係: who answers for it.
    field Section = "担当係" => "担当係" {
        of: Measure, kind: Names, due: Always, by: Secretariat, read: Unread,
        compared: true, yearly: false, data: "section"
    };
    /// 概要: what the measure is about.
    field Overview = "概要" => "概要" {
        of: Measure, kind: Prose, due: Always, by: Secretariat, read: Narrative,
        compared: true, yearly: false, data: "overview"
    };
    /// The row of years.
    word Year = "年度" => "年度";
    /// 年次計画: the bars over the years.
    field Schedule = "年次計画" => "年次計画（予定）" {
        of: Measure, kind: Schedule, due: Optional, by: Secretariat, read: Words,
        compared: true, yearly: false, data: "schedule"
    };
    /// 開始年度: the first year with a record, where that is not the plan's first. Not printed.
    field FirstYear = "開始年度" {
        of: Measure, kind: Year, due: Optional, by: Secretariat, read: Unread,
        compared: false, yearly: false, data: "first_fiscal_year"
    };
    /// 終了年度: the last year with a sheet. Not printed.
    field LastYear = "終了年度" {
        of: Measure, kind: Year, due: Optional, by: Secretariat, read: Unread,
        compared: false, yearly: false, data: "last_fiscal_year"
    };
    /// 休止: the years between in which it rests, without record and sheet. Not printed.
    field PausedYears = "休止" {
        of: Measure, kind: Years, due: Optional, by: Secretariat, read: Unread,
        compared: false, yearly: false, data: "paused_fiscal_years"
    };
    /// 旧事業名: what it was called in earlier years; the booklets of those years print it.
    field FormerTitles = "旧事業名" {
        of: Measure, kind: Titles, due: Optional, by: Secretariat, read: Unread,
        compared: false, yearly: false, data: "former_names"
    };
    /// 引継ぎ先: the measure that goes on with it after its end; the index names it.
    field Successor = "引継ぎ先" {
        of: Measure, kind: Id, due: Optional, by: Secretariat, read: Unread,
        compared: false, yearly: false, data: "successor"
    };

    /// 指標目標: the target of a year.
    field Target = "指標目標" => "指標目標" {
        of: Record, kind: Words, due: YearStart, by: Section, read: Words,
        compared: true, yearly: true, data: "target"
    };
    /// When targets are set, under their label.
    word TargetNote = "指標目標の注記" => "※年度初めに設定";
    /// 指標: what makes the target countable. Printed where 紙面 has a block of it, and in 全体の状況.
    field Indicators = "指標" {
        of: Record, kind: Indicators, due: Optional, by: Section, read: Unread,
        compared: true, yearly: false, data: "indicators"
    };
    /// The heading over what was done.
    word Report = "実施結果" => "実施結果";
    /// 取組内容: what was done.
    field Actions = "取組内容" => "具体的な取組内容" {
        of: Record, kind: Prose, due: YearEnd, by: Section, read: Report,
        compared: true, yearly: false, data: "actions"
    };
    /// 成果: what came of it.
    field Results = "成果" => "成果" {
        of: Record, kind: Prose, due: YearEnd, by: Section, read: Report,
        compared: true, yearly: false, data: "results"
    };
    /// The mark of a year, in the index and among the years.
    field Grade = "評価" => "評価" {
        of: Computed, kind: Grade, due: Optional, by: Program, read: Unread,
        compared: true, yearly: true, data: "grade"
    };
    /// 自己評価: the section's own mark.
    field SelfGrade = "自己評価" => "自己評価" {
        of: Record, kind: Grade, due: YearEnd, by: Section, read: Unread,
        compared: true, yearly: false, data: "self_grade"
    };
    /// 査定: the mark after the working group's review; compared with 自己評価, in whose cell it stands.
    field ReviewedGrade = "査定" => "査定" {
        of: Record, kind: Grade, due: Optional, by: WorkingGroup, read: Unread,
        compared: false, yearly: false, data: "reviewed_grade"
    };
    /// 今後の方針: what comes next.
    field Next = "今後の方針" => "今後の方針" {
        of: Record, kind: Prose, due: YearEnd, by: Section, read: Narrative,
        compared: true, yearly: false, data: "next"
    };
    /// 備考: anything else.
    field Remarks = "備考" => "備考" {
        of: Record, kind: Prose, due: Optional, by: Section, read: Report,
        compared: true, yearly: false, data: "remarks"
    };

    /// 校正除外: what the proofreader shall not say about the file. Not printed.
    field Excuses = "校正除外" {
        of: AnyFile, kind: Excuses, due: Optional, by: Secretariat, read: Unread,
        compared: false, yearly: false, data: "excuses"
    };

    /// A sheet that is printed again.
    word Reprint = "再掲" => "再掲";
    /// The page column of the index.
    word Page = "頁" => "頁";
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn keys_and_names_in_data_tell_fields_apart() {
        let keys: HashSet<&str> = Field::ALL.iter().map(|field| field.key()).collect();
        let names: HashSet<&str> = Field::ALL.iter().map(|field| field.row().data_name).collect();
        assert_eq!((keys.len(), names.len()), (Field::ALL.len(), Field::ALL.len()));
        let is_plain = |name: &str| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        assert!(names.iter().all(|name| is_plain(name)), "{names:?}");
        let labels: HashSet<&str> = Label::ALL.iter().map(|label| label.key()).collect();
        assert_eq!(labels.len(), Label::ALL.len());
    }
}
