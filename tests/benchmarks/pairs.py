"""Pairs of counterparts written down by hand: (paper below, paper above, provision, the provisions that are its counterparts).

Where a provision of the paper below takes up two of the paper above, either counts.
"""

LIAONING, GONGSHU, DALIAN = "辽政办发-2015-94", "拱政办发-2016-10", "大高管发-2015-29"
NANSHA, GUANGGU, NATION = "003_nansha_rencai_2017", "010_hubei_guanggu_rencai_2021", "001_gwy_jiuye_2018"

SEEDS = (
    (GONGSHU, LIAONING, "二、（一）", {"二、（一）"}),
    (GONGSHU, LIAONING, "二、（二）", {"二、（三）"}),
    (GONGSHU, LIAONING, "二、（四）", {"二、（六）"}),
    (GONGSHU, LIAONING, "二、（五）", {"二、（七）"}),
    (GONGSHU, LIAONING, "三、（一）", {"二、（五）"}),
    (GONGSHU, LIAONING, "三、（三）", {"二、（八）"}),
    (GONGSHU, LIAONING, "三、（四）", {"二、（八）", "二、（六）"}),
    (GONGSHU, LIAONING, "四、（一）", {"三、1."}),
    (DALIAN, LIAONING, "二、（一）", {"二、（一）", "二、（二）"}),
    (DALIAN, LIAONING, "二、（二）", {"二、（三）"}),
    (DALIAN, LIAONING, "二、（三）", {"二、（四）"}),
    (DALIAN, LIAONING, "二、（四）", {"二、（六）", "二、（八）"}),
    (DALIAN, LIAONING, "二、（六）", {"二、（七）"}),
    (DALIAN, LIAONING, "三、（二）", {"二、（八）", "二、（五）"}),
    (GONGSHU, DALIAN, "二、（一）", {"三、（一）", "二、（一）"}),
    (GONGSHU, DALIAN, "二、（二）", {"二、（二）"}),
    (GONGSHU, DALIAN, "二、（四）", {"二、（四）"}),
    (GONGSHU, DALIAN, "二、（五）", {"二、（六）"}),
    (GONGSHU, DALIAN, "三、（一）", {"三、（二）"}),
    (GONGSHU, DALIAN, "三、（三）", {"三、（二）"}),
)
CORPUS = (
    (NANSHA, GUANGGU, "八", {"二、（五）"}),
    (NANSHA, GUANGGU, "十一", {"二、（四）"}),
    (DALIAN, NATION, "二、（四）", {"二、（三）", "一、（二）"}),
    (GONGSHU, NATION, "二、（五）", {"三、（七）", "二、（四）"}),
)

# Written down by hand after weights and cut-off stood fixed, and before they were measured on them: what these say is not fitted.
GUARANTEES, COMMERCE, LIUHE = "038_gwyb_rongzidanbao_2019", "013_chongqing_dianshang_2019", "029_liuhe_chanye_2023"
HELD_OUT = (
    (NATION, GUARANTEES, "一、（二）", {"二、（三）", "二、（四）", "三、（八）"}),
    (GUARANTEES, NATION, "三、（八）", {"一、（二）"}),
    (GUARANTEES, NATION, "二、（四）", {"一、（二）"}),
    (GONGSHU, NATION, "二、（一）", {"二、（四）"}),
    (GONGSHU, NATION, "二、（四）", {"一、（二）", "二、（三）"}),
    (GONGSHU, NATION, "三、（三）", {"二、（四）"}),
    (GONGSHU, NATION, "三、（四）", {"一、（二）", "二、（三）"}),
    (GONGSHU, NATION, "四、（一）", {"五、（十二）", "五、（十三）"}),
    (GONGSHU, NATION, "四、（三）", {"五、（十四）"}),
    (DALIAN, NATION, "二、（一）", {"二、（四）"}),
    (DALIAN, NATION, "三、（二）", {"二、（四）"}),
    (LIAONING, NATION, "二、（一）", {"二、（四）"}),
    (LIAONING, NATION, "二、（六）", {"一、（二）", "二、（三）"}),
    (LIAONING, NATION, "三、1.", {"五、（十二）", "五、（十三）"}),
    (NANSHA, NATION, "八", {"三、（八）"}),
    (NANSHA, GUANGGU, "一", {"二、（一）", "二、（二）"}),
    (GUANGGU, NATION, "二、（五）", {"三、（六）", "三、（七）", "三、（八）"}),
    (GUANGGU, LIAONING, "二、（八）", {"二、（三）"}),
    (GUANGGU, LIAONING, "二、（十）", {"二、（七）"}),
    (GUANGGU, LIAONING, "三、（十一）", {"三、1."}),
    (DALIAN, GUANGGU, "二、（二）", {"二、（二）"}),
    (COMMERCE, LIAONING, "三、（一）", {"三、1."}),
    (COMMERCE, LIAONING, "三、（六）", {"二、（六）", "二、（八）"}),
    (LIUHE, LIAONING, "二、（五）第15条", {"二、（六）"}),
)

