"""Layout of Fatherland Front papers: Guidance 91/HD-MTTW-BTT of 2013, which follows the State layout."""

from dataclasses import replace

from phoihop.writing.regimes.state import STATE

__all__ = ["FRONT"]

FRONT = replace(
    STATE,
    name="front",
    source="Hướng dẫn 91/HD-MTTW-BTT ngày 08/4/2013; Nghị định 30/2020/NĐ-CP, khoản 2 Điều 2",
    left_share=0.42,
)
