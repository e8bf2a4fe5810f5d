"""Words for records that nobody wrote: pairs of English and Hindi that say the same.

People, papers and events made of them are invented. Slots in braces are filled alike in both languages; the
Hindi phrases stand in the oblique case, so that a postposition can follow.
"""

GIVEN = (
    ("Ahmad", "अहमद"), ("Fatima", "फ़ातिमा"), ("Yusuf", "यूसुफ़"), ("Mariam", "मरियम"), ("Ibrahim", "इब्राहीम"),
    ("Aisha", "आयशा"), ("Khalid", "ख़ालिद"), ("Layla", "लैला"), ("Omar", "उमर"), ("Nadia", "नादिया"),
    ("Hassan", "हसन"), ("Zainab", "ज़ैनब"), ("Tariq", "तारिक़"), ("Samira", "समीरा"), ("Idris", "इदरीस"),
    ("Ruqayya", "रुक़य्या"), ("Bilal", "बिलाल"), ("Salma", "सलमा"), ("Jamal", "जमाल"), ("Huda", "हुदा"),
    ("Musa", "मूसा"), ("Karima", "करीमा"), ("Rashid", "राशिद"), ("Amina", "अमीना"),
)  # fmt: skip

FAMILY = (
    ("Rahmani", "रहमानी"), ("Al-Harbi", "अल-हरबी"), ("Diallo", "डायलो"), ("Demir", "देमिर"),
    ("Siddiqui", "सिद्दीक़ी"), ("Traore", "त्राओरे"), ("Karimi", "करीमी"), ("Nasser", "नासिर"),
    ("Sow", "सो"), ("Mansour", "मंसूर"),
    ("Aziz", "अज़ीज़"), ("Qureshi", "क़ुरैशी"), ("Toure", "तूरे"), ("Chowdhury", "चौधरी"), ("Hamdan", "हमदान"),
    ("Saleh", "सालेह"), ("Malik", "मलिक"), ("Yilmaz", "यिल्माज़"), ("Osman", "उस्मान"), ("Farouk", "फ़ारूक़"),
    ("Haidar", "हैदर"), ("Kamara", "कमारा"), ("Noor", "नूर"), ("Bello", "बेलो"),
)  # fmt: skip

OFFICES = (
    ("Minister of Defence", "रक्षा मंत्री"),
    ("Minister of Foreign Affairs", "विदेश मंत्री"),
    ("Minister of the Interior", "गृह मंत्री"),
    ("Spokesperson of the government", "सरकार की ओर से बोलने वाले"),
    ("Chief of Staff", "सेना प्रमुख"),
    ("Ambassador to the United Nations", "संयुक्त राष्ट्र में राजदूत"),
    ("National Security Adviser", "राष्ट्रीय सुरक्षा सलाहकार"),
    ("Speaker of Parliament", "संसद के अध्यक्ष"),
    ("Head of the delegation", "प्रतिनिधिमंडल के प्रमुख"),
    ("Deputy Prime Minister", "उप प्रधानमंत्री"),
)

SUBJECTS = (
    ("the exchange of information", "सूचनाओं के आदान-प्रदान", "information"),
    ("the training of border guards", "सीमा रक्षकों के प्रशिक्षण", "border-guards"),
    ("the financing of terrorism", "आतंकवाद के वित्तपोषण", "financing"),
    ("the joint training centre", "साझा प्रशिक्षण केंद्र", "training-centre"),
    ("the campaign against extremist propaganda", "चरमपंथी प्रचार के ख़िलाफ़ अभियान", "propaganda"),
    ("the headquarters", "मुख्यालय", "headquarters"),
    ("the next meeting of ministers", "मंत्रियों की अगली बैठक", "ministers-meeting"),
    ("aid for the countries of the Sahel", "साहेल के देशों के लिए सहायता", "sahel-aid"),
    ("the protection of witnesses", "गवाहों की सुरक्षा", "witnesses"),
    ("the supply of equipment", "उपकरणों की आपूर्ति", "equipment"),
    ("the command of joint exercises", "साझा अभ्यासों की कमान", "exercises"),
    ("the budget of the secretariat", "सचिवालय के बजट", "budget"),
    ("the fight against forged papers", "जाली दस्तावेज़ों के ख़िलाफ़ कार्रवाई", "forged-papers"),
    ("the return of displaced families", "विस्थापित परिवारों की वापसी", "families"),
)