# Written down by hand after the way of finding counterparts was made faster, before it was measured on them; none stands above.
# That a theme counts as a word, and how often, was chosen with these in view: since then they are no longer held out.
SHAANXI = "015_shaanxi_gaoxinqu_2019"
FRESH = (
    (DALIAN, LIAONING, "三、（四）", {"三、1.", "三、2."}),
    (DALIAN, LIAONING, "三、（三）", {"二、（八）", "二、（六）"}),
    (DALIAN, LIAONING, "二、（五）3.", {"二、（四）"}),
    (DALIAN, LIAONING, "二、（五）4.", {"二、（七）", "二、（五）"}),
    (GONGSHU, LIAONING, "四、（三）", {"二、（七）"}),
    (GONGSHU, LIAONING, "二、（三）", {"二、（三）", "二、（二）"}),
    (GONGSHU, DALIAN, "三、（四）", {"三、（三）", "二、（四）"}),
    (GONGSHU, DALIAN, "四、（一）", {"三、（四）"}),
    (GUANGGU, NANSHA, "二、（四）", {"十一"}),
    (GUANGGU, NANSHA, "二、（五）", {"八"}),
    (GUANGGU, NANSHA, "二、（一）", {"一"}),
    (GUANGGU, GONGSHU, "三、（十一）", {"四、（一）"}),
    (NATION, GUANGGU, "三、（八）", {"二、（五）"}),
    (NATION, LIAONING, "二、（四）", {"二、（一）"}),
    (NATION, LIAONING, "五、（十二）", {"三、1."}),
    (NATION, GONGSHU, "二、（四）", {"二、（一）", "三、（三）"}),
    (NATION, DALIAN, "二、（四）", {"二、（一）", "三、（二）"}),
    (COMMERCE, GUANGGU, "三、（二）", {"二、（五）"}),
    (COMMERCE, NATION, "三、（二）", {"三、（六）", "三、（七）", "三、（八）"}),
    (COMMERCE, NATION, "三、（一）", {"五、（十二）", "五、（十三）"}),
    (COMMERCE, NATION, "三、（六）", {"二、（三）", "一、（二）"}),
    (COMMERCE, GONGSHU, "三、（六）", {"二、（四）", "三、（四）"}),
    (COMMERCE, GONGSHU, "三、（一）", {"四、（一）"}),
    (LIUHE, COMMERCE, "三、第20条", {"三、（一）"}),
    (LIUHE, LIAONING, "三、第20条", {"三、1."}),
    (SHAANXI, LIAONING, "第四章第十四条", {"二、（一）", "二、（二）"}),
    (SHAANXI, LIAONING, "第四章第十八条", {"二、（八）"}),
)

