//! 理由: whether a sheet says why it went as it went.

use crate::form::Field;
use crate::proof::facts::{Facts, ReportedMeasure};

/// Words with which a reason is given where a reason is looked for, in 今後の方針 and 備考.
const GIVEN: &[&str] = &[
    "ため",
    "ので",
    "により",
    "によって",
    "よる",
    "から",
    "理由",
    "影響",
    "困難",
    "難し",
    "課題",
    "至ら",
    "至って",
    "できな",
    "できず",
    "不足",
    "いない",
    "なかった",
    "伴い",
    "伴う",
    "見送",
    "終了",
    "原因",
    "事情",
];

/// Words of what went wrong, wherever they stand.
const SETBACKS: &[&str] = &[
    "影響",
    "中止",
    "延期",
    "見送",
    "休止",
    "できず",
    "できな",
    "できません",
    "不足",
    "困難",
    "難し",
    "届か",
    "届きません",
    "至ら",
    "至って",
    "至りません",
    "伸び悩",
    "にとどま",
    "に留ま",
    "下回",
    "遅れ",
    "遅延",
    "欠員",
    "退職",
    "辞退",
    "減少",
    "減り",
    "なかった",
    "いない",
    "台風",
    "大雨",
    "感染",
    "工事",
    "故障",
    "ものの",
    "課題",
    "集まらず",
    "集まりません",
    "進まず",
    "進みません",
    "見直しが必要",
    "たため",
    "ないため",
    "なため",
    "いるため",
    "ったことから",
    "したことから",
    "なったことから",
    "やむなく",
    "やむを得",
];

/// Whether the sheet gives a reason: in 備考 or 今後の方針 in any words, elsewhere in those of a setback.
pub(super) fn is_given(facts: &Facts<'_>, reported: &ReportedMeasure<'_>) -> bool {
    let asked = [Field::Next, Field::Remarks];
    let says = |field: Field, words: &[&str]| {
        reported.record.text(field).is_some_and(|text| words.iter().any(|word| text.value.contains(word)))
    };
    let mut reports = facts.texts_of(reported).iter().filter(|prose| prose.cell.field.is_report());
    asked.into_iter().any(|field| says(field, GIVEN) || says(field, SETBACKS))
        || reports.any(|prose| SETBACKS.iter().any(|word| prose.as_str().contains(word)))
}

/// The same without 今後の方針, which says what will be done, and mostly why.
pub(super) fn is_told(facts: &Facts<'_>, reported: &ReportedMeasure<'_>) -> bool {
    let mut reports = facts
        .texts_of(reported)
        .iter()
        .filter(|prose| prose.cell.field.is_report() || prose.cell.field == Field::Next);
    reported.record.text(Field::Remarks).is_some()
        || reports.any(|prose| SETBACKS.iter().any(|word| prose.as_str().contains(word)))
}
