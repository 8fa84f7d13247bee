#!/usr/bin/env python3
"""What Relief says of a practice, computed once more from its exported CSV files, as a start for an analysis of one's own.

    pip install pandas scipy statsmodels
    python analysis.py [FOLDER]

prints JSON: for each metric and session, and for each patient's last one, how many patients improved beyond what repeat captures
vary by, and the mean and median relative change, each with its 95 % interval; for each scar type the mean relative change of depth.

A patient counts once, however many places were measured: worse when any place is, else improved when any is. The change is the mean of the
places. Scars of one patient are not independent, which the random intercept of the mixed model tells.
Groups of fewer than five patients are left out.
"""

import json
import pathlib
import sys

import pandas as pd
import statsmodels.formula.api as smf
from scipy import stats

SMALLEST_CELL = 5


def share(count, of):
    """A share with the interval of Clopper and Pearson."""
    low = 0.0 if count == 0 else stats.beta.ppf(0.025, count, of - count + 1)
    high = 1.0 if count == of else stats.beta.ppf(0.975, count + 1, of - count)
    return {"count": count, "of": of, "value": count / of, "ci95": [low, high]}


def mean(values):
    """A mean with Student's interval."""
    half = stats.t.ppf(0.975, len(values) - 1) * values.std() / len(values) ** 0.5
    return {"value": values.mean(), "ci95": [values.mean() - half, values.mean() + half]}


def median(values):
    """A median with the exact interval between two order statistics; fewer than six patients have none."""
    outside = [k for k in range(1, len(values) // 2 + 1) if stats.binom.cdf(k - 1, len(values), 0.5) <= 0.025]
    if not outside:
        return None
    ordered = values.sort_values().to_list()
    return {"value": values.median(), "ci95": [ordered[outside[-1] - 1], ordered[-outside[-1]]]}


def verdict(of_places):
    for one in ["worse", "improved", "no_detectable_change"]:
        if (of_places == one).any():
            return one
    return "not_comparable"


def change(rows):
    """One metric after one session."""
    by_patient = rows.groupby("patient")
    verdicts = by_patient["verdict"].agg(verdict)
    if len(verdicts) < SMALLEST_CELL:
        return None
    compared = verdicts[verdicts != "not_comparable"]
    changes = by_patient["relative_change"].mean().dropna()
    answer = {"patients": len(verdicts)}
    if len(compared) >= SMALLEST_CELL:
        answer["improved"] = share(int((compared == "improved").sum()), len(compared))
        answer["worse"] = share(int((compared == "worse").sum()), len(compared))
    if len(changes) >= SMALLEST_CELL:
        answer["mean"] = mean(changes)
        answer["median"] = median(changes)
    return answer


def last(rows, of):
    """The rows of each patient's last session."""
    return rows[rows["sessions"] == rows.groupby(of)["sessions"].transform("max")]


def changes(comparisons):
    answers = []
    for metric, rows in comparisons.groupby("metric"):
        for session, after in rows.groupby("sessions"):
            answers.append({"metric": metric, "session": int(session), "answer": change(after)})
        answers.append({"metric": metric, "session": "last", "answer": change(last(rows, "patient"))})
    return answers


def scars(rows):
    """Mean relative change of depth by type, after each patient's last session with single scars."""
    rows = last(rows, "patient")
    patients = rows.groupby("scar_type")["patient"].nunique()
    rows = rows[rows["scar_type"].isin(patients.index[patients >= SMALLEST_CELL])].copy()
    if rows.empty:
        return []
    rows["change"] = rows["depth_after_mm"] / rows["depth_before_mm"] - 1.0
    fit = smf.mixedlm("change ~ scar_type - 1", rows, groups=rows["patient"]).fit(reml=True, method="lbfgs")
    # Student's t on patients less types: the fewest degrees of freedom that any of these means has.
    quantile = stats.t.ppf(0.975, rows["patient"].nunique() - rows["scar_type"].nunique())
    answers = []
    for name, value in fit.fe_params.items():
        kind = name[len("scar_type[") : -1]
        half = quantile * fit.bse_fe[name]
        of_type = rows[rows["scar_type"] == kind]
        answers.append({
            "scar_type": kind,
            "patients": int(patients[kind]),
            "scars": len(of_type),
            "value": value,
            "ci95": [value - half, value + half],
        })
    return answers


def main(folder):
    read = lambda table: pd.read_csv(pathlib.Path(folder) / f"{table}.csv")
    answers = {"changes": changes(read("comparisons")), "scars": scars(read("scars"))}
    json.dump(answers, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    if len(sys.argv) > 2:
        raise SystemExit(__doc__)
    main(sys.argv[1] if len(sys.argv) == 2 else ".")
