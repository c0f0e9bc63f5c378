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
