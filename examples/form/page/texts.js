// What the page itself says, in its three languages. `{name}` stands for a value.

const TEXTS = {
  // The page.
  page_title: ["Find your NOC code", "查找您的 NOC 代码", "查找您的 NOC 代碼"],
  skip: ["Skip to the form", "跳到表单", "跳到表單"],
  heading: ["Find your NOC code", "查找您的 NOC 代码", "查找您的 NOC 代碼"],
  intro: [
    "From a job title, English or Chinese, to the five digits that Canadian immigration forms ask for.",
    "从中文或英文职位名称，找到加拿大移民表格要求填写的五位数代码。",
    "從中文或英文職稱，找到加拿大移民表格要求填寫的五位數代碼。",
  ],
  ask_heading: ["Your job", "您的工作", "您的工作"],
  title_label: ["Job title", "职位名称", "職稱"],
  title_help: [
    "Type it as people call it where you work, or an old code. Choose a suggestion, or press Enter.",
    "按您工作单位的叫法输入，也可输入旧代码。选择一条建议，或按回车键。",
    "按您任職單位的叫法輸入，也可輸入舊代碼。選擇一項建議，或按 Enter 鍵。",
  ],
  find: ["Find", "查找", "查找"],
  industry_summary: ["Where do you work? (optional)", "在哪里工作？（选填）", "在哪裡工作？（選填）"],
  industry_label: ["Industry or workplace", "行业或工作场所", "行業或工作場所"],
  industry_help: [
    "For example: hospital, food processing. It decides between jobs of one name.",
    "例如：医院、食品加工。用来区分同名的工作。",
    "例如：醫院、食品加工。用來區分同名的工作。",
  ],
  suggestions: ["Suggestions", "建议", "建議"],
  suggestions_one: ["1 suggestion. Arrow keys choose.", "1 条建议，用方向键选择。", "1 項建議，用方向鍵選擇。"],
  suggestions_count: ["{count} suggestions. Arrow keys choose.", "{count} 条建议，用方向键选择。", "{count} 項建議，用方向鍵選擇。"],
  suggestions_none: [
    "No suggestion. Press Enter to look further.",
    "没有建议。按回车键继续查找。",
    "沒有建議。按 Enter 鍵繼續查找。",
  ],

  // Faults.
  empty_title: ["Type a job title first.", "请先输入职位名称。", "請先輸入職稱。"],
  description_too_long: [
    "This is too long for a job description. A page is enough.",
    "工作描述太长，一页就够了。",
    "工作描述太長，一頁就夠了。",
  ],
  too_long: [
    "This is too long for a job title. Paste it as a job description below.",
    "作为职位名称太长。请在下方按工作描述粘贴。",
    "作為職稱太長。請在下方按工作描述貼上。",
  ],
  unreachable: [
    "The server can't be reached. Nothing you typed is lost; try again.",
    "无法连接服务器。您输入的内容还在，请再试一次。",
    "無法連線伺服器。您輸入的內容還在，請再試一次。",
  ],
  fault: ["The server says: {what}", "服务器返回：{what}", "伺服器傳回：{what}"],

  // The verdict.
  verdict_certain: ["It is {code}", "是 {code}", "是 {code}"],
  verdict_likely: ["Most likely {code}", "很可能是 {code}", "很可能是 {code}"],
  likely_help: [
    "Other work goes by this name too. Check the duties below before you rely on it.",
    "这个名称也可能指其他工作。请先核对下方职责，再作决定。",
    "這個名稱也可能指其他工作。請先核對下方職責，再作決定。",
  ],
  verdict_choose: ["One question decides", "一个问题即可确定", "一個問題即可確定"],
  verdict_not_enough: ["This is not enough to tell", "信息不足，无法判断", "資訊不足，無法判斷"],
  verdict_chosen: ["You chose {code}", "您选择了 {code}", "您選擇了 {code}"],
  asked_as: ["You asked for “{q}”.", "您查找的是“{q}”。", "您查找的是「{q}」。"],
  asked_with: [
    "You asked for “{q}”, with your job description.",
    "您查找的是“{q}”，并附有工作描述。",
    "您查找的是「{q}」，並附有工作描述。",
  ],
  sure: ["{percent} % sure", "把握 {percent}%", "把握 {percent}%"],
  chance: ["{percent} %", "可能性 {percent}%", "可能性 {percent}%"],
  your_title: ["The title it goes by:", "依据的职位名称：", "依據的職稱："],
  other_candidates: ["If that is not your work, it may be", "如果与您的工作不符，还可能是", "如果與您的工作不符，還可能是"],
  perhaps: ["Perhaps one of these", "也许是以下之一", "也許是以下之一"],
  none_of_these: ["None of these", "都不是", "都不是"],
  none_help: [
    "Then say it in other words: a more exact title, where you work, or paste a job description.",
    "那么请换个说法：更准确的职位名称、工作场所，或粘贴一段工作描述。",
    "那麼請換個說法：更準確的職稱、工作場所，或貼上一段工作描述。",
  ],
  answered: ["Your answer", "您的回答", "您的回答"],
  change_answer: ["Change it", "修改回答", "修改回答"],
  crossing_skilled_line: [
    "The options lie on both sides of the line between TEER 3 and 4, which decides about Express Entry. Answer by what you really do.",
    "这些选项分处 TEER 3 与 4 分界线的两侧，关系到能否走快速通道（Express Entry）。请按实际工作回答。",
    "這些選項分處 TEER 3 與 4 分界線的兩側，關係到能否走快速通道（Express Entry）。請按實際工作回答。",
  ],
  crossing_teer: [
    "The options have different TEERs.",
    "这些选项的 TEER 级别不同。",
    "這些選項的 TEER 級別不同。",
  ],
  became_same: ["{old} of {edition} is now {new}.", "{edition} 的 {old} 现为 {new}。", "{edition} 的 {old} 現為 {new}。"],
  became_split: [
    "{old} of {edition} was divided among {new}.",
    "{edition} 的 {old} 已拆分为 {new}。",
    "{edition} 的 {old} 已拆分為 {new}。",
  ],
  became_merged: [
    "{old} of {edition} became a part of {new}.",
    "{edition} 的 {old} 已并入 {new}。",
    "{edition} 的 {old} 已併入 {new}。",
  ],
  and: [" and ", "、", "、"],

  // The unit group.
  lead_heading: ["What they do", "总述", "總述"],
  lead_check: ["This describes my work", "符合我的工作", "符合我的工作"],
  duties_heading: ["Main duties", "主要职责", "主要職責"],
  duties_help: [
    "Tick what you really did. An officer looks for the statement above and a substantial number of these.",
    "勾选您确实做过的。审核人员会看您是否符合上面的总述，并做过其中相当一部分职责。",
    "勾選您確實做過的。審核人員會看您是否符合上面的總述，並做過其中相當一部分職責。",
  ],
  covered: ["{count} of {all} duties so far", "目前 {all} 项职责中符合 {count} 项", "目前 {all} 項職責中符合 {count} 項"],
  covered_of: ["{occupation}: {count} of {all}", "{occupation}：{all} 项中 {count} 项", "{occupation}：{all} 項中 {count} 項"],
  covered_lead: ["the statement fits", "符合总述", "符合總述"],
  covered_no_lead: ["the statement is not ticked", "总述未勾选", "總述未勾選"],
  requirements_heading: ["Requirements", "任职要求", "任職要求"],
  elsewhere_heading: ["Classified elsewhere", "归入其他单元组的工作", "歸入其他單元組的工作"],
  titles_heading: ["Titles in this unit group", "本单元组的职位名称", "本單元組的職稱"],
  official_link: [
    "Compare with the official page (Statistics Canada)",
    "与官方页面对照（加拿大统计局，英文）",
    "與官方頁面對照（加拿大統計局，英文）",
  ],
  teer_0: ["management", "管理类", "管理類"],
  teer_1: ["usually a university degree", "通常要求大学学位", "通常要求大學學位"],
  teer_2: [
    "usually two years of college or more, or an apprenticeship",
    "通常要求两年以上大专或学徒培训",
    "通常要求兩年以上專科或學徒訓練",
  ],
  teer_3: [
    "usually under two years of college, or over six months of training",
    "通常要求两年以下大专或六个月以上培训",
    "通常要求兩年以下專科或六個月以上訓練",
  ],
  teer_4: [
    "usually secondary school, or weeks of training",
    "通常要求高中学历或数周培训",
    "通常要求高中學歷或數週訓練",
  ],
  teer_5: ["usually a short demonstration", "通常只需短期示范", "通常只需短期示範"],
  teer_line_out: [
    "Express Entry takes work of TEER 0 to 3; this unit group is below that line, and jobs that it is confused with are above.",
    "快速通道（Express Entry）接受 TEER 0 至 3 的工作经验；本单元组在此线之下，而容易混淆的工作有的在线上。",
    "快速通道（Express Entry）接受 TEER 0 至 3 的工作經驗；本單元組在此線之下，而容易混淆的工作有的在線上。",
  ],
  teer_line_in: [
    "Express Entry takes work of TEER 0 to 3; this unit group is within, and jobs that it is confused with are not.",
    "快速通道（Express Entry）接受 TEER 0 至 3 的工作经验；本单元组在此线之上，而容易混淆的工作有的不在。",
    "快速通道（Express Entry）接受 TEER 0 至 3 的工作經驗；本單元組在此線之上，而容易混淆的工作有的不在。",
  ],
  opened: ["Opened {code}", "已打开 {code}", "已打開 {code}"],

  // The end.
  finish_heading: ["For the form", "填入表格", "填入表格"],
  finish_help: [
    "Copy these into the form once the duties fit.",
    "确认职责相符后，将以下内容复制到表格。",
    "確認職責相符後，將以下內容複製到表格。",
  ],
  field_code: ["NOC code", "NOC 代码", "NOC 代碼"],
  field_title: ["Official English title", "官方英文名称", "官方英文名稱"],
  field_edition: ["Edition", "版本", "版本"],
  field_digest: ["Data digest", "数据指纹", "資料指紋"],
  field_date: ["Date", "日期", "日期"],
  field_official: ["Official page", "官方页面", "官方頁面"],
  copy_code: ["Copy the code", "复制代码", "複製代碼"],
  copy_title: ["Copy the title", "复制名称", "複製名稱"],
  copied: ["Copied", "已复制", "已複製"],
  copy_yourself: ["It is selected; press Ctrl+C", "已选中，请按 Ctrl+C", "已選取，請按 Ctrl+C"],
  print: ["Print", "打印", "列印"],
  save: ["Save as JSON", "保存为 JSON", "儲存為 JSON"],

  // Notes.
  notes_heading: ["Before you rely on this", "使用前请注意", "使用前請注意"],
  note_edition: [
    "Canada's immigration department (IRCC) asks for NOC 2021, five digits, since November 16, 2022. Four-digit codes are of an older edition.",
    "加拿大移民部（IRCC）自 2022 年 11 月 16 日起要求使用五位数的 NOC 2021。四位数代码属于旧版本。",
    "加拿大移民部（IRCC）自 2022 年 11 月 16 日起要求使用五位數的 NOC 2021。四位數代碼屬於舊版本。",
  ],
  note_data: [
    "This page answers with {editions}. Its texts are of {texts_date}; changes since then are not in it.",
    "本页面依据 {editions}，文本截至 {texts_date}，之后的变动未包含在内。",
    "本頁面依據 {editions}，文本截至 {texts_date}，之後的變動未包含在內。",
  ],
  note_own_data: [
    "This page answers with {editions}, from data of its operator.",
    "本页面依据 {editions}，数据由运营者提供。",
    "本頁面依據 {editions}，資料由營運者提供。",
  ],
  note_texts: [
    "The descriptions are our own words and translations, not the official text. Codes and English titles are the official ones. Compare with the official page.",
    "说明文字由我们撰写和翻译，并非官方文本；代码和英文名称为官方内容。请与官方页面对照。",
    "說明文字由我們撰寫和翻譯，並非官方文本；代碼和英文名稱為官方內容。請與官方頁面對照。",
  ],
  note_copying: [
    "Never copy the NOC's duties into a reference letter: that alone is a ground for refusal. A letter says what you did, in your employer's words.",
    "切勿把 NOC 的职责照抄进推荐信：仅此一点就可成为拒签理由。推荐信应由雇主用自己的话写明您做过什么。",
    "切勿把 NOC 的職責照抄進推薦信：僅此一點就可成為拒簽理由。推薦信應由僱主用自己的話寫明您做過什麼。",
  ],
  note_advice: [
    "This is no immigration advice. Which code is right is for you, and the officer, to judge.",
    "本页面不构成移民建议。哪个代码正确，由您判断，最终由审核人员决定。",
    "本頁面不構成移民建議。哪個代碼正確，由您判斷，最終由審核人員決定。",
  ],
  note_privacy: [
    "Nothing that you type is stored or written to a log here, and there are no cookies.",
    "您输入的内容不会在此保存或写入日志，也不使用 Cookie。",
    "您輸入的內容不會在此儲存或寫入日誌，也不使用 Cookie。",
  ],

  // Job descriptions.
  describe_summary: [
    "No title fits? Paste a job description",
    "没有合适的名称？粘贴工作描述",
    "沒有合適的名稱？貼上工作描述",
  ],
  describe_label: ["Job description", "工作描述", "工作描述"],
  describe_help: [
    "A line or a page, English, Chinese or both. The title above counts too, if there is one.",
    "一行或一页，中文、英文或混用均可。上方如填有职位名称，也会一并考虑。",
    "一行或一頁，中文、英文或混用均可。上方如填有職稱，也會一併考慮。",
  ],
  describe_find: ["Compare with the duties", "与职责比较", "與職責比較"],
  matches_heading: ["What your description fits", "与您的描述相符的单元组", "與您的描述相符的單元組"],
  matches_none: ["The description fits nothing", "描述与任何单元组都不相符", "描述與任何單元組都不相符"],
  matches_none_help: [
    "It says nothing of what any unit group does. Describe what you do on a working day.",
    "其中没有任何单元组的工作内容。请描述您平时上班做些什么。",
    "其中沒有任何單元組的工作內容。請描述您平時上班做些什麼。",
  ],
  matches_help: [
    "Most likely first. Open one to see which of your sentences say its duties.",
    "按可能性排列。打开后可看到哪些句子对应哪些职责。",
    "按可能性排列。打開後可看到哪些句子對應哪些職責。",
  ],
  covers: ["covers {percent} % of the duties", "覆盖 {percent}% 的职责", "涵蓋 {percent}% 的職責"],
  support_full: ["You say:", "您写到：", "您寫到："],
  support_partly: ["You say in part:", "您部分写到：", "您部分寫到："],
  support_none: ["Your description does not say this", "您的描述没有提到", "您的描述沒有提到"],
  supported: [
    "Your description says {full} of {all}, and {partly} in part",
    "您的描述写到其中 {full} 项（共 {all} 项），另有 {partly} 项部分写到",
    "您的描述寫到其中 {full} 項（共 {all} 項），另有 {partly} 項部分寫到",
  ],
  speaks_elsewhere: [
    "What you say that belongs to other unit groups",
    "您写到的属于其他单元组的内容",
    "您寫到的屬於其他單元組的內容",
  ],
  look_alikes: ["Easily confused with", "容易混淆的单元组", "容易混淆的單元組"],
  look_alikes_help: [
    "The duties that set each of them apart from the others.",
    "下列职责体现各单元组与其他单元组的区别。",
    "下列職責體現各單元組與其他單元組的區別。",
  ],
  likelier: [
    "By your description alone, {code} is likelier than this unit group.",
    "仅看您的描述，{code} 比本单元组更有可能。",
    "僅看您的描述，{code} 比本單元組更有可能。",
  ],
  this_one: ["(this one)", "（本单元组）", "（本單元組）"],
  empty_description: ["Paste a job description first.", "请先粘贴工作描述。", "請先貼上工作描述。"],
};

const COLUMNS = { en: 0, "zh-hans": 1, "zh-hant": 2 };

/** The tag of a language as HTML has it. */
export const HTML_LANG = { en: "en", "zh-hans": "zh-Hans", "zh-hant": "zh-Hant" };

let column = 0;

/** The language to begin with: the one in the address, or the first that the browser
 * asks for. */
export function firstLanguage() {
  const asked = new URLSearchParams(location.search).get("lang");
  if (asked in COLUMNS) return asked;
  for (const tag of navigator.languages ?? []) {
    const parts = tag.toLowerCase().split("-");
    if (parts[0] === "en") return "en";
    if (parts[0] !== "zh") continue;
    const isTraditional = ["hant", "tw", "hk", "mo"].some((part) => parts.includes(part));
    return isTraditional ? "zh-hant" : "zh-hans";
  }
  return "en";
}

export function setLanguage(lang) {
  column = COLUMNS[lang];
}

/** A text in the language of the page. */
export function t(key, values = {}) {
  return TEXTS[key][column].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
