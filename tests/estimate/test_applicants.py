"""What kind of applicant a beneficiary is."""

import pytest

from policies.estimate import groups, groups_of


@pytest.mark.parametrize(
    ("beneficiary", "expected"),
    [
        ("众创空间主办方", {"space"}),
        ("区级以上众创空间", {"space"}),
        ("空间内企业", {"tenant"}),  # the longest word decides: no company beside it
        ("高新技术企业", {"company"}),
        ("大学生、高校", {"student", "research"}),
        ("创业服务活动承办方", {"service"}),
        ("", {"anyone"}),
        ("  ", {"anyone"}),
        ("骑行爱好者", {"others"}),
    ],
)
def test_words_tell_what_an_applicant_is(beneficiary, expected):
    assert set(groups_of(beneficiary)) == expected


def test_every_group_of_a_beneficiary_is_known():
    assert set(groups_of("企业、人才、学校、银行")) <= set(groups())
