//! Parts of speech, and the forms of words that change.

macro_rules! lettered {
    ($(#[doc = $about:literal])+ $name:ident { $($(#[doc = $doc:literal])+ $variant:ident = $letter:literal $ipadic:tt,)+ }) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl $name {
            /// The letter by which the embedded dictionary knows it.
            #[must_use]
            pub fn letter(self) -> char {
                match self {
                    $(Self::$variant => $letter,)+
                }
            }

            /// What a letter of the embedded dictionary stands for.
            pub(super) fn of_letter(letter: char) -> Option<Self> {
                match letter {
                    $($letter => Some(Self::$variant),)+
                    _ => None,
                }
            }

            /// What IPADIC calls like this; of several beginnings of its name, the longest says.
            #[must_use]
            pub fn of_ipadic(name: &str) -> Option<Self> {
                let known: &[(Self, &[&str])] = &[$((Self::$variant, &$ipadic),)+];
                let beginnings = known.iter().flat_map(|(part, names)| names.iter().map(move |name| (*part, *name)));
                beginnings.filter(|(_, beginning)| name.starts_with(beginning)).max_by_key(|(_, beginning)| beginning.len()).map(|(part, _)| part)
            }
        }
    };
}

lettered! {
    /// What a word does in a sentence. After each: how IPADIC's names for it begin.
    Part {
        /// 名詞, of which nothing more is known: 地域, 旗.
        Noun = 'n' ["名詞", "フィラー", "その他"],
        /// A noun that する makes a verb of: 実施, 支援.
        VerbalNoun = 'v' ["名詞-サ変接続", "名詞-接尾-サ変接続"],
        /// A noun that may stand without a particle: 今年, 毎日, 間.
        AdverbialNoun = 't' ["名詞-副詞可能", "名詞-接尾-副詞可能", "名詞-非自立-副詞可能"],
        /// The stem of な: 様々, 重要.
        AdjectivalNoun = 'j' ["名詞-形容動詞語幹", "名詞-接尾-形容動詞語幹", "名詞-ナイ形容詞語幹"],
        /// A name.
        Name = 'N' ["名詞-固有名詞"],
        /// A digit or 一, 十, 万.
        Number = '1' ["名詞-数"],
        /// これ, 誰.
        Pronoun = 'p' ["名詞-代名詞"],
        /// こと, もの, の, よう: a noun that needs something before it.
        DependentNoun = 'd' ["名詞-非自立", "名詞-特殊"],
        /// 者, 会, 的: the end of a noun.
        NounSuffix = 's' ["名詞-接尾"],
        /// 名, 回, か所: what counts.
        Counter = 'c' ["名詞-接尾-助数詞"],
        /// A verb.
        Verb = 'V' ["動詞-自立"],
        /// いる, いく, いただく after て.
        DependentVerb = 'D' ["動詞-非自立"],
        /// れる, られる, せる, させる.
        VerbSuffix = 'S' ["動詞-接尾"],
        /// 多い, よい, ない.
        Adjective = 'J' ["形容詞"],
        /// ます, た, です, ない, たい.
        Auxiliary = 'A' ["助動詞"],
        /// が, を, に, で, と, へ, から, より; について and the like.
        CaseParticle = 'C' ["助詞-格助詞"],
        /// と before 思う, 話す.
        QuotingParticle = 'Q' ["助詞-格助詞-引用"],
        /// は, も, こそ.
        TopicParticle = 'T' ["助詞-係助詞"],
        /// まで, など, だけ, か.
        AdverbialParticle = 'B' ["助詞-副助詞", "助詞-副助詞／並立助詞／終助詞"],
        /// て, ば, が, ながら after a verb.
        JoiningParticle = 'O' ["助詞-接続助詞"],
        /// と, や, か, たり between like things.
        ListingParticle = 'L' ["助詞-並立助詞"],
        /// の between nouns.
        GenitiveParticle = 'G' ["助詞-連体化"],
        /// ね, よ, and all other particles.
        OtherParticle = 'o' ["助詞"],
        /// また, とても.
        Adverb = 'r' ["副詞"],
        /// この, 大きな.
        Adnominal = 'a' ["連体詞"],
        /// そして, なお.
        Conjunction = 'k' ["接続詞", "名詞-接続詞的"],
        /// ありがとう.
        Interjection = 'i' ["感動詞"],
        /// 各, 第, 約, お, ご.
        Prefix = 'x' ["接頭詞"],
        /// Marks, spaces, letters that stand alone.
        Mark = 'm' ["記号"],
    }
}

lettered! {
    /// The form of a word that changes. After each: how IPADIC's names for it begin.
    Form {
        /// A word that does not change.
        Unchanging = '-' ["*"],
        /// 行か(ない).
        Negative = 'n' ["未然"],
        /// 行き(ます), 行き、.
        Continuing = 'c' ["連用"],
        /// 行っ(た).
        BeforeTa = 't' ["連用タ接続"],
        /// 行う。
        Plain = 'p' ["基本形", "文語基本形", "音便基本形", "現代基本形"],
        /// 行け(ば).
        Conditional = 'i' ["仮定"],
        /// 行け。
        Imperative = 'm' ["命令"],
        /// 静かな(町), and what else stands before a noun.
        BeforeNoun = 'a' ["体言接続"],
        /// 多(がる).
        BeforeGaru = 'g' ["ガル接続"],
    }
}

lettered! {
    /// How a verb changes. After each: how IPADIC's names for it begin.
    Conjugation {
        /// Not a verb.
        None = '-' ["*", "形容詞", "特殊", "不変化型", "文語"],
        /// 五段.
        Godan = 'g' ["五段", "四段", "ラ変", "下二", "上二"],
        /// 一段.
        Ichidan = 'i' ["一段"],
        /// する.
        Suru = 's' ["サ変"],
        /// 来る.
        Kuru = 'k' ["カ変"],
    }
}
