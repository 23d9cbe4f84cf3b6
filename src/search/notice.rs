//! What must be said beside every duty that is shown.

use serde::Serialize;

use crate::lang::Lang;

/// What must be said wherever duties are shown: whose words they are, what to compare them
/// with, and that they are not for copying.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Notice {
    en: &'static str,
    zh: &'static str,
    zh_hant: &'static str,
}

impl Notice {
    pub(super) const DUTIES: Notice = Notice {
        en: "The wording of duties here is ours and not the official text: compare it with \
             Statistics Canada's page of the unit group. Don't copy duties of the NOC into a \
             reference letter, ours or the official ones: that is itself a ground for refusal. \
             A letter says in its writer's words what the person did.",
        zh: "此处职责的措辞出自本项目，并非官方文本，请与加拿大统计局该单元组的网页核对。\
             不要把 NOC 的职责（无论是官方文本还是本项目的文本）抄进推荐信，抄袭本身就可能导致拒签；\
             推荐信应由出具人用自己的话写明当事人实际做过什么。",
        zh_hant: "此處職責的措辭出自本項目，並非官方文本，請與加拿大統計局該單元組的網頁核對。\
                  不要把 NOC 的職責（無論是官方文本還是本項目的文本）抄進推薦信，抄襲本身就可能導致拒簽；\
                  推薦信應由出具人用自己的話寫明當事人實際做過什麼。",
    };

    /// Returns the notice in a language.
    pub const fn text(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::ZhHans => self.zh,
            Lang::ZhHant => self.zh_hant,
        }
    }
}
