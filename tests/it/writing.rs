//! One value of a file is written, and every other character of the file stays.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use shinchoku::diagnostics::{Code, Diagnostic, Location, SourceFile};
use shinchoku::model::Step::{self, Item, Key};
use shinchoku::model::{self, Change, Edits, yaml};
use shinchoku::output::replace_all;

use crate::any_edit;

/// The keys of a record as the form has them.
const ORDER: &[&str] = &["指標目標", "指標", "取組内容", "成果", "自己評価", "査定", "備考", "今後の方針"];

fn read(text: &str) -> Arc<SourceFile> {
    yaml::decode(Path::new("a.yaml"), text.as_bytes().to_vec()).unwrap()
}

fn made(text: &str, path: &[Step<'_>], change: Change<'_>) -> Result<String, Diagnostic> {
    let source = read(text);
    let mut edits = Edits::default();
    edits.make(&source, path, change)?;
    Ok(edits.files().next().map_or(text.to_owned(), |file| file.edited.contents()))
}

fn set(text: &str, path: &[Step<'_>], value: &str) -> String {
    made(text, path, Change::Set { text: value, order: ORDER })
        .unwrap_or_else(|refused| panic!("{text:?}: {refused:?}"))
}

#[test]
fn a_value_keeps_its_style_as_far_as_that_can_say_it() {
    for (before, value, after) in [
        ("成果: 12回  # 確かめた\n備考: x\n", "13回", "成果: 13回  # 確かめた\n備考: x\n"),
        ("成果: 12回", "13回", "成果: 13回"),
        ("成果: '12回'\n", "13回", "成果: '13回'\n"),
        ("成果: '12回'\n", "あ'い", "成果: 'あ''い'\n"),
        ("成果: \"12回\"\n", "13回", "成果: \"13回\"\n"),
        ("成果: |-\n    一\n\n    二\n\n備考: x\n", "三", "成果: |-\n    三\n\n備考: x\n"),
        ("成果: |\n  一\n備考: x\n", "二\n", "成果: |\n  二\n備考: x\n"),
        ("成果: |2-\n   一\n備考: x\n", " 二\n三", "成果: |2-\n   二\n  三\n備考: x\n"),
        ("成果: >-\n  一\n  二\n備考: x\n", "三", "成果: >-\n  三\n備考: x\n"),
        ("{成果: 12回, 備考: x}\n", "13回", "{成果: 13回, 備考: x}\n"),
    ] {
        assert_eq!(set(before, &[Key("成果")], value), after, "{before:?}");
    }
}

#[test]
fn another_style_is_taken_where_a_value_needs_it() {
    for (before, value, after) in [
        ("成果: 12回  # 確かめた\n備考: x\n", "一\n二", "成果: |-  # 確かめた\n  一\n  二\n備考: x\n"),
        ("成果: '12回'\r\n備考: x", "一\n\n二", "成果: |-\r\n  一\r\n\r\n  二\r\n備考: x"),
        ("成果: |- # あ\n    一\n備考: x\n", "一\n二\n", "成果: | # あ\n    一\n    二\n備考: x\n"),
        ("成果: |-\n  一\n備考: x\n", "  一\n二", "成果: |2-\n    一\n  二\n備考: x\n"),
        ("成果: |-\n  一\n備考: x\n", "一\r二", "成果: \"一\\r二\"\n備考: x\n"),
        ("成果: |- # あ\n  一\n  二\n備考: x\n", "一\u{0}", "成果: \"一\\u0000\" # あ\n備考: x\n"),
        ("{成果: 12回, 備考: x}\n", "一\n二", "{成果: \"一\\n二\", 備考: x}\n"),
        ("{成果: 12回, 備考: x}\n", "一, 二", "{成果: '一, 二', 備考: x}\n"),
        ("成果: x\n", "延べ: 12回", "成果: '延べ: 12回'\n"),
        ("成果: x\n", "延べ #12", "成果: '延べ #12'\n"),
        ("成果: x\n", "'12' は: 回", "成果: \"'12' は: 回\"\n"),
        ("成果: x\n", "'12\" は: 回", "成果: |-\n  '12\" は: 回\n"),
        ("成果: x\n", "~", "成果: '~'\n"),
        ("成果: x\n", "- 一", "成果: '- 一'\n"),
        ("成果: x\n", "-5", "成果: -5\n"),
        ("成果: x\n", "終わり ", "成果: '終わり '\n"),
        ("成果: x\n  # 深い覚え書き\n備考: y\n", "一\n二", "成果: \"一\\n二\"\n  # 深い覚え書き\n備考: y\n"),
    ] {
        assert_eq!(set(before, &[Key("成果")], value), after, "{before:?} {value:?}");
    }
}

#[test]
fn what_is_empty_is_filled() {
    for (before, value, after) in [
        ("成果:\n備考: x\n", "12回", "成果: 12回\n備考: x\n"),
        ("成果:   # まだ\n備考: x\n", "12回", "成果: 12回   # まだ\n備考: x\n"),
        ("成果: # まだ\n備考: x\n", "一\n二", "成果: |- # まだ\n  一\n  二\n備考: x\n"),
        ("成果: ~\n備考: x\n", "12回", "成果: 12回\n備考: x\n"),
        ("成果: ''\n備考: x\n", "12回", "成果: '12回'\n備考: x\n"),
        ("成果: |-\n備考: x\n", "一\n二", "成果: |-\n  一\n  二\n備考: x\n"),
        ("{成果: , 備考: x}\n", "12回", "{成果: 12回 , 備考: x}\n"),
        ("{備考: x, 成果}\n", "12回", "{備考: x, 成果: 12回}\n"),
        ("備考: x\n成果:", "12回", "備考: x\n成果: 12回"),
    ] {
        assert_eq!(set(before, &[Key("成果")], value), after, "{before:?}");
    }
}

#[test]
fn a_new_key_comes_where_the_form_has_it() {
    for (before, value, after) in [
        ("取組内容: あ\n備考: x\n", "12回", "取組内容: あ\n成果: 12回\n備考: x\n"),
        (
            "取組内容: |-\n    あ\n\n# 備考について\n備考: x\n",
            "一\n二",
            "取組内容: |-\n    あ\n成果: |-\n    一\n    二\n\n# 備考について\n備考: x\n",
        ),
        (
            "取組内容: あ # い\n  # あについて\n# 備考について\n備考: x\n",
            "12回",
            "取組内容: あ # い\n  # あについて\n成果: 12回\n# 備考について\n備考: x\n",
        ),
        ("備考: x\n取組内容: あ\n", "12回", "備考: x\n取組内容: あ\n成果: 12回\n"),
        ("# 記録\n備考: x\n", "12回", "# 記録\n成果: 12回\n備考: x\n"),
        ("査定: A", "一\n二", "成果: |-\n  一\n  二\n査定: A"),
        ("取組内容: あ", "12回", "取組内容: あ\n成果: 12回"),
        ("\u{FEFF}取組内容: あ\r\n", "一\n二", "\u{FEFF}取組内容: あ\r\n成果: |-\r\n  一\r\n  二\r\n"),
        ("{取組内容: あ, 備考: x}\n", "12回", "{取組内容: あ, 成果: 12回, 備考: x}\n"),
        ("{備考: x}\n", "12回", "{成果: 12回, 備考: x}\n"),
        ("{}\n", "12回", "{成果: 12回}\n"),
        ("指標:\n- {名称: あ}\n備考: x\n", "12回", "指標:\n- {名称: あ}\n成果: 12回\n備考: x\n"),
        ("取組内容: |+\n  あ\n\n備考: x\n", "12回", "取組内容: |+\n  あ\n\n成果: 12回\n備考: x\n"),
    ] {
        assert_eq!(set(before, &[Key("成果")], value), after, "{before:?}");
    }
    let unknown = set("成果: 12回\n備考: x\n", &[Key("予算: 額")], "5");
    assert_eq!(unknown, "成果: 12回\n備考: x\n'予算: 額': 5\n");
}

#[test]
fn values_in_lists_are_written() {
    let text = "指標:\n  - 名称: あ\n    # い\n    目標: 5\n  - {名称: う, 目標: 6}\n前文:\n- 本文: |-\n    え\n計: [一, 二]\n";
    for (path, value, before, after) in [
        (&[Key("指標"), Item(0), Key("名称")][..], "お", "- 名称: あ\n", "- 名称: お\n"),
        (&[Key("指標"), Item(0), Key("実績")], "4", "目標: 5\n", "目標: 5\n    実績: 4\n"),
        (&[Key("指標"), Item(1), Key("実績")], "4", "目標: 6}", "目標: 6, 実績: 4}"),
        (&[Key("前文"), Item(0), Key("本文")], "え\nお", "    え\n", "    え\n    お\n"),
        (&[Key("前文"), Item(0), Key("見出し")], "お", "    え\n", "    え\n  見出し: お\n"),
        (&[Key("計"), Item(1)], "三]", "二]", "'三]']"),
    ] {
        let order = &["名称", "目標", "実績", "本文", "見出し"];
        let written = made(text, path, Change::Set { text: value, order }).unwrap();
        assert_eq!(written, text.replacen(before, after, 1), "{path:?}");
    }
}

#[test]
fn an_item_comes_at_the_end_of_its_list() {
    let append = |text: &str, item| {
        made(text, &[Key("指標")], Change::Append { item, order: ORDER })
            .unwrap_or_else(|e| panic!("{text:?} {e:?}"))
    };
    let entry = model::Item::Entry("名称", "う");
    for (before, after) in [
        (
            "指標:\n  - 名称: あ\n    # い\n# 計\n計: x\n",
            "指標:\n  - 名称: あ\n    # い\n  - 名称: う\n# 計\n計: x\n",
        ),
        ("指標:\n- {名称: あ}\n計: x\n", "指標:\n- {名称: あ}\n- 名称: う\n計: x\n"),
        ("指標: [{名称: あ}]\n", "指標: [{名称: あ}, {名称: う}]\n"),
        ("指標: []\n", "指標: [{名称: う}]\n"),
        ("指標: # まだ\n計: x\n", "指標: # まだ\n  - 名称: う\n計: x\n"),
        ("指標目標: x\n備考: y\n", "指標目標: x\n指標:\n  - 名称: う\n備考: y\n"),
        ("{備考: y}\n", "{指標: [{名称: う}], 備考: y}\n"),
    ] {
        assert_eq!(append(before, entry), after, "{before:?}");
    }
    let text = append("指標:\n  - |-\n    あ\n", model::Item::Text("い\nう"));
    assert_eq!(text, "指標:\n  - |-\n    あ\n  - |-\n    い\n    う\n");
}

#[test]
fn a_removed_key_takes_its_lines_and_no_others() {
    for (before, after) in [
        (
            "取組内容: あ\n成果: |-\n  一\n\n  二\n\n# 備考について\n備考: x\n",
            "取組内容: あ\n\n# 備考について\n備考: x\n",
        ),
        ("# 記録\n成果: 12回 # い\n  # う\n備考: x\n", "# 記録\n備考: x\n"),
        ("備考: x\r\n成果: 12回", "備考: x\r\n"),
        ("備考: x\n", "備考: x\n"),
        ("{成果: 12回, 備考: x}\n", "{備考: x}\n"),
        ("{備考: x, 成果: 12回}\n", "{備考: x}\n"),
        ("{備考: x, 成果: 12回, 査定: A}\n", "{備考: x, 査定: A}\n"),
        ("{成果: 12回}\n", "{}\n"),
        ("{\n  成果: 12回, # 成果\n  # 備考\n  備考: x\n}\n", "{\n  # 成果\n  # 備考\n  備考: x\n}\n"),
        ("成果:\n  - 一\n  - 二\n備考: x\n", "備考: x\n"),
    ] {
        assert_eq!(made(before, &[Key("成果")], Change::Remove).unwrap(), after, "{before:?}");
        assert_eq!(set(before, &[Key("成果")], " \n"), after, "a blank text is none");
    }
    let list = "指標:\n  - 名称: あ\n    目標: 5\n  - 名称: い\n    # う\n    目標: 6\n";
    for (before, after) in [
        ("指標:\n  - 名称: あ\n    # い\n  # う\n  - 名称: え\n", "指標:\n  # う\n  - 名称: え\n"),
        ("指標: [{名称: あ}, {名称: い}] # う\n", "指標: [{名称: い}] # う\n"),
        ("指標: [{名称: あ}]\n", "指標: []\n"),
        ("指標:\n- |-\n  あ\n\n  い\n\n- う\n", "指標:\n\n- う\n"),
    ] {
        assert_eq!(made(before, &[Key("指標"), Item(0)], Change::Remove).unwrap(), after, "{before:?}");
    }
    assert!(made("指標:\n  - 名称: あ\n", &[Key("指標"), Item(0)], Change::Remove).is_err());
    let removed = |item| made(list, &[Key("指標"), Item(item), Key("名称")], Change::Remove).unwrap();
    assert_eq!(removed(0), list.replace("名称: あ\n    ", ""));
    assert_eq!(removed(1), list.replace("名称: い", ""));
}

#[test]
fn a_removed_item_takes_its_lines_and_no_others() {
    for (before, index, after) in [
        (
            "指標:\n  - 名称: あ\n    # い\n  # う\n  - 名称: え\n計: x\n",
            0,
            "指標:\n  # う\n  - 名称: え\n計: x\n",
        ),
        ("指標:\n- {名称: あ}\n- 名称: |-\n    い\n\n計: x\n", 1, "指標:\n- {名称: あ}\n\n計: x\n"),
        ("指標:\r\n  - あ\r\n  - い", 1, "指標:\r\n  - あ\r\n"),
        ("指標: [{名称: あ}, {名称: い}]\n", 0, "指標: [{名称: い}]\n"),
        ("指標: [あ, 'い', う]\n", 1, "指標: [あ, う]\n"),
        ("指標: [あ]\n計: x\n", 0, "指標: []\n計: x\n"),
        ("指標:\n  - あ\n", 1, "指標:\n  - あ\n"),
    ] {
        let removed = made(before, &[Key("指標"), Item(index)], Change::Remove);
        assert_eq!(removed.unwrap(), after, "{before:?}");
    }
}

#[test]
fn what_is_cleared_takes_along_what_has_nothing_left() {
    let clear = |text: &str, path: &[Step<'_>]| {
        let source = read(text);
        let mut edits = Edits::default();
        edits.clear(&source, path).unwrap_or_else(|refused| panic!("{text:?}: {refused:?}"));
        edits.files().next().map_or(text.to_owned(), |file| file.edited.contents())
    };
    let entry = [Key("指標"), Item(0), Key("名称")];
    let cell = [Key("財源"), Key("国"), Key("予算")];
    for (before, path, after) in [
        ("備考: x\n指標:\n  - 名称: あ\n", &entry[..], "備考: x\n"),
        ("備考: x\n指標: [{名称: あ}]\n", &entry, "備考: x\n"),
        ("指標:\n  - 名称: あ\n    目標: 5\n", &entry, "指標:\n  - 目標: 5\n"),
        ("指標:\n  - 名称: あ\n  - 名称: い\n", &entry, "指標:\n  - 名称: い\n"),
        ("指標:\n  - 目標: 5\n備考: x\n", &entry, "指標:\n  - 目標: 5\n備考: x\n"),
        ("財源:\n  国:\n    予算: 5\n備考: x\n", &cell, "備考: x\n"),
        ("財源:\n  国:\n    予算: 5\n  県: {決算: 4}\n", &cell, "財源:\n  県: {決算: 4}\n"),
    ] {
        assert_eq!(clear(before, path), after, "{before:?}");
    }
}

#[test]
fn what_cannot_be_written_is_told_and_nothing_changes() {
    let text = "指標:\n  - 名称: あ\n取組内容: い\n";
    let long = "あ".repeat(400_000);
    let long = Change::Set { text: &long, order: ORDER };
    let short = Change::Set { text: "う", order: ORDER };
    for (path, change, code, told) in [
        (&[Key("指標")][..], short, Code::ValueNotWritten, "「指標」を文章にできません。"),
        (
            &[Key("取組内容"), Key("う")],
            short,
            Code::ValueNotWritten,
            "「取組内容」の「う」を書き込めません。",
        ),
        (
            &[Key("指標"), Item(1), Key("名称")],
            short,
            Code::ValueNotWritten,
            "「指標」の 2 番目の「名称」を書き込めません。",
        ),
        (
            &[Key("指標"), Item(0), Key("名称")],
            Change::Remove,
            Code::ValueNotWritten,
            "「名称」を消せません。",
        ),
        (&[Key("取組内容")], long, Code::FileTooLarge, "ファイルが大きすぎます"),
    ] {
        let refused = made(text, path, change).unwrap_err();
        assert_eq!(refused.code, code, "{path:?}");
        assert!(refused.message.contains(told), "{path:?}: {}", refused.message);
    }
}

#[test]
fn several_edits_of_a_file_are_one() {
    let source = read("成果: 12回\n備考: x\n");
    let mut edits = Edits::default();
    let change = |text| Change::Set { text, order: ORDER };
    edits.make(&source, &[Key("成果")], change("13回")).unwrap();
    edits.make(&source, &[Key("備考")], change("一\n二")).unwrap();
    edits.make(&source, &[Key("査定")], change("A")).unwrap();
    edits.make(&source, &[Key("成果")], change("13回")).unwrap();
    let [file] = &edits.files().collect::<Vec<_>>()[..] else { panic!("one file") };
    assert_eq!(file.edited.contents(), "成果: 13回\n査定: A\n備考: |-\n  一\n  二\n");
    assert_eq!((file.original.as_ref(), file.places), (Some(&source), 3));

    let other = read("成果: 14回\n");
    assert_eq!(edits.make(&other, &[Key("成果")], change("15回")).unwrap_err().code, Code::SavedElsewhere);

    let mut edits = Edits::default();
    for text in ["13回", "12回"] {
        edits.make(&source, &[Key("成果")], change(text)).unwrap();
    }
    assert_eq!(edits.files().count(), 0, "nothing is left to be written");
}

#[test]
fn what_somebody_saved_between_reading_and_writing_is_not_lost() {
    let folder = tempfile::tempdir().unwrap();
    let names = ["data/records/R5/a.yaml", "data/records/R5/b.yaml"];
    fs::create_dir_all(folder.path().join("data/records/R5")).unwrap();
    let mut edits = Edits::default();
    for name in names {
        let text = "成果: 12回\n備考: x\n";
        fs::write(folder.path().join(name), text).unwrap();
        let source = SourceFile::new(name, text);
        edits.make(&source, &[Key("成果")], Change::Set { text: "13回", order: ORDER }).unwrap();
    }
    let files = || edits.files().map(|file| (file.original.as_ref(), &file.edited));
    let on_disk = || names.map(|name| fs::read_to_string(folder.path().join(name)).unwrap());

    fs::write(folder.path().join(names[1]), "成果: 12回\n備考: 係長が加えた。\n").unwrap();
    let refused = replace_all(folder.path(), files()).unwrap_err();
    assert_eq!((refused.code, refused.location), (Code::SavedElsewhere, Location::File(names[1].into())));
    assert_eq!(on_disk(), ["成果: 12回\n備考: x\n", "成果: 12回\n備考: 係長が加えた。\n"]);

    fs::write(folder.path().join(names[1]), "成果: 12回\n備考: x\n").unwrap();
    replace_all(folder.path(), files()).unwrap();
    assert_eq!(on_disk(), ["成果: 13回\n備考: x\n"; 2]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100_000) })]

    /// Some 5 seconds.
    #[test]
    fn any_edit_of_any_file_says_what_was_asked_and_keeps_every_other_character(
        dice in prop::collection::vec(any::<u8>(), 0..160),
    ) {
        any_edit::check(&dice);
    }
}