#: By the position that a statement takes.
GISTS = {
    "announcement": (
        (
            "Announces that {country} will take part in talks on {subject}.",
            "घोषणा की कि {country} {subject} पर होने वाली बातचीत में भाग लेगा।",
        ),
        (
            "Makes known a plan of {number} steps on {subject}.",
            "{subject} पर {number} चरणों की योजना सामने रखी।",
        ),
    ),
    "support": (
        (
            "Supports cooperation on {subject} and promises {number} officers.",
            "{subject} पर सहयोग का समर्थन किया और {number} अधिकारी भेजने का वादा किया।",
        ),
        (
            "Calls the work on {subject} a duty of all members.",
            "{subject} पर काम को सभी सदस्यों का कर्तव्य बताया।",
        ),
    ),
    "welcome": (
        (
            "Welcomes the progress on {subject} since {year}.",
            "{year} के बाद से {subject} पर हुई प्रगति का स्वागत किया।",
        ),
        ("Thanks {country} for its part in {subject}.", "{subject} में योगदान के लिए {country} को धन्यवाद दिया।"),
    ),
    "confirmation": (
        (
            "Confirms that {country} agreed to {subject} in {year}.",
            "पुष्टि की कि {country} ने {year} में {subject} पर सहमति दी थी।",
        ),
        (
            "Confirms the figure of {number} named in an earlier report.",
            "पहले की एक रिपोर्ट में बताई गई {number} की संख्या की पुष्टि की।",
        ),
    ),
    "reservation": (
        (
            "Wants the parliament asked before any decision on {subject}.",
            "चाहा कि {subject} पर कोई भी निर्णय लेने से पहले संसद से पूछा जाए।",
        ),
        (
            "Will send observers, but no troops, for {subject}.",
            "कहा कि {subject} के लिए पर्यवेक्षक जाएँगे, सैनिक नहीं।",
        ),
    ),
    "decline": (
        (
            "Says that {country} was not asked about {subject} and stays away.",
            "कहा कि {subject} के बारे में {country} से पूछा नहीं गया था और वह अलग रहेगा।",
        ),
        (
            "Declines to pay for {subject} as long as the terms are open.",
            "शर्तें साफ़ होने तक {subject} के लिए धन देने से इनकार किया।",
        ),
    ),
    "criticism": (
        (
            "Calls the talks on {subject} late and badly prepared.",
            "{subject} पर बातचीत को देर से और अधूरी तैयारी के साथ हुई बताया।",
        ),
        (
            "Asks why {number} promises on {subject} were not kept.",
            "पूछा कि {subject} पर किए गए {number} वादे पूरे क्यों नहीं हुए।",
        ),
    ),
    "claim": (
        (
            "Claims that {number} states already work together on {subject}.",
            "दावा किया कि {number} देश {subject} पर पहले से साथ काम कर रहे हैं।",
        ),
        (
            "Claims that {subject} was agreed in {year}, before any public word.",
            "दावा किया कि {subject} पर {year} में, सार्वजनिक घोषणा से पहले ही, सहमति बन गई थी।",
        ),
    ),
}

MORE = (
    (
        "The text was given out after a meeting of {number} delegations.",
        "यह पाठ {number} प्रतिनिधिमंडलों की बैठक के बाद जारी किया गया।",
    ),
    ("No date for the next step is named.", "अगले क़दम की कोई तारीख़ नहीं बताई गई है।"),
    ("A longer version appeared two days later.", "दो दिन बाद इसका लंबा रूप छपा।"),
    ("The remark was repeated in {year}.", "यही बात {year} में दोहराई गई।"),
)

QUOTES = (
    (
        "We shall judge {subject} by what is done, not by what is announced.",
        "हम {subject} को घोषणाओं से नहीं, किए गए काम से परखेंगे।",
    ),
    (
        "{country} knows the price of delay and will do its part in {subject}.",
        "{country} देरी की क़ीमत जानता है और {subject} में अपना हिस्सा निभाएगा।",
    ),
    (
        "Nobody has shown us a paper on {subject} that we could sign.",
        "{subject} पर ऐसा कोई काग़ज़ हमें नहीं दिखाया गया जिस पर हम हस्ताक्षर कर सकें।",
    ),
    (
        "In {year} there were {number} of us; today nobody asks for the number.",
        "{year} में हम {number} थे; आज संख्या कोई नहीं पूछता।",
    ),
    ("It is one thing to name a list and another to keep it.", "सूची बताना एक बात है और उसे निभाना दूसरी।"),
)

EVENTS = {
    "meeting": (
        ("Experts meet in {country} on {subject}", "{subject} पर {country} में विशेषज्ञों की बैठक"),
        "experts",
    ),
    "visit": (
        ("A delegation of {country} visits the secretariat", "{country} के प्रतिनिधिमंडल का सचिवालय का दौरा"),
        "visit",
    ),
    "briefing": (("Briefing on {subject} for ambassadors", "{subject} पर राजदूतों को जानकारी"), "briefing"),
    "programme": (
        ("Programme on {subject} begins in {country}", "{country} में {subject} का कार्यक्रम शुरू"),
        "programme",
    ),
    "agreement": (
        ("Agreement with {country} on {subject}", "{subject} पर {country} के साथ समझौता"),
        "agreement",
    ),
    "exercise": (("Joint exercise in {country}", "{country} में साझा अभ्यास"), "exercise"),
    "announcement": (("Plan for {subject} announced", "{subject} की योजना की घोषणा"), "plan"),
}