# Written down by hand from headings and first lines after that was chosen, before it was measured on them; none stands above,
# but some of the provisions do, with another counterpart. Subjects and places were chosen with these in view, too.
YIWU, SPORT = "017_yiwu_tiyu_2013", "026_gwyb_tiyujingsai_2018"
LATEST = (
    (YIWU, SPORT, "一、2.", {"一、（三）"}),
    (YIWU, SPORT, "五、20.", {"二、（五）"}),
    (YIWU, SPORT, "五、22.", {"四、（十四）", "三、（九）"}),
    (YIWU, SPORT, "二、4.", {"三、（十三）"}),
    (SPORT, YIWU, "三、（十三）", {"二、4.", "二、8.", "二、10."}),
    (SPORT, YIWU, "一、（三）", {"一、2."}),
    (SPORT, YIWU, "二、（五）", {"五、20."}),
    (SPORT, LIAONING, "五、（十九）", {"二、（六）"}),
    (SPORT, NATION, "五、（十九）", {"一、（二）", "二、（三）"}),
    (SPORT, GONGSHU, "五、（十九）", {"二、（四）", "三、（四）"}),
    (LIUHE, GONGSHU, "二、（五）第15条", {"二、（四）"}),
    (LIUHE, DALIAN, "二、（五）第15条", {"二、（四）"}),
    (LIUHE, GONGSHU, "三、第20条", {"四、（一）"}),
    (LIUHE, DALIAN, "三、第20条", {"三、（四）"}),
    (LIUHE, NATION, "三、第20条", {"五、（十二）", "五、（十三）"}),
    (SHAANXI, GONGSHU, "第四章第十四条", {"二、（一）", "二、（三）"}),
    (SHAANXI, DALIAN, "第四章第十四条", {"二、（一）"}),
    (SHAANXI, NATION, "第四章第十四条", {"二、（四）"}),
    (COMMERCE, DALIAN, "三、（六）", {"二、（四）", "三、（三）"}),
    (COMMERCE, DALIAN, "三、（一）", {"三、（四）"}),
    (GUANGGU, DALIAN, "三、（十一）", {"三、（四）"}),
    (GUANGGU, NATION, "三、（十一）", {"五、（十二）", "五、（十三）"}),
    (GUANGGU, GONGSHU, "二、（十）", {"二、（五）"}),
    (GUANGGU, DALIAN, "二、（十）", {"二、（六）"}),
)

# Written down by hand from the texts before subjects and places were thought of, and measured on them once when they stood; no two
# of these provisions stand together above, in either direction. Who wrote the table of subjects had read the papers, though: with a
# third of its words dropped at random 25 to 27 of the 29 are found, without the table 25.
QUAKE = "027_gwyb_dizhen_1997"
UNSEEN = (
    (SPORT, COMMERCE, "一、（一）", {"一、（一）"}),
    (SPORT, GUARANTEES, "一、（一）", {"一、（一）"}),
    (COMMERCE, SPORT, "一、（二）", {"一、（三）"}),
    (COMMERCE, GONGSHU, "一、（二）", {"一"}),
    (SPORT, COMMERCE, "五、（十九）", {"三、（六）"}),
    (SPORT, DALIAN, "五、（十九）", {"二、（四）", "三、（三）"}),
    (SPORT, COMMERCE, "五、（十八）", {"三、（五）"}),
    (SPORT, LIAONING, "三、（十一）", {"二、（五）"}),
    (SPORT, GONGSHU, "三、（十）", {"三、（一）", "二、（二）"}),
    (SPORT, YIWU, "二、（六）", {"五、20."}),
    (NANSHA, DALIAN, "一", {"二、（二）", "二、（五）1."}),
    (GUANGGU, LIAONING, "二、（二）", {"二、（三）"}),
    (GUANGGU, GONGSHU, "二、（八）", {"二、（二）"}),
    (GUANGGU, DALIAN, "二、（八）", {"二、（二）"}),
    (GUANGGU, COMMERCE, "三、（十一）", {"三、（一）"}),
    (GUARANTEES, LIAONING, "五、（十七）", {"二、（八）", "二、（六）"}),
    (GUARANTEES, GONGSHU, "五、（十七）", {"二、（四）", "三、（四）"}),
    (GUARANTEES, DALIAN, "五、（十五）", {"二、（四）"}),
    (GUARANTEES, COMMERCE, "二、（四）", {"三、（六）"}),
    (LIUHE, DALIAN, "一、第1条", {"三、（三）", "二、（四）"}),
    (LIUHE, LIAONING, "一、第1条", {"二、（八）", "二、（六）"}),
    (LIUHE, GONGSHU, "二、（四）第9条", {"三、（二）", "二、（三）"}),
    (NATION, DALIAN, "五、（十二）", {"三、（四）"}),
    (SHAANXI, COMMERCE, "第四章第十四条", {"二、（一）"}),
    (COMMERCE, DALIAN, "三、（二）", {"二、（五）1.", "二、（二）"}),
    (QUAKE, GONGSHU, "二、（四）", {"四、（三）"}),
    (QUAKE, LIAONING, "二、（四）", {"二、（七）"}),
    (QUAKE, NATION, "二、（六）", {"五、（十二）", "五、（十三）"}),
    (QUAKE, LIAONING, "二、（六）", {"三、1."}),
)