#[test]
fn a_key_deep_in_mappings_that_are_not_there_is_written_with_them() {
    for (before, after) in [
        ("成果: x\n", "成果: x\n財源:\n  国: {予算: 100}\n"),
        ("成果: x\n財源:\n備考: y\n", "成果: x\n財源:\n  国: {予算: 100}\n備考: y\n"),
        ("財源:\n    県: {予算: 5}\n", "財源:\n    国: {予算: 100}\n    県: {予算: 5}\n"),
        ("財源: {県: {予算: 5}}\n", "財源: {国: {予算: 100}, 県: {予算: 5}}\n"),
        ("財源:\n  国: {決算: 7}\n", "財源:\n  国: {予算: 100, 決算: 7}\n"),
    ] {
        let mut edits = Edits::default();
        let order = &["成果", "財源", "備考", "国", "県", "予算", "決算"];
        let path = [Key("財源"), Key("国"), Key("予算")];
        edits.make(&read(before), &path, Change::Set { text: "100", order }).unwrap();
        let written = edits.files().next().unwrap().edited.contents();
        assert_eq!(written, after, "{before:?}");
    }
}

#[test]
fn a_file_that_is_new_is_written_only_where_there_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let name = "data/records/R6/a.yaml";
    let mut edits = Edits::default();
    edits.create(name.as_ref(), "成果: 12回\n".to_owned()).unwrap();
    assert_eq!(edits.create(name.as_ref(), String::new()).unwrap_err().code, Code::SavedElsewhere);
    let files = || edits.files().map(|file| (file.original.as_ref(), &file.edited));
    replace_all(folder.path(), files()).unwrap();
    let on_disk = || fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(on_disk(), "成果: 12回\n");
    fs::write(folder.path().join(name), "成果: 係長\n").unwrap();
    let refused = replace_all(folder.path(), files()).unwrap_err();
    assert_eq!((refused.code, refused.location), (Code::SavedElsewhere, Location::File(name.into())));
    assert_eq!(on_disk(), "成果: 係長\n");
}
