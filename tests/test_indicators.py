"""Which indicators are one measure, and which only sound alike."""

import pytest

from policies.indicators import Measure, measure_of, printings


@pytest.mark.parametrize(("one", "other", "are_same"), [
    (("众创空间", "家"), ("众创空间", "个"), True),
    (("高新技术企业", "家"), ("高企", "户"), True),
    (("科技型中小企业", "家"), ("中小型科技企业", "家"), True),
    (("创业投资基金", "支"), ("创业投资基金", "只"), True),
    (("众创空间", "家"), ("孵化机构", "家"), False),
    (("高新技术企业", "家"), ("市级以上高新技术企业", "家"), False),
    (("众创空间面积", "平方米"), ("众创空间", "家"), False),
    (("项目", "个"), ("项目", "家"), False),
    (("整体众创空间面积", "平方米"), ("众创空间面积", "平方米"), True),
])
def test_names_and_units_are_compared_by_the_tables(one, other, are_same):
    assert (measure_of(*one) == measure_of(*other)) is are_same


def test_all_printings_of_a_name_are_known():
    assert set(printings("高新技术企业")) >= {"高新技术企业", "高企"}
    assert printings("没有的") == ["没有的"]


def test_a_measure_keeps_what_no_table_names():
    assert measure_of(" 万人发明专利 ", "件") == Measure("万人发明专利", "件")