SUMMARIES = (
    (
        "{number} delegations spoke about {subject}. A group shall report in {year}.",
        "{number} प्रतिनिधिमंडलों ने {subject} पर बात की। एक समूह {year} में रिपोर्ट देगा।",
    ),
    (
        "The meeting took up the work of {year}. They agreed on {subject}, not on the budget.",
        "बैठक में {year} का काम आगे बढ़ाया गया। {subject} पर सहमति बनी, बजट पर नहीं।",
    ),
    (
        "Held behind closed doors. Two reports speak of it and differ on the number of those present.",
        "बंद दरवाज़ों के पीछे हुई। इसकी चर्चा दो रिपोर्टों में है, और उपस्थित लोगों की संख्या पर दोनों में मतभेद है।",
    ),
    (
        "{country} paid for the first stage. The second depends on {subject}.",
        "पहले चरण का ख़र्च {country} ने उठाया। दूसरा चरण {subject} पर निर्भर है।",
    ),
)

TOWNS = (
    ("Riyadh", "रियाद"), ("Dakar", "डकार"), ("Amman", "अम्मान"), ("Islamabad", "इस्लामाबाद"),
    ("Niamey", "नियामे"), ("Kuala Lumpur", "कुआलालंपुर"), ("Ankara", "अंकारा"), ("Rabat", "रबात"),
    ("Doha", "दोहा"), ("Dhaka", "ढाका"),
)  # fmt: skip

#: Papers that do not exist, and the language they would appear in.
PAPERS = (
    ("Gulf Courier", "en", "press"), ("Sahel Dépêches", "fr", "press"), ("Sahara Wire", "en", "press"),
    ("सुबह का संदेश", "hi", "press"), ("جريدة الميناء", "ar", "press"), ("روزنامہ سرحد", "ur", "press"),
    ("Institute for Regional Studies", "en", "analysis"), ("Ministry of Information", "en", "official"),
    ("Council Secretariat", "en", "official"), ("Limanı Gazetesi", "tr", "press"),
)  # fmt: skip

HEADINGS = {
    "en": ("What was said about {subject}", "Talks on {subject} go on", "Questions remain over {subject}"),
    "hi": ("{subject} पर क्या कहा गया", "{subject} पर बातचीत जारी", "{subject} पर सवाल बाक़ी"),
    "fr": ("Les discussions se poursuivent", "Ce que disent les délégués", "Une réunion sans conclusion"),
    "ar": ("المحادثات مستمرة", "أسئلة بلا جواب", "اجتماع جديد للوفود"),
    "ur": ("مذاکرات جاری ہیں", "سوال باقی ہیں", "وفود کا نیا اجلاس"),
    "tr": ("Görüşmeler sürüyor", "Sorular yanıtsız", "Heyetler yeniden toplandı"),
}

LOCATORS = ("p. 1", "p. 3", "para. 2", "para. 7", "min. 4", "", "")

COUNTED = (
    ("members named in a list", "सूची में नामित सदस्य"),
    ("delegations present", "उपस्थित प्रतिनिधिमंडल"),
    ("states said to take part", "भाग लेने वाले बताए गए देश"),
)

SAME_OR_NOT = (
    ("Agrees with the records of that day.", "उस दिन के अभिलेखों से मेल खाती है।"),
    ("Counts those present, which is not the same.", "यह उपस्थित लोगों की गिनती है, जो अलग बात है।"),
)

STANDING = (
    (
        "Named in the first list; its parliament took it up in {year}.",
        "पहली सूची में नाम; संसद में यह विषय {year} में आया।",
    ),
    ("Joined later, after talks on {subject}.", "{subject} पर बातचीत के बाद, आगे चलकर शामिल हुआ।"),
    ("Sends {number} officers to the secretariat.", "सचिवालय में {number} अधिकारी भेजता है।"),
)

BODIES = (
    ("Council for {subject}", "{subject} की परिषद"),
    ("Fund for {subject}", "{subject} का कोष"),
    ("Office for {subject}", "{subject} का कार्यालय"),
)

WITHDRAWN = ("Rested on a report that was taken back.", "यह एक ऐसी रिपोर्ट पर टिका था जो वापस ले ली गई।")

PARAGRAPHS = (
    (
        "Since {year} the papers have spoken of {subject} in more than one sense.",
        "{year} से अख़बार {subject} का ज़िक्र एक से अधिक अर्थों में करते आए हैं।",
    ),
    (
        "The first list had {number} names. How it was drawn up was never told.",
        "पहली सूची में {number} नाम थे। वह कैसे बनी, यह कभी नहीं बताया गया।",
    ),
    ("{country} and its neighbours report twice a year.", "{country} और उसके पड़ोसी साल में दो बार रिपोर्ट देते हैं।"),
)
